"""What a paper is about, in a few words: for an agenda and the page that lists a pack."""

from hsp_cli.domain.kind import Kind
from hsp_cli.papers.kinds import Subject, kinds
from hsp_cli.papers.request import PaperRequest, title_of


def about_text(paper: PaperRequest) -> str:
    """The kind of a paper, its quarter, and the title of the record that it is about, unless its own title says so."""
    quarter, subject = paper.quarter.label if paper.quarter else "", _subject(paper)
    said = paper.title()
    parts = []
    for words in (subject, quarter, title_of(paper.report)):
        if not _has(said, words):
            said += f" {words}"
            parts.append(words)
    return ", ".join(reversed(parts))


def _has(text: str, words: str) -> bool:
    """Whether a text has some words, whatever the case and signs between them."""
    return _letters(words) in _letters(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


_SUBJECTS = {
    Subject.QUARTER: Kind.REGISTER,
    Subject.PLAN: Kind.PLAN,
    Subject.CONSULTATION: Kind.CONSULTATION,
    Subject.PROFILE: Kind.PROFILE,
    Subject.WORKSPACE: Kind.AGREEMENT,
}
"""The kind of record that a paper with such a subject may be about."""


def _subject(paper: PaperRequest) -> str:
    subject = kinds().get(paper.report)
    placed = paper.workspace.files_of(_SUBJECTS[subject]).get(paper.about or "") if subject else None
    return paper.notes.mark(placed.record.title, placed.record, "title") if placed else ""

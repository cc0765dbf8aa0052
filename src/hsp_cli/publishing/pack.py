"""The pack for the meetings of a quarter: one PDF of all papers, and the page that lists them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Entry
from hsp_cli.domain.request import FormatRefused, RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.formats import html
from hsp_cli.formats.document import (
    Alignment,
    Block,
    Break,
    Document,
    Heading,
    Inline,
    Link,
    Paragraph,
    Strong,
    Table,
    Text,
)
from hsp_cli.papers.descriptions import about_text
from hsp_cli.papers.notes import Notes
from hsp_cli.papers.request import PaperRequest
from hsp_cli.publishing.formats import FORMATS, Format
from hsp_cli.publishing.paper import Finished, Made
from hsp_cli.wording.bodies import body_name
from hsp_cli.wording.counts import counted
from hsp_cli.wording.numbers import size_text
from hsp_cli.wording.sentences import capitalised, ended, joined

INDEX = "index.html"
"""The page that lists the pack."""

PDF = next(one for one in FORMATS if one.name == "pdf")


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper of the pack: its request, its files by format, and why it has no file in other formats that were asked
    for.
    """

    request: PaperRequest
    files: Mapping[Format, Made]
    refused: Mapping[Format, FormatRefused] = field(default_factory=dict)


def pack_files(papers: Sequence[tuple[MadePaper, Finished]], errors: int = 0) -> dict[str, bytes]:
    """What a pack has beside its papers: one PDF of all, if they are made as PDF, and the page that lists them.

    `errors` is their number in the records. RequestRefused if two files would have the same name.
    """
    made = [one for one, _ in papers]
    found: dict[str, bytes] = {}
    if any(PDF in one.files for one in made):
        found[_name_of_combined(made)] = _combined(papers)
    found[INDEX] = html.finish(_index(made, {name: len(content) for name, content in found.items()}, errors))
    _check_names(made, tuple(found))
    return found


def _name_of_combined(papers: Sequence[MadePaper]) -> str:
    # A redacted pack may have only papers that belong to no quarter.
    quarter = next((f"-{one.request.quarter.text.lower()}" for one in papers if one.request.quarter), "")
    return f"pack{quarter}{PDF.ending}"


def _check_names(papers: Sequence[MadePaper], others: Sequence[str]) -> None:
    names = Counter(others)
    for one in papers:
        for format, made in one.files.items():
            names.update((f"{one.request.file_name}{format.ending}", *made.beside))
    twice = next((name for name, count in names.items() if count > 1), None)
    if twice:
        raise RequestRefused(f"two files of the pack would be called {twice}", "give one of the records another id")


def _combined(papers: Sequence[tuple[MadePaper, Finished]]) -> bytes:
    """All papers in one PDF. Its first pages, those of the agenda, have the markings of all."""
    from hsp_cli.formats import pdf

    documents = {
        made.request.file_name: finished.document() if PDF in made.files else _in_place_of(made)
        for made, finished in papers
    }
    first = next(iter(documents))
    documents[first] = replace(documents[first], marking=_markings([made for made, _ in papers]))
    return pdf.combined(_title([made for made, _ in papers]), documents)


def _in_place_of(paper: MadePaper) -> Document:
    """A page in the place of a paper that a PDF cannot show. It has no words of the paper: those may be at fault."""
    request, name = paper.request, paper.request.file_name
    others = joined(format.called for format in paper.files)
    told = f"This paper could not be made as a PDF.{f' The pack has it as {others}.' if others else ''}"
    blocks: tuple[Block, ...] = (Heading(1, (Text(f"Paper {name}"),), "paper"), Paragraph((Text(told),)))
    return Document(f"Paper {name}", blocks, request.as_of, marking=request.marking or "")


def _markings(papers: Sequence[MadePaper]) -> str:
    """The markings of all papers, each once. An agenda has those of the papers that it lists."""
    alone = [one.request for one in papers if not one.request.papers]
    return "; ".join(dict.fromkeys(filter(None, (request.marking for request in alone))))


def _title(papers: Sequence[MadePaper]) -> str:
    first = papers[0].request
    quarter = f" for {first.quarter.label}" if first.quarter else ""
    return f"{first.workspace.partnership.name}: papers{quarter}"


# --- The page that lists them


class _NoMarks(Notes):
    """Leaves out the marks at inferred values. The papers have them, with the reasons."""

    def mark(self, text: str, record: Entry, *keys: str) -> str:
        return text


def _index(papers: Sequence[MadePaper], others: Mapping[str, int], errors: int) -> Document:
    first = papers[0].request
    title = _title(papers)
    return Document(
        title,
        tuple(_blocks(title, papers, others, errors)),
        first.as_of,
        publisher=first.workspace.partnership.name,
        marking=_markings(papers),
    )


def _blocks(title: str, papers: Sequence[MadePaper], others: Mapping[str, int], errors: int) -> Iterator[Block]:
    yield Heading(1, (Text(title),), "papers")
    if marking := _markings(papers):
        yield Paragraph((Strong((Text(marking),)),))
    yield Paragraph((Text(f"As of {Period.day(papers[0].request.as_of).label}."),))
    if errors:
        told = f"Not for circulation: these papers were made from records with {counted(errors, 'error')}."
        yield Paragraph((Strong((Text(told),)),))
    if told := papers[0].request.exempt_text:
        yield Paragraph((Text(told),))
    for name, size in others.items():
        as_pdf = sum(PDF in one.files for one in papers)
        which = f"{as_pdf} of {len(papers)} papers" if as_pdf < len(papers) else f"All {counted(as_pdf, 'paper')}"
        words = (Text(f"{which} in one PDF, {size_text(size)}"),)
        yield Paragraph((Link(name, words),))
    workspace = papers[0].request.workspace
    for number, (meeting, some) in enumerate(groupby(papers, key=_meeting)):
        yield Heading(2, (Text(_meeting_text(workspace, meeting)),), f"meeting-{number}")
        yield _table(list(some))


_Meeting = tuple[str | None, str]


def _meeting(paper: MadePaper) -> _Meeting | None:
    """The body and the day of the meeting that receives a paper. None for an agenda of several."""
    request = paper.request
    if len({one.meeting for one in request.papers}) > 1:
        return None
    body, on = request.papers[0].meeting if request.papers else request.meeting
    return body, on.label if on else ""


def _meeting_text(workspace: Workspace, meeting: _Meeting | None) -> str:
    if meeting is None:
        return "All meetings"
    body, on = meeting
    named = body_name(body, workspace.partnership) if body else ""
    return ", ".join(filter(None, (named, on))) or "Papers without a recorded meeting"


def _table(papers: Sequence[MadePaper]) -> Table:
    heads = ((Text("Paper"),), (Text("Files"),))
    rows = tuple((_named(_plain(one.request)), tuple(_links(one))) for one in papers)
    return Table(heads, rows, (Alignment.LEFT,) * len(heads))


def _named(request: PaperRequest) -> tuple[Inline, ...]:
    """The title, and below it what the paper is about."""
    about = about_text(request)
    below = (Break(), Text(about)) if about else ()
    return Strong((Text(request.title()),)), *below


def _plain(request: PaperRequest) -> PaperRequest:
    return request.sharing(_NoMarks(request.workspace))


def _links(paper: MadePaper) -> Iterator[Inline]:
    for number, (format, made) in enumerate(paper.files.items()):
        if number:
            yield Break()
        size = size_text(len(made.page)).replace(" ", "\N{NO-BREAK SPACE}")
        words = f"{format.noun}, {size}"
        yield Link(f"{paper.request.file_name}{format.ending}", (Text(words),))
    for number, (format, refused) in enumerate(paper.refused.items(), start=len(paper.files)):
        if number:
            yield Break()
        yield Text(f"{format.noun}: not made. {capitalised(ended(refused.message))}")

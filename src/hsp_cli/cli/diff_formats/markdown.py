"""`hsp diff --format markdown`: a comment for a pull request or merge request."""

from collections.abc import Iterator, Sequence

from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange
from hsp_cli.cli.diff_formats.answer import Answer, called, title
from hsp_cli.cli.diff_formats.comment import MARKER, Part, code, comment_text, limited
from hsp_cli.domain.commit import short_id
from hsp_cli.formats.markdown import Markdown
from hsp_cli.wording.sentences import ended
from hsp_cli.wording.two_versions import paths_text, reformatted_text

_MOST_PATHS = 20


def as_markdown(answer: Answer, limit: int) -> str:
    """A comment of at most `limit` characters. If there are too many changes, the least important are left out."""
    head = "\n\n".join((MARKER, "## What this change means", *_head(answer))) + "\n"
    rest = (
        f"**{{}} more left out**, because a comment has at most {limit:,} characters; `hsp diff` shows all. "
        "The numbers in the headings count all."
    )
    return limited(head, list(_parts(answer)), limit, rest)


def _head(answer: Answer) -> Iterator[str]:
    yield _with_commits(" ".join(comment_text(line) for line in answer.head_lines()), answer)
    yield f"**{comment_text(answer.counts)}**"
    for version in (answer.versions.base, answer.versions.head):
        paths = tuple(path for path, one in answer.versions.not_compared if one is version)
        if paths:
            named = paths_text(tuple(map(code, paths)), _MOST_PATHS)
            where = _with_commits(comment_text(called(version)), answer)
            yield f"**Not compared**, because hsp cannot read them as records in {where}: {named}."


def _with_commits(text: str, answer: Answer) -> str:
    """The text with the ids of the two commits as code, so that they can be copied."""
    for version in (answer.versions.base, answer.versions.head):
        if version.commit:
            text = text.replace(comment_text(short_id(version.commit)), code(short_id(version.commit)))
    return text


def _parts(answer: Answer) -> Iterator[Part]:
    for change_class, number in answer.found.counts.items():
        items = [item for changes in answer.by_record(change_class) for item in _items(answer, changes)]
        yield Part(f"{change_class.heading} ({number:,})", items, change_class is ChangeClass.ADMINISTRATIVE)
    if files := answer.found.reformatted:
        yield Part(reformatted_text(len(files)), [f"- {code(path)}" for path in files], folded=True)


def _items(answer: Answer, changes: Sequence[PlanChange]) -> Iterator[Markdown]:
    """The changes of a record, an item each. Of several, the first has the name of the record on a line above it."""
    named = f"- **{comment_text(title(changes[0]))}** ({code(str(changes[0].placed.address))})"
    told = [f"{comment_text(joined_notes(change))} {code(answer.place(change))}" for change in changes]
    if len(told) == 1:
        yield Markdown(f"{named}: {told[0]}")
        return
    yield Markdown(f"{named}\n  - {told[0]}")
    yield from (Markdown(f"  - {one}") for one in told[1:])


def joined_notes(change: PlanChange) -> str:
    """What was changed, with the further facts, as a sentence."""
    return ended("; ".join((change.what, *change.notes)))

"""`hsp report`: the papers."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from hsp_cli.cli.completion import ids
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Quarter, question
from hsp_cli.cli.session import Session
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hsp_cli.domain.finding import Diagnostic
    from hsp_cli.domain.paper import Paper
    from hsp_cli.domain.workspace import Workspace
    from hsp_cli.papers.request import PaperRequest
    from hsp_cli.publishing.formats import Format
    from hsp_cli.publishing.paper import Made


@question
def run(
    session: Session,
    paper: Annotated[
        str | None,
        typer.Argument(
            metavar="[PAPER]",
            help="The id of a paper, plan or consultation, or a kind of paper.",
            autocompletion=ids(files=(Kind.PAPER, Kind.PLAN, Kind.CONSULTATION)),
        ),
    ] = None,
    quarter: Quarter = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE|DIR", help="Write here; else to the screen.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every paper of the quarter, into a folder: -o DIR.")] = False,
    list_them: Annotated[bool, typer.Option("--list", help="List papers and templates.")] = False,
    verify: Annotated[
        Path | None,
        typer.Option("--verify", metavar="FILE", help="Say whether this paper can be made again byte for byte."),
    ] = None,
    format: Annotated[
        AnswerFormat, typer.Option("--format", help="How to show the list, or the result of --verify.")
    ] = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """Make a paper as Markdown.

    Without PAPER, it is the partnership's quarterly report. hsp makes no paper while records have errors;
    --allow-errors makes one that says so.
    """
    if verify is not None:
        _verify(session, verify, paper, quarter, output, is_alone=not (every or list_them), format=format)
        return
    session.keep_texts = not list_them
    session.is_for_scripts = not list_them or format is AnswerFormat.JSON
    workspace = session.workspace(allow_errors=allow_errors)
    if list_them:
        _list(session, workspace, format)
        return
    if format is AnswerFormat.JSON:
        raise RequestRefused("only the list of papers can be shown as JSON", "hsp report --list --format json")
    if every and (paper is not None or output is None):
        takes = "takes no PAPER" if paper is not None else "needs a folder"
        raise RequestRefused(
            f"--all makes every paper of a quarter, so it {takes}", "hsp report --all --quarter Q -o DIR"
        )
    from hsp_cli.publishing.paper import pack, requested

    asked = session.quarter(workspace, quarter) if _needs_quarter(workspace, paper, quarter) else None
    if every:
        assert asked is not None  # no paper is named, so the request is for a quarter
        requests = pack(workspace, asked, session.as_of, by_meeting=session.is_dated_today)
    else:
        requests = [requested(workspace, paper, asked, session.as_of, by_meeting=session.is_dated_today)]
    target = _target(output, into_folder=every)
    papers: list[tuple[PaperRequest, Made]] = []

    def meanwhile() -> None:
        # If the records are wrong too, that is told first.
        with suppress(RequestRefused):
            papers.extend(_made(session, requests, (), target))

    # A paper that is made in spite of errors says how many there are, so it is made only after the check.
    errors = _errors(session, (lambda: None) if allow_errors else meanwhile, allow_errors=allow_errors)
    target.check(session.root)
    # All are made before the first is written, so that a failure leaves nothing half done.
    _deliver(session, papers or _made(session, requests, errors, target), target)


def _verify(
    session: Session,
    file: Path,
    paper: str | None,
    quarter: str | None,
    output: Path | None,
    *,
    is_alone: bool,
    format: AnswerFormat,
) -> None:
    from hsp_cli.cli.verification import verify_file

    if not is_alone or paper or quarter or output or not session.is_of_today:
        hint = "hsp report --verify FILE"
        raise RequestRefused("--verify takes the paper, its date and its quarter from the file alone", hint)
    verify_file(session, file, as_json=format is AnswerFormat.JSON)


def _needs_quarter(workspace: "Workspace", paper: str | None, quarter: str | None) -> bool:
    """Whether the request is for a quarter: it says so, or the paper looks at one and names none."""
    from hsp_cli.papers.kinds import Subject, kinds

    if paper is None or quarter is not None:
        return True
    placed = workspace.papers.get(paper)
    if placed is None:
        return kinds().get(paper) is Subject.QUARTER
    return placed.record.quarter is None and kinds().get(placed.record.report) is Subject.QUARTER


def _about(paper: "Paper") -> str:
    return paper.quarter.label if paper.quarter else paper.about or ""


def _list(session: Session, workspace: "Workspace", format: AnswerFormat) -> None:
    from hsp_cli.papers.kinds import kinds

    if format is AnswerFormat.JSON:
        session.answer_json(list_as_json(workspace))
        return
    out = session.out
    papers = [placed.record for placed in workspace.papers.values()]
    heads = ("Paper", "Title", "About", "Template")
    rows = [(paper.id, paper.title, _about(paper), paper.report) for paper in papers]
    if papers and out.has_room(heads, rows):
        out.table(heads, rows)
    else:
        for paper in papers:
            out.entry(paper.title, f"{paper.report} {_about(paper)}", paper.id)
    if papers:
        out.write()
    out.write(f"Templates: {', '.join(kinds())}")


def list_as_json(workspace: "Workspace") -> dict[str, Any]:
    """`hsp report --list --format json`."""
    from hsp_cli.cli.json_values import inferred_values
    from hsp_cli.papers.kinds import kinds

    return {
        "papers": [
            {
                "id": placed.record.id,
                "title": placed.record.title,
                "report": placed.record.report,
                "quarter": placed.record.quarter.text if placed.record.quarter else None,
                "about": placed.record.about,
                "path": placed.place.path,
                **inferred_values(placed.record),
            }
            for placed in workspace.papers.values()
        ],
        "reports": [{"report": kind, "subject": subject.value} for kind, subject in kinds().items()],
    }


def _errors(session: Session, meanwhile: "Callable[[], None]", *, allow_errors: bool) -> "list[Diagnostic]":
    from hsp_cli.domain.finding import Severity

    errors = [found for found in session.check_loaded(meanwhile).diagnostics if found.severity is Severity.ERROR]
    if errors and not allow_errors:
        session.show_broken(errors, "no paper is made while records are wrong; --allow-errors makes one that says so")
        raise Exit(1)
    return errors


class _Target(NamedTuple):
    """Where the papers go: a file, a folder, or the screen if there is no output."""

    output: Path | None
    is_folder: bool

    @property
    def format(self) -> "Format":
        """The format of the papers. RequestRefused if the ending of the file has none."""
        from hsp_cli.publishing.formats import MARKDOWN

        return MARKDOWN if self.output is None or self.is_folder else _format_of(self.output)

    def check(self, root: str) -> None:
        """RequestRefused if no paper can be written there."""
        from hsp_cli.store.layout import is_read_as_record

        output = self.output
        if output is None:
            return
        if not self.is_folder:
            if is_read_as_record(root, str(output)):
                hint = "choose another place: -o FILE"
                raise RequestRefused(f"cannot write {output}: hsp would read it as a record", hint)
            _format_of(output)
        if not _is_folder(output.parent):
            reason = f"cannot write {output}: there is no folder {output.parent}"
            raise RequestRefused(reason, "make it first, or choose another place: -o FILE")


def _target(output: Path | None, *, into_folder: bool) -> _Target:
    if output is None or str(output) == "-":
        return _Target(None, is_folder=False)
    return _Target(output, is_folder=into_folder or _is_folder(output) or not output.suffix)


def _made(
    session: Session, requests: "Sequence[PaperRequest]", errors: "Sequence[Diagnostic]", target: _Target
) -> "list[tuple[PaperRequest, Made]]":
    from hsp_cli.publishing.earlier import with_earlier
    from hsp_cli.publishing.paper import make

    asked = [with_earlier(session.loaded, request) for request in requests]
    return [(request, make(session.loaded, request, errors, format=target.format)) for request in asked]


def _deliver(session: Session, papers: "Sequence[tuple[PaperRequest, Made]]", target: _Target) -> None:
    from hsp_cli.store.writing import write_atomically

    if changed := session.loaded.changed():
        raise RequestRefused(f"{changed[0]} has changed since it was read", "make the paper again")
    for request, made in papers:
        if target.output is None:
            session.out.write_raw(made.page.decode())
            if made.beside and not session.quiet:
                session.err.write(f"not written: {', '.join(made.beside)}; `-o FILE` writes pictures beside the paper")
            continue
        path = target.output / f"{request.name}{target.format.ENDING}" if target.is_folder else target.output
        # The pictures come first, so that no paper links one that is not there yet.
        for name, content in made.beside.items():
            write_atomically(path.parent / name, content)
        write_atomically(path, made.page)
        if not session.quiet:
            session.err.write(f"{request.quarter.label if request.quarter else request.name}: {path}")
            for name in made.beside:
                session.err.write(f"  picture: {path.parent / name}")


def _format_of(output: Path) -> "Format":
    """The format of a file, by its ending. RequestRefused where there is none."""
    from hsp_cli.publishing.formats import format_by_ending

    formats = format_by_ending()
    if found := formats.get(output.suffix.lower()):
        return found
    raise RequestRefused(f"no paper can be written as {output.suffix}", f"the formats are {', '.join(formats)}")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file system takes; the writing will say so
        return False

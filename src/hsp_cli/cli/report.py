"""`hsp report`: the papers."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import ids
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import AllowErrors, Quarter, question
from hsp_cli.cli.paper_files import NAMES, Target, deliver, deliver_pack, target_of
from hsp_cli.cli.redaction import redacted_workspace, refuse_errors
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
    from hsp_cli.publishing.pack import MadePaper
    from hsp_cli.publishing.paper import Finished, Made


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
    every: Annotated[bool, typer.Option("--all", help="The pack of the quarter, into a folder: -o DIR.")] = False,
    list_them: Annotated[bool, typer.Option("--list", help="List papers and templates.")] = False,
    verify: Annotated[
        Path | None,
        typer.Option("--verify", metavar="FILE", help="Say whether this paper can be made again byte for byte."),
    ] = None,
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="|".join(NAMES),
            help="Format of the paper; give several for a folder. --list and --verify take text or json.",
            autocompletion=lambda: NAMES,
        ),
    ] = None,
    redact: Annotated[
        bool, typer.Option("--redact", help="For the public: leave out what is marked as exempt, and say so.")
    ] = False,
    allow_errors: AllowErrors = False,
) -> None:
    """Make a paper from the records.

    Without PAPER, it is the partnership's quarterly report. The ending of the file or --format gives the format. hsp
    makes no paper while records have errors; --allow-errors makes one that says so.
    """
    names = format or []
    as_json = _as_json(names) if list_them or verify is not None else False
    if verify is not None:
        is_alone = not (every or list_them or redact)
        _verify(session, verify, paper, quarter, output, is_alone=is_alone, as_json=as_json)
        return
    if redact and allow_errors:
        refuse_errors("paper")
    session.keep_texts = not list_them
    session.is_for_scripts = not list_them or as_json
    workspace = session.workspace(allow_errors=allow_errors, says_left_out=not list_them)
    if list_them:
        _list(session, workspace, as_json=as_json)
        return
    if "json" in names:
        raise RequestRefused("only the list of papers can be shown as JSON", "hsp report --list --format json")
    if every and (paper is not None or output is None):
        takes = "takes no PAPER" if paper is not None else "needs a folder"
        raise RequestRefused(
            f"--all makes every paper of a quarter, so it {takes}", "hsp report --all --quarter Q -o DIR"
        )
    from hsp_cli.papers.selection import pack, requested

    asked = session.quarter(workspace, quarter) if _needs_quarter(workspace, paper, quarter) else None
    if every:
        assert asked is not None  # no paper is named, so the request is for a quarter
        requests = pack(workspace, asked, session.as_of, by_meeting=session.is_dated_today)
        names = names or list(workspace.partnership.paper_formats)
    else:
        requests = [requested(workspace, paper, asked, session.as_of, by_meeting=session.is_dated_today)]
    if redact:
        requests = _redacted(session, requests)
    make = partial(_pack_made if every else _made, session, requests)
    ready: list[Callable[[Target], None]] = []

    def target() -> Target:
        return target_of(session.root, output, names, into_folder=every)

    def meanwhile() -> None:
        # If the records are wrong too, that is told first.
        with suppress(RequestRefused):
            ready.append(make((), target().formats))

    # A paper that is made in spite of errors says how many there are, so it is made only after the check.
    errors = _errors(session, (lambda: None) if allow_errors else meanwhile, allow_errors=allow_errors)
    place = target()
    # All are made before the first is written, so that a failure leaves nothing half done.
    write = ready[0] if ready else make(errors, place.formats)
    write(place)


def _redacted(session: Session, requests: "Sequence[PaperRequest]") -> "list[PaperRequest]":
    """The papers without what is exempt. RequestRefused if none is left."""
    from hsp_cli.papers.selection import redacted_request

    public = redacted_workspace(session, requests[0].workspace)
    found = {request.name: redacted_request(request, public.workspace) for request in requests}
    exempt = [name for name, request in found.items() if request is None]
    if len(exempt) == len(requests):
        what = f"the paper {exempt[0]} is exempt" if len(exempt) == 1 else "every paper is exempt"
        raise RequestRefused(what, "leave out --redact for a paper that is not for the public")
    if exempt and not session.quiet:
        session.err.write(f"left out, because they are exempt or have only exempt records: {', '.join(exempt)}")
    return [request for request in found.values() if request]


def _verify(
    session: Session,
    file: Path,
    paper: str | None,
    quarter: str | None,
    output: Path | None,
    *,
    is_alone: bool,
    as_json: bool,
) -> None:
    from hsp_cli.cli.verification import verify_file

    if not is_alone or paper or quarter or output or not session.is_of_today:
        hint = "hsp report --verify FILE"
        raise RequestRefused("--verify takes the paper, its date and its quarter from the file alone", hint)
    verify_file(session, file, as_json=as_json)


def _as_json(names: "Sequence[str]") -> bool:
    """Whether an answer that is no paper is asked for as JSON. RequestRefused for a format that it does not have."""
    if set(names) - {"text", "json"} or len(names) > 1:
        message = f"--list and --verify show text or json, not {', '.join(names)}"
        raise RequestRefused(message, "--format json")
    return "json" in names


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


def _list(session: Session, workspace: "Workspace", *, as_json: bool) -> None:
    from hsp_cli.papers.kinds import kinds

    if as_json:
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


def _made(
    session: Session, requests: "Sequence[PaperRequest]", errors: "Sequence[Diagnostic]", formats: "Sequence[Format]"
) -> "Callable[[Target], None]":
    """Make every paper in every format; gives what writes them. Each paper is laid out once."""
    made = [
        (one.request, format, file)
        for one, _ in _papers(session, requests, errors, formats)
        for format, file in one.files.items()
    ]
    return lambda target: deliver(session, made, target)


def _pack_made(
    session: Session, requests: "Sequence[PaperRequest]", errors: "Sequence[Diagnostic]", formats: "Sequence[Format]"
) -> "Callable[[Target], None]":
    """The same with the files that a pack has beside its papers."""
    from hsp_cli.publishing.pack import pack_files

    papers = _papers(session, requests, errors, formats, into_pack=True)
    others = pack_files(papers, len(errors))
    return lambda target: deliver_pack(session, [one for one, _ in papers], others, target)


def _papers(
    session: Session,
    requests: "Sequence[PaperRequest]",
    errors: "Sequence[Diagnostic]",
    formats: "Sequence[Format]",
    *,
    into_pack: bool = False,
) -> "list[tuple[MadePaper, Finished]]":
    """Make the papers. A pack does without a paper in a format that cannot show it."""
    from hsp_cli.cli.progress import Progress
    from hsp_cli.domain.request import FormatRefused
    from hsp_cli.publishing.earlier import with_earlier
    from hsp_cli.publishing.pack import MadePaper
    from hsp_cli.publishing.paper import finished

    papers = []
    done, of = 0, len(requests) * len(formats)
    with Progress(session.err, "made", quiet=session.quiet) as progress:
        for request in (with_earlier(session.loaded, one) for one in requests):
            paper = finished(session.loaded, request, errors)
            files: dict[Format, Made] = {}
            without: dict[Format, FormatRefused] = {}
            for format in formats:
                try:
                    files[format] = paper.made(format)
                except FormatRefused as refused:
                    if not into_pack:
                        raise
                    without[format] = refused
                done += 1
                progress.seen(done, of)
            papers.append((MadePaper(request, files, without), paper))
    return papers

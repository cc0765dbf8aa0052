"""Papers: finds the requested paper, and makes it from records and a template."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.kinds import Subject, context_of, kinds
from hsp_cli.papers.request import PaperRequest
from hsp_cli.publishing.formats import MARKDOWN, Format
from hsp_cli.publishing.provenance import Provenance, provenance
from hsp_cli.publishing.templates import find_template, render


def requested(workspace: Workspace, name: str | None, quarter: Period | None, as_of: date) -> PaperRequest:
    """The request for a paper: the paper with this id, or the partnership's quarterly report for the quarter.

    If the record of the paper names no quarter, the requested quarter applies.
    """
    papers = {paper_id: placed.record for paper_id, placed in workspace.papers.items()}
    if name is not None:
        if name not in papers:
            raise RequestRefused(f"no paper has the id {name!r}", _hint(name, workspace))
        paper = papers[name]
        if quarter is not None and paper.quarter not in (None, quarter):
            raise RequestRefused(f"the paper {name} is for {paper.quarter.label}, not {quarter.label}")
        if kinds().get(paper.report) is not Subject.QUARTER:
            quarter = None  # nothing in it depends on a quarter
        return PaperRequest(name, paper.report, workspace, as_of, paper.quarter or quarter, paper)
    assert quarter is not None
    template = workspace.partnership.quarterly_report
    written = next((p for p in papers.values() if p.report == template and p.quarter == quarter), None)
    called = written.id if written else f"{template}-{quarter.text.lower()}"
    return PaperRequest(called, template, workspace, as_of, quarter, written)


def of_quarter(workspace: Workspace, quarter: Period, as_of: date) -> list[PaperRequest]:
    """Every paper recorded for a quarter, or the quarterly report if none is recorded yet."""
    written = [placed.record for placed in workspace.papers.values() if placed.record.quarter == quarter]
    requests = [PaperRequest(paper.id, paper.report, workspace, as_of, quarter, paper) for paper in written]
    return requests or [requested(workspace, None, quarter, as_of)]


def make(
    loaded: Loaded,
    request: PaperRequest,
    diagnostics: Sequence[Diagnostic],
    made_from: Provenance | None = None,
    format: Format = MARKDOWN,
) -> bytes:
    """Make the file of a paper. It gives the number of errors in the records, because its figures may be wrong."""
    if request.report not in kinds():
        raise RequestRefused(f"no report is called {request.report!r}", f"there is {', '.join(kinds())}")
    root = Path(loaded.root)
    template = find_template(root, request.report)
    context = {
        **context_of(request.report)(request),
        "errors": sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics),
        "notes": request.notes.listed(),
        "provenance": str(made_from or provenance(loaded, template, request.as_of)),
    }
    return format.finish(render(template, context, root, format))


def _hint(name: str, workspace: Workspace) -> str:
    """A hint for an id that no paper has. If it is a kind of paper, a record must be written first."""
    if name == workspace.partnership.quarterly_report:
        return f"`hsp report --quarter Q` makes the {name} of a quarter"
    if name in kinds():
        about = ", `about`" if kinds()[name] is Subject.PLAN else ""
        return f"{name} is a kind of paper; write data/papers/{name}.yaml with `id`, `title`, `report`{about}"
    if workspace.papers:
        return f"there is {', '.join(workspace.papers)}"
    return "the workspace has no papers; `hsp report --quarter Q` makes the quarterly report"

"""Papers: which one is asked for, and how it is made from records and a template."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.reports import morning_report
from hsp_cli.reports.contents import with_contents
from hsp_cli.reports.provenance import Provenance, provenance
from hsp_cli.reports.templates import find_template, render
from hsp_cli.store.reading import Reading

Context = Callable[[Workspace, Period, Paper | None, date], dict[str, Any]]

REPORTS: dict[str, Context] = {"morning-report": morning_report.context}
"""Every report: the function that gathers its context, under the name of its template."""


@dataclass(frozen=True, slots=True)
class Request:
    """One paper to make. `paper` is None where nothing but figures is recorded for the quarter yet."""

    name: str
    template: str
    quarter: Period
    paper: Paper | None


def requested(workspace: Workspace, name: str | None, quarter: Period | None) -> Request:
    """The paper that is meant: the one of that id, or the partnership's quarterly report of the quarter."""
    papers = {paper_id: placed.record for paper_id, placed in workspace.papers.items()}
    if name is not None:
        if name not in papers:
            raise RequestRefused(f"no paper has the id {name!r}", _offer(papers))
        paper = papers[name]
        if quarter is not None and paper.quarter != quarter:
            raise RequestRefused(f"the paper {name} is for {paper.quarter.label}, not {quarter.label}")
        return Request(name, paper.template, paper.quarter, paper)
    assert quarter is not None
    template = workspace.partnership.quarterly_report
    written = next((p for p in papers.values() if p.template == template and p.quarter == quarter), None)
    called = written.id if written else f"{template}-{quarter.text.lower()}"
    return Request(called, template, quarter, written)


def of_quarter(workspace: Workspace, quarter: Period) -> list[Request]:
    """Every paper recorded for a quarter, or the quarterly report where there is none yet."""
    written = [placed.record for placed in workspace.papers.values() if placed.record.quarter == quarter]
    requests = [Request(paper.id, paper.template, quarter, paper) for paper in written]
    return requests or [requested(workspace, None, quarter)]


def make(
    reading: Reading,
    request: Request,
    as_of: date,
    diagnostics: Sequence[Diagnostic],
    made_from: Provenance | None = None,
) -> str:
    """The paper as Markdown. Errors among the diagnostics are counted in it, since its figures may be wrong."""
    workspace = reading.workspace
    assert workspace is not None
    if request.template not in REPORTS:
        hint = f"there is {', '.join(REPORTS)}"
        raise RequestRefused(f"no report is called {request.template!r}", hint)
    template = find_template(reading.root, request.template)
    context = {
        **REPORTS[request.template](workspace, request.quarter, request.paper, as_of),
        "errors": sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics),
        "provenance": str(made_from or provenance(reading, template, as_of)),
    }
    return with_contents(render(template, context))


def _offer(papers: dict[str, Paper]) -> str:
    return f"there is {', '.join(papers)}" if papers else "the workspace has no papers; make one with --quarter"

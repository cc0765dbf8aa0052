"""Papers: which report they are, what they look at, and where each section belongs."""

from collections.abc import Iterator

from hsp_cli.domain.file_index import Fact, WorkspaceIndex, place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.kinds import Subject, kinds
from hsp_cli.rules.support.references import suggestion
from hsp_cli.rules.support.registry import Problem, collector, index_rule, rule


@rule("section-without-part", hint="top sections say with `part` where they go; sections inside them follow")
def section_without_part(workspace: Workspace) -> Iterator[Problem]:
    """A section does not say where in the paper it goes, or says so although its place is settled.

    A quarterly paper has a fixed order: introduction, priorities, exceptions, other indicators, risks, appendix. A
    top section without a `part` would be printed nowhere. A section inside another goes where that one goes, and a
    `part` of its own would be ignored.

    Example:

        sections:
          - id: crime
            title: Crime
            content: [{text: Burglary is up.}]

    Way out: give the top section a `part`, such as `part: other`; take it away from sections inside sections.
    """
    for section in workspace.sections:
        is_inside = section.place.keys.count("sections") > 1
        if section.record.part is None and not is_inside:
            yield Problem(section.place, f"section {section.record.id} does not say where in the paper it goes")
        if section.record.part and is_inside:
            words = f"section {section.record.id} lies inside another one, so its part is settled"
            yield Problem(section.place.at("part"), words)


@rule("unknown-report", hint="`hsp report --list` names the templates there are")
def unknown_report(workspace: Workspace) -> Iterator[Problem]:
    """A paper, or the partnership's quarterly report, names a template for which there is no report.

    The paper cannot be made, which would otherwise be found out on the day it is due. A partnership can change how
    a report looks with a template of its own, but the report itself has to be one that hsp knows.

    Example:

        id: q1-report
        report: morning-reprt

    Way out: write the name of a report, such as `morning-report`.
    """
    for paper in workspace.papers.values():
        if paper.record.report not in kinds():
            words = f"paper {paper.address} is made with {paper.record.report}, which is no report"
            yield Problem(paper.place.at("report"), words, suggestion(paper.record.report, kinds))
    quarterly = workspace.partnership.quarterly_report
    if kinds().get(quarterly) is not Subject.QUARTER:
        words = f"the quarterly report is {quarterly}, which is no report on a quarter"
        yield Problem(workspace.settings.place.at("quarterly_report"), words, suggestion(quarterly, kinds))


@index_rule("paper-without-subject", hint="name the plan under `about`")
def paper_without_subject(index: WorkspaceIndex) -> Iterator[Problem]:
    """A paper on a plan does not say on which.

    A delivery plan, an action plan, a set of objectives or a strategy is printed from its record. Without a name
    there is nothing to print.

    Example:

        id: cohesion-progress
        report: action-plan

    Way out: add `about:` with the id of the plan.
    """
    for file, fact in index.facts("subjects"):
        (about,) = fact.values
        if about is None or about in index.of(Kind.REGISTER):
            yield Problem(place(file, fact), f"paper {file.id} is about a plan and names none")


@collector("subjects")
def _subjects(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """What a paper about a plan names, if anything."""
    record = found.file.record
    if found.file.address.kind is Kind.PAPER and kinds().get(record.report) is Subject.PLAN:
        yield Fact((), (record.about,))

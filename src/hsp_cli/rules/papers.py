"""Rules for papers: the kind of paper, its subject, and the parts of its sections."""

from collections.abc import Iterator

from hsp_cli.domain.file_index import Fact, WorkspaceIndex, place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.kinds import Subject, kinds
from hsp_cli.rules.support.references import suggestion
from hsp_cli.rules.support.registry import Problem, collector, index_rule, rule


@rule("section-without-part", hint="give each top section a `part`; sections inside a section take its part")
def section_without_part(workspace: Workspace) -> Iterator[Problem]:
    """A top section has no `part`, or a section inside another section has one.

    A quarterly paper has a fixed order: introduction, priorities, exceptions, other indicators, risks, appendix. Papers
    would not print a top section without a `part`. A section inside another is printed with it, and a `part` of its own
    would be ignored.

    Example:

        sections:
          - id: crime
            title: Crime
            content: [{text: Burglary is up.}]

    Way out: give the top section a `part`, such as `part: other`. Remove `part` from sections inside sections.
    """
    for section in workspace.sections:
        is_inside = section.place.keys.count("sections") > 1
        if section.record.part is None and not is_inside:
            yield Problem(section.place, f"section {section.record.id} has no `part`")
        if section.record.part and is_inside:
            words = f"section {section.record.id} is inside another section, so it cannot have a part of its own"
            yield Problem(section.place.at("part"), words)


@rule("unknown-report", hint="`hsp report --list` lists the kinds of paper")
def unknown_report(workspace: Workspace) -> Iterator[Problem]:
    """A paper, or the partnership's quarterly report, names a kind of paper that does not exist.

    hsp cannot make the paper, and you could learn that only on the day it is due. A partnership can change the look of
    a paper with a template of its own, but the kind of paper must be one that hsp has.

    Example:

        id: q1-report
        report: morning-reprt

    Way out: write the name of a kind of paper, such as `morning-report`.
    """
    for paper in workspace.papers.values():
        if paper.record.report not in kinds():
            words = f"paper {paper.address} has the report {paper.record.report}, which is not a kind of paper"
            yield Problem(paper.place.at("report"), words, suggestion(paper.record.report, kinds))
    quarterly = workspace.partnership.quarterly_report
    if kinds().get(quarterly) is not Subject.QUARTER:
        words = f"the quarterly report is {quarterly}, which is not a kind of quarterly paper"
        yield Problem(workspace.settings.place.at("quarterly_report"), words, suggestion(quarterly, kinds))


@index_rule("paper-without-subject", hint="name the plan, consultation or profile under `about`")
def paper_without_subject(index: WorkspaceIndex) -> Iterator[Problem]:
    """A paper about a plan, a consultation or a profile does not name it.

    Papers such as a delivery plan, an action plan, objectives or a strategy are made from the record of the plan, and
    "You said, we did" and a profile from that of the consultation or profile. Without its id, there is nothing to
    print.

    Example:

        id: cohesion-progress
        report: action-plan

    Way out: add `about:` with the id of the plan, consultation or profile.
    """
    for file, fact in index.facts("subjects"):
        subject, about = fact.values
        named = [kind.value for kind in _ABOUT if about in index.of(kind)]
        if about is None or (named and subject not in named):
            yield Problem(place(file, fact), f"paper {file.id} is about a {subject} but does not name it")


_ABOUT = (Kind.PLAN, Kind.REGISTER, Kind.AGREEMENT, Kind.CONSULTATION, Kind.PROFILE)
"""What `about` can name."""


@collector("subjects")
def _subjects(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """What a paper about a plan, a consultation or a profile is about, and the id that it names, if any."""
    record = found.file.record
    subject = kinds().get(record.report) if found.file.address.kind is Kind.PAPER else None
    if subject in (Subject.PLAN, Subject.CONSULTATION, Subject.PROFILE):
        yield Fact((), (subject.value, record.about))

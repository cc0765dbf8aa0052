"""A request for a paper, which is the input of a context function."""

from dataclasses import dataclass, field
from datetime import date

from hsp_cli.domain.address import Placed
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Plan
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.notes import Notes


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """One paper to make.

    `paper` is None if no paper is recorded for the quarter yet. `quarter` is None for a paper about a plan. `notes`
    gathers the marks that the context puts at inferred values.
    """

    name: str
    report: str
    workspace: Workspace
    as_of: date
    quarter: Period | None = None
    paper: Paper | None = None
    notes: Notes = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", Notes(self.workspace))

    def the_quarter(self) -> Period:
        """The quarter of a paper that needs one. RequestRefused if there is none."""
        if self.quarter is None:
            raise RequestRefused(f"the paper {self.name} needs a quarter", "add `quarter:` to its record, or --quarter")
        return self.quarter

    def the_plan(self) -> Placed[Plan]:
        """The plan that the paper is about. RequestRefused if the paper names no known plan."""
        about = self.paper.about if self.paper else None
        if about is None or about not in self.workspace.plans:
            known = ", ".join(self.workspace.plans) or "no plan yet"
            raise RequestRefused(
                f"the paper {self.name} names no plan", f"add `about:` to its record; there is {known}"
            )
        return self.workspace.plans[about]

    def _organisation(self) -> str | None:
        """The organisation that owns the plan, if that is not the partnership."""
        plan = self.workspace.plans.get(self.paper.about) if self.paper and self.paper.about else None
        names = {entry.id: entry.name for entry in self.workspace.partnership.organisations}
        return names.get(plan.record.organisation or "") if plan else None

    def heading(self) -> dict[str, object]:
        """The first lines of any paper: the owner, the title and the meeting."""
        settings, paper = self.workspace.partnership, self.paper
        body = settings.body(paper.body) if paper and paper.body else None
        whose = self._organisation() or settings.name
        return {
            "title": self.notes.mark(paper.title, paper, "title")
            if paper
            else settings.quarterly_report.replace("-", " ").capitalize(),
            "body": body.name if body else whose,
            "partnership": whose,
            "quarter": self.quarter.label if self.quarter else None,
            "meeting_on": paper.on.label if paper and paper.on else None,
            "as_of": Period.day(self.as_of).label,
        }

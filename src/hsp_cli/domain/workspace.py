"""A workspace: every record of a partnership, and where each one stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from hsp_cli.domain.action import Action
from hsp_cli.domain.finding import Place
from hsp_cli.domain.grant import Grant
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.meeting import Meeting
from hsp_cli.domain.owner import Owner, Owners
from hsp_cli.domain.paper import Block, Paper, Section
from hsp_cli.domain.partnership import Partnership, Party, normalised_name
from hsp_cli.domain.plan import Aim, Measure, Plan
from hsp_cli.domain.project import Project
from hsp_cli.domain.record import Entry, Record
from hsp_cli.domain.risk import Risk, RiskRegister

R = TypeVar("R", bound=Record)
F = TypeVar("F", bound=Entry)


class Placed(NamedTuple, Generic[R]):
    """A record where it stands. `address` names it among all records: `plan-id/action-id`, or a file's own id.

    `priority` is the partnership's priority it serves, by itself or by what holds it.
    """

    record: R
    place: Place
    address: str
    kind: Kind
    priority: str | None = None
    body: str | None = None


@dataclass(frozen=True)
class Workspace:
    """All records that could be read, by id, and each file's path.

    `unreadable` holds the (kind, id) of files that are there but could not be read, so that nobody is told
    that a record is missing when it is only broken.
    """

    partnership: Partnership
    partnership_path: str
    indicators: Mapping[str, Placed[Indicator]] = field(default_factory=dict)
    plans: Mapping[str, Placed[Plan]] = field(default_factory=dict)
    registers: Mapping[str, Placed[RiskRegister]] = field(default_factory=dict)
    meetings: Mapping[str, Placed[Meeting]] = field(default_factory=dict)
    papers: Mapping[str, Placed[Paper]] = field(default_factory=dict)
    projects: Mapping[str, Placed[Project]] = field(default_factory=dict)
    grants: Mapping[str, Placed[Grant]] = field(default_factory=dict)
    unreadable: frozenset[tuple[Kind, str]] = frozenset()

    @cached_property
    def settings(self) -> Placed[Partnership]:
        return Placed(self.partnership, Place(self.partnership_path), self.partnership.id, Kind.PARTNERSHIP)

    def files(self) -> Iterator[Placed[Entry]]:
        """Every file's record: the settings first, then kind by kind in order of id."""
        yield self.settings  # type: ignore[misc]
        for records in (
            self.indicators,
            self.plans,
            self.registers,
            self.meetings,
            self.papers,
            self.projects,
            self.grants,
        ):
            yield from records.values()  # type: ignore[misc]

    @cached_property
    def aims(self) -> tuple[Placed[Aim], ...]:
        """Every aim of every plan, each before the aims below it."""
        return tuple(aim for plan in self.plans.values() for aim in _aims(plan))

    @cached_property
    def measures(self) -> tuple[Placed[Measure], ...]:
        return tuple(measure for aim in self.aims for measure in _inside(aim, "measures", aim.record.measures))

    @cached_property
    def sections(self) -> tuple[Placed[Section], ...]:
        """Every section of every paper, each before the sections below it."""
        return tuple(section for paper in self.papers.values() for section in _sections(paper))

    @cached_property
    def blocks(self) -> tuple[Placed[Block], ...]:
        """Every piece of content of every section, in reading order."""
        return tuple(
            Placed(block, section.place.at("content", index), section.address, Kind.PAPER, section.priority)
            for section in self.sections
            for index, block in enumerate(section.record.content)
        )

    @cached_property
    def actions(self) -> tuple[Placed[Action], ...]:
        """Every action: of plans, of meetings, and those that papers raise."""
        return (
            *(action for aim in self.aims for action in _inside(aim, "actions", aim.record.actions)),
            *(
                Placed(
                    action,
                    meeting.place.at("actions", index),
                    f"{meeting.address}/{action.id}",
                    Kind.MEETING,
                    None,
                    meeting.body,
                )
                for meeting in self.meetings.values()
                for index, action in enumerate(meeting.record.actions)
            ),
            *(
                Placed(
                    block.record.action,
                    block.place.at("action"),
                    f"{block.address}/{block.record.action.id}",
                    Kind.PAPER,
                    block.priority,
                    self.papers[block.address].body,
                )
                for block in self.blocks
                if block.record.action
            ),
        )

    @cached_property
    def _partners(self) -> Mapping[Place, Owners]:
        return {
            aim.place.at("actions", index): aim.record.partners
            for aim in self.aims
            for index, action in enumerate(aim.record.actions)
            if not action.owners
        }

    def answering(self, action: Placed[Action]) -> Owners:
        """Who answers for an action: its owners, else the partners of the aim it stands under."""
        return action.record.owners or self._partners.get(action.place, ())

    @cached_property
    def risks(self) -> tuple[Placed[Risk], ...]:
        return tuple(
            Placed(
                risk,
                register.place.at("risks", index),
                f"{register.address}/{risk.id}",
                Kind.RISK,
                None,
                register.record.body,
            )
            for register in self.registers.values()
            for index, risk in enumerate(register.record.risks)
        )

    def party(self, owner: Owner) -> Party | None:
        """The party an owner names; None where nobody or more than one answers to it."""
        parties = self.partnership.party_names().get(normalised_name(owner.who), ())
        return parties[0] if len(parties) == 1 else None


def _inside(aim: Placed[Aim], key: str, records: tuple[F, ...]) -> Iterator[Placed[F]]:
    plan = aim.address.partition("/")[0]
    for index, record in enumerate(records):
        yield Placed(record, aim.place.at(key, index), f"{plan}/{record.id}", Kind.PLAN, aim.priority, aim.body)


# A function inside another that calls itself would be a ring, and keep its plan in memory.
def _aims(plan: Placed[Plan]) -> Iterator[Placed[Aim]]:
    return _aims_below(plan, plan.record.aims, plan.place, None)


def _aims_below(plan: Placed[Plan], aims: tuple[Aim, ...], place: Place, priority: str | None) -> Iterator[Placed[Aim]]:
    for index, aim in enumerate(aims):
        here = place.at("aims", index)
        serves = aim.priority or priority
        yield Placed(aim, here, f"{plan.address}/{aim.id}", Kind.PLAN, serves, aim.board or plan.record.body)
        yield from _aims_below(plan, aim.aims, here, serves)


def _sections(paper: Placed[Paper]) -> Iterator[Placed[Section]]:
    return _sections_below(paper, paper.record.sections, paper.place, None)


def _sections_below(
    paper: Placed[Paper], sections: tuple[Section, ...], place: Place, priority: str | None
) -> Iterator[Placed[Section]]:
    for index, section in enumerate(sections):
        here = place.at("sections", index)
        about = section.priority or priority
        yield Placed(section, here, paper.address, Kind.PAPER, about)
        yield from _sections_below(paper, section.sections, here, about)

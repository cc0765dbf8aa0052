"""A workspace: every record of a partnership, with its place."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from hsp_cli.domain.action import Action, Scheduled
from hsp_cli.domain.address import Address, Placed, called
from hsp_cli.domain.agreement import Agreement, Target
from hsp_cli.domain.area import Area, AreaSet
from hsp_cli.domain.consultation import Comment, Consultation
from hsp_cli.domain.finding import Place
from hsp_cli.domain.grant import Grant
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import holders_of
from hsp_cli.domain.meeting import Meeting
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.paper import Paper, Section
from hsp_cli.domain.partnership import Partnership, Party, normalised_name
from hsp_cli.domain.plan import Aim, Ending, Measure, Milestone, Plan
from hsp_cli.domain.profile import Profile
from hsp_cli.domain.project import Project
from hsp_cli.domain.record import Entry
from hsp_cli.domain.risk import Risk, RiskRegister
from hsp_cli.domain.walk import Reference, Walk, walk

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Workspace:
    """The records that could be read: the settings, and the other files by kind and id.

    `unreadable` holds the kind and id of each file that exists but could not be read, so that hsp does not report a
    broken record as missing. A batch is some files of a workspace. Its settings are not among its files, because they
    are checked once, and a county's settings are large.

    `left_out` counts the records that a redacted workspace leaves out (`domain.redaction`). None if it is not redacted.
    """

    settings: Placed[Partnership]
    files_by_kind: Mapping[Kind, Mapping[str, Placed[Any]]] = field(default_factory=dict)
    unreadable: frozenset[tuple[Kind, str]] = frozenset()
    is_batch: bool = False
    left_out: Mapping[Kind, int] | None = None
    _walks: dict[Kind, tuple[Walk, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _records: dict[Kind, tuple[Placed[Any], ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _answers: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def partnership(self) -> Partnership:
        return self.settings.record

    def files_of(self, kind: Kind) -> Mapping[str, Placed[Any]]:
        """The files of a kind by id, in order of id."""
        if kind is Kind.PARTNERSHIP and not self.is_batch:
            return {self.settings.address.id: self.settings}
        return self.files_by_kind.get(kind, {})

    def files(self) -> Iterator[Placed[Any]]:
        """Every file's record: the settings first, then kind by kind in order of id."""
        for kind in Kind:
            yield from self.files_of(kind).values()

    def of(self, kind: Kind) -> tuple[Placed[Any], ...]:
        """Every record of a kind, file by file, in the order of the file."""
        if kind not in self._records:
            walks = (walk for holder in holders_of(kind) for walk in self._walks_of(holder))
            self._records[kind] = tuple(one for walk in walks for one in walk.records if one.address.kind is kind)
        return self._records[kind]

    def address_of(self, record: Entry) -> Address:
        """The address of a record of this workspace, the very object. KeyError for any other."""
        return self._addresses[id(record)]

    def once(self, question: "Callable[..., Answer]", *about: Hashable) -> Answer:
        """The answer to a question about this workspace, which is found once: several papers of a quarter ask the same.

        The answer is kept as long as the workspace, so nobody may change it.
        """
        asked = (question, *about)
        if asked not in self._answers:
            self._answers[asked] = question(self, *about)
        answer: Answer = self._answers[asked]
        return answer

    def references(self, *kinds: Kind) -> tuple[Reference, ...]:
        """Every reference that may name exactly these kinds."""
        return self._references.get(kinds, ())

    def redacted(
        self,
        settings: Placed[Partnership],
        files_by_kind: Mapping[Kind, Mapping[str, Placed[Any]]],
        left_out: Mapping[Kind, int],
    ) -> "Workspace":
        """The workspace with files that leave out some records. Kinds whose files are the same are not walked again."""
        made = replace(self, settings=settings, files_by_kind=files_by_kind, left_out=left_out)
        for kind in Kind:
            if list(map(id, self.files_of(kind).values())) == list(map(id, made.files_of(kind).values())):
                made._walks[kind] = self._walks_of(kind)
        return made

    @cached_property
    def walks(self) -> tuple[Walk, ...]:
        """The walk over each file, in the order of `files`."""
        return tuple(walk for kind in Kind for walk in self._walks_of(kind))

    def _walks_of(self, kind: Kind) -> tuple[Walk, ...]:
        if kind not in self._walks:
            self._walks[kind] = tuple(walk(file) for file in self.files_of(kind).values())
        return self._walks[kind]

    @cached_property
    def _addresses(self) -> Mapping[int, Address]:
        return {id(placed.record): placed.address for one in self.walks for placed in one.records}

    @cached_property
    def _by_place(self) -> Mapping[Place, Placed[Any]]:
        return {placed.place: placed for one in self.walks for placed in one.records}

    @cached_property
    def _references(self) -> Mapping[tuple[Kind, ...], tuple[Reference, ...]]:
        found: dict[tuple[Kind, ...], list[Reference]] = {}
        for one in self.walks:
            for reference in one.references:
                found.setdefault(reference.kinds, []).append(reference)
        return {kinds: tuple(references) for kinds, references in found.items()}

    @property
    def indicators(self) -> Mapping[str, Placed[Indicator]]:
        return self.files_of(Kind.INDICATOR)

    @property
    def plans(self) -> Mapping[str, Placed[Plan]]:
        return self.files_of(Kind.PLAN)

    @property
    def registers(self) -> Mapping[str, Placed[RiskRegister]]:
        return self.files_of(Kind.REGISTER)

    @property
    def meetings(self) -> Mapping[str, Placed[Meeting]]:
        return self.files_of(Kind.MEETING)

    @property
    def papers(self) -> Mapping[str, Placed[Paper]]:
        return self.files_of(Kind.PAPER)

    @property
    def projects(self) -> Mapping[str, Placed[Project]]:
        return self.files_of(Kind.PROJECT)

    @property
    def grants(self) -> Mapping[str, Placed[Grant]]:
        return self.files_of(Kind.GRANT)

    @property
    def agreements(self) -> Mapping[str, Placed[Agreement]]:
        return self.files_of(Kind.AGREEMENT)

    @property
    def targets(self) -> tuple[Placed[Target], ...]:
        """Every target of every agreement, each before its sub-targets."""
        return self.of(Kind.TARGET)

    @property
    def consultations(self) -> Mapping[str, Placed[Consultation]]:
        return self.files_of(Kind.CONSULTATION)

    @property
    def comments(self) -> tuple[Placed[Comment], ...]:
        """Every comment of every consultation."""
        return self.of(Kind.COMMENT)

    @property
    def area_sets(self) -> Mapping[str, Placed[AreaSet]]:
        return self.files_of(Kind.AREA_SET)

    @property
    def profiles(self) -> Mapping[str, Placed[Profile]]:
        return self.files_of(Kind.PROFILE)

    @property
    def aims(self) -> tuple[Placed[Aim], ...]:
        """Every aim of every plan, each before the aims below it."""
        return self.of(Kind.AIM)

    @property
    def actions(self) -> tuple[Placed[Action], ...]:
        """Every action: of plans, of meetings, and those that papers raise."""
        return self.of(Kind.ACTION)

    @property
    def milestones(self) -> tuple[Placed[Milestone], ...]:
        """Every milestone: of projects, of the timetables of plans and consultations, and the drafts consulted on."""
        return (*self.of(Kind.MILESTONE), *self.of(Kind.DRAFT))

    @property
    def scheduled(self) -> tuple[Placed[Scheduled], ...]:
        """Everything that can be due: actions, then milestones."""
        return (*self.actions, *self.milestones)

    @property
    def monitored(self) -> tuple[Placed[Scheduled | Aim], ...]:
        """Everything with a status: actions, milestones, then aims."""
        return (*self.scheduled, *self.aims)

    @property
    def rated(self) -> tuple[Placed[Action | Aim], ...]:
        """Everything that owners rate: actions, then aims."""
        return (*self.actions, *self.aims)

    @property
    def measures(self) -> tuple[Placed[Measure], ...]:
        return self.of(Kind.MEASURE)

    @property
    def sections(self) -> tuple[Placed[Section], ...]:
        """Every section of every paper, each before the sections below it."""
        return self.of(Kind.SECTION)

    @property
    def risks(self) -> tuple[Placed[Risk], ...]:
        return self.of(Kind.RISK)

    def of_file(self, kind: Kind, file: Placed[Any]) -> tuple[Placed[Any], ...]:
        """Every record of a kind in one file, in the order of the file."""
        return tuple(placed for placed in self._walk_of[file.place.path].records if placed.address.kind is kind)

    @cached_property
    def _walk_of(self) -> Mapping[str, Walk]:
        return {one.file.place.path: one for one in self.walks}

    def areas_called(self, name: str, file: str) -> tuple[Placed[Area], ...]:
        """The areas that a name in a file may mean: one, unless it is unknown or ambiguous."""
        with_id = self._areas_by_id.get(name.rpartition("/")[2], {})
        return tuple(with_id[address] for address in called(name, file, with_id))

    @cached_property
    def _areas_by_id(self) -> Mapping[str, Mapping[Address, Placed[Area]]]:
        found: dict[str, dict[Address, Placed[Area]]] = {}
        for placed in self.of(Kind.AREA):
            found.setdefault(placed.record.id, {})[placed.address] = placed
        return found

    def file_of(self, placed: Placed[Any]) -> Placed[Any]:
        """The file's own record: the plan of an action, the register of a risk."""
        return self._by_place[Place(placed.place.path)]

    def holder_of(self, placed: Placed[Any]) -> Placed[Any]:
        """The record that contains a record: the aim of an action, the aim above an aim. A file's own record has
        itself.
        """
        path, keys = placed.place
        shorter = (Place(path, keys[:length]) for length in range(len(keys) - 1, -1, -1))
        return next((self._by_place[place] for place in shorter if place in self._by_place), placed)

    def ending_of(self, placed: Placed[Any]) -> Ending | None:
        """The end of the plan, project or consultation that holds a record; None if it has not ended."""
        record = self.file_of(placed).record
        return record.ended if isinstance(record, Plan | Project | Consultation) else None

    def organisation_of(self, placed: Placed[Any]) -> str | None:
        """The organisation whose plan holds a record; None for the partnership's own plans and all other files."""
        record = self.file_of(placed).record if placed.address.file_kind is Kind.PLAN else None
        return record.organisation if isinstance(record, Plan) else None

    def other_organisation(self, placed: Placed[Any]) -> str | None:
        """The same, but None for organisations whose plans count as the partnership's own."""
        organisation = self.organisation_of(placed)
        return None if organisation in self.partnership.includes_plans_of else organisation

    def party(self, owner: Owner) -> Party | None:
        """The party that an owner names. None if no party or several parties have the name."""
        parties = self.partnership.party_names().get(normalised_name(owner.who), ())
        return parties[0] if len(parties) == 1 else None

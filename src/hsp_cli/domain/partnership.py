"""The partnership: its calendar, scales, priorities, and the people, organisations and bodies in it."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, field_validator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.rag import ActionScale, RagScale, StatedScale
from hsp_cli.domain.record import Choice, Entry, Id, Record, Several, Text, Whole, not_left_empty
from hsp_cli.domain.record_url import RecordUrl
from hsp_cli.domain.references import BodyId, OrganisationId, PriorityId, SchemeId
from hsp_cli.domain.risk import RiskMatrix
from hsp_cli.domain.site_url import SiteUrl

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class Priority(Entry):
    """A shared priority, with the number its documents give it, if any."""

    KIND: ClassVar = Kind.PRIORITY

    title: Text
    number: Whole | None = None

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"number": self.number}


_ON_HOST = r"@@?[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_.-]+)*"
_MAILBOX = r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"


def _handle(text: str) -> str:
    if not re.fullmatch(f"{_ON_HOST}|{_MAILBOX}", text):
        raise PydanticCustomError("handle", "a name on the code host")
    return text


Handle = Annotated[Text, AfterValidator(_handle), Field(json_schema_extra={"pattern": f"^({_ON_HOST}|{_MAILBOX})$"})]
"""A person or team on a code host, as CODEOWNERS names them: `@ann`, `@borough/waste`, or an e-mail address."""


class Party(Entry):
    """Anybody who can be an owner. `aliases` are other names that documents use, `handle` the name on a code host."""

    name: Text
    aliases: Several[Text] = ()
    handle: Handle | None = None


class Organisation(Party):
    """A council, health service, police force, charity or firm."""

    KIND: ClassVar = Kind.ORGANISATION


class Person(Party):
    """A person named in the documents."""

    KIND: ClassVar = Kind.PERSON

    role: Text | None = None
    organisation: OrganisationId | None = None

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"organisation": self.organisation, "role": self.role}


class Role(Party):
    """A post or group of people that is an owner, whoever holds the post."""

    KIND: ClassVar = Kind.ROLE

    body: BodyId | None = None
    organisation: OrganisationId | None = None

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"body": self.body, "organisation": self.organisation}


class BodyStatus(Choice):
    """Whether a body is active."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    CLOSED = "closed"


class Seat(Entry):
    """The seats of a sector or post on a body, and their holders.

    `vacant` says that the seats without a holder are vacant; without it, their holders are not recorded. `since` and
    `until` are the first and last period of the seats with these holders.
    """

    KIND: ClassVar = Kind.SEAT

    sector: Text
    count: Annotated[Whole, Field(ge=1)] = 1
    holder: Owners = ()
    vacant: bool = False
    since: Period | None = None
    until: Period | None = None

    @property
    def heading(self) -> str:
        return " ".join(self.sector.split())

    @property
    def responsible(self) -> Owners:
        return self.holder

    @property
    def vacancies(self) -> int:
        """The number of seats that are recorded as vacant."""
        return max(self.count - len(self.holder), 0) if self.vacant else 0

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        unnamed = 0 if self.vacant else self.count - len(self.holder)
        others = "not recorded" if unnamed == self.count else f"{unnamed} not recorded" if unnamed > 0 else ""
        return {
            "body": placed.body,
            "count": self.count,
            "holder": "; ".join(filter(None, (names(self.holder), others))) or None,
            "vacant": self.vacancies or None,
        }


class Body(Party):
    """A board, group or committee. `since` and `until` are its first and last period.

    `as_of` is the day or period for which its seats and members are known. `incomplete` says that they are only some
    of all. `accountable_for` lists responsibilities in words. Plans, aims, registers, grants and projects name their
    body in their own records.
    """

    KIND: ClassVar = Kind.BODY

    kind: Text | None = None
    parent: BodyId | None = None
    status: BodyStatus = BodyStatus.ACTIVE
    since: Period | None = None
    until: Period | None = None
    as_of: Period | None = None
    purpose: Text | None = None
    accountable_for: Several[Text] = ()
    meets: Text | None = None
    seats: Several[Seat] = ()
    members: Owners = ()
    incomplete: bool = False

    @property
    def responsible(self) -> Owners:
        return self.members

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        # "active" counts only if it is written: most records of former bodies give no status.
        status = self.status if "status" in self.model_fields_set else None
        return {"kind": self.kind, "parent": self.parent, "status": status}


class Scheme(Entry):
    """A set of indicators that are reported together, such as a local area agreement. The id is its name here."""

    KIND: ClassVar = Kind.SCHEME

    title: Text


class RiskTheme(Entry):
    """A risk that several groups share, even if their registers use different words."""

    KIND: ClassVar = Kind.THEME

    title: Text


class Worsening(Choice):
    """Whether an indicator that is getting worse is an exception whatever its rating."""

    ALWAYS = "always"
    BELOW = "below"
    NEVER = "never"


class ExceptionReport(Record):
    """The indicators that the exception report covers, by scheme, and its priorities in order.

    `other_title` is the heading for indicators of the schemes that have none of these priorities. `worsening_below` is
    the level of the scale for `worsening: below`: an indicator that is getting worse counts if it is rated below.
    """

    schemes: Several[SchemeId] = ()
    priorities: Several[PriorityId] = ()
    other_title: Text = "Other indicators"
    worsening: Worsening = Worsening.ALWAYS
    worsening_below: Text | None = None


class Licence(Record):
    """The licence under which the records may be used, for sheets that are published.

    `attribution` is the acknowledgement that the licence asks for.
    """

    name: Text
    url: Text | None = None
    attribution: Text | None = None


class PaperFormat(Choice):
    """A format in which papers are sent and published. `publishing.formats` knows how each is made."""

    MARKDOWN = "md"
    HTML = "html"
    TEXT = "txt"
    WORD = "docx"
    PDF = "pdf"


class DataFormat(Choice):
    """A format of the open data of the site."""

    CSV = "csv"
    JSON = "json"
    SQLITE = "sqlite"
    PARQUET = "parquet"


def _some_each_once(formats: tuple[Choice, ...]) -> tuple[Choice, ...]:
    if not formats:
        raise PydanticCustomError("no_format", "the list is empty; name a format, or take the key away")
    twice = next((one for one in formats if formats.count(one) > 1), None)
    if twice:
        raise PydanticCustomError("listed_twice", "{what} is listed twice; list each format once", {"what": str(twice)})
    return formats


PaperFormats = Annotated[
    Several[PaperFormat], AfterValidator(_some_each_once), Field(json_schema_extra={"minItems": 1, "uniqueItems": True})
]
"""One or more formats, each once, in the order in which they are made."""

DataFormats = Annotated[
    Several[DataFormat], AfterValidator(_some_each_once), Field(json_schema_extra={"minItems": 1, "uniqueItems": True})
]
"""The same for open data."""


class Partnership(Entry):
    """The settings of a workspace. They hold everything that differs between boroughs.

    `action_rag` is the scale for actions and aims, if they have their own. `includes_plans_of` are the organisations
    whose plans count as the partnership's own. `quarterly_title` is the title of a quarterly report that has no record
    of its own. `risk_rating_grace` is the number of quarters that may end without a new rating of a risk. `handle` is
    who reviews the files that nobody else does. `marking` is the protective marking of papers that have none of their
    own, `redacted_marking` that of all redacted papers. `paper_formats` are the formats in which papers are sent and
    published. `record_url` is the pattern for the address of a record on the code host. `data_formats` are the formats
    of the open data of the site, and `site_url` is the address at which the site is published.
    """

    KIND: ClassVar = Kind.PARTNERSHIP

    name: Text
    handle: Handle | None = None
    licence: Licence | None = None
    calendar: Calendar = Calendar()
    rag: RagScale
    action_rag: ActionScale | None = None
    risk_matrix: RiskMatrix | None = None
    risk_rating_grace: Annotated[int, Field(ge=0, le=40)] = 1
    quarterly_report: Id = "morning-report"
    quarterly_title: Text = "Quarterly report"
    marking: Text | None = None
    redacted_marking: Text | None = None
    paper_formats: PaperFormats = ()
    record_url: RecordUrl | None = None
    site_url: SiteUrl | None = None
    data_formats: DataFormats = (DataFormat.CSV, DataFormat.JSON, DataFormat.SQLITE)
    exceptions: ExceptionReport = ExceptionReport()
    priorities: Several[Priority] = ()
    schemes: Several[Scheme] = ()
    organisations: Several[Organisation] = ()
    includes_plans_of: Several[OrganisationId] = ()
    people: Several[Person] = ()
    roles: Several[Role] = ()
    bodies: Several[Body] = ()
    risk_themes: Several[RiskTheme] = ()

    @field_validator("marking", "redacted_marking", mode="before")
    @classmethod
    def _has_marking(cls, marking: Any) -> Any:
        return not_left_empty(marking, "write the marking, or delete the key")

    @field_validator("exempt")
    @classmethod
    def _is_public(cls, exempt: str | None) -> str | None:
        if exempt is not None:
            raise PydanticCustomError("wrong_type", "the settings cannot be exempt; mark the entries of their lists")
        return exempt

    @property
    def action_scale(self) -> StatedScale:
        """The scale for actions and aims."""
        return self.action_rag or self.rag

    def is_worsening_exception(self, rag: str | None) -> bool:
        """Whether an indicator with this rating is an exception if it is getting worse.

        With `worsening: below`, an indicator without a rating is one too: nobody can say that it is good enough.
        """
        setting = self.exceptions.worsening
        if setting is not Worsening.BELOW:
            return setting is Worsening.ALWAYS
        codes = [level.code for level in self.rag.levels]
        limit = self.exceptions.worsening_below
        return rag not in codes or limit not in codes or codes.index(rag) > codes.index(limit)

    def body(self, body_id: str) -> Body | None:
        found: Body | None = self.by_id(Kind.BODY).get(body_id)
        return found

    def priority(self, priority_id: str) -> Priority | None:
        found: Priority | None = self.by_id(Kind.PRIORITY).get(priority_id)
        return found

    def by_id(self, kind: Kind) -> Mapping[str, Any]:
        """The entries of a kind by their ids, in their order. Of two with one id, the first."""
        return self._by_id[kind]

    def parties(self) -> tuple[Party, ...]:
        """Everybody who can be an owner: bodies, organisations, roles, people."""
        return (*self.bodies, *self.organisations, *self.roles, *self.people)

    def party_names(self) -> Mapping[str, tuple[Party, ...]]:
        """The parties by name. The keys are normalised ids, names and aliases; several parties may share one."""
        return self._party_names

    # The names begin with `_` so that the cached values do not count as values of the record.
    @cached_property
    def _by_id(self) -> Mapping[Kind, Mapping[str, Any]]:
        found: dict[Kind, dict[str, Any]] = {kind: {} for kind in Kind}
        for _, entries in self:
            for entry in entries if isinstance(entries, tuple) else ():
                if isinstance(entry, Entry) and entry.KIND:
                    found[entry.KIND].setdefault(entry.id, entry)
        return found

    @cached_property
    def _party_names(self) -> Mapping[str, tuple[Party, ...]]:
        parties: dict[str, tuple[Party, ...]] = {}
        for party in self.parties():
            for name in {normalised_name(name) for name in (party.id, party.name, *party.aliases)}:
                parties[name] = (*parties.get(name, ()), party)
        return parties


def normalised_name(name: str) -> str:
    """A name without differences of spelling: case, full stops, `&` for "and", spaces."""
    return " ".join(name.casefold().replace("&", " and ").replace(".", " ").split())

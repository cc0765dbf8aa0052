"""References: keys whose value names another record, typed by the kinds that they may name."""

from typing import Annotated, NamedTuple

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.record import Id, Text


class Refers(NamedTuple):
    """Marks a field of a model whose value is the id of a record of one of these kinds."""

    kinds: tuple[Kind, ...]


def _to(*kinds: Kind) -> Refers:
    return Refers(kinds)


IndicatorId = Annotated[Id, _to(Kind.INDICATOR)]
PlanId = Annotated[Id, _to(Kind.PLAN)]
MeetingId = Annotated[Id, _to(Kind.MEETING)]
ProjectId = Annotated[Id, _to(Kind.PROJECT)]
GrantId = Annotated[Id, _to(Kind.GRANT)]
AreaSetId = Annotated[Id, _to(Kind.AREA_SET)]
AreaName = Annotated[Text, _to(Kind.AREA)]
"""An area: by its id if only one set has it, else by its address."""
LayerId = Annotated[Id, _to(Kind.LAYER)]
"""A layer of the same profile."""
SubjectId = Annotated[Id, _to(Kind.PLAN, Kind.REGISTER, Kind.AGREEMENT, Kind.CONSULTATION, Kind.PROFILE)]
"""The subject of a paper."""
ActionName = Annotated[Text, _to(Kind.ACTION)]
"""An action: by its id in the same file, by its address in another."""

PARTS = (Kind.PLAN, Kind.PROJECT, Kind.AIM, Kind.ACTION, Kind.MEASURE, Kind.MILESTONE, Kind.DRAFT)
"""What can be consulted on, and changed because of a comment."""
PartName = Annotated[Text, _to(*PARTS)]
"""A plan or project by its id; a part of one, or a draft, by its id in the same file, by its address in another."""
DraftName = Annotated[Text, _to(Kind.DRAFT)]
"""A draft of the same consultation, by its id."""

PriorityId = Annotated[Id, _to(Kind.PRIORITY)]
SchemeId = Annotated[Text, _to(Kind.SCHEME)]
BodyId = Annotated[Id, _to(Kind.BODY)]
BODY_OR_REGISTER = (Kind.BODY, Kind.REGISTER)
BodyOrRegisterId = Annotated[Id, _to(*BODY_OR_REGISTER)]
OrganisationId = Annotated[Id, _to(Kind.ORGANISATION)]
ThemeId = Annotated[Id, _to(Kind.THEME)]

PARTIES = (Kind.BODY, Kind.ORGANISATION, Kind.ROLE, Kind.PERSON)
"""The kinds of owner."""
PartyName = Annotated[Text, _to(*PARTIES)]
"""An owner, by id, name or alias."""

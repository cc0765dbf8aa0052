"""The model of every kind of record."""

from functools import cache

from hsp_cli.domain.agreement import Agreement
from hsp_cli.domain.area import AreaSet
from hsp_cli.domain.consultation import Consultation
from hsp_cli.domain.grant import Grant
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.meeting import Meeting
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.plan import Plan
from hsp_cli.domain.profile import Profile
from hsp_cli.domain.project import Project
from hsp_cli.domain.record import Entry, Record
from hsp_cli.domain.risk import RiskRegister
from hsp_cli.domain.walk import fields_of

FILE_MODELS: dict[Kind, type[Entry]] = {
    Kind.PARTNERSHIP: Partnership,
    Kind.PLAN: Plan,
    Kind.INDICATOR: Indicator,
    Kind.REGISTER: RiskRegister,
    Kind.MEETING: Meeting,
    Kind.PAPER: Paper,
    Kind.PROJECT: Project,
    Kind.GRANT: Grant,
    Kind.AGREEMENT: Agreement,
    Kind.CONSULTATION: Consultation,
    Kind.AREA_SET: AreaSet,
    Kind.PROFILE: Profile,
}
"""The model of each kind of file."""

for _model in FILE_MODELS.values():
    _model.model_rebuild()  # the only ones that are built, because they hold all others (`Record.model_config`)


@cache
def models() -> dict[Kind, type[Entry]]:
    """The model of every kind: of files, and of records inside them."""
    found = _models_in(*FILE_MODELS.values())
    return {kind: found[kind] for kind in Kind}


@cache
def holders_of(kind: Kind) -> tuple[Kind, ...]:
    """The kinds of file that can contain a record of a kind."""
    return tuple(holder for holder in Kind if holder in FILE_MODELS and kind in _models_in(FILE_MODELS[holder]))


@cache
def _models_in(*files: type[Entry]) -> dict[Kind, type[Entry]]:
    """The models of some files, and of the records that can be inside them, by kind."""
    found: dict[Kind, type[Entry]] = {}
    waiting: list[type[Record]] = list(files)
    seen: set[type[Record]] = set()
    while waiting:
        model = waiting.pop(0)
        if model in seen:
            continue
        seen.add(model)
        if model.KIND and issubclass(model, Entry):
            found.setdefault(model.KIND, model)
        waiting.extend(field.model for field in fields_of(model) if field.model)
    return found

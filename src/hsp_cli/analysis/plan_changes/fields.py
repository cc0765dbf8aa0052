"""The class of a difference that no other subject explains: by the type of its field, or as the tables here say.

A field that nobody has thought of counts by its type, so that no new key is silently taken for a detail.
"""

from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from hsp_cli.analysis.plan_changes.change import ChangeClass
from hsp_cli.domain.beside import FileBeside
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.differences import Difference, Sort
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.record import Choice, Record, Source
from hsp_cli.domain.references import PARTIES, Refers
from hsp_cli.wording.record_values import has_other_numbers

_ADMINISTRATIVE, _COMMENTS, _DEFINITION, _STATUS, _TARGET, _OWNERS = (
    ChangeClass.ADMINISTRATIVE,
    ChangeClass.COMMENTS,
    ChangeClass.DEFINITION,
    ChangeClass.STATUS,
    ChangeClass.TARGET,
    ChangeClass.OWNERS,
)

_BY_NAME = {
    "exempt": ChangeClass.EXEMPT,
    "note": _COMMENTS,
    "comment": _COMMENTS,
    "updates": _COMMENTS,
    "open_questions": _COMMENTS,
    "answer": _COMMENTS,
    "obstacle": _COMMENTS,
    "release_note": _COMMENTS,
    "status": _STATUS,
    "stage": _STATUS,
    "reason": _STATUS,
    "completed": _STATUS,
    "progress": _STATUS,
    "rag": _STATUS,
    "outcome": _STATUS,
    "ended": _STATUS,
    "closed": _STATUS,
    "agreed": _STATUS,
    "agreement": _STATUS,
    "received": _STATUS,
    "incomplete": _STATUS,
    "vacant": _STATUS,
    "better": ChangeClass.GOALPOSTS,
    "returns": ChangeClass.REVISED_FIGURE,
    "outputs": ChangeClass.REVISED_FIGURE,
    "provisional": ChangeClass.FIGURE,
    "baseline": _TARGET,
    "interim": _TARGET,
    "pot": _TARGET,
    "pending": _TARGET,
    "funding_changes": _TARGET,
    "evidence": _COMMENTS,
    "recurs": _DEFINITION,
    "survey": _DEFINITION,
    "category": _DEFINITION,
    "objectives": _TARGET,
    "target_text": _TARGET,
    "controls": ChangeClass.RISK_MOVED,
    "planned_controls": ChangeClass.RISK_MOVED,
    "risks": ChangeClass.RISK_MOVED,
    "accountable_for": _OWNERS,
    "method": _DEFINITION,
    "coverage": _DEFINITION,
    "unit": _DEFINITION,
    "conditional": _DEFINITION,
    "id": _ADMINISTRATIVE,
    "source": _ADMINISTRATIVE,
    "inferred": _ADMINISTRATIVE,
    "aliases": _ADMINISTRATIVE,
    "line": _ADMINISTRATIVE,
    "decimals": _ADMINISTRATIVE,
    "tile": _ADMINISTRATIVE,
    "columns": _ADMINISTRATIVE,
    "number": _ADMINISTRATIVE,
    "colour": _ADMINISTRATIVE,
}
"""The class of a field by its name, whatever its model. A field inside one of them has the same class."""

_OF_MODEL = {
    ("Figure", "status"): ChangeClass.FIGURE,
    ("Figure", "revisions"): ChangeClass.REVISED_FIGURE,
    ("FigureRevision", "was"): ChangeClass.REVISED_FIGURE,
    ("FigureRevision", "reason"): _COMMENTS,
    ("Assessment", "commented"): _COMMENTS,
    ("Answer", "on"): _COMMENTS,
    ("Block", "text"): _COMMENTS,
    ("Section", "content"): _COMMENTS,
    ("Baseline", "at"): _TARGET,
    ("Withdrawal", "on"): _COMMENTS,
    ("Update", "on"): _COMMENTS,
    ("Update", "text"): _COMMENTS,
    ("GrantReturn", "description"): _COMMENTS,
    ("GrantReturn", "contribution"): _COMMENTS,
    ("FundingChange", "text"): _COMMENTS,
    ("Rating", "reason"): _COMMENTS,
    ("Break", "reason"): _DEFINITION,
    ("Rebase", "reason"): _DEFINITION,
    ("Revision", "reason"): ChangeClass.DEADLINE,
    ("Answer", "reason"): _COMMENTS,
}
"""Fields that mean something else in one model."""

_MEASURED = ("actual", "actual_spend", "text")
"""The fields of a return or a target that hold what was measured."""


def class_of(difference: Difference) -> ChangeClass:
    """The class of a difference. A text counts as reworded unless the numbers in it differ."""
    if difference.sort is Sort.ORDER:
        return _ADMINISTRATIVE
    found = _of_field(difference)
    if difference.sort is Sort.ADDED and found is ChangeClass.REVISED_FIGURE:
        return ChangeClass.FIGURE
    # The value is the same. Only whether a status or a term was stated by anybody makes a difference.
    is_detail = difference.sort is Sort.STATED and found not in (_STATUS, _DEFINITION)
    return _ADMINISTRATIVE if is_detail else found


def _of_field(difference: Difference) -> ChangeClass:
    own = (difference.model.__name__, difference.field)
    if own in _OF_MODEL:
        return _OF_MODEL[own]
    for name in difference.path:
        if name in _BY_NAME and (name == difference.field or name in _WHOLE_BRANCHES):
            return _BY_NAME[str(name)]
    found = _by_type(difference.model, difference.field)
    if found is _ADMINISTRATIVE and has_other_numbers(difference.before, difference.now):
        return _DEFINITION
    return found


_WHOLE_BRANCHES = ("source", "updates", "outcome", "ended", "closed", "answer", "inferred", "columns", "tile")
"""Keys below which everything has the class of the key."""


@cache
def _by_type(model: type[Record], field: str) -> ChangeClass:
    info = model.model_fields[field]
    kinds, types = _types((info.annotation, *info.metadata))
    if Owner in types or (kinds and set(kinds) <= set(PARTIES)) or Kind.BODY in kinds:
        return _OWNERS
    if Deadline in types:
        return ChangeClass.DEADLINE
    if field in _MEASURED and Decimal in types:
        return ChangeClass.REVISED_FIGURE
    if Decimal in types:
        return _TARGET
    if Source in types:
        return _ADMINISTRATIVE
    if kinds or any(_is_term(one) for one in types):
        return _DEFINITION
    return _ADMINISTRATIVE


def _is_term(one: Any) -> bool:
    """Whether a type says how something is measured or governed. Only text is left."""
    return not (one is str or one is type(None))


def _types(parts: Any) -> tuple[tuple[Kind, ...], set[Any]]:
    """The kinds that a field may refer to, and the types that it may hold, inside lists and mappings too."""
    kinds: list[Kind] = []
    types: set[Any] = set()
    waiting = list(parts)
    while waiting:
        one = waiting.pop()
        origin = get_origin(one)
        if isinstance(one, Refers):
            kinds += one.kinds
        elif origin in (Annotated, Union, UnionType, tuple):
            waiting += [part for part in get_args(one) if part is not ...]
        elif origin is dict:
            waiting.append(get_args(one)[1])
        elif isinstance(one, type) and _holds_data(one):
            types.add(one)
    return tuple(kinds), types


def _holds_data(one: type) -> bool:
    is_known = issubclass(one, Record | Choice | FileBeside)
    return is_known or one.__module__.startswith("hsp_cli.domain") or one in (str, int, bool, Decimal, type(None))

"""Dependants: what makes no sense without a value that goes, and so goes with it."""

from hsp_cli.domain.agreement import Agreement, Target
from hsp_cli.domain.area import AreaSet
from hsp_cli.domain.consultation import Answer, Comment, Consultation
from hsp_cli.domain.finding import Key
from hsp_cli.domain.paper import Block, Paper, Section, Series
from hsp_cli.domain.plan import Aim, Plan, RelatedPlan
from hsp_cli.domain.profile import Overlay, Profile
from hsp_cli.domain.pruning import Keys, on_the_way
from hsp_cli.domain.record import Record
from hsp_cli.domain.risk import RiskRegister

_NEEDED: dict[tuple[type[Record], str], str] = {
    (Paper, "about"): "It would be about everything.",
    (Paper, "body"): "It would be for the whole partnership.",
    (Plan, "organisation"): "It would be taken for the partnership's own.",
    (Aim, "board"): "It would be taken for one of its plan's body.",
    (RelatedPlan, "plan"): "Its title is that of the plan.",
    (Comment, "about"): "It would be taken for one on everything.",
    (Comment, "draft"): "It would be taken for one on another draft.",
    (Comment, "answer"): "It would be taken for one that is not answered.",
    (Section, "priority"): "It is about the priority.",
    (Block, "action"): "Nothing else is in it.",
    (Block, "series"): "Nothing else is in it.",
    (Block, "project"): "Nothing else is in it.",
    (Overlay, "layers"): "It would show other areas as the neediest.",
    (Target, "indicator"): "Its figure would seem to be missing.",
    (Agreement, "targets"): "The others would have a greater part of the grant.",
    (Target, "sub_targets"): "The others would have a greater part of the grant.",
}
"""Optional values without which a record would say something else, and lists that must be whole, each with a reason."""

_CONTENT: dict[type[Record], tuple[str, ...]] = {
    RiskRegister: ("risks",),
    AreaSet: ("areas",),
    Profile: ("layers",),
    Consultation: ("about",),
    Answer: ("changes",),
    Section: ("content", "sections"),
    Block: ("indicators",),
    Series: ("indicators",),
}
"""The lists that are all that a record is for: it goes with the last item."""


def what_goes(file: Record, keys: Keys) -> Keys:
    """The keys of what goes from a file's record if the value at some keys does. No keys mean the whole file.

    It is the value itself if it is optional or an item of a list; else what contains it.
    """
    values = list(on_the_way(file, keys))
    length = len(keys)
    while length:
        holder, key = values[length - 1], keys[length - 1]
        if isinstance(holder, Record):
            if not _is_needed(holder, key):
                return keys[:length]
            length -= 1
        elif not _is_needed(values[length - 2], keys[length - 2], of_list=True):
            return keys[:length]
        else:
            length -= 2
    return ()


def _is_needed(holder: Record, key: Key, *, of_list: bool = False) -> bool:
    """Whether a record makes no sense without the value of a key or, with `of_list`, without any item of its list."""
    own = type(holder), str(key)
    return own in _NEEDED or (not of_list and type(holder).model_fields[own[1]].is_required())


def emptied_holder(file: Record, keys: Keys, gone: set[Keys]) -> Keys | None:
    """The keys of the record whose list has lost its last item with the one at some keys. None if there is none."""
    if len(keys) < 2:
        return None
    holder = list(on_the_way(file, keys[:-2]))[-1]
    content = _CONTENT.get(type(holder), ()) if isinstance(holder, Record) else ()
    if keys[-2] not in content:
        return None
    around = keys[:-2]
    inside = ((*around, key, index) for key in content for index in range(len(getattr(holder, key))))
    return around if all(item in gone for item in inside) else None

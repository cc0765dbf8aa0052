"""The keys that the laws leave out, each with the reason.

They say how to judge and where to list. Another value of them is another question, not less knowledge of the answer.
"""

from collections.abc import Mapping
from typing import Any

from hsp_cli.domain.agreement import Agreement, Pot, Target
from hsp_cli.domain.area import Area, AreaSet
from hsp_cli.domain.grant import Grant
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.profile import Profile
from hsp_cli.domain.record import Record

DEFINITIONS: dict[tuple[type[Record], str], str] = {
    (Partnership, "calendar"): "It says what a quarter is.",
    (Partnership, "rag"): "It says what is off target, and which levels are exceptions.",
    (Partnership, "action_rag"): "It says which ratings of actions and aims are off track.",
    (Partnership, "risk_matrix"): "It says which risks are red.",
    (Partnership, "exceptions"): "It says what the exception report covers.",
    (Indicator, "better"): "It says which way is good.",
    (Indicator, "thresholds"): "They say what is off target for this indicator.",
    (Indicator, "breaks"): "They say which figures can be compared.",
    (Indicator, "rebases"): "They say from which figures limits are worked out.",
    (Indicator, "seasonal"): "It says which figures are compared.",
    (Indicator, "direction_basis"): "It says which figures are compared.",
    (Indicator, "accumulation"): "It says which figures are compared.",
    (Indicator, "frequency"): "It says when a figure is due.",
    (Indicator, "release"): "It says when a figure is due.",
    (Figure, "release"): "It says when a figure is due.",
    (Grant, "first_return"): "It says from when returns are due.",
    (Grant, "last_return"): "It says until when returns are due.",
    (Agreement, "floor"): "It says from which part of the improvement a target earns something.",
    (Agreement, "cap"): "It says from which part a target has earned all.",
    (Agreement, "rounded_to"): "It says how amounts are rounded.",
    (Pot, "share"): "It says how large the pot is.",
    (Pot, "rounded_to"): "It says how the pot is rounded.",
    (Target, "better"): "It says which way is good.",
    (Profile, "layers"): "They say by which figures need is judged.",
    (Profile, "areas"): "It says which areas are compared.",
    (AreaSet, "tier"): "It says which areas are compared.",
    (Area, "tier"): "It says which areas are compared.",
    (Area, "since"): "It says which areas are compared.",
    (Area, "until"): "It says which areas are compared.",
}
"""Keys that define a question. What is inside them is left out too."""

FILING: dict[tuple[type[Record], str], str] = {
    (Indicator, "schemes"): "The exception report covers the indicators of some schemes. `--all` still has it.",
    (Indicator, "priority"): "The indicator is listed under another heading. The whole report still has it.",
    (Paper, "appendices"): "It says which plans a paper prints in full.",
    (Paper, "sections"): "They are the narrative of one paper.",
}
"""Keys that say where a record is listed. Only answers that leave nothing out must still hold it up."""

_LEAVES_NO_TRACE = {
    "depends_on": "Nothing else in the records says that an action depends on another.",
    "depends_on[]": "Nothing else in the records says that an action depends on another.",
    "first_due": "If no revision is recorded either, nothing in the file says that there was another date.",
    "revisions[]": "Nothing else in the file says that there was one more date.",
    "ended": "Nothing else says that a plan has ended.",
    "withdrawn": "The update then counts as news: nothing else says that it was withdrawn.",
    "as_at": "The record then says that the rating is the quarter's own.",
    "provisional": "The record then says that the figure is final.",
    "direction": "If no figures are recorded, nothing else says which way the value went.",
    "outputs[]": "An output is a thing of its own, though it has no id: without it, it is not expected.",
}
"""Pieces without which nobody can see that something is missing, other than in the history of the file."""


def leaves_no_trace(field: str, beside: Mapping[Any, Any]) -> bool:
    """Whether nobody can see that a value of a field is missing. `beside` holds the values that stay beside it."""
    if field == "due":  # the date for which an update was promised then stands
        return "update_due" in (beside.get("outcome") or ())
    if field == "status":  # the record then says that the figure is final
        return beside.get(field) == "provisional"
    if field == "target_band":  # the other target then stands
        return "target" in beside
    return field in _LEAVES_NO_TRACE or (field == "revisions" and not {"first_due", "due"} <= beside.keys())


CONTRADICTIONS = (
    "stated-rag-contradicts-figures",
    "stated-direction-contradicts-figures",
    "return-before-agreement",
    "awaited-with-figure",
    "figure-beside-indicator",
    "floor-above-cap",
    "parts-exceed-pot",
    "pot-contradicts-budget",
    "shares-do-not-sum",
    "stretch-not-better",
)
"""Findings that two pieces of knowledge contradict each other."""

NO_JUDGEMENT = ("movements",)
"""Conditions of `--fail-on` that are neither good nor bad."""

"""Sentences on exempt information: what a redacted paper or page leaves out."""

from collections.abc import Collection, Mapping

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.pruning import OWNER
from hsp_cli.domain.references import PARTIES
from hsp_cli.wording.counts import counted
from hsp_cli.wording.sentences import joined


def left_out_text(left_out: Mapping[Kind, int]) -> str:
    """What is left out, by kind, and what that means for the rest. Empty if nothing is left out."""
    if not left_out:
        return ""
    told = joined(_counted(kind, count) for kind, count in left_out.items())
    sentences = [
        f"Exempt records of the partnership are left out: {told}.",
        "Counts and statements here are about the rest.",
    ]
    if any(kind in PARTIES for kind in left_out):
        sentences.append(f"An owner who is left out is called “{OWNER}”.")
    return " ".join(sentences)


INDICATORS = (Kind.INDICATOR,)
RISKS = (Kind.REGISTER, Kind.RISK)
WORK = (
    Kind.PLAN,
    Kind.AIM,
    Kind.ACTION,
    Kind.MEETING,
    Kind.PAPER,
    Kind.SECTION,
    Kind.PROJECT,
    Kind.MILESTONE,
    Kind.CONSULTATION,
    Kind.DRAFT,
)
"""The kinds that are missing from a count of actions and other work if records of them are left out."""

AREAS = (*WORK, Kind.AREA_SET, Kind.AREA)
"""The same for a count of actions by the area that they name."""


_WHOSE = "in the whole partnership"
"""The counts are not those of one plan or priority: from them, somebody could guess which records are exempt."""


def beside_count_text(left_out: Mapping[Kind, int], *kinds: Kind) -> str:
    """The words that follow a count of records of some kinds if some of them are left out. Empty if none is."""
    found = _found(left_out, kinds)
    return f"; not counting what is exempt ({found} {_WHOSE})" if found else ""


def not_counted_text(left_out: Mapping[Kind, int], kinds: Collection[Kind]) -> str:
    """The same as a sentence."""
    found = _found(left_out, kinds)
    return f"Exempt, so not counted: {found} {_WHOSE}." if found else ""


def _found(left_out: Mapping[Kind, int], kinds: Collection[Kind]) -> str:
    return joined(_counted(kind, count) for kind, count in left_out.items() if kind in kinds)


def _counted(kind: Kind, count: int) -> str:
    several = kind.plural if kind.label == kind.value else f"{kind.label}s"
    return counted(count, kind.label, several)

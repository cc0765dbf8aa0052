"""Sentences on exempt information: what a redacted paper or page leaves out."""

from collections.abc import Mapping

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
        f"Exempt information is left out of the records: {told}.",
        "Counts and statements here are about the rest.",
    ]
    if any(kind in PARTIES for kind in left_out):
        sentences.append(f"An owner who is left out is called “{OWNER}”.")
    return " ".join(sentences)


def beside_count_text(left_out: Mapping[Kind, int], *kinds: Kind) -> str:
    """The words that follow a count of records of some kinds if some of them are left out. Empty if none is."""
    found = {kind: count for kind, count in left_out.items() if kind in kinds}
    return f"; not counting what is exempt ({joined(_counted(*one) for one in found.items())})" if found else ""


def _counted(kind: Kind, count: int) -> str:
    several = kind.plural if kind.label == kind.value else f"{kind.label}s"
    return counted(count, kind.label, several)

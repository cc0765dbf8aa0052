"""What people write where a value is missing."""

_SIGNS = ("", "-", "--", "–", "—", ".", "..", "...", "…", ":", "?", "??", "x", "xx", "x%", "xx%")
_TO_COME = (
    *("tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be announced", "to be decided", "to follow"),
    *("await", "awaited", "awaiting data", "outstanding", "pending"),
)
_NOT_THERE = (
    *("n/a", "n.a.", "na", "n/k", "n.k.", "nk", "not known", "unknown", "not available", "not applicable"),
    *("blank", "nil", "no data", "none", "null"),
)
_BLANKS = frozenset((*_SIGNS, *_TO_COME, *_NOT_THERE))


def is_blank(text: str) -> bool:
    """Whether a text stands for a missing value: TBC, n/a, a dash. Zero is a value."""
    return " ".join(text.casefold().split()) in _BLANKS

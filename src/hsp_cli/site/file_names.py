"""Names of the files of a site, safe on every system."""

_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)
"""Names that Windows takes for devices, whatever their ending."""

_OURS = frozenset(("index",))
"""Names that pages of the site itself have."""


def file_name(record_id: str) -> str:
    """The name of the file for a record, without its ending. It is the id, unless a file cannot have that name.

    Ids have only lower-case letters, digits and hyphens, so the name with `_` is never that of another record, and no
    two names differ only in case.
    """
    return f"{record_id}_" if record_id in _DEVICES | _OURS else record_id

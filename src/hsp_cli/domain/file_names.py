"""Names of the files for records, safe on every system."""

import re

_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?")
_OURS = frozenset(("index",))
"""Names that pages of a site or of a pack have."""


def is_device(name: str) -> bool:
    """Whether Windows takes the name of a file for a device, whatever its ending. Nobody could copy it there."""
    return _DEVICE.fullmatch(name) is not None


def file_name(record_id: str) -> str:
    """The name of the file for a record, without its ending. It is the id, unless a file cannot have that name.

    Ids are in lower case and do not end with a hyphen, so no two records of a kind have names that differ only in case,
    or that are the same.
    """
    return f"{record_id}-" if is_device(record_id) or record_id in _OURS else record_id

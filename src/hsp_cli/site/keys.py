"""Keys: short names for all that the bytes of a file depend on."""

import hashlib
from functools import cache
from pathlib import Path

from hsp_cli import __version__

_PACKAGE = Path(__file__).parent.parent


def key_of(*values: object) -> str:
    """The key of some values. Values with the same text have the same key."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:32]


@cache
def program_key() -> str:
    """The key of this hsp: its version, and its files, which differ between two states of a checkout."""
    files = (path for path in sorted(_PACKAGE.rglob("*")) if path.suffix != ".pyc" and path.is_file())
    found = ((path.relative_to(_PACKAGE).as_posix(), path.read_bytes()) for path in files)
    return key_of(__version__, *((name, hashlib.sha256(content).hexdigest()) for name, content in found))

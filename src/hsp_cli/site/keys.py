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
    """The key of this hsp: its version, and the state of its modules, which differ between two states of a checkout."""
    states = ((str(path.relative_to(_PACKAGE)), path.stat()) for path in sorted(_PACKAGE.rglob("*.py")))
    return key_of(__version__, *((name, state.st_size, state.st_mtime_ns) for name, state in states))

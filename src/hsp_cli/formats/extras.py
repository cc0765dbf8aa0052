"""Libraries that only some formats and exports need, and that are installed with an extra of hsp."""

from importlib import import_module
from typing import Any

from hsp_cli.domain.request import RequestRefused


def library(name: str, extra: str, what: str) -> Any:
    """A library of an extra. RequestRefused with the command that installs it, if it is not there."""
    try:
        return import_module(name)
    except ImportError:
        raise RequestRefused(f"{what} needs the library {name}", f'pip install "hsp-cli[{extra}]"') from None

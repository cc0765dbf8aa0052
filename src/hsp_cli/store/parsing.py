"""Text to plain data, or to the problems that stop it."""

import re
from typing import Any

from hsp_cli.store import file_rules
from hsp_cli.store.guard import Refused
from hsp_cli.store.loader import load
from hsp_cli.store.source_map import SyntaxProblem, read_source_map


def parse(text: str) -> Any:
    """Plain data of a guarded text: YAML 1.2, dates as text, duplicate keys refused. Refused says where."""
    try:
        return load(text)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A parser written in another language can raise what no Python class covers; a file must never crash us.
    except BaseException as error:
        raise Refused(*(read_source_map(text).problems or (_as_told(error),))) from None


def _as_told(error: BaseException) -> SyntaxProblem:
    """The parser's own words, where only it sees a problem; it prints its place as text."""
    told = str(error).strip().splitlines() or [type(error).__name__]
    place = re.search(r"line ([0-9]+), column ([0-9]+)", told[0])
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    return SyntaxProblem(file_rules.YAML_SYNTAX, line, column, told[-1].strip())

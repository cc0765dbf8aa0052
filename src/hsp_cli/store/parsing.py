"""Text to plain data, or to the problems that stop it."""

import re
from typing import Any

from hsp_cli.store import file_rules
from hsp_cli.store.guard import Refused
from hsp_cli.store.source_map import SyntaxProblem
from hsp_cli.store.spaces import syntax_problems, with_space_named
from hsp_cli.store.yaml_libraries import load


def parse(text: str) -> Any:
    """Parse a text as YAML 1.2: dates stay text, and duplicate keys are errors. Refused gives the places."""
    try:
        return load(text)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A parser written in another language can raise what no Python class covers; a file must never crash us.
    except BaseException as error:
        raise Refused(*(syntax_problems(text) or (with_space_named(_as_told(error), text),))) from None


def _as_told(error: BaseException) -> SyntaxProblem:
    """The parser's own message, for a problem that the exact reader does not find."""
    told = str(error).strip().splitlines() or [type(error).__name__]
    place = re.search(r"line ([0-9]+), column ([0-9]+)", told[0])
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    return SyntaxProblem(file_rules.YAML_SYNTAX, line, column, told[-1].strip())

"""Parses text as plain data, or reports its problems."""

import re
from typing import Any

from hsp_cli.store import file_rules
from hsp_cli.store.guard import Refused
from hsp_cli.store.source_map import SyntaxProblem
from hsp_cli.store.syntax_causes import syntax_problems, with_cause_named
from hsp_cli.store.yaml_libraries import load


def parse(text: str) -> Any:
    """Parse a text as YAML 1.2. Dates stay text, and duplicate keys are errors. Refused contains the problems."""
    try:
        return load(text)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A parser written in another language can raise exceptions of no known class. A file must never crash hsp.
    except BaseException as error:
        raise Refused(*(syntax_problems(text) or (with_cause_named(_parser_message(error), text),))) from None


def _parser_message(error: BaseException) -> SyntaxProblem:
    """The parser's own message, for a problem that the source map does not find."""
    told = str(error).strip().splitlines() or [type(error).__name__]
    place = re.search(r"line ([0-9]+), column ([0-9]+)", told[0])
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    return SyntaxProblem(file_rules.YAML_SYNTAX, line, column, told[-1].strip())

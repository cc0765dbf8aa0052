"""Parses YAML into plain data. Only this module knows the library."""

import re
from typing import Any

from hsp_cli.store import file_rules
from hsp_cli.store.guard import Refused
from hsp_cli.store.source_map import SyntaxProblem
from hsp_cli.store.spaces import syntax_problems, with_space_named


def parse(text: str) -> Any:
    """Parse a text as YAML 1.2: dates stay text, and duplicate keys are errors. Refused gives the places."""
    try:
        return _load(text)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A parser written in another language can raise what no Python class covers; a file must never crash us.
    except BaseException as error:
        raise Refused(*(syntax_problems(text) or (with_space_named(_as_told(error), text),))) from None


def _load(text: str) -> Any:
    try:
        import yaml_rs
    except ImportError:
        return _load_with_ruamel(text)
    return yaml_rs.loads(text, parse_datetime=False)


def _load_with_ruamel(text: str) -> Any:
    """Parse with ruamel.yaml, for systems without a build of the fast library. The data is the same."""
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import SafeConstructor

    class PlainTexts(SafeConstructor):
        """Dates load as text: the model parses them, so that 2010-02-30 has a line and a hint. So do `=` and `<<`."""

        def text(self, node: Any) -> str:
            # Two escapes may spell one character (an emoji in JSON); one half of such a pair is none.
            return str(self.construct_scalar(node)).encode("utf-16", "surrogatepass").decode("utf-16")

    for kind in ("str", "timestamp", "value", "merge"):
        PlainTexts.add_constructor(f"tag:yaml.org,2002:{kind}", PlainTexts.text)
    loader = YAML(typ="safe", pure=True)
    loader.Constructor = PlainTexts
    return loader.load(text)


def _as_told(error: BaseException) -> SyntaxProblem:
    """The parser's own message, for a problem that the exact reader does not find."""
    told = str(error).strip().splitlines() or [type(error).__name__]
    place = re.search(r"line ([0-9]+), column ([0-9]+)", told[0])
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    return SyntaxProblem(file_rules.YAML_SYNTAX, line, column, told[-1].strip())

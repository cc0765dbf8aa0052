"""The fast path: runs the most frequent calls, from editors, commit hooks and CI, without loading Typer.

It takes longer to load Typer than to find that no file has changed. So this module reads the plain spellings of
`hsp --version` and `hsp validate`, and repeats cached answers. Typer reads every other call, and every call with a
mistake.
"""

import os
import sys
from collections.abc import Sequence

from hsp_cli import __version__

_SWITCHES = {"--strict": "strict", "--quiet": "quiet", "-q": "quiet", "--no-cache": "no_cache"}
_VALUES = {"--root": "root", "--as-of": "as_of", "--format": "format", "--color": "color"}


def answer(arguments: Sequence[str]) -> int | None:
    """Run a call and return its exit code; None if Typer has to read the call."""
    if "_HSP_COMPLETE" in os.environ:
        return None
    if list(arguments) == ["--version"]:
        sys.stdout.write(f"hsp {__version__}\n")
        return 0
    if arguments[:1] == ["validate"] and (asked := _read(arguments[1:])) is not None:
        return _validate(asked)
    from hsp_cli.cli.cached_answers import is_question, repeat

    return repeat(arguments) if is_question(arguments) else None


def _read(words: Sequence[str]) -> dict[str, str] | None:
    """The options of a call; None if Typer has to read one of them."""
    asked: dict[str, str] = {}
    waiting = iter(words)
    for word in waiting:
        name, equals, value = word.partition("=")
        if word in _SWITCHES:
            asked[_SWITCHES[word]] = word
        elif name in _VALUES:
            value = value if equals else next(waiting, "")
            if not value or value.startswith("-"):
                return None
            asked[_VALUES[name]] = value
        else:
            return None
    return asked


def _validate(asked: dict[str, str]) -> int | None:
    from hsp_cli.cli.check_result import Format, show
    from hsp_cli.cli.screen import Color
    from hsp_cli.cli.session import Session, handle_closed_pipe

    try:
        format, color = Format(asked.get("format", "text")), Color(asked.get("color", "auto"))
    except ValueError:
        return None
    root = asked.get("root") or os.environ.get("HSP_ROOT") or None
    session = Session(root, asked.get("as_of"), color, quiet="quiet" in asked)
    with handle_closed_pipe():
        result = session.check(use_cache="no_cache" not in asked)
        return show(session, result, format, strict="strict" in asked)

"""Cached answers: a question about an unchanged workspace is answered again without loading records or Typer.

An answer depends on the words of the call, the date, the screen, and the content of every file. If all are as before,
the same text is written again.
"""

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hsp_cli.cli.screen import Color, Screen
from hsp_cli.cli.session import Session, handle_closed_pipe
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from hsp_cli.checking.cache import ResultCache

QUESTIONS = (
    "exceptions",
    "due",
    "risks",
    "grants",
    "reward",
    "consultation",
    "need",
    "list",
    "show",
    "explain",
)
"""The commands whose answers are cached. They depend on the records on disk alone, and these commands write no file."""

_NOT_CACHED_WITH = "--at"
"""An answer about an earlier revision depends on the history too, which the cache does not see."""

_VALUES = ("--root", "--as-of", "--color")
_MOST_CHARACTERS = 25_000_000
"""Longer answers are not cached."""


def repeat(arguments: Sequence[str]) -> int | None:
    """Write the cached answer to a call and return its exit code; None if there is none."""
    given = _values(arguments)
    try:
        color = Color(given.get("--color", "auto"))
        session = Session(given.get("--root") or os.environ.get("HSP_ROOT") or None, given.get("--as-of"), color)
        answer = _stored(arguments, session)
    except (ValueError, RequestRefused):
        return None  # Typer and the command say what is wrong
    if answer is None:
        return None
    code, out, err = json.loads(answer)
    with handle_closed_pipe():
        session.out.repeat(out)
        session.err.repeat(err)
    return int(code)


def _stored(arguments: Sequence[str], session: Session) -> str | None:
    from hsp_cli.checking.cache import open_cache
    from hsp_cli.store.layout import data_files

    cache = open_cache(session.root)
    question = _question(arguments, session)
    if cache is None or not cache.has_answer(question):
        return None
    files = data_files(session.root)
    return cache.answer(question, files, cache.content_hashes(files), session.as_of)


def is_question(arguments: Sequence[str]) -> bool:
    """Whether a call begins with the name of a command whose answers are cached, and asks about the files on disk."""
    if not arguments or arguments[0] not in QUESTIONS:
        return False
    if arguments[0] == "list":
        from hsp_cli.domain.register import Register

        if not set(Register).isdisjoint(arguments):  # a register depends on the history too
            return False
    return not any(word.partition("=")[0] == _NOT_CACHED_WITH for word in arguments)


def record(arguments: Sequence[str], session: Session) -> None:
    """Record what a command writes, so that it can be cached."""
    if is_question(arguments):
        session.out.record()
        session.err.record()


def store(arguments: Sequence[str], session: Session, code: int) -> None:
    """Cache the answer to a call that has loaded the records."""
    if not session.has_loaded or session.out.recorded is None or session.err.recorded is None:
        return
    from hsp_cli.checking.cache import open_cache

    cache: ResultCache | None = open_cache(session.root)
    if cache is None or _length(session.out) + _length(session.err) > _MOST_CHARACTERS:
        return
    files = session.loaded.files
    answer = json.dumps([code, session.out.recorded, session.err.recorded])
    cache.store_answer(_question(arguments, session), files, session.loaded.content_hashes, session.as_of, answer)


def _values(arguments: Sequence[str]) -> dict[str, str]:
    """The options that decide which workspace is asked, on which date. A wrong guess only misses the cache."""
    given = {}
    for word, following in zip(arguments, (*arguments[1:], ""), strict=True):
        name, equals, value = word.partition("=")
        if name in _VALUES:
            given[name] = value if equals else following
    return given


def _question(arguments: Sequence[str], session: Session) -> str:
    """Everything but the records and the date that an answer depends on."""
    screens = [
        (screen.encoding, screen.width, screen.in_color, screen.is_terminal) for screen in (session.out, session.err)
    ]
    return json.dumps([list(arguments), screens])


def _length(screen: Screen) -> int:
    return sum(len(text) for _, text in screen.recorded or ())

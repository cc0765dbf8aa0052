"""Questions on a terminal: what a new record needs, one after the other."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsp_cli.domain.kind import Kind
    from hsp_cli.domain.workspace import Workspace
    from hsp_cli.editing.homes import Home
    from hsp_cli.editing.keys import RecordKey

T = TypeVar("T")

_MOST = 12
"""The most names that a question lists."""


def can_ask(session: Session) -> bool:
    """Whether somebody is there to answer: what is read and what is written is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and session.err.is_terminal


def asked_values(session: Session, workspace: "Workspace", kind: "Kind", keys: "Sequence[RecordKey]") -> dict[str, Any]:
    """The values of keys, each asked for until it can be used. What may be answered is shown.

    A key that the record does not need is left out if the answer is empty.
    """
    from hsp_cli.domain.kinds import models
    from hsp_cli.domain.meanings import meaning_of
    from hsp_cli.editing.given_values import value_of
    from hsp_cli.wording.counts import one

    found: dict[str, Any] = {}
    for key in keys:
        allowed = _allowed(key, workspace)
        if key.kinds and not allowed:
            if key.is_required:
                needed = key.kinds[0]
                raise RequestRefused(
                    f"a new {kind.label} needs {one(needed.label)}, and there is none yet",
                    f"make one first: hsp new {needed}",
                )
            continue

        def read(word: str, key: "RecordKey" = key, allowed: Sequence[str] = allowed) -> Any:
            if not word and not key.is_required:
                return None
            _check_name(workspace, key, word, allowed)
            return value_of(key, [word], workspace.partnership.calendar)

        some = f" [{_listed(allowed)}]" if allowed else ""
        free = "" if key.is_required else " (Enter leaves it out)"
        found[key.name] = _ask(session, f"{key.name}: {meaning_of(models()[kind], key.name)}{some}{free}", read)
    return {name: value for name, value in found.items() if value is not None}


def _check_name(workspace: "Workspace", key: "RecordKey", word: str, allowed: Sequence[str]) -> None:
    """RequestRefused with the nearest names if the word should name a record and does not."""
    from hsp_cli.analysis.filters import Filters, resolved
    from hsp_cli.domain.owner import Owner

    if key.part is Owner:
        resolved(workspace, Filters(owner=word))
    elif key.kinds and word not in allowed:
        raise RequestRefused(f"no record is called {word!r}", f"choose from {_listed(allowed)}")


def _allowed(key: "RecordKey", workspace: "Workspace") -> tuple[str, ...]:
    if key.choices:
        return key.choices
    kinds = reversed(key.kinds) if key.part else key.kinds  # of owners, people first
    return tuple(dict.fromkeys(str(placed.address) for kind in kinds for placed in workspace.of(kind)))


def asked_id(
    session: Session, workspace: "Workspace", kind: "Kind", home: "Home | None", data: "Mapping[str, Any]"
) -> str:
    """The id of a new record. An empty answer takes the one that its words give."""
    from hsp_cli.domain.kinds import models
    from hsp_cli.editing.new_records import checked_id, heading_of, proposed_id

    proposed = proposed_id(heading_of(models()[kind], data))
    question = f"id: lower-case letters, digits and hyphens{f' [{proposed}]' if proposed else ''}"
    return _ask(session, question, lambda word: checked_id(workspace, kind, home, word or None, data), proposed)


def asked_home(session: Session, workspace: "Workspace", kind: "Kind") -> str | None:
    """The name of the record that is to hold a new one. None where it can only be the settings."""
    from hsp_cli.editing.homes import home_of_new, homes_for

    homes = [str(home.holder.address) for home in homes_for(workspace, kind)]
    if not homes or homes == [str(workspace.settings.address)]:
        return None

    def read(word: str) -> str:
        home_of_new(workspace, kind, word)
        return word

    return _ask(session, f"in which record? [{_listed(homes)}]", read)


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*names[:_MOST], *(["…"] if len(names) > _MOST else [])])


def _ask(session: Session, question: str, read: Callable[[str], T], default: str = "") -> T:
    """Ask until the answer can be read. RequestRefused if there are no more answers."""
    while True:
        session.err.item(question)
        session.err.stream.write("  > ")
        session.err.stream.flush()
        line = sys.stdin.readline()
        if not line:
            raise RequestRefused("the answers ended before the record was complete", "nothing is written")
        try:
            return read(line.strip() or default)
        except RequestRefused as refused:
            session.err.item(f"{refused.message}{f': {refused.hint}' if refused.hint else ''}")

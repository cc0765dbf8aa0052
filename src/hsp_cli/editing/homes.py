"""Where a new record goes: a file of its own, or a list inside a record of the workspace."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from hsp_cli.analysis.catalogue import find
from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import holders_of
from hsp_cli.domain.record import Record
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.walk import Shape
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.given_values import either
from hsp_cli.editing.keys import keys_of
from hsp_cli.store.layout import DATA, ENDING


class Home(NamedTuple):
    """Where a new record inside a file goes: the list in a record of the workspace that takes its kind.

    `wrapped_in` is the key that holds it in an item of that list, if the items are not records of the kind themselves.
    """

    holder: Placed[Any]
    place: Place
    wrapped_in: str | None = None

    @property
    def neighbours(self) -> tuple[str, ...]:
        """The keys of the record that come before the list in its model, the nearest first."""
        model: type[Record] = type(self.holder.record)
        names = [key.name for key in keys_of(model)]
        return tuple(reversed(names[: names.index(str(self.place.keys[-1]))]))

    def item(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The item for the list."""
        return {self.wrapped_in: dict(data)} if self.wrapped_in else dict(data)


def file_of_new(kind: Kind, record_id: str) -> str:
    """The path of the file for a new record that has one of its own."""
    return f"{DATA}/{kind.folder}/{record_id}{ENDING}"


def home_of_new(workspace: Workspace, kind: Kind, within: str | None) -> Home:
    """The place for a new record of a kind that has no file of its own, in the record that is named.

    Without a name it is the settings, if they hold the kind. RequestRefused if the named record cannot hold it, or if
    none is named and it needs one.
    """
    if within is None:
        if home := _home_in(workspace.settings, kind):
            return home
        raise RequestRefused(f"a new {kind.label} goes into another record", _hint(workspace, kind))
    placed = find(workspace, within).placed
    home = _home_in(placed, kind)
    if home is None:
        raise RequestRefused(
            f"{placed.address} ({placed.address.kind.label}) holds no {kind.plural}", _hint(workspace, kind)
        )
    return home


def _home_in(placed: Placed[Any], kind: Kind) -> Home | None:
    """The list of a record that takes a kind, itself or in its items."""
    model: type[Record] = type(placed.record)
    for key in keys_of(model):
        if key.shape is not Shape.LIST or key.part is None:
            continue
        place = placed.place.at(key.name)
        if key.part.KIND is kind:
            return Home(placed, place)
        if key.part.KIND is None:
            inner = next((one for one in keys_of(key.part) if one.part and one.part.KIND is kind), None)
            if inner is not None and inner.shape is Shape.ONE:
                return Home(placed, place, inner.name)
    return None


def _hint(workspace: Workspace, kind: Kind) -> str:
    """Which records of the workspace can hold a record of a kind."""
    homes = homes_for(workspace, kind)
    kinds = [home.holder.address.kind for home in homes] or holders_of(kind)
    named = either(list(dict.fromkeys(one.label for one in kinds)))
    some = ", ".join(str(home.holder.address) for home in homes[:_MOST]) + (", …" if len(homes) > _MOST else "")
    return f"name the {named} with --in" + (f": {some}" if homes else "; there is none yet")


_MOST = 8


def homes_for(workspace: Workspace, kind: Kind) -> list[Home]:
    """Every place of the workspace where a new record of a kind could go."""
    return [home for walk in workspace.walks for placed in walk.records if (home := _home_in(placed, kind))]


def taken_ids(workspace: Workspace, kind: Kind, home: Home | None) -> set[str]:
    """The ids that a new record cannot have: those of its kind in its file, or of the other files of its kind."""
    file = home.holder.address.file if home else None
    return {placed.record.id for placed in workspace.of(kind) if file in (None, placed.address.file)}

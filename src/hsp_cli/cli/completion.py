"""Shell completion of ids and quarters, from the workspace of the current folder or of `--root`."""

import os
from collections.abc import Callable, Sequence

import typer

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused

Completer = Callable[[typer.Context, str], list[str]]

PARTIES = ("people", "roles", "organisations", "bodies")
"""The lists of the settings that name owners."""

Place = tuple[Sequence[Kind], Sequence[str]]
"""Where records are that are inside files: the kinds of file, and the keys."""

ACTIONS: Place = ((Kind.PLAN, Kind.MEETING, Kind.PAPER), ("actions", "action"))
RISKS: Place = ((Kind.REGISTER,), ("risks",))
LAYERS: Place = ((Kind.PROFILE,), ("layers",))
OVERLAYS: Place = ((Kind.PROFILE,), ("overlays",))
PARTS: Place = (
    tuple(kind for kind in Kind if kind.folder),
    ("timetable", "sub_targets", *(key for kind in Kind if not kind.has_files for key in (kind.plural, kind.value))),
)
"""Every record inside a file."""


def ids(files: Sequence[Kind] = (), settings: Sequence[str] = (), words: Sequence[str] = ()) -> Completer:
    """A completer for words, the ids of files of these kinds, and those of entries in these lists of the settings."""

    def known(root: str, ctx: typer.Context, incomplete: str) -> list[str]:
        from hsp_cli.store.known_ids import ids_of_files, ids_of_settings

        found = [*words, *(ids_of_files(root, files) if files else [])]
        return found + (ids_of_settings(root, settings) if settings else [])

    return _offering(known)


def ids_inside(*places: Place, after_stroke: bool = False) -> Completer:
    """A completer for the addresses of records inside files: `ids_inside(ACTIONS)`.

    `after_stroke` offers none before the id of the file and a stroke are typed.
    """

    def known(root: str, ctx: typer.Context, incomplete: str) -> list[str]:
        from hsp_cli.store.known_ids import ids_inside

        if after_stroke and "/" not in incomplete:
            return []
        return [found for kinds, keys in places for found in ids_inside(root, kinds, keys, incomplete)]

    return _offering(known)


def own_ids(place: Place) -> Completer:
    """A completer for the ids of records inside files, without those of the files."""

    def known(root: str, ctx: typer.Context, incomplete: str) -> list[str]:
        from hsp_cli.store.known_ids import ids_inside

        kinds, keys = place
        return sorted({found.partition("/")[2] for found in ids_inside(root, kinds, keys, "")} - {""})

    return _offering(known)


def either(*completers: Completer) -> Completer:
    """A completer for all that several ones offer."""
    return lambda ctx, incomplete: [found for completer in completers for found in completer(ctx, incomplete)]


def _offering(known: Callable[[str, typer.Context, str], list[str]]) -> Completer:
    """A completer for those of the known words of a workspace that begin with what was typed."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from hsp_cli.store.layout import find_root

        given = ctx.params.get("root") or os.environ.get("HSP_ROOT")
        try:
            found = known(find_root(os.curdir, str(given) if given else None), ctx, incomplete)
        except RequestRefused:
            return []  # the command itself reports the error
        return [word for word in found if word.startswith(incomplete)]

    return complete


def _values(name: str) -> Completer:
    """A completer for what a function of `store.known_values` finds in the workspace."""

    def known(root: str, ctx: typer.Context, incomplete: str) -> list[str]:
        from hsp_cli.store import known_values

        found: list[str] = getattr(known_values, name)(root)
        return found

    return _offering(known)


quarters = _values("quarters_of")
"""Complete the quarters that figures or ratings are recorded for, the latest first."""

coming_quarters = _values("coming_quarters")
"""The same, and the one after the latest."""

ratings = _values("rating_codes")
levels = _values("level_codes")
dimensions = _values("dimensions_of")


def series(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the dimension of a series; its value is the person's to type."""
    return [f"{name}=" for name in dimensions(ctx, incomplete)]


def _known_periods(root: str, ctx: typer.Context, incomplete: str) -> list[str]:
    from hsp_cli.store.known_values import periods_of

    named = ctx.params.get("name")
    return periods_of(root, named) if isinstance(named, str) else []


periods = _offering(_known_periods)
"""Complete the periods of the indicator that an earlier word names, and the next one."""


def _known_branches(root: str, ctx: typer.Context, incomplete: str) -> list[str]:
    from hsp_cli.store.branch_names import branch_names

    return branch_names(root)


revisions = _offering(_known_branches)
"""Complete branches and tags."""


def tables(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the tables that `hsp export` takes."""
    return [table for table in ("figures", "actions", "risks", "indicators") if table.startswith(incomplete)]


def codes(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the codes of rules."""
    from hsp_cli.store.rule_codes import rule_codes

    return [code for code in rule_codes() if code.startswith(incomplete)]


def kinds(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the kinds and registers that `hsp list` takes."""
    from hsp_cli.domain.register import Register

    known = [*(kind.plural for kind in Kind if kind is not Kind.PARTNERSHIP), *Register]
    return [str(word) for word in known if word.startswith(incomplete)]


def file_kinds(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the kinds of file."""
    return [kind.value for kind in Kind if kind.has_files and kind.value.startswith(incomplete)]


def record_kinds(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the kinds of record that can be made."""
    return [kind.value for kind in Kind if kind.value.startswith(incomplete) and kind is not Kind.PARTNERSHIP]

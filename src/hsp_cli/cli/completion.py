"""Shell completion of ids, from the workspace of the current folder or of `--root`."""

import os
from collections.abc import Callable, Sequence

import typer

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused

Completer = Callable[[typer.Context, str], list[str]]

PARTIES = ("people", "roles", "organisations", "bodies")
"""The lists of the settings that name owners."""


def ids(files: Sequence[Kind] = (), settings: Sequence[str] = ()) -> Completer:
    """A completer for the ids of files of these kinds, and of entries in these lists of the settings."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from hsp_cli.store.known_ids import ids_of_files, ids_of_settings
        from hsp_cli.store.layout import find_root

        given = ctx.params.get("root") or os.environ.get("HSP_ROOT")
        try:
            root = find_root(os.curdir, str(given) if given else None)
            known = ids_of_files(root, files) if files else []
            known += ids_of_settings(root, settings) if settings else []
        except RequestRefused:
            return []  # the command itself reports the error
        return [known_id for known_id in known if known_id.startswith(incomplete)]

    return complete


def kinds(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the kinds that `hsp list` takes."""
    return [kind.plural for kind in Kind if kind.plural.startswith(incomplete) and kind is not Kind.PARTNERSHIP]


def file_kinds(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the kinds of file."""
    return [kind.value for kind in Kind if kind.has_files and kind.value.startswith(incomplete)]

"""Earlier revisions in words."""

from collections.abc import Sequence
from datetime import date

from hsp_cli.domain.commit import short_id
from hsp_cli.wording.counts import counted

_NAMED = 5
"""The most files that are named; JSON has all of them."""


def revision_text(commit: str, committed_on: date, as_of: date) -> str:
    """The first line of an answer about an earlier revision."""
    return f"Records of commit {short_id(commit)} ({committed_on}), evaluated as of {as_of}."


def left_out_text(paths: Sequence[str]) -> str:
    """Which files of an earlier revision could not be read, so that an answer leaves out what they hold."""
    return f"Left out, because {counted(len(paths), 'file')} there cannot be read as records: {_named(paths)}."


def not_read_now_text(paths: Sequence[str]) -> str:
    """Which of the present files could not be read, so that what they hold counts neither as new nor as gone."""
    return f"Left out, because {counted(len(paths), 'file')} cannot be read now: {_named(paths)}."


def _named(paths: Sequence[str]) -> str:
    more = len(paths) - _NAMED
    return ", ".join(paths[:_NAMED]) + (f" and {more} more" if more > 0 else "")

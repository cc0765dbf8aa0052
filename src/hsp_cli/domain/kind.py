"""Kinds of record: what a file may hold."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of file, one folder each (the partnership is a file of its own)."""

    PARTNERSHIP = "partnership"
    PLAN = "plans"
    INDICATOR = "indicators"
    RISK = "risks"
    MEETING = "meetings"
    PAPER = "papers"
    PROJECT = "projects"
    GRANT = "grants"

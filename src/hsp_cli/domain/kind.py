"""Kinds of record: the words for each, and the folder of those that have files of their own."""

from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """Every kind of record that can be referenced, listed and shown, in the order of `hsp list`.

    The value is the noun, `plural` the word that `hsp list` takes. `folder` is the folder for files of the kind under
    `data/`; it is empty for records inside another file. The models are in `domain.kinds`.
    """

    plural: str
    folder: str
    label: str
    """The noun for use in sentences."""

    def __new__(cls, noun: str, plural: str, folder: str = "", label: str = "") -> Self:
        kind = str.__new__(cls, noun)
        kind._value_ = noun
        kind.plural = plural
        kind.folder = folder
        kind.label = label or noun
        return kind

    PARTNERSHIP = "partnership", "partnerships"
    PLAN = "plan", "plans", "plans"
    AIM = "aim", "aims"
    ACTION = "action", "actions"
    MEASURE = "measure", "measures"
    INDICATOR = "indicator", "indicators", "indicators"
    REGISTER = "register", "registers", "risks", "risk register"
    RISK = "risk", "risks"
    MEETING = "meeting", "meetings", "meetings"
    PAPER = "paper", "papers", "papers"
    SECTION = "section", "sections"
    PROJECT = "project", "projects", "projects"
    MILESTONE = "milestone", "milestones"
    GRANT = "grant", "grants", "grants"
    AGREEMENT = "agreement", "agreements", "agreements"
    TARGET = "target", "targets"
    CONSULTATION = "consultation", "consultations", "consultations"
    DRAFT = "draft", "drafts"
    COMMENT = "comment", "comments"
    AREA_SET = "area-set", "area-sets", "areas", "area set"
    AREA = "area", "areas"
    PROFILE = "profile", "profiles", "profiles"
    LAYER = "layer", "layers"
    OVERLAY = "overlay", "overlays"
    PRINCIPLE = "principle", "principles"
    BODY = "body", "bodies"
    SEAT = "seat", "seats"
    PERSON = "person", "people"
    ORGANISATION = "organisation", "organisations"
    ROLE = "role", "roles"
    PRIORITY = "priority", "priorities"
    SCHEME = "scheme", "schemes"
    THEME = "theme", "themes", "", "risk theme"

    @property
    def has_files(self) -> bool:
        """Whether each record of the kind has a file of its own. This includes the settings."""
        return bool(self.folder) or self is Kind.PARTNERSHIP


NOUNS = {kind.value: kind for kind in Kind}
"""Each kind by its noun."""

FOLDERS = {kind.folder: kind for kind in Kind if kind.folder}
"""The kind of record in each folder under `data/`."""

"""Records that are marked as exempt in the YAML of tests; all words of some of them have a canary."""

import re

from tests.sample_workspace import FILES
from tests.workspaces import Files

CANARY = "zebra"
"""In small letters, it is in every text and id of the records of `with_canaries` that are exempt."""

_REGISTER, _PAPER = "data/risks/homes-group.yaml", "data/papers/report-2024-q1.yaml"


def exempted(files: Files, path: str, *ids: str) -> dict[str, str | bytes]:
    """The files with a mark at the first record of one of them that has each of these ids."""
    text = files[path]
    assert isinstance(text, str)
    for one in ids:
        found = re.search(rf"^(?P<lead>[ -]*)id: {one}$|\{{id: {one}\b", text, re.MULTILINE)
        assert found, one
        lead = found["lead"]
        mark = f"{{exempt: Why, id: {one}" if lead is None else f"{lead}id: {one}\n{' ' * len(lead)}exempt: Why"
        text = text[: found.start()] + mark + text[found.end() :]
    return {**files, path: text}


_MARK = "exempt: Zebra rules"
_RISK = """\
risks:
  - id: zebra-2
    title: Zebra fails
    exempt: Zebra rules
    owners: [Zebra Kane]
    controls: [Zebra watch]
    ratings: {Q4-2023: {rating: 3x3}, Q1-2024: {rating: 5x5, reason: Zebra lost a bid.}}
"""
_MEETING = """\
actions:
  - id: zebra-3
    text: Meet Zebra.
    exempt: Zebra rules
    due: 2024-02
    outcome: {text: Zebra came., starred: true}
"""
_EXEMPT = {
    "data/partnership.yaml": ("people:\n", f"people:\n  - {{id: zebra-kane, name: Zebra Kane, {_MARK}}}\n"),
    "data/plans/homes.yaml": (
        "    actions:\n",
        f"    actions:\n      - {{id: zebra-1, text: Sell Zebra Hall., owners: [Zebra Kane], due: 2024-01, {_MARK}}}\n",
    ),
    _REGISTER: ("risks:\n", _RISK),
    "data/meetings/board-2024-01-15.yaml": ("actions:\n", _MEETING),
    _PAPER: (
        "sections:\n",
        f"sections:\n  - {{id: zebra-4, title: Zebra Court, part: other, {_MARK}, content: [{{text: A Zebra.}}]}}\n",
    ),
    "data/indicators/repairs-in-time.yaml": ("leads: [Ann Reed]", "leads: [Ann Reed, Zebra Kane]"),
}
"""What is added to each file of the sample, all of it exempt apart from the name of an exempt owner."""

_INDICATOR = f"""\
id: zebra-bins
title: Zebra bins
unit: Zebras
better: lower
priority: streets
{_MARK}
figures: {{Q4-2023: {{actual: 30, target: 10}}, Q1-2024: {{actual: 35, target: 10}}}}
assessments: {{Q1-2024: {{comment: Zebra crossed.}}}}
"""


def with_canaries() -> dict[str, str | bytes]:
    """The sample with exempt records of several kinds, and with references to them."""
    files: dict[str, str | bytes] = {**FILES, "data/indicators/zebra-bins.yaml": _INDICATOR}
    for path, (old, new) in _EXEMPT.items():
        files[path] = FILES[path].replace(old, new, 1)
    table = "content:\n      - series: {indicators: [zebra-bins], periods: [Q1-2024]}\n"
    paper = files[_PAPER]
    assert isinstance(paper, str)
    return {**files, _PAPER: paper.replace("content:\n", table, 1)}

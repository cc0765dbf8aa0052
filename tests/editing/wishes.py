"""Wishes for the tests: small files, and the lines that a wish changes in them."""

import difflib
from collections.abc import Callable
from datetime import date

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.wish import Wished
from hsp_cli.store.splices import spliced
from tests.workspaces import PARTNERSHIP, ReadFiles

TODAY = date(2024, 4, 10)

SETTINGS = """\
risk_matrix:
  likelihood: [{code: A, name: Likely}, {code: B, name: Rare}]
  impact: [{code: "1", name: Severe}, {code: "2", name: Slight}]
  zones: [{id: high, name: High, red: true}, {id: low, name: Low}]
  cells: {A: {1: high, 2: low}, B: {1: low, 2: low}}
bodies: [{id: board, name: Board}]
people: [{id: ann, name: Ann}]
"""

PLAN = """\
id: homes
title: Homes
body: board
levels: [aim]
aims:
  - id: repairs
    title: Repairs
    updates:
      - {on: 2024-01, text: Begun.}
    actions:
      - id: van
        text: Buy a van.
        owners: [Ann]
        start: 2024-02
        due: 2024-05
        status: in-progress
        progress: 40
        outcome: {text: Not yet.}
        updates:
          - {on: 2024-03-01, text: Two quotes are in.}
      - id: tyres
        text: Change the tyres.
        owners: [Ann]
        first_due: 2024-02
        due: {period: 2024-06, as_written: by summer}
        revisions:
          - {due: 2024-06, on: 2024-01-20, reason: No stock.}
        status: on-hold
        reason: No stock.
      - id: old
        text: Sell the old van.
        owners: [Ann]
        due: 2024-03
        status: complete
        completed: 2024-03
      - id: paint
        text: Paint it.
        owners: [Ann]
        first_due: 2024-03
        revisions:
          - {withdrawn: true, on: 2024-02-01, reason: No paint.}
      - id: clean
        text: Clean it.
        owners: [Ann]
        inferred:
          owners: She has the keys.
          status: Nobody says otherwise.
        status: open
"""

RISKS = """\
id: board
title: Risks
body: board
risks:
  - id: flood
    title: A flood
    owners: [Ann]
    ratings:
      Q3-2023: {rating: B2}
      Q4-2023: {rating: A1, reason: Rain.}
    controls: [Pumps]
  - id: fire
    title: A fire
    owners: [Ann]
    ratings:
      Q2-2023: {rating: B2}
    controls: [Alarms]
    closed: {on: 2023-09-30, reason: It is insured.}
"""

FILES = {
    "data/partnership.yaml": PARTNERSHIP + SETTINGS,
    "data/plans/homes.yaml": PLAN,
    "data/risks/board.yaml": RISKS,
    "data/projects/warmth.yaml": """\
id: warmth
title: Warmth
milestones:
  - {id: half, text: Half of the homes are warm., due: 2024-04}
  - {id: all, text: All homes are warm., due: {period: 2024-09, as_written: by autumn}}
""",
    "data/indicators/bins.yaml": """\
id: bins
code: S 1
title: Missed bins
unit: bins
better: lower
frequency: monthly
figures:
  2024-01: {actual: 7, target: 9}
  2024-02: {status: awaited, target: 9}
  2024-04: {actual: 6, status: provisional}
assessments:
  Q4-2023:
    rag: G
    comment: The new rounds have begun.
inferred:
  assessments.Q4-2023.comment: It is in no document.
""",
    "data/indicators/trees.yaml": """\
id: trees
title: Trees
unit: trees
better: higher
dimensions: [area]
series:
  - {of: {area: ash}, figures: {Q1-2023: {actual: 3}}}
observations: trees.csv
""",
    "data/indicators/trees.csv": "period,area,actual\nQ1-2023,birch,4\n",
}


def records_of(workspace: ReadFiles) -> Workspace:
    """The records of the files. Nothing in them is at fault."""
    loaded = workspace(FILES)
    assert loaded.diagnostics == ()
    assert loaded.workspace is not None
    return loaded.workspace


def lines_of(wished: Wished) -> list[str]:
    """The lines that a wish removes and adds, with `-` and `+`."""
    text = FILES[wished.path]
    after = spliced(text, wished.edits)
    lines = list(difflib.unified_diff(text.split("\n"), after.split("\n"), lineterm="", n=0))[2:]
    return [line for line in lines if not line.startswith("@@")]


def refusal(wish: Callable[[], Wished]) -> str:
    """The message of a wish that is refused, and its hint after a bar."""
    with pytest.raises(RequestRefused) as refused:
        wish()
    return f"{refused.value.message} | {refused.value.hint}".removesuffix(" | ")

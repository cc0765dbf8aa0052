"""What each question is answered, as a whole: on a screen with colours, on a narrow one, and for scripts.

A file of `golden/answers` has three parts for each question. `pytest tests/cli --renew-golden` writes them again.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.runs import hsp
from tests.workspaces import write_files

GOLDEN = Path(__file__).parent / "golden" / "answers"
DAY = ("--as-of", "2024-04-15")
LOOKS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "colour": (("--color", "always"), {"COLUMNS": "150"}),
    "narrow": ((), {"COLUMNS": "60"}),
    "json": (("--format", "json"), {}),
}
MORE = {
    "data/plans/streets.yaml": """\
id: streets
title: Streets for Rushmere
body: board
period: 2024
aims:
  - id: bins
    title: Bins emptied on the day
    priority: streets
    leads: [Street Manager]
    indicators: [missed-bins, complaints]
    actions:
      - {id: map, text: Draw a map of the rounds., due: 2024-04-30}
      - {id: lorry, text: Buy a lorry., owners: [Nobody Known], due: {as_written: when there is money}, number: "2"}
      - {id: crew, text: Hire a crew., owners: [Ann Reed], conditional: If there is a lorry, status: cancelled}
      - {id: depot, text: Find a depot., due: 2025-06}
      - {id: rota, text: Write a rota., depends_on: [map]}
""",
    "data/indicators/complaints.yaml": """\
id: complaints
title: Complaints about bins
unit: complaints
better: lower
direction_basis: same-period-last-year
figures:
  Q1-2023: {actual: 10, target: 12}
  Q1-2024: {actual: 30, target: 12}
breaks: [{since: 2024-01, reason: Emails count too}]
assessments:
  Q1-2024: {rag: R, direction: up, comment: "The lorry\\nbroke down."}
""",
    "data/indicators/litter.yaml": "id: litter\ntitle: Litter\nunit: '%'\nbetter: lower\npriority: streets\n",
    "data/risks/board.yaml": """\
id: board
title: Risks of the Board
body: board
risks:
  - id: strike
    title: A strike
    ratings: {Q4-2023: {rating: 3x2}, Q1-2024: {rating: 5x5}}
    theme: money
  - {id: flood, title: A flood, ratings: {Q4-2023: {rating: 5x5}}}
""",
    "data/consultations/rounds.yaml": "id: rounds\ntitle: Which rounds first?\nbody: board\nleads: [Street Manager]\n",
    "data/grants/lorry.yaml": "id: lorry\ntitle: Grant for a lorry\nfund: Streets fund\nleads: [Street Manager]\n",
    "data/grants/brooms.yaml": """\
id: brooms
title: Grant for brooms
fund: Streets fund
leads: [Street Manager]
body: board
agreement: signed
agreed: 2023-09-01
award: 500
returns:
  Q4-2023:
    received: 2024-01-15
    forecast_spend: 100
    actual_spend: 600
    outputs: [{text: Brooms bought, unit: brooms, forecast: 20, actual: 5}]
""",
    "data/grants/carts.yaml": """\
id: carts
title: Grant for carts
fund: Streets fund
leads: [Street Manager]
agreement: signed
agreed: 2023-09-01
award: 500
""",
}
QUESTIONS = {
    "exceptions": "exceptions --quarter Q1-2024",
    "due": "due --within 40",
    "risks": "risks --quarter Q1-2024",
    "grants": "grants --quarter Q4-2023",
    "reward": "reward",
    "consultation": "consultation which-homes-first",
    "papers": "report --list",
    "list-actions": "list actions",
    "list-indicators": "list indicators",
    "list-risks": "list risks",
    "show-action": "show streets/lorry",
    "show-indicator": "show repairs-in-time",
    "show-body": "show homes-group",
    "explain-published": "explain complaints --quarter Q1-2024",
    "explain-computed": "explain repairs-in-time --quarter Q1-2024",
    "explain-band": "explain room-temperature --quarter Q1-2024",
    "explain-code": "explain green-but-overdue",
    "quarter": "quarter Q1-2024",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_whole_answer_is_the_golden_one(question: str, sample: Path, golden: Callable[[Path, str], None]) -> None:
    root = write_files(sample, MORE)
    parts = []
    for look, (options, env) in LOOKS.items():
        run = hsp(*QUESTIONS[question].split(), *options, "--root", str(root), *DAY, env=env)
        parts.append(f"=== {look}, exit {run.code}\n{run.out}=== {look}, on the error stream\n{run.err}")
    golden(GOLDEN / f"{question}.txt", "\n".join(parts))

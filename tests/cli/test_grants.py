import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests import injection_texts
from tests.cli.test_screen import OBEYED
from tests.runs import DAY, HARROW, Run, hsp
from tests.workspaces import PARTNERSHIP, write_files

GRANTS = {
    "data/partnership.yaml": f"{PARTNERSHIP}people: [{{id: ann-reed, name: Ann Reed}}]\n"
    "bodies: [{id: ccmg, name: Cohesion Group}]\n",
    "data/grants/good.yaml": """\
id: good
title: Good grant
agreed: 2010-04-01
returns:
  Q1-2010:
    forecast_spend: 500
    actual_spend: 499.99
    evidence: ledger
    description: Two cars.
    contribution: Half of the homes.
    outputs: [{text: Homes, forecast: 4, actual: 4}]
""",
    "data/grants/overspent.yaml": """\
id: overspent
title: Overspent grant
leads: [Ann Reed]
agreed: 2010-04-01
returns:
  Q1-2010:
    forecast_spend: 500
    actual_spend: 512.50
    description: Two cars.
    outputs: [{text: Homes visited, forecast: 40, actual: 31}, {text: Cars bought, forecast: 2}]
""",
    "data/grants/silent.yaml": "id: silent\ntitle: Silent grant\nbody: ccmg\nagreed: 2010-04-01\n",
    "data/grants/waiting.yaml": "id: waiting\ntitle: Waiting grant\nagreement: not yet agreed\n",
}
KEYS = ("grants", "missing", "overspent", "behind", "without_evidence", "incomplete", "not_agreed")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path, GRANTS)


def grants(root: Path, *arguments: str, **env: str) -> Run:
    return hsp("grants", "--root", str(root), "--quarter", "Q1-2010", *arguments, env=env)


def answer(root: Path, *arguments: str) -> Any:
    run = grants(root, *arguments, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def test_each_grant_is_listed_under_its_problem(root: Path) -> None:
    run = grants(root)
    assert (run.code, run.err) == (0, "")
    assert (
        re.sub(" {2,}", "  ", run.out)
        == """\
4 grants in Q1 2010/11 (2010-04-01 to 2010-06-30)

Return missing
  Silent grant (silent)

Overspent
Grant  Spent  Forecast  Over
Overspent grant  £512.5  £500  £12.5

Outputs behind
Grant  Output  Actual  Forecast
Overspent grant  Homes visited  31  40
Overspent grant  Cars bought  not reported  2

Spending without evidence
  Overspent grant (overspent)

Incomplete returns
Grant  Lacks
Overspent grant  contribution to the business case

No signature of the agreement recorded; a return is due once it is signed
  Waiting grant (waiting)
"""
    )


def test_json_has_its_keys_and_exact_figures(root: Path) -> None:
    found = answer(root)
    assert (found["quarter"], found["label"], found["from"], found["to"]) == (
        "Q1-2010",
        "Q1 2010/11",
        "2010-04-01",
        "2010-06-30",
    )
    assert {key: [grant["id"] for grant in found[key]] for key in KEYS} == {
        "grants": ["good", "overspent", "silent", "waiting"],
        "missing": ["silent"],
        "overspent": ["overspent"],
        "behind": ["overspent", "overspent"],
        "without_evidence": ["overspent"],
        "incomplete": ["overspent"],
        "not_agreed": ["waiting"],
    }
    place: dict[str, Any] = {
        "id": "overspent",
        "title": "Overspent grant",
        "body": None,
        "path": "data/grants/overspent.yaml",
        "inferred": False,
        "inferred_values": {},
    }
    assert found["overspent"] == [{**place, "forecast": 500, "actual": 512.5, "excess": 12.5}]
    assert found["behind"] == [
        {**place, "output": "Homes visited", "forecast": 40, "actual": 31},
        {**place, "output": "Cars bought", "forecast": 2, "actual": None},
    ]
    assert found["incomplete"] == [{**place, "lacks": ["contribution to the business case"]}]


@pytest.mark.parametrize(
    ("filters", "asked"),
    [
        (("--body", "ccmg"), ["silent"]),
        (("--body", "Cohesion Group"), ["silent"]),
        (("--owner", "ann reed"), ["overspent"]),
        (("--owner", "ann reed", "--body", "ccmg"), []),
    ],
)
def test_the_question_can_be_filtered(filters: tuple[str, ...], asked: list[str], root: Path) -> None:
    assert [grant["id"] for grant in answer(root, *filters)["grants"]] == asked


def test_one_grant_is_counted_in_words_and_a_request_that_none_matches_is_no_denial(root: Path) -> None:
    assert grants(root, "--body", "ccmg").out.startswith("1 grant in Q1 2010/11 (")
    assert grants(root, "--owner", "ann-reed", "--body", "ccmg").out == "No grant matches the request.\n"


@pytest.mark.parametrize("failure", ["missing", "overspent", "behind", "without_evidence", "incomplete", "not_agreed"])
def test_ci_may_refuse_to_see_any_of_them(failure: str, root: Path) -> None:
    assert grants(root, "--fail-on", failure).code == 1
    assert grants(root, "--fail-on", failure, "--format", "json").code == 1
    assert grants(root, "--fail-on", failure, "--owner", "ann-reed", "--body", "ccmg").code == 0


def test_one_of_several_failures_is_enough_and_any_other_word_is_refused(root: Path) -> None:
    assert grants(root, "--body", "ccmg", "--fail-on", "overspent", "--fail-on", "missing").code == 1
    assert grants(root, "--body", "ccmg", "--fail-on", "overspent").code == 0
    assert grants(root, "--fail-on", "late").code == 2


@pytest.mark.parametrize("columns", ["80", "140", None])
def test_no_word_is_lost_at_any_width_and_no_line_is_too_long(columns: str | None, root: Path) -> None:
    out = grants(root, **({"COLUMNS": columns} if columns else {})).out
    for word in ("Silent", "silent", "Overspent", "visited", "reported", "contribution", "(waiting)"):
        assert word in re.sub(r"[\s─]+", " ", out)
    if columns:
        assert max(map(len, out.splitlines()[1:])) <= int(columns)
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("text", injection_texts.SCREEN)
def test_nothing_of_a_record_steers_the_terminal(text: str, root: Path) -> None:
    title = json.dumps(text)
    write_files(
        root,
        {
            f"data/grants/{name}.yaml": GRANTS[f"data/grants/{name}.yaml"].replace(f"{name.capitalize()} grant", title)
            for name in ("overspent", "silent", "waiting")
        },
    )
    run = grants(root)
    assert run.code == 0, run.err
    assert not OBEYED.search(run.out)


def test_harrows_five_grants_are_none_of_them_agreed() -> None:
    run = hsp("grants", *HARROW, *DAY, "--quarter", "Q1-2010", "--format", "json")
    found = json.loads(run.out)
    assert (len(found["grants"]), len(found["not_agreed"])) == (5, 5)
    assert [found[key] for key in KEYS[1:-1]] == [[]] * 5


def test_json_names_each_grant_by_id_and_title(tmp_path: Path) -> None:
    root = write_files(tmp_path, GRANTS)
    found = json.loads(hsp("grants", "--root", str(root), *DAY, "--format", "json").out)
    named = {grant["id"]: grant["title"] for rows in found.values() if isinstance(rows, list) for grant in rows}
    assert named["overspent"] == "Overspent grant"

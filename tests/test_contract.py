"""What scripts and CI rely on: the keys of every answer, and the exit codes."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.analysis.catalogue import LISTED
from hsp_cli.cli import session
from hsp_cli.cli.commands import COMMANDS
from tests import injection_texts
from tests.examples import CALDERWICK
from tests.runs import DAY, HARROW, Run, hsp, process
from tests.sample_workspace import FILES
from tests.workspaces import write_files

Q = ("--quarter", "Q1-2010")
QUESTIONS = {
    "validate": ("validate",),
    "exceptions": ("exceptions", *Q),
    "due": ("due",),
    "risks": ("risks", *Q),
    "grants": ("grants", *Q),
    "reward": ("reward",),
    "consultation": ("consultation",),
    "report": ("report", *Q),
    "list": ("list", "indicators"),
    "show": ("show", "ni-126"),
    "explain": ("explain", "ni-126", *Q),
    "need": ("need",),
    "chart": ("chart", "ni-126", *Q),
    "slippage": ("slippage", "--no-history"),
    "changes": ("changes", "--since", "Q4-2009", "--no-history"),
    "quarter": ("quarter", "Q1-2010"),
    "export": ("export", "indicators", *Q),
    "chase": ("chase", *Q),
    "codeowners": ("codeowners",),
}
"""One way to ask each command."""

WITH_QUARTER = ("exceptions", "risks", "report", "explain", "chart")
OTHERS = {
    "schema",
    "site",
    "serve",
    "diff",
    "history",
    "record",
    "close",
    "move",
    "rate",
    "update",
    "new",
    "init",
    "import",
    "merge-driver",
}
"""The commands that ask nothing of a workspace, need its history, change it, or write or show files. Their tests say
what they promise.
"""

every_command = pytest.mark.parametrize("command", QUESTIONS)
TEXT, NO_FILTER, NUMBER = str, int, (int, float)
MAYBE_TEXT = (str, type(None))


def answer(*arguments: str) -> Any:
    run = hsp(*arguments, *HARROW, *DAY, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def has(found: Any, keys: dict[str, Any]) -> None:
    """Every promised key is there, with a value of its type."""
    assert isinstance(found, dict)
    for key, kind in keys.items():
        assert key in found
        assert isinstance(found[key], kind), key


def refused(run: Run) -> str:
    """The one line of error of a request that cannot be met; a second line may help."""
    assert run.code == 2
    assert run.out == ""
    first, *help_lines = run.err.splitlines()
    assert first.startswith("error: ")
    assert len(help_lines) <= 1
    assert all(line.startswith("  = help: ") for line in help_lines)
    return run.err


# --- The list of commands


def test_every_command_of_the_help_is_asked_here() -> None:
    assert {*QUESTIONS, *OTHERS} == set(COMMANDS)


@every_command
def test_every_command_answers_on_standard_output_and_ends_with_0(command: str) -> None:
    run = hsp(*QUESTIONS[command], *HARROW, *DAY)
    assert run.code == 0
    assert run.out
    assert "error" not in run.err


@every_command
def test_every_command_writes_nothing_into_the_workspace(command: str, sample: Path) -> None:
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    hsp(
        *(word.replace("2010", "2024").replace("ni-126", "repairs-in-time") for word in QUESTIONS[command]),
        "--root",
        str(sample),
    )
    assert {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()} == before


# --- Keys


def test_validate_has_its_keys(sample: Path) -> None:
    has(answer("validate"), {"ok": bool, "files": NO_FILTER, "records": NO_FILTER, "diagnostics": list})
    write_files(sample, {"data/indicators/broken.yaml": "id: broken\n"})
    run = hsp("validate", "--root", str(sample), "--format", "json")
    found = json.loads(run.out)
    assert (run.code, found["ok"]) == (1, False)
    for diagnostic in found["diagnostics"]:
        keys = {"code": TEXT, "severity": TEXT, "path": TEXT, "line": NO_FILTER, "column": NO_FILTER}
        has(diagnostic, {**keys, "message": TEXT, "hint": TEXT})
        assert diagnostic["severity"] in ("error", "warning")


def test_exceptions_has_its_keys() -> None:
    found = answer("exceptions", *Q, "--all")
    keys = {"quarter": TEXT, "label": TEXT, "from": TEXT, "to": TEXT, "count": NO_FILTER}
    has(found, {**keys, "exceptions": list, "awaited": list, "none_in": list})
    for line in found["exceptions"]:
        has(
            line,
            {
                "id": TEXT,
                "code": MAYBE_TEXT,
                "title": TEXT,
                "priority": MAYBE_TEXT,
                "rag": MAYBE_TEXT,
                "rag_basis": MAYBE_TEXT,
                "direction": MAYBE_TEXT,
                "verdict": MAYBE_TEXT,
                "as_at": MAYBE_TEXT,
                "actual": (*NUMBER, type(None)),
                "target": (*NUMBER, dict, type(None)),
                "unit": TEXT,
                "variance": (*NUMBER, type(None)),
                "reasons": list,
                "comment": MAYBE_TEXT,
                "path": TEXT,
            },
        )
        assert line["reasons"]
        assert line["direction"] in ("up", "down", "same", None)
        assert line["verdict"] in ("improving", "worsening", "steady", None)
        assert line["rag_basis"] in ("computed", "published", None)
    assert all(isinstance(priority, str) for priority in found["none_in"])


def test_due_has_its_keys() -> None:
    found = answer("due")
    has(found, {"as_of": TEXT, **dict.fromkeys(("overdue", "due", "later", "unresolved", "complete"), list)})
    assert found["as_of"] == "2010-09-27"
    actions = [action for place in found.values() if isinstance(place, list) for action in place]
    # The morning report has 19 and the plan of CCMG 25. The 21 of the scrutiny review are Tower Hamlets'.
    assert sum(action["kind"] == "action" for action in actions) == 19 + 25
    assert found["left_out"] == {"tower-hamlets": {"name": "Tower Hamlets", "count": 21}}
    for action in actions:
        has(
            action,
            {
                "id": TEXT,
                "origin": TEXT,
                "text": TEXT,
                "owners": list,
                "due": MAYBE_TEXT,
                "due_date": MAYBE_TEXT,
                "status": TEXT,
                "days_late": NO_FILTER,
                "times_moved": NO_FILTER,
                "path": TEXT,
                "line": NO_FILTER,
            },
        )


def test_consultation_has_its_keys(sample: Path) -> None:
    run = hsp("consultation", "which-homes-first", "--root", str(sample), *DAY, "--format", "json")
    counts = dict.fromkeys(("received", "answered", "unanswered", "late"), NO_FILTER)
    has(json.loads(run.out), {"id": TEXT, **counts, "by_aim": list, "comments": list})
    for aim in json.loads(run.out)["by_aim"]:
        has(aim, {"id": TEXT, "title": TEXT, **counts})


def test_risks_has_its_keys() -> None:
    found = answer("risks", *Q)
    has(found, {"quarter": TEXT, "red": list, "movements": list, "themes": list})
    for risk in found["red"]:
        has(risk, dict.fromkeys(("id", "title", "register", "rating", "zone", "path"), TEXT))
    for move in found["movements"]:
        has(move, dict.fromkeys(("id", "title", "register", "from", "to", "reason"), TEXT))


def test_reward_has_its_keys() -> None:
    run = hsp("reward", "improvement-agreement", "--root", str(CALDERWICK.root), "--format", "json")
    found = json.loads(run.out)
    maybe = (*NUMBER, type(None))
    keys = {"pot": maybe, "earned": maybe, "at_risk": maybe, "provisional": bool, "targets": list}
    has(found, {"agreement": TEXT, **keys})
    for target in found["targets"]:
        amounts = ("without", "with", "actual", "fraction", "earned", "reaches_floor_at")
        has(target, {"id": TEXT, "title": TEXT, **dict.fromkeys(amounts, maybe)})
    assert [one["agreement"] for one in answer("reward")] == ["local-area-agreement", "local-public-service-agreement"]


def test_need_has_its_keys() -> None:
    found = answer("need")
    has(found, {"profile": TEXT, "label": TEXT, "areas": list, "unreached": list})
    for area in found["areas"]:
        keys = {"id": TEXT, "name": TEXT, "code": TEXT, "rank": NO_FILTER, "worst": NO_FILTER}
        has(area, {**keys, "layers": list, "actions": list})
        for layer in area["layers"]:
            value = (*NUMBER, type(None))
            has(layer, {"id": TEXT, "value": value, "rank": (int, type(None)), "worst": bool, "missing": bool})


def test_slippage_has_its_keys() -> None:
    found = answer("slippage", "--no-history", "--organisation", "all")
    has(found, {"as_of": TEXT, "history": dict, "actions": list, "by_owner": list, "by_plan": list, "by_body": list})
    assert len(found["actions"]) > 19 + 25
    keys = {"id": TEXT, "first_due": MAYBE_TEXT, "due": MAYBE_TEXT, "times_moved": NO_FILTER}
    counts = {"after_overdue": NO_FILTER, "without_reason": NO_FILTER}
    for action in found["actions"]:
        has(action, {**keys, **counts, "days": (int, type(None)), "owners": list, "owner_ids": list, "moves": list})
    for group in (*found["by_owner"], *found["by_plan"], *found["by_body"]):
        has(group, {"id": MAYBE_TEXT, "name": MAYBE_TEXT, "times_moved": NO_FILTER, "days": NO_FILTER, **counts})


def test_codeowners_has_its_keys_for_each_file() -> None:
    found = answer("codeowners")
    has(found, {"default": MAYBE_TEXT, "unreadable": list, "files": list})
    for file in found["files"]:
        names = dict.fromkeys(("beside", "reviewers", "handles", "without_handle"), list)
        has(file, {"path": TEXT, **names})


def test_changes_has_its_keys() -> None:
    found = answer("changes", "--since", "Q4-2009", "--no-history")
    lists = ("slipped", "worse", "better", "first_rated", "completed", "stopped", "reopened", "closed", "new")
    has(found, {"since": dict, "until": dict, "gone": type(None), "unknown": list, **dict.fromkeys(lists, list)})
    state = {"as_of": TEXT, "quarter": MAYBE_TEXT}
    has(found["since"], {**state, "commit": type(None), "why_not": TEXT, "source": TEXT, "not_read": list})
    has(found["until"], {**state, "not_read": list})
    for turn in (*found["worse"], *found["better"], *found["first_rated"]):
        has(turn, {"id": TEXT, "title": TEXT, "before": MAYBE_TEXT, "after": TEXT, "path": TEXT})
    assert len(found["first_rated"]) > 10


def test_quarter_has_its_keys_for_each_owner() -> None:
    found = answer("quarter", "Q2-2009")
    has(found, {"quarter": TEXT, "as_of": TEXT, "count": NO_FILTER, "counts": dict, "owners": list})
    for owner in found["owners"]:
        kinds = dict.fromkeys(("figures", "comments", "ratings", "actions"), list)
        has(owner, {"owner": MAYBE_TEXT, "name": MAYBE_TEXT, **kinds})


def test_export_has_its_keys() -> None:
    found = answer("export", "figures", *Q)
    keys = {"table": TEXT, "workspace": TEXT, "as_of": TEXT, "quarter": TEXT, "columns": list, "rows": list}
    has(found, {**keys, "narrowed_to": dict, "left_out": dict})
    for row in found["rows"]:
        has(row, {"indicator_id": TEXT, "period": TEXT, "state": TEXT, "owner_ids": list, "owners": list})


def test_chase_has_its_keys_for_each_owner() -> None:
    found = answer("chase", "--quarter", "Q2-2009")
    has(found, {"quarter": TEXT, "as_of": TEXT, "owners": list, "owe_nothing": list, "unread": list})
    for owner in found["owners"]:
        kinds = dict.fromkeys(("figures", "comments", "ratings", "actions", "due_soon", "unrecorded", "answers"), list)
        has(owner, {"owner": MAYBE_TEXT, "name": MAYBE_TEXT, "subject": TEXT, **kinds})


@pytest.mark.parametrize("kind", LISTED)
def test_every_list_has_id_title_and_path(kind: str, sample: Path) -> None:
    run = hsp("list", kind, "--root", str(sample), "--format", "json")
    found = json.loads(run.out)
    assert found
    for item in found:
        has(item, dict.fromkeys(("id", "title", "path"), TEXT))
        assert (sample / item["path"]).is_file()


@pytest.mark.parametrize("kind", LISTED)
def test_a_record_of_every_kind_can_be_shown_with_its_place_and_its_referrers(kind: str, sample: Path) -> None:
    root = ("--root", str(sample), "--format", "json")
    for item in json.loads(hsp("list", kind, *root).out):
        run = hsp("show", item["id"], *root)
        if run.code == 2:
            # A body and a register may share an id; then it has to be said which ones there are.
            assert "records are called" in refused(run)
            continue
        found = json.loads(run.out)
        has(found, {"id": TEXT, "kind": TEXT, "path": TEXT, "line": NO_FILTER, "record": dict, "referred_by": list})
        assert (found["id"], found["path"]) == (item["id"], item["path"])
        for referrer in found["referred_by"]:
            has(referrer, {"path": TEXT, "line": NO_FILTER, "key": TEXT})


# --- 0 and 1: the records


def test_listing_what_is_wrong_with_performance_is_no_failure() -> None:
    for command in ("exceptions", "due", "risks"):
        assert hsp(*QUESTIONS[command], *HARROW, *DAY).code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("exceptions", *Q, "--fail-on", "exceptions"), 1),
        (("exceptions", *Q, "--fail-on", "awaited"), 1),
        (("exceptions", *Q, "--priority", "cohesion", "--fail-on", "exceptions"), 0),
        (("risks", *Q, "--fail-on", "red"), 1),
        (("risks", *Q, "--fail-on", "movements"), 1),
        (("risks", "--quarter", "Q4-2009", "--fail-on", "red", "--fail-on", "movements"), 0),
        (("due", "--fail-on", "overdue"), 1),
        (("due", "--fail-on", "overdue", "--plan", "homes"), 2),
        (("due", "--fail-on", "overdue", "--owner", "Dal Babu"), 0),
    ],
)
def test_a_command_fails_where_that_was_asked_for_and_is_met(arguments: tuple[str, ...], code: int) -> None:
    assert hsp(*arguments, *HARROW, *DAY).code == code


BROKEN = {
    "syntax": "id: [\n",
    "unknown key": "id: broken\ntitle: B\nunit: x\nbetter: higher\ncolour: red\n",
    "missing key": "id: broken\n",
    "wrong type": "id: broken\ntitle: 5\nunit: x\nbetter: higher\n",
    "no text": b"\xff\xfe",
    "a list": "- id: broken\n",
    "nothing": "",
    "an anchor": "id: &a broken\n",
    "two of one key": "id: broken\nid: broken\ntitle: B\nunit: x\nbetter: higher\n",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
@every_command
def test_a_broken_record_ends_every_command_with_1_and_its_place(
    command: str, content: str | bytes, sample: Path
) -> None:
    write_files(sample, {"data/indicators/broken.yaml": content})
    words = [word.replace("2010", "2024").replace("ni-126", "repairs-in-time") for word in QUESTIONS[command]]
    run = hsp(*words, "--root", str(sample))
    assert run.code == 1
    assert "data/indicators/broken.yaml:" in run.both
    assert "error[" in (run.out if command == "validate" else run.err)
    if command != "validate":
        assert run.out == ""


@pytest.mark.parametrize("command", sorted(set(QUESTIONS) - {"validate", "explain"}))
def test_an_answer_from_what_could_be_read_has_to_be_asked_for(command: str, sample: Path) -> None:
    write_files(sample, {"data/indicators/broken.yaml": "id: broken\n"})
    words = [word.replace("2010", "2024").replace("ni-126", "repairs-in-time") for word in QUESTIONS[command]]
    run = hsp(*words, "--allow-errors", "--root", str(sample))
    assert run.code == 0
    assert run.out


def test_without_readable_settings_there_is_no_answer_even_if_asked_for(sample: Path) -> None:
    write_files(sample, {"data/partnership.yaml": "id: x\n"})
    for command in sorted(set(QUESTIONS) - {"validate", "explain"}):
        run = hsp(*QUESTIONS[command], "--allow-errors", "--root", str(sample))
        assert (run.code, run.out) == (1, "")


# --- 2: the request


@every_command
def test_no_workspace_is_a_request_that_cannot_be_met(command: str, tmp_path: Path) -> None:
    told = refused(hsp(*QUESTIONS[command], "--root", str(tmp_path)))
    assert f"error: {tmp_path} is not a workspace: it has no data/partnership.yaml\n" in told
    assert "--root DIR" in told


@every_command
def test_outside_a_workspace_the_hint_says_how_to_name_one(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    told = refused(hsp(*QUESTIONS[command]))
    assert "no workspace here" in told
    assert "HSP_ROOT" in told


@pytest.mark.parametrize(
    ("command", "quarter"),
    [
        *((command, quarter) for command in WITH_QUARTER for quarter in ("Q5-2010", "Q1-1999")),
        *(
            ("exceptions", quarter)
            for quarter in ("Q0-2010", "Q1 2010/12", "2010", "2010-06", "Q1", "", "soon", "Q1-99999")
        ),
    ],
)
def test_a_quarter_that_does_not_exist_or_has_no_records_is_refused(command: str, quarter: str) -> None:
    words = [quarter if word == "Q1-2010" else word for word in QUESTIONS[command]]
    assert "there are records for Q1-2009" in refused(hsp(*words, *HARROW, *DAY))


@pytest.mark.parametrize(
    "quarter", ["Q1-2010", "Q1 2010/11", "2010-11 Q1", "2010/11 Q1", "2010/11-Q1", "Q1 2010-11", "q1-2010"]
)
def test_every_spelling_of_a_quarter_gives_the_same_answer(quarter: str) -> None:
    found = answer("exceptions", "--quarter", quarter)
    assert (found["quarter"], found["from"], found["to"]) == ("Q1-2010", "2010-04-01", "2010-06-30")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", "evening-report"), "no paper has the id 'evening-report'"),
        (("report", "morning-report-2010-q1", "--quarter", "Q4-2009"), "is for Q1 2010/11, not Q4 2009/10"),
        (("report", "--all", *Q), "--all makes every paper of a quarter"),
        (("show", "no-such-record"), "no record is called 'no-such-record'"),
        (("show", ""), "no record is called ''"),
        (("list", "wishes"), "there is no kind of record called 'wishes'"),
        (("list", "indicator"), "there is no kind of record called 'indicator'"),
        (("explain", "no-such-code"), "no-such-code"),
        (("explain", "ni-999"), "no record is called 'ni-999'"),
        (("explain", "hce"), "only codes and indicators can be explained"),
        (("chart", "ni-999"), "no record is called 'ni-999'"),
        (("chart", "hce"), "only indicators and profiles are drawn"),
        (("validate", "--select", "no-such-code"), "there is no code 'no-such-code'"),
        (("validate", "--ignore", "unknown-owner,nope"), "there is no code 'nope'"),
        (("exceptions", *Q, "--body", "Nobody"), "no body is called 'Nobody'"),
        (("exceptions", *Q, "--body", "NHS Harrow"), "no body is called 'NHS Harrow'"),
        (("exceptions", *Q, "--owner", "Nobody"), "no owner is called 'Nobody'"),
        (("exceptions", *Q, "--scheme", "nope"), "no scheme has the id 'nope'"),
        (("exceptions", *Q, "--priority", "nope"), "no priority has the id 'nope'"),
        (("due", "--plan", "nope"), "no plan has the id 'nope'"),
        (("reward", "nope"), "no agreement has the id 'nope'"),
        (("due", "--as-of", "27/09/2010"), "'27/09/2010' is not a day"),
        (("due", "--as-of", "2010-02-30"), "'2010-02-30' is not a day"),
        (("due", "--as-of", ""), "'' is not a day"),
        (("exceptions", "--as-of", "2000-01-01"), "no quarter with records has ended before 2000-01-01"),
    ],
)
def test_a_request_for_something_unknown_is_refused_with_one_line_and_a_hint(
    arguments: tuple[str, ...], words: str
) -> None:
    assert words in refused(hsp(*arguments, *HARROW))


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("exceptions", "--no-such-option"),
        ("exceptions", "--format", "pdf"),
        ("list",),
        ("show",),
        ("show", "a", "b"),
        ("due", "--within", "soon"),
        ("due", "--within", "-1"),
        ("risks", "--fail-on", "rain"),
        ("validate", "--color", "sometimes"),
        ("exceptions", "--quarter"),
    ],
)
def test_a_misspelt_command_line_ends_with_2_and_points_to_the_help(arguments: tuple[str, ...]) -> None:
    run = hsp(*arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(("Usage: hsp", "Error: "))
    assert "Traceback" not in run.err


@pytest.mark.parametrize("days", ["9999999999", "3650000", "0"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2010-09-27"])
def test_no_day_and_no_number_of_days_is_too_much(days: str, day: str) -> None:
    run = hsp("due", "--within", days, "--as-of", day, *HARROW)
    assert run.code in (0, 2)
    assert "hsp has failed" not in run.err


# --- 2: templates


@pytest.mark.parametrize("text", ["{% if %}", "{{ nothing }}", "{% include 'x' %}", *injection_texts.TEMPLATES])
def test_a_template_that_fails_or_attacks_ends_with_2_or_writes_harmless_words(
    text: str, sample: Path, tmp_path: Path
) -> None:
    write_files(sample, {"templates/morning-report.md.j2": f"# Page\n\n{text}\n"})
    page = tmp_path / "page.md"
    run = hsp("report", "report-2024-q1", "--root", str(sample), "-o", str(page))
    if run.code:
        assert "template morning-report.md.j2" in refused(run)
        assert not page.exists()
    else:
        assert page.read_text() == "# Page\n\n\\[Undefined\\]\n"
    assert list(tmp_path.rglob("CANARY")) == []
    assert list(tmp_path.glob(".*")) == []


# --- 2: places that cannot be written


def test_a_path_below_a_file_is_refused_and_the_file_is_left_alone(tmp_path: Path) -> None:
    write_files(tmp_path, {"file": "mine"})
    told = refused(hsp("report", *Q, *HARROW, *DAY, "-o", str(tmp_path / "file/page.md")))
    assert f"cannot write {tmp_path}/file/page.md" in told
    assert (tmp_path / "file").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no such file system here")
def test_a_place_where_nothing_can_be_made_is_refused() -> None:
    assert "cannot write /proc/page.md" in refused(hsp("report", *Q, *HARROW, *DAY, "-o", "/proc/page.md"))


def test_a_name_too_long_for_a_file_is_refused(tmp_path: Path) -> None:
    refused(hsp("report", *Q, *HARROW, *DAY, "-o", str(tmp_path / ("x" * 300 + ".md"))))
    assert list(tmp_path.iterdir()) == []


def test_a_failing_template_leaves_the_old_paper_as_it_was(sample: Path, tmp_path: Path) -> None:
    write_files(sample, {"templates/morning-report.md.j2": "{{ nothing }}"})
    write_files(tmp_path, {"out/page.md": "old"})
    refused(hsp("report", "report-2024-q1", "--root", str(sample), "-o", str(tmp_path / "out/page.md")))
    assert [(path.name, path.read_text()) for path in (tmp_path / "out").iterdir()] == [("page.md", "old")]


# --- 3: a fault of ours


class Today:
    """A clock that is broken."""

    @staticmethod
    def today() -> date:
        raise LookupError("secret words of a record")


def test_a_bug_ends_with_3_and_lines_to_report_without_a_traceback_or_a_word_of_the_records(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(session, "date", Today)
    run = hsp("due", *HARROW)
    assert (run.code, run.out) == (3, "")
    lines = run.err.splitlines()
    assert re.fullmatch(r"hsp has failed: LookupError at (tests\.test_contract|hsp_cli\.cli\.session):\d+", lines[0])
    assert re.fullmatch(r"  version \S+, Python 3\S+, \S+", lines[1])
    assert "--debug" in lines[2]
    assert "Traceback" not in run.err
    assert "secret" not in run.err


def test_debug_shows_the_traceback_of_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "date", Today)
    with pytest.raises(LookupError):
        hsp("due", *HARROW, "--debug")


# --- In a process of its own


def test_the_exit_codes_reach_the_shell(sample: Path, tmp_path: Path) -> None:
    assert process("due", "--root", str(sample)).returncode == 0
    write_files(sample, {"data/indicators/broken.yaml": "id: broken\n"})
    assert process("validate", "--root", str(sample)).returncode == 1
    assert process("due", "--root", str(tmp_path)).returncode == 2


def test_the_workspace_is_found_from_a_folder_inside_it_and_by_its_variable(sample: Path, tmp_path: Path) -> None:
    inside = process("list", "plans", cwd=sample / "data/plans")
    assert (inside.returncode, b"homes" in inside.stdout) == (0, True)
    named = process("list", "plans", cwd=tmp_path, env={"HSP_ROOT": str(sample)})
    assert named.stdout == inside.stdout


def test_a_file_nobody_claims_and_a_file_name_that_is_no_text_are_findings(sample: Path) -> None:
    write_files(sample, {"data/indicatrs/x.yaml": "id: x\n"})
    try:
        (sample / "data/indicators").joinpath("x\udcff.yaml").write_text("id: x\n")
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system has no such names")
    for format in ("text", "concise", "json", "github", "gitlab", "sarif", "junit"):
        run = hsp("validate", "--root", str(sample), "--format", format)
        assert run.code == 1
        assert "data/indicatrs/x.yaml" in run.out
    assert FILES

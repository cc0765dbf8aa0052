import json
from pathlib import Path

import pytest

from hsp_cli.checking.known_rules import known_rules
from hsp_cli.domain.request import RequestRefused
from hsp_cli.rules.support.registry import rules
from hsp_cli.store.file_rules import FILE_RULES
from tests.runs import DAY, HARROW, hsp

Q = ("--quarter", "Q1-2010")


def test_every_code_of_rules_and_files_is_known() -> None:
    assert set(known_rules().by_code) == {*FILE_RULES, *rules()}


@pytest.mark.parametrize("code", [*FILE_RULES, *rules()])
def test_every_code_has_a_page_that_starts_with_it_and_ends_with_a_way_out(code: str, tmp_path: Path) -> None:
    run = hsp("explain", code, "--root", str(tmp_path))
    assert (run.code, run.err) == (0, "")
    first, blank, *page = run.out.splitlines()
    assert first in (f"{code} (error)", f"{code} (warning)")
    assert blank == ""
    assert any(line.startswith("Way out: ") for line in page)
    assert max(map(len, page)) <= 120
    assert [line for line in page if line != line.rstrip()] == []


def test_without_a_name_every_code_has_a_line_and_needs_no_workspace(tmp_path: Path) -> None:
    run = hsp("explain", "--root", str(tmp_path))
    assert run.code == 0
    head, *lines = run.out.splitlines()
    assert head.split(maxsplit=2) == ["Code", "Severity", "What is wrong"]
    assert [line.split()[0] for line in lines] == [*FILE_RULES, *rules()]
    severities = {code: rule.severity for code, rule in FILE_RULES.items()} | {
        code: rule.rule.severity for code, rule in rules().items()
    }
    assert [line.split()[1] for line in lines] == [severity.value for severity in severities.values()]


def test_an_indicator_is_explained_from_its_inputs_to_the_result() -> None:
    assert hsp("explain", "NI 126", *Q, *HARROW, *DAY).out.splitlines()[:11] == [
        "NI 126 Early Access for women to maternity services, Q1 2010/11 (2010-04-01 to 2010-06-30)",
        "Unit: %; higher is better.",
        "Figure of June 2010: 69%; target: 77%.",
        "Distance from the target (plus is better): -10.39%.",
        "Scale: HG from +5%; LG from 0%; A from -5%; LR from -10%; HR below.",
        "Rating from the figures: HR (High Red).",
        "Published rating: HR (High Red). hsp shows this one.",
        "No direction can be computed: there is no number to compare with the previous period.",
        "Not tested for signals: this needs 13 figures in a row, and there is 1.",
        "Not forecast: this needs 25 figures in a row, and there is 1.",
        "An exception: rated High Red (published).",
    ]


def test_the_inferred_scale_is_named_with_the_reason() -> None:
    words = " ".join(hsp("explain", "NI 126", *Q, *HARROW, *DAY).out.split())
    assert "Inferred in the settings: rag.basis, rag.levels.at_least. The paper prints no limits." in words


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_sentences_wrap_at_the_screen_and_lose_no_word(columns: str) -> None:
    whole = hsp("explain", "ni-32", *Q, *HARROW, *DAY).out
    run = hsp("explain", "ni-32", *Q, *HARROW, *DAY, env={"COLUMNS": columns})
    assert run.out.split() == whole.split()
    assert max(map(len, run.out.splitlines())) <= min(int(columns), 100)


def test_a_misspelt_code_is_answered_with_near_ones() -> None:
    assert "did you mean unknown-owner" in hsp("explain", "unknown-owners", *HARROW).err
    with pytest.raises(RequestRefused) as refused:
        known_rules().require({"unknown-owner", "zzz"})
    assert refused.value.hint == "`hsp explain` lists all codes"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("wrongtype", "did you mean wrong-type"),
        ("Wrong_Type", "did you mean wrong-type"),
        ("text-cut-at-hash", "it is now called value-cut-at-hash"),
        ("ni-191", "did you mean ni-11, ni-198, ni-192?"),
        ("qqq", "`hsp list KIND` lists the records of a kind"),
    ],
)
def test_a_name_that_is_neither_code_nor_record_is_answered_with_the_nearest_of_either(name: str, hint: str) -> None:
    assert f"  = help: {hint}" in hsp("explain", name, *HARROW).err


def test_a_kind_has_the_article_that_its_name_takes() -> None:
    assert "is an action; only codes and indicators" in hsp("explain", "police-sport-activities", *HARROW).err


def test_a_code_is_explained_to_scripts(tmp_path: Path) -> None:
    answer = json.loads(hsp("explain", "wrong-type", "--format", "json", "--root", str(tmp_path)).out)
    rule = FILE_RULES["wrong-type"]
    assert answer == {
        "code": "wrong-type",
        "severity": "error",
        "summary": rule.summary,
        "hint": rule.hint,
        "page": rule.page,
    }


def test_all_codes_are_listed_to_scripts(tmp_path: Path) -> None:
    answer = json.loads(hsp("explain", "--format", "json", "--root", str(tmp_path)).out)
    assert [entry["code"] for entry in answer] == [*FILE_RULES, *rules()]
    assert {tuple(entry) for entry in answer} == {("code", "severity", "summary")}


def test_an_indicator_is_explained_to_scripts_in_the_same_sentences() -> None:
    told = hsp("explain", "ni-126", *Q, *HARROW, *DAY, env={"COLUMNS": "400"}).out
    answer = json.loads(hsp("explain", "ni-126", *Q, *HARROW, *DAY, "--format", "json").out)
    assert " ".join(" ".join(answer["sentences"]).split()) == " ".join(told.split())
    assert (answer["code"], answer["rag"], answer["computed_rag"], answer["actual"]) == ("NI 126", "HR", "HR", 69)


def test_only_codes_and_indicators_can_be_explained() -> None:
    run = hsp("explain", "hce-2010-05-24", *HARROW)
    assert run.code == 2
    assert "hce-2010-05-24 is a meeting; only codes and indicators can be explained" in run.err
    assert "`hsp show hce-2010-05-24` shows it" in run.err

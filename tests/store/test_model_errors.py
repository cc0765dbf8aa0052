from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from hsp_cli.domain.finding import Finding
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.meeting import Meeting
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.plan import Plan
from hsp_cli.domain.record import Entry
from hsp_cli.store.model_errors import findings_of, shown

KEYS_OF_AN_INDICATOR = sorted(Indicator.model_fields, key=lambda name: name in Entry.model_fields)
INDICATOR: dict[str, Any] = {"id": "ni-1", "title": "T", "unit": "%", "better": "higher"}


def findings(model: type[BaseModel], data: object) -> list[Finding]:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(data)
    return list(findings_of(refused.value, model, "data/x.yaml"))


def complaint(data: dict[str, Any], model: type[Entry] = Indicator) -> tuple[str, tuple[str | int, ...], str, str]:
    """The one complaint about a record: code, keys, message, hint."""
    (finding,) = findings(model, data)
    assert finding.place.path == "data/x.yaml"
    return finding.rule.code, finding.place.keys, finding.message, finding.hint


@pytest.mark.parametrize(
    ("keys", "code", "place", "message", "hint"),
    [
        pytest.param({"titel": "T"}, "unknown-key", ("titel",), "the record has no key `titel`",
                     "did you mean `title`?", id="misspelt key"),
        pytest.param({"zzz": 1}, "unknown-key", ("zzz",), "the record has no key `zzz`",
                     f"choose from: {', '.join(KEYS_OF_AN_INDICATOR)}", id="key like no other"),
        pytest.param({"figures": {"Q1-2010": {"actuel": 1}}}, "unknown-key", ("figures", "Q1-2010", "actuel"),
                     "`Q1-2010` has no key `actuel`", "did you mean `actual`?", id="misspelt key inside"),
        pytest.param({"breaks": [{"since": "2010-04"}]}, "missing-key", ("breaks", 0), "`breaks` needs `reason`",
                     "add the key", id="missing key inside"),
        pytest.param({"better": "hihger"}, "unknown-value", ("better",),
                     "`better` is one of higher, lower, within or neutral, not 'hihger'", "did you mean `higher`?",
                     id="misspelt word"),
        pytest.param({"better": 5}, "unknown-value", ("better",),
                     "`better` is one of higher, lower, within or neutral, not 5", "choose one of the words that the "
                     "message lists", id="no word at all"),
        pytest.param({"id": "NI 1"}, "bad-id", ("id",), "'NI 1' is not an id",
                     "use lower-case letters, digits and single hyphens", id="id with a space"),
        pytest.param({"priority": "a" * 81}, "bad-id", ("priority",), f"'{'a' * 60}…' is not an id",
                     "use lower-case letters, digits and single hyphens", id="id too long"),
        pytest.param({"code": 126}, "wrong-type", ("code",), "`code` should be text, not 126", "put quotes around it",
                     id="number for text"),
        pytest.param({"code": True}, "wrong-type", ("code",), "`code` should be text, not true",
                     "put quotes around it", id="true for text"),
        pytest.param({"code": ["a"]}, "wrong-type", ("code",), "`code` should be text, not a list",
                     "write it without [ ]", id="list for text"),
        pytest.param({"title": None}, "wrong-type", ("title",), "`title` should be text, not nothing",
                     "write the value in the form that the key expects", id="nothing for text"),
        pytest.param({"decimals": "1"}, "wrong-type", ("decimals",), "`decimals` should be a whole number, not '1'",
                     "write the value in the form that the key expects", id="text for a whole number"),
        pytest.param({"seasonal": "yes"}, "wrong-type", ("seasonal",), "`seasonal` should be true or false, not 'yes'",
                     "write the value in the form that the key expects", id="yes for true"),
        pytest.param({"schemes": "laa"}, "wrong-type", ("schemes",),
                     "`schemes` should be a list (`- ` lines, or [ ]), not 'laa'", "write [laa]", id="text for a list"),
        pytest.param({"figures": [1]}, "wrong-type", ("figures",),
                     "`figures` should be a mapping (`key: value` lines), not a list",
                     "write `{Q1-2010: {actual: …}}`", id="list for a mapping"),
        pytest.param({"breaks": [{"since": "April 2010", "reason": "New."}]}, "bad-period", ("breaks", 0, "since"),
                     "'April 2010' is not a period; write 2010-04", "write 2010-04", id="month in words"),
        pytest.param({"source": "S1"}, "wrong-type", ("source",),
                     "`source` should be a mapping (`key: value` lines), not 'S1'", "write `{document: S1}`",
                     id="text for a record"),
        pytest.param({"breaks": ["2010-04"]}, "wrong-type", ("breaks", 0),
                     "an entry of `breaks` should be a mapping (`key: value` lines), not '2010-04'",
                     "write `{since: 2010-04, reason: …}`", id="text for an entry of a list"),
        pytest.param({"figures": {"q1-2026": {}}}, "bad-period", ("figures", "q1-2026"),
                     "'q1-2026' is not a period; write Q1-2010, 2010-06, 2010-06-30, 2010/11 or 2010",
                     "write Q1-2026: periods take capitals", id="quarter in small letters"),
        pytest.param({"figures": {"2014/15-2012/13": {}}}, "bad-period", ("figures", "2014/15-2012/13"),
                     "2014/15 to 2012/13 runs backwards; write 2012/13 to 2014/15",
                     "write Q1-2010, 2010-06, 2010-06-30, 2010/11 or 2010", id="years that run backwards"),
        pytest.param({"figures": {"2012/13-2014": {}}}, "bad-period", ("figures", "2012/13-2014"),
                     "2012/13 and 2014 are a council year and a calendar year: give both years in the same way",
                     "write Q1-2010, 2010-06, 2010-06-30, 2010/11 or 2010", id="years of different kinds"),
        pytest.param({"release": "3"}, "wrong-type", ("release",),
                     "`release` should be a time after the end of the period (3 months, 6 weeks or 10 days), not '3'",
                     "write the value in the form that the key expects", id="no time after a period"),
        pytest.param({"figures": {"2010-06": {"actual": "£412k"}}}, "wrong-type", ("figures", "2010-06", "actual"),
                     "`actual` should be a number, not '£412k'", "write 412000; the unit belongs in `unit`",
                     id="thousands in a number"),
        pytest.param({"figures": {"2010-06": {"actual": "69%"}}}, "wrong-type", ("figures", "2010-06", "actual"),
                     "`actual` should be a number, not '69%'", "write 69; the unit belongs in `unit`",
                     id="percent sign in a number"),
        pytest.param({"figures": {"2010-06": {"actual": "£1,234.50"}}}, "wrong-type", ("figures", "2010-06", "actual"),
                     "`actual` should be a number, not '£1,234.50'", "write 1234.50; the unit belongs in `unit`",
                     id="money in a number"),
        pytest.param({"figures": {"2010-06": {"actual": "X%"}}}, "wrong-type", ("figures", "2010-06", "actual"),
                     "`actual` should be a number, not 'X%'",
                     "leave `actual` out; write `status: awaited` if the figure is still to come",
                     id="placeholder in a number"),
        pytest.param({"figures": {"2010-06": "TBC"}}, "wrong-type", ("figures", "2010-06"),
                     "`2010-06` should be a mapping (`key: value` lines), not 'TBC'",
                     "write `{status: awaited}` if the figure is still to come, else leave the period out",
                     id="placeholder for a figure"),
        pytest.param({"figures": 69}, "wrong-type", ("figures",),
                     "`figures` should be a mapping (`key: value` lines), not 69",
                     "write `{Q1-2010: {actual: 69}}`", id="number for figures by period"),
        pytest.param({"leads": "TBC"}, "wrong-type", ("leads",),
                     "`leads` should be a list (`- ` lines, or [ ]), not 'TBC'",
                     "leave `leads` out until it is known", id="placeholder for owners"),
        pytest.param({"priority": ["safe", "clean"]}, "wrong-type", ("priority",),
                     "`priority` should be text, not a list", "write the value in the form that the key expects",
                     id="list of two for a text"),
        pytest.param({"priority": "TBC"}, "bad-id", ("priority",), "'TBC' is not an id",
                     "leave `priority` out until it is known", id="placeholder for an id"),
        pytest.param({"priority": "Safer Streets"}, "bad-id", ("priority",), "'Safer Streets' is not an id",
                     "write the id of the record that you mean, such as safer-streets", id="name for an id"),
        pytest.param({"id": "TBC"}, "bad-id", ("id",), "'TBC' is not an id",
                     "use lower-case letters, digits and single hyphens", id="placeholder for its own id"),
        pytest.param({"figures": {"TBC": {}}}, "bad-period", ("figures", "TBC"),
                     "'TBC' is not a period; write Q1-2010, 2010-06, 2010-06-30, 2010/11 or 2010",
                     "leave the key out until it is known", id="placeholder for a period"),
        pytest.param({"figures": {"2010-06": {"actual": {"a": 1}}}}, "wrong-type", ("figures", "2010-06", "actual"),
                     "`actual` should be a number, not a mapping", "write the value in the form that the key expects",
                     id="mapping for a number"),
        pytest.param({"figures": {"2010-06": {"actual": float("inf")}}}, "wrong-type",
                     ("figures", "2010-06", "actual"), "`actual` should be a finite number, not inf",
                     "write the value in the form that the key expects", id="endless number"),
        pytest.param({"figures": {"2010-06": {"actual": 10**30}}}, "wrong-type", ("figures", "2010-06", "actual"),
                     f"`actual` should be a number of at most 30 digits, not {10**30}",
                     "write the value in the form that the key expects", id="31 digits"),
    ],
)  # fmt: skip
def test_a_finding_names_the_rule_the_keys_and_the_hint(
    keys: dict[str, Any], code: str, place: tuple[str | int, ...], message: str, hint: str
) -> None:
    assert complaint({**INDICATOR, **keys}) == (code, place, message, hint)


def test_a_key_that_is_missing_is_missed_where_it_should_stand() -> None:
    found = findings(Indicator, {"id": "ni-1"})
    assert {(finding.rule.code, finding.place.keys) for finding in found} == {("missing-key", ())}
    assert [finding.message for finding in found] == [
        "the record needs `title`",
        "the record needs `unit`",
        "the record needs `better`",
    ]


@pytest.mark.parametrize(
    ("figures", "keys", "words"),
    [
        ({"Q5-2010": {}}, ("figures", "Q5-2010"), "quarters run from Q1 to Q4"),
        ({"31/12/2017": {}}, ("figures", "31/12/2017"), "write 2017-12-31"),
        ({None: {}}, ("figures", "None"), "a period is written as text"),
    ],
)
def test_a_bad_period_among_keys_is_found_at_the_key(
    figures: dict[Any, Any], keys: tuple[str, ...], words: str
) -> None:
    (finding,) = findings(Indicator, {**INDICATOR, "figures": figures})
    assert (finding.rule.code, finding.place.keys, finding.on_key) == ("bad-period", keys, True)
    assert words in finding.message


def test_a_bad_period_among_values_is_found_at_the_value() -> None:
    (finding,) = findings(Indicator, {**INDICATOR, "breaks": [{"since": "2010-13", "reason": "r"}]})
    assert (finding.rule.code, finding.place.keys, finding.on_key) == ("bad-period", ("breaks", 0, "since"), False)


@pytest.mark.parametrize("again", ["Q1 2010/11", "2010-11 Q1", "2010/11 Q1"])
def test_a_period_in_two_spellings_is_a_duplicate_key(again: str) -> None:
    (finding,) = findings(Indicator, {**INDICATOR, "figures": {"Q1-2010": {"actual": 1}, again: {"actual": 2}}})
    assert (finding.rule.code, finding.place.keys, finding.on_key) == ("duplicate-key", ("figures", again), True)
    assert finding.message == f"`{again}` is the same period as `Q1-2010`"
    assert finding.hint == "keep one of the two"


def test_an_unknown_key_is_found_at_the_key_itself() -> None:
    (finding,) = findings(Indicator, {**INDICATOR, "titel": "T"})
    assert finding.on_key


def test_suggestions_come_from_the_place_of_the_key() -> None:
    deep = {"id": "b", "title": "B", "acitons": []}
    plan = {"id": "p", "title": "P", "aims": [{"id": "a", "title": "A", "aims": [deep]}]}
    code, keys, message, hint = complaint(plan, Plan)
    assert (code, keys) == ("unknown-key", ("aims", 0, "aims", 0, "acitons"))
    assert (message, hint) == ("`aims` has no key `acitons`", "did you mean `actions`?")


def test_a_settings_key_inside_the_scale_is_suggested_from_the_scale() -> None:
    level = {"code": "R", "name": "Red", "colour": "red", "exeption": True}
    code, _, _, hint = complaint({"id": "b", "name": "B", "rag": {"levels": [level]}}, Partnership)
    assert (code, hint) == ("unknown-key", "did you mean `exception`?")


def test_a_deadline_is_reported_at_its_own_key() -> None:
    meeting = {
        "id": "m",
        "title": "M",
        "body": "b",
        "on": "2010-05-24",
        "actions": [{"id": "a", "text": "t", "due": {}}],
    }
    code, keys, message, _ = complaint(meeting, Meeting)
    assert (code, keys) == ("wrong-type", ("actions", 0, "due"))
    assert "needs a `period`, `as_written` words, or both" in message


def test_keys_that_are_no_text_are_unknown_keys() -> None:
    odd: dict[Any, Any] = {**INDICATOR, 5: "x", None: "y", ("a", "b"): "z"}
    found = findings(Indicator, odd)
    assert {finding.rule.code for finding in found} == {"unknown-key"}
    assert len(found) == 3


def test_every_error_of_a_record_is_reported() -> None:
    found = findings(Indicator, {"id": "NI 1", "title": 5, "better": "more", "x": 1, "figures": {"Q9-2010": {}}})
    assert sorted(finding.rule.code for finding in found) == [
        "bad-id",
        "bad-period",
        "missing-key",
        "unknown-key",
        "unknown-value",
        "wrong-type",
    ]


def test_a_hundred_errors_are_listed_and_the_others_counted() -> None:
    wrong = {f"x{number}": 1 for number in range(1_300)}
    found = findings(Indicator, {**INDICATOR, **wrong})
    assert len(found) == 101
    assert {finding.place.keys for finding in found[:100]} == {(f"x{number}",) for number in range(100)}
    last = found[-1]
    assert (last.rule.code, last.place.keys) == ("unknown-key", ())
    assert last.message == "1,200 further problems of this file are not listed"
    one_more = findings(Indicator, {**INDICATOR, **dict.fromkeys(list(wrong)[:101], 1)})
    assert [finding.message for finding in one_more[100:]] == ["1 further problem of this file is not listed"]
    assert len(findings(Indicator, {**INDICATOR, **dict.fromkeys(list(wrong)[:100], 1)})) == 100


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        (False, "false"),
        ({}, "a mapping"),
        ([], "a list"),
        ((), "a list"),
        ("no", "'no'"),
        ("a" * 60, f"'{'a' * 60}'"),
        ("a" * 61, f"'{'a' * 60}…'"),
        (5, "5"),
        (-6.5, "-6.5"),
        (10**59, str(10**59)),
        (-(10**59), str(-(10**59))),
        (10**60, "a number of more than 60 digits"),
        (10**5000, "a number of more than 60 digits"),
        (-(10**5000), "a number of more than 60 digits"),
    ],
    ids=lambda value: "long" if isinstance(value, int) and abs(value) > 10**9 else None,
)
def test_a_value_is_shown_as_its_author_would_know_it(value: object, words: str) -> None:
    assert shown(value) == words


@pytest.mark.parametrize(
    ("old", "new", "model", "record"),
    [
        ("labels", "columns", Plan, {"id": "p", "title": "P", "labels": {"leads": "Lead"}}),
        ("template", "report", Paper, {"id": "p", "title": "P", "template": "strategy"}),
        ("unresolved", "open_questions", Plan, {"id": "p", "title": "P", "unresolved": ["Which year?"]}),
    ],
)
def test_a_key_of_an_earlier_version_gets_a_hint_with_its_new_name(
    old: str, new: str, model: type[Entry], record: dict[str, Any]
) -> None:
    (found,) = findings(model, record)
    assert (found.rule.code, found.place.keys, found.on_key) == ("renamed-key", (old,), True)
    assert (found.message, found.hint) == (f"`{old}` is now called `{new}`", f"write `{new}`")


def test_an_old_key_that_the_record_never_had_is_unknown() -> None:
    assert complaint({**INDICATOR, "labels": {}})[0] == "unknown-key"


def test_a_format_of_papers_is_one_that_hsp_makes_and_is_listed_once() -> None:
    settings = {"id": "b", "name": "B", "rag": {"levels": [{"code": "R", "name": "Red", "colour": "red"}]}}
    assert complaint(settings | {"paper_formats": ["docx", "pfd"]}, Partnership) == (
        "unknown-value",
        ("paper_formats", 1),
        "`paper_formats` is one of md, html, txt, docx or pdf, not 'pfd'",
        "did you mean `pdf`?",
    )
    assert complaint(settings | {"paper_formats": ["pdf", "docx", "pdf"]}, Partnership)[:3] == (
        "wrong-type",
        ("paper_formats",),
        "`paper_formats`: pdf is listed twice; list each format once",
    )
    for key in ("paper_formats", "data_formats"):
        words = f"`{key}`: the list is empty; name a format, or take the key away"
        assert complaint(settings | {key: []}, Partnership)[:3] == ("wrong-type", (key,), words)


def test_a_wrong_pattern_for_the_code_host_has_its_way_out() -> None:
    settings = {"id": "b", "name": "B", "rag": {"levels": []}, "record_url": "https://h.org/{file}"}
    assert complaint(settings, Partnership)[2:] == (
        "`record_url`: it has {file}, which hsp does not fill in",
        "write {path}, {commit} or {line}",
    )


@pytest.mark.parametrize(
    "address", ["http://example.org/", "example.org", "https://a.org/?q=1", "https://me@a.org/", "https://a.org/ b"]
)
def test_a_wrong_address_of_the_site_has_its_way_out(address: str) -> None:
    settings = {"id": "b", "name": "B", "rag": {"levels": []}, "site_url": address}
    assert complaint(settings, Partnership)[2:] == (
        "`site_url`: this is not the address of a site",
        "write https://, the host and the folder: https://www.example.org/partnership/",
    )

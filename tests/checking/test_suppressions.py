import pytest

from hsp_cli.checking.suppressions import apply_suppressions
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.store.comments import Suppression

PATH = "data/plans/p.yaml"
KNOWN = frozenset({"due-before-start", "unknown-owner"})


def error(line: int, code: str = "due-before-start", path: str = PATH) -> Diagnostic:
    return Diagnostic(path, line, 1, code, Severity.ERROR, "message")


def suppression(
    covers: int, code: str = "due-before-start", reason: str = "as published", line: int = 0
) -> Suppression:
    return Suppression(PATH, line or covers, 9, covers, code, reason)


def test_a_suppression_silences_its_code_on_its_line_and_nothing_else() -> None:
    others = [error(4), error(5, "unknown-owner"), error(5, path="data/plans/q.yaml")]
    assert apply_suppressions([error(5), *others], (suppression(5),), KNOWN) == sorted(others)


def test_a_suppression_silences_every_finding_of_its_code_on_the_line() -> None:
    twice = [error(5), Diagnostic(PATH, 5, 7, "due-before-start", Severity.ERROR, "another")]
    assert apply_suppressions(twice, (suppression(5),), KNOWN) == []


@pytest.mark.parametrize(
    ("given", "code", "severity", "words"),
    [
        (suppression(5, "unknown-owner"), "unused-suppression", Severity.WARNING, "`unknown-owner` is suppressed here"),
        (suppression(5, "due-bevor-start"), "unknown-suppression", Severity.ERROR, "no code `due-bevor-start`"),
        (suppression(5, ""), "unknown-suppression", Severity.ERROR, "no code"),
    ],
)
def test_an_unused_suppression_is_reported_at_its_place(
    given: Suppression, code: str, severity: Severity, words: str
) -> None:
    (about,) = apply_suppressions([], (given,), KNOWN)
    assert (about.path, about.line, about.column) == (PATH, 5, 9)
    assert (about.code, about.severity) == (code, severity)
    assert words in about.message
    assert about.hint


def test_a_suppression_without_a_reason_silences_and_is_reported() -> None:
    (about,) = apply_suppressions([error(5)], (suppression(5, reason="", line=4),), KNOWN)
    assert (about.code, about.line) == ("suppression-without-reason", 4)
    assert about.severity is Severity.ERROR


def test_of_two_suppressions_for_one_finding_one_is_unused() -> None:
    given = (suppression(5, line=4), suppression(5))
    assert [about.code for about in apply_suppressions([error(5)], given, KNOWN)] == ["unused-suppression"]


def test_what_remains_is_sorted_by_place() -> None:
    warned = Diagnostic(PATH, 9, 1, "unknown-owner", Severity.WARNING, "message")
    remaining = apply_suppressions([warned, error(7, path="data/a.yaml")], (suppression(5),), KNOWN)
    assert remaining == sorted(remaining)
    assert [about.code for about in remaining] == ["due-before-start", "unused-suppression", "unknown-owner"]


def test_an_old_code_gets_a_message_with_its_new_name() -> None:
    (found,) = apply_suppressions([], (suppression(5, "code-with-two-titles"),), KNOWN)
    assert (found.code, found.message) == (
        "unknown-suppression",
        "`code-with-two-titles` is now called `duplicate-code`",
    )


def test_in_a_file_with_an_error_unused_suppressions_are_not_reported() -> None:
    elsewhere = Suppression("data/a.yaml", 3, 9, 3, "unknown-owner", "a reason")
    remaining = apply_suppressions([error(9)], (suppression(5, "unknown-owner"), elsewhere), KNOWN)
    assert [(about.path, about.code) for about in remaining] == [
        ("data/a.yaml", "unused-suppression"),
        (PATH, "due-before-start"),
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (suppression(5, "due-bevor-start"), "unknown-suppression"),
        (suppression(9, reason=""), "suppression-without-reason"),
    ],
)
def test_a_misspelt_or_unexplained_suppression_is_reported_even_beside_an_error(given: Suppression, code: str) -> None:
    found = apply_suppressions([error(9), error(2)], (given,), KNOWN)
    assert code in [about.code for about in found]


def test_a_suppression_of_a_change_is_never_unused_but_needs_a_reason() -> None:
    given = (suppression(5), suppression(7, reason=""))
    found = apply_suppressions([], given, KNOWN, {"due-before-start"})
    assert [(about.code, about.line) for about in found] == [("suppression-without-reason", 7)]


def test_a_suppression_of_the_only_error_leaves_the_file_without_errors() -> None:
    found = apply_suppressions([error(5)], (suppression(5), suppression(7)), KNOWN)
    assert [(about.code, about.line) for about in found] == [("unused-suppression", 7)]

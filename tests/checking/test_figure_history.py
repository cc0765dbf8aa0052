from decimal import Decimal
from pathlib import Path

from hsp_cli.checking.figure_history import SeenFigures, seen_figures
from hsp_cli.domain.address import Address
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import COUNCIL_CALENDAR
from tests.repositories import commit_on, git
from tests.workspaces import PARTNERSHIP, write_files

SETTINGS = {"data/partnership.yaml": PARTNERSHIP}
NI = "data/indicators/i.yaml"
I1 = Address(Kind.INDICATOR, "indicators/i", "i")


def indicator(figures: str, comment: str = "", *, indicator_id: str = "i", title: str = "Early access") -> str:
    comments = f"assessments:\n  Q1-2010: {{comment: {comment}}}\n" if comment else ""
    return f'id: {indicator_id}\ntitle: {title}\nunit: "%"\nbetter: higher\nfigures:\n  {figures}\n{comments}'


def seen(root: Path) -> SeenFigures:
    return seen_figures(str(root), COUNCIL_CALENDAR)


def changes(found: SeenFigures, address: Address = I1) -> list[tuple[str, object, object, str | None]]:
    return [
        (period, one.before.value, one.now.value if one.now else None, str(one.commit.on) if one.commit else None)
        for period, of_period in found.changes.get(address, {}).items()
        for one in of_period
    ]


def test_each_change_of_a_figure_that_said_something_is_seen(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-07-01", {**SETTINGS, NI: indicator("Q1-2010: {actual: 69}")})
    commit_on(tmp_path, "2010-10-01", {NI: indicator("Q1 2010/11: {actual: 71.0}\n  Q2-2010: {status: awaited}")})
    commit_on(tmp_path, "2010-11-01", {NI: indicator("Q1-2010: {actual: 71}\n  Q2-2010: {actual: 74}")})
    commit_on(tmp_path, "2010-12-01", {NI: indicator("Q2-2010: {text: not published}")})
    write_files(tmp_path, {NI: indicator("Q2-2010: {text: withdrawn}")})
    found = seen(tmp_path)
    assert changes(found) == [
        ("Q1-2010", Decimal(69), Decimal(71), "2010-10-01"),
        ("Q1-2010", Decimal(71), None, "2010-12-01"),
        ("Q2-2010", Decimal(74), "not published", "2010-12-01"),
        ("Q2-2010", "not published", "withdrawn", None),
    ]
    assert found.provisional_since == {}
    assert (str(found.begins), found.commits, found.unread, found.is_shallow) == ("2010-07-01", 4, [], False)


def test_a_rate_without_a_number_is_its_numerator_and_denominator(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-07-01", {**SETTINGS, NI: indicator("Q1-2010: {numerator: 1, denominator: 4}")})
    commit_on(tmp_path, "2010-10-01", {NI: indicator("Q1-2010: {numerator: 2, denominator: 4}")})
    assert changes(seen(tmp_path)) == [("Q1-2010", "1/4", "2/4", "2010-10-01")]


def test_a_target_a_note_or_the_layout_is_no_change_of_a_figure(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-07-01", {**SETTINGS, NI: indicator("Q1-2010: {actual: 69, target: 77}")})
    commit_on(tmp_path, "2010-10-01", {NI: indicator("Q1-2010: {target: 70, note: x, actual: 69.0}")})
    assert seen(tmp_path).changes == {}


def test_an_indicator_is_followed_to_another_id(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-07-01", {**SETTINGS, NI: indicator("Q1-2010: {actual: 69}", "Late.")})
    commit_on(tmp_path, "2010-08-01", {NI: indicator("Q1-2010: {actual: 70}", "Late.")})
    other = "data/indicators/j.yaml"
    commit_on(tmp_path, "2010-09-01", {other: indicator("Q1-2010: {actual: 71}", "Late.", indicator_id="j")}, gone=[NI])
    found, address = seen(tmp_path), Address(Kind.INDICATOR, "indicators/j", "j")
    assert [one[1:3] for one in changes(found, address)] == [(Decimal(69), Decimal(70)), (Decimal(70), Decimal(71))]
    assert (found.comment_steps[address, "Q1-2010"], found.figure_steps[address, "Q1-2010"]) == (0, 2)


def test_the_latest_step_of_a_comment_and_of_a_figure_is_known(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-07-01", {**SETTINGS, NI: indicator("Q1-2010: {actual: 69}", "Late.")})
    commit_on(tmp_path, "2010-08-01", {NI: indicator("Q1-2010: {actual: 70}", "Late.")})
    commit_on(tmp_path, "2010-09-01", {NI: indicator("Q1-2010: {actual: 70}", "Early.")})
    found = seen(tmp_path)
    assert (found.comment_steps[I1, "Q1-2010"], found.figure_steps[I1, "Q1-2010"]) == (2, 1)


def test_a_figure_is_provisional_since_the_commit_that_made_it_so(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-07-01", {**SETTINGS, NI: indicator("Q1-2010: {actual: 69, status: provisional}")})
    commit_on(tmp_path, "2010-08-01", {NI: indicator("Q1-2010: {actual: 70, status: provisional}")})
    assert {key[1]: str(day) for key, day in seen(tmp_path).provisional_since.items()} == {"Q1-2010": "2010-07-01"}
    commit_on(tmp_path, "2010-09-01", {NI: indicator("Q1-2010: {actual: 70}")})
    assert seen(tmp_path).provisional_since == {}
    commit_on(tmp_path, "2010-10-01", {NI: indicator("Q1-2010: {actual: 70, status: provisional}")})
    assert {key[1]: str(day) for key, day in seen(tmp_path).provisional_since.items()} == {"Q1-2010": "2010-10-01"}
    write_files(tmp_path, {NI: indicator("Q1-2010: {actual: 70}\n  Q2-2010: {actual: 1, status: provisional}")})
    assert {key[1]: day for key, day in seen(tmp_path).provisional_since.items()} == {"Q2-2010": None}


def test_a_version_that_cannot_be_read_says_what_the_one_before_says(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-07-01", {**SETTINGS, NI: indicator("Q1-2010: {actual: 69}")})
    broken = commit_on(tmp_path, "2010-08-01", {NI: "figures: ["})
    commit_on(tmp_path, "2010-09-01", {NI: indicator("Q1-2010: {actual: 70}")})
    found = seen(tmp_path)
    assert changes(found) == [("Q1-2010", Decimal(69), Decimal(70), "2010-09-01")]
    assert found.unread == [(NI, broken)]


def test_a_merge_revises_only_what_neither_branch_says_and_the_same_revision_counts_once(tmp_path: Path) -> None:
    both = "Q1-2010: {{actual: {}}}\n  Q2-2010: {{actual: {}}}"
    commit_on(tmp_path, "2010-07-01", {**SETTINGS, NI: indicator(both.format(69, 74))})
    git(tmp_path, "checkout", "--quiet", "-b", "side")
    commit_on(tmp_path, "2010-08-01", {NI: indicator(both.format(70, 74))})
    git(tmp_path, "checkout", "--quiet", "main")
    commit_on(tmp_path, "2010-08-02", {NI: indicator(both.format(70, 75))})
    git(tmp_path, "merge", "--quiet", "--no-commit", "--no-ff", "--strategy=ours", "side")
    commit_on(tmp_path, "2010-09-01", {NI: indicator(both.format(70, 76))})
    assert [one[:3] for one in changes(seen(tmp_path))] == [
        ("Q1-2010", Decimal(69), Decimal(70)),
        ("Q2-2010", Decimal(74), Decimal(75)),
        ("Q2-2010", Decimal(75), Decimal(76)),
    ]


def test_data_that_are_no_figures_say_nothing(tmp_path: Path) -> None:
    odd = "Q1-2010: [1]\n  soon: {actual: true}\n  Q2-2010: {actual: nan}"
    commit_on(tmp_path, "2010-07-01", {**SETTINGS, NI: indicator(odd)})
    commit_on(tmp_path, "2010-08-01", {NI: indicator("Q1-2010: {actual: 69}")})
    assert seen(tmp_path).changes == {}

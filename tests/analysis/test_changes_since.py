"""What has changed between two states: two versions of the records, or two days of the same ones."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.analysis.changes_since.dates import by_dates
from hsp_cli.analysis.changes_since.last_paper import LastReported, last_reported
from hsp_cli.analysis.changes_since.state import Found, Source, State
from hsp_cli.analysis.changes_since.versions import between_versions
from hsp_cli.checking.loader import load
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from tests.changed_workspace import GONE, MATRIX, NOW, THEN, figure, indicator, plan, register
from tests.workspaces import PARTNERSHIP, Files, write_files

JULY, OCTOBER = date(2010, 7, 15), date(2010, 10, 15)
Q1, Q2 = Period.parse("Q1-2010"), Period.parse("Q2-2010")
SETTINGS = {"data/partnership.yaml": PARTNERSHIP + MATRIX}


class Versions:
    """Two versions of a workspace, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str, files: Files) -> Workspace:
        loaded = load(str(write_files(self._folder / name, {**SETTINGS, **files})))
        assert loaded.diagnostics == ()
        assert loaded.workspace is not None
        return loaded.workspace

    def compared(self, then: Files, now: Files, unread: tuple[str, ...] = (), later: Period | None = Q2) -> Found:
        before, after = self.read("then", then), self.read("now", now)
        return between_versions(State(before, Q1, JULY), State(after, later, OCTOBER), unread)

    def dated(self, files: Files, since: date = JULY, quarter: Period | None = Q1) -> Found:
        workspace = self.read("now", files)
        return by_dates(State(workspace, quarter, since), State(workspace, Q2, OCTOBER))


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path)


def ids(listed: Any) -> list[str]:
    return [getattr(one, "placed", one).address.id.rpartition("/")[2] for one in listed]


def all_ids(found: Found) -> dict[str, list[str]]:
    """The ids of each list that is not empty."""
    lists = {name: ids(getattr(found, name) or ()) for name in Found.__dataclass_fields__ if name != "source"}
    return {name: listed for name, listed in lists.items() if listed}


def test_two_versions_are_compared_as_a_whole(versions: Versions) -> None:
    present = {path: text for path, text in {**THEN, **NOW}.items() if path not in GONE}
    found = versions.compared(THEN, present)
    assert found.source is Source.RECORDS_THEN
    assert all_ids(found) == {
        "slipped": ["slips"],
        "brought_forward": ["sooner"],
        "worse": ["fell", "up"],
        "better": ["rose", "down"],
        "completed": ["done"],
        "stopped": ["stopped"],
        "reopened": ["again"],
        "closed": ["closed"],
        "new": ["added", "started", "x"],
        "gone": ["dropped", "lost"],
        "unknown": ["late", "unrated"],
    }


def risk(ratings: str, more: str = "") -> Files:
    return {"data/risks/r.yaml": register(f"id: a, title: Money runs out, ratings: {{{ratings}}}{more}")}


BIG = MATRIX.replace('{code: "2", name: Minor}', '{code: "2", name: Minor}, {code: "3", name: Slight}').replace(
    "C: {1: red, 2: amber}\n    D: {1: amber, 2: green}",
    "C: {1: red, 2: amber, 3: amber}\n    D: {1: amber, 2: amber, 3: green}",
)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ("D3", "C1", {"worse": ["a"]}),
        ("C1", "D3", {"better": ["a"]}),
        ("C2", "C-2", {}),
        ("D2", "C2", {"worse": ["a"]}),  # inside one zone, likelihood alone
        ("C3", "C2", {"worse": ["a"]}),  # and impact alone
        ("C2", "D2", {"better": ["a"]}),
        ("C2", "C3", {"better": ["a"]}),
        ("C2", "D1", {"unknown": ["a"]}),  # one up, one down
        ("odd", "C2", {"unknown": ["a"]}),
        ("C2", "odd", {"unknown": ["a"]}),
        ("odd", "odd", {}),
    ],
)
def test_a_risk_goes_by_its_zone_and_inside_a_zone_by_both_scales(
    then: str, now: str, told: dict[str, list[str]], tmp_path: Path
) -> None:
    files = {
        "data/partnership.yaml": PARTNERSHIP + BIG,
        **risk(f"Q1-2010: {{rating: {then}}}, Q2-2010: {{rating: {now}}}"),
    }
    workspace = load(str(write_files(tmp_path, files))).workspace
    assert workspace is not None
    assert all_ids(by_dates(State(workspace, Q1, JULY), State(workspace, Q2, OCTOBER))) == told


@pytest.mark.parametrize(
    ("ratings", "told", "why"),
    [
        ("Q2-2010: {rating: C1}", "first_rated", ""),
        ("Q2-2010: {rating: D2}", "unknown", "first rated in Q2 2010/11"),
        ("Q1-2010: {rating: D2}", "unknown", "not rated in Q2 2010/11; the last rating is D2 of Q1 2010/11"),
        ("Q3-2010: {rating: D2}", "unknown", "not rated up to Q2 2010/11"),
        (
            "Q1-2010: {rating: C2}, Q2-2010: {rating: D1}",
            "unknown",
            "moved from C2 to D1, which is neither plainly higher nor lower",
        ),
    ],
)
def test_a_risk_that_cannot_be_compared_is_told_apart(ratings: str, told: str, why: str, versions: Versions) -> None:
    found = versions.dated(risk(ratings))
    assert all_ids(found) == {told: ["a"]}
    assert [one.why for one in found.unknown] == ([why] if why else [])


def test_a_risk_that_was_closed_before_or_after_is_not_closed_since(versions: Versions) -> None:
    ratings = "Q1-2010: {rating: D2}, Q2-2010: {rating: D2}"
    for closed, told in (("2010-06", {}), ("2010-09", {"closed": ["a"]}), ("2010-10", {})):
        found = versions.dated(risk(ratings, f", closed: {{on: {closed}, reason: Done}}"))
        assert all_ids(found) == told


def rated(then: str, now: str, better: str = "higher") -> Files:
    return {"data/indicators/i.yaml": indicator("i", then, now).replace("better: higher", f"better: {better}")}


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (figure(100), figure(95), {"worse": ["i"]}),
        (figure(95), figure(100), {"better": ["i"]}),
        (figure(100), figure(100), {}),
        ("", figure(50), {"first_rated": ["i"]}),
        ("", figure(100), {"unknown": ["i"]}),
        (figure(100), "", {"unknown": ["i"]}),
        (figure(100), "{status: awaited}", {"unknown": ["i"]}),
        (figure(100), "{actual: 90}", {"worse": ["i"]}),  # no target any more, and it fell
        (figure(50), "{actual: 90}", {"unknown": ["i"]}),  # no target any more, though it rose
        ("{actual: 90}", "{actual: 80}", {"first_rated": ["i"]}),  # no direction then
        ("{actual: 80}", "{actual: 90}", {}),  # it is fine now
        ("", "", {"unknown": ["i"]}),
    ],
)
def test_an_indicator_is_better_only_if_both_quarters_can_be_judged(
    then: str, now: str, told: dict[str, list[str]], versions: Versions
) -> None:
    assert all_ids(versions.dated(rated(then, now) if then or now else rated("{target: 100}", "{target: 100}"))) == told


def test_directions_count_where_there_is_no_rating(versions: Versions) -> None:
    files = "  Q4-2009: {{actual: {}}}\n  Q1-2010: {{actual: {}}}\n  Q2-2010: {{actual: {}}}\n"
    head = "id: i\ntitle: I\nunit: people\nbetter: higher\nfigures:\n"
    for actuals, told in (
        ((1, 2, 1), {"worse": ["i"]}),
        ((2, 1, 2), {"better": ["i"]}),
        ((1, 2, 3), {}),
        ((3, 2, 1), {}),
    ):
        found = versions.dated({"data/indicators/i.yaml": head + files.format(*actuals)})
        assert all_ids(found) == told
    assert [
        (turn.before, turn.after)
        for turn in versions.dated({"data/indicators/i.yaml": head + files.format(1, 2, 1)}).worse
    ] == [("improving", "worsening")]


@pytest.mark.parametrize(
    ("then", "now", "why"),
    [
        ("", figure(100), "not rated then"),
        (figure(100), "", "rated G then; figure awaited in Q2 2010/11"),
        (figure(50), "{actual: 90}", "rated R then; cannot be judged in Q2 2010/11"),
    ],
)
def test_why_it_is_not_known_whether_an_indicator_has_changed(
    then: str, now: str, why: str, versions: Versions
) -> None:
    assert [one.why for one in versions.dated(rated(then, now)).unknown] == [why]


def test_a_series_that_has_not_begun_has_no_figure(versions: Versions) -> None:
    later = indicator("i", "", figure(100)).replace("Q2-2010", "Q3-2010")
    (one,) = versions.dated({"data/indicators/i.yaml": later}).unknown
    assert one.why == "no figure recorded in Q2 2010/11"


def test_a_turn_of_an_indicator_has_both_ratings_with_their_quarters(versions: Versions) -> None:
    (turn,) = versions.dated(rated(figure(100), figure(95))).worse
    assert (turn.before, turn.since, turn.after, turn.until) == ("G", Q1, "A", Q2)


def test_a_turn_of_a_risk_has_the_periods_for_which_it_was_rated(versions: Versions) -> None:
    (turn,) = versions.dated(risk("Q4-2009: {rating: D2}, Q2-2010: {rating: C1}")).worse
    assert (turn.before, turn.since, turn.after, turn.until) == ("D2", Q1.previous(), "C1", Q2)
    (turn,) = versions.dated(risk("Q2-2010: {rating: C1}")).first_rated
    assert (turn.before, turn.since) == (None, None)


def test_context_is_neither_better_nor_worse(versions: Versions) -> None:
    assert all_ids(versions.dated(rated(figure(100), figure(10), "neutral"))) == {}


def test_a_level_that_the_scale_no_longer_has_cannot_be_compared(versions: Versions) -> None:
    published = "assessments: {Q1-2010: {rag: G}, Q2-2010: {rag: A}}\n"
    old = PARTNERSHIP.replace("code: G,", "code: GG,")
    then = {
        "data/partnership.yaml": old + MATRIX,
        **{path: text.replace("rag: G", "rag: GG") for path, text in _with(published).items()},
    }
    found = versions.compared(then, _with(published))
    assert all_ids(found) == {"first_rated": ["i"]}
    found = versions.compared(then, _with(published.replace("rag: A", "rag: G")))
    assert [one.why for one in found.unknown] == ["rated GG then, which the scale no longer has"]


def _with(more: str) -> dict[str, str]:
    return {"data/indicators/i.yaml": indicator("i", figure(100), figure(100)) + more}


def test_without_a_quarter_on_either_side_no_rating_is_compared(versions: Versions) -> None:
    files = rated(figure(100), figure(50))
    assert all_ids(versions.dated(files, quarter=None)) == {}
    assert all_ids(versions.compared(files, files, later=None)) == {}


def action(text: str) -> Files:
    return {"data/plans/p.yaml": plan(f"id: a, text: Do it, status: open, {text}")}


@pytest.mark.parametrize(
    ("text", "told", "days"),
    [
        ("due: 2010-12, first_due: 2010-11, revisions: [{due: 2010-12, on: 2010-07-16}]", "slipped", 31),
        ("due: 2010-12, first_due: 2010-11, revisions: [{due: 2010-12, on: 2010-10-15}]", "slipped", 31),
        ("due: 2010-12, first_due: 2010-11, revisions: [{due: 2010-12, on: 2010-07-15}]", "", None),
        ("due: 2010-12, first_due: 2010-11, revisions: [{due: 2010-12, on: 2010-10-16}]", "", None),
        ("due: 2010-11, first_due: 2010-12, revisions: [{due: 2010-11, on: 2010-08}]", "brought_forward", -31),
        ("first_due: 2010-12, revisions: [{withdrawn: true, on: 2010-08}]", "slipped", None),
        ("due: next year, first_due: 2010-12, revisions: [{due: next year, on: 2010-08}]", "slipped", None),
        ("due: 2010-12, revisions: [{due: 2010-12, on: 2010-08}]", "unknown", None),
        ("due: 2010-12, first_due: 2010-11, revisions: [{due: 2010-12}]", "unknown", None),
        ("due: 2010-12, first_due: 2010-11", "unknown", None),
        ("due: 2010-12-31, first_due: 2010-12, revisions: [{due: 2010-12-31, on: 2010-08}]", "", None),
        ("due: 2010-12", "", None),
    ],
)
def test_by_dates_a_deadline_slipped_if_the_move_is_dated_between_the_two_days(
    text: str, told: str, days: int | None, versions: Versions
) -> None:
    found = versions.dated(action(text))
    assert all_ids(found) == ({told: ["a"]} if told else {})
    assert [slip.days for slip in (*found.slipped, *found.brought_forward)] == ([days] if told in _SLIPS else [])


_SLIPS = ("slipped", "brought_forward")


def test_of_several_moves_those_between_the_days_count_from_the_deadline_before_them(versions: Versions) -> None:
    moves = (
        "{due: 2010-10, on: 2010-06, reason: Early}, {due: 2010-11, on: 2010-08, reason: No van}, "
        "{due: 2010-12, on: 2010-09, reason: Snow}, {due: 2011-02, on: 2010-11, reason: Later}"
    )
    (slip,) = versions.dated(action(f"due: 2011-02, first_due: 2010-09, revisions: [{moves}]")).slipped
    assert (str(slip.before), str(slip.after), slip.days, slip.reasons) == (
        "2010-10",
        "2010-12",
        61,
        ("No van", "Snow"),
    )


def test_the_longest_slip_comes_first_and_before_it_those_without_days(versions: Versions) -> None:
    def moved(name: str, due: str) -> str:
        revision = "withdrawn: true" if not due else f"due: {due}"
        own = f"due: {due}, " if due else ""
        moves = f"first_due: 2010-12, revisions: [{{{revision}, on: 2010-08}}]"
        return f"id: {name}, text: Do {name}, status: open, {own}{moves}"

    text = plan(moved("short", "2011-01"), moved("long", "2011-06"), moved("none", ""))
    assert ids(versions.dated({"data/plans/p.yaml": text}).slipped) == ["none", "long", "short"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("status: complete, completed: 2010-07-16", {"completed": ["a"]}),
        ("status: complete, completed: 2010-07-15", {}),
        ("status: complete, completed: 2010-10-15", {"completed": ["a"]}),
        ("status: complete, completed: 2010-10-16", {}),
        ("status: complete, updates: [{on: 2010-08, text: Done}, {text: More}]", {"completed": ["a"]}),
        ("status: cancelled, updates: [{on: 2010-08, text: Gone}]", {"stopped": ["a"]}),
        ("status: not-delivered, completed: 2010-08", {"stopped": ["a"]}),
        ("status: complete", {"unknown": ["a"]}),
        ("due: 2010-12", {"unknown": ["a"]}),
        ("status: open", {}),
    ],
)
def test_by_dates_what_is_closed_counts_if_it_was_closed_between_the_days(
    text: str, told: dict[str, list[str]], versions: Versions
) -> None:
    files = {"data/plans/p.yaml": plan(f"id: a, text: Do it, {text}")}
    assert all_ids(versions.dated(files)) == told


def test_a_status_without_a_date_is_told_in_words(versions: Versions) -> None:
    found = versions.dated({"data/plans/p.yaml": plan("id: a, text: Do it, status: not-delivered")})
    assert [one.why for one in found.unknown] == ["not delivered, date not recorded"]


def test_by_dates_the_actions_of_meetings_between_the_days_are_new(versions: Versions) -> None:
    meeting = "id: {0}\ntitle: M\nbody: board\non: {1}\nactions: [{{id: x, text: Write, status: open}}]\n"
    days = {"before": "2010-07-15", "since": "2010-07-16", "last": "2010-10-15", "after": "2010-10-16"}
    files = {f"data/meetings/{name}.yaml": meeting.format(name, day) for name, day in days.items()}
    found = versions.dated(files)
    assert [held.placed.address.file_id for held in found.new] == ["last", "since"]
    assert (found.gone, found.source) == (None, Source.DATES)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ("due: 2010-11", "due: 2010-12", {"slipped": ["a"]}),  # overwritten in place
        ("due: 2010-11", "note: X", {"slipped": ["a"]}),
        ("due: 2010-11, status: complete", "due: 2010-12, status: complete", {}),
        ("due: soon", "due: 2010-12", {}),
        ("note: X", "due: 2010-12", {}),
        ("status: complete", "status: cancelled", {"stopped": ["a"]}),
        ("status: cancelled", "status: complete", {"completed": ["a"]}),
        ("status: complete", "status: open", {"reopened": ["a"]}),
        ("status: open", "status: on-hold", {}),
    ],
)
def test_between_versions_deadlines_and_statuses_are_compared_as_they_stand(
    then: str, now: str, told: dict[str, list[str]], versions: Versions
) -> None:
    before, after = ({"data/plans/p.yaml": plan(f"id: a, text: Do it well, {text}")} for text in (then, now))
    assert all_ids(versions.compared(before, after)) == told


def test_only_the_reasons_that_were_added_are_told(versions: Versions) -> None:
    first = "{due: 2010-11, on: 2010-06, reason: Old}"
    text = "due: 2010-{}, first_due: 2010-10, revisions: [{}]"
    found = versions.compared(
        action(text.format("11", first)), action(text.format("12", f"{first}, {{due: 2010-12, reason: New  one}}"))
    )
    assert [slip.reasons for slip in found.slipped] == [("New one",)]


def test_a_new_action_that_is_closed_already_is_new_and_complete(versions: Versions) -> None:
    one = "id: a, text: Do it"
    found = versions.compared(
        {"data/plans/p.yaml": plan(one)}, {"data/plans/p.yaml": plan(one, "id: b, text: Another, status: complete")}
    )
    assert all_ids(found) == {"new": ["b"], "completed": ["b"]}


def test_a_plan_that_is_new_or_gone_is_told_once_with_what_is_inside_it(versions: Versions) -> None:
    files = {"data/plans/p.yaml": plan("id: a, text: Do it", "id: b, text: Do more")}
    found = versions.compared({}, files)
    assert [(held.placed.address.id, ids(held.inside), held.why) for held in found.new] == [("p", ["a", "a", "b"], "")]
    gone = Versions(versions._folder / "other").compared(files, {})
    assert gone.gone is not None
    assert [(held.placed.address.id, ids(held.inside)) for held in gone.gone] == [("p", ["a", "a", "b"])]


def test_what_was_closed_before_it_was_removed_is_not_gone(versions: Versions) -> None:
    keep = "id: keep, text: Keep going"
    closed = plan(keep, "id: done, text: Sign the lease, status: complete")
    ended = plan("id: x, text: Do it").replace("id: p\n", "id: q\nended: {on: 2010-05, reason: Over}\n")
    kept = "id: b, title: Another, ratings: {Q1-2010: {rating: D2}, Q2-2010: {rating: D2}}"
    mended = "id: a, title: The roof leaks, closed: {on: 2010-05, reason: Mended}"
    then = {
        "data/plans/p.yaml": closed,
        "data/plans/q.yaml": ended,
        "data/risks/r.yaml": register(mended, kept),
    }
    now = {"data/plans/p.yaml": plan(keep), "data/risks/r.yaml": register(kept)}
    assert versions.compared(then, now).gone == ()


def test_what_could_not_be_read_in_one_version_is_neither_new_nor_gone(versions: Versions) -> None:
    files = {"data/plans/p.yaml": plan("id: a, text: Do it")}
    assert all_ids(versions.compared({}, files, ("data/plans/p.yaml",))) == {}
    then = replace(versions.read("then", files), unreadable=frozenset({(Kind.PLAN, "q")}))
    q = {"data/plans/deep/q.yaml": plan("id: x, text: Do").replace("id: p\n", "id: q\n")}
    now = versions.read("now", {**files, **q})
    assert all_ids(between_versions(State(then, Q1, JULY), State(now, Q2, OCTOBER))) == {}
    assert all_ids(between_versions(State(now, Q1, JULY), State(then, Q2, OCTOBER))) == {}


def test_a_meeting_is_no_record_that_is_new_but_its_actions_are(versions: Versions) -> None:
    meeting = "id: m\ntitle: M\nbody: board\non: 2010-09-01\nactions: [{id: x, text: Write}]\n"
    found = versions.compared({}, {"data/meetings/m.yaml": meeting})
    assert [(held.placed.address.kind.value, held.inside) for held in found.new] == [("action", ())]


def test_a_record_that_was_renamed_is_compared_with_itself(versions: Versions) -> None:
    old = indicator("old", figure(100), more="code: X 1\n")
    new = indicator("new", figure(100), figure(50), more="code: X 1\n")
    found = versions.compared({"data/indicators/old.yaml": old}, {"data/indicators/new.yaml": new})
    assert all_ids(found) == {"worse": ["new"]}


def paper(name: str, quarter: str, on: str, more: str = "body: board\nreport: morning-report") -> dict[str, str]:
    on_line = f"on: {on}\n" if on else ""
    return {f"data/papers/{name}.yaml": f"id: {name}\ntitle: T\nquarter: {quarter}\n{more}\n{on_line}"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (paper("a", "Q1-2010", "2010-07-15"), ("a", "2010-07-15", "Q1-2010")),
        (paper("a", "Q1-2010", "2010-10-15"), (None, "2010-06-30", "Q1-2010")),
        (paper("a", "Q2-2010", "2010-10-01"), ("a", "2010-10-01", "Q2-2010")),
        (paper("a", "Q3-2010", "2010-10-01"), (None, "2010-06-30", "Q1-2010")),
        (paper("a", "Q1-2010", ""), (None, "2010-06-30", "Q1-2010")),
        (paper("a", "Q1-2010", "2010-07-15", "body: board\nreport: scorecard"), (None, "2010-06-30", "Q1-2010")),
        (
            paper("a", "Q4-2009", "2010-05-01") | paper("b", "Q1-2010", "2010-07-01"),
            ("b", "2010-07-01", "Q1-2010"),
        ),
        (
            paper("a", "Q1-2010", "2010-07-01") | paper("b", "Q4-2009", "2010-05-01"),
            ("a", "2010-07-01", "Q1-2010"),
        ),
    ],
)
def test_the_last_report_is_the_latest_dated_one_or_else_the_quarter_before(
    files: Files, expected: tuple[str | None, str, str], versions: Versions
) -> None:
    workspace = versions.read("now", files)
    found = last_reported(workspace, "board", Q2, OCTOBER)
    assert found is not None
    assert (found.paper and found.paper.id, found.day.isoformat(), found.quarter.text) == expected


def test_reports_for_another_body_count_only_where_no_body_is_asked_for(versions: Versions) -> None:
    settings = {"data/partnership.yaml": (PARTNERSHIP + MATRIX).replace("bodies: [", "bodies: [{id: x, name: X}, ")}
    workspace = versions.read("now", {**settings, **paper("a", "Q1-2010", "2010-07-15")})
    assert last_reported(workspace, "x", Q2, OCTOBER) == LastReported(None, date(2010, 6, 30), Q1)
    found = last_reported(workspace, None, Q2, OCTOBER)
    assert found is not None
    assert found.paper is not None


def test_a_quarter_that_has_not_ended_is_no_earlier_state(versions: Versions) -> None:
    workspace = versions.read("now", {})
    assert last_reported(workspace, None, Q2, date(2010, 6, 30)) is None
    assert last_reported(workspace, None, Q2, date(2010, 7, 1)) == LastReported(None, date(2010, 6, 30), Q1)

"""Which papers are meant by a name or a quarter."""

from datetime import date
from pathlib import Path

import pytest

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.selection import pack, requested
from tests.sample_workspace import FILES
from tests.workspaces import Files, read_workspace, write_files

MEETING_DAY = date(2010, 9, 27)


def test_a_quarter_means_the_quarterly_report_that_is_recorded_for_it(sample: Path) -> None:
    workspace = read_workspace(sample).workspace
    assert workspace is not None
    quarter = Period.parse("Q1-2024", Calendar(year_starts=1))
    request = requested(workspace, None, quarter, MEETING_DAY)
    assert (request.name, request.report) == ("report-2024-q1", "morning-report")
    assert pack(workspace, quarter, MEETING_DAY)[1] == request


def workspace_of(sample: Path, files: Files | None = None) -> Workspace:
    workspace = read_workspace(write_files(sample, files or {})).workspace
    assert workspace is not None
    return workspace


Q1_2024 = Period.parse("Q1-2024", Calendar(year_starts=1))


def test_the_pack_of_a_quarter_has_what_needs_no_record_too(sample: Path) -> None:
    made = [
        (request.name, request.report, request.about) for request in pack(workspace_of(sample), Q1_2024, MEETING_DAY)
    ]
    assert made == [
        ("agenda-q1-2024", "agenda", None),
        ("report-2024-q1", "morning-report", None),
        ("homes", "delivery-plan", "homes"),
        ("which-homes-first", "you-said-we-did", "which-homes-first"),
        ("risk-register-q1-2024", "risk-register", None),
        ("scorecard-q1-2024", "scorecard", None),
        ("action-log", "action-log", None),
        ("reward", "reward", None),
        ("estate-profile", "profile", "estate-profile"),
    ]


def test_the_pack_has_each_kind_once_and_no_plan_twice(sample: Path) -> None:
    papers = {
        "data/papers/log.yaml": "id: log\ntitle: Log\nreport: action-log\n",
        "data/papers/plan.yaml": "id: plan\ntitle: Plan\nreport: delivery-plan\nabout: homes\n",
        "data/papers/old.yaml": "id: old\ntitle: Old\nreport: scorecard\nquarter: Q4-2023\n",
        "data/papers/said.yaml": "id: said\ntitle: Said\nreport: you-said-we-did\nabout: which-homes-first\n",
    }
    made = [request.name for request in pack(workspace_of(sample, papers), Q1_2024, MEETING_DAY)]
    assert made == [
        *("agenda-q1-2024", "report-2024-q1", "log", "plan", "said", "risk-register-q1-2024", "scorecard-q1-2024"),
        *("reward", "estate-profile"),
    ]


def test_a_consultation_without_comments_is_not_in_the_pack_but_its_paper_can_be_made(sample: Path) -> None:
    workspace = workspace_of(sample, {"data/consultations/quiet.yaml": "id: quiet\ntitle: Quiet\n"})
    assert "quiet" not in [request.name for request in pack(workspace, Q1_2024, MEETING_DAY)]
    assert requested(workspace, "quiet", None, MEETING_DAY).report == "you-said-we-did"


def test_the_paper_about_a_consultation_is_the_one_whose_record_names_it(sample: Path) -> None:
    paper = "id: said\ntitle: Said\nreport: you-said-we-did\nabout: which-homes-first\n"
    workspace = workspace_of(sample, {"data/papers/said.yaml": paper})
    assert requested(workspace, "which-homes-first", None, MEETING_DAY).name == "said"


def test_a_kind_of_paper_about_a_consultation_needs_a_consultation(sample: Path) -> None:
    with pytest.raises(RequestRefused) as refusal:
        requested(workspace_of(sample), "you-said-we-did", None, MEETING_DAY)
    assert refusal.value.hint == (
        "you-said-we-did is a kind of paper about a consultation; give a consultation: which-homes-first"
    )


def test_a_plan_of_another_organisation_is_not_in_the_pack(sample: Path) -> None:
    plan = "id: theirs\ntitle: Theirs\norganisation: rushmere-council\n"
    made = [
        request.name for request in pack(workspace_of(sample, {"data/plans/theirs.yaml": plan}), Q1_2024, MEETING_DAY)
    ]
    assert "theirs" not in made
    assert requested(workspace_of(sample), "theirs", None, MEETING_DAY).about == "theirs"


@pytest.mark.parametrize("kind", ["risk-register", "scorecard", "action-log", "morning-report"])
def test_a_kind_of_paper_can_be_made_without_a_record(kind: str, sample: Path) -> None:
    request = requested(workspace_of(sample), kind, Period.parse("Q4-2023", Calendar(year_starts=1)), MEETING_DAY)
    assert (request.report, request.paper) == (kind, None)


def test_a_plan_is_made_as_the_paper_that_names_it(sample: Path) -> None:
    assert requested(workspace_of(sample), "homes", None, MEETING_DAY).report == "delivery-plan"
    paper = {"data/papers/plan.yaml": "id: plan\ntitle: Plan\nreport: action-plan\nabout: homes\n"}
    request = requested(workspace_of(sample, paper), "homes", None, MEETING_DAY)
    assert (request.name, request.report) == ("plan", "action-plan")


def test_a_paper_has_the_date_of_its_meeting_unless_another_one_is_asked_for(sample: Path) -> None:
    workspace = workspace_of(sample)
    assert requested(workspace, "report-2024-q1", None, MEETING_DAY, by_meeting=True).as_of == date(2024, 4, 15)
    assert requested(workspace, "report-2024-q1", None, MEETING_DAY).as_of == MEETING_DAY
    assert requested(workspace, "scorecard", Q1_2024, MEETING_DAY, by_meeting=True).as_of == MEETING_DAY


def test_a_quarter_without_a_recorded_paper_is_named_after_template_and_quarter(sample: Path) -> None:
    workspace = read_workspace(sample).workspace
    assert workspace is not None
    request = requested(workspace, None, Period.parse("Q4-2023", Calendar(year_starts=1)), MEETING_DAY)
    assert (request.name, request.paper) == ("morning-report-q4-2023", None)


def test_a_paper_can_be_asked_for_by_its_id(sample: Path) -> None:
    workspace = read_workspace(sample).workspace
    assert workspace is not None
    quarter = requested(workspace, "report-2024-q1", None, MEETING_DAY).quarter
    assert quarter is not None
    assert quarter.text == "Q1-2024"


def test_an_unknown_paper_is_refused_with_what_there_is(sample: Path) -> None:
    write_files(sample, {"data/papers/second.yaml": "id: second\ntitle: Second\nreport: action-log\n"})
    with pytest.raises(RequestRefused) as refused:
        requested(workspace_of(sample), "report", None, MEETING_DAY)
    assert refused.value.message == "no paper has the id 'report'"
    assert refused.value.hint.startswith(
        "there is report-2024-q1, second, homes, estate-profile; `hsp report --quarter Q`"
    )


def test_a_paper_of_another_quarter_is_refused_and_of_its_own_it_is_not(sample: Path) -> None:
    workspace = read_workspace(sample).workspace
    assert workspace is not None
    own, other = (Period.parse(quarter, Calendar(year_starts=1)) for quarter in ("Q1-2024", "Q4-2023"))
    assert requested(workspace, "report-2024-q1", own, MEETING_DAY).quarter == own
    with pytest.raises(RequestRefused) as refused:
        requested(workspace, "report-2024-q1", other, MEETING_DAY)
    assert refused.value.message == "the paper report-2024-q1 is for Q1 2024, not Q4 2023"


def test_a_quarter_reaches_only_a_paper_that_looks_at_one(sample: Path) -> None:
    papers = {"actions": "action-log", "register": "risk-register"}
    write_files(
        sample,
        {f"data/papers/{name}.yaml": f"id: {name}\ntitle: T\nreport: {kind}\n" for name, kind in papers.items()},
    )
    workspace = read_workspace(sample).workspace
    assert workspace is not None
    quarter = Period.parse("Q4-2023", Calendar(year_starts=1))
    found = {name: requested(workspace, name, quarter, MEETING_DAY).quarter for name in papers}
    assert found == {"actions": None, "register": quarter}


def test_a_workspace_without_papers_offers_to_make_one_by_quarter(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if "papers" not in path}
    workspace = read_workspace(write_files(tmp_path, files)).workspace
    assert workspace is not None
    with pytest.raises(RequestRefused) as refused:
        requested(workspace, "report", None, MEETING_DAY)
    assert refused.value.hint == "there is homes, estate-profile; `hsp report --quarter Q` makes the quarterly report"


def test_a_kind_of_paper_about_a_plan_asks_for_the_plan(sample: Path) -> None:
    with pytest.raises(RequestRefused) as refused:
        requested(workspace_of(sample), "strategy", None, date(2024, 4, 15))
    assert refused.value.hint == "strategy is a kind of paper about a plan; give a plan: homes"

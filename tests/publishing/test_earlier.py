"""The earlier state that `hsp changes` and the morning report compare with."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.analysis.changes_since.state import Source, State
from hsp_cli.checking import once_exempt
from hsp_cli.checking.loader import Loaded, load
from hsp_cli.checking.revisions import AtRevision, load_at
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.papers.request import PaperRequest
from hsp_cli.publishing.earlier import Earlier, changes_from, earlier_asked, with_earlier
from hsp_cli.publishing.provenance import Provenance
from hsp_cli.store.history import CommitState
from tests.changed_workspace import GONE, NOW, THEN, figure, indicator
from tests.exempt_records import exempted
from tests.repositories import commit_files, commit_on, git, remove_files
from tests.sample_workspace import FILES
from tests.workspaces import write_files

Q1, Q2 = Period.parse("Q1-2010"), Period.parse("Q2-2010")
DAY = date(2010, 10, 15)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2010-07-10T12:00:00+00:00")
    commit_files(tmp_path, THEN)
    remove_files(tmp_path, GONE)
    return write_files(tmp_path, NOW)


def asked(root: Path, since: str, *, ask_git: bool = True) -> Earlier:
    loaded = load(str(root))
    assert loaded.workspace is not None
    return earlier_asked(loaded, loaded.workspace, since, ask_git=ask_git)


def facts(found: Earlier) -> tuple[str, str, str | None, str]:
    quarter = found.state.quarter.text if found.state.quarter else None
    return found.called, found.state.as_of.isoformat(), quarter, found.why_not


@pytest.mark.parametrize("since", ["q1", "Q1-2010", "q1-2010"])
def test_a_paper_or_its_quarter_is_the_records_of_its_meeting(since: str, root: Path) -> None:
    found = asked(root, since)
    assert facts(found) == ("Quarterly report, 15 July 2010", "2010-07-15", "Q1-2010", "")
    assert found.at is not None
    assert found.at.commit == git(root, "rev-parse", "HEAD")
    assert list(found.state.workspace.indicators) == ["dropped", "fell", "late", "rose", "same"]


def test_a_quarter_without_a_dated_report_is_its_last_day(root: Path) -> None:
    for paper in (THEN["data/papers/q1.yaml"].replace("on: 2010-07-15\n", ""), None):
        (root / "data/papers/q1.yaml").write_text(paper) if paper else (root / "data/papers/q1.yaml").unlink()
        found = asked(root, "Q1-2010")
        assert facts(found) == (
            "Q1 2010/11",
            "2010-06-30",
            "Q1-2010",
            "git has no commit of 2010-06-30 or before it here: the first is of 2010-07-10",
        )
        assert found.at is None


def test_a_paper_without_a_date_is_of_the_last_day_of_its_quarter_and_one_without_a_quarter_of_the_latest(
    root: Path,
) -> None:
    write_files(
        root,
        {
            "data/papers/a.yaml": "id: a\ntitle: A\nreport: scorecard\nquarter: Q1-2010\n",
            "data/papers/b.yaml": "id: b\ntitle: B\nreport: action-log\non: 2010-09\n",
            "data/papers/c.yaml": "id: c\ntitle: C\nreport: action-log\non: 2009-09\n",
            "data/papers/d.yaml": "id: d\ntitle: D\nreport: action-log\n",
        },
    )
    assert facts(asked(root, "a", ask_git=False)) == ("A, Q1 2010/11", "2010-06-30", "Q1-2010", "--no-history")
    assert facts(asked(root, "b", ask_git=False)) == ("B, September 2010", "2010-09-30", "Q1-2010", "--no-history")
    assert facts(asked(root, "c", ask_git=False)) == ("C, September 2009", "2009-09-30", None, "--no-history")
    with pytest.raises(RequestRefused, match="the paper d has neither a date nor a quarter"):
        asked(root, "d")


def test_a_title_of_several_lines_is_one_line(root: Path) -> None:
    write_files(root, {"data/papers/a.yaml": 'id: a\ntitle: "A\\n  b"\nreport: scorecard\nquarter: Q1-2010\n'})
    assert asked(root, "a", ask_git=False).called == "A b, Q1 2010/11"


def paper_file(folder: Path, commit: str | None, head: str = "# Report, Q1 2010/11\n\nAfter Q4 2009/10.") -> Path:
    made = Provenance(
        CommitState(commit, clean=True) if commit else None, "0" * 16, "morning-report", False, date(2010, 7, 12)
    )
    path = folder / "paper.md"
    path.write_bytes(f"{head}\n\n{made}\n".encode("latin-1"))
    return path


def test_the_file_of_a_paper_is_its_commit_its_date_and_the_first_quarter_that_it_names(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, commit = tmp_path_factory.mktemp("papers"), git(root, "rev-parse", "HEAD")
    found = asked(root, str(paper_file(folder, commit[:12])))
    assert facts(found) == ("paper.md, 12 July 2010", "2010-07-12", "Q1-2010", "")
    assert found.at is not None
    assert found.at.commit == commit
    late = indicator("early", "", figure(1)).replace("Q2-2010", "Q4-2009")
    write_files(root, {"data/indicators/early.yaml": late})
    for head, quarter in (
        ("# Report, Q1 2010/11\n\nAfter Q4 2009/10.", "Q1-2010"),
        ("# Report, Q4 2009/10\n\nBefore Q1 2010/11.", "Q4-2009"),
        ("# Caf\xe9", "Q1-2010"),  # none is named, and the text has another encoding
    ):
        state = asked(root, str(paper_file(folder, commit[:12], head))).state
        assert state.quarter is not None
        assert state.quarter.text == quarter


def test_the_file_of_a_paper_without_a_commit_here_is_its_date(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("papers")
    for commit, why_not in (
        (None, "the paper was made from records that were not under version control"),
        ("0123456789ab", "git knows no revision '0123456789ab' here"),
    ):
        found = asked(root, str(paper_file(folder, commit)))
        assert facts(found) == ("paper.md, 12 July 2010", "2010-07-12", "Q1-2010", why_not)


def test_a_file_that_is_no_paper_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("papers") / "paper.md"
    for content in ("", "# Paper\n"):
        path.write_text(content, "utf-8")
        with pytest.raises(RequestRefused, match=r"the last line of .* does not say from what it was made") as refused:
            asked(root, str(path))
        assert refused.value.hint == "name the paper's id or its quarter"
    path.write_bytes(b"x" * 2_000_000)
    with pytest.raises(RequestRefused, match=r"paper\.md: the file has 2,000,000 bytes") as refused:
        asked(root, str(path))
    assert refused.value.hint == "name a paper, a quarter, a commit or a day"
    with pytest.raises(RequestRefused, match=r"git knows no revision 'nowhere\.md' here"):
        asked(root, "nowhere.md")


def test_a_revision_is_its_day_and_the_latest_quarter_of_its_own_records(root: Path) -> None:
    assert facts(asked(root, "HEAD")) == ("HEAD", "2010-07-10", "Q1-2010", "")
    assert facts(asked(root, "2010-12-31")) == ("2010-12-31", "2010-12-31", "Q1-2010", "")
    with pytest.raises(RequestRefused, match="git knows no revision 'nowhere' here"):
        asked(root, "nowhere")
    with pytest.raises(RequestRefused, match="'Q9-2010' is not a quarter: quarters run from Q1 to Q4"):
        asked(root, "q9-2010")
    with pytest.raises(RequestRefused, match="'HEAD' is no paper or quarter, and git is not asked"):
        asked(root, "HEAD", ask_git=False)


@pytest.mark.parametrize("settings", ["id: x\n", None])
def test_a_commit_whose_settings_cannot_be_read_is_no_earlier_state(settings: str | None, tmp_path: Path) -> None:
    files = {path: text for path, text in THEN.items() if path != "data/partnership.yaml"}
    commit_files(tmp_path, files if settings is None else {**files, "data/partnership.yaml": settings})
    commit = git(tmp_path, "rev-parse", "HEAD")[:12]
    write_files(tmp_path, THEN)
    with pytest.raises(RequestRefused, match=f"commit {commit} of .* has no settings that can be read") as refused:
        asked(tmp_path, "HEAD")
    assert refused.value.hint == "name a later commit or day"
    today = date.today().isoformat()  # noqa: DTZ011 - the commit is of now
    report = f"id: now\ntitle: T\nreport: morning-report\nbody: board\nquarter: Q1-2010\non: {today}\n"
    write_files(tmp_path, {"data/papers/now.yaml": report})
    found = asked(tmp_path, "now")
    assert found.at is None
    assert found.why_not == f"commit {commit} of {today} has no settings that can be read"


def test_the_changes_follow_what_is_known_of_the_earlier_state(root: Path) -> None:
    loaded = load(str(root))
    assert loaded.workspace is not None
    now = State(loaded.workspace, Q2, DAY)
    assert changes_from(asked(root, "q1"), now).source is Source.RECORDS_THEN
    assert changes_from(asked(root, "q1", ask_git=False), now).source is Source.DATES


def request(root: Path, report: str = "morning-report") -> PaperRequest:
    workspace = load(str(root)).workspace
    assert workspace is not None
    return PaperRequest("q2", report, workspace, DAY, Q2)


def test_the_morning_report_gets_the_records_of_the_last_one(root: Path) -> None:
    asked_for = request(root)
    found = with_earlier(load(str(root)), asked_for).earlier
    assert found is not None
    assert (found.commit, found.committed_on.isoformat()) == (git(root, "rev-parse", "HEAD"), "2010-07-10")
    assert "dropped" in found.workspace.indicators
    assert found.not_read == ()


def test_other_papers_and_those_without_a_quarter_or_a_commit_so_early_get_none(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    loaded = load(str(root))
    for other in (
        request(root, "scorecard"),
        replace(request(root), quarter=None),
        replace(request(root), as_of=date(2010, 7, 15)),  # the last day of Q1 is before the first commit
        replace(request(root), as_of=date(2010, 6, 30)),  # nothing is earlier
    ):
        assert with_earlier(loaded, other) is other
    outside = write_files(tmp_path_factory.mktemp("outside"), THEN)
    asked_for = request(outside)
    assert with_earlier(load(str(outside)), asked_for) is asked_for


def test_of_a_commit_only_what_its_own_history_has_is_earlier(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2010-07-12T12:00:00+00:00")
    first = git(root, "rev-parse", "HEAD")
    commit_files(root, {})
    at = load_at(str(root), first)
    found = with_earlier(at.loaded, request(root)).earlier
    assert found is not None
    assert found.commit == first
    later = with_earlier(load(str(root)), request(root)).earlier
    assert later is not None
    assert later.commit == git(root, "rev-parse", "HEAD") != first


def test_the_commits_since_then_are_loaded_only_for_marks_that_are_neither_of_then_nor_of_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, plan = "data/risks/homes-group.yaml", "data/plans/homes.yaml"
    trees = "data/indicators/street-trees.yaml"
    then = commit_on(tmp_path, "2024-01-01", exempted(FILES, register, "damp"))
    marked = str(exempted(FILES, plan, "second-van")[plan])
    commit_on(
        tmp_path, "2024-02-01", {plan: marked, register: f"{exempted(FILES, register, 'damp')[register]!s}note: A\n"}
    )
    commit_on(tmp_path, "2024-03-01", {plan: f"{marked}note: More\n"}, gone=[trees])
    loaded: list[str] = []

    def noted(root: str, revision: str, beside: Loaded) -> AtRevision:
        loaded.append(revision)
        return load_at(root, revision, beside)

    monkeypatch.setattr(once_exempt, "load_at", noted)
    now = load(str(tmp_path))
    earlier = load_at(str(tmp_path), then).loaded.workspace
    assert earlier is not None
    assert once_exempt.once_exempt(earlier, then, now) == frozenset()
    assert loaded == []
    commit_on(tmp_path, "2024-03-02", {trees: f"exempt: Why\n{FILES[trees]}"})
    middle = git(tmp_path, "rev-parse", "HEAD")
    commit_on(tmp_path, "2024-03-03", {}, gone=[trees])
    found = once_exempt.once_exempt(earlier, then, load(str(tmp_path)))
    assert [str(one) for one in found] == ["street-trees"]
    assert loaded == [middle]

"""`hsp report --verify`: whether a paper can be made again."""

import json
import shutil
from pathlib import Path

import pytest

from hsp_cli import __version__
from tests.repositories import commit_files, git
from tests.runs import Run, hsp
from tests.sample_workspace import FILES
from tests.workspaces import write_files

PLAN = next(path for path in FILES if path.startswith("data/plans/"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample workspace in git, committed on 15 April 2024, and its morning report."""
    folder = tmp_path_factory.mktemp("made")
    root = write_files(folder / "borough", FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", "2024-04-15T12:00:00+00:00")
        commit_files(root, {})
    assert report(root, "--quarter", "Q1-2024", "--as-of", "2024-04-15", "-o", str(folder / "report.md")).code == 0
    return folder


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made / "borough", tmp_path / "borough")


@pytest.fixture
def paper(made: Path, root: Path, tmp_path: Path) -> Path:
    """The morning report of the commit, outside the workspace; the records have changed since."""
    write_files(root, {PLAN: "broken: ["})
    return Path(shutil.copy(made / "report.md", tmp_path / "papers.md"))


def report(root: Path, *words: str) -> Run:
    return hsp("report", "--root", str(root), *words)


def verify(root: Path, paper: Path, *words: str) -> Run:
    """The result on a screen that is wide enough for every line."""
    return hsp("report", "--root", str(root), "--verify", str(paper), *words, env={"COLUMNS": "500"})


def commit(root: Path) -> str:
    return git(root, "rev-parse", "HEAD")


def unknown(paper: Path, reason: str) -> Run:
    return Run(2, f"It cannot be told whether {paper} can be made again.\n  {reason}\n", "")


def test_a_paper_is_made_again_from_the_commit_that_it_names(root: Path, paper: Path) -> None:
    said = f"{paper} can be made again byte for byte from commit {commit(root)[:12]} of 2024-04-15.\n"
    assert verify(root, paper) == Run(0, said, "")
    git(root, "commit", "--quiet", "--all", "--message", "later")
    assert verify(root, paper) == Run(0, said, "")


def test_every_kind_of_paper_is_found_by_its_last_line_and_text(root: Path, tmp_path: Path) -> None:
    assert report(root, "--all", "--quarter", "Q1-2024", "-o", str(tmp_path / "all"), "--as-of", "2024-04-15").code == 0
    papers = sorted((tmp_path / "all").glob("*.md"))
    assert len(papers) > 5
    for number, path in enumerate(papers):
        renamed = path.rename(path.with_name(f"renamed-{number}.md"))
        assert verify(root, renamed).out.startswith(f"{renamed} can be made again byte for byte"), path


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("kind", ["report-2024-q1", "homes"])
def test_a_paper_of_another_format_is_made_again_in_that_format(
    ending: str, kind: str, root: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"renamed.{ending}"
    assert report(root, kind, "--as-of", "2024-04-15", "-o", str(path)).code == 0
    assert verify(root, path).out.startswith(f"{path} can be made again byte for byte")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert verify(root, path).code == 0
    path.write_text(path.read_text("utf-8").replace("2024", "2025", 1), "utf-8")
    assert verify(root, path).out.startswith(f"{path} is not what commit {commit(root)[:12]} of 2024-04-15 gives.")
    path.write_text(f"{path.read_text('utf-8')}\n\nmore\n", "utf-8")
    assert verify(root, path) == unknown(
        path, "Its last line is not the one in which hsp says from what it made a paper."
    )


def test_a_changed_line_is_shown_with_the_line_as_it_was(root: Path, paper: Path) -> None:
    lines = paper.read_text("utf-8").splitlines(keepends=True)
    was = lines[4]
    paper.write_text("".join((*lines[:4], "Changed.\n", *lines[5:])), "utf-8")
    run = verify(root, paper)
    assert run.code == 1
    assert run.out.splitlines() == [
        f"{paper} is not what commit {commit(root)[:12]} of 2024-04-15 gives.",
        "  The first difference is on line 5.",
        "  in the file: Changed.",
        f"  made again: {was.rstrip()}",
    ]


def test_lines_that_were_added_at_the_end_of_a_paper_hide_what_it_was_made_from(root: Path, paper: Path) -> None:
    paper.write_text(f"{paper.read_text('utf-8')}One more.\n", "utf-8")
    reason = "Its last line is not the one in which hsp says from what it made a paper."
    assert verify(root, paper) == unknown(paper, reason)


def test_a_line_end_that_is_missing_is_a_difference(root: Path, paper: Path) -> None:
    paper.write_text(paper.read_text("utf-8").rstrip("\n"), "utf-8")
    run = verify(root, paper)
    assert run.code == 1
    assert "  in the file: (it ends before this line)\n  made again: \n" in run.out


def test_what_cannot_be_made_again_is_not_said_to_differ(root: Path, paper: Path) -> None:
    text = paper.read_text("utf-8")
    paper.write_text(text.replace("(tree clean)", "(tree with uncommitted changes)"), "utf-8")
    reason = "It was made from records with uncommitted changes, which no commit has."
    assert verify(root, paper) == unknown(paper, reason)


def test_a_picture_that_is_missing_or_changed_is_a_difference(root: Path, tmp_path: Path) -> None:
    profile = next(path for path in FILES if path.startswith("data/profiles/"))
    paper = tmp_path / "paper.md"
    assert report(root, Path(profile).stem, "-o", str(paper), "--as-of", "2024-04-15").code == 0
    picture, *_ = sorted(tmp_path.glob("*.svg"))
    assert verify(root, paper).code == 0
    content = picture.read_bytes()
    picture.write_bytes(content.replace(b"\n", b"\r\n"))
    assert verify(root, paper).code == 0
    said = f"\n  The picture {picture.name} is missing beside the file, or differs.\n"
    picture.write_bytes(content + b"<!-- -->")
    run = verify(root, paper)
    assert (run.code, run.out.endswith(said)) == (1, True)
    picture.unlink()
    run = verify(root, paper)
    assert (run.code, run.out.endswith(said)) == (1, True)


def test_json_gives_the_outcome_the_reasons_and_the_first_difference(root: Path, paper: Path) -> None:
    answer = json.loads(verify(root, paper, "--format", "json").out)
    assert answer == {
        "file": str(paper),
        "outcome": "same",
        "commit": commit(root),
        "date": "2024-04-15",
        "template": "morning-report",
        "version": __version__,
        "as_of": "2024-04-15",
        "reasons": [],
        "difference": None,
        "pictures": [],
    }
    text = paper.read_text("utf-8")
    paper.write_text(f"x{text}", "utf-8")
    answer = json.loads(verify(root, paper, "--format", "json").out)
    first = text.splitlines()[0]
    assert answer["outcome"] == "differs"
    assert answer["difference"] == {"line": 1, "in_file": f"x{first}", "made_again": first}
    paper.write_bytes(b"\xff")
    answer = json.loads(verify(root, paper, "--format", "json").out)
    assert (answer["outcome"], answer["reasons"], answer["commit"]) == ("unknown", ["The file is not text."], None)


@pytest.mark.parametrize(
    "words",
    [
        ("morning-report",),
        ("--quarter", "Q1-2024"),
        ("-o", "x.md"),
        ("--all",),
        ("--list",),
        ("--at", "HEAD"),
        ("--as-of", "2024-04-15"),
    ],
    ids=" ".join,
)
def test_verify_takes_everything_from_the_file(words: tuple[str, ...], made: Path) -> None:
    run = report(made / "borough", "--verify", str(made / "report.md"), *words)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "error: --verify takes the paper, its date and its quarter from the file alone\n"
        "  = help: hsp report --verify FILE\n"
    )


def test_a_file_that_cannot_be_read_is_refused(root: Path, tmp_path: Path) -> None:
    run = report(root, "--verify", str(tmp_path / "nowhere.md"))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"error: {tmp_path / 'nowhere.md'}: cannot be read: No such file or directory\n")

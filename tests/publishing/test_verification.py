"""Whether a paper can be made again from the commit that its last line names."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from hsp_cli import __version__
from hsp_cli.publishing import templates, verification
from hsp_cli.publishing.formats import FORMATS
from hsp_cli.publishing.provenance import Provenance, read_provenance
from hsp_cli.publishing.verification import Difference, Outcome, Verification
from hsp_cli.store.history import CommitState
from tests.repositories import commit_files, git, remove_files
from tests.runs import Run, hsp
from tests.sample_workspace import FILES
from tests.workspaces import write_files

DAY = date(2024, 4, 15)
PLAN = next(path for path in FILES if path.startswith("data/plans/"))


def report(root: Path, *words: str) -> Run:
    return hsp("report", "--root", str(root), "--as-of", DAY.isoformat(), *words)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample workspace in git, committed on 15 April 2024, and its morning report."""
    folder = tmp_path_factory.mktemp("made")
    root = write_files(folder / "borough", FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", "2024-04-15T12:00:00+00:00")
        commit_files(root, {})
    assert report(root, "--quarter", "Q1-2024", "-o", str(folder / "report.md")).code == 0
    return folder


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made / "borough", tmp_path / "borough")


@pytest.fixture
def paper(made: Path, root: Path, tmp_path: Path) -> Path:
    """The morning report of the commit, outside the workspace; the records have changed since."""
    write_files(root, {PLAN: "broken: ["})
    return Path(shutil.copy(made / "report.md", tmp_path / "papers.md"))


def verify(root: Path, paper: Path) -> Verification:
    def beside(name: str) -> bytes | None:
        path = paper.parent / name
        return path.read_bytes() if path.exists() else None

    return verification.verify(str(root), paper.name, paper.read_bytes(), beside)


def change(paper: Path, old: str, new: str) -> None:
    text = paper.read_text("utf-8")
    assert old in text
    paper.write_text(text.replace(old, new), "utf-8")


def unknown(found: Verification) -> str:
    """Why it cannot be told."""
    assert (found.outcome, found.difference, found.pictures, found.commit) == (Outcome.UNKNOWN, None, (), None)
    (reason,) = found.reasons
    return reason


def test_a_paper_is_made_again_from_the_commit_that_it_names(root: Path, paper: Path) -> None:
    commit = git(root, "rev-parse", "HEAD")
    made = Provenance(CommitState(commit[:12], clean=True), "", "morning-report", False, DAY)
    git(root, "commit", "--quiet", "--all", "--message", "later")
    found = verify(root, paper)
    assert found.made is not None
    assert found._replace(made=None) == Verification(Outcome.SAME, None, commit, DAY)
    assert str(found.made).replace(found.made.data_digest, "") == str(made)


@pytest.mark.parametrize("line", [0, 4, -1])
def test_the_first_line_that_differs_is_told(line: int, root: Path, paper: Path) -> None:
    lines = paper.read_text("utf-8").split("\n")[:-4]
    was, number = lines[line], len(lines) if line < 0 else line + 1
    lines[line] = f"{was}changed"
    rest = paper.read_text("utf-8").split("\n")[-4:]
    paper.write_text("\n".join((*lines, *rest)), "utf-8")
    found = verify(root, paper)
    assert (found.outcome, found.reasons) == (Outcome.DIFFERS, ())
    assert found.difference == Difference(number, f"{was}changed", was)


def test_a_paper_that_ends_early_differs_there(root: Path, paper: Path) -> None:
    text = paper.read_text("utf-8")
    paper.write_text(text.rstrip("\n"), "utf-8")
    assert verify(root, paper).difference == Difference(text.count("\n") + 1, None, "")


def test_the_paper_that_is_most_alike_is_compared(root: Path, tmp_path: Path) -> None:
    """A change in the title does not make it another paper of the kind."""
    assert report(root, "--all", "--quarter", "Q1-2024", "-o", str(tmp_path / "all")).code == 0
    for paper in (tmp_path / "all").glob("*delivery-plan*.md"):
        text = paper.read_text("utf-8")
        paper.write_text(f"# Another{text[text.index(chr(10)) :]}", "utf-8")
        difference = verify(root, paper.rename(paper.with_name("renamed.md"))).difference
        assert difference == Difference(1, "# Another", text.split("\n", 1)[0])


def test_line_ends_of_windows_do_not_count_in_the_paper_or_the_checkout(root: Path, tmp_path: Path) -> None:
    for path in [path for path in root.glob("data/**/*") if path.is_file()]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    paper = tmp_path / "paper.md"
    assert report(root, "--quarter", "Q1-2024", "-o", str(paper)).code == 0
    checkout = "It was made in a checkout with the line ends of Windows (CRLF). They do not count."
    assert verify(root, paper).reasons == (checkout,)
    paper.write_bytes(paper.read_bytes().replace(b"\n", b"\r\n"))
    found = verify(root, paper)
    assert found.outcome is Outcome.SAME
    assert found.reasons == (checkout, "The file has the line ends of Windows (CRLF). They do not count.")


UNCOMMITTED = "It was made from records with uncommitted changes, which no commit has."
NOT_OWN = "Its template is now hsp's own, which it was not when the paper was made."
NO_LAST_LINE = "Its last line is not the one in which hsp says from what it made a paper."


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("clean", "with uncommitted changes", UNCOMMITTED),
        ("morning-report (", "evening (", "This version of hsp does not know papers of the kind evening."),
        ("hsp's own", "the workspace's own", NOT_OWN),
        ("digest ", "digest x", NO_LAST_LINE),
        ("as of 2024-04-15.", "as of 2024-04-31.", NO_LAST_LINE),
        ("morning-report (", "scorecard (", "The digest in its last line is not that of the commit's records"),
    ],
)
def test_a_last_line_that_leads_nowhere_is_the_reason(old: str, new: str, reason: str, root: Path, paper: Path) -> None:
    text, line = paper.read_text("utf-8").rsplit("\n\n", 1)
    assert old in line
    paper.write_text(f"{text}\n\n{line.replace(old, new)}", "utf-8")
    assert unknown(verify(root, paper)).startswith(reason)


def test_a_commit_that_is_missing_or_not_named_is_the_reason(root: Path, paper: Path) -> None:
    commit = git(root, "rev-parse", "HEAD")[:12]
    change(paper, commit, "0123456789ab")
    assert unknown(verify(root, paper)).startswith("git knows no revision '0123456789ab' here: ")
    change(paper, "commit 0123456789ab (tree clean)", "records that are not under version control")
    assert unknown(verify(root, paper)) == "It was made from records that were not under version control."


def test_a_file_that_is_no_paper_is_the_reason(root: Path, paper: Path) -> None:
    for content, reason in (
        (b"\xff", "The file is not text."),
        (b"", NO_LAST_LINE),
    ):
        paper.write_bytes(content)
        found = verify(root, paper)
        assert unknown(found) == reason
        assert found.made is None


def test_a_file_that_hsp_cannot_read_again_is_the_reason_and_another_format_the_way_out(
    root: Path, paper: Path
) -> None:
    for format in FORMATS:
        if not format.is_text:
            file = paper.rename(paper.with_suffix(format.ending))
            reason = f"hsp cannot read {format.called} again. Verify the same paper as md, html, txt."
            assert unknown(verify(root, file)) == reason
            run = hsp("changes", "--root", str(root), "--since", str(file))
            assert run.code != 3
            paper = file


def test_a_template_of_hsp_that_has_changed_is_the_reason(
    root: Path, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {path.name: path.read_text("utf-8") for path in templates.default_folder().iterdir()}
    package = write_files(tmp_path / "newer", {f"templates/{name}": text for name, text in names.items()})
    (package / "templates/common.md.j2").write_text(f"{names['common.md.j2']}\n", "utf-8")
    monkeypatch.setattr(templates, "_PACKAGE", package)
    assert unknown(verify(root, paper)).endswith("templates of hsp have changed since, or the line was edited.")


def test_a_template_of_the_workspace_is_that_of_the_commit(root: Path, tmp_path: Path) -> None:
    commit_files(root, {"templates/morning-report.md.j2": "# {{ title }}\n\n{{ provenance }}\n"})
    paper = tmp_path / "paper.md"
    assert report(root, "--quarter", "Q1-2024", "-o", str(paper)).code == 0
    remove_files(root, ["templates/morning-report.md.j2"])
    assert verify(root, paper).outcome is Outcome.SAME


def test_another_version_of_hsp_is_told_if_the_paper_is_the_same_and_else_the_reason(
    root: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "__version__", "9.9")
    assert verify(root, paper).reasons == (f"It was made by hsp {__version__}, and again by hsp 9.9.",)
    paper.write_text(f"x{paper.read_text('utf-8')}", "utf-8")
    assert unknown(verify(root, paper)) == (
        f"It was made by hsp {__version__}. hsp 9.9 makes a paper that differs on line 1, and this may be the reason."
    )


def test_errors_of_the_time_are_counted_again(root: Path, tmp_path: Path) -> None:
    commit_files(root, {"data/meetings/m.yaml": "id: m\ntitle: M\nbody: bored\non: 2024-01-15\n"})
    paper = tmp_path / "paper.md"
    assert report(root, "--quarter", "Q1-2024", "-o", str(paper), "--allow-errors").code == 0
    remove_files(root, ["data/meetings/m.yaml"])
    assert verify(root, paper).outcome is Outcome.SAME


def test_settings_that_cannot_be_read_are_the_reason(root: Path, paper: Path) -> None:
    before = git(root, "rev-parse", "HEAD")[:12]
    commit_files(root, {"data/partnership.yaml": "id: x\n"})
    now = git(root, "rev-parse", "HEAD")[:12]
    change(paper, before, now)
    assert unknown(verify(root, paper)) == f"The settings of commit {now} cannot be read."


def test_pictures_beside_the_paper_are_compared_too(root: Path, tmp_path: Path) -> None:
    profile = next(path for path in FILES if path.startswith("data/profiles/"))
    paper = tmp_path / "paper.md"
    assert report(root, Path(profile).stem, "-o", str(paper)).code == 0
    first, *others = sorted(tmp_path.glob("*.svg"))
    assert others
    assert verify(root, paper).outcome is Outcome.SAME
    first.write_bytes(first.read_bytes().replace(b"\n", b"\r\n"))
    assert verify(root, paper).outcome is Outcome.SAME
    first.write_bytes(b"")
    found = verify(root, paper)
    assert (found.outcome, found.difference, found.pictures) == (Outcome.DIFFERS, None, (first.name,))


def test_a_last_line_is_read_as_it_is_written() -> None:
    for commit in (CommitState("0123456789ab", clean=True), CommitState("0123456789ab", clean=False), None):
        for own in (True, False):
            made = Provenance(commit, "0123456789abcdef", "a-kind", own, DAY, "1.2.3")
            assert read_provenance(str(made)) == made
            assert read_provenance(f"{made} ") is None
            assert read_provenance(str(made).replace("(", "( ")) is None

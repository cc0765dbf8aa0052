import json
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.cli.commands import COMMANDS
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.store.starter import Matrix, starter_files
from hsp_cli.store.workflows import Origin
from tests.runs import hsp
from tests.workspaces import read_workspace, write_files

DAY = ("--as-of", "2026-11-30")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "Anyborough"
    run = hsp("init", str(folder), *DAY)
    assert (run.code, run.err) == (0, "")
    return folder


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_partnership_has_records_skeletons_and_settings_for_git_and_editors(made: Path) -> None:
    assert {path for path in files_in(made) if not path.startswith(("skeletons/", "schemas/"))} == {
        ".editorconfig",
        ".gitattributes",
        ".github/workflows/records-comment.yml",
        ".github/workflows/records.yml",
        ".gitignore",
        ".gitlab-ci.yml",
        ".pre-commit-config.yaml",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        "LICENSE-DATA",
        "README.md",
        "data/indicators/asb-resolved.yaml",
        "data/indicators/assessments-in-time.yaml",
        "data/indicators/breastfeeding.yaml",
        "data/indicators/burglaries.yaml",
        "data/indicators/road-casualties.yaml",
        "data/indicators/young-people-neet.yaml",
        "data/meetings/board-2026-09-29.yaml",
        "data/papers/board-report-q2-2026.yaml",
        "data/partnership.yaml",
        "data/plans/safer-streets.yaml",
        "data/risks/partnership-risks.yaml",
    }
    kinds = [kind.value for kind in FILE_MODELS]
    assert {path for path in files_in(made) if path.startswith("skeletons/")} == {
        f"skeletons/{kind}.yaml" for kind in kinds
    }
    assert {path for path in files_in(made) if path.startswith("schemas/")} == {
        f"schemas/{kind}.schema.json" for kind in kinds
    }


def test_what_was_made_and_what_comes_next_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = hsp("init", "Anyborough", *DAY, env={"COLUMNS": "80"})
    assert run.out == (
        f"Made {len(files_in(tmp_path))} files in Anyborough\n"
        "  Everything under data/ is made up: replace it with your own. README.md says\n"
        "    how.\n"
        "  git is not set up; README.md has the commands, and --git runs them.\n"
        "  The workflows do not say yet where to install hsp from; README.md says what to\n"
        "    replace.\n"
        "\n"
        "Next\n"
        "  cd Anyborough\n"
        "  hsp validate\n"
        "  hsp exceptions\n"
        "  hsp report\n"
        "  hsp new indicator\n"
    )


def test_it_has_one_exception_and_one_red_risk_and_passes_a_strict_check(made: Path) -> None:
    root = ("--root", str(made), *DAY)
    assert hsp("validate", "--strict", *root).out == "All right: 11 files (41 records).\n"
    found = json.loads(hsp("exceptions", "--format", "json", *root).out)
    assert [(one["id"], one["rag"], one["verdict"]) for one in found["exceptions"]] == [
        ("asb-resolved", "R", "worsening")
    ]
    assert found["exceptions"][0]["comment"]
    risks = json.loads(hsp("risks", "--format", "json", *root).out)
    assert [one["id"] for one in risks["red"]] == ["partnership-risks/vacant-posts"]


def test_its_paper_is_made_at_once_from_its_own_record(made: Path) -> None:
    run = hsp("report", "--root", str(made), *DAY)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(
        "# Partnership Board: Quarterly Report to the Partnership Board, Q2 2026/27\n\n"
        "Anyborough Partnership. For the meeting on 8 December 2026. As of 30 November 2026."
    )
    assert "The exception is **anti-social behaviour reports**" in run.out


def test_the_name_of_the_partnership_is_a_value_whatever_signs_it_has(tmp_path: Path) -> None:
    name = 'Über & Co: "The #1" {{ quarter }}'
    assert hsp("init", str(tmp_path / "x"), "--name", name, *DAY).code == 0
    workspace = read_workspace(tmp_path / "x").workspace
    assert workspace is not None
    assert (workspace.partnership.name, workspace.partnership.id) == (name, "uber-co-the-1-quarter")
    assert (tmp_path / "x/README.md").read_text().startswith(f"# {name}\n")


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a\x1b[31m"])
def test_a_name_of_more_than_one_line_is_refused(name: str, tmp_path: Path) -> None:
    run = hsp("init", str(tmp_path / "x"), "--name", name, *DAY)
    assert (run.code, run.err) == (2, "error: a name is words on one line\n  = help: give one with --name\n")
    assert not (tmp_path / "x").exists()


def test_the_matrix_has_the_size_that_was_asked_for(tmp_path: Path) -> None:
    assert hsp("init", str(tmp_path / "x"), "--matrix", "3x3", *DAY).code == 0
    assert _size(tmp_path / "x") == "3x3"


def _size(root: Path) -> str:
    workspace = read_workspace(root).workspace
    assert workspace is not None
    matrix = workspace.partnership.risk_matrix
    assert matrix is not None
    return f"{len(matrix.likelihood)}x{len(matrix.impact)}"


def test_a_folder_with_something_in_it_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    for name in "abcdefg":
        (tmp_path / name).write_text(name)
    run = hsp("init", str(tmp_path), *DAY)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"error: {tmp_path} is not empty: it has a, b, c, d, e and 2 more\n  = help: name a new folder\n"
    )
    assert files_in(tmp_path) == set("abcdefg")
    run = hsp("init", str(tmp_path / "a"), *DAY)
    assert run.err == f"error: {tmp_path}/a is not a folder\n  = help: name a new folder\n"


def test_an_empty_folder_and_a_new_repository_are_filled(tmp_path: Path) -> None:
    for folder in (tmp_path / "empty", tmp_path / "repository"):
        folder.mkdir()
    subprocess.run(("git", "init", "--quiet"), cwd=tmp_path / "repository", check=True)
    for folder in (tmp_path / "empty", tmp_path / "repository"):
        assert hsp("init", str(folder), *DAY).code == 0
        assert (folder / "data/partnership.yaml").is_file()
        assert "merge" not in _config(folder)


def _config(folder: Path) -> str:
    path = folder / ".git" / "config"
    return path.read_text() if path.is_file() else ""


def test_git_is_set_up_only_when_that_was_asked_for_and_it_is_said_how(tmp_path: Path) -> None:
    run = hsp("init", str(tmp_path / "x"), "--git", *DAY)
    assert (
        "  Ran git init --quiet; git config --local merge.hsp.name 'records of hsp'; git config --local "
        "merge.hsp.driver 'hsp merge-driver %O %A %B %P --marker-size %L'\n"
    ) in run.out
    assert "\tdriver = hsp merge-driver %O %A %B %P --marker-size %L\n" in _config(tmp_path / "x")
    attribute = subprocess.run(
        ("git", "check-attr", "merge", "data/plans/safer-streets.yaml"),
        cwd=tmp_path / "x",
        capture_output=True,
        text=True,
        check=True,
    )
    assert attribute.stdout == "data/plans/safer-streets.yaml: merge: hsp\n"
    (tmp_path / "x" / "sub").mkdir()
    run = hsp("init", str(tmp_path / "x" / "sub"), "--git", *DAY)
    assert "git init" not in run.out
    assert not (tmp_path / "x" / "sub" / ".git").exists()


def test_without_git_the_files_are_made_and_the_refusal_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = hsp("init", str(tmp_path / "x"), "--git", *DAY, env={"PATH": str(tmp_path)})
    assert (run.code, run.err) == (2, "error: git cannot be run, so it is not set up\n  = help: the files are made\n")
    assert (tmp_path / "x/data/partnership.yaml").is_file()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a folder that cannot be written to")
def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    run = hsp("init", str(tmp_path / "x"), *DAY)
    assert run.code == 2


def test_the_readme_names_commands_that_there_are(made: Path) -> None:
    import re

    named = re.findall(r"`hsp ([a-z-]+)", (made / "README.md").read_text())
    assert len(named) > 5
    assert set(named) <= set(COMMANDS)


def test_the_editor_settings_name_a_schema_for_each_folder_of_records(made: Path) -> None:
    schemas = json.loads((made / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert schemas["schemas/register.schema.json"] == "data/risks/**/*.yaml"
    assert all((made / schema).is_file() for schema in schemas)


def test_the_workflows_name_where_hsp_was_installed_from_if_that_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = "0123456789" * 4
    source = Origin("https://github.com/somebody/hsp", commit)
    monkeypatch.setattr("hsp_cli.exchange.new_workspace.origin", lambda: source)
    run = hsp("init", str(tmp_path / "x"), *DAY)
    assert "The workflows do not say" not in run.out
    assert f"uses: somebody/hsp@{commit}" in (tmp_path / "x/.github/workflows/records.yml").read_text()
    assert f"https://github.com/somebody/hsp@{commit}" in (tmp_path / "x/.gitlab-ci.yml").read_text()


def test_a_folder_among_the_records_of_another_workspace_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, starter_files("A", "a", Matrix.FIVE, date(2026, 11, 30)))
    for folder in ("data/new", "data/plans/new"):
        run = hsp("init", str(tmp_path / folder), *DAY)
        assert run.err == (
            f"error: {tmp_path}/{folder} is among the records of another workspace\n"
            "  = help: choose a folder outside data/\n"
        )
    assert hsp("init", str(tmp_path / "other"), *DAY).code == 0

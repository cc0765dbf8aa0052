from pathlib import Path

import pytest

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.layout import DataFile, claimed_by, data_files, find_root, is_read_as_record
from tests.workspaces import write_files

SETTINGS = {"data/partnership.yaml": "id: b\n"}


@pytest.mark.parametrize("start", ["", "data", "data/plans/2018", "docs"])
def test_the_root_is_found_from_any_folder_below_it(tmp_path: Path, start: str) -> None:
    write_files(tmp_path, SETTINGS)
    (tmp_path / start).mkdir(parents=True, exist_ok=True)
    assert find_root(str(tmp_path / start)) == str(tmp_path)


def test_the_nearest_workspace_counts(tmp_path: Path) -> None:
    write_files(tmp_path, SETTINGS)
    inner = write_files(tmp_path / "examples", SETTINGS)
    assert find_root(str(inner / "data")) == str(inner)


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_the_search_stops_at_the_git_root(tmp_path: Path, kind: str) -> None:
    write_files(tmp_path, SETTINGS)
    clone = tmp_path / "clone"
    if kind == "folder":
        (clone / ".git").mkdir(parents=True)
    else:
        write_files(clone, {".git": "gitdir: ../elsewhere\n"})
    with pytest.raises(RequestRefused, match="no workspace here"):
        find_root(str(clone))


def test_the_git_root_itself_may_be_the_workspace(tmp_path: Path) -> None:
    write_files(tmp_path, SETTINGS)
    (tmp_path / ".git").mkdir()
    assert find_root(str(tmp_path / "data")) == str(tmp_path)


def test_where_there_is_no_workspace_the_refusal_says_how_to_name_one(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with pytest.raises(RequestRefused) as refused:
        find_root(str(tmp_path))
    assert refused.value.message == (
        "no workspace here: neither this folder nor one above it has data/partnership.yaml"
    )
    assert refused.value.hint == "change into the workspace, or name it: --root DIR (or HSP_ROOT)"


def test_a_root_that_is_given_is_taken_and_no_other(tmp_path: Path) -> None:
    ours = write_files(tmp_path / "ours", SETTINGS)
    theirs = write_files(tmp_path / "theirs", SETTINGS)
    assert find_root(str(ours), str(theirs)) == str(theirs)
    with pytest.raises(RequestRefused) as refused:
        find_root(str(ours), str(ours / "data"))
    assert refused.value.message == f"{ours}/data is not a workspace: it has no data/partnership.yaml"
    assert refused.value.hint == "name its folder: --root DIR"


def test_the_search_ends_at_the_top_of_the_file_system() -> None:
    with pytest.raises(RequestRefused, match="no workspace here"):
        find_root("/")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("data/partnership.yaml", Kind.PARTNERSHIP),
        ("data/plans/cohesion.yaml", Kind.PLAN),
        ("data/plans/2018/cohesion.yaml", Kind.PLAN),
        ("data/indicators/ni-1.yaml", Kind.INDICATOR),
        ("data/risks/ccmg.yaml", Kind.REGISTER),
        ("data/meetings/may.yaml", Kind.MEETING),
        ("data/papers/report.yaml", Kind.PAPER),
        ("data/indicators/ni-1.yml", None),
        ("data/indicators/ni-1.YAML", None),
        ("data/indicator/ni-1.yaml", None),
        ("data/ni-1.yaml", None),
        ("data/plans.yaml", None),
        ("data/partnership/borough.yaml", None),
        ("data/plans/partnership.yaml", Kind.PLAN),
    ],
)
def test_a_file_belongs_to_the_kind_of_its_folder(path: str, kind: Kind | None) -> None:
    assert claimed_by(path) is kind


def test_every_yaml_file_is_listed_once_by_path_and_nothing_else(tmp_path: Path) -> None:
    paths = ["data/plans/b.yaml", "data/plans/a/z.yaml", "data/partnership.yaml", "data/x.yml", "data/plans/C.YAML"]
    write_files(tmp_path, dict.fromkeys([*paths, "data/plans/notes.txt", "data/README.md", "elsewhere.yaml"], ""))
    assert [file.path for file in data_files(str(tmp_path))] == sorted(paths)
    assert not any(file.is_link for file in data_files(str(tmp_path)))


def test_a_files_stem_is_its_name_without_folder_and_ending() -> None:
    assert DataFile("data/plans/2018/cohesion.yaml", Kind.PLAN).stem == "cohesion"


def test_links_are_listed_and_never_followed(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/plans/a.yaml": "", "outside/secret.yaml": "", "outside/folder/b.yaml": ""})
    (tmp_path / "data/plans/link.yaml").symlink_to(tmp_path / "outside/secret.yaml")
    (tmp_path / "data/plans/folder").symlink_to(tmp_path / "outside/folder")
    assert data_files(str(tmp_path)) == [
        DataFile("data/plans/a.yaml", Kind.PLAN),
        DataFile("data/plans/folder", None, is_link=True),
        DataFile("data/plans/link.yaml", Kind.PLAN, is_link=True),
    ]


@pytest.mark.parametrize("target", [".", "..", "loop", "nowhere"])
def test_a_link_that_leads_in_a_circle_or_nowhere_stops_nothing(tmp_path: Path, target: str) -> None:
    write_files(tmp_path, {"data/plans/a.yaml": ""})
    (tmp_path / "data/plans/loop").symlink_to(target)
    assert DataFile("data/plans/a.yaml", Kind.PLAN) in data_files(str(tmp_path))
    assert not [file for file in data_files(str(tmp_path)) if "loop/" in file.path]


def test_a_data_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    elsewhere = write_files(tmp_path / "elsewhere", SETTINGS)
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "data").symlink_to(elsewhere / "data")
    with pytest.raises(RequestRefused) as refused:
        data_files(str(tmp_path / "ours"))
    assert refused.value.message == "data/ is a link, and links are not followed"
    assert refused.value.hint == "put the folder itself there"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied", "/x/data"), "cannot look into /x/data: permission denied"),
        (PermissionError(13, "Permission denied"), "cannot look into data: permission denied"),
        (OSError(), "cannot look into data: it cannot be read"),
    ],
)
def test_a_folder_that_cannot_be_looked_into_is_refused(
    error: OSError, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, SETTINGS)

    def closed(_folder: Path) -> None:
        raise error

    monkeypatch.setattr("os.scandir", closed)
    with pytest.raises(RequestRefused) as refused:
        data_files(str(tmp_path))
    assert (refused.value.message, refused.value.hint) == (words, "correct its permissions")


@pytest.mark.parametrize(
    ("path", "is_record"),
    [
        ("data/new.yaml", True),
        ("data/plans/2018/new.YML", True),
        ("data/no/such/folder/new.yaml", True),
        ("link/new.yaml", True),
        ("data/new.md", False),
        ("new.yaml", False),
        ("docs/data.yaml", False),
    ],
)
def test_a_yaml_file_is_read_as_a_record_wherever_it_would_stand_under_data(
    tmp_path: Path, path: str, is_record: bool
) -> None:
    write_files(tmp_path, SETTINGS)
    (tmp_path / "link").symlink_to(tmp_path / "data")
    assert is_read_as_record(str(tmp_path), str(tmp_path / path)) is is_record

from pathlib import Path

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store import new_folder
from hsp_cli.store.new_folder import empty_folder, write_all
from hsp_cli.store.writing import write_atomically
from tests.workspaces import PARTNERSHIP, write_files

FILES = {"a.txt": "a", "b/c.txt": "c", "b/d/e.txt": "e"}


def files_in(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_all_files_are_written_and_more_of_them_afterwards(tmp_path: Path) -> None:
    with write_all(tmp_path / "new", FILES) as write_more:
        assert files_in(tmp_path / "new") == FILES
        write_more({"f.txt": "f"})
    assert files_in(tmp_path / "new") == {**FILES, "f.txt": "f"}


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_if_a_file_cannot_be_written_none_is_left(count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []

    def fail_after_some(path: Path, text: str) -> None:
        if len(written) == count:
            raise KeyboardInterrupt
        write_atomically(path, text)
        written.append(path)

    monkeypatch.setattr(new_folder, "write_atomically", fail_after_some)
    with pytest.raises(KeyboardInterrupt), write_all(tmp_path / "x" / "y", FILES) as write_more:
        write_more({"f.txt": "f"})
    assert len(written) == count
    assert list(tmp_path.iterdir()) == []


def test_if_what_follows_fails_only_what_was_made_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    def work() -> None:
        (tmp_path / "b" / "mine.txt").write_text("mine")
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"), write_all(tmp_path, FILES):
        work()
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [".git", "b", "b/mine.txt"]


def test_a_folder_that_is_new_empty_or_only_a_repository_can_be_filled(tmp_path: Path) -> None:
    assert empty_folder(str(tmp_path / "new")) == tmp_path / "new"
    assert empty_folder(str(tmp_path)) == tmp_path
    (tmp_path / ".git").mkdir()
    assert empty_folder(str(tmp_path)) == tmp_path


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys("fedcb", ""))
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    for name, message in {
        "": "is not empty: it has b, c, d, e, f and 1 more",
        "/b": "/b is not a folder",
        "/gone": "/gone is not a folder",
    }.items():
        with pytest.raises(RequestRefused) as refused:
            empty_folder(f"{tmp_path}{name}")
        assert message in refused.value.message
        assert refused.value.hint == "name a new folder"
    (tmp_path / "gone").unlink()
    with pytest.raises(RequestRefused, match=r"it has b, c, d, e, f$"):
        empty_folder(str(tmp_path))


def test_a_folder_among_the_records_of_a_workspace_is_none_for_another(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP})
    with pytest.raises(RequestRefused, match="is among the records of another workspace"):
        empty_folder(str(tmp_path / "data" / "plans" / "new"))
    other = tmp_path / "elsewhere" / "data" / "new"
    assert empty_folder(str(other)) == other

"""A folder that hsp fills keeps nothing that is no longer wanted, whatever happened to it between two runs."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store import folder_lock
from hsp_cli.store.output_folder import MANIFEST, OutputFolder
from tests.workspaces import PARTNERSHIP, write_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path / "workspace", {"data/partnership.yaml": PARTNERSHIP})


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return tmp_path / "public"


def fill(folder: Path, root: Path, **content: str) -> tuple[int, int]:
    with OutputFolder(folder, str(root)) as output:
        for name, text in content.items():
            output.add(f"pages/{name}.html", text, text.encode())
        return output.finish()


def pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.rglob("*.html"))}


def test_a_page_that_is_no_longer_wanted_goes_from_a_copy_of_the_folder_too(public: Path, root: Path) -> None:
    fill(public, root, one="1", exempt="2")
    copy = shutil.copytree(public, public.with_name("copy"), copy_function=shutil.copyfile)  # without the times
    assert fill(copy, root, one="1") == (0, 1)
    assert pages(copy) == {"one.html": "1"}


@pytest.mark.parametrize("text", ["2\r\n", "changed by hand"])
def test_a_page_that_is_no_longer_wanted_goes_although_somebody_has_changed_it(
    public: Path, root: Path, text: str
) -> None:
    fill(public, root, one="1", exempt="2")
    (public / "pages/exempt.html").write_text(text)
    fill(public, root, one="1")
    assert pages(public) == {"one.html": "1"}


def test_a_link_in_the_place_of_a_page_goes_and_what_it_leads_to_stays(public: Path, root: Path) -> None:
    fill(public, root, one="1", two="2")
    (root / "kept.html").write_text("mine")
    (public / "pages/two.html").unlink()
    (public / "pages/two.html").symlink_to(root / "kept.html")
    fill(public, root, one="1")
    assert pages(public) == {"one.html": "1"}
    assert pages(root) == {"kept.html": "mine"}


def test_a_page_that_cannot_be_removed_because_its_folder_was_moved_is_told(public: Path, root: Path) -> None:
    fill(public, root, two="2")
    (public / "pages").rename(public / "moved")
    (public / "pages").symlink_to(public / "moved", target_is_directory=True)
    with pytest.raises(RequestRefused, match=r"two\.html is reached through a link"):
        fill(public, root)


def test_a_manifest_that_names_hidden_files_of_others_removes_none(public: Path, root: Path) -> None:
    write_files(public, {".git/config": "mine", "pages/.htaccess": "mine"})
    fill(public, root, one="1")
    held = json.loads((public / MANIFEST).read_text())
    made = held["files"]["pages/one.html"]
    held["files"] |= dict.fromkeys((".git/config", "pages/.htaccess", MANIFEST, "../workspace/x", "/etc/x"), made)
    (public / MANIFEST).write_text(json.dumps(held))
    fill(public, root, one="1")
    assert (public / ".git/config").read_text() == (public / "pages/.htaccess").read_text() == "mine"


def killed_at(step: int, public: Path, root: Path, **content: str) -> None:
    """Fill the folder in a process that is killed before its change of that number."""
    process = os.fork()
    if process:
        os.waitpid(process, 0)
        return
    try:
        changes = iter(range(step))

        def until(real: Callable[..., Any]) -> Callable[..., Any]:
            return lambda *given, **named: os._exit(9) if next(changes, None) is None else real(*given, **named)

        for name in ("replace", "unlink", "rmdir", "write_text"):
            setattr(Path, name, until(getattr(Path, name)))
        fill(public, root, **content)
    finally:
        os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forks")
@pytest.mark.parametrize("step", range(10))
def test_a_run_after_one_that_was_killed_gives_the_same_as_a_fresh_one(public: Path, root: Path, step: int) -> None:
    fill(public, root, one="1", two="2", exempt="3")
    killed_at(step, public, root, one="1", two="new", four="4")
    assert "exempt.html" not in pages(public) or step < 3  # it is removed before anything else
    fill(public, root, one="1", two="newer")
    assert pages(public) == {"one.html": "1", "two.html": "newer"}
    assert not (public / ".hsp-new").exists()


def test_two_runs_do_not_fill_a_folder_at_once(public: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(folder_lock, "_WAIT_SECONDS", 0.01)
    fill(public, root, one="1")
    handle = os.open(public, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(RequestRefused, match="another run of hsp is writing to this folder"):
        fill(public, root, one="2")
    os.close(handle)
    fill(public, root, one="2")
    assert pages(public) == {"one.html": "2"}

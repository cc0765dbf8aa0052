"""A build of the site writes what has changed, and touches nothing that is not its own."""

import gc
import os
import re
import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.domain.file_names import is_device
from hsp_cli.domain.request import RequestRefused
from hsp_cli.site.building import build
from hsp_cli.site.contents import files_of, links_of
from hsp_cli.site.site import Site
from hsp_cli.store.output_folder import MANIFEST, OutputFolder
from tests.sample_workspace import FILES
from tests.site.conftest import site_at
from tests.workspaces import PARTNERSHIP, write_files


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def _fill(folder: Path, root: Path, **content: str) -> tuple[int, int]:
    with OutputFolder(folder, str(root)) as output:
        for name, text in content.items():
            output.add(f"pages/{name}.html", text, text.encode())
        return output.finish()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path / "workspace", {"data/partnership.yaml": PARTNERSHIP})


@pytest.fixture
def rushmere(sample: Path) -> Site:
    """The site of a small partnership that has a record of every kind."""
    return site_at(sample, DAY_OF_RUSHMERE)


DAY_OF_RUSHMERE = date(2024, 4, 20)


def test_the_same_records_give_the_same_bytes_in_one_process_and_in_two(rushmere: Site, tmp_path: Path) -> None:
    build(rushmere, tmp_path / "one")
    build(rushmere, tmp_path / "two", processes=2)
    assert _files(tmp_path / "one") == _files(tmp_path / "two")


def test_a_build_after_a_change_gives_the_same_as_a_fresh_one(sample: Path, tmp_path: Path) -> None:
    build(site_at(sample, DAY_OF_RUSHMERE), tmp_path / "kept")
    changes = {
        "data/indicators/missed-bins.yaml": ("actual: 25", "actual: 26"),
        "data/plans/homes.yaml": ("title: ", "title: Newly "),
        "data/partnership.yaml": ("name: Rushmere", "name: New Rushmere"),
    }
    for path, (before, after) in changes.items():
        text = (sample / path).read_text(encoding="utf-8")
        assert before in text
        (sample / path).write_text(text.replace(before, after, 1), encoding="utf-8")
        changed = site_at(sample, DAY_OF_RUSHMERE)
        assert build(changed, tmp_path / "kept").written
        build(changed, tmp_path / path.replace("/", "-"))
        assert _files(tmp_path / "kept") == _files(tmp_path / path.replace("/", "-"))


def test_the_page_and_the_chart_of_an_indicator_are_made_again_only_if_something_on_them_changes(
    sample: Path, tmp_path: Path
) -> None:
    def keys() -> dict[str, str]:
        site = site_at(sample, DAY_OF_RUSHMERE)
        return {file.path: file.key for file in files_of(site, links_of(site))}

    def change(path: str, before: str, after: str) -> set[str]:
        text = (sample / path).read_text(encoding="utf-8")
        (sample / path).write_text(text.replace(before, after, 1), encoding="utf-8")
        now = keys()
        changed = {one for one in now if now[one] != known.get(one) and one.startswith("indicators/")}
        known.update(now)
        return changed - {"indicators/index.html"}

    known = keys()
    bins = {"indicators/missed-bins.html", "indicators/missed-bins.svg"}
    assert change("data/indicators/missed-bins.yaml", "actual: 25", "actual: 26") == bins
    assert change("data/meetings/board-2024-01-15.yaml", "Count the trees", "Count all trees") == set()
    assert bins < change("data/partnership.yaml", "name: Rushmere", "name: New Rushmere")


def test_a_second_build_writes_nothing(rushmere: Site, tmp_path: Path) -> None:
    build(rushmere, tmp_path / "public")
    built = build(rushmere, tmp_path / "public")
    assert (built.written, built.removed) == (0, 0)


def test_an_error_in_the_other_process_is_the_error_of_the_build(sample: Path, tmp_path: Path) -> None:
    write_files(sample, {"templates/delivery-plan.md.j2": "{{ nothing.such }}"})
    with pytest.raises(RequestRefused, match="delivery-plan"):
        build(site_at(sample, DAY_OF_RUSHMERE), tmp_path / "public", processes=2)
    assert not (tmp_path / "public/index.html").exists()


def test_garbage_is_collected_while_a_site_is_built_and_as_before_afterwards(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enabled = []
    monkeypatch.setattr(OutputFolder, "take", lambda _folder, _staged: enabled.append(gc.isenabled()))
    was_enabled, frozen = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    try:
        build(site_at(root, DAY_OF_RUSHMERE), tmp_path / "public")
        assert set(enabled) == {True}
        assert not gc.isenabled()
        assert gc.get_freeze_count() == frozen
    finally:
        if was_enabled:
            gc.enable()


def test_a_file_that_the_site_no_longer_has_is_removed_with_its_folder(tmp_path: Path, root: Path) -> None:
    _fill(tmp_path / "public", root, one="1", two="2")
    assert _fill(tmp_path / "public", root, one="1") == (0, 1)
    assert list(_files(tmp_path / "public")) == ["pages/one.html"]
    with OutputFolder(tmp_path / "public", str(root)) as output:
        output.finish()
    assert [path.name for path in (tmp_path / "public").iterdir()] == [MANIFEST]


def test_files_of_somebody_else_stay_as_they_are(tmp_path: Path, root: Path) -> None:
    write_files(tmp_path / "public", {"CNAME": "example.org", "pages/own.html": "mine"})
    _fill(tmp_path / "public", root, one="1")
    _fill(tmp_path / "public", root)
    assert _files(tmp_path / "public") == {"CNAME": b"example.org", "pages/own.html": b"mine"}


def test_a_file_of_somebody_else_in_the_way_is_refused_and_nothing_is_written(tmp_path: Path, root: Path) -> None:
    write_files(tmp_path / "public", {"pages/two.html": "mine"})
    with pytest.raises(RequestRefused, match="was not made by hsp"):
        _fill(tmp_path / "public", root, one="1", two="2")
    assert _files(tmp_path / "public") == {"pages/two.html": b"mine"}


def test_a_page_that_somebody_has_changed_is_made_again(tmp_path: Path, root: Path) -> None:
    _fill(tmp_path / "public", root, one="1")
    (tmp_path / "public/pages/one.html").write_text("changed")
    _fill(tmp_path / "public", root, one="1")
    assert _files(tmp_path / "public") == {"pages/one.html": b"1"}


def test_a_page_of_the_same_size_and_time_that_somebody_has_put_there_is_made_again(tmp_path: Path, root: Path) -> None:
    _fill(tmp_path / "public", root, one="1")
    page = tmp_path / "public/pages/one.html"
    before = page.stat()
    page.write_text("2")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    _fill(tmp_path / "public", root, one="1")
    assert _files(tmp_path / "public") == {"pages/one.html": b"1"}


def test_the_same_site_has_the_same_manifest_and_a_copy_of_it_is_not_made_again(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        _fill(tmp_path / name, root, a="1", b="2")
        _fill(tmp_path / name, root, a="1", b="3")
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()
    shutil.copytree(tmp_path / "one", tmp_path / "copy", copy_function=shutil.copyfile)
    assert _fill(tmp_path / "copy", root, a="1", b="3") == (0, 0)


def test_a_page_that_a_killed_run_had_not_replaced_is_made_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(tmp_path / "public", root, one="1")
    time.sleep(0.02)  # so that the manifest is newer than the page

    class KilledError(Exception):
        pass

    replaced = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if target.name == "one.html":
            raise KilledError
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KilledError):
        _fill(tmp_path / "public", root, one="2")
    monkeypatch.undo()
    assert _fill(tmp_path / "public", root, one="2") == (1, 0)
    assert _files(tmp_path / "public") == {"pages/one.html": b"2"}


def test_a_link_in_the_folder_is_not_followed_out_of_it(tmp_path: Path, root: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "public").mkdir()
    (tmp_path / "public/pages").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(RequestRefused, match="through a link"):
        _fill(tmp_path / "public", root, one="1")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_manifest_that_names_a_file_outside_removes_nothing_there(tmp_path: Path, root: Path) -> None:
    (tmp_path / "kept").write_text("1")
    _fill(tmp_path / "public", root, one="1")
    manifest = tmp_path / "public" / MANIFEST
    manifest.write_text(manifest.read_text().replace("pages/one.html", "../kept"))
    (tmp_path / "public/pages/one.html").unlink()
    _fill(tmp_path / "public", root)
    assert (tmp_path / "kept").exists()


@pytest.mark.parametrize("damage", ["[" * 100_000, "[]", '{"files": {"a": 1}}', "\udcff", "{"])
def test_a_manifest_that_somebody_has_damaged_is_as_good_as_none(tmp_path: Path, root: Path, damage: str) -> None:
    write_files(tmp_path / "public", {MANIFEST: damage.encode(errors="surrogateescape")})
    _fill(tmp_path / "public", root, one="1")
    assert _files(tmp_path / "public") == {"pages/one.html": b"1"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_a_pipe_in_the_place_of_the_manifest_does_not_make_hsp_wait(tmp_path: Path, root: Path) -> None:
    (tmp_path / "public").mkdir()
    os.mkfifo(tmp_path / "public" / MANIFEST)
    _fill(tmp_path / "public", root, one="1")
    assert _files(tmp_path / "public") == {"pages/one.html": b"1"}


@pytest.mark.parametrize("place", [".", "..", "data", "data/public", "templates/public"])
def test_a_folder_of_the_workspace_itself_is_refused(root: Path, place: str) -> None:
    with pytest.raises(RequestRefused, match=r"of the workspace|the workspace itself"):
        OutputFolder(root / place, str(root))


def test_a_partnership_without_records_has_a_site(root: Path, tmp_path: Path) -> None:
    build(site_at(root), tmp_path / "public")
    assert (tmp_path / "public/index.html").is_file()


def test_every_file_of_a_site_can_be_copied_to_windows(tmp_path: Path) -> None:
    text = {path: str(content) for path, content in FILES.items()}
    swaps = {"homes-group": "aux", "homes": "con", "board": "com1", "repairs-in-time": "nul", "no-plumbers": "prn"}
    for old, new in swaps.items():
        pattern = rf"(?<=[\[ /]){old}(?=[\], /\n}}])"
        text = {re.sub(rf"/{old}\.yaml", f"/{new}.yaml", path): re.sub(pattern, new, one) for path, one in text.items()}
    root = write_files(tmp_path / "devices", text)
    build(site_at(root, date(2024, 4, 15), "Q1-2024"), tmp_path / "public")
    made = list(_files(tmp_path / "public"))
    assert {"bodies/aux-.html", "plans/con-.html", "indicators/nul-.svg", "risks/aux-/prn-.html", "papers/con-.md"} <= {
        *made
    }
    assert len({path.casefold() for path in made}) == len(made)
    for part in (part for path in made for part in path.split("/")):
        assert not is_device(part)
        assert re.fullmatch(r"[A-Za-z0-9_.-]*[A-Za-z0-9_-]", part)

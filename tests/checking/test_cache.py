"""What is kept is the user's own, is never wrong, and is never needed."""

import json
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from hsp_cli.checking import cache
from hsp_cli.checking.cache import CachedResult, ResultCache, content_hashes, open_cache
from hsp_cli.checking.result import CheckResult
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.store.layout import DataFile, data_files
from tests.runs import hsp
from tests.sample_workspace import FILES
from tests.workspaces import PARTNERSHIP, Files, write_files

FOUND = Diagnostic("data/a.yaml", 3, 4, "wrong-type", Severity.ERROR, "it is\nwrong \ud800", "right it")
PATHS = (DataFile("data/a.yaml", None),)
ENTRIES = {"data/a b.yaml": CachedResult("d1", "[1]"), "data/c\ud800.yaml": CachedResult("d2", '["\\u00e9"]')}


def keep(folder: Path, as_of: str = "2010-09-27", root: str = "/somewhere") -> ResultCache:
    return ResultCache(str(folder), root, as_of)


def test_what_was_kept_comes_back_for_the_same_state_alone(tmp_path: Path) -> None:
    result = CheckResult(("data/a.yaml",), 5, (FOUND,))
    keep(tmp_path).store_result("state", result)
    keep(tmp_path).store_files("settings", ENTRIES)
    assert keep(tmp_path).result("state", PATHS) == result
    assert keep(tmp_path).files("settings") == ENTRIES
    assert keep(tmp_path).result("other", PATHS) is None
    assert keep(tmp_path).result("", PATHS) is None
    assert keep(tmp_path).files("other") == {}
    assert keep(tmp_path, as_of="2010-09-28").files("settings") == {}
    assert keep(tmp_path, root="/elsewhere").result("state", PATHS) is None


def test_a_workspace_with_a_file_that_cannot_be_read_has_no_state(tmp_path: Path) -> None:
    assert keep(tmp_path).state({"a": "d1", "b": "d2"})
    assert not keep(tmp_path).state({"a": "d1", "b": ""})


def test_every_change_is_another_state(tmp_path: Path) -> None:
    hashes = {"a": "d1", "b": "d2"}
    states = [
        keep(tmp_path).state(changed)
        for changed in (hashes, {"a": "d2", "b": "d1"}, {"a": "d1"}, {**hashes, "c": "d1"}, {"ad": "1", "b": "d2"})
    ]
    assert len(set(states)) == len(states)
    assert keep(tmp_path).state(dict(reversed(hashes.items()))) == states[0]


@pytest.mark.parametrize("what", ["hsp", "python", "limit", "code", "library"])
def test_another_foundation_is_another_state(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = write_files(
        tmp_path / "site-packages", {"pydantic-2.0.dist-info/RECORD": "", "hsp_cli/x/__init__.py": ""}
    )
    for room in ("domain", "wording", "store", "rules", "rules/support", "checking"):
        write_files(package, {f"hsp_cli/{room}/a.py": "1"})
    monkeypatch.setattr(cache, "__file__", str(package / "hsp_cli/checking/cache.py"))
    monkeypatch.setattr(sys, "path", [str(package), str(tmp_path / "no-packages")])
    before = keep(tmp_path).state({"a": "d1"})
    assert keep(tmp_path).state({"a": "d1"}) == before
    match what:
        case "hsp":
            monkeypatch.setattr(cache, "__version__", "99")
        case "python":
            monkeypatch.setattr(sys, "version", "99")
        case "limit":
            monkeypatch.setenv("HSP_MAX_FILE_BYTES", "99")
        case "code":
            write_files(package, {"hsp_cli/rules/a.py": "22"})
        case "library":
            (package / "pydantic-2.0.dist-info").rename(package / "pydantic-2.1.dist-info")
    assert keep(tmp_path).state({"a": "d1"}) != before


def damages(content: bytes) -> dict[str, bytes]:
    middle = len(content) // 2
    return {
        "empty": b"",
        "cut": content[:middle],
        "a byte less": content[:-1],
        "a byte more": content + b"x",
        "a bit": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "its seal alone": content.split(b"\n")[0] + b"\n",
        "no seal": content.split(b"\n", 1)[1],
        "noise": bytes(range(256)) * 10,
    }


CALL = ("validate", "--as-of", "2024-04-15", "--format", "json")
STEPS: tuple[Files, ...] = (
    {},
    {"data/meetings/old.yaml": "id: old\n"},
    {"data/partnership.yaml": FILES["data/partnership.yaml"] + "\n"},  # beside other settings nothing is of use
    {"data/meetings/m.yaml": "id: m\n"},  # here all but the new file is
)


class Damaged:
    """A workspace, what was kept of it at each step, and the right answer now."""

    def __init__(self, folder: Path) -> None:
        self.root, self.cached = write_files(folder / "root", FILES), folder / "kept"
        self.call = (*CALL, "--root", str(self.root))
        self.known: list[dict[str, bytes]] = []
        for step in STEPS:
            write_files(self.root, step)
            hsp(*self.call, env={"HSP_CACHE_DIR": str(self.cached)})
            self.known.append({file.suffix: file.read_bytes() for file in sorted(self.cached.iterdir())})
        self.name = next(self.cached.glob("*.files")).stem
        self.right = hsp(*self.call, "--no-cache")

    def assert_harmless(self, contents: Iterable[tuple[str, bytes]]) -> None:
        """Whatever stands where something is kept, the answer is the right one, twice."""
        for file in self.cached.iterdir():
            file.unlink()
        for ending, content in contents:
            (self.cached / f"{self.name}{ending}").write_bytes(content)
        for _ in range(2):
            assert hsp(*self.call, env={"HSP_CACHE_DIR": str(self.cached)}) == self.right

    def mutated(self, draw: Callable[..., Any]) -> Iterator[tuple[str, bytes]]:
        """What was kept at any of the steps, with bytes changed, put in, taken out or moved."""
        for ending in draw(st.sets(st.sampled_from((".files", ".verdict", ".files.0123456789ab.part")))):
            content = draw(st.sampled_from([one for state in self.known for one in state.values()]))
            for _ in range(draw(st.integers(0, 4))):
                start, end = sorted((draw(st.integers(0, len(content))), draw(st.integers(0, len(content)))))
                other = draw(st.one_of(st.binary(max_size=20), st.just(content[start:end] * 2), st.just(b"\n")))
                content = content[:start] + other + content[draw(st.sampled_from((start, end))) :]
            yield ending, content


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    return Damaged(tmp_path_factory.mktemp("damaged"))


@settings(max_examples=200)
@given(data=st.data())
def test_whatever_stands_where_something_is_kept_the_answer_stays_the_same(
    data: st.DataObject, damaged: Damaged
) -> None:
    damaged.assert_harmless(damaged.mutated(data.draw))


@pytest.mark.parametrize("kind", ["verdict", "files"])
@pytest.mark.parametrize("damage", damages(b"xx\nyy\n"))
def test_what_is_damaged_counts_for_nothing_and_is_written_anew(kind: str, damage: str, tmp_path: Path) -> None:
    root, env = write_files(tmp_path / "root", FILES), {"HSP_CACHE_DIR": str(tmp_path / "kept")}
    call = ("validate", "--root", str(root), "--as-of", "2024-04-15", "--format", "json")
    first = hsp(*call, env=env)
    (file,) = (tmp_path / "kept").glob(f"*.{kind}")
    whole = file.read_bytes()
    file.write_bytes(damages(whole)[damage])
    if kind == "files":  # else it would not even be looked at
        (root / "data/partnership.yaml").touch()
        next((tmp_path / "kept").glob("*.verdict")).unlink()
    assert hsp(*call, env=env) == first
    assert file.read_bytes() == whole


def test_a_folder_in_the_place_of_what_is_kept_stops_nothing(tmp_path: Path) -> None:
    root, env = write_files(tmp_path / "root", FILES), {"HSP_CACHE_DIR": str(tmp_path / "kept")}
    first = hsp("validate", "--root", str(root), env=env)
    for file in list((tmp_path / "kept").iterdir()):
        file.unlink()
        file.mkdir()
    assert hsp("validate", "--root", str(root), env=env) == first
    assert all(path.is_dir() for path in (tmp_path / "kept").iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_in_the_place_of_what_is_kept_does_not_make_us_wait(tmp_path: Path) -> None:
    root, env = write_files(tmp_path / "root", FILES), {"HSP_CACHE_DIR": str(tmp_path / "kept")}
    first = hsp("validate", "--root", str(root), env=env)
    for file in list((tmp_path / "kept").iterdir()):
        file.unlink()
        os.mkfifo(file)
    assert hsp("validate", "--root", str(root), env=env) == first


@pytest.mark.parametrize("inside", ["", ".cache", "data/cache", "data/../x"])
def test_nothing_is_kept_inside_the_workspace(inside: str, tmp_path: Path) -> None:
    root = write_files(tmp_path / "root", FILES)
    before = sorted(root.rglob("*"))
    env = {"HSP_CACHE_DIR": f"{root}/{inside}"}
    hsp("validate", "--root", str(root), env=env)
    assert sorted(root.rglob("*")) == before


def test_a_link_into_the_workspace_is_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path / "root", FILES)
    (tmp_path / "link").symlink_to(root)
    monkeypatch.setenv("HSP_CACHE_DIR", str(tmp_path / "link/cache"))
    assert open_cache(str(root), "2024-04-15") is None


def test_a_neighbour_whose_name_begins_alike_is_not_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path / "root", FILES)
    monkeypatch.setenv("HSP_CACHE_DIR", str(tmp_path / "root-cache"))
    assert open_cache(str(root), "2024-04-15") is not None


def test_where_hsps_own_files_cannot_be_looked_at_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "hsp.pyz/hsp_cli/checking/cache.py"))
    assert open_cache(str(tmp_path), "2024-04-15") is None


@pytest.mark.skipif(os.name != "posix", reason="this system has no modes")
def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "some/where"
    keep(folder).store_files("settings", ENTRIES)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_what_is_kept_is_plain_json(tmp_path: Path) -> None:
    root, env = write_files(tmp_path / "root", FILES), {"HSP_CACHE_DIR": str(tmp_path / "kept")}
    hsp("validate", "--root", str(root), env=env)
    for path in (tmp_path / "kept").iterdir():
        _, *lines = path.read_text("ascii").splitlines()
        for line in lines:
            json.loads(line.split(" ", 2)[-1] if path.suffix == ".files" else line)


@pytest.mark.parametrize("place", ["a file", "no rights", "nowhere"])
def test_a_folder_that_cannot_be_written_means_only_that_nothing_is_kept(place: str, tmp_path: Path) -> None:
    root = write_files(tmp_path / "root", {"data/partnership.yaml": PARTNERSHIP})
    folder = tmp_path / "kept"
    match place:
        case "a file":
            folder.write_text("")
        case "no rights":
            folder.mkdir(mode=0o500)
        case "nowhere":
            folder = Path("/proc/nowhere")
    done = hsp("validate", "--root", str(root), env={"HSP_CACHE_DIR": str(folder)})
    assert (done.code, done.out, done.err) == (0, "All right: 1 file (1 record).\n", "")


def test_without_a_cache_nothing_is_read_and_nothing_is_kept(tmp_path: Path) -> None:
    root = write_files(tmp_path / "root", FILES)
    hsp("validate", "--no-cache", "--root", str(root), env={"HSP_CACHE_DIR": str(tmp_path / "kept")})
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize(
    ("system", "env", "folder"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/hsp"),
        ("linux", {"XDG_CACHE_HOME": "relative", "HOME": "/home/ann"}, "/home/ann/.cache/hsp"),
        ("linux", {"HOME": "/home/ann"}, "/home/ann/.cache/hsp"),
        ("darwin", {"HOME": "/Users/ann"}, "/Users/ann/Library/Caches/hsp"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/hsp"),
        ("linux", {"HOME": "/home/ann", "HSP_CACHE_DIR": "/mine"}, "/mine"),
    ],
)
def test_each_system_has_its_own_place(
    system: str, env: dict[str, str], folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "HSP_CACHE_DIR", "LOCALAPPDATA", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", system)
    cached = open_cache(str(tmp_path), "2024-04-15")
    assert cached is not None
    assert cached.folder == folder


def test_two_runs_at_once_leave_one_whole_answer(tmp_path: Path) -> None:
    entries = [{f"data/{run}-{n}.yaml": CachedResult(str(run), "[]") for n in range(500)} for run in range(4)]

    read = []

    def write(run: int) -> None:
        for _ in range(30):
            keep(tmp_path).store_files("settings", entries[run])
            read.append(keep(tmp_path).files("settings"))

    writers = [Thread(target=write, args=(run,)) for run in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(read) == 120
    assert all(one in entries for one in read)
    assert len(list(tmp_path.iterdir())) == 1


def test_what_nobody_asked_for_in_a_month_goes_once_there_is_much(tmp_path: Path) -> None:
    for number in range(70):
        path = tmp_path / f"{number}.{'verdict' if number % 2 else 'part'}"
        path.write_text("")
        if number < 60:
            os.utime(path, (0, 0))
    (tmp_path / "mine.txt").write_text("")
    os.utime(tmp_path / "mine.txt", (0, 0))
    keep(tmp_path).store_files("settings", ENTRIES)
    assert len(list(tmp_path.iterdir())) == 10 + 1 + 1
    assert (tmp_path / "mine.txt").exists()


def test_digests_are_of_content_and_none_where_a_file_cannot_be_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/a.yaml": "x", "data/b.yaml": "x", "data/c.yaml": "y"})
    (tmp_path / "data/d.yaml").symlink_to(tmp_path / "data/a.yaml")
    hashes = content_hashes(str(tmp_path), data_files(str(tmp_path)))
    assert hashes["data/a.yaml"] == hashes["data/b.yaml"] != hashes["data/c.yaml"]
    assert hashes["data/d.yaml"] == ""

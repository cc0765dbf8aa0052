"""What is kept is the user's own, is never wrong, and is never needed."""

import json
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from hsp_cli.checking import cache
from hsp_cli.checking.cache import CachedFile, ResultCache, open_cache
from hsp_cli.checking.result import CheckResult
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.store.layout import DataFile, data_files
from tests.effort import examples
from tests.runs import hsp
from tests.sample_workspace import FILES
from tests.workspaces import PARTNERSHIP, Files, write_files

DAY, NEXT_DAY = date(2010, 9, 27), date(2010, 9, 28)
FOUND = Diagnostic("data/a.yaml", 3, 4, "wrong-type", Severity.ERROR, "it is\nwrong \ud800", "right it")
FILES_OF_A = (DataFile("data/a.yaml", Kind.PLAN), DataFile("data/b.yaml", Kind.PLAN))
HASHES = {"data/a.yaml": "d1", "data/b.yaml": "d2"}
RESULT = CheckResult(("data/a.yaml", "data/b.yaml"), 5, (FOUND,))
ENTRIES = {
    path: CachedFile(path, content_hash, *texts)
    for path, content_hash, texts in (
        ("data/a b.yaml", "d1", ("[1]", "[]")),
        ("data/c\ud800.yaml", "d2", ('["\\u00e9"]', "[2]")),
    )
}


def cache_in(folder: Path, root: str = "/somewhere") -> ResultCache:
    return ResultCache(str(folder), root)


def test_a_result_comes_back_for_the_same_state_alone(tmp_path: Path) -> None:
    cache_in(tmp_path).store_result(FILES_OF_A, HASHES, DAY, RESULT)
    assert cache_in(tmp_path).result(FILES_OF_A, HASHES, DAY) == RESULT
    assert cache_in(tmp_path).result(FILES_OF_A, dict(reversed(HASHES.items())), DAY) == RESULT
    assert cache_in(tmp_path).result(FILES_OF_A, HASHES, NEXT_DAY) is None
    assert cache_in(tmp_path, root="/elsewhere").result(FILES_OF_A, HASHES, DAY) is None
    assert cache_in(tmp_path).result(FILES_OF_A[:1], HASHES, DAY) is None
    for changed in ({**HASHES, "data/a.yaml": "d2"}, {"data/a.yaml": "d2", "data/b.yaml": "d1"}, {}):
        assert cache_in(tmp_path).result(FILES_OF_A, changed, DAY) is None


def test_a_workspace_with_a_file_that_cannot_be_read_is_not_stored(tmp_path: Path) -> None:
    unreadable = {**HASHES, "data/b.yaml": ""}
    cache_in(tmp_path).store_result(FILES_OF_A, unreadable, DAY, RESULT)
    assert cache_in(tmp_path).result(FILES_OF_A, unreadable, DAY) is None
    assert list(tmp_path.iterdir()) == []


def test_results_of_files_come_back_for_the_same_settings_and_day_alone(tmp_path: Path) -> None:
    cache_in(tmp_path).store_file_results("settings", DAY, ENTRIES.values())
    assert cache_in(tmp_path).file_results("settings", DAY) == ENTRIES
    assert cache_in(tmp_path).file_results("settings", NEXT_DAY) == {}
    assert cache_in(tmp_path).file_results("other", DAY) == {}
    assert cache_in(tmp_path).file_results("", DAY) == {}


def test_what_one_day_stores_leaves_another_day_as_it_was(tmp_path: Path) -> None:
    cache_in(tmp_path).store_file_results("settings", DAY, ENTRIES.values())
    other = {path: entry._replace(dated="[3]") for path, entry in ENTRIES.items()}
    cache_in(tmp_path).store_file_results("settings", NEXT_DAY, other.values())
    assert cache_in(tmp_path).file_results("settings", DAY) == ENTRIES
    assert cache_in(tmp_path).file_results("settings", NEXT_DAY) == other


def test_a_file_that_has_changed_since_another_day_is_not_taken_from_there(tmp_path: Path) -> None:
    cache_in(tmp_path).store_file_results("settings", DAY, ENTRIES.values())
    changed = {**ENTRIES, "data/a b.yaml": CachedFile("data/a b.yaml", "d9", "[1]", "[]")}
    cache_in(tmp_path).store_file_results("settings", NEXT_DAY, changed.values())
    assert set(cache_in(tmp_path).file_results("settings", DAY)) == {"data/c\ud800.yaml"}


def test_files_that_could_not_be_read_are_not_stored(tmp_path: Path) -> None:
    broken = CachedFile("data/x.yaml", "", "[]", "[]")
    cache_in(tmp_path).store_file_results("settings", DAY, [*ENTRIES.values(), broken])
    assert cache_in(tmp_path).file_results("settings", DAY) == ENTRIES


def look_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cache looks at its environment, as in a process of its own."""
    monkeypatch.setattr(cache, "_environment_key", cache._environment_key.__wrapped__)


@pytest.mark.parametrize("what", ["hsp", "python", "limit", "code", "library"])
def test_another_environment_is_another_state(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = write_files(
        tmp_path / "site-packages", {"pydantic-2.0.dist-info/RECORD": "", "hsp_cli/x/__init__.py": ""}
    )
    for name in cache._PACKAGES:
        write_files(package, {f"hsp_cli/{name}/a.py": "1"})
    look_again(monkeypatch)
    monkeypatch.setattr(cache, "__file__", str(package / "hsp_cli/checking/cache.py"))
    monkeypatch.setattr(sys, "path", [str(package), str(tmp_path / "no-packages")])
    folder = tmp_path / "kept"
    cache_in(folder).store_result(FILES_OF_A, HASHES, DAY, RESULT)
    assert cache_in(folder).result(FILES_OF_A, HASHES, DAY) == RESULT
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
    assert cache_in(folder).result(FILES_OF_A, HASHES, DAY) is None


def damages(content: bytes) -> dict[str, bytes]:
    middle = len(content) // 2
    return {
        "empty": b"",
        "cut": content[:middle],
        "a byte less": content[:-1],
        "a byte more": content + b"x",
        "a bit": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        "its checksum alone": content.split(b"\n")[0] + b"\n",
        "no checksum": content.split(b"\n", 1)[1],
        "noise": bytes(range(256)) * 10,
    }


CALL = ("validate", "--as-of", "2024-04-15", "--format", "json")
STEPS: tuple[Files, ...] = (
    {},
    {"data/meetings/old.yaml": "id: old\n"},
    {"data/partnership.yaml": FILES["data/partnership.yaml"] + "\n"},  # beside other settings nothing is of use
    {"data/meetings/m.yaml": "id: m\n"},  # here all but the new file is
)


ENDINGS = ("always", "2024-04-15.dated", "2024-04-15.result", "always.0123456789ab.part")


class Damaged:
    """A workspace, what was kept of it at each step, and the right answer now."""

    def __init__(self, folder: Path) -> None:
        self.root, self.cached = write_files(folder / "root", FILES), folder / "kept"
        self.call = (*CALL, "--root", str(self.root))
        self.known: list[dict[str, bytes]] = []
        for step in STEPS:
            write_files(self.root, step)
            hsp(*self.call, env={"HSP_CACHE_DIR": str(self.cached)})
            self.known.append({file.name.split(".", 1)[1]: file.read_bytes() for file in sorted(self.cached.iterdir())})
        self.name = next(self.cached.glob("*.always")).stem
        self.right = hsp(*self.call, "--no-cache")

    def assert_harmless(self, contents: Iterable[tuple[str, bytes]]) -> None:
        """Whatever stands where something is kept, the answer is the right one, twice."""
        for file in self.cached.iterdir():
            file.unlink()
        for ending, content in contents:
            (self.cached / f"{self.name}.{ending}").write_bytes(content)
        for _ in range(2):
            assert hsp(*self.call, env={"HSP_CACHE_DIR": str(self.cached)}) == self.right

    def mutated(self, draw: Callable[..., Any]) -> Iterator[tuple[str, bytes]]:
        """What was kept at any of the steps, with bytes changed, put in, taken out or moved."""
        for ending in draw(st.sets(st.sampled_from(ENDINGS))):
            content = draw(st.sampled_from([one for state in self.known for one in state.values()]))
            for _ in range(draw(st.integers(0, 4))):
                start, end = sorted((draw(st.integers(0, len(content))), draw(st.integers(0, len(content)))))
                other = draw(st.one_of(st.binary(max_size=20), st.just(content[start:end] * 2), st.just(b"\n")))
                content = content[:start] + other + content[draw(st.sampled_from((start, end))) :]
            yield ending, content


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    return Damaged(tmp_path_factory.mktemp("damaged"))


@settings(max_examples=examples(200))
@given(data=st.data())
def test_whatever_is_in_the_cache_folder_the_answer_stays_the_same(data: st.DataObject, damaged: Damaged) -> None:
    damaged.assert_harmless(damaged.mutated(data.draw))


@pytest.mark.parametrize("kind", ["result", "always", "dated"])
@pytest.mark.parametrize("damage", damages(b"xx\nyy\n"))
def test_a_damaged_cache_file_is_ignored_and_written_again(kind: str, damage: str, tmp_path: Path) -> None:
    root, env = write_files(tmp_path / "root", FILES), {"HSP_CACHE_DIR": str(tmp_path / "kept")}
    call = ("validate", "--root", str(root), "--as-of", "2024-04-15", "--format", "json")
    first = hsp(*call, env=env)
    (file,) = (tmp_path / "kept").glob(f"*.{kind}")
    whole = file.read_bytes()
    file.write_bytes(damages(whole)[damage])
    if kind != "result":  # else it would not even be looked at
        next((tmp_path / "kept").glob("*.result")).unlink()
    assert hsp(*call, env=env) == first
    assert file.read_bytes() == whole


def test_a_folder_in_the_place_of_a_cache_file_stops_nothing(tmp_path: Path) -> None:
    root, env = write_files(tmp_path / "root", FILES), {"HSP_CACHE_DIR": str(tmp_path / "kept")}
    first = hsp("validate", "--root", str(root), env=env)
    for file in list((tmp_path / "kept").iterdir()):
        file.unlink()
        file.mkdir()
    assert hsp("validate", "--root", str(root), env=env) == first
    assert all(path.is_dir() for path in (tmp_path / "kept").iterdir())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_in_the_place_of_a_cache_file_does_not_block(tmp_path: Path) -> None:
    root, env = write_files(tmp_path / "root", FILES), {"HSP_CACHE_DIR": str(tmp_path / "kept")}
    first = hsp("validate", "--root", str(root), env=env)
    for file in list((tmp_path / "kept").iterdir()):
        file.unlink()
        os.mkfifo(file)
    assert hsp("validate", "--root", str(root), env=env) == first


@pytest.mark.parametrize("inside", ["", ".cache", "data/cache", "data/../x"])
def test_nothing_is_cached_inside_the_workspace(inside: str, tmp_path: Path) -> None:
    root = write_files(tmp_path / "root", FILES)
    before = sorted(root.rglob("*"))
    env = {"HSP_CACHE_DIR": f"{root}/{inside}"}
    hsp("validate", "--root", str(root), env=env)
    assert sorted(root.rglob("*")) == before


def test_a_link_into_the_workspace_is_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path / "root", FILES)
    (tmp_path / "link").symlink_to(root)
    monkeypatch.setenv("HSP_CACHE_DIR", str(tmp_path / "link/cache"))
    assert open_cache(str(root)) is None


def test_a_neighbour_whose_name_begins_alike_is_not_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path / "root", FILES)
    monkeypatch.setenv("HSP_CACHE_DIR", str(tmp_path / "root-cache"))
    assert open_cache(str(root)) is not None


def test_nothing_is_cached_if_hsps_own_files_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look_again(monkeypatch)
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "hsp.pyz/hsp_cli/checking/cache.py"))
    assert open_cache(str(tmp_path)) is None


@pytest.mark.skipif(os.name != "posix", reason="this system has no modes")
def test_the_cache_is_private_to_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / "some/where"
    cache_in(folder).store_file_results("settings", DAY, ENTRIES.values())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_cache_is_plain_json(tmp_path: Path) -> None:
    root, env = write_files(tmp_path / "root", FILES), {"HSP_CACHE_DIR": str(tmp_path / "kept")}
    hsp("validate", "--root", str(root), env=env)
    for path in (tmp_path / "kept").iterdir():
        _, *lines = path.read_text("ascii").splitlines()
        for line in lines:
            json.loads(line if path.suffix == ".result" else line.split(" ", 2)[-1])


@pytest.mark.parametrize("place", ["a file", "no rights", "nowhere"])
def test_a_folder_that_cannot_be_written_means_only_that_nothing_is_cached(place: str, tmp_path: Path) -> None:
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


def test_without_a_cache_nothing_is_read_and_nothing_is_cached(tmp_path: Path) -> None:
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
    cached = open_cache(str(tmp_path))
    assert cached is not None
    assert cached.folder == folder


def test_two_runs_at_once_leave_one_whole_answer(tmp_path: Path) -> None:
    names = [[f"data/{run}-{n}.yaml" for n in range(500)] for run in range(4)]
    entries = [{name: CachedFile(name, str(run), "[]", "[]") for name in names[run]} for run in range(4)]
    read = []

    def write(run: int) -> None:
        for _ in range(30):
            cache_in(tmp_path).store_file_results("settings", DAY, entries[run].values())
            read.append(cache_in(tmp_path).file_results("settings", DAY))

    writers = [Thread(target=write, args=(run,)) for run in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(read) == 120
    # Between the two files of one run another may have written; then no file's result is taken.
    assert all(one in entries or one == {} for one in read)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_nobody_asked_for_in_a_month_goes_once_there_is_much(tmp_path: Path) -> None:
    for number in range(70):
        path = tmp_path / f"{number}.{'result' if number % 2 else 'part'}"
        path.write_text("")
        minutes = 5 if number < 60 else -5
        os.utime(path, (time.time() - 30 * 24 * 3600 - minutes * 60,) * 2)
    (tmp_path / "mine.txt").write_text("")
    os.utime(tmp_path / "mine.txt", (0, 0))
    cache_in(tmp_path).store_file_results("settings", DAY, ENTRIES.values())
    assert len(list(tmp_path.iterdir())) == 10 + 1 + 2
    assert (tmp_path / "mine.txt").exists()


@pytest.mark.parametrize(("count", "stays"), [(63, True), (64, False)])
def test_there_is_much_from_sixty_five_files_on(count: int, stays: bool, tmp_path: Path) -> None:
    old = [tmp_path / f"{number}.result" for number in range(count)]
    for path in old:
        path.write_text("")
        os.utime(path, (0, 0))
    cache_in(tmp_path).store_answer("a question", FILES_OF_A, HASHES, DAY, "[]")
    assert [path.exists() for path in old] == [stays] * count


def test_of_a_workspace_32_answers_are_kept(tmp_path: Path) -> None:
    for number in range(34):
        cache_in(tmp_path).store_answer(f"question {number}", FILES_OF_A, HASHES, DAY, "[]")
        for path in tmp_path.iterdir():
            os.utime(path, (0, path.stat().st_mtime - 1))
    kept = [cache_in(tmp_path).has_answer(f"question {number}") for number in range(34)]
    assert kept == [False, False, *([True] * 32)]


def test_an_answer_comes_back_for_the_same_question_and_state_alone(tmp_path: Path) -> None:
    cache_in(tmp_path).store_answer("a question\udce9", FILES_OF_A, HASHES, DAY, "[1]")
    assert cache_in(tmp_path).answer("a question\udce9", FILES_OF_A, HASHES, DAY) == "[1]"
    assert cache_in(tmp_path).answer("a question\udce9", FILES_OF_A, HASHES, NEXT_DAY) is None
    assert cache_in(tmp_path).answer("another", FILES_OF_A, HASHES, DAY) is None
    assert cache_in(tmp_path).has_answer("a question\udce9")
    assert not cache_in(tmp_path).has_answer("another")


def test_names_that_are_no_utf8_are_names_like_any_other(tmp_path: Path) -> None:
    files, hashes = (DataFile("data/caf\udce9.yaml", Kind.PLAN),), {"data/caf\udce9.yaml": "d1"}
    result = RESULT._replace(files=("data/caf\udce9.yaml",))
    cache_in(tmp_path, "/caf\udce9").store_result(files, hashes, DAY, result)
    assert cache_in(tmp_path, "/caf\udce9").result(files, hashes, DAY) == result
    assert cache_in(tmp_path, "/caf\udce8").result(files, hashes, DAY) is None


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_could_not_be_stored_leaves_nothing_behind(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(KeyboardInterrupt) if isinstance(error, KeyboardInterrupt) else nullcontext():
        cache_in(tmp_path).store_result(FILES_OF_A, HASHES, DAY, RESULT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("given", [None, "", "relative"])
def test_a_system_that_names_no_folder_has_no_cache(
    given: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HSP_CACHE_DIR")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    if given is not None:
        monkeypatch.setenv("LOCALAPPDATA", given)
    assert open_cache(str(tmp_path)) is None


def test_hashes_are_of_content_and_empty_where_a_file_cannot_be_read(tmp_path: Path) -> None:
    root = write_files(tmp_path / "root", {"data/a.yaml": "x", "data/b.yaml": "x", "data/c.yaml": "y"})
    (root / "data/d.yaml").symlink_to(root / "data/a.yaml")
    stored = cache_in(tmp_path / "kept", str(root))
    assert not stored.has_results
    stored.store_file_results("settings", DAY, ENTRIES.values())
    assert stored.has_results
    hashes = stored.content_hashes(data_files(str(root)))
    assert hashes["data/a.yaml"] == hashes["data/b.yaml"] != hashes["data/c.yaml"]
    assert hashes["data/d.yaml"] == ""


def test_answers_that_need_more_room_than_there_is_go_but_for_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_MOST_BYTES", 1_000)
    for number in range(6):
        cache_in(tmp_path).store_answer(f"question {number}", FILES_OF_A, HASHES, DAY, json.dumps("x" * 300))
        for path in tmp_path.iterdir():
            os.utime(path, (0, path.stat().st_mtime - 1))
    kept = [cache_in(tmp_path).answer(f"question {n}", FILES_OF_A, HASHES, DAY) is not None for n in range(6)]
    assert kept == [False, False, False, False, True, True]
    cache_in(tmp_path).store_answer("long", FILES_OF_A, HASHES, DAY, json.dumps("x" * 3_000))
    assert cache_in(tmp_path).has_answer("long")
    assert len(list(tmp_path.iterdir())) == 1

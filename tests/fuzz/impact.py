"""Runs tests in a copy of the repository, each time in a new process: all of a room, to note which functions each test
calls, and then only those that a change in one function may affect.

A test that never calls the function cannot tell. So that this is true, caches are emptied before each test, what a
fixture calls counts for every test that takes it, and a test that starts another process counts as calling everything.
What runs while the program is imported may affect any test.
"""

import contextlib
import functools
import importlib
import math
import multiprocessing
import os
import pickle
import pkgutil
import signal
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, settings

PACKAGE = "src/hsp_cli"
SLOWER, SLACK = 3, 60
"""A test may take so many times as long as without a change, and so many seconds more; else it counts as failed."""

_LOADED_ONCE = ("pytest", "hypothesis", "jinja2.sandbox", "pydantic", "rich.console", "ruamel.yaml", "typer", "yaml_rs")
"""Libraries that a server loads, from which each process is forked."""

_MOST_CALLS = 500_000
"""Calls of a test that are noted. A test with more repeats itself, and noting them all would take minutes."""

_IN_ANOTHER_PROCESS = "*"
_STARTS = ("os.fork", "os.forkpty", "os.posix_spawn", "subprocess.Popen")


class Calls(NamedTuple):
    """The functions of `hsp_cli` that the tests of a room call, by the id of the test, with its seconds."""

    functions: Mapping[str, frozenset[str]]
    seconds: Mapping[str, float]
    at_import: frozenset[str]

    def affected(self, function: str, own_tests: str) -> list[str]:
        """The tests that a change in a function may affect: those of its own module first, then the quickest."""
        calling = [
            test
            for test, called in self.functions.items()
            if function in self.at_import or not called.isdisjoint((function, _IN_ANOTHER_PROCESS))
        ]
        return sorted(calling, key=lambda test: (not test.startswith(f"{own_tests}::"), self.seconds[test]))


def record(root: Path, paths: Sequence[str]) -> Calls | None:
    """What the tests at these paths call. None if one of them fails."""
    file = root / "calls"
    if not _passes(root, _record, paths, file):
        return None
    return Calls(*pickle.loads(file.read_bytes()))


def passes(root: Path, tests: Sequence[str], seconds: Mapping[str, float]) -> bool:
    """Whether these tests pass, in this order. They are given by their ids, with the seconds that they usually take."""
    return not tests or _passes(root, _run, tests, seconds)


def _passes(root: Path, run: Any, *arguments: Any) -> bool:
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([*_LOADED_ONCE])
    process = processes.Process(target=_in_copy, args=(root, run, *arguments))
    process.start()
    process.join()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid or 0, signal.SIGKILL)  # what its tests have started
    if process.exitcode == -signal.SIGALRM:
        sys.stderr.write("a test took too long; it counts as failed\n")
    return process.exitcode == 0


# --- In the other process


def _in_copy(root: Path, run: Any, *arguments: Any) -> None:
    os.setsid()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    here = str(Path.cwd())
    os.chdir(root)
    os.environ["PYTHONPATH"] = str(root / "src")
    sys.path[:] = [str(root / "src"), *(path for path in sys.path if path not in ("", here))]
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]  # those of the copy are meant
    sys.exit(run(*arguments))


def _record(paths: Sequence[str], file: Path) -> int:
    recorder = _Recorder()
    recorder.import_all()
    failed = _pytest(paths, recorder)
    file.write_bytes(pickle.dumps(tuple(recorder.calls())))
    return failed


def _run(tests: Sequence[str], seconds: Mapping[str, float]) -> int:
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    return _pytest(files, _Selection(tests, seconds))


def _pytest(paths: Collection[str], plugin: object) -> int:
    # The same examples each time, and no smaller one looked for where one fails.
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", deadline=None, database=None, derandomize=True, phases=phases)
    options = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain", "--hypothesis-profile=mutants")
    code = int(pytest.main([*options, *paths], [plugin]))
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else code


class _Recorder:
    """Notes what each test calls, and how long it takes."""

    def __init__(self) -> None:
        self._package = str(Path(PACKAGE).resolve()) + os.sep
        self._codes: set[CodeType | str] = set()
        self._left = math.inf
        self._at_import: set[CodeType | str] = set()
        self._by_fixture: defaultdict[str, set[CodeType | str]] = defaultdict(set)
        self._by_test: dict[str, tuple[float, set[CodeType | str], tuple[str, ...]]] = {}
        self._caches: dict[str, list[Any]] = {}
        sys.addaudithook(self._note_process)

    def import_all(self) -> None:
        """Import every module of `hsp_cli`, before any test does."""
        with self._noted(self._at_import, math.inf):
            import hsp_cli

            for module in pkgutil.walk_packages(hsp_cli.__path__, "hsp_cli."):
                importlib.import_module(module.name)

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, Any, Any]:
        with self._noted(self._at_import, math.inf):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        before, codes = set(self._codes), self._by_fixture[fixturedef.argname]
        self._codes.clear()
        try:
            return (yield)
        finally:
            codes |= self._codes
            self._codes |= before

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        self._empty_caches()
        begun = time.monotonic()
        codes: set[CodeType | str] = set()
        try:
            with self._noted(codes):
                return (yield)
        finally:
            fixtures = tuple(getattr(item, "fixturenames", ()))
            self._by_test[item.nodeid] = time.monotonic() - begun, codes, fixtures

    def calls(self) -> Calls:
        shared = {name: self._names(codes) for name, codes in self._by_fixture.items()}
        nothing: frozenset[str] = frozenset()
        functions = {
            test: self._names(codes).union(*(shared.get(name, nothing) for name in fixtures))
            for test, (_, codes, fixtures) in self._by_test.items()
        }
        seconds = {test: seconds for test, (seconds, _, _) in self._by_test.items()}
        return Calls(functions, seconds, self._names(self._at_import))

    @contextlib.contextmanager
    def _noted(self, codes: set[CodeType | str], most: float = _MOST_CALLS) -> Iterator[None]:
        self._codes.clear()
        self._left = most
        sys.settrace(self._note)
        threading.settrace(self._note)
        try:
            yield
        finally:
            sys.settrace(None)
            threading.settrace(None)
            codes |= self._codes

    def _empty_caches(self) -> None:
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in ("hsp_cli", "tests") and name not in self._caches:
                self._caches[name] = list(_caches_of(module))
        for functions in self._caches.values():
            for function in functions:
                function.cache_clear()

    def _note(self, frame: FrameType, _event: str, _argument: object) -> None:
        self._codes.add(frame.f_code)
        self._left -= 1
        if self._left <= 0:
            sys.settrace(None)

    def _note_process(self, event: str, _arguments: object) -> None:
        if event in _STARTS:
            self._codes.add(_IN_ANOTHER_PROCESS)

    def _names(self, codes: Collection[CodeType | str]) -> frozenset[str]:
        """Functions by module and name. A lambda or a comprehension is part of the function around it."""
        found = {code for code in codes if isinstance(code, str)}
        for code in codes:
            if isinstance(code, CodeType) and code.co_filename.startswith(self._package):
                path = code.co_filename.removeprefix(self._package).removesuffix(".py")
                module = path.replace(os.sep, ".").removesuffix(".__init__")
                names = [name for name in code.co_qualname.split(".") if not name.startswith("<")]
                found.add(".".join((module, *names)))
        return frozenset(found)


def _caches_of(module: ModuleType) -> Iterator[Any]:
    """The cached functions and methods of a module."""
    for value in vars(module).values():
        for member in (value, *vars(value).values()) if isinstance(value, type) else (value,):
            function = getattr(member, "__func__", member)
            if isinstance(function, functools._lru_cache_wrapper):
                yield function


class _Selection:
    """Runs some tests in an order, and ends the process where one takes far longer than it should."""

    def __init__(self, tests: Sequence[str], seconds: Mapping[str, float]) -> None:
        self._order = {test: number for number, test in enumerate(tests)}
        self._seconds = seconds

    def pytest_collection(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, SLACK)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        # A test whose id has changed with the mutant is not known, and may be any of those that it affects.
        items[:] = [item for item in items if item.nodeid in self._order or item.nodeid not in self._seconds]
        items.sort(key=lambda item: self._order.get(item.nodeid, len(self._order)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        signal.setitimer(signal.ITIMER_REAL, SLACK + SLOWER * self._seconds.get(item.nodeid, 0))
        return (yield)

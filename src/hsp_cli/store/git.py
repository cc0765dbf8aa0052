"""Asks git, and only in ways that run no other program.

The configuration of a folder from somebody else can name programs. `git status`, `git diff` and `git log -p` run them.
So hsp calls only commands that read names and objects, and only with the options that are listed here.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from io import BytesIO
from threading import Event, Timer

ALLOWED: dict[str, frozenset[str]] = {
    "rev-parse": frozenset({"--verify", "--quiet", "--git-dir", "--is-shallow-repository", "--show-prefix"}),
    "ls-tree": frozenset({"-r", "-z", "-l"}),
    "cat-file": frozenset({"--batch", "--batch-check", "--buffer"}),
    "merge-base": frozenset(),
    # Merges three files line by line. It reads no attributes, so it runs no driver.
    "merge-file": frozenset({"-p", "--marker-size"}),
    "for-each-ref": frozenset({"--count", "--format"}),
    "rev-list": frozenset({"--first-parent", "--format", "--max-count", "--parents", "--reverse", "--topo-order"}),
    # Compares only trees with trees: with --stdin it is given commits, never the files on disk.
    "diff-tree": frozenset({"--stdin", "--raw", "--root", "--no-renames", "--no-abbrev", "--format", "-r", "-z", "-c"}),
}
"""The commands, each with its options. `diff-tree -p`, `cat-file --textconv` and their like run programs."""

_SAFE = (
    *("--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"),
    # What the formats give is read as UTF-8, whatever the configuration prefers.
    *("-c", "i18n.logOutputEncoding=UTF-8"),
    # That a file of grafts is named, below, would be the last line of every error.
    *("-c", "advice.graftFileDeprecated=false"),
)
_RUNS_GPG = "%G"
"""The start of the fields of a format for which git runs the program that checks signatures."""

_MERGE_FAILED = 128
"""The least exit code of `git merge-file` that is not a number of conflicts."""

_PATIENCE = 10
"""The timeout for git in seconds. It normally needs hundredths of a second."""

_LONG_PATIENCE = 120
"""The timeout in seconds for an answer that is read as it comes. A history of 10,000 commits needs some seconds."""

_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    # Objects as they were committed, not what `git replace` puts in their place.
    "GIT_NO_REPLACE_OBJECTS": "1",
    # Nor other parents, from `.git/info/grafts`.
    "GIT_GRAFT_FILE": os.devnull,
    # In a partial clone, git would fetch missing objects, with programs that the configuration names. Older versions of
    # git know only the second variable: no protocol is allowed.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "LC_ALL": "C",
}


class GitFailed(Exception):  # noqa: N818 - it names the event
    """git gave no answer. The message has git's own words in English; it is empty if git could not be started.

    `is_late` is true if git was stopped because it took too long.
    """

    def __init__(self, words: str = "", *, is_late: bool = False) -> None:
        super().__init__(words)
        self.is_late = is_late


def ask_git(root: str, *arguments: str, given: bytes = b"") -> bytes:
    """What git writes when it is called in a folder. `given` is its input. GitFailed if there is no answer.

    ValueError for a command or an option that is not allowed: a revision that a person gives must not reach this place
    if it begins with `-`.
    """
    _check(*arguments)
    try:
        done = subprocess.run(
            ("git", *_SAFE, *arguments),
            cwd=root,
            env={**os.environ, **_ENVIRONMENT},
            input=given,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitFailed(f"it took more than {_PATIENCE} seconds", is_late=True) from None
    except OSError:
        raise GitFailed from None
    if done.returncode:
        raise GitFailed(done.stderr.decode("utf-8", errors="replace"))
    return done.stdout


def merge_lines(folder: str, ours: str, base: str, theirs: str, marker_size: int) -> tuple[bytes, bool]:
    """Three files in a folder, merged line by line, and whether there is a conflict. It is marked as git marks it.

    GitFailed if git cannot merge them, as when one of them is not text.
    """
    arguments = ("merge-file", "-p", f"--marker-size={marker_size}", "--", ours, base, theirs)
    _check(*arguments)
    try:
        done = subprocess.run(
            ("git", *_SAFE, *arguments),
            cwd=folder,
            env={**os.environ, **_ENVIRONMENT},
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise GitFailed from None
    if not 0 <= done.returncode < _MERGE_FAILED:
        raise GitFailed(done.stderr.decode("utf-8", errors="replace"))
    return done.stdout, done.returncode > 0


@contextmanager
def stream_git(root: str, *calls: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
    """The last of some calls of git, whose output can be read as it comes. Each call reads what the one before writes.
    The first reads what is written to `stdin` of the last, if it is the only one.

    GitFailed at the end if a call failed, or was stopped because it took too long. All calls have ended when the
    context ends, even if not all was read.
    """
    for call in calls:
        _check(*call)
    with ExitStack() as stack:
        running: list[subprocess.Popen[bytes]] = []
        for call in calls:
            given = running[-1].stdout if running else subprocess.PIPE
            try:
                done = subprocess.Popen(
                    ("git", *_SAFE, *call),
                    cwd=root,
                    env={**os.environ, **_ENVIRONMENT},
                    stdin=given,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                )
            except OSError:
                raise GitFailed from None
            stack.callback(_end, done)
            running.append(done)
        # An object or a setting can be a pipe to which nobody writes, and git would wait for ever.
        is_late = Event()
        watch = Timer(_LONG_PATIENCE, _stop, (running, is_late))
        watch.daemon = True
        watch.start()
        stack.callback(watch.cancel)
        for done in running[:-1]:
            assert done.stdout is not None
            done.stdout.close()  # only the next call reads it
        with suppress(BrokenPipeError):  # a call that has ended reads no more; it says why below
            yield running[-1]
        for done in running:
            words = done.communicate()[1] if done is running[-1] else (done.stderr or BytesIO()).read()
            if done.wait() and is_late.is_set():
                raise GitFailed(f"it took more than {_LONG_PATIENCE} seconds", is_late=True)
            if done.returncode:
                raise GitFailed(words.decode("utf-8", errors="replace"))


def _stop(calls: "Sequence[subprocess.Popen[bytes]]", is_late: "Event") -> None:
    is_late.set()
    for call in calls:
        call.kill()


def _end(call: "subprocess.Popen[bytes]") -> None:
    """End a call, if it is still running, and close its streams."""
    if call.poll() is None:
        call.kill()
    for stream in (call.stdin, call.stdout, call.stderr):
        if stream:
            with suppress(OSError):  # what was not written yet is not wanted
                stream.close()
    call.wait()


def _check(command: str, *arguments: str) -> None:
    if command not in ALLOWED:
        raise ValueError(f"git {command} is not one of the commands that hsp calls")
    for word in arguments:
        if word == "--":
            return  # only paths follow
        option = word.partition("=")[0]
        if word.startswith("-") and (option not in ALLOWED[command] or _RUNS_GPG in word):
            raise ValueError(f"git {command} is not called with {word}")


def day_of(commit: str, moment: str) -> date:
    """The day of a date as git writes it, `2010-09-01T12:00:00+01:00`. GitFailed if the commit has none that is real.

    git takes a commit without a date, or with one of the year 10000; other programs have made such commits.
    """
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        raise GitFailed(f"commit {commit} has no date that can be read") from None


def object_id(content: bytes, held: str) -> str:
    """A file's git object id, with the hash function of the repository. A checkout with CRLF counts as the same
    text.
    """
    make = hashlib.sha256 if len(held) == 64 else hashlib.sha1
    ids = [make(b"blob %d\0" % len(text) + text).hexdigest() for text in (content, content.replace(b"\r\n", b"\n"))]
    return held if held in ids else ids[0]

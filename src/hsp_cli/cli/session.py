"""One run of a command: where, when, for whom; and how it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.screen import Color, Screen, stderr, stdout
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hsp_cli.analysis.filters import Filters
    from hsp_cli.checking.loader import Loaded
    from hsp_cli.checking.result import CheckResult
    from hsp_cli.checking.revisions import AtRevision
    from hsp_cli.domain.finding import Diagnostic
    from hsp_cli.domain.period import Period
    from hsp_cli.domain.workspace import Workspace


class Session:
    """One run of a command: where, when, and for whom."""

    def __init__(
        self,
        root: str | None = None,
        as_of: str | None = None,
        color: Color = Color.AUTO,
        *,
        at: str | None = None,
        quiet: bool = False,
        verbose: bool = False,
    ) -> None:
        self._root_asked = root
        self._as_of_asked = as_of
        self._at_asked = at
        self._color = color
        self.quiet = quiet
        self.verbose = verbose
        self.keep_texts = False
        """Whether the texts of the files are needed after loading: a paper is checked from them."""
        self._not_read: list[str] = []
        self.is_for_scripts = False
        """Whether the output is data or a paper, so that what people should know goes to the error stream."""

    @cached_property
    def out(self) -> Screen:
        return stdout(self._color)

    @cached_property
    def err(self) -> Screen:
        return stderr(self._color)

    @cached_property
    def as_of(self) -> date:
        """The date to evaluate at: the date asked for, that of an earlier revision, or else today."""
        if self._at_asked is not None and self._as_of_asked is None:
            from hsp_cli.store.earlier_files import is_day

            return _day(self._at_asked) if is_day(self._at_asked) else self.at.committed_on
        return self.today

    @property
    def today(self) -> date:
        """The date asked for, or else the present day, for a command that may run until tomorrow.

        The clock is read here and nowhere else.
        """
        if self._as_of_asked is not None:
            return _day(self._as_of_asked)
        return date.today()  # noqa: DTZ011 - the day where the person is

    @property
    def is_dated_today(self) -> bool:
        """Whether no date was asked for."""
        return self._as_of_asked is None

    @property
    def is_at_revision(self) -> bool:
        """Whether an earlier revision was asked for."""
        return self._at_asked is not None

    @property
    def is_of_today(self) -> bool:
        """Whether neither a date nor an earlier revision was asked for."""
        return self.is_dated_today and not self.is_at_revision

    @property
    def is_of_revision(self) -> bool:
        """Whether an earlier revision was asked for."""
        return self._at_asked is not None

    @cached_property
    def root(self) -> str:
        """The workspace: the one that is named, else the one around this folder."""
        root = self._root
        if self.verbose:
            self.err.write(f"workspace {root}, as of {self.as_of}")
        return root

    @cached_property
    def _root(self) -> str:
        from hsp_cli.store.layout import find_root

        return find_root(os.curdir, self._root_asked)

    @cached_property
    def at(self) -> "AtRevision":
        """The records at the revision that was asked for."""
        from hsp_cli.checking.revisions import load_at

        assert self._at_asked is not None
        # Places are asked for in many files, and git would be called for each.
        return load_at(self._root, self._at_asked, keep_texts=True)

    @cached_property
    def loaded(self) -> "Loaded":
        """The records; each file is read once. Other processes parse files while this one imports the models."""
        root = self.root
        if self._at_asked is not None:
            return self.at.loaded
        from hsp_cli.checking.parsing_ahead import ParsingAhead
        from hsp_cli.cli.progress import Progress
        from hsp_cli.store.layout import data_files

        with ParsingAhead(root, data_files(root)) as ahead:
            from hsp_cli.checking.loader import load

            with Progress(self.err, "read", quiet=self.quiet) as progress:
                return load(root, progress.seen, keep_texts=self.keep_texts, ahead=ahead)

    @property
    def has_loaded(self) -> bool:
        """Whether the records were loaded."""
        return "loaded" in self.__dict__

    def check(self, *, use_cache: bool = True) -> "CheckResult":
        """Everything that is wrong with the records, without what suppressions silence."""
        from hsp_cli.checking.checker import check
        from hsp_cli.cli.progress import Progress

        with Progress(self.err, "checked", quiet=self.quiet) as progress:
            return check(self.root, self.as_of, use_cache=use_cache, progress=progress.seen)

    def compare(self, revision: str) -> "tuple[Diagnostic, ...]":
        """What was changed in the records since a git revision and should not be. Says what could not be compared."""
        from hsp_cli.checking.comparing import compare_with

        compared = compare_with(self.root, revision)
        if self.verbose:
            from hsp_cli.domain.commit import short_id

            self.err.write(f"compared with {revision}, commit {short_id(compared.commit)}")
        if not compared.has_records:
            self.err.write(f"hsp: nothing is compared, because {revision} has no records in this workspace")
        elif compared.not_compared:
            files = ", ".join(compared.not_compared)
            self.err.write(f"hsp: not compared, because hsp cannot read the file in {revision}: {files}")
        return compared.diagnostics

    def check_loaded(self, meanwhile: "Callable[[], None]") -> "CheckResult":
        """The same for the records that were loaded; they are not read again. If other processes check them, this one
        does something else `meanwhile`.
        """
        from hsp_cli.checking.checker import check_loaded

        # The cache is for the files on disk.
        use_cache = self._at_asked is None
        return check_loaded(self.loaded, self.as_of, use_cache=use_cache, meanwhile=meanwhile)

    def workspace(self, *, allow_errors: bool = False, says_left_out: bool = False) -> "Workspace":
        """The records, for a question about them. Where some could not be read, the answer is not given.

        Ends the command with 1 and the diagnostics then; `allow_errors` answers from what could be read, and the answer
        begins with what is left out, unless the command itself `says_left_out`. Of an earlier revision, whose records
        nobody can correct, the answer is always given in that way.
        """
        if self._at_asked is not None:
            return self._earlier_workspace()
        from hsp_cli.domain.finding import Severity

        loaded = self.loaded
        errors = [found for found in loaded.diagnostics if found.severity is Severity.ERROR]
        if loaded.workspace is None or (errors and not allow_errors):
            self.show_broken(errors, "no answer is given while records cannot be read")
            raise Exit(1)
        if loaded.not_read and not says_left_out:
            self._say_not_read(sorted(loaded.not_read))
        return loaded.workspace

    def _say_not_read(self, paths: list[str]) -> None:
        from hsp_cli.wording.revisions import not_read_now_text

        self._not_read = paths
        screen = self.err if self.is_for_scripts else self.out
        screen.item(not_read_now_text(paths))

    def _earlier_workspace(self) -> "Workspace":
        from hsp_cli.wording.revisions import left_out_text, revision_text

        workspace, at = self.loaded.workspace, self.at
        if workspace is None:
            from hsp_cli.domain.commit import short_id

            where = f"commit {short_id(at.commit)} of {at.committed_on}"
            if not at.has_records:
                raise RequestRefused(f"{where} has no records in this workspace", "name a later commit or date")
            raise RequestRefused(
                f"the settings of {where} cannot be read, so nothing there can be judged",
                "name a later commit or date, or read it with the version of hsp of that time",
            )
        screen = self.err if self.is_for_scripts else self.out
        if not (self.is_for_scripts and self.quiet):
            screen.write(revision_text(at.commit, at.committed_on, self.as_of))
        if at.not_read:
            screen.item(left_out_text(at.not_read))
        return workspace

    def show_broken(self, errors: "Sequence[Diagnostic]", consequence: str) -> None:
        """Show the errors that prevent an answer on the error stream, and the consequence."""
        from hsp_cli.cli.diagnostics import as_text

        as_text(errors, self.loaded.loader.tree, self.err)
        self.err.write(f"hsp: {consequence}")

    def quarter(self, workspace: "Workspace", asked: str | None) -> "Period":
        from hsp_cli.analysis.quarters import quarter_asked

        return quarter_asked(workspace, asked, self.as_of)

    def quarter_or_none(self, workspace: "Workspace", asked: str | None) -> "Period | None":
        """The quarter that is asked for; by default the latest with records that has ended, if there is one."""
        from hsp_cli.analysis.quarters import quarter_or_none

        return quarter_or_none(workspace, asked, self.as_of)

    def filters(self, workspace: "Workspace", **asked: str | None) -> "Filters":
        """The filters of a request as ids. Where a name is an alias, the answer says whose."""
        from hsp_cli.analysis.filters import Filters, named_by_alias, resolved

        filters = resolved(workspace, Filters(**asked))
        for name in filter(None, (asked.get("owner"), asked.get("body"))):
            if not self.quiet and (party := named_by_alias(workspace, name)):
                self.err.write(f"{name} is an alias of {party.name} ({party.id})")
        return filters

    def say_left_out(self, workspace: "Workspace", counts: "Mapping[str, int]", noun: str, several: str = "") -> None:
        """Say how many records of other organisations' plans an answer leaves out, and how to ask for them."""
        from hsp_cli.wording.counts import counted

        if counts and not self.quiet:
            names = {one.id: one.name for one in workspace.partnership.organisations}
            whose = ", ".join(f"{names.get(name, name)} {count}" for name, count in counts.items())
            left = counted(sum(counts.values()), noun, several or None)
            self.err.write(f"left out: {left} of other organisations ({whose}); add them with --organisation all")

    def answer_json(self, answer: Any) -> None:
        """An answer for scripts, in UTF-8 whatever the screen has. Of an earlier revision, it says of which one.

        An object says which files could not be read; beside a list, only the error stream does.
        """
        from hsp_cli.exchange.json_text import json_text

        if self._not_read and isinstance(answer, dict):
            answer = answer | {"not_read": self._not_read}

        if self._at_asked is not None and "at" in self.__dict__:
            from hsp_cli.cli.json_values import revision_values

            of_revision = {"at": revision_values(self.at, self.as_of)}
            answer = [one | of_revision for one in answer] if isinstance(answer, list) else answer | of_revision
        self.out.write_raw(json_text(answer))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestRefused(f"{text!r} is not a day", "write it as 2010-09-27") from None


@contextmanager
def handle_closed_pipe() -> Iterator[None]:
    """Run a command; end it quietly if the reader of its output has closed the pipe."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:
            raise
        # It is the stream that fails. Python would complain once more when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise Exit(0) from None  # the reader needs no more
        reason = (error.strerror or "the output is closed").lower()
        raise RequestRefused(f"the answer cannot be written: {reason}", "send it somewhere else") from None

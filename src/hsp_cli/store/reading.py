"""Reading a workspace: every file once, fast; the ones with a problem again, with places."""

import gc
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hsp_cli.domain.finding import Diagnostic, Fault, Finding, Place
from hsp_cli.domain.grant import Grant
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.meeting import Meeting
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import COUNCIL_CALENDAR, Calendar
from hsp_cli.domain.plan import Plan
from hsp_cli.domain.project import Project
from hsp_cli.domain.record import Entry
from hsp_cli.domain.risk import RiskRegister
from hsp_cli.domain.workspace import Kind, Placed, Workspace
from hsp_cli.store import faults
from hsp_cli.store.guard import Refused, guarded_text, max_file_bytes
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile, data_files
from hsp_cli.store.outline import Outline, SyntaxProblem, read_outline
from hsp_cli.store.parsing import parse
from hsp_cli.store.remarks import Allowance, allowances, cut_texts
from hsp_cli.store.shape import findings_of

MODELS: dict[Kind, type[Entry]] = {
    Kind.PARTNERSHIP: Partnership,
    Kind.PLAN: Plan,
    Kind.INDICATOR: Indicator,
    Kind.RISK: RiskRegister,
    Kind.MEETING: Meeting,
    Kind.PAPER: Paper,
    Kind.PROJECT: Project,
    Kind.GRANT: Grant,
}


@dataclass(frozen=True)
class Reading:
    """What a workspace gave: its records, and everything that is wrong with its files.

    `workspace` is None where the partnership's own file could not be read, since nothing can be judged
    without its settings. `diagnostics` are sorted by place and hold no findings of rules.
    """

    root: Path
    workspace: Workspace | None
    diagnostics: tuple[Diagnostic, ...]
    allowances: tuple[Allowance, ...]
    files: tuple[str, ...]
    _outlines: dict[str, Outline] = field(default_factory=dict, repr=False)

    def locate(self, findings: Iterable[Finding]) -> list[Diagnostic]:
        """Findings with their lines and columns; only the files they speak of are read again."""
        return sorted(self._located(finding) for finding in findings)

    def place(self, place: Place, *, on_key: bool = False) -> tuple[int, int]:
        """Line and column of a record or value."""
        if place.path not in self._outlines:
            self._outlines[place.path] = _outline_of(self.root / place.path)
        return self._outlines[place.path].find(place.keys, on_key=on_key)

    def span(self, place: Place) -> tuple[int, int]:
        """First and last line of a record."""
        first, _ = self.place(place)
        return first, self._outlines[place.path].last_line(place.keys)

    def lines(self, path: str) -> list[str]:
        """The lines of a file of the workspace, for showing a place; empty where it cannot be shown."""
        try:
            content = _content(self.root / path, max_file_bytes())
        except Refused:
            return []
        return content.decode("utf-8", errors="replace").splitlines()

    @cached_property
    def records(self) -> int:
        """How many records carry an id of their own."""
        workspace = self.workspace
        if workspace is None:
            return 0
        settings = workspace.partnership
        inside = (workspace.aims, workspace.measures, workspace.actions, workspace.risks, workspace.sections)
        named = (settings.priorities, settings.schemes, settings.parties(), settings.risk_themes)
        return sum(1 for _ in workspace.files()) + sum(map(len, inside)) + sum(map(len, named))

    def _located(self, finding: Finding) -> Diagnostic:
        line, column = self.place(finding.place, on_key=finding.on_key)
        path, fault = finding.place.path, finding.fault
        return Diagnostic(path, line, column, fault.code, fault.severity, finding.message, finding.hint)


def read_workspace(root: Path) -> Reading:
    """Read every record under a root. Whatever a file holds, it ends as a record or as diagnostics."""
    with _collector_off():
        return _Reader(root).read()


@contextmanager
def _collector_off() -> Iterator[None]:
    """Nothing that is loaded becomes garbage, and looking for it takes half of the time of a large workspace."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Reader:
    """The state of one reading."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.max_bytes = max_file_bytes()
        self.problems: list[tuple[str, SyntaxProblem]] = []
        self.findings: list[Finding] = []
        self.allowances: list[Allowance] = []
        self.outlines: dict[str, Outline] = {}
        self.unreadable: set[tuple[Kind, str]] = set()
        self.calendar = COUNCIL_CALENDAR
        self.records: dict[Kind, dict[str, Placed[Any]]] = {kind: {} for kind in Kind}

    def read(self) -> Reading:
        files = data_files(self.root)
        # The settings come first: periods are read in the partnership's own calendar.
        for file in sorted(files, key=lambda file: file.path != PARTNERSHIP_FILE):
            self._take(file)
        reading = Reading(
            self.root,
            self._workspace(),
            (),
            tuple(self.allowances),
            tuple(file.path for file in files),
            self.outlines,
        )
        of_files = (self._about(path, problem) for path, problem in self.problems)
        return replace(reading, diagnostics=tuple(sorted((*of_files, *reading.locate(self.findings)))))

    def _workspace(self) -> Workspace | None:
        settings = next(iter(self.records[Kind.PARTNERSHIP].values()), None)
        if settings is None:
            return None
        return Workspace(
            settings.record,
            PARTNERSHIP_FILE,
            indicators=self._by_id(Kind.INDICATOR),
            plans=self._by_id(Kind.PLAN),
            registers=self._by_id(Kind.RISK),
            meetings=self._by_id(Kind.MEETING),
            papers=self._by_id(Kind.PAPER),
            projects=self._by_id(Kind.PROJECT),
            grants=self._by_id(Kind.GRANT),
            unreadable=frozenset(self.unreadable),
        )

    def _by_id(self, kind: Kind) -> dict[str, Placed[Any]]:
        """Files come by path, and a sub-folder would change the order of the ids."""
        return dict(sorted(self.records[kind].items()))

    def _take(self, file: DataFile) -> None:
        if file.kind is None:
            self._find(faults.UNCLAIMED_FILE, file.path, "no kind of record claims this file")
            return
        try:
            content = _content(self.root / file.path, self.max_bytes)
            text = guarded_text(content, self.max_bytes)
            data = parse(text)
        except Refused as refused:
            self.unreadable.add((file.kind, file.stem))
            self.problems.extend((file.path, problem) for problem in refused.problems)
            return
        if b" #" in content or b"\n#" in content:
            self._take_remarks(file.path, text)
        if not isinstance(data, dict):
            self.unreadable.add((file.kind, file.stem))
            self._find(faults.NOT_A_RECORD, file.path, "the file holds no record")
            return
        self._take_record(file, data)

    def _take_record(self, file: DataFile, data: dict[Any, Any]) -> None:
        kind = file.kind
        assert kind is not None
        model = MODELS[kind]
        if kind is Kind.PARTNERSHIP:
            self.calendar = _calendar_of(data)
        try:
            record = model.model_validate(data, context={"calendar": self.calendar})
        except ValidationError as error:
            self.unreadable.add((kind, file.stem))
            self.findings.extend(findings_of(error, model, file.path))
            return
        place = Place(file.path)
        if kind is not Kind.PARTNERSHIP and record.id != file.stem:
            message = f"the file is called {file.stem}, its record {record.id}"
            self.findings.append(
                Finding(faults.ID_NOT_FILE_NAME, place.at("id"), message, faults.ID_NOT_FILE_NAME.hint)
            )
        if first := self.records[kind].get(record.id):
            message = f"{first.place.path} has the id {record.id} too"
            fault = faults.SAME_ID_IN_TWO_FILES
            self.findings.append(Finding(fault, place.at("id"), message, fault.hint))
            return
        body = getattr(record, "body", None)
        self.records[kind][record.id] = Placed(record, place, record.id, kind, getattr(record, "priority", None), body)

    def _take_remarks(self, path: str, text: str) -> None:
        outline = self.outlines[path] = read_outline(text)
        if "hsp:" in text:
            self.allowances.extend(allowances(path, text, outline))
        self.problems.extend((path, problem) for problem in cut_texts(text, outline))

    def _find(self, fault: Fault, path: str, message: str) -> None:
        self.problems.append((path, SyntaxProblem(fault, 1, 1, message)))

    @staticmethod
    def _about(path: str, problem: SyntaxProblem) -> Diagnostic:
        fault = problem.fault
        return Diagnostic(path, problem.line, problem.column, fault.code, fault.severity, problem.message, fault.hint)


def _calendar_of(data: dict[Any, Any]) -> Calendar:
    """The calendar of settings that may be wrong elsewhere; what is wrong with it, validation says."""
    try:
        calendar = Calendar.model_validate(data.get("calendar", {}))
    except ValidationError:
        return COUNCIL_CALENDAR
    return calendar if 1 <= calendar.year_starts <= 12 else COUNCIL_CALENDAR


def _content(path: Path, max_bytes: int) -> bytes:
    """The bytes of a plain file within the limit; Refused for links, folders and whatever cannot be read."""
    try:
        # A link is refused at the opening itself, so that none can be put there in between.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Refused(SyntaxProblem(faults.UNREADABLE_FILE, 1, 1, "this is not a plain file"))
            if status.st_size > max_bytes:
                message = f"the file has {status.st_size:,} bytes; at most {max_bytes:,} are read"
                raise Refused(SyntaxProblem(faults.FILE_TOO_LARGE, 1, 1, message))
            return file.read(max_bytes)
    except ValueError:
        raise Refused(SyntaxProblem(faults.UNREADABLE_FILE, 1, 1, "cannot be read: no file has such a name")) from None
    except OSError as error:
        reason = "it is a link" if path.is_symlink() else (error.strerror or "it cannot be opened")
        raise Refused(SyntaxProblem(faults.UNREADABLE_FILE, 1, 1, f"cannot be read: {reason}")) from None


def _outline_of(path: Path) -> Outline:
    try:
        return read_outline(_content(path, max_file_bytes()).decode("utf-8", errors="replace").removeprefix("\ufeff"))
    except Refused:
        return read_outline("")

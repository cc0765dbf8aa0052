"""Reading a workspace: every file once, fast; the ones with a problem again, with places."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hsp_cli.domain.finding import Diagnostic, Finding, Place, Rule
from hsp_cli.domain.grant import Grant
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.meeting import Meeting
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import COUNCIL_CALENDAR, Calendar
from hsp_cli.domain.plan import Plan
from hsp_cli.domain.project import Project
from hsp_cli.domain.record import Entry
from hsp_cli.domain.risk import RiskRegister
from hsp_cli.domain.workspace import Placed, Workspace
from hsp_cli.store import file_rules
from hsp_cli.store.comments import Suppression, cut_values, suppressions
from hsp_cli.store.files import FileNotRead, ReadError, content_hash, content_of, max_file_bytes
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile, data_files
from hsp_cli.store.model_errors import findings_of
from hsp_cli.store.parsing import parse
from hsp_cli.store.source_map import SourceMap, SyntaxProblem, read_source_map

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

_FAULTS = {ReadError.UNREADABLE: file_rules.UNREADABLE_FILE, ReadError.TOO_LARGE: file_rules.FILE_TOO_LARGE}


class Places:
    """Lines and columns in the files of a workspace; a file is read for them once somebody asks."""

    def __init__(self, root: Path, source_maps: dict[str, SourceMap] | None = None) -> None:
        self.root = root
        self._source_maps = {} if source_maps is None else source_maps

    def source_map(self, path: str) -> SourceMap:
        if path not in self._source_maps:
            try:
                content = content_of(f"{self.root}/{path}", max_file_bytes())
                self._source_maps[path] = read_source_map(
                    content.decode("utf-8", errors="replace").removeprefix("\ufeff")
                )
            except FileNotRead:
                self._source_maps[path] = read_source_map("")
        return self._source_maps[path]

    def locate(self, findings: Iterable[Finding]) -> list[Diagnostic]:
        """Findings with their lines and columns, sorted by place; only the files they speak of are read again."""
        return sorted(located(finding, self.source_map(finding.place.path)) for finding in findings)


def located(finding: Finding, source_map: SourceMap) -> Diagnostic:
    """A finding with its line and column in a file of that outline."""
    line, column = source_map.find(finding.place.keys, on_key=finding.on_key)
    path, rule = finding.place.path, finding.rule
    return Diagnostic(path, line, column, rule.code, rule.severity, finding.message, finding.hint)


@dataclass(frozen=True)
class Reading:
    """What a workspace gave: its records, and everything that is wrong with its files.

    `workspace` is None where the partnership's own file could not be read, since nothing can be judged
    without its settings. `diagnostics` are sorted by place and hold no findings of rules.
    """

    places: Places
    workspace: Workspace | None
    diagnostics: tuple[Diagnostic, ...]
    contents: dict[str, str]
    """The digest of each file by path; empty where it could not be read."""

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(self.contents)

    @property
    def root(self) -> Path:
        return self.places.root

    def changed(self) -> list[str]:
        """The files that are no longer what was read, those that are new, and those that are gone."""
        now = {file.path: _content_of(self.root, file) for file in data_files(str(self.root))}
        paths = sorted(now.keys() | self.contents.keys())
        return [path for path in paths if now.get(path) != self.contents.get(path)]

    def place(self, place: Place) -> tuple[int, int]:
        """Line and column of a record or value."""
        return self.places.source_map(place.path).find(place.keys)

    def span(self, place: Place) -> tuple[int, int]:
        """First and last line of a record."""
        first, _ = self.place(place)
        return first, self.places.source_map(place.path).last_line(place.keys)


@dataclass(slots=True)
class FileReading:
    """One file: its record where it could be read, and everything that is wrong with it, sorted by place.

    `text` is None where the file could not even be read as text.
    """

    file: DataFile
    content: bytes | None = None
    text: str | None = None
    record: Placed[Any] | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    suppressions: tuple[Suppression, ...] = ()
    _source_map: SourceMap | None = None

    @property
    def source_map(self) -> SourceMap:
        if self._source_map is None:
            self._source_map = read_source_map(self.text or "")
        return self._source_map

    def problem(self, problem: SyntaxProblem) -> None:
        rule = problem.rule
        self.diagnostics.append(
            Diagnostic(
                self.file.path,
                problem.line,
                problem.column,
                rule.code,
                rule.severity,
                problem.message,
                rule.hint,
            )
        )

    def rule(self, rule: Rule, message: str) -> None:
        """Something wrong with the file as a whole."""
        self.problem(SyntaxProblem(rule, 1, 1, message))

    def finding(self, finding: Finding) -> None:
        self.diagnostics.append(located(finding, self.source_map))


class FileReader:
    """Reads file by file. The settings come first: periods are read in the partnership's own calendar."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.max_bytes = max_file_bytes()
        self.calendar = COUNCIL_CALENDAR

    def read(self, file: DataFile) -> FileReading:
        """One file. Whatever it holds, it ends as a record or as diagnostics."""
        reading = FileReading(file)
        if file.kind is None:
            reading.rule(file_rules.UNCLAIMED_FILE, "no kind of record claims this file")
            return reading
        try:
            reading.content = content_of(f"{self.root}/{file.path}", self.max_bytes)
            reading.text = guarded_text(reading.content, self.max_bytes)
            data = parse(reading.text)
        except FileNotRead as reason:
            reading.rule(_FAULTS[reason.why], reason.message)
        except Refused as refused:
            for problem in refused.problems:
                reading.problem(problem)
        else:
            if b" #" in reading.content or b"\n#" in reading.content:
                _read_comments(reading, reading.text)
            if isinstance(data, dict):
                self._take_record(reading, file.kind, data)
            else:
                reading.rule(file_rules.NOT_A_RECORD, "the file holds no record")
        reading.diagnostics.sort()
        return reading

    def _take_record(self, reading: FileReading, kind: Kind, data: dict[Any, Any]) -> None:
        model, path = MODELS[kind], reading.file.path
        if kind is Kind.PARTNERSHIP:
            self.calendar = _calendar_of(data)
        try:
            record = model.model_validate(data, context={"calendar": self.calendar})
        except ValidationError as error:
            for finding in findings_of(error, model, path):
                reading.finding(finding)
            return
        place = Place(path)
        body = getattr(record, "body", None)
        reading.record = Placed(record, place, record.id, kind, getattr(record, "priority", None), body)
        if kind is not Kind.PARTNERSHIP and record.id != reading.file.stem:
            message = f"the file is called {reading.file.stem}, its record {record.id}"
            rule = file_rules.ID_NOT_FILE_NAME
            reading.finding(Finding(rule, place.at("id"), message, rule.hint))


def same_id(path: str, first_path: str, record_id: str) -> Finding:
    """That a file carries the id of another one of its kind."""
    rule = file_rules.SAME_ID_IN_TWO_FILES
    return Finding(rule, Place(path, ("id",)), f"{first_path} has the id {record_id} too", rule.hint)


def in_order(files: Iterable[DataFile]) -> list[DataFile]:
    """The files of a workspace in the order in which they are read: by path, but the settings first."""
    return sorted(files, key=lambda file: file.path != PARTNERSHIP_FILE)


def read_workspace(root: Path, seen: Callable[[int, int], None] = lambda _done, _of: None) -> Reading:
    """Read every record under a root; `seen` is told how many files are done, and of how many."""
    with _collector_off():
        files = data_files(str(root))
        reader = FileReader(root)
        records: dict[Kind, dict[str, Placed[Any]]] = {kind: {} for kind in Kind}
        unreadable: set[tuple[Kind, str]] = set()
        diagnostics: list[Diagnostic] = []
        source_maps: dict[str, SourceMap] = {}
        contents: dict[str, str] = {}
        for done, file in enumerate(in_order(files), start=1):
            reading = reader.read(file)
            contents[file.path] = "" if reading.content is None else content_hash(reading.content)
            if reading.record is None:
                if file.kind:
                    unreadable.add((file.kind, file.stem))
            elif first := records[reading.record.kind].get(reading.record.address):
                reading.finding(same_id(file.path, first.place.path, first.address))
            else:
                records[reading.record.kind][reading.record.address] = reading.record
            diagnostics += reading.diagnostics
            if reading.diagnostics:
                source_maps[file.path] = reading.source_map
            seen(done, len(files))
        workspace = workspace_of(records, unreadable)
        return Reading(Places(root, source_maps), workspace, tuple(sorted(diagnostics)), dict(sorted(contents.items())))


def _content_of(root: Path, file: DataFile) -> str:
    """The digest of a file's content as it is now; empty where it cannot be read, or is none that would be."""
    if file.kind is None:
        return ""
    try:
        return content_hash(content_of(f"{root}/{file.path}", max_file_bytes()))
    except FileNotRead:
        return ""


def workspace_of(
    records: dict[Kind, dict[str, Placed[Any]]], unreadable: Iterable[tuple[Kind, str]] = ()
) -> Workspace | None:
    """A workspace of some records by kind and id; None without settings."""
    settings = next(iter(records[Kind.PARTNERSHIP].values()), None)
    if settings is None:
        return None

    def by_id(kind: Kind) -> dict[str, Placed[Any]]:
        # Files come by path, and a sub-folder would change the order of the ids.
        return dict(sorted(records[kind].items()))

    return Workspace(
        settings.record,
        PARTNERSHIP_FILE,
        indicators=by_id(Kind.INDICATOR),
        plans=by_id(Kind.PLAN),
        registers=by_id(Kind.RISK),
        meetings=by_id(Kind.MEETING),
        papers=by_id(Kind.PAPER),
        projects=by_id(Kind.PROJECT),
        grants=by_id(Kind.GRANT),
        unreadable=frozenset(unreadable),
    )


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


def _read_comments(reading: FileReading, text: str) -> None:
    if "hsp:" in text:
        reading.suppressions = tuple(suppressions(reading.file.path, text, reading.source_map))
    for problem in cut_values(text, reading.source_map):
        reading.problem(problem)


def _calendar_of(data: dict[Any, Any]) -> Calendar:
    """The calendar of settings that may be wrong elsewhere; what is wrong with it, validation says."""
    try:
        calendar = Calendar.model_validate(data.get("calendar", {}))
    except ValidationError:
        return COUNCIL_CALENDAR
    return calendar if 1 <= calendar.year_starts <= 12 else COUNCIL_CALENDAR

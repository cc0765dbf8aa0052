"""Reads one file through the guard, the parser and the model. The result is a record or diagnostics."""

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from hsp_cli.domain.address import Placed
from hsp_cli.domain.beside import keys_beside
from hsp_cli.domain.finding import Diagnostic, Finding, Place, Rule
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.period import COUNCIL_CALENDAR, Calendar
from hsp_cli.domain.record import Record
from hsp_cli.domain.walk import placed_file
from hsp_cli.store import file_rules
from hsp_cli.store.comments import Suppression, cut_values, suppressions
from hsp_cli.store.file_parser import ParsedFile
from hsp_cli.store.file_tree import FileTree
from hsp_cli.store.files import FileNotRead, ReadError, Signature, content_hash, max_file_bytes
from hsp_cli.store.files_beside import READERS, place_map
from hsp_cli.store.guard import Refused, decoded_text, guarded_text
from hsp_cli.store.layout import DataFile
from hsp_cli.store.parsing import parse
from hsp_cli.store.source_map import SourceMap, SyntaxProblem, read_source_map

if TYPE_CHECKING:
    from hsp_cli.store.csv_text import CsvMap

_RULES = {
    ReadError.MISSING: file_rules.UNREADABLE_FILE,
    ReadError.UNREADABLE: file_rules.UNREADABLE_FILE,
    ReadError.TOO_LARGE: file_rules.FILE_TOO_LARGE,
}


@dataclass(slots=True)
class FileReading:
    """A file that was read: its record if it is valid, and all its diagnostics, sorted by place.

    `content` is None if the file could not be read, or after it was freed. `content_hash` is empty if the file could
    not be read. `beside` are the files beside the record that it names, which may be missing. Their diagnostics are
    among those of the record.
    """

    file: DataFile
    content: bytes | None = None
    content_hash: str = ""
    signature: Signature | None = None
    record: Placed[Any] | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    suppressions: tuple[Suppression, ...] = ()
    beside: "list[FileReading]" = field(default_factory=list)
    is_missing: bool = False
    _source_map: "SourceMap | CsvMap | None" = None

    @property
    def source_map(self) -> "SourceMap | CsvMap":
        if self._source_map is None:
            self._source_map = places_in(self.file.path, self.content or b"")
        return self._source_map

    @property
    def all_files(self) -> "Iterator[FileReading]":
        """The file itself, and those beside it."""
        yield self
        yield from self.beside

    def locate(self, findings: Iterable[Finding]) -> tuple[Diagnostic, ...]:
        """The findings in this file and in those beside it, with lines and columns."""
        by_path = {reading.file.path: reading for reading in self.all_files}
        return tuple(located(finding, by_path[finding.place.path].source_map) for finding in findings)

    def free(self) -> None:
        """Free the texts and the source maps, but not the record."""
        for reading in self.all_files:
            if reading._source_map:
                reading._source_map.close()
            reading.content = reading._source_map = None


def source_map_of(content: bytes) -> SourceMap:
    """The source map of a record's file, from its bytes."""
    return read_source_map(_text_of(content))


def places_in(path: str, content: bytes) -> "SourceMap | CsvMap":
    """The places of the values in the file at a path, from its bytes. It may be a file beside a record."""
    return place_map(path, _text_of(content))


def _text_of(content: bytes) -> str:
    return content.decode("utf-8", errors="replace").removeprefix("\ufeff")


def located(finding: Finding, source_map: "SourceMap | CsvMap") -> Diagnostic:
    """A finding with its line and column from a source map."""
    line, column = source_map.find(finding.place.keys, on_key=finding.on_key)
    path, rule = finding.place.path, finding.rule
    return Diagnostic(path, line, column, rule.code, rule.severity, finding.message, finding.hint)


class FileReader:
    """Reads files. The settings must be read first, because periods depend on the partnership's calendar."""

    def __init__(self, tree: FileTree) -> None:
        self.tree = tree
        self.max_bytes = max_file_bytes()
        self.calendar = COUNCIL_CALENDAR

    def read(self, file: DataFile, parsed: ParsedFile | None = None) -> FileReading:
        """Read one file, or what is left to do of a parsed one. The result is a record or diagnostics."""
        reading = FileReading(file)
        if file.kind is None:
            _problem(reading, file_rules.UNCLAIMED_FILE, "no kind of record claims this file")
            return reading
        try:
            content, signature, data = parsed or (*self.tree.open(file.path), None)
            reading.content, reading.signature, reading.content_hash = content, signature, content_hash(content)
            if data is None:
                data = parse(guarded_text(content, self.max_bytes))
        except FileNotRead as reason:
            _problem(reading, _RULES[reason.why], reason.message)
        except Refused as refused:
            reading.diagnostics += (_located(reading, problem) for problem in refused.problems)
        else:
            if b"#" in content:
                _read_comments(reading, _text_of(content))
            if isinstance(data, dict):
                self._read_record(reading, file.kind, data)
            else:
                _problem(reading, file_rules.NOT_A_RECORD, "the file holds no record")
        reading.diagnostics.sort()
        return reading

    def unnamed(self, file: DataFile) -> FileReading:
        """The reading of a file that only a record can claim, and that no record names."""
        reading = FileReading(file)
        with contextlib.suppress(FileNotRead):
            content, reading.signature = self.tree.open(file.path)
            reading.content_hash = content_hash(content)
        _problem(reading, file_rules.UNNAMED_FILE, "no record in this folder names this file")
        return reading

    def _read_beside(self, reading: FileReading, model: type[Record], data: dict[Any, Any]) -> bool:
        """Put what the files beside a record hold in place of their names. Whether all of them could be read."""
        found: list[Diagnostic] = []
        for key, kind in keys_beside(model).items():
            if not isinstance(name := data.get(key), str):
                continue  # the model reports it
            place, path = Place(reading.file.path, (key,)), f"{reading.file.folder}/{name}"
            data[key] = kind(name, path)
            if not kind.is_name(name):
                rule, words = file_rules.BAD_FILE_NAME, f"`{key}` should be the name of a {kind.ENDING} file"
                found += reading.locate([Finding(rule, place, f"{words}, not {name!r}", rule.hint)])
                continue
            beside = FileReading(DataFile(path, None))
            reading.beside.append(beside)
            if reading.suppressions:
                line, _ = reading.source_map.find((key,))
                reading.suppressions = tuple(
                    one._replace(file=path) if one.covers == line else one for one in reading.suppressions
                )
            try:
                beside.content, beside.signature = self.tree.open(path)
                beside.content_hash = content_hash(beside.content)
                data[key], wrong = READERS[kind](name, path, decoded_text(beside.content), data, self.calendar)
                found += beside.locate(wrong)
            except FileNotRead as reason:
                beside.is_missing = reason.why is ReadError.MISSING
                if beside.is_missing:
                    rule, words = file_rules.MISSING_FILE, f"{reading.file.folder}/ has no file {name}"
                    found += reading.locate([Finding(rule, place, words, self._near(path) or rule.hint)])
                else:
                    found.append(_located(beside, SyntaxProblem(_RULES[reason.why], 1, 1, reason.message)))
            except Refused as refused:
                found += (_located(beside, problem) for problem in refused.problems)
        reading.diagnostics += found
        return not found

    def _near(self, path: str) -> str:
        """A hint with the name of a file in the folder that is nearly the same."""
        from hsp_cli.store.key_hints import closest, did_you_mean

        wanted = DataFile(path, None)
        names = [file.name for file in self.tree.files() if file.is_beside and file.folder == wanted.folder]
        return did_you_mean(closest(wanted.name, names))

    def _read_record(self, reading: FileReading, kind: Kind, data: dict[Any, Any]) -> None:
        model, path = FILE_MODELS[kind], reading.file.path
        if kind is Kind.PARTNERSHIP:
            self.calendar = _calendar_of(data)
        is_whole = self._read_beside(reading, model, data)
        try:
            record = model.model_validate(data, context={"calendar": self.calendar})
        except ValidationError as error:
            from hsp_cli.store.model_errors import findings_of  # a sound file needs none of its hints

            reading.diagnostics += reading.locate(findings_of(error, model, path))
            return
        if not is_whole:
            return
        reading.record = placed_file(record, kind, path)
        if kind is not Kind.PARTNERSHIP and record.id != reading.file.stem:
            message = f"the file is called {reading.file.stem}, its record {record.id}"
            rule = file_rules.ID_NOT_FILE_NAME
            reading.diagnostics += reading.locate([Finding(rule, Place(path, ("id",)), message, rule.hint)])


def _problem(reading: FileReading, rule: Rule, message: str) -> None:
    """A problem of the file as a whole."""
    reading.diagnostics.append(_located(reading, SyntaxProblem(rule, 1, 1, message)))


def _located(reading: FileReading, problem: SyntaxProblem) -> Diagnostic:
    rule, hint = problem.rule, problem.hint or problem.rule.hint
    return Diagnostic(reading.file.path, problem.line, problem.column, rule.code, rule.severity, problem.message, hint)


def _read_comments(reading: FileReading, text: str) -> None:
    source_map = reading.source_map
    assert isinstance(source_map, SourceMap)
    if "hsp:" in text:
        reading.suppressions = tuple(suppressions(reading.file.path, text, source_map))
    reading.diagnostics += (_located(reading, problem) for problem in cut_values(text, source_map))


def _calendar_of(data: dict[Any, Any]) -> Calendar:
    """The calendar of settings that may have errors elsewhere. Validation reports errors in the calendar itself."""
    try:
        calendar = Calendar.model_validate(data.get("calendar", {}))
    except ValidationError:
        return COUNCIL_CALENDAR
    return calendar if 1 <= calendar.year_starts <= 12 else COUNCIL_CALENDAR

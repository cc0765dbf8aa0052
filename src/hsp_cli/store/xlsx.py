"""Reads XLSX workbooks: values, dates, formulas and merged cells, from a file that may be meant to harm.

A workbook is a ZIP file of XML files. The libraries that read it give the value of a formula as if somebody had typed
it, and some of them expand whatever a small file claims to hold. So the XML is read here as a stream, within limits.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from posixpath import join, normpath
from xml.parsers import expat

from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Cell, CellProblem, CellValue, Range, Sheet, ShownAs
from hsp_cli.store.sheet_limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
"""How many times smaller than its content a part of the file may be. Real sheets compress to a tenth."""
_SMALL = 256 * 1024
"""The size of a part that cannot do harm however well it is compressed: an empty column repeats itself."""
_MAX_PARTS = 1_000
_MAX_ELEMENTS = 1_000_000
_MAX_TEXT = 32_767
"""The characters that Excel lets a cell have."""
_MAX_MERGED = 1_000
_MAX_LOOKUPS = 5_000_000
"""The most merged ranges times rows: each row is compared with each range."""

_SAFE_HINT = "open it in a spreadsheet, save it as a new .xlsx or .csv file, and import that"

Attributes = dict[str, str]


class Workbook:
    """The sheets of a workbook. RequestRefused from each call that finds the file damaged or too large."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._parts = _Parts(content, name)
        main = self._related("", "officeDocument") or ["xl/workbook.xml"]
        self._main = main[0]
        self._starts_1904 = False
        self._paths: dict[str, str] = {}
        targets = self._parts.relations(self._main)

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "workbookPr":
                self._starts_1904 = attributes.get("date1904") in ("1", "true")
            elif tag == "sheet":
                target = targets.get(attributes.get("id", ""))
                if target and target[0].endswith("worksheet"):
                    self._paths[attributes.get("name", "")] = target[1]

        self._parts.walk(self._main, start)
        self.names = tuple(self._paths)
        if not self.names:
            raise RequestRefused(f"{name} is damaged: it has no sheet", _SAFE_HINT)
        self._texts: list[str] | None = None
        self._formats: list[str] | None = None

    def sheet(self, name: str) -> Sheet:
        """One of the sheets in `names`."""
        if self._texts is None:
            shared = (text for path in self._related(self._main, "sharedStrings") for text in self._strings(path))
            self._texts = [_unescaped(text) for text in shared]
            self._formats = [kind for path in self._related(self._main, "styles") for kind in self._styles(path)]
        return _SheetReader(self._parts, self._texts, self._formats or [], self._starts_1904).read(
            name, self._paths[name]
        )

    def _related(self, path: str, kind: str) -> list[str]:
        return [target for about, target in self._parts.relations(path).values() if about.endswith(f"/{kind}")]

    def _strings(self, path: str) -> list[str]:
        """The texts that cells share, without the reading aids of Japanese ones."""
        found: list[str] = []
        inside: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            inside.append(tag)
            if tag == "si":
                found.append("")

        def text(data: str) -> None:
            if inside and inside[-1] == "t" and "rPh" not in inside and found:
                found[-1] += data
                self._parts.limit(len(found[-1]) <= _MAX_TEXT, f"a text of more than {_MAX_TEXT:,} characters")

        self._parts.walk(path, start, text, lambda tag: inside.pop())
        return found

    def _styles(self, path: str) -> list[str]:
        """The number format of each style."""
        own: dict[str, str] = {}
        found: list[str] = []
        inside: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            inside.append(tag)
            if tag == "numFmt":
                own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:_MAX_FORMAT]
            elif tag == "xf" and "cellXfs" in inside:
                number = attributes.get("numFmtId", "0")
                found.append(own.get(number) or _BUILT_IN.get(number, ""))

        self._parts.walk(path, start, None, lambda tag: inside.pop())
        return found


class _Parts:
    """The XML files inside a workbook, each read as a stream."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._elements = 0
        with self._refusals():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        infos = self._zip.infolist()
        self._infos = {info.filename: info for info in infos}
        self.limit(len(infos) <= _MAX_PARTS, f"more than {_MAX_PARTS:,} parts")
        unpacked = sum(info.file_size for info in infos)
        self.limit(unpacked <= MAX_UNPACKED, f"{unpacked:,} bytes when unpacked, and at most {MAX_UNPACKED:,} are read")
        for info in infos:
            is_dense = info.file_size > _SMALL and info.file_size > MAX_RATIO * info.compress_size
            self.limit(not is_dense, f"a part that is packed more than {MAX_RATIO} times smaller than it is")
        if any("vbaproject" in path.lower() for path in self._infos):
            raise RequestRefused(f"{name} has macros, and such a workbook is not read", _SAFE_HINT)
        if len(self._infos) < len(infos):
            raise RequestRefused(f"{name} is damaged: it has two parts of the same name", _SAFE_HINT)

    def limit(self, is_within: bool, what: str) -> None:
        """RequestRefused unless the workbook is within a limit. `what` says what it has too much of."""
        if not is_within:
            raise RequestRefused(f"{self._name} is refused: it has {what}", _SAFE_HINT)

    def relations(self, path: str) -> dict[str, tuple[str, str]]:
        """What a part refers to, by id: the kind of the relation, and the path of the other part."""
        folder, _, name = path.rpartition("/")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                joined = target.removeprefix("/") if target.startswith("/") else normpath(join(folder, target))
                found[attributes.get("Id", "")] = (attributes.get("Type", ""), joined)

        relations = f"{folder}/_rels/{name}.rels".removeprefix("/")
        if relations in self._infos:
            self.walk(relations, start)
        return found

    def walk(
        self,
        path: str,
        start: Callable[[str, Attributes], None],
        text: Callable[[str], None] | None = None,
        end: Callable[[str], object] | None = None,
    ) -> None:
        """Call a function for each element, text and end of a part, in order. Names have no prefix."""
        info = self._infos.get(path)
        if info is None:
            raise RequestRefused(f"{self._name} is damaged: it has no {path}", _SAFE_HINT)
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def on_start(tag: str, attributes: Attributes) -> None:
            self._elements += 1
            if self._elements > _MAX_ELEMENTS:
                self.limit(False, f"more than {_MAX_ELEMENTS:,} elements")
            if ":" in tag or ":" in "".join(attributes):
                tag = tag.rpartition(":")[2]
                attributes = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            start(tag, attributes)

        def on_doctype(*_: object) -> None:
            raise RequestRefused(f"{self._name} is refused: its XML declares a document type", _SAFE_HINT)

        parser.StartElementHandler = on_start
        parser.StartDoctypeDeclHandler = on_doctype
        if text:
            parser.CharacterDataHandler = text
        if end:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        with self._refusals(), self._zip.open(info) as stream:
            while chunk := stream.read(65536):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Turn what the libraries say of a damaged file into a refusal."""
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise RequestRefused(f"{self._name} is damaged: {_first_line(error)}", _SAFE_HINT) from None
        except (RuntimeError, NotImplementedError):
            words = f"{self._name} is protected with a password, or packed in a way that is not read"
            raise RequestRefused(words, _SAFE_HINT) from None
        except expat.ExpatError as error:
            raise RequestRefused(f"{self._name} is damaged: {_first_line(error)}", _SAFE_HINT) from None


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "it cannot be unpacked")


_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class _SheetReader:
    """Reads one sheet, element by element."""

    def __init__(self, parts: _Parts, texts: list[str], formats: list[str], starts_1904: bool) -> None:
        self._parts = parts
        self._texts = texts
        self._formats = formats
        self._first_day = date(1904, 1, 1) if starts_1904 else date(1899, 12, 30)
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merged: list[Range] = []
        self._row = self._column = 0
        self._attributes: Attributes = {}
        self._inside: list[str] = []
        self._text = ""
        self._has_formula = False

    def read(self, name: str, path: str) -> Sheet:
        self._parts.walk(path, self._start, self._data, self._end)
        lookups = len(self._merged) * len({row for row, _ in self._cells})
        self._parts.limit(lookups <= _MAX_LOOKUPS, "too many merged cells for its rows")
        return Sheet(name, self._cells, tuple(self._merged))

    def _start(self, tag: str, attributes: Attributes) -> None:
        self._inside.append(tag)
        if tag == "row":
            self._row = _whole(attributes.get("r")) or self._row + 1
            self._column = 0
            self._parts.limit(self._row <= MAX_ROWS, f"a row {self._row:,}, and at most {MAX_ROWS:,} are read")
        elif tag == "c":
            self._attributes, self._text, self._has_formula = attributes, "", False
            self._row, self._column = _place(attributes.get("r")) or (self._row, self._column + 1)
            self._parts.limit(
                self._row <= MAX_ROWS and self._column <= MAX_COLUMNS,
                f"more than {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns",
            )
        elif tag == "f":
            self._has_formula = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _data(self, data: str) -> None:
        # A text has runs of different looks; a formula is not its value.
        if self._inside[-1] in ("v", "t") and "rPh" not in self._inside and "c" in self._inside:
            self._text += data
            self._parts.limit(len(self._text) <= _MAX_TEXT, f"a cell of more than {_MAX_TEXT:,} characters")

    def _end(self, tag: str) -> None:
        self._inside.pop()
        if tag == "c":
            cell = self._cell()
            if not cell.is_empty:
                self._cells[self._row, self._column] = cell
                self._parts.limit(len(self._cells) <= MAX_CELLS, f"more than {MAX_CELLS:,} cells that are not empty")

    def _cell(self) -> Cell:
        kind, text = self._attributes.get("t", "n"), self._text
        problem = CellProblem.FORMULA if self._has_formula else None
        if kind == "e":
            return Cell(text, CellProblem.ERROR)
        if kind == "s":
            index = _whole(text)
            if index is None or index >= len(self._texts):
                return Cell(text, CellProblem.ERROR)
            return Cell(self._texts[index], problem)
        if kind in ("str", "inlineStr"):
            return Cell(_unescaped(text), problem)
        if kind == "b":
            return Cell(text == "1", problem)
        if kind == "d":
            return Cell(text.removesuffix("T00:00:00"), problem)
        return self._number(text, problem)

    def _number(self, text: str, problem: CellProblem | None) -> Cell:
        if not text:
            return Cell(None, problem)
        shown_as = _bare_format(self._format())
        try:
            number = exact_number(text)
        except InvalidOperation:
            return Cell(text, CellProblem.ERROR)
        if _is_date(shown_as):
            value: CellValue | None = self._day(number)
            if value is None:
                return Cell(text, CellProblem.ERROR)
            return Cell(value, problem, None if "d" in shown_as else ShownAs.MONTH if "m" in shown_as else ShownAs.YEAR)
        return Cell(number, problem, ShownAs.PERCENT if "%" in shown_as else None)

    def _format(self) -> str:
        index = _whole(self._attributes.get("s"))
        return self._formats[index] if index is not None and index < len(self._formats) else ""

    def _day(self, number: Decimal) -> date | str | None:
        """The day of a date as a workbook holds it: days since its first. With a time of the day, a text. None if there
        is no such day.
        """
        try:
            # Excel counts a 29 February 1900, which never was.
            days = number + 1 if self._first_day.year == 1899 and number < 60 else number
            moment = datetime.combine(self._first_day, datetime.min.time()) + timedelta(days=float(days))
        except (OverflowError, ValueError):
            return None
        return moment.date() if number == number.to_integral_value() else moment.isoformat(" ", "minutes")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _place(first), _place(last)
        if start and end:
            self._merged.append(Range(*start, *end))
        self._parts.limit(len(self._merged) <= _MAX_MERGED, f"more than {_MAX_MERGED:,} merged cells")


def exact_number(text: str) -> Decimal:
    """The number that a person typed. A workbook holds 4.1 as 4.0999999999999996, the nearest binary number.

    InvalidOperation if the text is no finite number.
    """
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise InvalidOperation
    if len(number.as_tuple().digits) > 15:
        number = Decimal(f"{float(text):.15g}")  # no more digits can be typed into a cell, or are shown
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


# Without halves of characters (D800 to DFFF), which no text can hold.
_ESCAPE = re.compile("_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """A text with the characters that stand in it as `_x000D_`: XML itself cannot hold them."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def _place(reference: str | None) -> tuple[int, int] | None:
    """The row and column of `D14`. None for anything else."""
    match = _REFERENCE.fullmatch(reference or "")
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


_BUILT_IN = {
    "9": "0%", "10": "0.00%", "14": "dd/mm/yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy",
    "18": "h:mm", "19": "h:mm:ss", "20": "h:mm", "21": "h:mm:ss", "22": "dd/mm/yyyy h:mm",
    "45": "mm:ss", "46": "[h]:mm:ss", "47": "mm:ss",
}  # fmt: skip
"""The number formats that a workbook names by number alone, as far as they are of percentages or dates."""

_NOT_A_PLACEHOLDER = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]')
_MAX_FORMAT = 1_000
"""The characters of a number format that count; Excel allows 255."""


@lru_cache(maxsize=1_000)
def _bare_format(code: str) -> str:
    """A number format without its words, colours and conditions: only the first of its parts."""
    return _NOT_A_PLACEHOLDER.sub("", code).partition(";")[0].lower()


def _is_date(bare: str) -> bool:
    """Whether a bare number format shows a day or a month. One of hours alone shows a time."""
    return ("d" in bare or "y" in bare) and "general" not in bare

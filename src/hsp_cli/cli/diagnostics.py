"""Diagnostics as text: the place, the line with a caret, and the hint."""

from collections import Counter
from collections.abc import Sequence

from hsp_cli.cli.screen import Screen, plain
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.store.file_tree import FileTree, lines_of
from hsp_cli.wording.counts import counted

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def as_text(diagnostics: Sequence[Diagnostic], tree: FileTree, screen: Screen) -> None:
    """Write each diagnostic with its line, a caret below the column, and the hint."""
    lines: dict[str, list[str]] = {}
    for found in diagnostics:
        if found.path not in lines:
            lines[found.path] = lines_of(tree, found.path)
        _one(found, lines[found.path], screen)


def as_lines(diagnostics: Sequence[Diagnostic], screen: Screen) -> None:
    """Write each diagnostic on one line, for editors and `grep`."""
    for found in diagnostics:
        message = " ".join(found.message.split())
        screen.write(f"{_place(found)}: {found.severity.value}[{found.code}] {message}")


def severity_counts(diagnostics: Sequence[Diagnostic]) -> str:
    """The number of errors and warnings: `2 errors, 1 warning`."""
    counts = Counter(found.severity for found in diagnostics)
    return ", ".join(counted(counts[severity], severity.value) for severity in Severity if counts[severity])


def _one(found: Diagnostic, lines: Sequence[str], screen: Screen) -> None:
    severity = screen.styled(f"{found.severity.value}[{found.code}]", _STYLES[found.severity])
    screen.put(severity, ": ", plain(" ".join(found.message.split())))
    screen.put(screen.styled(" --> ", "blue"), plain(_place(found)))
    if found.line <= len(lines) and lines[found.line - 1].strip():
        _excerpt(found, lines[found.line - 1], screen)
    if found.hint:
        screen.put(screen.styled("  = help: ", "blue"), plain(" ".join(found.hint.split())))
    screen.put("")


def _place(found: Diagnostic) -> str:
    """Path, line and column on one line, even if the file name contains line breaks."""
    return f"{' '.join(found.path.splitlines())}:{found.line}:{found.column}"


def _excerpt(found: Diagnostic, line: str, screen: Screen) -> None:
    number = str(found.line)
    room = max(min(screen.width, 200) - len(number) - 4, 20)
    # A long line is cut to the part around the column.
    start = max(found.column - 1 - room // 2, 0) if found.column > room else 0
    shown = plain(line[start : start + room])
    caret = len(plain(line[start : found.column - 1]))
    margin = " " * len(number)
    screen.put(screen.styled(f"{margin} |", "blue"))
    screen.put(screen.styled(f"{number} | ", "blue"), shown)
    screen.put(screen.styled(f"{margin} | ", "blue"), " " * caret, screen.styled("^", "red"))

"""Workflow commands: GitHub shows them beside the lines of a pull request."""

from hsp_cli.cli.check_formats import Report
from hsp_cli.cli.check_formats.characters import UNSEEN


def render(report: Report) -> str:
    lines = []
    for found in report.result.diagnostics:
        place = f"file={_property(report.path(found.path))},line={found.line},col={found.column}"
        title = _property(f"hsp ({found.code})")
        message = f"{found.message}. {found.hint}" if found.hint else found.message
        lines.append(f"::{found.severity.value} title={title},{place}::{_data(message)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    """Escape the text of a workflow command. A line break would start another command."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return UNSEEN.sub("", escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

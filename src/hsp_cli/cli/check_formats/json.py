"""The JSON that `hsp validate --format json` promises. Its paths start at the workspace."""

from hsp_cli.cli.check_formats import Report
from hsp_cli.domain.finding import Severity
from hsp_cli.exchange.json_text import json_text


def render(report: Report) -> str:
    result = report.result
    answer = {
        "ok": not any(found.severity is Severity.ERROR for found in result.diagnostics),
        "files": len(result.files),
        "records": result.records,
        "diagnostics": [
            {
                "code": found.code,
                "severity": found.severity.value,
                "path": found.path,
                "line": found.line,
                "column": found.column,
                "message": found.message,
                "hint": found.hint,
            }
            for found in result.diagnostics
        ],
    }
    return json_text(answer)

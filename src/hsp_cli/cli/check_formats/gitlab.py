"""A code quality report of GitLab."""

from hsp_cli.cli.check_formats import Report
from hsp_cli.cli.check_formats.fingerprints import fingerprints
from hsp_cli.domain.finding import Severity
from hsp_cli.exchange.json_text import json_text

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(report: Report) -> str:
    found_here = report.result.diagnostics
    return json_text(
        [
            {
                "check_name": found.code,
                "description": found.message,
                "severity": _SEVERITIES[found.severity],
                "fingerprint": fingerprint,
                "location": {
                    "path": report.path(found.path),
                    "positions": {"begin": {"line": found.line, "column": found.column}},
                },
            }
            for found, fingerprint in zip(found_here, fingerprints(found_here), strict=True)
        ]
    )

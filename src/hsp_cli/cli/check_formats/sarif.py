"""SARIF 2.1.0, for code scanning."""

import re
from typing import Any
from urllib.parse import quote

from hsp_cli import __version__
from hsp_cli.checking.known_rules import known_rules
from hsp_cli.cli.check_formats import Report
from hsp_cli.cli.check_formats.fingerprints import fingerprints
from hsp_cli.domain.finding import Rule
from hsp_cli.exchange.json_text import json_text

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_TOP = "%SRCROOT%"
"""The name of the top of the repository in code scanning."""


def render(report: Report) -> str:
    found_here = report.result.diagnostics
    indexes = {code: index for index, code in enumerate(sorted({found.code for found in found_here}))}
    known = known_rules().by_code
    results = [
        {
            "ruleId": found.code,
            "ruleIndex": indexes[found.code],
            "level": found.severity.value,
            "message": {"text": _sentences(found.message, found.hint)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(report.path(found.path)), "uriBaseId": _TOP},
                        "region": {"startLine": found.line, "startColumn": found.column},
                    }
                }
            ],
            "partialFingerprints": {"finding/v1": fingerprint},
        }
        for found, fingerprint in zip(found_here, fingerprints(found_here), strict=True)
    ]
    run = {
        "tool": {"driver": {"name": "hsp", "version": __version__, "rules": [_rule(known[code]) for code in indexes]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_TOP: {"description": {"text": "The top of the git repository."}}},
        "results": results,
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    """A rule with its page, and with all keys that GitHub requires."""
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": " ".join(rule.page.partition("\n\nExample:")[0].split())},
        "help": {"text": rule.page, "markdown": _markdown(rule.page)},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _markdown(page: str) -> str:
    """A page as Markdown, which needs an empty line above indented code."""
    return re.sub(r"(?m)^(\S.*)\n(?= {4})", r"\1\n\n", page)


def _sentences(message: str, hint: str) -> str:
    """A message and its hint, each ended as a sentence."""
    return " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in (message, hint) if text)


def _uri(path: str) -> str:
    return quote(path, errors="surrogatepass")

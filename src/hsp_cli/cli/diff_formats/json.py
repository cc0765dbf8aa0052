"""`hsp diff --format json`."""

from typing import Any

from hsp_cli.analysis.plan_changes.change import PlanChange
from hsp_cli.checking.two_versions import Version
from hsp_cli.cli.diff_formats.answer import Answer
from hsp_cli.wording.record_values import plain_value


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer for scripts: the changes in order of importance, and what could not be compared."""
    quarter = answer.found.versions.quarter
    return {
        "base": _version(answer.versions.base),
        "head": _version(answer.versions.head),
        "as_of": answer.found.versions.as_of.isoformat(),
        "quarter": quarter.text if quarter else None,
        "base_quarter": answer.base_quarter.text if answer.base_quarter else None,
        "changes": [_change(answer, change) for change in answer.found.changes],
        "counts": {change_class.value: number for change_class, number in answer.found.counts.items()},
        "reformatted": list(answer.found.reformatted),
        "not_compared": [
            {"path": path, "in": "base" if version is answer.versions.base else "head"}
            for path, version in answer.versions.not_compared
        ],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "name": version.name,
        "commit": version.commit,
        "date": version.committed_on.isoformat() if version.committed_on else None,
        "has_records": version.has_records,
        "has_own_settings": version.has_own_settings,
    }


def _change(answer: Answer, change: PlanChange) -> dict[str, Any]:
    return {
        "class": change.change_class.value,
        "importance": change.change_class.importance,
        "kind": change.placed.address.kind.value,
        "id": str(change.placed.address),
        "title": change.placed.record.heading,
        "what": change.what,
        "before": plain_value(change.before),
        "after": plain_value(change.after),
        "notes": list(change.notes),
        "details": plain_value(change.facts),
        "path": change.place.path,
        "line": answer.line(change),
        "in": "base" if change.is_gone else "head",
    }

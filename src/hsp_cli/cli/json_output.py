"""Answers for scripts: the JSON of each command, with exactly these keys."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from hsp_cli.analysis.catalogue import Item
from hsp_cli.analysis.due import DueActions
from hsp_cli.analysis.exceptions import Exceptions, Line, reasons
from hsp_cli.analysis.governance import responsibilities
from hsp_cli.analysis.grants import GrantMonitoring
from hsp_cli.analysis.risks import RatedRisk, RiskReport
from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.action import Action
from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Place, Rule
from hsp_cli.domain.grant import Grant
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.partnership import Body, Partnership
from hsp_cli.domain.performance import performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band, limits_of
from hsp_cli.domain.record import plain_number
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.kinds import kinds
from hsp_cli.wording.bodies import seat_text, term_text


def exceptions_answer(found: Exceptions) -> dict[str, Any]:
    """`hsp exceptions --format json`."""
    return {
        "quarter": found.quarter.text,
        "label": found.quarter.label,
        "from": found.quarter.first_day.isoformat(),
        "to": found.quarter.last_day.isoformat(),
        "count": len(found.exceptions),
        "exceptions": [_exception(line) for line in found.exceptions],
        "awaited": [_named(line) for line in found.awaited],
        "unrecorded": [_named(line) for line in found.unrecorded],
        "not_comparable": [_named(line) for line in found.not_comparable],
        "none_in": list(found.none_in),
    }


def _named(line: Line) -> dict[str, Any]:
    indicator = line.placed.record
    return {
        "id": indicator.id,
        "code": indicator.code,
        "title": indicator.title,
        "priority": line.priority,
        "path": line.placed.place.path,
    }


def _exception(line: Line) -> dict[str, Any]:
    stands = line.performance
    figure = stands.figure
    return {
        **_named(line),
        "rag": stands.rag,
        "rag_basis": stands.rag_basis,
        "direction": stands.direction.value if stands.direction else None,
        "verdict": stands.verdict.value if stands.verdict else None,
        "as_at": stands.as_at.text if stands.as_at else None,
        "period": stands.period.text if stands.period else None,
        "actual": _value(figure.actual) if figure else None,
        "target": _value(figure.aim) if figure else None,
        "text": figure.text if figure else None,
        "status": figure.status.value if figure else None,
        "unit": stands.indicator.unit,
        "variance": _value(round(stands.variance, 2)) if stands.variance is not None else None,
        "reasons": list(line.reasons),
        "comment": stands.assessment.comment if stands.assessment else None,
    }


def _value(value: Any) -> Any:
    if isinstance(value, Band):
        return {"low": plain_number(value.low), "high": plain_number(value.high)}
    return None if value is None else plain_number(value)


def explain_answer(
    placed: Placed[Indicator], quarter: Period, settings: Partnership, sentences: Sequence[str]
) -> dict[str, Any]:
    """`hsp explain INDICATOR --format json`: the inputs, the result, and the sentences that connect them."""
    performance = performance_of(placed.record, quarter, settings.rag)
    comparison = performance.comparison
    return {
        "quarter": quarter.text,
        "label": quarter.label,
        "from": quarter.first_day.isoformat(),
        "to": quarter.last_day.isoformat(),
        **_exception(Line(placed, performance, reasons(performance, settings))),
        "better": placed.record.better.value,
        "computed_rag": performance.computed.code if performance.computed else None,
        "compared_with": {
            "period": comparison.period.text,
            "actual": _value(comparison.value),
            "direction": comparison.direction.value,
            "broken_by": comparison.broken_by.reason if comparison.broken_by else None,
        }
        if comparison
        else None,
        "scale": {
            "basis": (placed.record.thresholds or settings.rag).basis.value,
            "levels": [
                {"code": level.code, "name": level.name, "at_least": _value(limit), "exception": level.exception}
                for level, limit in zip(
                    settings.rag.levels, limits_of(placed.record.thresholds, settings.rag), strict=True
                )
            ],
        },
        "sentences": list(sentences),
    }


def rule_answer(rule: Rule) -> dict[str, Any]:
    """`hsp explain CODE --format json`."""
    return {**_rule(rule), "hint": rule.hint, "page": rule.page}


def rules_answer(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """`hsp explain --format json`: every code."""
    return [_rule(rule) for rule in rules]


def _rule(rule: Rule) -> dict[str, Any]:
    return {"code": rule.code, "severity": rule.severity.value, "summary": rule.summary}


def due_answer(found: DueActions, workspace: Workspace, loaded: Loaded) -> dict[str, Any]:
    """`hsp due --format json`."""
    return {
        "as_of": found.as_of.isoformat(),
        **{
            standing.value: [_due(placed, workspace, found.as_of, loaded) for placed in placed_actions]
            for standing, placed_actions in found.by_status.items()
        },
    }


def _due(placed: Placed[Action], workspace: Workspace, as_of: date, loaded: Loaded) -> dict[str, Any]:
    action = placed.record
    deadline = action.deadline
    return {
        "id": str(placed.address),
        "origin": placed.address.file_kind.value,
        "text": " ".join(action.text.split()),
        **_owners("owners", placed.owners, workspace),
        "due": str(deadline) if deadline else None,
        "due_date": deadline.falls_on.isoformat() if deadline and deadline.falls_on else None,
        "conditional": action.conditional,
        "status": action.status.value,
        "days_late": action.days_late(as_of),
        "times_moved": action.times_moved,
        "path": placed.place.path,
        "line": loaded.place(placed.place)[0],
    }


def risks_answer(found: RiskReport) -> dict[str, Any]:
    """`hsp risks --format json`."""
    return {
        "quarter": found.quarter.text,
        "label": found.quarter.label,
        "from": found.quarter.first_day.isoformat(),
        "to": found.quarter.last_day.isoformat(),
        "red": [_risk(risk) for risk in found.red],
        "unrated": found.unrated,
        "movements": [
            {
                "id": str(move.placed.address),
                "title": move.placed.record.title,
                "register": move.register,
                "from": move.before,
                "to": move.after,
                "reason": move.reason,
                "path": move.placed.place.path,
            }
            for move in found.movements
        ],
        "themes": [
            {
                "id": common.theme.id,
                "title": common.theme.title,
                "risks": [str(placed.address) for placed in common.risks],
            }
            for common in found.themes
        ],
    }


def _risk(risk: RatedRisk) -> dict[str, Any]:
    return {
        "id": str(risk.placed.address),
        "title": risk.placed.record.title,
        "register": risk.register,
        "rating": risk.rating,
        "zone": risk.zone.id if risk.zone else None,
        "path": risk.placed.place.path,
    }


def papers_answer(workspace: Workspace) -> dict[str, Any]:
    """`hsp report --list --format json`."""
    return {
        "papers": [
            {
                "id": placed.record.id,
                "title": placed.record.title,
                "report": placed.record.report,
                "quarter": placed.record.quarter.text if placed.record.quarter else None,
                "about": placed.record.about,
                "path": placed.place.path,
            }
            for placed in workspace.papers.values()
        ],
        "reports": [{"report": kind, "subject": subject.value} for kind, subject in kinds().items()],
    }


def list_answer(items: list[Item], workspace: Workspace) -> list[dict[str, Any]]:
    """`hsp list KIND --format json`."""
    return [
        {
            "id": str(item.address),
            "title": item.title,
            "path": item.place.path,
            **item.facts,
            **_owners_of(item, workspace),
        }
        for item in items
    ]


_OWNER_KEYS = ("owners", "leads", "sponsor", "members")
"""The keys under which records name their owners."""


def _owners_of(item: Item, workspace: Workspace) -> dict[str, Any]:
    """Every key of a record that names owners. An action without owners has those who are responsible for it."""
    named = {key: owners for key in _OWNER_KEYS if (owners := getattr(item.record, key, None)) is not None}
    if isinstance(item.record, Action):
        named["owners"] = item.owners
    answer: dict[str, Any] = {}
    for key, owners in named.items():
        answer |= _owners(key, owners, workspace)
    return answer


def _owners(key: str, owners: Owners, workspace: Workspace) -> dict[str, Any]:
    """The names as written, each with its id. The id is null if the name matches no party or several."""
    parties = [workspace.party(owner) for owner in owners]
    return {
        key: [str(owner) for owner in owners],
        f"{key.removesuffix('s')}_ids": [party.id if party else None for party in parties],
    }


def show_answer(item: Item, referring: list[Place], workspace: Workspace, loaded: Loaded) -> dict[str, Any]:
    """`hsp show ID --format json`: the record, its place, and the places that refer to it."""
    return {
        "id": str(item.address),
        "kind": item.kind,
        "path": item.place.path,
        "line": loaded.place(item.place)[0],
        "record": item.record.model_dump(mode="json", exclude_defaults=True),
        **_owners_of(item, workspace),
        "referred_by": [
            {
                "path": place.path,
                "line": loaded.place(place)[0],
                "key": ".".join(str(key) for key in place.keys),
            }
            for place in referring
        ],
        **(_body(item.record, workspace) if isinstance(item.record, Body) else {}),
    }


def _body(body: Body, workspace: Workspace) -> dict[str, Any]:
    """Further facts about a body: what it is accountable for, and the date of its records."""
    return {
        "as_of": term_text(body) or None,
        "sits": [*(seat_text(seat) for seat in body.seats), *map(str, body.members)],
        "answers_for": [
            *({"kind": "duty", "title": " ".join(duty.split())} for duty in body.accountable_for),
            *(
                {"kind": duty.kind, "id": str(duty.address), "title": duty.title, "path": duty.place.path}
                for duty in responsibilities(workspace, body.id)
            ),
        ],
    }


def grants_answer(found: GrantMonitoring) -> dict[str, Any]:
    """`hsp grants --format json`."""
    return {
        "quarter": found.quarter.text,
        "label": found.quarter.label,
        "from": found.quarter.first_day.isoformat(),
        "to": found.quarter.last_day.isoformat(),
        "grants": [_grant(placed) for placed in found.grants],
        "missing": [_grant(placed) for placed in found.missing],
        "overspent": [
            {
                **_grant(over.placed),
                "forecast": plain_number(over.forecast),
                "actual": plain_number(over.actual),
                "excess": plain_number(over.excess),
            }
            for over in found.overspent
        ],
        "behind": [
            {
                **_grant(behind.placed),
                "output": behind.output.text,
                "forecast": _value(behind.output.forecast),
                "actual": _value(behind.output.actual),
            }
            for behind in found.behind
        ],
        "without_evidence": [_grant(placed) for placed in found.without_evidence],
        "incomplete": [{**_grant(placed), "lacks": list(lacks)} for placed, lacks in found.incomplete],
        "not_agreed": [_grant(placed) for placed in found.not_agreed],
    }


def _grant(placed: Placed[Grant]) -> dict[str, Any]:
    grant = placed.record
    return {"id": grant.id, "title": grant.title, "body": grant.body, "path": placed.place.path}

"""The catalogue: every record by kind, and one record by its name."""

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hsp_cli.analysis.filters import NO_FILTER, Filters, is_owned_by
from hsp_cli.domain.action import Action
from hsp_cli.domain.finding import Place
from hsp_cli.domain.grant import Grant
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.paper import Paper, Section
from hsp_cli.domain.plan import Aim, Measure, Plan
from hsp_cli.domain.project import Project
from hsp_cli.domain.record import Entry, plain_number
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Placed, Workspace


@dataclass(frozen=True, slots=True)
class Item:
    """A record in a list: how it is addressed, what it is called, where it stands, and a few facts of its kind.

    `priority`, `body` and `owners` are what a list can be narrowed by.
    """

    address: str
    title: str
    place: Place
    kind: str
    record: Entry
    facts: dict[str, Any]
    priority: str | None = None
    body: str | None = None
    owners: Owners = ()


def items(workspace: Workspace, kind: str, filters: Filters = NO_FILTER) -> list[Item]:
    """Every record of a kind, in the order of its file. RequestRefused where there is no such kind."""
    if kind not in KINDS:
        hint = f"there is {', '.join(KINDS)}"
        raise RequestRefused(f"there is no kind of record called {kind!r}", hint)
    return [item for item in KINDS[kind](workspace) if _is_asked(item, workspace, filters)]


def find(workspace: Workspace, name: str) -> Item:
    """The one record that answers to an address, an id, or a code such as `NI 192`.

    RequestRefused where nothing does, or more than one.
    """
    everything = [item for list_kind in KINDS.values() for item in list_kind(workspace)]
    wanted = name.strip().casefold()
    found = [item for item in everything if item.address == wanted]
    found = found or [item for item in everything if wanted in (item.record.id, _code(item))]
    if not found:
        near = difflib.get_close_matches(wanted, [item.address for item in everything], n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "`hsp list KIND` lists what there is"
        raise RequestRefused(f"no record is called {name!r}", hint)
    if len(found) > 1:
        addresses = ", ".join(f"{item.address} ({item.kind})" for item in found[:8])
        raise RequestRefused(f"{len(found)} records are called {name!r}", f"name one of {addresses}")
    return found[0]


def _code(item: Item) -> str | None:
    return item.record.code.casefold() if isinstance(item.record, Indicator) and item.record.code else None


def _is_asked(item: Item, workspace: Workspace, filters: Filters) -> bool:
    schemes = item.record.schemes if isinstance(item.record, Indicator) else ()
    return (
        (filters.plan is None or item.address.partition("/")[0] == filters.plan)
        and (filters.priority is None or item.priority == filters.priority)
        and (filters.body is None or item.body == filters.body)
        and (filters.owner is None or is_owned_by(workspace, item.owners, filters.owner))
        and (filters.scheme is None or filters.scheme in schemes)
    )


def _plans(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.plans.values():
        plan: Plan = placed.record
        facts = {"aims": sum(aim.address.startswith(f"{plan.id}/") for aim in workspace.aims)}
        yield _item(placed, plan.title, "plan", facts, plan.leads)


def _aims(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.aims:
        aim: Aim = placed.record
        yield _item(placed, aim.title, "aim", {"number": aim.number, "leads": names(aim.leads)}, aim.leads)


def _actions(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.actions:
        action: Action = placed.record
        due = str(action.deadline) if action.deadline else None
        owners = workspace.answering(placed)
        facts = {"status": action.status.value, "due": due, "owners": names(owners)}
        yield _item(placed, _first_line(action.text), "action", facts, owners)


def _measures(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.measures:
        measure: Measure = placed.record
        facts = {"by": str(measure.by) if measure.by else None, "pending": measure.pending and measure.pending.value}
        yield _item(placed, _first_line(measure.text), "measure", facts, measure.owners)


def _indicators(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.indicators.values():
        indicator: Indicator = placed.record
        facts = {
            "code": indicator.code,
            "unit": indicator.unit,
            "better": indicator.better.value,
            "priority": indicator.priority,
            "schemes": list(indicator.schemes),
        }
        yield _item(placed, indicator.title, "indicator", facts, indicator.leads)


def _risks(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.risks:
        ratings = placed.record.ratings
        latest = max(ratings) if ratings else None
        facts = {"register": placed.address.partition("/")[0], "rating": ratings[latest].rating if latest else None}
        yield _item(placed, placed.record.title, "risk", facts, placed.record.owners)


def _meetings(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.meetings.values():
        facts = {"body": placed.body, "on": str(placed.record.on), "actions": len(placed.record.actions)}
        yield _item(placed, placed.record.title, "meeting", facts)


def _papers(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.papers.values():
        paper: Paper = placed.record
        about = str(paper.quarter) if paper.quarter else paper.about
        yield _item(placed, paper.title, "paper", {"about": about, "report": paper.report})


def _projects(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.projects.values():
        project: Project = placed.record
        facts = {"programme": project.programme, "stage": project.stage, "sponsor": names(project.sponsor)}
        yield _item(placed, project.title, "project", facts, (*project.sponsor, *project.leads))


def _grants(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.grants.values():
        grant: Grant = placed.record
        award = plain_number(grant.award) if grant.award is not None else None
        facts = {"fund": grant.fund, "award": award, "agreement": grant.agreement, "leads": names(grant.leads)}
        yield _item(placed, grant.title, "grant", facts, grant.leads)


def _sections(workspace: Workspace) -> Iterator[Item]:
    for placed in workspace.sections:
        section: Section = placed.record
        address = f"{placed.address}/{section.id}"
        yield Item(address, section.title, placed.place, "section", section, {}, placed.priority, placed.body)


def _settings_list(key: str, kind: str) -> Callable[[Workspace], Iterator[Item]]:
    """The lists of the partnership's own file: bodies, people, organisations and the like."""

    def listed(workspace: Workspace) -> Iterator[Item]:
        entries: Iterable[Any] = getattr(workspace.partnership, key)
        for index, entry in enumerate(entries):
            place = Place(workspace.partnership_path, (key, index))
            called = getattr(entry, "name", None) or entry.title
            extra = {"kind", "status", "parent", "role", "organisation", "body", "number"}
            facts = {name: getattr(entry, name) for name in sorted(extra & set(type(entry).model_fields))}
            owners = entry.members if key == "bodies" else ()
            yield Item(entry.id, called, place, kind, entry, facts, owners=owners)

    return listed


def _item(placed: Placed[Any], title: str, kind: str, facts: dict[str, Any], owners: Owners = ()) -> Item:
    return Item(placed.address, title, placed.place, kind, placed.record, facts, placed.priority, placed.body, owners)


def _first_line(text: str) -> str:
    return " ".join(text.split())


KINDS: dict[str, Callable[[Workspace], Iterator[Item]]] = {
    "plans": _plans,
    "aims": _aims,
    "actions": _actions,
    "measures": _measures,
    "indicators": _indicators,
    "risks": _risks,
    "meetings": _meetings,
    "papers": _papers,
    "projects": _projects,
    "grants": _grants,
    "sections": _sections,
    "bodies": _settings_list("bodies", "body"),
    "people": _settings_list("people", "person"),
    "organisations": _settings_list("organisations", "organisation"),
    "roles": _settings_list("roles", "role"),
    "priorities": _settings_list("priorities", "priority"),
    "schemes": _settings_list("schemes", "scheme"),
    "themes": _settings_list("risk_themes", "theme"),
}
"""What can be listed, and how."""

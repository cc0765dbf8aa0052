"""How the record of one file leans on others: the ties that rules across files hold against each other."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.file_index import FileIndex, IndexedRating, IndexedRisk, Mention, Relation
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership, normalised_name
from hsp_cli.domain.risk import cell_of
from hsp_cli.domain.workspace import Placed, Workspace
from hsp_cli.papers.kinds import Subject, kinds
from hsp_cli.rules.support.references import describe


def index_files(workspace: Workspace, as_of: date) -> Iterator[FileIndex]:
    """The ties of each file of a workspace but the settings, which every file sees. Any part of one will do."""
    mentions: dict[str, list[Mention]] = {}
    for placed, mention in _mentions(workspace, as_of):
        mentions.setdefault(placed.place.path, []).append(_from_root(placed, mention))
    actions: dict[str, dict[str, str]] = {}
    for action in workspace.actions:
        actions.setdefault(action.place.path, {})[action.record.id] = action.record.status.value
    risks: dict[str, list[IndexedRisk]] = {}
    for risk in _risks(workspace):
        risks.setdefault(risk[0], []).append(risk[1])
    for file in workspace.files():
        if file is workspace.settings:
            continue
        path = file.place.path
        yield FileIndex(
            file.kind,
            file.address,
            path,
            *(_of_indicator(workspace, file.address, as_of) if file.kind is Kind.INDICATOR else ("", "", "")),
            actions.get(path, {}),
            tuple(mentions.get(path, ())),
            tuple(risks.get(path, ())),
        )


def _of_indicator(workspace: Workspace, name: str, as_of: date) -> tuple[str, str, str]:
    """Its code, its title, and its latest rating where that is good."""
    indicator = workspace.indicators[name].record
    return indicator.code or "", indicator.title, _latest_good_rag(workspace.partnership, indicator, as_of)


def is_good(partnership: Partnership, rag: str) -> bool:
    """Whether a rating is one of the scale that nobody has to be told of."""
    return partnership.rag.level(rag) is not None and not partnership.rag.is_exception(rag)


def _latest_good_rag(partnership: Partnership, indicator: Indicator, as_of: date) -> str:
    """The rating of the last quarter that has ended and was rated; none where it is not good."""
    rated = [quarter for quarter, said in indicator.assessments.items() if said.rag and quarter.last_day <= as_of]
    rag = indicator.assessments[max(rated)].rag if rated else None
    return rag if rag and is_good(partnership, rag) else ""


_Said = tuple[Placed[Any], Mention]


def _from_root(placed: Placed[Any], mention: Mention) -> Mention:
    return mention._replace(keys=placed.place.keys + mention.keys)


def _mentions(workspace: Workspace, as_of: date) -> Iterator[_Said]:
    """What the records name, each with its keys from the record that holds it."""
    yield from _of_aims(workspace, as_of)
    for measure in workspace.measures:
        if name := measure.record.indicator:
            yield measure, Mention(Relation.INDICATOR, ("indicator",), name, describe(measure))
    yield from _of_actions(workspace.actions)
    yield from _of_papers(workspace)
    yield from _of_blocks(workspace)
    for project in workspace.projects.values():
        if name := project.record.grant:
            yield project, Mention(Relation.GRANT, ("grant",), name, describe(project))
    bodies = {body.id for body in workspace.partnership.bodies}
    for risk in workspace.risks:
        for index, name in enumerate(risk.record.shared_with):
            if name not in bodies:
                yield risk, Mention(Relation.BODY_OR_REGISTER, ("shared_with", index), name, describe(risk))


def _of_aims(workspace: Workspace, as_of: date) -> Iterator[_Said]:
    for aim in workspace.aims:
        by = ""
        late = [action.id for action in aim.record.actions if action.days_late(as_of)]
        for index, link in enumerate(aim.record.indicators):
            by = by or describe(aim)
            yield aim, Mention(Relation.INDICATOR, ("indicators", index, "indicator"), link.indicator, by)
            if late:
                overdue = f"{aim.address}: {', '.join(late)}"
                yield aim, Mention(Relation.GOOD_RATING, ("indicators", index), link.indicator, overdue)
        for index, related in enumerate(aim.record.related_plans):
            if related.plan:
                yield aim, Mention(Relation.PLAN, ("related_plans", index, "plan"), related.plan, describe(aim))


def _of_actions(actions: Iterable[Placed[Action]]) -> Iterator[_Said]:
    for action in actions:
        tie = Relation.ACTION_OF_COMPLETE if action.record.status is ActionStatus.COMPLETE else Relation.ACTION
        for index, name in enumerate(action.record.depends_on):
            yield action, Mention(tie, ("depends_on", index), name, action.address)


def _of_papers(workspace: Workspace) -> Iterator[_Said]:
    for paper in workspace.papers.values():
        record, by = paper.record, describe(paper)
        for index, name in enumerate(record.previous_meetings):
            yield paper, Mention(Relation.MEETING, ("previous_meetings", index), name, by)
        for index, name in enumerate(record.appendices):
            yield paper, Mention(Relation.PLAN, ("appendices", index), name, by)
        if record.about:
            yield paper, Mention(Relation.SUBJECT, ("about",), record.about, by)
        if kinds().get(record.report) is Subject.PLAN:
            yield paper, Mention(Relation.PLAN_SUBJECT, (), record.about or "", record.id)


def _of_blocks(workspace: Workspace) -> Iterator[_Said]:
    for block in workspace.blocks:
        by = f"a table of paper {block.address}"
        if series := block.record.series:
            for index, name in enumerate(series.indicators):
                yield block, Mention(Relation.INDICATOR, ("series", "indicators", index), name, by)
        for index, name in enumerate(block.record.indicators):
            yield block, Mention(Relation.INDICATOR, ("indicators", index), name, by)
        if block.record.project:
            yield block, Mention(Relation.PROJECT, ("project",), block.record.project, describe(block))


def _risks(workspace: Workspace) -> Iterator[tuple[str, IndexedRisk]]:
    """Each risk with the path of its register; of those that one register holds twice, the first."""
    seen: set[tuple[str, str]] = set()
    matrix = workspace.partnership.risk_matrix
    cells: dict[str, str] = {}  # a few, and each in many ratings
    for risk in workspace.risks:
        record, path = risk.record, risk.place.path
        words = normalised_name(record.title).rstrip(".")
        if (path, words) not in seen:
            seen.add((path, words))
            for said in record.ratings.values():
                if said.rating not in cells:
                    cells[said.rating] = " ".join(cell_of(said.rating, matrix))
            ratings = tuple(
                IndexedRating(quarter.text, quarter.label, said.rating, cells[said.rating])
                for quarter, said in record.ratings.items()
            )
            yield path, IndexedRisk(risk.place.keys, risk.address, risk.body, words, record.shared_with, ratings)

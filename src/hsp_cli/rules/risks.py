"""Risks: red ones that nothing is done about, moves nobody explains, one risk told twice in two ways."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from hsp_cli.domain.file_index import IndexedRisk, WorkspaceIndex
from hsp_cli.domain.finding import Place, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.risk import cell_of
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, index_rule, rule


@rule("red-risk-without-control", severity=Severity.WARNING, hint="add `controls` or `planned_controls`")
def red_risk_without_control(workspace: Workspace) -> Iterator[Problem]:
    """A risk is red in its latest quarter, and no control is in place or planned.

    A register is there to say what is done about the worst risks. A red one without a control is either accepted,
    which the board should know, or forgotten.

    Example:

        risks:
          - id: funding
            title: Reward funding is cut
            ratings:
              Q1-2010: {rating: C2}

    Way out: list what is done under `controls` and what is going to be done under `planned_controls`. If the risk
    is accepted as it is, write `# hsp: allow red-risk-without-control — accepted by …` beside it.
    """
    matrix = workspace.partnership.risk_matrix
    for risk in workspace.risks if matrix else ():
        record = risk.record
        if record.ratings and not record.controls and not record.planned_controls:
            quarter = max(record.ratings)
            zone = matrix.zone(record.ratings[quarter].rating) if matrix else None
            if zone and zone.red:
                words = f"{risk.address} is {record.ratings[quarter].rating} ({zone.name}) in {quarter.label}"
                yield Problem(risk.place, f"{words}, and no control is in place or planned")


@rule("rating-moved-without-reason", severity=Severity.WARNING, hint="add a `reason` to the rating")
def rating_moved_without_reason(workspace: Workspace) -> Iterator[Problem]:
    """A risk's rating changed from one quarter to the next and the record does not say why.

    The paper lists every movement with its reason, because a board wants to know what happened. Without one it can
    only be asked at the meeting, of somebody who may not be there.

    Example:

        ratings:
          Q4-2009: {rating: D2}
          Q1-2010: {rating: C2}

    Way out: add `reason` to the later rating.
    """
    matrix = workspace.partnership.risk_matrix
    for risk in workspace.risks:
        for before, after in pairwise(sorted(risk.record.ratings)):
            old, new = risk.record.ratings[before], risk.record.ratings[after]
            if not new.reason and cell_of(old.rating, matrix) != cell_of(new.rating, matrix):
                words = f"{risk.address} moved from {old.rating} to {new.rating}, and no reason is given"
                yield Problem(risk.place.at("ratings", str(after), "rating"), words)


@index_rule(
    "shared-risk-rated-differently", severity=Severity.WARNING, hint="agree one rating, or describe the two risks"
)
def shared_risk_rated_differently(directory: WorkspaceIndex) -> Iterator[Problem]:
    """Two registers hold the same risk and rate it differently in the same quarter.

    The words are the same, so the reader takes it for one risk, red in one list and not in the other. Either the
    groups have not talked, or their risks are two that happen to be described alike.

    Example:

        # ccmg.yaml
        - {id: influence, title: Inability to influence policy, ratings: {Q1-2010: {rating: C2}}}
        # adult-health.yaml
        - {id: influence, title: Inability to influence policy, ratings: {Q1-2010: {rating: D3}}}

    Way out: agree on one rating; or, if the risk truly differs between the groups, word each so that it shows.
    """
    for one, (place, other) in _alike(directory):
        firsts = {rating.quarter: rating for rating in one.ratings}
        for rating in other.ratings:
            first = firsts.get(rating.quarter, rating)
            if first.cell != rating.cell:
                words = f"{other.address} is {rating.rating} in {rating.label}; {one.address}, in the same words, is"
                yield Problem(place.at("ratings", rating.quarter, "rating"), f"{words} {first.rating}")


@index_rule("shared-risk-not-linked", severity=Severity.WARNING, hint="name the other register under `shared_with`")
def shared_risk_not_linked(directory: WorkspaceIndex) -> Iterator[Problem]:
    """Two registers hold the same risk and neither knows of the other.

    One risk may well stand in the registers of two groups. If neither says so, the paper counts it as two, and
    what one group does about it is not known to the other.

    Example:

        # ccmg.yaml
        - {id: influence, title: Inability to influence policy}
        # adult-health.yaml
        - {id: influence, title: Inability to influence policy}

    Way out: add `shared_with: [adult-health]` to one of them (the id of the register or of its body). If they are
    two risks, word each so that it shows.
    """
    for one, (place, other) in _alike(directory):
        if not _names(one, other) and not _names(other, one):
            words = f"{other.address} is the risk {one.address} word for word, and neither names the other"
            yield Problem(place.at("title"), words)


def _alike(directory: WorkspaceIndex) -> Iterator[tuple[IndexedRisk, tuple[Place, IndexedRisk]]]:
    """Pairs of risks in the same words, from two registers, the second of them placed."""
    by_words: dict[str, list[tuple[Place, IndexedRisk]]] = defaultdict(list)
    for register in directory.of(Kind.RISK).values():
        for risk in register.risks:
            by_words[risk.words].append((Place(register.path, risk.keys), risk))
    for risks in by_words.values():
        for (_, one), other in combinations(risks, 2):
            yield one, other


def _names(one: IndexedRisk, other: IndexedRisk) -> bool:
    register = other.address.split("/")[0]
    return register in one.shared_with or other.body in one.shared_with

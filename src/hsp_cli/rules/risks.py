"""Risks: red ones that nothing is done about, moves nobody explains, one risk told twice in two ways."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.partnership import folded
from hsp_cli.domain.risk import Risk, RiskMatrix
from hsp_cli.domain.workspace import Placed, Workspace
from hsp_cli.rules.registry import Problem, rule


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
            if not new.reason and _cell(matrix, old.rating) != _cell(matrix, new.rating):
                words = f"{risk.address} moved from {old.rating} to {new.rating}, and no reason is given"
                yield Problem(risk.place.at("ratings", str(after), "rating"), words)


def _cell(matrix: RiskMatrix | None, rating: str) -> object:
    """A rating without its spelling: C2 and C-2 are the same cell."""
    return (matrix.split(rating) if matrix else None) or rating


@rule("shared-risk-rated-differently", severity=Severity.WARNING, hint="agree one rating, or describe the two risks")
def shared_risk_rated_differently(workspace: Workspace) -> Iterator[Problem]:
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
    matrix = workspace.partnership.risk_matrix
    for one, other in _alike(workspace):
        for quarter, rating in other.record.ratings.items():
            first = one.record.ratings.get(quarter)
            if first and _cell(matrix, first.rating) != _cell(matrix, rating.rating):
                words = f"{other.address} is {rating.rating} in {quarter.label}; {one.address}, in the same words, is"
                yield Problem(other.place.at("ratings", str(quarter), "rating"), f"{words} {first.rating}")


@rule("shared-risk-not-linked", severity=Severity.WARNING, hint="name the other register under `shared_with`")
def shared_risk_not_linked(workspace: Workspace) -> Iterator[Problem]:
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
    for one, other in _alike(workspace):
        if not _names(one, other) and not _names(other, one):
            words = f"{other.address} is the risk {one.address} word for word, and neither names the other"
            yield Problem(other.place.at("title"), words)


def _alike(workspace: Workspace) -> Iterator[tuple[Placed[Risk], Placed[Risk]]]:
    """Pairs of risks in the same words, from two registers."""
    by_title: dict[str, dict[str, Placed[Risk]]] = defaultdict(dict)
    for risk in workspace.risks:
        # Of risks that one register holds twice, the first stands for it.
        by_title[folded(risk.record.title).rstrip(".")].setdefault(risk.place.path, risk)
    for risks in by_title.values():
        yield from combinations(risks.values(), 2)


def _names(one: Placed[Risk], other: Placed[Risk]) -> bool:
    register = other.address.split("/")[0]
    return register in one.record.shared_with or other.body in one.record.shared_with

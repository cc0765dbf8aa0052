"""Rules for risks: red risks without controls, missing and old ratings, movements, and risks that registers share."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import NamedTuple

from hsp_cli.domain.address import Placed
from hsp_cli.domain.file_index import Fact, WorkspaceIndex, place
from hsp_cli.domain.finding import Place, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership, normalised_name
from hsp_cli.domain.period import Calendar, Period, quarter_of
from hsp_cli.domain.risk import Risk, cell_of
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, collector, dated_rule, index_rule, rule


@rule("red-risk-without-control", severity=Severity.WARNING, hint="add `controls` or `planned_controls`")
def red_risk_without_control(workspace: Workspace) -> Iterator[Problem]:
    """A risk is red at its last rating and has no control in place or planned.

    A risk register shows what is being done about the worst risks. If a red risk has no control, either the risk
    has been accepted, which the board should know, or it has been forgotten. The last rating counts, however old it is.

    Example:

        risks:
          - id: funding
            title: Reward funding is cut
            ratings:
              Q1-2010: {rating: C2}

    Way out: list the controls in place under `controls` and the planned ones under `planned_controls`. If the risk
    is accepted as it is, write `# hsp: allow red-risk-without-control — accepted by …` beside it.
    """
    for risk, words in _red_risks(workspace):
        if not risk.record.has_control:
            yield Problem(risk.place, f"{words} and has no control in place or planned")


@rule("red-risk-without-owner", severity=Severity.WARNING, hint="add `owners`")
def red_risk_without_owner(workspace: Workspace) -> Iterator[Problem]:
    """A risk is red at its last rating and names no owner.

    Nobody in particular watches the risk, carries out its controls or rates it again. The last rating counts, however
    old it is.

    Example:

        risks:
          - id: funding
            title: Reward funding is cut
            controls: [A reserve of three months]
            ratings:
              Q1-2010: {rating: C2}

    Way out: add `owners`, a person or a post. If the source names none, write `# hsp: allow red-risk-without-owner —`
    and the reason beside it.
    """
    for risk, words in _red_risks(workspace):
        if not risk.record.owners:
            yield Problem(risk.place, f"{words} and has no owner")


def _red_risks(workspace: Workspace) -> Iterator[tuple[Placed[Risk], str]]:
    """The open risks that are red at their last rating, with that rating in words."""
    matrix = workspace.partnership.risk_matrix
    for risk in workspace.risks if matrix else ():
        if risk.record.ratings and not risk.record.closed:
            quarter = max(risk.record.ratings)
            rating = risk.record.ratings[quarter].rating
            zone = matrix.zone(rating) if matrix else None
            if zone and zone.red:
                yield risk, f"{risk.address} is {rating} ({zone.name}) in {quarter.label}"


@rule("risk-without-rating", severity=Severity.WARNING, hint="rate it under `ratings`")
def risk_without_rating(workspace: Workspace) -> Iterator[Problem]:
    """A risk has never been rated.

    Without a rating, nobody can say whether the risk is red. It is in no list of red risks and in no cell of the
    matrix, so the register looks better than anybody knows.

    Example:

        risks:
          - id: funding
            title: Reward funding is cut

    Way out: add the rating of the quarter under `ratings`. If it is no longer a risk, add `closed` with the day and the
    reason.
    """
    for risk in workspace.risks:
        if not risk.record.ratings and not risk.record.closed:
            yield Problem(risk.place, f"{risk.address} has never been rated")


@dated_rule("risk-not-rated", severity=Severity.WARNING, hint="rate it for the last quarter, or close it")
def risk_not_rated(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """More quarters have ended without a new rating of a risk than the partnership allows.

    hsp carries the last rating forward and marks it, because a risk does not go away when nobody looks at it. But an
    old rating may be far too good. `risk_rating_grace` in `partnership.yaml` is the number of quarters that may end
    without a new rating. It is 1 if it is not given, so that a register may be one quarter behind.

    Example:

        ratings:
          Q1-2010: {rating: C2}      # read in January 2011: Q2 and Q3 have ended without a rating

    Way out: rate the risk for the last quarter that has ended. If it is no longer a risk, add `closed` with the day and
    the reason. If risks are reviewed less often, raise `risk_rating_grace`.
    """
    for risk in workspace.risks:
        ratings = risk.record.ratings
        if ratings and not risk.record.closed:
            last = max(ratings)
            ended = quarter_of(as_of, Calendar(year_starts=last.year_starts)).previous()
            if last.last_day < _earlier(ended, workspace.partnership.risk_rating_grace).first_day:
                words = f"{risk.address} was last rated for {last.label}, and {ended.label} has ended"
                yield Problem(risk.place.at("ratings", str(last)), words, on_key=True)


def _earlier(quarter: Period, quarters: int) -> Period:
    for _ in range(quarters):
        quarter = quarter.previous()
    return quarter


@rule("rating-moved-without-reason", severity=Severity.WARNING, hint="add a `reason` to the rating")
def rating_moved_without_reason(workspace: Workspace) -> Iterator[Problem]:
    """A risk's rating changed from one quarter to the next and the record gives no reason.

    The paper lists every movement with its reason, because the board wants to know what happened. Without a reason,
    the board has to ask at the meeting, and the owner may not be there.

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
                words = f"{risk.address} moved from {old.rating} to {new.rating}, but no reason is given"
                yield Problem(risk.place.at("ratings", str(after), "rating"), words)


@index_rule(
    "shared-risk-rated-differently",
    severity=Severity.WARNING,
    hint="agree one rating, or reword the titles if they are two risks",
)
def shared_risk_rated_differently(index: WorkspaceIndex) -> Iterator[Problem]:
    """Two registers hold the same risk and rate it differently in the same quarter.

    The two risks have the same title, so a reader takes them for one risk that is red in one register and not in
    the other. Either the groups have not agreed a rating, or they have described two different risks in the same
    words.

    Example:

        # ccmg.yaml
        - {id: influence, title: Inability to influence policy, ratings: {Q1-2010: {rating: C2}}}
        # adult-health.yaml
        - {id: influence, title: Inability to influence policy, ratings: {Q1-2010: {rating: D3}}}

    Way out: agree one rating. If the risks differ between the groups, reword each title to show how.
    """
    matrix = index.settings.risk_matrix
    for one, (where, other) in _same_title(index):
        for quarter, rating in other.ratings.items():
            first = one.ratings.get(quarter, rating)
            if cell_of(first, matrix) != cell_of(rating, matrix):
                label = Period.parse(quarter, index.settings.calendar).label
                ratings = f"{other.address} is {rating} in {label}, {one.address} is {first}"
                words = f"two registers rate the same risk differently: {ratings}"
                yield Problem(where.at("ratings", quarter, "rating"), words)


@index_rule("shared-risk-not-linked", severity=Severity.WARNING, hint="name the other register under `shared_with`")
def shared_risk_not_linked(index: WorkspaceIndex) -> Iterator[Problem]:
    """Two registers hold the same risk and neither refers to the other.

    Two groups may share a risk. If neither register says so, the paper counts it as two risks, and neither group
    knows what the other is doing about it.

    Example:

        # ccmg.yaml
        - {id: influence, title: Inability to influence policy}
        # adult-health.yaml
        - {id: influence, title: Inability to influence policy}

    Way out: add `shared_with: [adult-health]` to one of them (the id of the other register or of its body). If they
    are two risks, reword each title to show the difference.
    """
    for one, (where, other) in _same_title(index):
        if not _refers_to(one, other) and not _refers_to(other, one):
            words = f"{other.address} and {one.address} are the same risk, but neither refers to the other"
            yield Problem(where.at("title"), words)


class _SharedRisk(NamedTuple):
    """A risk as other registers may hold it too: `words` is its title in one spelling, `ratings` go by quarter."""

    id: str
    words: str
    shared_with: Sequence[str]
    ratings: Mapping[str, str]
    register: str
    body: str

    @property
    def address(self) -> str:
        return f"{self.register}/{self.id}"


@collector("risks")
def _risks(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """Each risk of a register; of those that one register holds twice, the first."""
    seen: set[str] = set()
    for placed in found.records if found.file.address.kind is Kind.REGISTER else ():
        if placed.address.kind is Kind.RISK:
            risk: Risk = placed.record
            words = normalised_name(risk.title).rstrip(".")
            if words not in seen:
                seen.add(words)
                ratings = {quarter.text: rating.rating for quarter, rating in risk.ratings.items()}
                yield Fact(placed.place.keys, (risk.id, words, risk.shared_with, ratings, placed.body))


def _same_title(index: WorkspaceIndex) -> Iterator[tuple[_SharedRisk, tuple[Place, _SharedRisk]]]:
    """Pairs of risks with the same title in two registers, the second with its place."""
    by_words: dict[str, list[tuple[Place, _SharedRisk]]] = defaultdict(list)
    for file, fact in index.facts("risks"):
        risk_id, words, shared_with, ratings, body = fact.values
        risk = _SharedRisk(risk_id, words, shared_with, ratings, file.id, body)
        by_words[words].append((place(file, fact), risk))
    for risks in by_words.values():
        for (_, one), other in combinations(risks, 2):
            yield one, other


def _refers_to(one: _SharedRisk, other: _SharedRisk) -> bool:
    return other.register in one.shared_with or other.body in one.shared_with

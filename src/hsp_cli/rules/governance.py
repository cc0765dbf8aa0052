"""Rules for governance: the hierarchy of bodies, their dates, their seats, and what they are responsible for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from hsp_cli.analysis.governance import known_term, possible_term
from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Place, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Body, BodyStatus, Seat, normalised_name
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Aim
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.cycles import find_cycles, in_words
from hsp_cli.rules.support.registry import Problem, dated_rule, rule
from hsp_cli.wording.bodies import term_text
from hsp_cli.wording.counts import counted


@rule("circular-hierarchy", hint="remove one `parent` from the circle")
def circular_hierarchy(workspace: Workspace) -> Iterator[Problem]:
    """A body reports to itself, directly or through other bodies.

    Reports and risks go from a group to its parent. In a circle they never reach the top, because none of the
    bodies is at the top.

    Example:

        bodies:
          - {id: executive, name: Executive, parent: board}
          - {id: board, name: Board, parent: executive}

    Way out: decide which body is at the top and remove its `parent`.
    """
    bodies = {placed.record.id: placed for placed in workspace.of(Kind.BODY)}
    parents = {
        body: frozenset({placed.record.parent} if placed.record.parent in bodies else ())
        for body, placed in bodies.items()
    }
    for cycle in find_cycles(parents):
        yield Problem(bodies[cycle[0]].place.at("parent"), f"body {cycle[0]} reports to itself: {in_words(cycle)}")


@rule("parent-of-another-time", hint="name the parent of that time, or correct `since` or `until`")
def parent_of_another_time(workspace: Workspace) -> Iterator[Problem]:
    """A body reports to a body that did not exist at the same time.

    The dates of the two exclude each other: one ended before the other began. A structure of that time would show
    the body at the top, without a parent.

    Example:

        bodies:
          - {id: board, name: Board, since: 2010-04}
          - {id: executive, name: Executive, parent: board, until: 2008-03}

    Way out: correct the date that is wrong, or name the parent that the body had then. If a body was founded again
    under the same name, give it a record for each time.
    """
    for body, parent, place in _parents(workspace):
        if not possible_term(body).overlaps(possible_term(parent)):
            yield Problem(place, _apart(body, parent, "did not exist at the same time"))


@rule(
    "parent-known-for-another-time",
    severity=Severity.WARNING,
    hint="give the parent's `since`, or name the parent of that time",
)
def parent_known_for_another_time(workspace: Workspace) -> Iterator[Problem]:
    """No record shows that a body and its parent sat at the same time.

    One may be a body of 2003 and the other a body of 2010. Then the structure of either year is wrong: the body has
    no parent in it. The rule compares the time from `since` to `until` or, without them, `as_of`. It does not report
    a body without dates.

    Example:

        bodies:
          - {id: group, name: Management Group, as_of: 2010-09}
          - {id: executive, name: Executive, parent: group, as_of: 2003-11}

    Way out: name the parent that the body had at that time. If the parent is right, record since when it sits
    (`since`).
    """
    for body, parent, place in _parents(workspace):
        own, other = known_term(body), known_term(parent)
        is_possible = possible_term(body).overlaps(possible_term(parent))
        if own and other and is_possible and not own.overlaps(other):
            yield Problem(place, _apart(body, parent, "are not known to have sat at the same time"))


def _parents(workspace: Workspace) -> Iterator[tuple[Body, Body, Place]]:
    """Each body that has a parent, the parent, and the place that names it."""
    for placed in workspace.of(Kind.BODY):
        parent = workspace.partnership.body(placed.record.parent or "")
        if parent and parent is not placed.record:
            yield placed.record, parent, placed.place.at("parent")


def _apart(body: Body, parent: Body, what: str) -> str:
    return f"{body.id} ({term_text(body)}) and its parent {parent.id} ({term_text(parent)}) {what}"


@rule("body-of-another-time", hint="name the body of that time, or correct its `since` or `until`")
def body_of_another_time(workspace: Workspace) -> Iterator[Problem]:
    """A plan or a meeting names a body that did not exist at that time.

    The dates of the body exclude the `period` of the plan or the day of the meeting. A new group is then held to
    account for what an old one promised, or the other way round.

    Example:

        bodies:
          - {id: safer-group, name: Safer Group, since: 2009-04}
        ...
        id: strategy-2003
        period: 2003/04
        aims:
          - {id: safer, title: Safer streets, board: safer-group}

    Way out: name the body that was responsible at the time. If the body is older, correct its `since`.
    """
    for name, time, place in _bodies_of_times(workspace):
        body = workspace.partnership.body(name)
        if body and not possible_term(body).overlaps(time):
            yield Problem(place, f"{body.id} ({term_text(body)}) did not exist at that time: {time.label}")


def _bodies_of_times(workspace: Workspace) -> Iterator[tuple[str, Period, Place]]:
    """The bodies that plans, aims and meetings name, the time of each, and the place of the name."""
    for plan in workspace.plans.values():
        if plan.record.period and plan.record.body:
            yield plan.record.body, plan.record.period, plan.place.at("body")
    for aim in workspace.aims:
        period = workspace.plans[aim.address.file_id].record.period
        if period and aim.record.board:
            yield aim.record.board, period, aim.place.at("board")
    for meeting in workspace.meetings.values():
        yield meeting.record.body, meeting.record.on, meeting.place.at("body")


@rule("date-outside-term", hint="correct the date, or the `since` or `until` of the body")
def date_outside_term(workspace: Workspace) -> Iterator[Problem]:
    """The `as_of` of a body, or the dates of a seat, are before the body began or after it ended.

    A body has no members before it begins. The list of bodies and seats for a day would show somebody on a board that
    did not exist, or leave out somebody who sat on it.

    Example:

        bodies:
          - {id: board, name: Board, since: 2010-04, as_of: 2008-06}

    Way out: correct the date that is wrong.
    """
    for placed in workspace.of(Kind.BODY):
        body = placed.record
        term = possible_term(body)
        if body.as_of and not term.overlaps(body.as_of):
            words = f"{body.id} ({_span(body)}) has its members as of {body.as_of.label}, when it did not sit"
            yield Problem(placed.place.at("as_of"), words)
        for index, seat in enumerate(body.seats):
            if not possible_term(seat).overlaps(term):
                key = "since" if seat.since else "until"
                words = f"the seat {seat.id} ({_span(seat)}) is of a time when {body.id} ({_span(body)}) did not sit"
                yield Problem(placed.place.at("seats", index, key), words)


def _span(one: Body | Seat) -> str:
    return ", ".join(
        [*([f"since {one.since.label}"] if one.since else []), *([f"until {one.until.label}"] if one.until else [])]
    )


@rule("vacant-seat-with-holder", hint="remove `vacant` or the holder")
def vacant_seat_with_holder(workspace: Workspace) -> Iterator[Problem]:
    """A seat is marked as vacant, but every place on it has a holder.

    Papers would print both, and nobody could tell whether the board is complete. `vacant` means that the places
    without a holder are to be filled, so a seat of four with two holders may be vacant.

    Example:

        seats:
          - {id: board-education, sector: Further education, vacant: true, holder: [Ann Reed]}

    Way out: if the seat was filled, remove `vacant`. If the holder left, remove the holder, or close the old seat with
    `until` and add a vacant one.
    """
    for seat in workspace.of(Kind.SEAT):
        record = seat.record
        if record.vacant and len(record.holder) >= record.count:
            held_by = ", ".join(str(owner) for owner in record.holder)
            yield Problem(seat.place.at("vacant"), f"the seat {record.id} is vacant, but is held by {held_by}")


@rule("more-holders-than-seats", hint="correct `count`, or remove those who have left")
def more_holders_than_seats(workspace: Workspace) -> Iterator[Problem]:
    """A seat has more holders than places.

    One of them no longer sits there, or the number of places is wrong. Until that is settled, nobody knows who may
    vote.

    Example:

        seats:
          - {id: board-chair, sector: Chair, holder: [Ann Reed, Dal Babu, Kashmir Takhar]}

    Way out: give the number of places as `count`. If the holder changed, record each as a seat of its own with
    `since` and `until`.
    """
    for seat in workspace.of(Kind.SEAT):
        record = seat.record
        if len(record.holder) > record.count:
            words = f"{record.id} has {counted(record.count, 'seat')} and {len(record.holder)} holders"
            yield Problem(seat.place.at("holder"), words)


@rule("aim-without-board", severity=Severity.WARNING, hint="name the responsible body as `board`")
def aim_without_board(workspace: Workspace) -> Iterator[Problem]:
    """An aim names no responsible body although the plan's form asks for one, or most aims beside it have one.

    hsp then counts the aim for the body of the whole plan, so the group that should deliver it is not asked about it.
    The rule looks at aims of the same level under the same aim or plan.

    Example:

        expects: {board: true}
        aims:
          - {id: safer, title: Safer Harrow, board: safer-group}
          - {id: greener, title: Greener Harrow}

    Way out: name the body as `board`. If no body is responsible yet, write `# hsp: allow aim-without-board —` and the
    reason.
    """
    for siblings in _siblings(workspace):
        expects = workspace.plans[siblings[0].address.file_id].record.expects
        without = [aim for aim in siblings if not aim.record.board]
        is_exception = len(siblings) > 2 * len(without)
        for aim in without:
            is_asked = bool(expects and expects.board and not aim.record.aims)
            if is_asked or is_exception:
                why = "the plan's form asks for one" if is_asked else _most_have_one(siblings, without)
                yield Problem(aim.place, f"{aim.address} has no `board`; {why}")


def _most_have_one(siblings: Sequence[Placed[Aim]], without: Sequence[Placed[Aim]]) -> str:
    return f"{len(siblings) - len(without)} of the {len(siblings)} aims on its level have one"


def _siblings(workspace: Workspace) -> Iterable[list[Placed[Aim]]]:
    """The aims of each plan or aim, level by level."""
    levels: dict[Place, list[Placed[Aim]]] = {}
    for aim in workspace.aims:
        levels.setdefault(Place(aim.place.path, aim.place.keys[:-1]), []).append(aim)
    return levels.values()


@rule(
    "board-named-after-another-aim",
    severity=Severity.WARNING,
    hint="name the body that is responsible for this aim",
)
def board_named_after_another_aim(workspace: Workspace) -> Iterator[Problem]:
    """The body of an aim is, by its own record, the body for another aim of the plan.

    A name or alias of the body begins with the title of the other aim, or a duty (`accountable_for`) contains it, and
    neither is true of the title of this one. Usually the wrong line was copied, and the group is asked about work
    that is not its own.

    Example:

        aims:
          - {id: safer, title: Safer Harrow, board: greener-group}
          - {id: greener, title: Greener Harrow, board: greener-group}

    Way out: name the body that is responsible. If one body really is responsible for both, say so under its
    `accountable_for`.
    """
    remit_of = cache(_remit)
    for siblings in _siblings(workspace):
        titles = {f" {normalised_name(aim.record.title)} ": aim.record.title for aim in siblings}
        for aim in siblings if len(titles) > 1 else ():
            body = workspace.partnership.body(aim.record.board or "")
            remit = remit_of(body.name, body.aliases, body.accountable_for) if body else _NO_REMIT
            named = [title for words, title in titles.items() if remit.includes(words)]
            if named and aim.record.title not in named:
                own = f'{aim.record.board}, which by its own record is the body for "{named[0]}"'
                yield Problem(aim.place.at("board"), f"{aim.address} is given to {own}")


class _Remit(NamedTuple):
    """What the record of a body says it is for: its names and its duties, normalised, each between two spaces."""

    names: tuple[str, ...]
    duties: tuple[str, ...]

    def includes(self, title: str) -> bool:
        """Whether a name begins with the title, or a duty contains it."""
        return any(name.startswith(title) for name in self.names) or any(title in duty for duty in self.duties)


_NO_REMIT = _Remit((), ())


def _remit(name: str, aliases: tuple[str, ...], duties: tuple[str, ...]) -> _Remit:
    return _Remit(
        tuple(f" {normalised_name(one)} " for one in (name, *aliases)),
        tuple(f" {normalised_name(duty)} " for duty in duties),
    )


@dated_rule("closed-body-responsible", severity=Severity.WARNING, hint="name the body that has taken over the work")
def closed_body_responsible(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """A body that has ended is named as responsible for an action that is still to be done.

    Nobody meets any more who could report on the action, so it stays open unseen. The rule looks at the owners of the
    action and at the body that oversees it. A body has ended if its `until` has passed or its status is `closed`.

    Example:

        bodies:
          - {id: old-group, name: Old Group, until: 2010-03}
        ...
        actions:
          - {id: a1, text: Map the providers, owners: [Old Group], status: open}

    Way out: name the body or person that has taken over the work. If nobody has, close the action as `cancelled` or
    `not-delivered`.
    """
    ended = {body.id: body for body in workspace.partnership.bodies if _has_ended(body, as_of)}
    for action in workspace.actions if ended else ():
        if not action.record.is_live:
            continue
        parties = [party.id for owner in action.owners if (party := workspace.party(owner))]
        for body_id in dict.fromkeys((action.body, *parties)):
            if body := ended.get(body_id or ""):
                words = f"{action.address} is still to be done, but {body.id} ({term_text(body)}) has ended"
                yield Problem(action.place, words)


def _has_ended(body: Body, as_of: date) -> bool:
    if body.until:
        return body.until.last_day < as_of
    return body.status is BodyStatus.CLOSED

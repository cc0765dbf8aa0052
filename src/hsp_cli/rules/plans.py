"""Plans: measures that promise a number without naming it, and trees deeper than their levels."""

from collections.abc import Iterator

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.plan import Comparator
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule

# To maintain, increase or decrease something, its baseline is enough.
_NEED_A_TARGET = frozenset(
    {Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOVE, Comparator.BELOW, Comparator.WITHIN}
)


@rule("measure-without-target", severity=Severity.WARNING, hint="add `target`, or `pending: target` until it is agreed")
def measure_without_target(workspace: Workspace) -> Iterator[Problem]:
    """A measure promises "at least", "at most" or "within" and does not say what.

    Nobody can tell later whether it was kept. If the number is still to be agreed, that is worth saying: hsp lists
    what is pending, and somebody will ask.

    Example:

        measures:
          - id: m4
            text: Lettings to people with a learning disability
            comparator: at-least

    Way out: add `target` (or `target_band` for `within`); or `pending: target` while it is still to be agreed.
    """
    for measure in workspace.measures:
        record = measure.record
        has_target = record.target is not None or record.target_band is not None or bool(record.parts)
        if record.comparator in _NEED_A_TARGET and not has_target and not record.pending:
            words = f"{measure.address} is to be {record.comparator} an unknown target"
            yield Problem(measure.place.at("comparator"), words)


@rule("action-count-not-as-form", severity=Severity.WARNING, hint="add what is missing, or merge what is too much")
def actions_not_as_the_form_asks(workspace: Workspace) -> Iterator[Problem]:
    """An aim has fewer or more actions than the form behind the plan asks for.

    Many scrutiny forms ask for "3 or 4 actions". One action for a recommendation, or seven, is not wrong, but
    whoever receives the plan will ask.

    Example:

        expects: {actions_from: 3, actions_to: 4}
        aims:
          - id: r6
            title: Explore setting up a taskforce
            actions:
              - {id: r6-a1, text: Look at what is known}

    Way out: add the actions that are missing or merge some; or keep them and say why with an allowance.
    """
    for aim in workspace.aims:
        expects = workspace.plans[aim.address.file_id].record.expects
        count = len(aim.record.actions)
        if expects is None or aim.record.aims:
            continue
        too_few = expects.actions_from is not None and count < expects.actions_from
        too_many = expects.actions_to is not None and count > expects.actions_to
        if too_few or too_many:
            asked = " to ".join(str(end) for end in (expects.actions_from, expects.actions_to) if end is not None)
            words = f"{aim.address} has {count} action{'' if count == 1 else 's'}; the form asks for {asked}"
            yield Problem(aim.place.at("actions") if count else aim.place, words, on_key=True)


@rule("response-missing", severity=Severity.WARNING, hint="ask the service for its `response`")
def response_missing(workspace: Workspace) -> Iterator[Problem]:
    """A recommendation has no response although the form behind the plan asks for one.

    The committee that made the recommendation wants to know whether it is accepted, and on what conditions. An
    instruction of the form that was left standing is no response.

    Example:

        expects: {response: true}
        aims:
          - id: r4
            title: Review the grant policies

    Way out: ask the service, and write its answer as `response`.
    """
    for aim in workspace.aims:
        expects = workspace.plans[aim.address.file_id].record.expects
        if expects and expects.response and not aim.record.response and not aim.record.aims:
            yield Problem(aim.place, f"{aim.address} has no response")


@rule("unnamed-level", severity=Severity.WARNING, hint="name every level of the tree under `levels`")
def more_levels_than_named(workspace: Workspace) -> Iterator[Problem]:
    """A plan's tree of aims is deeper than the levels it names.

    `levels` says what the plan calls its aims from the top down, such as workstream and aim. What lies deeper has
    no name, and papers cannot say what it is; often it has slipped one level too far to the right.

    Example:

        levels: [Workstream, Aim]
        aims:
          - id: health
            title: Health
            aims:
              - id: obesity
                title: Obesity
                aims:
                  - {id: reception, title: Obesity in reception year}

    Way out: move the aim to where it belongs, or name the further level.
    """
    for aim in workspace.aims:
        levels = workspace.plans[aim.address.file_id].record.levels
        # Of a branch only the first aim too deep is named; the ones below it follow.
        if levels and aim.place.keys.count("aims") == len(levels) + 1:
            words = f"{aim.address} is on level {len(levels) + 1} of a plan that names {len(levels)}"
            yield Problem(aim.place, words)

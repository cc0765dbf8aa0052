"""Rules for plans: targets of measures, what the form expects of each aim, and the levels of aims."""

from collections.abc import Iterator

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.plan import Comparator
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.wording.counts import counted

# `maintain`, `increase` and `decrease` need only a baseline.
_NEED_A_TARGET = frozenset(
    {Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOVE, Comparator.BELOW, Comparator.WITHIN}
)


@rule(
    "measure-without-target", severity=Severity.WARNING, hint="add the target, or `pending: target` until it is agreed"
)
def measure_without_target(workspace: Workspace) -> Iterator[Problem]:
    """A measure says "at least", "at most", "above", "below" or "within" but has no target.

    Nobody can tell later whether the measure was met. If the target is still to be agreed, record that. hsp lists
    pending targets, so somebody will ask.

    Example:

        measures:
          - id: m4
            text: Lettings to people with a learning disability
            comparator: at-least

    Way out: add `target`, or `target_band` for `within`. If the target is still to be agreed, write
    `pending: target`.
    """
    for measure in workspace.measures:
        record = measure.record
        has_target = record.target is not None or record.target_band is not None or bool(record.parts)
        if record.comparator in _NEED_A_TARGET and not has_target and not record.pending:
            words = f"{measure.address} says {record.comparator} but has no target"
            yield Problem(measure.place.at("comparator"), words)


@rule("action-count-not-as-form", severity=Severity.WARNING, hint="add the missing actions, or merge some")
def action_count_not_as_form(workspace: Workspace) -> Iterator[Problem]:
    """An aim has fewer or more actions than the plan's form asks for.

    Many scrutiny forms ask for "3 or 4 actions". A recommendation with one action, or with seven, is not wrong. But
    whoever receives the plan will ask about it.

    Example:

        expects: {actions_from: 3, actions_to: 4}
        aims:
          - id: r6
            title: Explore setting up a taskforce
            actions:
              - {id: r6-a1, text: Look at what is known}

    Way out: add the missing actions or merge some. To keep them as they are, write
    `# hsp: allow action-count-not-as-form —` and the reason.
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
            words = f"{aim.address} has {counted(count, 'action')}; the form asks for {asked}"
            yield Problem(aim.place.at("actions") if count else aim.place, words, on_key=True)


@rule("response-missing", severity=Severity.WARNING, hint="ask the service for its `response`")
def response_missing(workspace: Workspace) -> Iterator[Problem]:
    """A recommendation has no response although the plan's form asks for one.

    The committee that made the recommendation wants to know whether it is accepted, and on what conditions. An
    instruction that was left in the form is not a response.

    Example:

        expects: {response: true}
        aims:
          - id: r4
            title: Review the grant policies

    Way out: ask the service, and enter its answer as `response`.
    """
    for aim in workspace.aims:
        expects = workspace.plans[aim.address.file_id].record.expects
        if expects and expects.response and not aim.record.response and not aim.record.aims:
            yield Problem(aim.place, f"{aim.address} has no response")


@rule("unnamed-level", severity=Severity.WARNING, hint="name every level of the tree under `levels`")
def unnamed_level(workspace: Workspace) -> Iterator[Problem]:
    """A plan's tree of aims is deeper than the levels it names.

    `levels` gives the plan's names for its aims from the top down, such as workstream and aim. A deeper aim has no
    level name, so papers cannot say what it is. Often it was indented one level too far.

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

    Way out: move the aim to the right level, or add a name for its level to `levels`.
    """
    for aim in workspace.aims:
        levels = workspace.plans[aim.address.file_id].record.levels
        # Report only the first level too deep, not every aim below it.
        if levels and aim.place.keys.count("aims") == len(levels) + 1:
            words = f"{aim.address} is on level {len(levels) + 1}, but the plan names {len(levels)}"
            yield Problem(aim.place, words)

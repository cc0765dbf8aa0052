"""Plans: measures that promise a number without naming it, and trees deeper than their levels."""

from collections.abc import Iterator

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.plan import Comparator
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.registry import Problem, rule

# To maintain, increase or decrease something, its baseline is enough.
_NEED_A_TARGET = frozenset({Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.WITHIN})


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
        has_target = record.target is not None or record.target_band is not None
        if record.comparator in _NEED_A_TARGET and not has_target and not record.pending:
            words = f"{measure.address} is to be {record.comparator} an unknown target"
            yield Problem(measure.place.at("comparator"), words)


@rule("more-levels-than-named", severity=Severity.WARNING, hint="name every level of the tree under `levels`")
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
        levels = workspace.plans[aim.address.split("/")[0]].record.levels
        # Of a branch only the first aim too deep is named; the ones below it follow.
        if levels and aim.place.keys.count("aims") == len(levels) + 1:
            words = f"{aim.address} is on level {len(levels) + 1} of a plan that names {len(levels)}"
            yield Problem(aim.place, words)

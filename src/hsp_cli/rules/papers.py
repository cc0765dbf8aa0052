"""Papers: where each section belongs."""

from collections.abc import Iterator

from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.registry import Problem, rule


@rule("section-without-part", hint="top sections say with `part` where they go; sections inside them follow")
def section_without_part(workspace: Workspace) -> Iterator[Problem]:
    """A section does not say where in the paper it goes, or says so although its place is settled.

    A quarterly paper has a fixed order: introduction, priorities, exceptions, other indicators, risks, appendix. A
    top section without a `part` would be printed nowhere. A section inside another goes where that one goes, and a
    `part` of its own would be ignored.

    Example:

        sections:
          - id: crime
            title: Crime
            content: [{text: Burglary is up.}]

    Way out: give the top section a `part`, such as `part: other`; take it away from sections inside sections.
    """
    for section in workspace.sections:
        is_inside = section.place.keys.count("sections") > 1
        if section.record.part is None and not is_inside:
            yield Problem(section.place, f"section {section.record.id} does not say where in the paper it goes")
        if section.record.part and is_inside:
            words = f"section {section.record.id} lies inside another one, so its part is settled"
            yield Problem(section.place.at("part"), words)

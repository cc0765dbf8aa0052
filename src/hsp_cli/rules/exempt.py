"""Rule for exempt records: texts that name one of them."""

from collections.abc import Iterator
from typing import Any

from hsp_cli.domain.address import SETTINGS, Placed
from hsp_cli.domain.finding import Place, Severity
from hsp_cli.domain.walk import Walk, walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.exempt import names_of, texts_naming
from hsp_cli.rules.support.registry import Problem, rule


@rule(
    "names-exempt-record",
    severity=Severity.WARNING,
    hint="leave the name out, or mark the record that names it as exempt too",
)
def names_exempt_record(workspace: Workspace) -> Iterator[Problem]:
    """A text of a public record names an exempt record of the same file, or an exempt entry of the settings.

    Redacted papers and the site leave out the exempt record and every reference to it. They cannot change a text, so
    the public would read the name there. hsp looks for titles and names of several words, and for ids with a hyphen.
    `hsp report --redact` also says which texts name an exempt record of another file.

    Example:

        aims:
          - id: care-homes
            title: Care homes
            note: Depends on the sale of Elm Lodge.
            actions:
              - id: sale
                text: The sale of Elm Lodge
                exempt: Paragraph 3 of Schedule 12A

    Way out: write the text without the name, or mark its record as exempt too. If the name alone may be public,
    suppress the finding with a comment and a reason.
    """
    settings = walk(workspace.settings)
    everywhere = [placed for placed in settings.records if placed.record.exempt is not None]
    for one in workspace.walks:
        marked = [placed for placed in one.records if placed.record.exempt is not None]
        if not marked and not everywhere:
            continue
        names = names_of((*everywhere, *_inside(one, {placed.place for placed in marked})))
        left_out = {placed.place for placed in marked} | {reference.place for reference in one.references}
        for text, named in texts_naming(one.file, names, left_out):
            kind, address = named.address.kind, named.address
            called = address.id if address.file in (SETTINGS, one.file.address.file) else str(address)
            yield Problem(text.place, f"the text names {kind.label} {called}, which is exempt")


def _inside(one: Walk, marked: set[Place]) -> Iterator[Placed[Any]]:
    for placed in one.records:
        path, keys = placed.place
        if any(Place(path, keys[:length]) in marked for length in range(len(keys) + 1)):
            yield placed

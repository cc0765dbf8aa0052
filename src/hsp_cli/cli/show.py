"""`hsp show`: one record, its place, and the places that refer to it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import PARTIES, PARTS, either, ids, ids_inside
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Format, question
from hsp_cli.cli.session import Session
from hsp_cli.domain.kind import FOLDERS
from hsp_cli.store.file_tree import lines_of

if TYPE_CHECKING:
    from hsp_cli.analysis.catalogue import Item
    from hsp_cli.checking.loader import Loaded
    from hsp_cli.domain.finding import Place
    from hsp_cli.domain.partnership import Body
    from hsp_cli.domain.record import Entry
    from hsp_cli.domain.workspace import Workspace


@question
def run(
    session: Session,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="An id, an address such as plan-id/action-id, or a code.",
            autocompletion=either(
                ids(files=tuple(FOLDERS.values()), settings=(*PARTIES, "priorities", "schemes", "risk_themes")),
                ids_inside(PARTS, after_stroke=True),
            ),
        ),
    ],
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """Show a record, its place, and the places that refer to it."""
    workspace = session.workspace(allow_errors=allow_errors)

    from hsp_cli.analysis.backlinks import backlinks
    from hsp_cli.analysis.catalogue import find
    from hsp_cli.domain.partnership import Body

    item = find(workspace, name)
    referring = backlinks(workspace, item.placed)
    loaded = session.loaded
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(item, referring, workspace, loaded))
        return
    out = session.out
    first, last = loaded.span(item.place)
    out.put(out.styled(f"{item.address}", "bold"), f" ({item.kind})  {item.place.path}:{first}")
    out.write()
    for line in lines_of(loaded.loader.tree, item.place.path)[first - 1 : last]:
        out.write(line)
    if isinstance(item.record, Body):
        _show_body(session, item.record, workspace)
    if counts := _series(item.record):
        out.write()
        out.put(out.styled("Series", "bold"))
        out.item(f"{counts['series']:,} by {', '.join(counts['dimensions'])}, with {counts['figures']:,} figures")
    if referring:
        out.write()
        out.put(out.styled("Referred to by", "bold"))
        for place in referring:
            out.write(f"  {place.path}:{loaded.place(place)[0]}  {'.'.join(str(key) for key in place.keys)}")


def as_json(item: "Item", referring: "list[Place]", workspace: "Workspace", loaded: "Loaded") -> dict[str, Any]:
    """`hsp show ID --format json`: the record, its place, and the places that refer to it."""
    from hsp_cli.cli.json_values import inferred_values, owners_of
    from hsp_cli.domain.partnership import Body

    return {
        "id": str(item.address),
        "kind": item.kind,
        "path": item.place.path,
        "line": loaded.place(item.place)[0],
        "record": item.record.model_dump(mode="json", exclude_defaults=True),
        **owners_of(item, workspace),
        **inferred_values(item.record),
        "referred_by": [
            {
                "path": place.path,
                "line": loaded.place(place)[0],
                "key": ".".join(str(key) for key in place.keys),
            }
            for place in referring
        ],
        **(_body(item.record, workspace) if isinstance(item.record, Body) else {}),
        **_series(item.record),
    }


def _series(record: "Entry") -> dict[str, Any]:
    """The dimensions of an indicator, and how many series and figures it has by them. Empty for other records."""
    from hsp_cli.domain.indicator import Indicator
    from hsp_cli.domain.series import series_keys

    if not isinstance(record, Indicator) or not record.dimensions:
        return {}
    in_record = sum(len(series.figures) for series in record.series)
    in_file = len(record.observations) if record.observations else 0
    return {
        "dimensions": list(record.dimensions),
        "series": len(series_keys(record)),
        "figures": in_record + in_file,
    }


def _body(body: "Body", workspace: "Workspace") -> dict[str, Any]:
    """Further facts about a body: what it is accountable for, and the date of its records."""
    from hsp_cli.analysis.governance import responsibilities
    from hsp_cli.wording.bodies import sitting_texts, term_text

    return {
        "as_of": term_text(body) or None,
        "sits": [*sitting_texts(body)],
        "answers_for": [
            *({"kind": "duty", "title": " ".join(duty.split())} for duty in body.accountable_for),
            *(
                {"kind": duty.kind, "id": str(duty.address), "title": duty.title, "path": duty.place.path}
                for duty in responsibilities(workspace, body.id)
            ),
        ],
    }


def _show_body(session: Session, body: "Body", workspace: "Workspace") -> None:
    """Show who sits on a body, what it is accountable for, and the dates of both."""
    from hsp_cli.analysis.governance import responsibilities
    from hsp_cli.wording.bodies import sitting_texts, term_text

    out = session.out
    if when := term_text(body):
        out.write()
        out.put(out.styled("Dates", "bold"))
        out.item(when)
    accountable_for = (
        *body.accountable_for,
        *(f"{c.kind} {c.address}: {c.title}" for c in responsibilities(workspace, body.id)),
    )
    for heading, lines in (("Members", sitting_texts(body)), ("Accountable for", accountable_for)):
        if lines:
            out.write()
            out.put(out.styled(heading, "bold"))
            for line in lines:
                out.item(line)

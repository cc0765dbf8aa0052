"""`hsp show`: one record, where it stands, and who refers to it."""

from typing import Annotated

import typer

from hsp_cli.cli.session import AllowErrors, AnswerFormat, Format, Session, command


@command
def run(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="ID", help="An id, an address such as plan-id/action-id, or a code.")],
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """Show a whole record as its file has it, where it stands, and every place that refers to it."""
    from hsp_cli.analysis.catalogue import find
    from hsp_cli.analysis.referrers import referrers

    workspace = session.workspace(allow_errors=allow_errors)
    item = find(workspace, name)
    referring = referrers(workspace, item)
    reading = session.reading
    if format is AnswerFormat.JSON:
        from hsp_cli.reports.answers import show_answer

        session.answer_json(show_answer(item, referring, reading))
        return
    out = session.out
    first, last = reading.span(item.place)
    out.put(out.styled(f"{item.address}", "bold"), f" ({item.kind})  {item.place.path}:{first}")
    out.write()
    for line in reading.lines(item.place.path)[first - 1 : last]:
        out.write(line)
    if referring:
        out.write()
        out.put(out.styled("Referred to by", "bold"))
        for place in referring:
            out.write(f"  {place.path}:{reading.place(place)[0]}  {'.'.join(str(key) for key in place.keys)}")

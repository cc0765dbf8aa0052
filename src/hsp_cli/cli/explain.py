"""`hsp explain`: what a code means, or why an indicator stands as it does."""

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.known_rules import known_rules
from hsp_cli.cli.options import Quarter, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from hsp_cli.domain.finding import Rule


@command
def run(
    session: Session,
    name: Annotated[
        str | None, typer.Argument(metavar="[CODE|INDICATOR]", help="A code that `validate` prints, or an indicator.")
    ] = None,
    quarter: Quarter = None,
) -> None:
    """Explain a finding's code, or how an indicator was judged in a quarter. Without a name: list all codes."""
    file_rules = known_rules().by_code
    if name is None:
        rows = [(rule.code, rule.severity.value, rule.summary) for rule in file_rules.values()]
        session.out.table(("Code", "Severity", "What is wrong"), rows)
    elif name in file_rules:
        _page(session, file_rules[name])
    else:
        _indicator(session, name, quarter, set(file_rules))


def _page(session: Session, rule: "Rule") -> None:
    session.out.write(f"{rule.code} ({rule.severity.value})")
    session.out.write()
    session.out.write(rule.page)


def _indicator(session: Session, name: str, asked: str | None, codes: set[str]) -> None:
    from hsp_cli.analysis.catalogue import find
    from hsp_cli.analysis.explanation import explanation
    from hsp_cli.domain.indicator import Indicator

    workspace = session.workspace()
    try:
        item = find(workspace, name)
    except RequestRefused as refused:
        known_rules().require({name} if "-" in name and not any(c.isdigit() for c in name) else set())
        raise refused from None
    if not isinstance(item.record, Indicator):
        hint = f"`hsp show {item.address}` shows it"
        raise RequestRefused(f"{item.address} is a {item.kind}; only codes and indicators can be explained", hint)
    width = min(session.out.width, 100)
    for sentence in explanation(item.record, session.quarter(workspace, asked), workspace.partnership):
        session.out.write("\n".join(textwrap.wrap(sentence, width, subsequent_indent="  ")))

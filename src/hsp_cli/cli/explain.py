"""`hsp explain`: what a code means, or why an indicator stands as it does."""

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.options import Quarter, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from hsp_cli.domain.finding import Fault


@dataclass(frozen=True)
class KnownFaults:
    """Every fault that hsp can find, by code: those of files and those of rules."""

    by_code: "dict[str, Fault]"

    def require(self, codes: set[str]) -> None:
        """RequestRefused where one of the codes does not exist."""
        for code in sorted(codes - set(self.by_code)):
            raise RequestRefused(f"there is no code {code!r}", self._near(code))

    def _near(self, code: str) -> str:
        import difflib

        near = difflib.get_close_matches(code, self.by_code, n=3)
        return f"did you mean {', '.join(near)}?" if near else "`hsp explain` lists all codes"


def known_faults() -> KnownFaults:
    from hsp_cli.rules.registry import rules
    from hsp_cli.store.faults import FAULTS

    return KnownFaults({**FAULTS, **{code: rule.fault for code, rule in rules().items()}})


@command
def run(
    session: Session,
    name: Annotated[
        str | None, typer.Argument(metavar="[CODE|INDICATOR]", help="A code that `validate` prints, or an indicator.")
    ] = None,
    quarter: Quarter = None,
) -> None:
    """Explain a finding's code, or how an indicator was judged in a quarter. Without a name: list all codes."""
    faults = known_faults().by_code
    if name is None:
        rows = [(fault.code, fault.severity.value, fault.summary) for fault in faults.values()]
        session.out.table(("Code", "Severity", "What is wrong"), rows)
    elif name in faults:
        _page(session, faults[name])
    else:
        _indicator(session, name, quarter, set(faults))


def _page(session: Session, fault: "Fault") -> None:
    session.out.write(f"{fault.code} ({fault.severity.value})")
    session.out.write()
    session.out.write(fault.page)


def _indicator(session: Session, name: str, asked: str | None, codes: set[str]) -> None:
    from hsp_cli.analysis.catalogue import find
    from hsp_cli.analysis.explanation import explanation
    from hsp_cli.domain.indicator import Indicator

    workspace = session.workspace()
    try:
        item = find(workspace, name)
    except RequestRefused as refused:
        known_faults().require({name} if "-" in name and not any(c.isdigit() for c in name) else set())
        raise refused from None
    if not isinstance(item.record, Indicator):
        hint = f"`hsp show {item.address}` shows it"
        raise RequestRefused(f"{item.address} is a {item.kind}; only codes and indicators can be explained", hint)
    width = min(session.out.width, 100)
    for sentence in explanation(item.record, session.quarter(workspace, asked), workspace.partnership):
        session.out.write("\n".join(textwrap.wrap(sentence, width, subsequent_indent="  ")))

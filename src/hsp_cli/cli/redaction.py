"""What the command line says of redaction: which texts still name an exempt record."""

from typing import TYPE_CHECKING

from hsp_cli.cli.session import Session

if TYPE_CHECKING:
    from hsp_cli.domain.redaction import Redacted
    from hsp_cli.domain.workspace import Workspace

_MOST = 10
"""The most records that are listed."""


def warn_of_names(session: Session, workspace: "Workspace", redacted: "Redacted") -> None:
    """Warn of texts for the public that name an exempt record, since redaction does not change texts."""
    from hsp_cli.rules.support.exempt import public_texts_naming

    found = public_texts_naming(workspace, redacted)
    for told in found[:_MOST]:
        session.err.write(f"warning: a text of {told}, which is exempt; redaction does not change texts")
    if found[_MOST:]:
        session.err.write(f"warning: {len(found) - _MOST} more texts name exempt records")

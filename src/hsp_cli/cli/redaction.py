"""Redaction for commands: the workspace for the public, and which texts still name an exempt record."""

from typing import TYPE_CHECKING, NoReturn

from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from hsp_cli.domain.redaction import Redacted
    from hsp_cli.domain.workspace import Workspace

_MOST = 10
"""The most records that are listed."""


def refuse_errors(what: str) -> NoReturn:
    """RequestRefused for `--redact` with `--allow-errors`."""
    raise RequestRefused(
        f"--redact makes no {what} while records are wrong: a record that cannot be read may be exempt",
        "correct the records, and leave out --allow-errors",
    )


def redacted_workspace(session: Session, workspace: "Workspace") -> "Redacted":
    """The workspace for the public. The texts that still name an exempt record are told."""
    from hsp_cli.domain.redaction import redacted

    found = redacted(workspace)
    if session.is_at_revision:
        _refuse_marked_since(session, workspace, found)
    warn_of_names(session, workspace, found)
    return found


def _refuse_marked_since(session: Session, earlier: "Workspace", found: "Redacted") -> None:
    """RequestRefused if an earlier version has records without the mark that they have today, or had when they went."""
    from hsp_cli.checking.loader import load
    from hsp_cli.checking.once_exempt import once_exempt
    from hsp_cli.domain.redaction import redacted_earlier

    today = load(session.root)
    if today.workspace is None or today.not_read:
        refuse_errors("paper")
    once = once_exempt(earlier, session.at.commit, today)
    since = redacted_earlier(earlier, today.workspace, once).addresses - found.addresses
    if since:
        have = "record has" if len(since) == 1 else "records have"
        raise RequestRefused(
            f"{len(since)} {have} been marked as exempt since then, so --redact would publish what is exempt today",
            "leave out --at: a paper of today's records leaves them out",
        )


def warn_of_names(session: Session, workspace: "Workspace", redacted: "Redacted") -> None:
    """Warn of texts for the public that name an exempt record, since redaction does not change texts."""
    from hsp_cli.rules.support.exempt import public_texts_naming

    found = public_texts_naming(workspace, redacted)
    for told in found[:_MOST]:
        session.err.write(f"warning: a text of {told}, which is exempt; redaction does not change texts")
    if found[_MOST:]:
        session.err.write(f"warning: {len(found) - _MOST} more texts name exempt records")

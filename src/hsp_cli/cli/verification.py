"""`hsp report --verify`: whether a paper can be made again from the commit that it names."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.session import Session
from hsp_cli.domain.commit import short_id
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from hsp_cli.publishing.verification import Verification

_MOST_BYTES = 50_000_000
"""The largest file that is read. A long paper has a hundredth of it."""


def verify_file(session: Session, file: Path, *, as_json: bool) -> None:
    """Verify a paper and show the result. Ends with 1 if it differs, and with 2 if that cannot be told."""
    from hsp_cli.publishing.verification import Outcome, verify
    from hsp_cli.store.files import FileNotRead, content_of

    def beside(name: str) -> bytes | None:
        try:
            return content_of(str(file.parent / name), _MOST_BYTES)
        except FileNotRead:
            return None

    try:
        page = content_of(str(file), _MOST_BYTES)
    except FileNotRead as reason:
        raise RequestRefused(f"{file}: {reason.message}", "name the file of a paper: --verify FILE") from None
    found = verify(session.root, file.name, page, beside)
    if as_json:
        session.answer_json(_as_json(file, found))
    else:
        _show(session, file, found)
    if found.outcome is not Outcome.SAME:
        raise Exit(1 if found.outcome is Outcome.DIFFERS else 2)


def _show(session: Session, file: Path, found: "Verification") -> None:
    from hsp_cli.publishing.verification import Outcome

    out = session.out
    where = f"commit {short_id(found.commit)} of {found.committed_on}" if found.commit else ""
    if found.outcome is Outcome.UNKNOWN:
        out.write(f"It cannot be told whether {file} can be made again.")
    elif found.outcome is Outcome.SAME:
        out.write(f"{file} can be made again byte for byte from {where}.")
    else:
        out.write(f"{file} is not what {where} gives.")
    for reason in found.reasons:
        out.item(reason)
    if found.difference:
        line, in_file, made_again = found.difference
        out.item(f"The first difference is on line {line}.")
        for head, text in (("in the file", in_file), ("made again", made_again)):
            out.write(f"  {head}: {_MISSING if text is None else text}")
    for picture in found.pictures:
        out.item(f"The picture {picture} is missing beside the file, or differs.")


_MISSING = "(it ends before this line)"


def _as_json(file: Path, found: "Verification") -> dict[str, Any]:
    made, difference = found.made, found.difference
    return {
        "file": str(file),
        "outcome": found.outcome.value,
        "commit": found.commit,
        "date": found.committed_on.isoformat() if found.committed_on else None,
        "template": made.template if made else None,
        "version": made.version if made else None,
        "as_of": made.as_of.isoformat() if made else None,
        "reasons": list(found.reasons),
        "difference": difference._asdict() if difference else None,
        "pictures": list(found.pictures),
    }

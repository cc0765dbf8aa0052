"""Verifies a paper: whether the commit that its last line names gives the same file again, byte for byte."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from pathlib import PurePath
from typing import NamedTuple

from hsp_cli import __version__
from hsp_cli.checking.checker import check_loaded
from hsp_cli.checking.revisions import AtRevision, load_at
from hsp_cli.domain.commit import short_id
from hsp_cli.domain.redaction import redacted
from hsp_cli.domain.request import RequestRefused
from hsp_cli.papers.kinds import kinds
from hsp_cli.papers.selection import redacted_request, requests_of
from hsp_cli.publishing.earlier import COMPARING, with_earlier
from hsp_cli.publishing.formats import FORMATS, Format, format_of, provenance_in
from hsp_cli.publishing.paper import Made, make
from hsp_cli.publishing.provenance import Provenance, digest_of, read_provenance
from hsp_cli.publishing.templates import find_template
from hsp_cli.store.earlier_files import is_shallow
from hsp_cli.store.files import content_hash
from hsp_cli.store.history import CommitState

_HEAD = 2000
"""The characters at the start of a paper in which its quarter is named."""


class Outcome(StrEnum):
    """Whether the paper can be made again. Without what it was made from, that is not known."""

    SAME = "same"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


class Difference(NamedTuple):
    """The first line that differs, from 1. None is a line that one of the two does not have."""

    line: int
    in_file: str | None
    made_again: str | None


class Verification(NamedTuple):
    """What was found out about a paper. `made` is what its last line says, None without one.

    `reasons` are sentences: why nothing is known, or what does not count as a difference. `pictures` are the files
    beside the paper that are missing or differ.
    """

    outcome: Outcome
    made: Provenance | None
    commit: str | None = None
    committed_on: date | None = None
    reasons: tuple[str, ...] = ()
    difference: Difference | None = None
    pictures: tuple[str, ...] = ()


_VERIFIED = ", ".join(one.name for one in FORMATS if one.is_text)


class _UnknownError(Exception):
    """It cannot be told whether the paper can be made again, with the reason in words."""


def verify(root: str, name: str, page: bytes, beside: Callable[[str], bytes | None]) -> Verification:
    """Make a paper again from the commit that it names, and compare.

    `page` is the file, and `name` its name. The ending gives the format; of several papers of a kind, the one that is
    called like the file is tried first. `beside` gives the files in its folder by name.
    """
    format = format_of(name)
    if not format.is_text:
        reason = f"hsp cannot read {format.called} again. Verify the same paper as {_VERIFIED}."
        return Verification(Outcome.UNKNOWN, None, reasons=(reason,))
    try:
        text = page.decode()
    except UnicodeDecodeError:
        return Verification(Outcome.UNKNOWN, None, reasons=("The file is not text.",))
    made = read_provenance(provenance_in(text, format))
    if made is None:
        reason = "Its last line is not the one in which hsp says from what it made a paper."
        return Verification(Outcome.UNKNOWN, None, reasons=(reason,))
    try:
        return _verified(root, name, text, made, beside, format)
    except _UnknownError as reason:
        return Verification(Outcome.UNKNOWN, made, reasons=(str(reason),))
    except RequestRefused as refused:
        return Verification(Outcome.UNKNOWN, made, reasons=(f"{refused.message}: {refused.hint}.",))


def _verified(
    root: str, name: str, text: str, made: Provenance, beside: Callable[[str], bytes | None], format: Format
) -> Verification:
    if made.template not in kinds():
        raise _UnknownError(f"This version of hsp does not know papers of the kind {made.template}.")
    at = _revision(root, made)
    notes = []
    if _digest(at, made) == _CRLF:
        notes.append("It was made in a checkout with the line ends of Windows (CRLF). They do not count.")
    if "\r\n" in text:
        notes.append("The file has the line ends of Windows (CRLF). They do not count.")
        text = text.replace("\r\n", "\n")
    if made.version != __version__:
        notes.append(f"It was made by hsp {made.version}, and again by hsp {__version__}.")
    again = _most_alike(_made_again(at, made, PurePath(name).stem, text, format), text)
    difference = _first_difference(text, again.page.decode())
    if difference and made.version != __version__:
        raise _UnknownError(
            f"It was made by hsp {made.version}. hsp {__version__} makes a paper that differs on line "
            f"{difference.line}, and this may be the reason."
        )
    if difference and made.template in COMPARING and is_shallow(root):
        reason = (
            "This clone is shallow, so it may lack the commit with which the paper was compared. Fetch all commits."
        )
        raise _UnknownError(reason)
    pictures = tuple(
        picture for picture, content in again.beside.items() if _plain(beside(picture) or b"") != _plain(content)
    )
    outcome = Outcome.DIFFERS if difference or pictures else Outcome.SAME
    return Verification(outcome, made, at.commit, at.committed_on, tuple(notes), difference, pictures)


def _plain(picture: bytes) -> bytes:
    return picture.replace(b"\r\n", b"\n")


def _revision(root: str, made: Provenance) -> AtRevision:
    """The records of the commit that a paper names."""
    if made.head_commit is None:
        raise _UnknownError("It was made from records that were not under version control.")
    if not made.head_commit.clean:
        raise _UnknownError("It was made from records with uncommitted changes, which no commit has.")
    at = load_at(root, made.head_commit.commit, keep_texts=True)
    if at.loaded.workspace is None:
        raise _UnknownError(f"The settings of commit {short_id(at.commit)} cannot be read.")
    return at


_CRLF = "crlf"


def _digest(at: AtRevision, made: Provenance) -> str:
    """Which digest a paper names: that of the records and templates of the commit, or of a checkout with CRLF."""
    tree = at.loaded.loader.tree
    template = find_template(tree, made.template)
    if template.own is not made.own_template:
        whose = "the workspace's own" if template.own else "hsp's own"
        raise _UnknownError(f"Its template is now {whose}, which it was not when the paper was made.")
    if digest_of(template, at.loaded.content_hashes, tree) == made.data_digest:
        return ""
    contents = at.loaded.contents().items()
    hashes = {path: content_hash(re.sub(rb"\r?\n", b"\r\n", content)) for path, content in contents}
    if digest_of(template, hashes, tree) == made.data_digest:
        return _CRLF
    raise _UnknownError(
        "The digest in its last line is not that of the commit's records and today's templates. Either templates of "
        "hsp have changed since, or the line was edited."
    )


def _made_again(at: AtRevision, made: Provenance, name: str, text: str, format: Format) -> Iterator[Made]:
    """Every paper of the commit that may be the one: of its kind, and of a quarter that it names."""
    workspace = at.loaded.workspace
    assert workspace is not None
    alike = requests_of(workspace, made.template, made.as_of)
    if made.is_redacted:
        public = redacted(workspace).workspace
        alike = list(filter(None, (redacted_request(one, public) for one in alike)))
    head = " ".join(text[:_HEAD].split())
    named = [one for one in alike if one.quarter is None or one.quarter.label in head]
    diagnostics = check_loaded(at.loaded, made.as_of, use_cache=False).diagnostics
    made_from = replace(made, head_commit=CommitState(at.commit, clean=True))
    refused = None
    for request in sorted(named or alike, key=lambda one: (one.file_name != name, one.quarter is None)):
        try:
            yield make(at.loaded, with_earlier(at.loaded, request), diagnostics, made_from, format)
        except RequestRefused as reason:  # a paper that cannot be made is not this one
            refused = refused or reason
    if refused:
        raise refused


def _most_alike(papers: Iterable[Made], text: str) -> Made:
    """The paper that is the same, or else the one with the most lines in common."""
    lines = set(text.splitlines())
    best, most = None, -1
    for paper in papers:
        if paper.page.decode() == text:
            return paper
        in_common = len(lines & set(paper.page.decode().splitlines()))
        if in_common > most:
            best, most = paper, in_common
    if best is None:
        raise _UnknownError("The commit has no records for a paper of this kind.")
    return best


def _first_difference(text: str, again: str) -> Difference | None:
    lines = zip_longest(text.split("\n"), again.split("\n"))
    for number, (in_file, made_again) in enumerate(lines, start=1):
        if in_file != made_again:
            return Difference(number, in_file, made_again)
    return None

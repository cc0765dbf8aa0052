"""What a finished paper or the text of a command says that could reassure, and whom it names."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.kinds import Subject, kinds
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.selection import pack
from hsp_cli.publishing.paper import make
from hsp_cli.publishing.provenance import Provenance
from hsp_cli.store.history import CommitState
from tests.laws.denials import DENIALS, Says
from tests.laws.sentences import GAP

_PROVENANCE = Provenance(CommitState("0123456789abcdef", clean=True), "0" * 16, "any", False, date(2000, 1, 1), "0.0.0")


def papers_of(workspace: Workspace, quarter: Period, day: date) -> dict[str, PaperRequest]:
    """The papers of a quarter by name, without those about a plan."""
    return {one.name: one for one in pack(workspace, quarter, day) if kinds().get(one.report) is not Subject.PLAN}


def page_of(loaded: Loaded, request: PaperRequest) -> str | None:
    """The finished page. None if the paper is refused."""
    try:
        return make(replace(loaded, workspace=request.workspace), request, [], _PROVENANCE).page.decode()
    except RequestRefused:
        return None


def reassurances(page: str) -> frozenset[tuple[str, str]]:
    """The sentences that say that there is none of something, each with the heading above it.

    A longer sentence that says of whom it speaks is not one of them, even if it begins with the same words.
    """
    heading, found = "", set()
    for line in page.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        found |= {(heading, sentence) for sentence in _reassuring_in(line)}
    return frozenset(found)


@cache
def _reassuring_in(line: str) -> tuple[str, ...]:
    """Cached, because most lines of a page are the same whatever is taken away, and there are hundreds of patterns."""
    hedged = "|".join(_pattern(one) for one in _HEDGED if all(part in line for part in one.split(GAP)))
    rest = re.sub(hedged, "", line) if hedged else line
    return tuple(sentence for sentence, pattern in _REASSURING.items() if pattern.search(rest))


def _pattern(sentence: str) -> str:
    return r"(?<!\w)" + ".+?".join(map(re.escape, sentence.split(GAP)))


_REASSURING = {one: re.compile(_pattern(one)) for one, (says, _) in DENIALS.items() if says is Says.NONE}
_HEDGED = tuple(one for one, (says, _) in DENIALS.items() if says is not Says.NONE and " " in one)

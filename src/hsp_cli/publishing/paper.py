"""Papers: finds the requested paper, and makes it from records and a template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from hsp_cli.analysis.quarters import known_quarters
from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.domain.kind import NOUNS, Kind
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.period import Period, quarter_of
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.drawing.picture import Picture
from hsp_cli.formats import markdown
from hsp_cli.formats.document import Block, Document, Heading, plain
from hsp_cli.formats.reading import NotShown, blocks_of
from hsp_cli.papers.kinds import Subject, context_of, kinds
from hsp_cli.papers.request import PaperRequest
from hsp_cli.publishing.formats import MARKDOWN, Format
from hsp_cli.publishing.provenance import Provenance, provenance
from hsp_cli.publishing.templates import (
    Template,
    find_template,
    has_templates_of_its_own,
    render,
    with_imports,
    within_limits,
)
from hsp_cli.store.file_tree import FileTree
from hsp_cli.store.files import FileNotRead, ReadError
from hsp_cli.store.layout import TEMPLATE_ENDING


def requested(
    workspace: Workspace, name: str | None, quarter: Period | None, as_of: date, *, by_meeting: bool = False
) -> PaperRequest:
    """The request for a paper by its id, by its kind, or by the id of a plan, consultation or profile; without a name,
    the quarterly report.

    If a paper of the kind is recorded for the quarter, that one is made; otherwise the paper has no narrative. If the
    record names no quarter, the requested quarter applies. With `by_meeting`, a paper has the date of its meeting, and
    `as_of` is the date of those without one.
    """
    kind = workspace.partnership.quarterly_report if name is None else name
    if kind in workspace.papers and name is not None:
        paper = workspace.papers[kind].record
        if quarter is not None and paper.quarter not in (None, quarter):
            raise RequestRefused(f"the paper {name} is for {paper.quarter.label}, not {quarter.label}")
        return _recorded(workspace, paper, quarter, as_of, by_meeting=by_meeting)
    if (subject := kinds().get(kind)) in (Subject.QUARTER, Subject.WORKSPACE) or name is None:
        return _of_kind(workspace, kind, subject, quarter, as_of, by_meeting=by_meeting)
    if name in workspace.plans:
        about = next((one.record for one in workspace.papers.values() if one.record.about == name), None)
        return (
            _recorded(workspace, about, quarter, as_of, by_meeting=by_meeting)
            if about
            else _about(workspace, name, as_of)
        )
    others = (
        (workspace.consultations, Subject.CONSULTATION, DEFAULT_OF_CONSULTATION),
        (workspace.profiles, Subject.PROFILE, DEFAULT_OF_PROFILE),
    )
    for subjects, about_such, default in others:
        if name in subjects:
            written = (one.record for one in workspace.papers.values() if one.record.about == name)
            paper_of_it = next((paper for paper in written if kinds().get(paper.report) is about_such), None)
            if paper_of_it:
                return _recorded(workspace, paper_of_it, quarter, as_of, by_meeting=by_meeting)
            return _about(workspace, name, as_of, default)
    raise RequestRefused(f"no paper has the id {name!r}", _hint(name, workspace))


def _recorded(
    workspace: Workspace, paper: Paper, quarter: Period | None, as_of: date, *, by_meeting: bool
) -> PaperRequest:
    if kinds().get(paper.report) is not Subject.QUARTER:
        quarter = None  # nothing in it depends on a quarter
    day = paper.on.last_day if by_meeting and paper.on else as_of
    return PaperRequest(paper.id, paper.report, workspace, day, paper.quarter or quarter, paper, paper.about)


def _of_kind(
    workspace: Workspace, kind: str, subject: Subject | None, quarter: Period | None, as_of: date, *, by_meeting: bool
) -> PaperRequest:
    """The paper of a kind that is recorded for the quarter, or else one without a record."""
    if subject is Subject.WORKSPACE:
        quarter = None
    papers = (placed.record for placed in workspace.papers.values())
    written = next((paper for paper in papers if paper.report == kind and paper.quarter == quarter), None)
    if written:
        return _recorded(workspace, written, quarter, as_of, by_meeting=by_meeting)
    name = f"{kind}-{quarter.text.lower()}" if quarter else kind
    return PaperRequest(name, kind, workspace, as_of, quarter)


DEFAULT_OF_PLAN = "delivery-plan"
"""The kind of paper for a plan without a paper's record. It prints everything that an aim can have."""

DEFAULT_OF_CONSULTATION = "you-said-we-did"
"""The kind of paper for a consultation without a paper's record."""

DEFAULT_OF_PROFILE = "profile"
"""The kind of paper for a profile without a paper's record."""


def _about(workspace: Workspace, subject: str, as_of: date, kind: str = DEFAULT_OF_PLAN) -> PaperRequest:
    """The paper about a plan, consultation or profile that no paper's record names."""
    return PaperRequest(subject, kind, workspace, as_of, about=subject)


def pack(workspace: Workspace, quarter: Period, as_of: date, *, by_meeting: bool = False) -> list[PaperRequest]:
    """The papers of a quarter: every recorded one that is not for another quarter, and those that need no record.

    Without a record there are still the quarterly report, the risk register, the scorecard, the action log, the reward,
    and a paper for each plan of the partnership, each consultation with comments and each profile, as far as there are
    records to print.
    """
    papers = [placed.record for placed in workspace.papers.values()]
    requests = [
        _recorded(workspace, paper, quarter, as_of, by_meeting=by_meeting)
        for paper in papers
        if paper.quarter in (None, quarter)
    ]
    made = {request.report for request in requests}
    for kind in (workspace.partnership.quarterly_report, *_WITHOUT_RECORD):
        if kind not in made and _has_content(workspace, kind):
            made.add(kind)
            requests.append(_of_kind(workspace, kind, kinds().get(kind), quarter, as_of, by_meeting=by_meeting))
    shown = {request.about for request in requests}
    ours = (plan for plan in workspace.plans.values() if plan.record.organisation is None)
    requests.extend(_about(workspace, plan.record.id, as_of) for plan in ours if plan.record.id not in shown)
    commented = (one.record.id for one in workspace.consultations.values() if one.record.comments)
    requests.extend(_about(workspace, name, as_of, DEFAULT_OF_CONSULTATION) for name in commented if name not in shown)
    requests.extend(
        _about(workspace, name, as_of, DEFAULT_OF_PROFILE) for name in workspace.profiles if name not in shown
    )
    return requests


_WITHOUT_RECORD = {
    "risk-register": Kind.RISK,
    "scorecard": Kind.INDICATOR,
    "action-log": Kind.ACTION,
    "reward": Kind.AGREEMENT,
}
"""Kinds of paper that need no record of their own, each with the kind of record that it prints."""


def _has_content(workspace: Workspace, kind: str) -> bool:
    return kind not in _WITHOUT_RECORD or bool(workspace.of(_WITHOUT_RECORD[kind]))


def requests_of(workspace: Workspace, kind: str, as_of: date) -> list[PaperRequest]:
    """Every paper of a kind that can be asked for on a date, each once."""
    calendar = workspace.partnership.calendar
    quarters = list(known_quarters(workspace))
    # A quarter without records can be asked for too, once it has begun.
    later = quarter_of(as_of, calendar)
    while quarters and later.first_day > quarters[0].first_day:
        quarters.append(later)
        later = later.previous()
    subjects = {
        Subject.QUARTER: (kind,),
        Subject.WORKSPACE: (kind,),
        Subject.PLAN: workspace.plans,
        Subject.CONSULTATION: workspace.consultations,
        Subject.PROFILE: workspace.profiles,
    }[kinds()[kind]]
    papers = {placed.record.id: placed.record for placed in workspace.papers.values() if placed.record.report == kind}
    wanted: list[tuple[str, Period | None]] = []
    for name in (*papers, *subjects):
        own = papers[name].quarter if name in papers else None
        needs_quarter = kinds()[kind] is Subject.QUARTER and not own
        wanted += ((name, quarter) for quarter in (quarters if needs_quarter else (own,)))
    requests = (requested(workspace, name, quarter, as_of) for name, quarter in wanted)
    return list({(one.name, one.quarter): one for one in requests if one.report == kind}.values())


class Made(NamedTuple):
    """The file of a paper, and the files that belong beside it by name: its pictures."""

    page: bytes
    beside: Mapping[str, bytes]


@dataclass(frozen=True)
class Finished:
    """A finished paper, from which each format makes its file: the page, its pictures, and what it was made from.

    The page is Markdown with marks, see `formats.marks`.
    """

    page: str
    pictures: tuple[Picture, ...]
    templates: tuple[Template, ...]
    tree: FileTree
    day: date
    publisher: str
    body: str
    provenance: str
    marking: str

    def document(self) -> Document:
        """The paper as a document. RequestRefused, with the line of the template, if a format could not show it."""
        blocks = self._blocks
        first = next((plain(block.inlines) for block in blocks if isinstance(block, Heading)), self.body)
        return Document(
            first,
            blocks,
            self.day,
            publisher=self.publisher,
            body=self.body,
            provenance=self.provenance,
            marking=self.marking,
        )

    def made(self, format: Format = MARKDOWN) -> Made:
        """The files of the paper in a format. RequestRefused if it needs a library that is not installed."""
        if format is MARKDOWN:
            return Made(markdown.finish(self.page), markdown.files_beside(self.page, self.pictures))
        document = self.document()
        if format.reference:
            document = replace(document, reference=_content(self.tree, format.reference))
        return Made(format.writer.finish(document), {})

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        # A page of a partnership's own template could take hours to read. So it is first read within limits, in another
        # process, from which no blocks come back.
        if has_templates_of_its_own(self.tree):
            within_limits(self.templates[0], lambda: str(len(self._read())))
        return self._read()

    def _read(self) -> tuple[Block, ...]:
        try:
            return blocks_of(self.page, self.pictures)
        except NotShown as reason:
            raise RequestRefused(
                f"{self._place_of(reason.where)} has {reason.what}; only Markdown can have that",
                "correct the template, or make the paper as Markdown: --format md",
            ) from None

    def _place_of(self, piece: str) -> str:
        """The template and line that have a piece of the page; without such a line, the template of the paper."""
        for template in self.templates:
            for number, line in enumerate(template.text.splitlines(), start=1):
                if piece and piece in line:
                    return f"the template {template.name}{TEMPLATE_ENDING} on line {number}"
        return f"what the template {self.templates[0].name}{TEMPLATE_ENDING} lays out"


def finished(
    loaded: Loaded, request: PaperRequest, diagnostics: Sequence[Diagnostic], made_from: Provenance | None = None
) -> Finished:
    """Lay out a paper. It gives the number of errors in the records, because its figures may be wrong."""
    if request.report not in kinds():
        raise RequestRefused(f"no report is called {request.report!r}", f"there is {', '.join(kinds())}")
    tree = loaded.loader.tree
    template = find_template(tree, request.report)
    context = {
        **context_of(request.report)(request),
        "errors": sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics),
        "notes": request.notes.listed(),
        "provenance": str(made_from or provenance(loaded, template, request.as_of)),
    }
    page = render(template, context, tree)
    if request.marking and markdown.written(request.marking) not in page:
        raise RequestRefused(
            f"the template {template.name}{TEMPLATE_ENDING} does not print the marking {request.marking}",
            "add {{ marking }} below its title",
        )
    return Finished(
        page,
        tuple(pictures_in(context)),
        with_imports(template, tree),
        tree,
        request.as_of,
        str(context.get("partnership", "")),
        str(context.get("body", "")),
        str(context["provenance"]),
        request.marking or "",
    )


def _content(tree: FileTree, path: str) -> bytes | None:
    """The bytes of a file of the workspace. None if it has none. RequestRefused if it cannot be read."""
    try:
        return tree.open(path)[0]
    except FileNotRead as error:
        if error.why is ReadError.MISSING:
            return None
        raise RequestRefused(f"{path}: {error.message}", "correct the file, or remove it") from None


def make(
    loaded: Loaded,
    request: PaperRequest,
    diagnostics: Sequence[Diagnostic],
    made_from: Provenance | None = None,
    format: Format = MARKDOWN,
) -> Made:
    """Make the files of a paper in one format."""
    return finished(loaded, request, diagnostics, made_from).made(format)


def pictures_in(value: object) -> Iterator[Picture]:
    """Every picture inside the context of a paper."""
    if isinstance(value, Picture):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from pictures_in(getattr(value, field.name))
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from pictures_in(one)


def _hint(name: str, workspace: Workspace) -> str:
    """A hint for an id that no paper has. A paper about a plan, consultation or profile is asked for by its id."""
    if (subject := kinds().get(name)) in (Subject.PLAN, Subject.CONSULTATION, Subject.PROFILE):
        choice = ", ".join(workspace.files_of(NOUNS[subject.value])) or "there is none yet"
        return f"{name} is a kind of paper about a {subject.value}; give a {subject.value}: {choice}"
    known = ", ".join((*workspace.papers, *workspace.plans, *workspace.profiles))
    start = f"there is {known}; " if known else ""
    return f"{start}`hsp report --quarter Q` makes the quarterly report"

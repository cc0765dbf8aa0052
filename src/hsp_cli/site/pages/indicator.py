"""A page for each indicator: its figures, how it was rated, and where they come from."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.analysis.explanation import explanation
from hsp_cli.domain.address import Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.owner import names
from hsp_cli.domain.performance import performance_of
from hsp_cli.domain.period import Period, PeriodKind
from hsp_cli.domain.record import Source
from hsp_cli.domain.series import series_keys
from hsp_cli.formats.document import Block, Inline
from hsp_cli.papers.indicator_views import indicator_view
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.revision_views import revised_table
from hsp_cli.site.blocks import Words, bullets, heading, inlines, one_cell, paragraph, picture, prose, table
from hsp_cli.site.keys import key_of
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.pages.indicators import LIST, rating_and_direction
from hsp_cli.site.record_texts import source_text
from hsp_cli.site.records import line_text, named_in, place_text
from hsp_cli.site.site import Site
from hsp_cli.wording.benchmarks import beside_text
from hsp_cli.wording.counts import counted
from hsp_cli.wording.indicators import better_text, direction_text, rag_text, target_text, value_text
from hsp_cli.wording.marked import joined
from hsp_cli.wording.sentences import capitalised


def pages(site: Site) -> Iterator[Page]:
    """A page for each indicator, in order of id."""
    for placed in site.workspace.indicators.values():
        record, chart = placed.record, site.charts.paths.get(placed.address)
        yield Page(
            f"indicators/{file_name(record.id)}.html",
            record.name,
            partial(_content, site, placed),
            above=(LIST,),
            summary=f"{record.name}: figures, targets and ratings.",
            placed=placed,
            pictures={record.id: chart} if chart else {},
            key=partial(_key, site, placed),
        )


def _key(site: Site, placed: Placed[Indicator], links: Links) -> str:
    """All that the page depends on beside the settings: its record, and what the records are called that name it."""
    naming = []
    for one in site.backlinks.of(placed):
        file = site.workspace.file_of(one.holder)
        holders = ((held.address, held.record.heading, links.targets.get(held.address)) for held in (one.holder, file))
        naming.append(tuple(holders))
    return key_of(site.record_key(placed), naming)


def _content(site: Site, placed: Placed[Indicator], links: Links) -> Iterator[Block]:
    record, request = placed.record, site.request(placed.record.id)
    yield from _in_the_quarter(site, placed, request)
    if placed.address in site.charts.paths:
        yield picture(site.charts.of(placed))
    yield from _figures(site, placed, request)
    if record.has_series:
        count = counted(len(series_keys(record)), "series", "series")
        yield paragraph(
            f"There are also figures by {', '.join(record.dimensions)}: {count}. This page has those of the whole."
        )
    if site.quarter:
        yield heading(2, f"How it was rated in {site.quarter.label}", "rating")
        yield bullets(explanation(record, site.quarter, site.settings)[1:])
    yield from _revisions(site, placed, request)
    yield from _definition(site, placed, links)
    yield from named_in(site, placed, links)
    yield heading(2, "Record", "record")
    yield paragraph(*place_text(site, placed))
    yield from notes_of(request)


def _in_the_quarter(site: Site, placed: Placed[Indicator], request: PaperRequest) -> Iterator[Block]:
    """The rating, figure and target of the quarter in a line, and the comment."""
    if site.quarter is None:
        yield paragraph("No figure is recorded for a quarter that has ended.")
        return
    performance = performance_of(placed.record, site.quarter, site.settings.rag)
    view = indicator_view(performance, request)
    parts: list[Words] = [f"{site.quarter.label}: ", rating_and_direction(view)]
    parts.append(f". Figure: {view.figure or 'not recorded'}; target: {view.target or 'none recorded'}.")
    if view.change:
        parts.append(f" {capitalised(view.change)}.")
    yield paragraph(*parts)
    if performance.assessment and performance.assessment.comment:
        yield from prose(performance.assessment.comment)
    else:
        yield paragraph(f"No comment is recorded for {site.quarter.label}.")


def _figures(site: Site, placed: Placed[Indicator], request: PaperRequest) -> Iterator[Block]:
    """Every figure and assessment, the newest first."""
    record = placed.record
    yield heading(2, "Figures", "figures")
    periods = sorted({*record.figures, *record.assessments}, reverse=True)
    if not periods:
        yield paragraph("No figure, target or rating is recorded.")
        return
    heads = ("Period", "Figure", "Target", "Rating and direction", "Beside it", "Comment", "Source", "Record")
    rows = [_row(site, placed, period, request) for period in periods]
    yield table(heads, rows, optional=("Target", "Rating and direction", "Beside it", "Comment", "Source"))


def _row(site: Site, placed: Placed[Indicator], period: Period, request: PaperRequest) -> tuple[Words, ...]:
    record, mark = placed.record, request.notes.mark
    figure, assessment = record.figures.get(period), record.assessments.get(period)
    at = ("figures", period.text)
    target = target_text(figure, record) if figure else ""
    return (
        period.label,
        mark(value_text(figure, record), record, *at, "actual"),
        mark(target, record, *at, "target"),
        _rated(site, record, period, request),
        beside_text(figure, record),
        (*one_cell(assessment.comment if assessment else None), *_note(figure)),
        _sources(figure.source if figure else None, assessment.source if assessment else None),
        line_text(site, placed, *(at if figure else ("assessments", period.text))),
    )


def _rated(site: Site, record: Indicator, period: Period, request: PaperRequest) -> str:
    """The rating and direction of a quarter, published or computed. Empty for any other period."""
    if period.kind is not PeriodKind.QUARTER:
        return ""
    performance = performance_of(record, period, site.settings.rag)
    at = ("assessments", period.text)
    rating = request.notes.mark(rag_text(performance, site.settings.rag), record, *at, "rag")
    return joined([rating, *([direction_text(performance)] if performance.direction else [])], "; ")


def _note(figure: Figure | None) -> tuple[Inline, ...]:
    return inlines(" Note: ", one_cell(figure.note)) if figure and figure.note else ()


def _sources(*sources: Source | None) -> str:
    """The documents that a figure and its assessment come from. Empty if they have none of their own."""
    return "; ".join(dict.fromkeys(source_text(one) for one in sources if one))


def _revisions(site: Site, placed: Placed[Indicator], request: PaperRequest) -> Iterator[Block]:
    found = revised_table(request, [placed]) if site.quarter else None
    if found:
        yield heading(2, "Revised figures", "revisions")
        yield table(found.heads[1:], [row[1:] for row in found.rows])


def _definition(site: Site, placed: Placed[Indicator], links: Links) -> Iterator[Block]:
    record, settings = placed.record, site.settings
    yield heading(2, "Definition", "definition")
    priority = settings.priority(record.priority) if record.priority else None
    schemes = {one.id: one.title for one in settings.schemes}
    told: tuple[tuple[str, Words], ...] = (
        ("Unit", record.unit),
        ("Better", capitalised(better_text(record))),
        ("Frequency", capitalised(record.frequency.value.replace("-", " "))),
        ("Covers", one_cell(record.coverage)),
        ("Method", one_cell(record.method)),
        ("Latest release", one_cell(record.release_note)),
        ("Lead", names(record.leads) or "not recorded"),
        ("Priority", priority.title if priority else "not recorded"),
        ("Schemes", ", ".join(schemes.get(one, one) for one in record.schemes)),
        ("Also called", ", ".join(record.aliases)),
        ("Source", source_text(record.source) if record.source else ""),
        ("Note", one_cell(record.note)),
    )
    yield table(("What", "Value"), [one for one in told if one[1]])
    if record.open_questions:
        yield heading(3, "Open questions", "open-questions")
        yield bullets(record.open_questions)
    for counted_anew in record.breaks:
        yield paragraph(f"Counted differently since {counted_anew.since.label}: ", one_cell(counted_anew.reason))
    for anew in record.rebases:
        yield paragraph(f"New limits of variation since {anew.since.label}: ", one_cell(anew.reason))

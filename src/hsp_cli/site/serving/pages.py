"""The pages that only `hsp serve` shows, and what it adds to every page: findings."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from hsp_cli.checking.known_rules import known_rules
from hsp_cli.domain.finding import Diagnostic, Rule, Severity
from hsp_cli.formats.document import Block, CodeText, Inline, Link, Strong
from hsp_cli.formats.markdown import visible
from hsp_cli.formats.reading import blocks_of
from hsp_cli.site.blocks import bullets, heading, inlines, paragraph
from hsp_cli.site.links import Links
from hsp_cli.site.page import Page
from hsp_cli.site.serving.beside_records import beside_records, places_on
from hsp_cli.site.serving.findings import Findings
from hsp_cli.wording.counts import counted

LIST = "findings/index.html"
"""The path of the page with all findings."""

_NAMED = 5
"""The most files that every page names; the page with all findings names all."""


def pages(findings: Findings) -> Iterator[Page]:
    """The page with all findings, and a page for each code that was found."""
    yield Page(LIST, "Findings", partial(_list, findings))
    known = known_rules().by_code
    for code in sorted({one.code for found in findings.shown.values() for one in found}):
        yield Page(_path_of(code), code, partial(_rule, known[code]), above=(LIST,))


def top(findings: Findings, page: Page, links: Links) -> Iterator[Block]:
    """What every page begins with: how many findings there are, what is missing, and what was found in its records."""
    yield paragraph(Strong(inlines("On this machine only: ")), counts_text(findings), " ", _all(page))
    if findings.not_read or findings.not_read_withheld:
        yield paragraph(Strong(inlines(_missing_text(findings))))
    if page.path == LIST or not (found := findings.of(page)):
        return
    yield heading(2, "Findings in the records of this page", "hsp-findings")
    yield bullets(
        _one(one.diagnostic, inlines(links.to(one.placed), ": ") if one.placed is not page.placed else ())
        for one in found
    )


def content(findings: Findings, page: Page, links: Links) -> Iterator[Block]:
    """The content of a page, with each finding again beside the innermost record that the page shows inside it."""
    blocks = tuple(page.content(links))
    shown = frozenset(places_on(blocks))
    lines: dict[str, list[tuple[Inline, ...]]] = defaultdict(list)
    for found in findings.of(page):
        inside = (one for one in reversed(found.around[1:]) if one is not page.placed)
        ways = ((page.anchors.get(one.address), one.address.unique, links.targets.get(one.address)) for one in inside)
        place = next((way for one in ways for way in one if way in shown), None)
        if place is not None:
            lines[place].append(_short(found.diagnostic))
    return beside_records(blocks, lines)


def counts_text(findings: Findings) -> str:
    """How many errors and warnings there are, and in how many files."""
    counts = findings.counts
    found = " and ".join(counted(counts[severity], severity.value) for severity in Severity)
    return f"{found} in {counted(len(findings.result.files), 'file')}."


def _all(page: Page) -> Inline:
    return Strong(inlines("All are below.")) if page.path == LIST else Link(f"/{LIST}", inlines("All findings"))


def _missing_text(findings: Findings) -> str:
    count = len(findings.not_read) + findings.not_read_withheld
    named = findings.not_read[:_NAMED]
    more = f" and {count - len(named)} more" if named and count > len(named) else ""
    whose = "its" if count == 1 else "their"
    names = f": {', '.join(named)}{more}" if named else ""
    return f"{counted(count, 'file')} cannot be read, so {whose} records are missing from every page{names}."


def _list(findings: Findings, links: Links) -> Iterator[Block]:
    for number, (path, found) in enumerate(findings.shown.items(), start=1):
        yield heading(2, path, f"file-{number}")
        if (placed := findings.file_at(path)) and placed.address in links.targets:
            yield paragraph("Its page: ", links.to(placed))
        yield bullets(_one(one) for one in found)
    if findings.withheld:
        yield heading(2, "Findings that are not shown", "not-shown")
        is_one = findings.withheld == 1
        what = f"{counted(findings.withheld, 'finding')} {'is' if is_one else 'are'} about exempt records"
        yield paragraph(
            f"{what}, or in a file that may hold one, and such records are not shown here. ",
            CodeText("hsp validate"),
            f" shows {'it' if is_one else 'them'}.",
        )


def _short(found: Diagnostic) -> tuple[Inline, ...]:
    """A finding without what the list at the top of the page says of it: the file and the hint."""
    return (*_said(found), *inlines(" Code: "), _code(found))


def _one(found: Diagnostic, about: tuple[Inline, ...] = ()) -> tuple[Inline, ...]:
    hint = f" {found.hint[:1].upper()}{found.hint[1:]}." if found.hint else ""
    return (
        *_said(found, about),
        *inlines(" ", CodeText(f"{found.path}:{found.line}")),
        *_with_code(hint),
        *inlines(" Code: "),
        _code(found),
    )


def _said(found: Diagnostic, about: tuple[Inline, ...] = ()) -> Iterator[Inline]:
    yield Strong(inlines(f"{found.severity.value.capitalize()}: "))
    yield from about
    yield from _with_code(f"{found.message}.")


def _code(found: Diagnostic) -> Inline:
    return Link(f"/{_path_of(found.code)}", (CodeText(found.code),))


def _with_code(text: str) -> Iterator[Inline]:
    """A message, with what it puts between backquotes as code: keys, values and commands."""
    for number, part in enumerate(text.split("`")):
        yield from (CodeText(visible(part)),) if number % 2 and part else inlines(part)


def _rule(rule: Rule, _links: Links) -> Iterator[Block]:
    yield paragraph(f"hsp reports this as {'an' if rule.severity is Severity.ERROR else 'a'} {rule.severity.value}.")
    yield from blocks_of(rule.page)


def _path_of(code: str) -> str:
    return f"findings/{code}.html"

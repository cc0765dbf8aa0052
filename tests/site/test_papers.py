"""Papers of the site that a format cannot show, or that cannot be made."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.analysis.quarters import quarter_asked
from hsp_cli.checking.loader import load
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.publishing.formats import FORMATS, Format, format_of
from hsp_cli.site.building import build
from hsp_cli.site.site import Site, site_of
from tests.runs import process
from tests.workspaces import write_files

DAY = date(2024, 4, 15)
PAPER = "report-2024-q1"
SIGN = "\N{VAI SYLLABLE EE}"
"""No font of hsp has it."""


def site_with(sample: Path, template: str, formats: Sequence[Format] = FORMATS) -> Site:
    """The sample, whose morning report has a template of its own."""
    page = f"# Report\n\n{template}\n\n{{{{ exempt_text }}}}\n\n{{{{ provenance }}}}\n"
    write_files(sample, {"templates/morning-report.md.j2": page})
    loaded = load(str(sample), keep_texts=True)
    assert isinstance(loaded.workspace, Workspace)
    return site_of(loaded, loaded.workspace, quarter_asked(loaded.workspace, "Q1-2024", DAY), DAY, formats=formats)


def words_of(page: Path) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page.read_text("utf-8").partition("<main")[2]).split())


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_a_format_cannot_show_is_left_out_and_the_pages_say_why(sample: Path, tmp_path: Path) -> None:
    formats = tuple(one for one in FORMATS if one.name in ("md", "html", "pdf"))
    public = tmp_path / "public"
    reason = f"a PDF cannot show {SIGN} in "
    for is_first in (True, False):
        built = build(site_with(sample, f"The {SIGN} sign", formats), public)
        assert {path: refused.message.startswith(reason) for path, refused in built.not_made.items()} == {
            f"papers/{PAPER}.pdf": True
        }
        assert bool(built.written) is is_first
    told = f"not made as a PDF. A PDF cannot show {SIGN} in &quot;The {SIGN} sign&quot;"
    assert f"This paper as Markdown . N{told[1:]}" in words_of(public / f"papers/{PAPER}.html")
    assert f"Quarterly Report: {told}" in words_of(public / "papers/index.html")
    links = [link for path in public.rglob("*.html") for link in re.findall(r'href="([^"]+)"', path.read_text("utf-8"))]
    assert any(link.endswith("homes.pdf") for link in links)
    assert not any(link.endswith(f"{PAPER}.pdf") for link in links)
    assert (public / "papers/homes.pdf").exists()
    assert not (public / f"papers/{PAPER}.pdf").exists()

    assert not build(site_with(sample, "The sign", formats), public).not_made
    build(site_with(sample, "The sign", formats), tmp_path / "fresh")
    manifest = ".hsp-files.json"
    assert {**files_in(public), manifest: b""} == {**files_in(tmp_path / "fresh"), manifest: b""}
    assert (public / f"papers/{PAPER}.pdf").exists()


def test_an_agenda_leads_to_the_pages_of_its_papers(public: Path) -> None:
    page = (public / "papers/agenda-q1-2010.html").read_text("utf-8")
    assert 'File: <a href="risk-register-2010-q1.html"><code>risk-register-2010-q1</code></a>' in page
    assert len(re.findall(r'File: <a href="[^"]+"><code>', page)) == page.count("File: ") > 5


def test_a_paper_that_no_web_page_can_show_has_a_page_that_says_so(sample: Path, tmp_path: Path) -> None:
    public = tmp_path / "public"
    formats = tuple(one for one in FORMATS if one.name in ("md", "html"))
    for _ in range(2):
        built = build(site_with(sample, "![A picture](gone.png)", formats), public)
        assert list(built.not_made) == [f"papers/{PAPER}.html"]
    page = words_of(public / f"papers/{PAPER}.html")
    assert "This paper as Markdown . Not made as a web page. The template morning-report.md.j2 on line 3 has" in page
    assert f'href="{PAPER}.md">Quarterly Report</a>' in (public / "papers/index.html").read_text("utf-8")


def test_the_command_tells_what_a_format_cannot_show_and_exits_with_1(sample: Path, tmp_path: Path) -> None:
    settings = sample / "data/partnership.yaml"
    settings.write_text(f"{settings.read_text()}paper_formats: [txt, html]\n")
    site_with(sample, "![A picture](gone.png)")
    # In a process of its own, which makes a part of the site in another one.
    run = process("site", "--root", str(sample), "--as-of", DAY.isoformat(), "-o", str(tmp_path / "public"))
    assert run.returncode == 1
    files = " and ".join(str(tmp_path / f"public/papers/{PAPER}.{ending}") for ending in ("html", "txt"))
    told = f"error: {files} were not made: the template morning-report.md.j2 on line 3 has the picture"
    assert told in run.stderr.decode()
    assert "not made as plain text" in words_of(tmp_path / "public/papers/index.html")


def test_what_is_wrong_with_all_papers_of_a_format_stops_the_site_with_its_way_out(
    sample: Path, tmp_path: Path
) -> None:
    site = site_with(sample, "Words", (format_of("a.docx"),))
    write_files(sample, {"templates/reference.docx": b"no document"})
    with pytest.raises(RequestRefused) as told:
        build(site, tmp_path / "public")
    assert told.value.message.endswith(" as a Word document: the reference document is no Word document")
    assert told.value.hint == (
        "save it in Word as .docx, with styles, header and footer alone, "
        "or leave docx out of `paper_formats` in the settings"
    )


def test_another_reference_document_makes_the_word_documents_again(sample: Path, tmp_path: Path) -> None:
    one = site_with(sample, "Words", (format_of("a.docx"),)).key
    write_files(sample, {"templates/reference.docx": b"another"})
    assert site_with(sample, "Words", (format_of("a.docx"),)).key != one

"""Words that could do something in a browser do nothing there."""

from datetime import date
from pathlib import Path

from hsp_cli.formats import html
from hsp_cli.formats.document import (
    Alignment,
    Block,
    Code,
    CodeText,
    Contents,
    Document,
    Entry,
    Heading,
    Link,
    Paragraph,
    PictureBlock,
    PictureInline,
    Rating,
    Strong,
    Table,
    Text,
)
from tests import injection_texts
from tests.browser.chromium import Visits
from tests.browser.layout import words_on
from tests.formats.test_html import ACTIVE

PAYLOADS = (
    *injection_texts.MARKDOWN,
    *injection_texts.TEMPLATES,
    *ACTIVE,
    "<script>document.title = 'gone'; alert(1)</script>",
    "<img src=https://evil.example/p.png onerror=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'; * { background: url(https://evil.example/x) }</style>",
    "<svg onload=alert(1)>",
    "<form action=https://evil.example><input autofocus onfocus=alert(1)>",
    "<base href=https://evil.example/>",
    "<object data=https://evil.example></object><embed src=https://evil.example>",
)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20" onload="alert(1)"><script>alert(1)</script>'
    '<image href="https://evil.example/p.png" width="9" height="9"/><text y="15">drawn</text></svg>'
)
"""A picture with what hsp never draws: as an image of the page it may do none of it."""


def opened(page: bytes, folder: Path, visits: Visits) -> list[str]:
    """The words of a page. The visit fails if the page runs, asks for or opens anything."""
    file = folder / "paper.html"
    file.write_bytes(page)
    with visits.page(file.as_uri()) as page_seen:
        page_seen.wait_for_load_state("networkidle")
        assert page_seen.evaluate("document.querySelectorAll('script, iframe, object, embed, form, link').length") == 0
        addresses = page_seen.evaluate("[...document.links].map(one => one.protocol)")
        assert set(addresses) <= {"file:", "http:", "https:", "mailto:"}
        return words_on(page_seen)


def test_payloads_in_every_part_of_a_paper_are_words(tmp_path: Path, visits: Visits) -> None:
    blocks: list[Block] = []
    for number, payload in enumerate(PAYLOADS):
        line = (Text(payload), Strong((Text(payload),)), CodeText(payload), Rating(payload, "#d4351c"))
        blocks += [
            Heading(2, (Text(payload),), f'a{number}" onclick="alert(1)'),
            Contents((Entry(2, f"a{number}", (Text(payload),)),)),
            Paragraph((*line, Link("https://a.example/", line), PictureInline("x", PICTURE.encode(), payload))),
            Table((line,), ((line,),), (Alignment.LEFT,)),
            PictureBlock("x", PICTURE.encode(), payload),
            Code(payload),
        ]
    document = Document(PAYLOADS[5], tuple(blocks), date(2024, 4, 15), provenance=PAYLOADS[5])
    whole = " ".join(opened(html.finish(document), tmp_path, visits))
    assert [payload for payload in PAYLOADS if " ".join(payload.split()) not in whole] == []

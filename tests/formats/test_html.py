import base64
import re
import socket
from datetime import date

import pytest

from hsp_cli.drawing.colours import contrast
from hsp_cli.formats import html
from hsp_cli.formats.document import (
    Alignment,
    Block,
    Break,
    Code,
    CodeText,
    Contents,
    Document,
    Emphasis,
    Entry,
    Heading,
    Link,
    List,
    Paragraph,
    PictureBlock,
    PictureInline,
    Quote,
    Rating,
    RecordName,
    Rule,
    Strong,
    Table,
    Text,
)
from hsp_cli.formats.html_style import style_of
from tests import injection_texts
from tests.formats.readings import Element, web_page, words_of_html

DAY = date(2024, 4, 15)
PROVENANCE = "Made by hsp 1 from commit 0123456789ab (tree clean)."


def words(text: str) -> tuple[Text]:
    return (Text(text),)


def page_of(*blocks: Block, title: str = "T", provenance: str = "") -> str:
    return html.finish(Document(title, blocks, DAY, provenance=provenance)).decode()


def main_of(*blocks: Block) -> str:
    """What is in the main part of the page."""
    return page_of(*blocks).partition('<main id="main">\n')[2].partition("\n</main>")[0]


# --- The page


def test_a_page_has_language_title_main_part_and_a_link_to_skip_to_it() -> None:
    page = page_of(Heading(1, words("A & B"), "a--b"), title="A & B")
    root = web_page(page.encode())
    assert [one.name for one in root.all("html", "head", "body", "main", "footer")] == ["html", "head", "body", "main"]
    assert root.all("html")[0].attributes == {"lang": "en-GB"}
    assert root.all("title")[0].text() == "A & B"
    skip, main = [one for one in root.all("body")[0].inside if isinstance(one, Element)]
    assert (skip.name, skip.attributes, skip.text()) == ("a", {"class": "skip", "href": "#main"}, "Skip to the paper")
    assert (main.name, main.attributes) == ("main", {"id": "main"})
    assert main.all("h1")[0].attributes == {"id": "a--b"}


def test_a_page_tells_browsers_to_load_and_run_nothing() -> None:
    metas = [one.attributes for one in web_page(page_of().encode()).all("meta")]
    assert metas == [
        {"charset": "utf-8"},
        {
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
            "form-action 'none'",
        },
        {"name": "viewport", "content": "width=device-width, initial-scale=1"},
        {"name": "referrer", "content": "no-referrer"},
        {"name": "description", "content": "15 April 2024"},
    ]


def test_a_page_says_to_search_engines_whose_paper_it_is_and_of_which_day() -> None:
    page = html.finish(Document("T", (), DAY, publisher="Rushmere", body="Health & Care Board")).decode()
    assert '<meta name="description" content="Health &amp; Care Board, 15 April 2024">' in page
    assert not re.search(r"@import|url\(|https?:", page_of())


def test_the_last_paragraph_is_the_footer_if_it_says_from_what_the_paper_was_made() -> None:
    blocks = (Heading(1, words("T"), "t"), Rule(), Paragraph(words(PROVENANCE)))
    page = page_of(*blocks, provenance=PROVENANCE)
    assert page.endswith(f'</main>\n<footer>\n<p id="made-from">{PROVENANCE}</p>\n</footer>\n</body>\n</html>\n')
    assert "<hr>" not in page
    assert html.provenance_in(page) == PROVENANCE
    assert html.provenance_in(page.replace("</footer>", "<p>more</p></footer>")) == ""
    assert html.provenance_in(page_of(*blocks)) == ""
    assert "<hr>\n<p>" in page_of(*blocks)
    without_rule = page_of(blocks[0], blocks[2], provenance=PROVENANCE)
    assert main_of(blocks[0]) in without_rule
    assert html.provenance_in(without_rule) == PROVENANCE


# --- Blocks


def test_blocks_become_the_elements_that_say_what_they_are() -> None:
    assert main_of(
        Heading(2, words("H"), "h"),
        Paragraph((Strong(words("a")), Text(" "), Emphasis(words("b")), Break(), CodeText("c<"))),
        Quote((Paragraph(words("q")), Paragraph(words("r")))),
        Rule(),
    ) == (
        '<h2 id="h">H</h2>\n<p><strong>a</strong> <em>b</em><br><code>c&lt;</code></p>\n'
        "<blockquote>\n<p>q</p>\n<p>r</p>\n</blockquote>\n<hr>"
    )


def test_lists_are_numbered_from_where_they_start_and_hold_lists() -> None:
    inner = List(False, ((Paragraph(words("c")),),))
    assert main_of(List(True, ((Paragraph(words("a")),), (Paragraph(words("b")), inner)), start=3)) == (
        '<ol start="3">\n<li>a</li>\n<li><p>b</p>\n<ul>\n<li>c</li>\n</ul></li>\n</ol>'
    )
    assert main_of(List(True, ((Paragraph(words("a")),),))) == "<ol>\n<li>a</li>\n</ol>"


def test_a_table_has_heads_with_a_scope_and_scrolls_by_itself_under_the_name_of_its_heading() -> None:
    table = Table(
        (words("Name"), words("Figure"), words("Mark")),
        ((words("a"), words("5"), words("x")), (words("b"), (), words("y"))),
        (Alignment.LEFT, Alignment.RIGHT, Alignment.CENTRE),
    )
    assert main_of(Heading(2, words('"Trend"'), "trend"), table).partition("\n")[2] == (
        '<div class="wide" tabindex="0" role="group" aria-label="Table: &quot;Trend&quot;">\n'
        '<table>\n<thead>\n<tr><th scope="col">Name</th><th scope="col" class="right">Figure</th>'
        '<th scope="col" class="center">Mark</th></tr>\n</thead>\n<tbody>\n'
        '<tr><td>a</td><td class="right">5</td><td class="center">x</td></tr>\n'
        '<tr><td>b</td><td class="right"></td><td class="center">y</td></tr>\n</tbody>\n</table>\n</div>'
    )


def test_the_heads_of_long_columns_keep_room_for_their_texts_on_a_small_screen() -> None:
    cells = (words("x" * 12), words("x" * 13), words("x" * 60), words("x" * 61))
    page = page_of(Table(tuple(words(name) for name in "abcd"), (cells,), (Alignment.LEFT,) * 3 + (Alignment.RIGHT,)))
    assert re.findall(r"<th [^>]*>", page) == [
        '<th scope="col">',
        '<th scope="col" class="text">',
        '<th scope="col" class="text">',
        '<th scope="col" class="long right">',
    ]
    assert "<th scope" in page_of(Table((words("a"),), (), (Alignment.LEFT,)))


def test_code_keeps_its_lines_and_scrolls_by_itself() -> None:
    assert main_of(Code("a\n  b")) == (
        '<div class="wide" tabindex="0" role="group" aria-label="Text: T">\n<pre>a\n  b</pre>\n</div>'
    )


def test_a_picture_is_inside_the_page_as_an_image_with_its_alternative_text() -> None:
    data = base64.b64encode(b"<svg/>").decode()
    image = f'<img alt="A &quot;map&quot;" src="data:image/svg+xml;base64,{data}">'
    assert main_of(PictureBlock("map", b"<svg/>", 'A "map"')) == (
        f'<figure class="wide" tabindex="0" role="group" aria-label="Picture: T">\n{image}\n</figure>'
    )
    assert main_of(Paragraph((PictureInline("map", b"<svg/>", 'A "map"'),))) == f"<p>{image}</p>"


def test_the_contents_are_lists_in_lists_whatever_the_level_they_begin_with() -> None:
    entries = tuple(Entry(level, name, words(name.upper())) for level, name in ((3, "a"), (2, "b"), (3, "c"), (2, "d")))
    assert main_of(Contents(entries)) == (
        '<nav aria-label="Contents">\n<ul>\n<li><a href="#a">A</a></li>\n<li><a href="#b">B</a>\n<ul>\n'
        '<li><a href="#c">C</a></li>\n</ul>\n</li>\n<li><a href="#d">D</a></li>\n</ul>\n</nav>'
    )
    web_page(page_of(Contents(entries)).encode())
    web_page(page_of(Contents((*entries, entries[0]))).encode())


# --- Ratings


def test_a_rating_fills_its_cell_and_stands_out_in_a_sentence() -> None:
    red = Rating("R Red", "#d4351c")
    table = Table(
        (words("a"),), (((red, Text(" †1")),), ((Text("New: "), red, Strong(words("!"))),)), (Alignment.RIGHT,)
    )
    page = page_of(Paragraph((red, Text(" to "), Rating("G", None))), table)
    assert '<p><span class="rating on-d4351c">R Red</span> to G</p>' in page
    assert '<td class="on-d4351c right">R Red †1</td>' in page
    assert '<td class="right">New: <span class="rating on-d4351c">R Red</span><strong>!</strong></td>' in page
    assert page.count(".on-d4351c { background: #d4351c; color: #ffffff; }") == 1


NAME = RecordName("action:plans/cohesion/a1", words("A & B"))
PLACE = RecordName("action:plans/cohesion/a1", words("A & B"), is_place=True)


def test_the_place_of_a_record_has_its_address_as_id() -> None:
    assert main_of(Paragraph((PLACE, NAME))) == '<p><span id="action:plans/cohesion/a1">A &amp; B</span>A &amp; B</p>'


def test_the_name_of_a_record_leads_where_the_links_say_but_not_inside_another_link() -> None:
    blocks = (Paragraph((PLACE, NAME, Link("#a", (NAME,)), RecordName("plan:plans/x", words("X")))),)
    links = {"action:plans/cohesion/a1": "../actions.html#a&b"}
    page = html.finish(Document("T", blocks, DAY), links).decode()
    assert (
        '<p><a id="action:plans/cohesion/a1" href="../actions.html#a&amp;b">A &amp; B</a>'
        '<a href="../actions.html#a&amp;b">A &amp; B</a><a href="#a">A &amp; B</a>X</p>'
    ) in page


def test_every_colour_of_the_page_can_be_read_on_its_ground_in_the_light_and_in_the_dark() -> None:
    style = style_of([])
    light, dark = (dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", part)) for part in style.split("@media")[:2])
    assert light.keys() == dark.keys() == {"ink", "paper", "quiet", "line", "band", "link", "mark"}
    for colours in (light, dark):
        for ground in ("paper", "band"):
            assert min(contrast(colours[ink], colours[ground]) for ink in ("ink", "quiet", "link")) >= 4.5
        assert contrast(colours["mark"], colours["paper"]) >= 3


# --- What a record or a template could try

WITHOUT_ATTRIBUTES = "blockquote body br code em footer head hr li pre strong style table tbody thead title tr ul"
SCROLLING = frozenset({"class", "tabindex", "role", "aria-label"})
ALLOWED = {
    **dict.fromkeys(WITHOUT_ATTRIBUTES.split(), frozenset()),
    **dict.fromkeys(("div", "figure"), SCROLLING),
    **dict.fromkeys(("h1", "h2", "main", "p"), frozenset({"id"})),
    **dict.fromkeys(("span", "td"), frozenset({"class"})),
    "a": {"class", "href"},
    "html": {"lang"},
    "img": {"alt", "src"},
    "meta": {"charset", "http-equiv", "content", "name"},
    "nav": {"aria-label"},
    "th": {"scope", "class"},
}
"""Every element of a page, with its attributes."""

ACTIVE = (
    "</title><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "' autofocus onfocus='alert(1)",
    "--><script>alert(1)</script><!--",
    "</pre></div></main><iframe src=//a.example>",
    "<svg><script>alert(1)</script></svg>",
    "&lt;script&gt;",
    "]]><script>",
)


@pytest.mark.parametrize("text", [*injection_texts.MARKDOWN, *injection_texts.TEMPLATES, *ACTIVE])
def test_any_text_in_any_place_is_nothing_but_words(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    line = (
        *words(text),
        Strong(words(text)),
        Emphasis(words(text)),
        CodeText(text),
        Rating(text, "#d4351c"),
        Rating(text, None),
    )
    picture = PictureInline("x", text.encode(), text)
    blocks = (
        Heading(1, line, "a"),
        Contents((Entry(2, "a", line), Entry(3, "a", line))),
        Paragraph((*line, picture, Link("https://a.example/", line))),
        List(False, ((Paragraph(line),), (Paragraph(line), Code(text, text)))),
        Quote((Paragraph(line),)),
        Table((line,), ((line,), (words(text),)), (Alignment.LEFT,)),
        PictureBlock("x", text.encode(), text),
        Paragraph(words(text)),
    )
    page = html.finish(Document(text, blocks, DAY, provenance=text))
    for element in web_page(page).all():
        assert set(element.attributes) <= ALLOWED[element.name], element.name
        if element.name == "a":
            assert element.attributes["href"] in ("#main", "#a", "https://a.example/")
        if element.name == "img":
            assert element.attributes["src"].startswith("data:image/svg+xml;base64,")
    assert web_page(page).all("title")[0].text() == text
    assert words_of_html(page)[-len(text.split()) or None :] == text.split()

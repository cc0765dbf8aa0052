import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.period import Period
from hsp_cli.drawing.picture import Picture
from hsp_cli.formats.markdown import (
    CONTENTS,
    FILTERS,
    Markdown,
    anchor,
    cell,
    escaped,
    files_beside,
    finish,
    header_rule,
    heading,
    mermaid,
    prose,
    row,
    text_tree,
    written,
)
from hsp_cli.papers.body_views import BranchView
from hsp_cli.papers.selection import requested
from hsp_cli.publishing.paper import Finished, finished
from hsp_cli.wording.marked import joined
from tests import injection_texts
from tests.effort import EVERYTHING
from tests.papers.pages import github_anchor, headings, kinds, links, row_lengths, tables, texts
from tests.workspaces import read_workspace, write_files

PROSE = re.compile(r"^\s*- |\*\*(?=\S).+?(?<=\S)\*\*|\n\s*\n", re.MULTILINE | re.DOTALL)
"""What the prose of a record may say by signs: lists, bold words, paragraphs."""


def read(text: str) -> str:
    """What a reader sees of a text that is written into a paragraph."""
    (seen,) = texts(escaped(text))
    return seen


# --- Values


@pytest.mark.parametrize("text", injection_texts.MARKDOWN)
def test_a_text_reads_in_a_paragraph_as_in_the_record(text: str) -> None:
    page = escaped(text)
    assert kinds(page) == ["paragraph_openp", "paragraph_closep"]
    assert texts(page) == [" ".join(text.split())]


@pytest.mark.parametrize("text", injection_texts.MARKDOWN)
def test_a_text_reads_in_a_cell_as_in_the_record_and_makes_no_other_cell(text: str) -> None:
    page = "\n".join((row(("a", "b")), header_rule(("a", "b")), row((text, "after"))))
    assert tables(page) == [[["a", "b"], [" ".join(text.split()), "after"]]]
    assert {cells for _, cells, _ in row_lengths(page)} == {2}


@pytest.mark.parametrize("text", injection_texts.MARKDOWN)
def test_a_text_reads_in_a_heading_as_in_the_record(text: str) -> None:
    page = f"## {escaped(text)}\n"
    assert kinds(page) == ["heading_openh2", "heading_closeh2"]
    assert texts(page) == [" ".join(text.split())]


@given(st.text())
def test_any_text_reads_in_a_paragraph_as_in_the_record(text: str) -> None:
    page = escaped(text)
    seen = " ".join(text.split())
    assert kinds(page) in ([], ["paragraph_openp", "paragraph_closep"])
    assert "".join(texts(page)).split() == _visible(seen).split()


@given(st.text(alphabet="ab \\|`*_~[](){}<>#+-.!&;:/=1'\"$^\n"))
def test_any_mix_of_markdown_characters_reads_in_a_cell_as_in_the_record(text: str) -> None:
    page = "\n".join((row(("a", "b")), header_rule(("a", "b")), row((text, "after"))))
    assert tables(page) == [[["a", "b"], [" ".join(text.split()), "after"]]]


def _visible(text: str) -> str:
    """The text without what a page does not keep: controls, which nobody could see."""
    return "".join(character for character in text if character not in CONTROLS).replace("\0", "\ufffd")


CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))))


@pytest.mark.parametrize("text", injection_texts.SCREEN)
def test_no_control_character_gets_into_a_page(text: str) -> None:
    for page in (escaped(text), cell(text), prose(text), row([text])):
        assert CONTROLS.isdisjoint(page.replace("\n", ""))


def test_one_tilde_is_escaped_like_two_since_code_hosts_strike_through_with_one() -> None:
    assert escaped("~about~ 5") == r"\~about\~ 5"


@pytest.mark.parametrize("address", ["http://a.example", "HTTPS://a.example", "ftp://a.example", "www.a.example"])
def test_an_address_is_no_link_not_even_where_renderers_look_for_bare_ones(address: str) -> None:
    assert re.search(r"(?i)(?:https?|ftp)://|www\.", escaped(f"see {address}.")) is None
    assert read(f"see {address}.") == f"see {address}."


def test_words_with_signs_that_mean_nothing_stay_as_they_are() -> None:
    for text in (
        "C2",
        "-5%",
        "snake_case",
        "e.g. 5 + 3 = 8",
        "10-12",
        "Adults & Housing",
        "B&Q",
        "3.5",
        "a - b",
        "#12",
    ):
        assert escaped(text) == text


# --- Prose


def test_prose_keeps_paragraphs_lists_and_bold_words() -> None:
    text = "First line\nruns on.\n\n- one\n- **two** and\n  a half\n\nLast **words**.\n"
    assert prose(text) == "First line runs on.\n\n- one\n- **two** and a half\n\nLast **words**."


def test_a_list_may_follow_its_sentence_without_a_blank_line() -> None:
    assert prose("Two things:\n- one\n- two\nand on") == "Two things:\n\n- one\n- two and on"


def test_text_after_a_list_and_a_blank_line_is_a_paragraph_again() -> None:
    assert prose("- one\n\nAfter.") == "- one\n\nAfter."


def test_prose_in_a_cell_runs_on() -> None:
    assert cell("Two things:\n\n- one\n- two\n\nAfter.") == "Two things: one; two After."


@pytest.mark.parametrize("text", ["**", "** x **", "a ** b", "**x", "x**", "*x*", "***"])
def test_asterisks_that_embrace_no_words_are_asterisks(text: str) -> None:
    assert kinds(prose(text)) == ["paragraph_openp", "paragraph_closep"]
    assert texts(prose(text)) == [" ".join(text.split())]


def test_what_is_bold_is_escaped_inside() -> None:
    assert prose("**[a](b) | c**") == r"**\[a\](b) \| c**"


def test_an_empty_item_of_a_list_leaves_no_trailing_blank() -> None:
    assert all(line == line.rstrip() for line in prose("- \n- x\n").splitlines())


@pytest.mark.parametrize("text", [text for text in injection_texts.MARKDOWN if not PROSE.search(text)])
def test_prose_without_its_few_signs_is_a_paragraph_that_reads_as_in_the_record(text: str) -> None:
    assert kinds(prose(text)) == ["paragraph_openp", "paragraph_closep"]
    assert texts(prose(text)) == [" ".join(text.split())]


@given(st.text(alphabet="ab-* \n#1.>`|_\\"))
def test_prose_makes_paragraphs_lists_and_bold_words_and_nothing_else(text: str) -> None:
    allowed = {"paragraph", "bullet_list", "list_item", "strong"}
    assert {re.sub(r"_(?:open|close)\w*$", "", kind) for kind in kinds(prose(text))} <= allowed


# --- Rows and what is Markdown already


def test_a_row_writes_its_values_and_keeps_what_is_markdown() -> None:
    assert row((1, "a|b", Markdown("**c**"))) == r"| 1 | a\|b | **c** |"


def test_the_rule_below_the_heads_aligns_the_last_columns_to_the_right() -> None:
    assert header_rule(("a", "b", "c"), right=2) == "| --- | ---: | ---: |"
    assert header_rule(("a", "b", "c")) == "| --- | --- | --- |"


def test_texts_are_joined_with_what_stands_between_them_or_with_nothing() -> None:
    assert joined(("a*", 1), "; ") == "a*; 1"
    assert joined(("a*", 1)) == "a*1"


@pytest.mark.parametrize("write", [written, cell, prose])
def test_what_is_markdown_is_written_once(write: Any) -> None:
    assert write(write("a*b")) == write("a*b") == r"a\*b"


# --- Anchors


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Red risks this quarter", "red-risks-this-quarter"),
        ("Data Quality/Information Sharing", "data-qualityinformation-sharing"),
        ("Priority 1 - Environment", "priority-1---environment"),
        ("snake_case & more", "snake_case--more"),
        ("What we did –", "what-we-did-"),
        ("Ålesund’s CO₂ in 3½ years", "ålesunds-co-in-3-years"),
        ("हिन्दी", "हिन्दी"),
        ("Phase Ⅱ", "phase-ⅱ"),
    ],
)
def test_an_anchor_is_named_as_renderers_name_it(words: str, name: str) -> None:
    assert anchor(words, {}) == name


def test_headings_of_one_name_are_counted() -> None:
    taken: dict[str, int] = {}
    assert [anchor("Homes", taken) for _ in range(3)] == ["homes", "homes-1", "homes-2"]


# --- The whole paper: hostile words in every field of every record


PLAIN = "Qx"


def paper_with(text: str, prose_text: str, root: Path) -> str:
    """A paper in which every text of every record is the given one."""
    return finished_with(text, prose_text, root).made().page.decode()


def finished_with(text: str, prose_text: str, root: Path) -> Finished:
    """The same for any format."""
    period = "Q1-2024"
    action = {"id": "a", "text": prose_text, "owners": [text, {"who": text, "role": text}], "due": {"as_written": text}}
    outcome = {"text": prose_text}

    def section(name: str, part: str | None) -> dict[str, Any]:
        inner = [] if part is None else [section(f"{name}-below", None)]
        content = [
            {"text": prose_text},
            {"action": {**action, "id": f"{name}-a"}},
            {"indicators": ["one"]},
            {"series": {"indicators": ["one", "two"], "periods": [period]}},
        ]
        return {"id": name, "title": text, **({"part": part} if part else {}), "content": content, "sections": inner}

    parts = ("introduction", "priorities", "exceptions", "other", "risks", "risk-appendix")
    records: dict[str, dict[str, Any]] = {
        "data/partnership.yaml": {
            "id": "p",
            "name": text,
            "calendar": {"year_starts": 1},
            "rag": {
                "levels": [
                    {"code": "G", "name": text, "colour": "green", "at_least": 0},
                    {"code": text, "name": text, "colour": text, "exception": True},
                ]
            },
            "risk_matrix": {
                "likelihood": [{"code": "A", "name": text}, {"code": "B", "name": text}],
                "impact": [{"code": "1", "name": text}],
                "zones": [{"id": "red", "name": text, "red": True}],
                "cells": {"A": {"1": "red"}, "B": {"1": "red"}},
            },
            "exceptions": {"priorities": ["home"], "other_title": text},
            "priorities": [{"id": "home", "title": text}],
            "bodies": [{"id": "board", "name": text}],
            "risk_themes": [{"id": "theme", "title": text}],
        },
        "data/indicators/one.yaml": {
            "id": "one",
            "title": text,
            "code": text,
            "unit": text,
            "better": "higher",
            "priority": "home",
            "figures": {period: {"text": text, "target_text": text}},
            "assessments": {period: {"rag": text, "direction": "down", "comment": prose_text}},
        },
        "data/indicators/two.yaml": {
            "id": "two",
            "title": text,
            "unit": text,
            "better": "higher",
            "figures": {period: {"status": "awaited"}},
            "assessments": {period: {"rag": text, "comment": prose_text, "as_at": "Q4-2023"}},
        },
        "data/risks/board.yaml": {
            "id": "board",
            "title": text,
            "body": "board",
            "risks": [
                {
                    "id": "r",
                    "title": text,
                    "ratings": {"Q4-2023": {"rating": "B1"}, period: {"rating": "A1", "reason": prose_text}},
                    "controls": [text, text],
                    "planned_controls": [text],
                    "theme": "theme",
                }
            ],
        },
        "data/meetings/m.yaml": {
            "id": "m",
            "title": text,
            "body": "board",
            "on": "2024-01-15",
            "actions": [
                {**action, "id": "b", "outcome": outcome},
                {**action, "id": "c", "outcome": {**outcome, "starred": True}},
            ],
        },
        "data/papers/q.yaml": {
            "id": "q",
            "title": text,
            "report": "morning-report",
            "body": "board",
            "quarter": period,
            "previous_meetings": ["m"],
            "sections": [section(part, part) for part in parts],
        },
    }
    files = {path: json.dumps(record, indent=1) for path, record in records.items()}
    reading = read_workspace(write_files(root, files))
    assert reading.diagnostics == ()
    assert reading.workspace is not None
    quarter = Period.parse(period, reading.workspace.partnership.calendar)
    return finished(reading, requested(reading.workspace, None, quarter, date(2024, 4, 15)), [])


@pytest.fixture(scope="module")
def plain_paper(tmp_path_factory: pytest.TempPathFactory) -> str:
    return paper_with(PLAIN, PLAIN, tmp_path_factory.mktemp("plain"))


# Every payload is tried together with others in every paper of Harrow, and alone by `make laws`.
@pytest.mark.parametrize("text", injection_texts.MARKDOWN[:: 1 if EVERYTHING else 3])
def test_hostile_words_change_nothing_in_a_paper_but_the_words(text: str, plain_paper: str, tmp_path: Path) -> None:
    text = text.rstrip()
    seen = " ".join(text.split())
    prose_text = PLAIN if PROSE.search(text) else text
    page = paper_with(text, prose_text, tmp_path)
    assert kinds(page) == kinds(plain_paper)
    expected = [words.replace(PLAIN, seen) for words in texts(plain_paper)]
    found = [words.replace(PLAIN, seen) for words in texts(page)]
    without_digest = -1
    assert found[:without_digest] == expected[:without_digest]
    assert [cells == head for _, cells, head in row_lengths(page)] == [True] * len(list(row_lengths(plain_paper)))


# --- Headings and contents


def test_a_heading_has_a_sign_a_level_and_six_at_most() -> None:
    assert [heading(level) for level in (1, 2, 6, 7)] == ["#", "##", "######", "######"]


def page_of(*lines: str) -> str:
    return finish("\n\n".join(("# Paper", "## Contents", CONTENTS, *lines)) + "\n").decode()


def test_main_headings_and_those_below_them_are_listed_with_links() -> None:
    assert page_of("## One", "### Two", "#### Three", "## Four") == (
        "# Paper\n\n## Contents\n\n- [One](#one)\n  - [Two](#two)\n- [Four](#four)\n\n"
        "## One\n\n### Two\n\n#### Three\n\n## Four\n"
    )


def test_headings_of_one_name_have_links_of_their_own_even_where_one_of_them_is_not_listed() -> None:
    page = page_of("## One", "#### Homes", "### Homes", "## Homes")
    assert [link.target for link in links(page)] == ["#one", "#homes-1", "#homes-2"]


def test_blank_lines_that_a_template_leaves_are_taken_out() -> None:
    assert finish("# A\n\n\n\n\nb\n") == b"# A\n\nb\n"


@pytest.mark.parametrize("text", injection_texts.MARKDOWN)
def test_a_heading_of_any_words_is_listed_by_them_and_can_be_reached(text: str) -> None:
    page = page_of(f"## {escaped(text)}", "## After")
    taken: list[str] = []
    anchors = [github_anchor(found.words, taken) for found in headings(page)]
    assert [link.target for link in links(page)] == [_target(anchor) for anchor in anchors[2:]]
    assert [link.words for link in links(page)] == [" ".join(text.split()), "After"]


def _target(anchor: str) -> str:
    """As a renderer writes it: percent for every byte that is not ASCII."""
    return "#" + "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in anchor)


# --- Structures

STRUCTURE = (
    BranchView(
        "board",
        "Board",
        False,
        (
            BranchView("end", "The [End] Group", True, (BranchView("below", "Below", False, ()),)),
            BranchView("last", "Last", False, (BranchView("under", "Under", False, ()),)),
        ),
    ),
    BranchView("other", "Other", False, ()),
)


def test_a_structure_is_lines_with_joints() -> None:
    assert text_tree(STRUCTURE).splitlines() == [
        "Board",
        "├─ The End Group (proposed)",
        "│  └─ Below",
        "└─ Last",
        "   └─ Under",
        "Other",
    ]


def test_a_structure_is_a_diagram_with_what_is_proposed_rounded_and_dashed() -> None:
    assert mermaid(STRUCTURE).splitlines() == [
        "flowchart TD",
        '    body-board["Board"]',
        '    body-end(["The End Group"])',
        '    body-below["Below"]',
        '    body-last["Last"]',
        '    body-under["Under"]',
        '    body-other["Other"]',
        "    body-board -.-> body-end",
        "    body-board --> body-last",
        "    body-end --> body-below",
        "    body-last --> body-under",
    ]


# --- Pictures


def test_a_picture_is_a_link_to_its_file_with_the_alternative_text() -> None:
    drawn = Picture("paper-map", "<svg/>", "A [map] of *Harrow*")
    link = FILTERS["picture"](drawn)
    assert link == r"![A \[map\] of \*Harrow\*](paper-map.svg)"
    assert written(link) == link


def test_only_pictures_that_the_page_shows_are_written_beside_it() -> None:
    shown, other = Picture("a", "<svg>é</svg>", "A"), Picture("b", "<svg/>", "B")
    assert files_beside(f"# Paper\n\n{FILTERS['picture'](shown)}\n", (shown, other)) == {
        "a.svg": "<svg>é</svg>".encode()
    }

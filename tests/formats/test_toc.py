import pytest

from hsp_cli.formats.markdown import escaped
from hsp_cli.formats.toc import MARK, with_contents
from tests import hostile_texts
from tests.papers.pages import github_anchor, headings, links


def page_of(*headings: str) -> str:
    return with_contents("\n\n".join(("# Paper", "## Contents", MARK, *headings)) + "\n")


def test_main_headings_and_those_below_them_are_listed_with_links() -> None:
    assert page_of("## One", "### Two", "#### Three", "## Four") == (
        "# Paper\n\n## Contents\n\n- [One](#one)\n  - [Two](#two)\n- [Four](#four)\n\n"
        "## One\n\n### Two\n\n#### Three\n\n## Four\n"
    )


def test_headings_of_one_name_have_links_of_their_own_even_where_one_of_them_is_not_listed() -> None:
    page = page_of("## One", "#### Homes", "### Homes", "## Homes")
    assert [link.target for link in links(page)] == ["#one", "#homes-1", "#homes-2"]


def test_blank_lines_that_a_template_leaves_are_taken_out() -> None:
    assert with_contents("# A\n\n\n\n\nb\n") == "# A\n\nb\n"


@pytest.mark.parametrize("text", hostile_texts.MARKDOWN)
def test_a_heading_of_any_words_is_listed_by_them_and_can_be_reached(text: str) -> None:
    page = page_of(f"## {escaped(text)}", "## After")
    taken: list[str] = []
    anchors = [github_anchor(heading.words, taken) for heading in headings(page)]
    assert [link.target for link in links(page)] == [_target(anchor) for anchor in anchors[2:]]
    assert [link.words for link in links(page)] == [" ".join(text.split()), "After"]


def _target(anchor: str) -> str:
    """As a renderer writes it: percent for every byte that is not ASCII."""
    return "#" + "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in anchor)

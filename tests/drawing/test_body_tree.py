import re
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from hsp_cli.drawing.body_tree import body_tree
from tests import injection_texts

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Body:
    """A body, with those below it."""

    name: str
    below: tuple["Body", ...] = ()
    is_proposed: bool = False


@dataclass(frozen=True)
class Box:
    """A box of the picture: its place, its words, and whether it is dashed."""

    left: float
    top: float
    width: float
    height: float
    words: str
    is_dashed: bool


TREE = (
    Body("Partnership", (Body("Board", (Body("Executive"), Body("Forum", is_proposed=True))), Body("Section"))),
    Body("Office"),
)


def boxes(*bodies: Body) -> list[Box]:
    root = ElementTree.fromstring(body_tree(bodies, "tree").svg)
    frames = [one for one in root.iter(f"{SVG}rect") if one.get("rx")]
    texts = list(root.iter(f"{SVG}text"))
    found = []
    for frame in frames:
        left, top, width, height = (float(frame.attrib[key]) for key in ("x", "y", "width", "height"))
        inside = [one.text or "" for one in texts if is_inside(one, left, top, width, height)]
        found.append(Box(left, top, width, height, " ".join(inside), frame.get("stroke-dasharray") != "none"))
    return found


def is_inside(text: ElementTree.Element, left: float, top: float, width: float, height: float) -> bool:
    return left < float(text.attrib["x"]) < left + width and top < float(text.attrib["y"]) < top + height


def test_each_body_is_a_box_below_and_right_of_the_one_above() -> None:
    found = boxes(*TREE)
    assert [(one.words, one.left) for one in found] == [
        ("Partnership", 12),
        ("Board", 44),
        ("Executive", 76),
        ("Forum (proposed)", 76),
        ("Section", 44),
        ("Office", 12),
    ]
    for above, below in pairwise(found):
        assert below.top == pytest.approx(above.top + above.height + 9)


def test_a_proposed_body_and_the_line_to_it_are_dashed() -> None:
    assert [one.words for one in boxes(*TREE) if one.is_dashed] == ["Forum (proposed)"]
    paths = re.findall(r'<path d="([^"]+)"[^>]*stroke-dasharray="5 3"', body_tree(TREE, "tree").svg)
    forum = next(one for one in boxes(*TREE) if one.is_dashed)
    (line,) = paths
    middle = forum.top + forum.height / 2
    assert [float(number) for number in line.rpartition("L")[2].split()] == [forum.left, pytest.approx(middle)]


def test_the_alternative_text_says_which_body_is_below_which() -> None:
    assert body_tree(TREE, "tree").alternative == (
        "The structure. Below Partnership: Board, Section. Below Board: Executive, Forum (proposed)."
    )
    assert body_tree(TREE[1:], "tree").alternative == "The structure. Office."


@pytest.mark.parametrize("depth", [1, 3, 5, 12])
def test_boxes_do_not_overlap_and_keep_their_words_however_long_they_are(depth: int) -> None:
    name = "Community Cohesion and Voluntary Sector Management Group"
    branch = Body(name)
    for level in range(depth - 1):
        branch = Body(f"{name} {level}", (branch, Body(name), Body("Short")))
    found = boxes(branch, Body(name * 3))
    assert sum(len(one.words.replace(" ", "")) for one in found) == sum(
        len(text.replace(" ", "")) for text in names(branch, Body(name * 3))
    )
    assert all(above.top + above.height < below.top for above, below in pairwise(found))
    width = float(ElementTree.fromstring(body_tree((branch,), "tree").svg).attrib["width"])
    assert width <= 720
    assert max(one.left + one.width for one in found) <= 720 - 12


def test_the_picture_is_wider_where_bodies_are_deep() -> None:
    branch = Body("Working Group")
    for _ in range(30):
        branch = Body("Group", (branch,))
    found = boxes(branch)
    assert found[-1].left == 12 + 30 * 32
    width = float(ElementTree.fromstring(body_tree((branch,), "tree").svg).attrib["width"])
    assert width == pytest.approx(max(one.left + one.width for one in found) + 12, abs=0.02)


def names(*bodies: Body) -> list[str]:
    return [text for body in bodies for text in (body.name, *names(*body.below))]


@pytest.mark.parametrize("text", injection_texts.MARKDOWN)
def test_any_name_is_nothing_but_words(text: str) -> None:
    elements = {one.tag.removeprefix(SVG) for one in ElementTree.fromstring(body_tree((Body(text),), "x").svg).iter()}
    assert elements <= {"svg", "title", "desc", "rect", "text"}
    assert "".join(one.words for one in boxes(Body(text))).split() == text.split() or len(text) > 30

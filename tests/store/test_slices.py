"""Places in a slice of a file have to be those of a walk through the whole file, for every node and in every style."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from hsp_cli.domain.finding import Key
from hsp_cli.store import slices, source_map
from hsp_cli.store.source_map import SourceMap, read_source_map
from hsp_cli.store.unsupported import may_use_unsupported_yaml
from hsp_cli.store.yaml_libraries import load_fast
from tests.security.documents import damaged, document
from tests.security.shapes import MEANING
from tests.workspaces import SHIPPED

pytest.importorskip("yaml_rs", reason="without the fast library every file is walked as a whole")


@pytest.fixture(autouse=True)
def every_text_is_sliced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices as small as possible, however small the text and however many there are."""
    monkeypatch.setattr(source_map, "_COST_OF_SLICE", -1_000_000)
    monkeypatch.setattr(slices, "SMALL", 0)
    monkeypatch.setattr(source_map, "_MIN_SLICED", 0)


def nodes(data: Any, keys: tuple[Key, ...] = ()) -> Iterator[tuple[Key, ...]]:
    """The keys of every node, and of one that does not exist below each."""
    yield keys
    yield (*keys, "nowhere")
    if isinstance(data, dict):
        for key, value in data.items():
            yield from nodes(value, (*keys, str(key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from nodes(value, (*keys, index))


def places(source: SourceMap, keys: tuple[Key, ...]) -> tuple[tuple[int, int], tuple[int, int], int]:
    return source.find(keys), source.find(keys, on_key=True), source.last_line(keys)


def slices_of(text: str) -> int:
    """How many nodes of a text were found in a slice; fails where a place is not that of the whole walk."""
    whole = read_source_map(text)
    try:
        data = load_fast(text)
    except BaseException:  # such a file is refused, and has no findings of rules
        return 0
    if whole.problems:
        return 0
    found = 0
    for keys in nodes(data):
        fresh = read_source_map(text)
        assert places(fresh, keys) == places(whole, keys), (keys, text)
        found += fresh._slice_at(keys) is not None
    return found


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_place_of_a_shipped_file_is_that_of_the_whole_walk(path) -> None:
    text = path.read_text(encoding="utf-8")
    data = list(nodes(load_fast(text)))
    whole = read_source_map(text)
    assert whole.problems == ()
    for keys in data[:: 1 + len(data) // 20]:
        assert places(read_source_map(text), keys) == places(whole, keys), keys
    assert (read_source_map(text)._slice_at(data[-1]) is None) == may_use_unsupported_yaml(text, text.encode())


AWKWARD = {
    "a key in a quoted text": 'a: "x\nb: 1\n"\nb: 2\n',
    "a key in a text in single quotes": "a: 'x\nb: 1\n'\nb: 2\n",
    "a quoted text instead of a key": 'b: "x\nb: 1\n "\nc: 2\n',
    "a dash in a quoted text": 'a:\n- "x\n- y"\n- z\n',
    "as many dashes as items, in a quoted text": 'a: ["\n  - x\n  "]\nb: 1\n',
    "as many dashes as items behind a colon": 'a: [":\n  - x\n  "]\nb: 1\n',
    "keys in brackets over lines": "a: [x,\n  y: 1,\n  z: 2]\nb: 1\n",
    "keys in braces over lines": "a: {x: 1,\n  y: 1,\n  z: 2}\nb: 1\n",
    "braces on the next line": "a:\n  {x: 1,\n  y: 2}\nb: 1\n",
    "brackets on the next line": "a:\n  [x,\n  y]\nb: 1\n",
    "brackets to the margin": "a: [\nx, y\n]\nb: 1\n",
    "keys in a block of text": "a: |\n  b: 1\n  - x\nb: 2\nc: >-\n  b: 3\n\nd: 4\n",
    "an indented block of text": "a:\n  b: |2\n      c: 1\n  c: 2\n",
    "a text over lines": "a: x\n  y\n  z\nb:\n  - one\n    two\n  - three\n",
    "comments at every indentation": "# a: 1\na: # b: 1\n  # c: 1\n# d: 1\n  b: 1 # c\n  # e\n  c: 2\n# f\n",
    "lists at the indentation of their key": "a:\n- b:\n  - c\n  - d\n  e: 1\n- f\ng:\n- h\n",
    "lists in lists": "a:\n- - - x\n    - y\n  - z\n-   - w\n".replace("\n-   -", "\n- -"),
    "mappings behind wide dashes": "a:\n-   b: 1\n    c: 2\n-\n  d: 1\n  e: [1]\n- # words\n  f: 1\n",
    "a dash at the end": "a:\n  - x\n  -",
    "empty values": "a:\nb:\n  c:\n  d:\ne: []\nf: {}\ng:\n",
    "quoted keys": '"a b": 1\n\'c d\':\n  "e": 1\n  "f:": 2\n  f: 3\n"g" : 4\n',
    "keys with blanks before the colon": "a  : 1\nb :\n  c : 2\n",
    "keys with signs": "a (b): 1\nc/d: 2\n2010/11: {x: 1}\nQ1 2010/11:\n  x: 2\né: 3\n",
    "keys that are no texts": "1: a\n1.5: b\ntrue: c\nnull: d\n0x10: e\n",
    "keys of one name": "1: a\n'1': b\n",
    "explicit keys": "? a\n: 1\n? b\n? c\n",
    "explicit keys below": "a:\n  ? b\n  : 1\n  ?\n    c\n  : 2\nd: 1\n",
    "an explicit key at the end of a value": "a:\n- b: 1\n- ? c\nd: 1\n",
    "periods by another spelling": "figures:\n  Q1 2010/11: {actual: 1}\n  'Q2 2010/11':\n    actual: 2\n",
    "an indented record": "  a: 1\n  b:\n    c: 2\n",
    "a document start": "---\na: 1\nb:\n  c: 1\n",
    "returns and line feeds": "a: 1\r\nb:\r\n  - c: 1\r\n    d: 2\r\n  - e\r\n\r\nf: |\r\n  x\r\n",
    "returns alone": "a: 1\rb:\r  c: 2\r",
    "returns in the middle": "a: x\r  y\nb:\n  c: 2\n",
    "line ends of Unicode": "a: 'x\x85b: 1'\nb: 2\n",
    "a mark of byte order": "\ufeffa: 1\nb:\n  c: 1\n",
    "tabs": "a:\t1\nb:\t\n  c: 1\t# x\n  d: x\ty\n-\t: 1\n".replace("-\t: 1\n", ""),
    "tabs behind dashes": "a:\n  -\tx\n  - y\n",
    "blank lines with blanks": "a:\n   \n  b: 1\n      \n\nc: 2\n   \n",
    "no line end": "a:\n  b:\n    c: 1",
    "question marks": "a: [Is it?, ?x, a ? b, ??]\nb: Is it?\nc:\n  - ?x\n",
    "hard blanks": "a:\n  \u00a0b: 1\n  c: 2\n",
    "one long key": "a:\n  b: 1\n" + "x" * 600 + ":\n  c: 1\n",
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_every_place_of_an_awkward_file_is_that_of_the_whole_walk(text: str) -> None:
    slices_of(text)


@pytest.mark.parametrize("text", [text for text, data in MEANING.items() if isinstance(data, dict | list)])
def test_every_place_of_every_shape_is_that_of_the_whole_walk(text: str) -> None:
    slices_of(text)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("lists at the indentation of their key", 14),
        ("returns and line feeds", 14),
        ("comments at every indentation", 6),
    ],
)
def test_what_is_written_in_blocks_is_found_in_slices(name: str, count: int) -> None:
    assert slices_of(AWKWARD[name]) >= count


def test_every_place_of_documents_made_by_chance_is_that_of_the_whole_walk() -> None:
    found = 0
    for seed in range(200):
        chance = random.Random(seed)
        text, _ = document(chance, named=seed % 2 == 0)
        found += slices_of(text) + slices_of(text.replace("\n", "\r\n")) + slices_of(damaged(text, chance))
    assert found > 2_500


MISLEADING = (
    'k{n}: "x\n{pad}k{m}: 1\n{pad}"',
    "k{n}: [x,\n{pad}k{m}: 1,\n{pad}- ]",
    "k{n}: '\n{pad}- x'",
    "k{n}: |\n{pad} k{m}: 1\n{pad} - x",
    "k{n}: {{k{m}: 1,\n{pad}k: 2}}",
    "k{n}:\n{pad}- x\n{pad}- k{m}: 1",
    "k{n}: # k{m}:\n{pad} k{m}: 1\n{pad} k: [\n{pad}- x]",
    'k{n}: ["\n{pad}- x", "\n{pad}- y\n{pad}"]',
    "# k{m}: 1\nk{n}: x\n{pad} k",
    "k{n}:\n{pad}- - x\n{pad}  - y\n{pad}-\n{pad}  k{m}: z",
)


def test_lines_that_look_like_keys_and_items_mislead_nobody() -> None:
    for seed in range(400):
        chance = random.Random(seed)
        lines = []
        for n in range(chance.randrange(1, 5)):
            pad = " " * chance.choice((0, 0, 1, 2, 4))
            lines.append(chance.choice(MISLEADING).format(n=n, m=chance.randrange(5), pad=pad))
        text = "\n".join(lines) + "\n"
        if chance.random() < 0.5:
            text = "top:\n" + "".join(f"  {line}\n" for line in text.splitlines())
        slices_of(text)


@pytest.mark.parametrize(
    ("text", "keys", "part", "lines_above"),
    [
        ("a:\n-   b: 1\n    c: 2\n- d: 3\n", ("a", 0, "c"), "    c: 2\n", 2),
        ("a:\n- - b\n  - c: 1\n    d: 2\n- e\n", ("a", 0, 1, "d"), "    d: 2\n", 3),
        ("a:\n  b: 1\n  c:\n    d: 1\n    e: 2\nf: 3\n", ("a", "c", "e"), "    e: 2\n", 4),
        ("a:\n  b:\n  - c\n  - d\ne: 1\n", ("a", "b", 1), "  - d\n", 3),
    ],
)
def test_a_slice_is_the_lines_of_the_value_and_no_others(
    text: str, keys: tuple[Key, ...], part: str, lines_above: int
) -> None:
    found = slices.Slicer(text, load_fast(text)).slice_at(keys)
    assert found is not None
    assert (found.text, found.lines_above) == (part, lines_above)


def test_many_places_cost_no_more_than_twice_the_whole_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_map, "_COST_OF_SLICE", 100)
    text = "a:\n" + "".join(f"  - b: {number}\n" for number in range(1_000))
    walked: list[int] = []
    events = source_map._events

    def counted(part: str) -> Iterator[Any]:
        walked.append(len(part))
        return events(part)

    monkeypatch.setattr(source_map, "_events", counted)
    source = read_source_map(text)
    assert [source.find(("a", number, "b")) for number in range(1_000)] == [(number + 2, 8) for number in range(1_000)]
    assert walked.count(len(text)) == 1
    assert len(walked) > 50
    assert sum(walked) < 2 * len(text)


def test_a_text_that_the_fast_library_refuses_is_walked_as_a_whole() -> None:
    assert read_source_map("a: 1\nb: [\n").find(("a",)) == (1, 4)
    assert read_source_map("a: &x 1\nb: *x\n").find(("b",)) == (2, 4)

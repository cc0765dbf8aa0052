"""What is read means one thing, with either loader, whatever it is; and what is read is what was meant."""

import json
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from hsp_cli.checking.loader import Loaded
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.parsing import parse
from tests.checks import diagnostics_of
from tests.effort import examples
from tests.security.documents import damaged, document
from tests.security.shapes import MEANING, REFUSED
from tests.workspaces import PARTNERSHIP, SHIPPED, read_workspace, write_files

HERE = "data/indicators/ni-1.yaml"
START = "id: ni-1\nunit: people\nbetter: higher\n"
DAY = date(2010, 9, 27)


@contextmanager
def slow() -> Iterator[None]:
    """The loader behind the fast one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "yaml_rs", None)
        yield


def read(text: str | bytes) -> Any:
    """What the guard and a loader make of a text; `...` where it is refused."""
    try:
        return parse(guarded_text(text.encode() if isinstance(text, str) else text))
    except Refused:
        return ...


def with_both(text: str | bytes) -> tuple[Any, Any]:
    fast = read(text)
    with slow():
        return fast, read(text)


def alike(one: Any, other: Any) -> bool:
    """The same data with the same types, keys in the same order."""
    return repr(one) == repr(other)


def unblanked(value: Any) -> Any:
    """Data without the line breaks at the end of texts, nor texts of nothing but blanks.

    Of a block of blank lines, and of a block that ends with the file and not with a line break, the loaders differ.
    """
    if isinstance(value, dict):
        return {key: unblanked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [unblanked(item) for item in value]
    return ("" if not value.strip() else value.rstrip("\n")) if isinstance(value, str) else value


# --- Shapes


@pytest.mark.parametrize(("text", "value"), MEANING.items())
def test_a_shape_means_the_same_to_both_loaders(text: str, value: Any) -> None:
    fast, slow_one = with_both(text)
    assert alike(fast, value)
    assert alike(slow_one, value)


@pytest.mark.parametrize("text", REFUSED)
def test_a_shape_that_is_none_is_refused_by_both(text: str) -> None:
    assert with_both(text) == (..., ...)


def test_there_are_enough_shapes() -> None:
    assert len(MEANING) + len(REFUSED) >= 150


def test_a_character_in_two_escapes_is_read_and_placed_as_any_other(workspace: Any) -> None:
    content = START + 'title: "\\ud83d\\ude00 é"\nnote: |\n  <<\nextra: 1\n'
    reading = workspace({HERE: content})
    assert [(one.line, one.column, one.code) for one in reading.diagnostics] == [(7, 1, "unknown-key")]
    assert read(content.replace("extra: 1\n", ""))["title"] == "😀 é"
    assert read('a: "\\ud83d"\n') is read('a: "\\ude00\\ud83d"\n') is ...


@pytest.mark.parametrize("start", ["%YAML 1.3\n---\n", "%YAML 9.9\n---\n", "%YAML 1.3\n%TAG ! ?\n---\n"])
def test_a_version_of_yaml_that_nobody_knows_is_refused_though_there_is_a_question(start: str) -> None:
    # Found by the fuzzer: the parser that is asked when there is a question mark has failures of its own.
    with pytest.raises(Refused) as refused:
        guarded_text(f"{start}a: [is it?\n".encode())
    assert refused.value.problems[0].line >= 1


# --- Scalars, through to the record


VALUES: dict[str, Any] = {
    # --- Figures, kept as they were typed
    "actual: 1": Decimal(1), "actual: -1": Decimal(-1), "actual: +1": Decimal(1), "actual: 0": Decimal(0),
    "actual: 0.1": Decimal("0.1"), "actual: .5": Decimal("0.5"), "actual: 5.": Decimal(5), "actual: 6.80": Decimal("6.8"),
    "actual: '6.80'": Decimal("6.80"), 'actual: "0.30"': Decimal("0.30"), "actual: 1e3": Decimal(1000),
    "actual: 1.5e-3": Decimal("0.0015"), "actual: 0o14": Decimal(12), "actual: 014": Decimal(14), "actual: 007": Decimal(7),
    "actual: 0x1F": Decimal(31), "actual: 1_000": Decimal(1000), "actual: '1e3'": Decimal(1000), "actual: -0": Decimal(0),
    "actual: 123456789012345678901234567890": Decimal(123456789012345678901234567890), "actual: 100.0": Decimal(100),
    "actual: 33.333333333333336": Decimal("33.333333333333336"), "actual: 0.30000000000000004": Decimal("0.30000000000000004"),
    # --- Not figures
    "actual: 1,000": ..., "actual: 69%": ..., "actual: £5": ..., "actual: 1e400": ..., "actual: .inf": ..., "actual: -.inf": ...,
    "actual: .nan": ..., "actual: nan": ..., "actual: true": ..., "actual: yes": ..., "actual: 22:30": ..., "actual: 2010-04-01": ...,
    "actual: [1]": ..., "actual: {a: 1}": ..., "actual: ''": ..., "actual: n/a": ..., "actual: 1 2": ..., "actual: --1": ...,
    "actual: 0b11": Decimal(3), "actual: '1_000'": Decimal(1000), "actual: 'inf'": ..., "actual: 'sNaN'": ..., "actual: ١": Decimal(1),
    "actual: 1234567890123456789012345678901": ..., "actual:": None, "actual: ~": None, "actual: null": None,
    # --- Words
    "text: no": "no", "text: NO": "NO", "text: yes": "yes", "text: on": "on", "text: off": "off", "text: y": "y", "text: n": "n",
    "text: 22:30": "22:30", "text: 1:30:00": "1:30:00", "text: 2010-04-01": "2010-04-01", "text: 2010-02-30": "2010-02-30",
    "text: 01/04/2010": "01/04/2010", "text: 2010/11": "2010/11", "text: Q1-2010": "Q1-2010", "text: 69%": "69%", "text: £5": "£5",
    "text: 1,000": "1,000", "text: '1'": "1", "text: 'true'": "true", "text: '~'": "~", "text: none": "none", "text: nan": "nan",
    "text: '0123'": "0123", "text: a#b": "a#b", "text: '#1'": "#1", "text: =": "=", "text: a\u00a0b": "a\u00a0b",
    "text: 1": ..., "text: 1.0": ..., "text: true": ..., "text: TRUE": ..., "text: .nan": ..., "text: 0x1F": ..., "text: []": ...,
    "text: ''": ..., "text: ~": None, "text:": None,
}  # fmt: skip
"""A key of a figure, as a person may write it, and what the record holds then; `...` where it is refused."""


@pytest.mark.parametrize("loader", ["fast", "slow"])
@pytest.mark.parametrize(("line", "value"), VALUES.items())
def test_a_value_of_a_record_is_what_was_meant(line: str, value: Any, loader: str, workspace: Any) -> None:
    content = f"{START}title: T\nfigures:\n  Q1-2010:\n    {line}\n"
    if loader == "slow":
        with slow():
            reading = workspace({HERE: content})
    else:
        reading = workspace({HERE: content})
    if value is ...:
        assert {(one.path, one.line) for one in reading.diagnostics} == {(HERE, 7)}
        return
    assert reading.diagnostics == ()
    (figure,) = reading.workspace.indicators["ni-1"].record.figures.values()
    held = getattr(figure, line.partition(":")[0])
    assert (type(held), held) == (type(value), value)
    if isinstance(value, Decimal) and "e" not in line:
        assert str(held) == line.split()[1].strip("'\"").lstrip("+") or held.normalize() == value.normalize()


def test_there_are_enough_values() -> None:
    assert len(VALUES) >= 80


# --- Encodings and characters


TITLE = "title: Café £5"
ENCODINGS: dict[str, bytes] = {
    name: f"{START}{TITLE}\n".encode(name)
    for name in (
        "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-7", "latin-1", "cp1252", "cp437",
        "cp850", "iso8859-15", "mac-roman",
    )
}  # fmt: skip
CHARACTERS = {
    "nul": "\0", "escape": "\x1b", "bell": "\a", "delete": "\x7f", "next line": "\x85", "C1": "\x9b", "line separator": "\u2028",
    "byte order mark": "\ufeff", "no character": "\uffff", "turned": "\u202e", "isolated": "\u2066", "zero width": "\u200b",
    "joiner": "\u200d", "soft hyphen": "\xad", "hard space": "\xa0", "thin space": "\u2009", "tag": "\U000e0041", "Cyrillic": "НСЕ",
    "combining": "e\u0301", "picture": "😀", "private": "\ue000", "right to left": "שלום", "ligature": "ﬁ", "fullwidth": "Ａ",
    "replacement": "\ufffd", "tab": "\t", "variation": "❤\ufe0f", "vertical tab": "\x0b", "form feed": "\x0c",
}  # fmt: skip
RAW_BYTES = {
    "a surrogate": b"\xed\xa0\x80", "too long": b"\xc0\xaf", "too high": b"\xf4\x90\x80\x80", "cut off": b"\xe2\x82", "lone": b"\x80",
    "pair of surrogates": b"\xed\xa0\xbd\xed\xb8\x80",
}  # fmt: skip


def outcome(content: bytes, root: Path) -> tuple[str | None, list[str]]:
    """The title that was read, and every finding."""
    reading = read_workspace(write_files(root, {"data/partnership.yaml": PARTNERSHIP, HERE: content}))
    assert reading.workspace is not None
    found = diagnostics_of(root, DAY)
    placed = reading.workspace.indicators.get("ni-1")
    return placed.record.title if placed else None, [one.code for one in found]


@pytest.mark.parametrize("name", ENCODINGS)
def test_another_encoding_is_the_right_text_or_a_finding(name: str, tmp_path: Path) -> None:
    title, codes = outcome(ENCODINGS[name], tmp_path)
    if name in ("utf-8", "utf-8-sig"):
        assert (title, codes) == ("Café £5", [])
    elif name == "utf-7":  # nothing but ASCII, so nobody can tell
        assert title is not None
    else:
        assert title is None
        assert len(codes) == 1


@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "quoted"])
@pytest.mark.parametrize("name", CHARACTERS)
def test_a_character_is_read_or_reported_and_never_lost(name: str, quoted: bool, tmp_path: Path) -> None:
    words = f"a{CHARACTERS[name]}b"
    title, codes = outcome(f"{START}title: {json.dumps(words) if quoted else words}\n".encode(), tmp_path)
    assert codes or title == words
    assert title in (None, words)


@pytest.mark.parametrize("content", RAW_BYTES.values(), ids=RAW_BYTES)
def test_bytes_that_are_no_utf8_are_one_finding(content: bytes, tmp_path: Path) -> None:
    assert outcome(START.encode() + b"title: a" + content + b"b\n", tmp_path) == (None, ["not-utf8"])


@pytest.mark.parametrize("name", CHARACTERS)
def test_an_id_holds_no_other_characters(name: str, tmp_path: Path) -> None:
    title, codes = outcome(
        f"{START.replace('ni-1', json.dumps(f'ni{CHARACTERS[name]}1'))}title: T\n".encode(), tmp_path
    )
    assert title is None
    assert codes


# --- Both loaders, on documents of every style


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_record_is_the_same_with_either_loader_to_the_type(path: Path) -> None:
    assert alike(*with_both(path.read_bytes()))


@pytest.mark.parametrize("start", range(0, 2_000, 250))
def test_a_generated_document_is_what_it_was_made_of_with_either_loader(start: int) -> None:
    for seed in range(start, start + 250):
        text, data = document(random.Random(seed))
        fast, slow_one = with_both(text)
        assert alike(fast, data), text
        assert alike(slow_one, data), text


@pytest.mark.parametrize("start", range(0, 2_000, 250))
def test_a_damaged_document_is_the_same_to_both_loaders_or_refused_by_the_stricter(start: int) -> None:
    for seed in range(start, start + 250):
        text = damaged(document(random.Random(seed))[0], random.Random(seed))
        fast, slow_one = with_both(text)
        assert fast is ... or slow_one is ... or alike(unblanked(fast), unblanked(slow_one)), text


# --- Duplicate keys, at any depth


@pytest.mark.parametrize("start", range(0, 1_000, 250))
def test_a_duplicate_key_is_found_at_any_depth(start: int) -> None:
    for seed in range(start, start + 250):
        chance = random.Random(seed)
        depth, style = chance.randrange(1, 14), chance.random()
        keys = [chance.choice(["a", "Q1-2010", "b c", "é", "1"]) for _ in range(depth)]
        if style < 0.5:
            lines = [f"{'  ' * level}{key}:" for level, key in enumerate(keys)]
            text = (
                "\n".join(lines)
                + "".join(f"\n{'  ' * depth}{key}: {n}" for n, key in enumerate(["x", "y", "x"]))
                + "\n"
            )
        else:
            text = "".join(f"{{{key}: " for key in keys) + "{x: 1, y: 2, 'x': 3}" + "}" * depth
        with pytest.raises(Refused) as refused:
            parse(guarded_text(text.encode()))
        assert "duplicate-key" in {problem.rule.code for problem in refused.value.problems}


# --- Anything at all


def ends_well(root: Path, files: dict[str, bytes]) -> Loaded:
    """Whatever the files hold: records or findings, each at a place, and nothing raised."""
    reading = read_workspace(write_files(root, files))
    for one in diagnostics_of(root, DAY):
        assert one.line >= 1
        assert one.column >= 1
        assert one.message
        str(one.message).encode("utf-8", "surrogatepass")
    return reading


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("any"), {"data/partnership.yaml": PARTNERSHIP})


KINDS = ("plans", "indicators", "risks", "meetings", "papers", "projects", "grants", "agreements", "areas", "profiles")
CONTENTS = {path: path.read_bytes() for path in SHIPPED}
many = settings(max_examples=examples(500), deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def only(root: Path, path: str) -> Iterator[None]:
    """A workspace in which nothing else of an earlier case is left."""
    try:
        yield
    finally:
        (root / path).unlink(missing_ok=True)


@many
@given(
    kind=st.sampled_from(KINDS),
    content=st.binary(max_size=400) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")),
)
def test_any_bytes_end_as_a_record_or_as_findings(root: Path, kind: str, content: bytes) -> None:
    with only(root, f"data/{kind}/x.yaml"):
        ends_well(root, {f"data/{kind}/x.yaml": content})


@many
@given(kind=st.sampled_from(KINDS), seed=st.integers(0, 10**9))
def test_any_structure_ends_as_a_record_or_as_findings(root: Path, kind: str, seed: int) -> None:
    with only(root, f"data/{kind}/x.yaml"):
        ends_well(root, {f"data/{kind}/x.yaml": document(random.Random(seed), named=True)[0].encode()})


@settings(many, max_examples=examples(1_000))
@given(seed=st.integers(0, 10**9))
def test_any_change_to_a_sample_record_ends_as_a_record_or_as_findings(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = chance.choice(SMALL)
    named = f"data/{path.parent.name}/{path.name}" if path.parent.name in KINDS else "data/partnership.yaml"
    kept = {"data/partnership.yaml": PARTNERSHIP.encode()}
    with only(root, named):
        ends_well(root, {**kept, named: damaged(CONTENTS[path].decode(), chance).encode()})
    write_files(root, kept)


SMALL = [path for path, content in CONTENTS.items() if len(content) < 8_000]


def test_there_are_records_of_every_kind_to_change() -> None:
    assert {path.parent.name for path in SMALL} >= {*KINDS} - {"plans", "risks"}

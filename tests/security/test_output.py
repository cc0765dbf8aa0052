"""What a record says is only said: in a paper, on the screen, and to other programs."""

import io
import json
import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from hsp_cli.checking.result import CheckResult
from hsp_cli.cli.check_formats import Report, renderer
from hsp_cli.cli.diagnostics import as_lines, as_text
from hsp_cli.cli.screen import Color, Screen
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.papers.kinds import kinds
from hsp_cli.papers.selection import requested
from hsp_cli.publishing.paper import make
from hsp_cli.publishing.templates import default_folder
from hsp_cli.store.file_tree import Disk
from hsp_cli.store.parsing import parse
from tests import injection_texts
from tests.papers.pages import row_lengths, tokens
from tests.workspaces import BESIDE, REPOSITORY, SHIPPED, read_workspace, write_files

DAY = date(2010, 9, 27)
ACTIVE = {
    "link_open", "image", "html_inline", "html_block", "code_inline", "code_block", "fence", "hr", "blockquote_open", "s_open",
    "heading_open", "table_open", "tr_open", "td_open", "th_open",
}  # fmt: skip
# Values that mean something to hsp: ids, codes, ratings, periods, days, names of templates and of colours.
_MEANT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]{1,3}[0-9]{0,8}|[0-9 /Q.-]+|[a-z]+")
_KEPT = (
    *("as_written", "first_due", "due", "by", "period", "on", "since", "until", "start", "end", "quarter", "recurs"),
    *("observations", "shapes", "shapes_code"),
)

PAYLOADS = injection_texts.MARKDOWN
HARMLESS = "Qx"


def filled(value: Any, words: Callable[[str], str]) -> Any:
    """A record with the words for each of its texts in front of it and behind it; equal texts stay equal."""
    if isinstance(value, dict):
        return {key: item if key in _KEPT else filled(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, words) for item in value]
    if not isinstance(value, str) or _MEANT.fullmatch(value):
        return value
    return f"{words(value)} {value} {words(value)}"


def papers(words: Callable[[str], str], root: Path) -> dict[str, str]:
    """Every paper of the shipped workspace, made from records whose texts have all been given some more words."""
    files = {
        path.relative_to(REPOSITORY).as_posix(): json.dumps(
            filled(parse(path.read_text(encoding="utf-8")), words), indent=1
        )
        for path in SHIPPED
    }
    beside = {path.relative_to(REPOSITORY).as_posix(): path.read_bytes() for path in BESIDE}
    reading = read_workspace(write_files(root, {**files, **beside}))
    assert reading.workspace is not None, reading.diagnostics[:3]
    errors = [one for one in reading.diagnostics if one.severity is Severity.ERROR]
    assert not errors, errors[:3]
    asked = [
        (name, placed.record.quarter)
        for name, placed in reading.workspace.papers.items()
        if placed.record.quarter or placed.record.report not in ("morning-report", "risk-register", "scorecard")
    ]
    quarter = next(quarter for _, quarter in asked if quarter)
    # No agenda is recorded.
    return {
        name: make(reading, requested(reading.workspace, name, one or None, DAY), []).page.decode()
        for name, one in [*asked, ("agenda", quarter)]
    }


def active(page: str) -> list[str]:
    """Every piece of a page that is more than words in paragraphs and lists, in order, and whether it leads out."""
    parts = [part for token in tokens(page) for part in (token.children or () if token.type == "inline" else (token,))]
    return [f"{p.type}{p.tag} {str(p.attrs.get('href', '')).partition('#')[0]}" for p in parts if p.type in ACTIVE]


@pytest.fixture(scope="session")
def plain_papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return papers(lambda _: HARMLESS, tmp_path_factory.mktemp("plain"))


def assert_harmless(words: Callable[[str], str], plain_papers: dict[str, str], root: Path) -> None:
    for name, page in papers(words, root).items():
        assert active(page) == active(plain_papers[name]), name
        cells = [cells for _, cells, _ in row_lengths(page)]
        assert cells == [cells for _, cells, _ in row_lengths(plain_papers[name])], name
        assert all(mine == head for _, mine, head in row_lengths(page)), name


def test_every_report_and_every_payload_is_tried(plain_papers: dict[str, str]) -> None:
    made = read_workspace(REPOSITORY).workspace
    assert made is not None
    assert {made.papers[name].record.report if name in made.papers else name for name in plain_papers} == set(kinds())
    assert len(PAYLOADS) >= 60


def test_nothing_in_a_record_is_active_in_any_paper(plain_papers: dict[str, str], tmp_path: Path) -> None:
    tried: set[str] = set()

    def dealt(text: str) -> str:
        """Three payloads, others for another text. `make fuzz` tries each alone in every text."""
        first = crc32(text.encode())
        chosen = [PAYLOADS[(first + number) % len(PAYLOADS)] for number in range(3)]
        tried.update(chosen)
        return "\n".join(chosen)  # where a text is one line, they are joined; in prose, each begins a line

    assert_harmless(dealt, plain_papers, tmp_path)
    assert tried == set(PAYLOADS)


# --- The screen, and other programs


ALPHABET = "ab[]0;:?31mhPX^_\\ -/@~\n\r\t\x00\x07\x08\x0b\x0c\x1b\x1b\x7f\x85\x90\x9b\x9c\x9d\u200b\u202e\u2028\u2066\ufeff\ud800%,£é世😀"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def texts(count: int, seed: int = 0) -> list[str]:
    chance = random.Random(seed)
    made = ["".join(chance.choices(ALPHABET, k=chance.randrange(1, 40))) for _ in range(count)]
    return [chance.choice(injection_texts.SCREEN) + text if chance.random() < 0.1 else text for text in made]


def screen() -> tuple[Screen, io.StringIO]:
    stream = io.StringIO()
    return Screen(stream, Color.NEVER), stream


def diagnostics(made: list[str]) -> list[Diagnostic]:
    return [
        Diagnostic(f"data/{text[::-1]}.yaml", 1, 1, "unknown-key", list(Severity)[index % 2], text, text[:9])
        for index, text in enumerate(made)
    ]


@pytest.mark.parametrize("seed", range(10))
def test_no_text_reaches_the_terminal_with_anything_it_obeys(seed: int) -> None:
    made = texts(1_000, seed)
    out, stream = screen()
    for text in made:
        out.write(text)
    out.table(("A", "B", "C"), [(text, text[::-1], "x") for text in made[:50]])
    as_lines(diagnostics(made), out)
    as_text(diagnostics(made[:200]), Disk(str(REPOSITORY)), out)
    assert OBEYED.search(stream.getvalue()) is None


@pytest.mark.parametrize("seed", range(10))
def test_for_each_finding_there_is_one_command_and_one_line(seed: int) -> None:
    found = diagnostics(texts(1_000, seed))
    commands = renderer("github")(Report(CheckResult((), 0, tuple(found)), date(2010, 9, 27)))
    assert len(commands.splitlines()) == commands.count("\n") == len(found)
    assert all(
        re.match(r"::(error|warning) title=[^:]*,file=[^:,]*,line=1,col=1::", line) for line in commands.splitlines()
    )
    out, stream = screen()
    as_lines(found, out)
    assert len(stream.getvalue().split("\n")) == len(found) + 1


def test_the_defaults_are_found() -> None:
    assert default_folder().is_dir()

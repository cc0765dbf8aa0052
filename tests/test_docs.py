"""The documents say what hsp does: what they show is run, what they name is there, and what is there they name.

Three kinds of fenced block are read. A `console` block that begins with `$ hsp` is run at 80 columns in this repository
(on the page of an example, in its folder), and its output has to be the one that is shown. A `yaml` block whose first
line is `# data/...` or `# sheets/...` is a file, as is a `jinja` block with `{# templates/... #}`; the files of a
document make a workspace, in which nothing may be wrong. `workspace=NAME` after the language means a workspace of that
name instead: the document's files, with those of the same name in place of them. With `base=NAME`, the workspace is a
git repository in which that one was committed before (`own` is that of the document). Blocks run in the order of the
page; with `folder=NAME`, in a folder of the workspace that an earlier one has made. There, `$ git` runs too, on the day
of the last `--as-of`, and the ids of commits are masked. A `csv` block with `fills=FILE` types its cells into a sheet
that was made before, as a person does: the first two columns say in which row. A `diff` block is applied to the record
that it changes. Each `hsp report …` that a document names with all that it takes is made.

`pytest tests/test_docs.py --renew-docs` writes what hsp says today into the documents; read the difference in review.
"""

import csv
import io
import json
import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main
from pydantic import BaseModel

from hsp_cli.analysis.catalogue import LISTED
from hsp_cli.analysis.plan_changes.change import ChangeClass
from hsp_cli.cli.commands import COMMANDS, app, load
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.meanings import meaning_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice, Entry
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.formats import markdown
from hsp_cli.formats.markdown import anchor, escaped
from hsp_cli.papers import (
    action_views,
    changed_since,
    indicator_views,
    narrative,
    plan_views,
    previous_actions,
    raised_actions,
    risk_views,
    summary,
)
from hsp_cli.papers.kinds import context_of, kinds
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.selection import requested
from hsp_cli.publishing.templates import Template, find_template, render
from hsp_cli.rules.support.registry import rules
from hsp_cli.store.file_rules import FILE_RULES, RENAMED_RULES
from hsp_cli.store.file_tree import Disk
from hsp_cli.store.model_errors import RENAMED_KEYS
from tests.checks import diagnostics_of
from tests.repositories import commit_on, git
from tests.runs import run_main
from tests.workspaces import BESIDE, REPOSITORY, SHIPPED, read_workspace, write_files

DOCS = REPOSITORY / "docs"
DOCUMENTS = [
    *(REPOSITORY / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted(DOCS.glob("*.md")),
    *sorted((REPOSITORY / "examples").glob("*/README.md")),
]
MEETING_DAY = date(2010, 9, 27)
RULES_BEGIN, RULES_END = "<!-- begin: codes -->\n", "<!-- end: codes -->\n"

_FENCE = re.compile(r"^```(?P<language>[a-z]+)(?P<attributes>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_WORKSPACE = re.compile(r"\bworkspace=(?P<name>[a-z-]+)")
_BASE = re.compile(r"\bbase=(?P<name>[a-z-]+)")
_FOLDER = re.compile(r"\bfolder=(?P<name>[a-z-]+)")
_FILLS = re.compile(r"\bfills=(?P<path>\S+)")
_DAY = re.compile(r"--as-of (?P<day>\d{4}-\d\d-\d\d)")
_COMMIT = re.compile(r"\b[0-9a-f]{12}\b")
_A_COMMIT = "0a1b2c3d4e5f"
_CSV_FILE = re.compile(r"\bfile=(?P<path>(?:data|sheets)/\S+)")
_FILE = re.compile(r"(?:# (?P<path>(?:data|sheets)/\S+)|\{# (?P<template>templates/\S+) #\})\n")
_EXCERPT = re.compile(r"^<!-- from the paper -->\n(.+?)^<!-- to here -->$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<words>.+)$", re.MULTILINE)

every_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix()
)


@dataclass(frozen=True)
class Block:
    """A fenced block. `workspace` is the name of the workspace it belongs to; "" where it names none.

    `file` is the file that a block of CSV is, which has no comments. `base` is the workspace that was committed before.
    `folder` is where in the workspace the commands run: in a folder that an earlier block has made. `fills` is the
    sheet whose cells a block of CSV gives.
    """

    language: str
    workspace: str
    body: str
    span: tuple[int, int]
    file: str | None = None
    base: str | None = None
    folder: str = ""
    fills: str | None = None

    @property
    def path(self) -> str | None:
        """The file that a block of YAML, CSV or a template is."""
        if self.file:
            return self.file
        match = _FILE.match(self.body) if self.language in ("yaml", "jinja") else None
        return (match["path"] or match["template"]) if match else None

    @property
    def is_run(self) -> bool:
        programs = ("$ hsp", "$ git") if self.folder else "$ hsp"
        return self.fills is not None or (self.language == "console" and self.body.startswith(programs))


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def home_of(document: Path) -> Path:
    """The workspace that a document is about: that of an example, or this repository."""
    return document.parent if (document.parent / "data").is_dir() else REPOSITORY


def blocks(text: str) -> list[Block]:
    found = []
    for match in _FENCE.finditer(text):
        workspace = _WORKSPACE.search(match["attributes"])
        name = workspace["name"] if workspace else ""
        file, base = _CSV_FILE.search(match["attributes"]), _BASE.search(match["attributes"])
        folder, fills = _FOLDER.search(match["attributes"]), _FILLS.search(match["attributes"])
        paths = file and file["path"], base and base["name"], folder["name"] if folder else "", fills and fills["path"]
        found.append(Block(match["language"], name, match["body"], match.span("body"), *paths))
    return found


def prose_of(text: str) -> str:
    """A document without its fenced blocks."""
    return _FENCE.sub("", text)


def files_of(text: str, workspace: str = "") -> dict[str, str]:
    """The files of one of a document's workspaces."""
    files = {block.path: block.body for block in blocks(text) if block.path and not block.workspace}
    named = {block.path: block.body for block in blocks(text) if block.path and block.workspace == workspace}
    return {**files, **named}


class _AnotherDay(date):
    """A clock far from the days of the examples: what depends on the day needs `--as-of` on its page."""

    @classmethod
    def today(cls) -> "_AnotherDay":
        return cls(2037, 11, 5)


def said(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `hsp` writes on a screen of 80 columns, results and messages as they come."""
    page = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with monkeypatch.context() as patch:
        for name in ("NO_COLOR", "FORCE_COLOR", "HSP_ROOT", "GITHUB_ACTIONS"):
            patch.delenv(name, raising=False)
        patch.setenv("COLUMNS", "80")
        patch.setenv("TERM", "dumb")
        patch.setattr("hsp_cli.cli.session.date", _AnotherDay)
        patch.setattr(sys, "argv", shlex.split(command))
        patch.setattr(sys, "stdout", page)
        patch.setattr(sys, "stderr", page)
        patch.chdir(folder)
        with pytest.raises(SystemExit):
            run_main()
    page.seek(0)
    return page.read()


def run_again(block: Block, folder: Path, monkeypatch: pytest.MonkeyPatch, day: str) -> str:
    """A block with the output that its commands give today. `day` is the last day that the page has named before."""
    if block.fills:
        fill_in(folder / block.fills, block.body)
        return block.body
    shown = []
    for command in (line.removeprefix("$ ") for line in block.body.splitlines() if line.startswith("$ ")):
        day = day_in(command, day)
        is_git = command.startswith("git ")
        output = git(folder, *shlex.split(command)[1:], on=day) if is_git else said(command, folder, monkeypatch)
        shown.append(f"$ {command}\n{output}")
    text = "\n".join(shown)
    return _COMMIT.sub(_A_COMMIT, text) if block.folder else text


def day_in(text: str, otherwise: str) -> str:
    """The last day that a text evaluates at."""
    return next(reversed(_DAY.findall(text)), otherwise)


def fill_in(sheet: Path, cells: str) -> None:
    """Type the cells of a table into a sheet, as a person does in a spreadsheet."""
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for wanted in csv.DictReader(io.StringIO(cells)):
        names = list(wanted)
        (row,) = (row for row in rows if all(row[name] == wanted[name] for name in names[:2]))
        row.update({name: wanted[name] for name in names[2:]})
    with sheet.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)


def codes_table() -> str:
    """Every code with its severity and what is wrong, as `hsp explain` has them."""
    parts = []
    found_by = {"By the reader": FILE_RULES, "By the rules": {code: rule.rule for code, rule in rules().items()}}
    for heading, file_rules in found_by.items():
        parts += [f"### {heading}\n", "| code | severity | what is wrong |", "| --- | --- | --- |"]
        for rule in file_rules.values():
            words = " ".join(rule.page.split("\n\n")[0].split())
            parts.append(f"| `{rule.code}` | {rule.severity.value} | {words.replace('|', escaped('|'))} |")
        parts.append("")
    return "\n".join(parts)


def as_it_should_be(document: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A document with the outputs and the table of codes that are true today."""
    text = text_of(document)
    shown: list[tuple[Block, str]] = []
    day = "2010-10-04"
    for block in (block for block in blocks(text) if block.is_run):
        root = folder / (block.workspace or "own")
        if block.base:
            root = folder / f"{block.base}-{block.workspace}"
            if not root.exists():
                commit_on(root, day, files_of(text, block.base))
        if not block.folder:
            write_files(root, files_of(text, block.workspace))
        root.mkdir(exist_ok=True)
        place = root / block.folder if block.workspace else home_of(document)
        shown.append((block, run_again(block, place, monkeypatch, day)))
        day = day_in(block.body, day)
    for block, output in reversed(shown):
        text = text[: block.span[0]] + output + text[block.span[1] :]
    if RULES_BEGIN in text:
        before, _, rest = text.partition(RULES_BEGIN)
        text = before + RULES_BEGIN + "\n" + codes_table() + RULES_END + rest.partition(RULES_END)[2]
    return text


@every_document
def test_what_a_document_shows_is_what_hsp_says(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    renewed = as_it_should_be(document, tmp_path, monkeypatch)
    if request.config.getoption("--renew-docs") and renewed != text_of(document):
        document.write_text(renewed, encoding="utf-8", newline="\n")
    assert text_of(document) == renewed, "pytest tests/test_docs.py --renew-docs puts it right"


def test_the_documents_show_enough_to_be_worth_the_test() -> None:
    shown = [block for document in DOCUMENTS for block in blocks(text_of(document))]
    assert sum(block.is_run for block in shown) > 15
    assert sum(block.path is not None for block in shown) > 8


@every_document
def test_the_records_of_a_document_have_no_findings(document: Path, tmp_path: Path) -> None:
    files = files_of(text_of(document))
    if files:
        assert faults_in(write_files(tmp_path, files)) == []


@every_document
def test_a_change_that_a_document_shows_can_be_made(document: Path, tmp_path: Path) -> None:
    for number, block in enumerate(blocks(text_of(document))):
        if block.language == "diff":
            root = write_files(tmp_path / str(number), _repository_files())
            before = "".join(f"{line[1:]}\n" for line in _changes(block) if not line.startswith("+"))
            after = "".join(f"{line[1:]}\n" for line in _changes(block) if not line.startswith("-"))
            path = root / block.body.splitlines()[0].removeprefix("--- a/")
            assert path.read_text("utf-8").count(before) == 1
            path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
            assert faults_in(root) == []


def faults_in(root: Path) -> list[str]:
    """Every finding, as one line, allowances taken off."""
    return [f"{one.path}:{one.line}: {one.code}: {one.message}" for one in diagnostics_of(root, MEETING_DAY)]


def _repository_files() -> dict[str, str | bytes]:
    return {path.relative_to(REPOSITORY).as_posix(): path.read_bytes() for path in (*SHIPPED, *BESIDE)}


def _changes(block: Block) -> list[str]:
    """The lines of a diff after those that name the file and the place."""
    return [line for line in block.body.splitlines() if not line.startswith(("---", "+++", "@@"))]


def test_the_excerpts_of_the_paper_are_in_the_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = said(f"hsp report --quarter Q1-2010 --as-of {MEETING_DAY}", REPOSITORY, monkeypatch)
    excerpts = _EXCERPT.findall(text_of(REPOSITORY / "README.md"))
    assert excerpts
    for excerpt in excerpts:
        assert excerpt in paper


def papers_named() -> list[tuple[str, Path]]:
    """Every command for a paper that a document names with all that it takes, other than a place to write to."""
    named = {
        (command, home_of(document))
        for document in DOCUMENTS
        for command in re.findall(r"`(hsp report [^`]+)`", text_of(document))
    }
    return sorted(one for one in named if not re.search(r" (?:-o|--list|--all|--verify)\b|\b[A-Z]{2,}\b| Q\b", one[0]))


@pytest.mark.parametrize(("command", "home"), papers_named())
def test_a_paper_that_a_document_names_can_be_made(command: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(command, home, monkeypatch).startswith("# ")


@every_document
def test_every_link_inside_the_repository_leads_somewhere(document: Path) -> None:
    for target in _LINK.findall(prose_of(text_of(document))):
        if not re.match(r"[a-z]+:", target):
            path, _, place = target.partition("#")
            there = (document.parent / path).resolve() if path else document
            assert there.exists(), target
            assert not place or place in anchors_of(there), target


def anchors_of(document: Path) -> set[str]:
    taken: dict[str, int] = {}
    headings = _HEADING.findall(prose_of(text_of(document)))
    return {anchor(heading.replace("`", ""), taken) for heading in headings}


@every_document
def test_a_document_names_no_place_of_one_machine(document: Path) -> None:
    assert not re.search(r"(?<![\w.])/(?:tmp|home|work|Users|usr|opt)\b", text_of(document))


def sections(document: Path, level: int) -> dict[str, str]:
    """The text under each heading of a level, with what lies below it."""
    parts = re.split(rf"^{'#' * level} (.+)$", text_of(document), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def options_of(name: str) -> set[str]:
    """Every spelling of every option of a command, except that of its help."""
    command = load(name) if name else typer.main.get_command(app)
    return {spelling for parameter in command.params for spelling in parameter.opts if spelling.startswith("-")}


# Every command has a format too, but not the same ones.
COMMON_OPTIONS = set.intersection(*(options_of(name) for name in COMMANDS)) - {"--format"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_manual_names_every_option_of_a_command_and_no_other(name: str) -> None:
    section = sections(DOCS / "commands.md", 2)[f"`hsp {name}`"]
    named = {spelling for row in _rows(section) for spelling in re.findall(r"`(--?[a-z-]+)", row[0])}
    assert named == options_of(name) - COMMON_OPTIONS


def test_the_manual_names_the_options_that_every_command_has() -> None:
    section = sections(DOCS / "commands.md", 2)["Options of every command"]
    named = {spelling for row in _rows(section) for spelling in re.findall(r"`(--?[a-z-]+)", row[0])}
    assert named == COMMON_OPTIONS | options_of("") | {"--help", "-h"}


def test_the_readme_names_every_command() -> None:
    for name in COMMANDS:
        assert re.search(rf"^\| `hsp {name}[ `]", text_of(REPOSITORY / "README.md"), re.MULTILINE)


def test_the_manual_lists_the_classes_of_change_in_their_order() -> None:
    rows = _rows(sections(DOCS / "diff.md", 2)["The classes of change"])
    assert [row[0].strip("`") for row in rows] == ["class", *ChangeClass]


def _rows(text: str) -> list[list[str]]:
    """The cells of every table row, in every table."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def _tables(text: str) -> list[dict[str, list[str]]]:
    """The tables of keys: the cells of each row by the key that it is about."""
    tables = []
    for lines in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = _rows(lines)
        if rows and rows[0][0] == "key":
            tables.append({row[0].strip("`"): row for row in rows[1:]})
    return tables


def models() -> Iterator[type[BaseModel]]:
    """Every model that a record is made of."""
    waiting: list[type[BaseModel]] = list(FILE_MODELS.values())
    seen: set[type[BaseModel]] = set()
    while waiting:
        model = waiting.pop(0)
        if model not in seen:
            seen.add(model)
            yield model
            for field in model.model_fields.values():
                waiting += [found for found in _inside(field.annotation) if issubclass(found, BaseModel)]


def _inside(annotation: Any) -> Iterator[type]:
    """The classes that an annotation is made of."""
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _inside(part)


@pytest.mark.parametrize("model", list(models()), ids=lambda model: model.__name__)
def test_the_manual_has_a_table_of_exactly_the_keys_of_a_record(model: type[BaseModel]) -> None:
    common = set(Entry.model_fields) if issubclass(model, Entry) else set()
    own = {name: field for name, field in model.model_fields.items() if name not in common}
    table = next((table for table in _tables(text_of(DOCS / "records.md")) if set(table) == set(own)), None)
    assert table is not None, f"no table of docs/records.md has exactly the keys {', '.join(own)}"
    for name, field in own.items():
        assert (table[name][1] == "yes") == field.is_required(), f"{name}: needed or not"
        for choice in _inside(field.annotation):
            if issubclass(choice, Choice):
                for word in choice:
                    assert f"`{word.value}`" in " ".join(table[name]), f"{name}: {word.value}"


@pytest.mark.parametrize("model", list(models()), ids=lambda model: model.__name__)
def test_the_manual_and_the_schemas_give_a_key_one_meaning(model: type[BaseModel]) -> None:
    common = set(Entry.model_fields) if issubclass(model, Entry) else set()
    own = {name: meaning_of(model, name) for name in model.model_fields if name not in common}
    tables = [
        {name: row[3] for name, row in table.items()}
        for table in _tables(text_of(DOCS / "records.md"))
        if set(table) == set(own)
    ]
    assert any(_agrees(table, own) for table in tables), tables


def _agrees(table: dict[str, str], meanings: dict[str, str]) -> bool:
    """Whether a table of the manual gives these meanings, apart from its links to other sections."""
    link = r"\[([^\]]+)\]\([^)]+\)"
    plain = {
        name: re.sub(link, r"\1", re.sub(rf"[;,] see {link}(?: and {link})*", "", words))
        for name, words in table.items()
    }
    return all(plain[name] == words or plain[name].startswith("as in ") for name, words in meanings.items())


def test_the_manual_has_the_meanings_of_the_keys_that_every_record_may_carry() -> None:
    (table,) = (table for table in _tables(text_of(DOCS / "records.md")) if set(table) == set(Entry.model_fields))
    assert {name: row[3] for name, row in table.items()} == {name: meaning_of(Entry, name) for name in table}


def test_the_manual_has_the_keys_that_every_record_may_carry() -> None:
    assert any(set(table) == set(Entry.model_fields) for table in _tables(text_of(DOCS / "records.md")))


@cache
def shipped() -> Workspace:
    workspace = read_workspace(REPOSITORY).workspace
    assert workspace is not None
    return workspace


def brief_for(report: str) -> PaperRequest:
    """A brief that the report of this name can work from, made of this repository's records. No agenda is recorded."""
    workspace = shipped()
    recorded = (name for name, placed in workspace.papers.items() if placed.record.report == report)
    quarter = Period.parse("Q1-2010", workspace.partnership.calendar)
    name = next(recorded, report)
    return requested(workspace, name, quarter if name == report else None, MEETING_DAY)


def _backticked(words: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", words))


COMMON_NAMES = {"contents", "errors", "notes", "provenance"}
"""What every template gets beside the lines of its head and what its report gathers."""


def test_the_manual_of_papers_has_the_names_that_every_template_can_use() -> None:
    rows = _rows(sections(DOCS / "papers.md", 3)["Every template"])
    assert set().union(*(_backticked(row[0]) for row in rows)) == {*brief_for("action-log").heading(), *COMMON_NAMES}


@pytest.mark.parametrize("report", kinds())
def test_the_manual_of_papers_has_every_name_of_a_report_and_no_other(report: str) -> None:
    request = brief_for(report)
    own = {*context_of(report)(request)} - {*request.heading(), *COMMON_NAMES}
    rows = _rows(sections(DOCS / "papers.md", 3)[f"`{report}`"])
    assert set().union(*(_backticked(row[0]) for row in rows)) == own


VIEWS = (
    action_views,
    changed_since,
    indicator_views,
    narrative,
    plan_views,
    previous_actions,
    raised_actions,
    risk_views,
    summary,
)


def things() -> Iterator[Any]:
    """Every thing that a report hands to its template, other than texts and lists of them."""
    for module in (*(sys.modules[context_of(kind).__module__] for kind in kinds()), *VIEWS):
        yield from (it for it in vars(module).values() if is_dataclass(it) and it.__module__ == module.__name__)


@pytest.mark.parametrize("thing", list(things()), ids=lambda thing: thing.__name__)
def test_the_manual_of_papers_has_every_name_inside_a_thing(thing: Any) -> None:
    rows = _rows(sections(DOCS / "papers.md", 3)["Things"])
    assert {field.name for field in fields(thing)} in [_backticked(row[1]) for row in rows]


def test_the_manual_of_papers_has_every_report_and_every_macro_that_they_share() -> None:
    reports = _rows(sections(DOCS / "papers.md", 2)["The reports"])
    assert [row[0].strip("`") for row in reports[1:]] == list(kinds())
    macros = re.findall(r"macro (\w+)", find_template(Disk(str(REPOSITORY)), "common").text)
    shared = _rows(sections(DOCS / "papers.md", 3)["What papers have in common"])
    assert {row[0].partition("(")[0].strip("`") for row in shared[1:]} == set(macros)


def test_the_digest_follows_every_template_that_a_paper_is_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_files(tmp_path, files_of(text_of(DOCS / "records.md")))
    (root / "templates").mkdir()

    def last_line() -> str:
        return said("hsp report fair-services-paper --as-of 2026-09-16", root, monkeypatch).splitlines()[-1]

    before = last_line()
    common = find_template(Disk(str(REPOSITORY)), "common").text
    (root / "templates/common.md.j2").write_text(common, "utf-8")
    assert last_line() == before
    (root / "templates/common.md.j2").write_text(common.replace("---\n", "***\n"), "utf-8")
    assert last_line() != before


def test_the_manual_of_papers_has_every_filter_that_hsp_adds() -> None:
    rows = _rows(sections(DOCS / "papers.md", 3)["Filters"])
    wording = {"counted", "counted_or_no", "plural"}
    assert set().union(*(_backticked(row[0]) for row in rows[1:])) == {*markdown.FILTERS, *wording}
    for name in wording:
        assert render(Template("t", f"{{{{ 2|{name}('risk') }}}}", own=True), {}, Disk(str(REPOSITORY))).endswith(
            "risks"
        )


def test_the_filters_that_the_manual_of_papers_says_are_gone_are_gone() -> None:
    gone = re.search(r"not there: (.+?)\.\n", text_of(DOCS / "papers.md"), re.DOTALL)
    assert gone is not None
    for name in _backticked(gone[1]):
        with pytest.raises(RequestRefused, match=f"No filter named '{name}'"):
            render(Template("t", f"{{{{ 'a'|{name} }}}}", own=True), {}, Disk(str(REPOSITORY)))


def test_the_manual_names_every_kind_that_can_be_listed() -> None:
    kinds = re.search(r"^Kinds: (.+?)\.$", sections(DOCS / "commands.md", 2)["`hsp list`"], re.MULTILINE | re.DOTALL)
    assert kinds is not None
    assert set(re.findall(r"`([a-z-]+)`", kinds[1])) == set(LISTED)


@pytest.mark.parametrize(
    "asked",
    [
        *("exceptions", "due", "risks", "grants", "reward waste-agreement", "consultation", "need"),
        "show partnership/board",
    ],
)
def test_the_manual_names_every_key_of_an_answer(asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path, files_of(text_of(DOCS / "records.md")))
    answer = json.loads(said(f"hsp {asked} --as-of 2026-09-16 --format json", root, monkeypatch))
    answer.pop("record", None)
    section = sections(DOCS / "commands.md", 2)[f"`hsp {asked.split()[0]}`"]
    assert set(_keys(answer)) <= _backticked(prose_of(section))


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("less-waste", "data/papers/morning-report-2026-q1.yaml"),
        ("fair-services", "data/papers/fair-services-paper.yaml"),
        ("new-depot", "data/papers/morning-report-2026-q1.yaml"),
        ("depot-grant", "data/projects/new-depot.yaml"),
        ("waste-recycled", "data/plans/less-waste.yaml"),
    ],
)
def test_every_place_that_refers_to_a_record_is_shown_with_it(
    name: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_files(tmp_path, files_of(text_of(DOCS / "records.md")))
    answer = json.loads(said(f"hsp show {name} --format json", root, monkeypatch))
    assert place in [found["path"] for found in answer["referred_by"]]


def _keys(answer: Any) -> Iterator[str]:
    """Every key of an answer, at any depth."""
    if isinstance(answer, dict):
        yield from answer
    for inner in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
        yield from _keys(inner)


def test_the_readme_is_found_by_the_package() -> None:
    project = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    assert 'readme = "README.md"' in project
    assert os.fspath(REPOSITORY / "README.md") == os.fspath(DOCUMENTS[0])


def test_the_changelog_names_every_key_and_code_that_has_a_new_name() -> None:
    named = {row[0].strip("`"): row[1].strip("`") for row in _rows(text_of(REPOSITORY / "CHANGELOG.md"))}
    assert {key: new for key, new in named.items() if not key.startswith("old ")} == {**RENAMED_KEYS, **RENAMED_RULES}

"""The law that silence is never good news: no answer and no paper looks better for knowing less.

From a workspace one piece of knowledge is taken away: a key, an item of a list, an entry of a mapping, a file. What hsp
held up before, it must hold up still: as bad, as late, as missing or as not judged. Only a record that is gone itself
may be missing from an answer. A command that fails for what is wrong must not begin to pass, unless `hsp validate`
finds something new.

By default, one piece of each key of each model is taken from a workspace that is made up, and some of these from each
other workspace. `make laws` takes every piece.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from pathlib import Path
from random import Random

import pytest

from hsp_cli.cli.consultation import ConsultationFailure
from hsp_cli.cli.due import DueFailure
from hsp_cli.cli.exceptions import ExceptionFailure
from hsp_cli.cli.grants import GrantFailure
from hsp_cli.cli.need import NeedFailure
from hsp_cli.cli.reward import RewardFailure
from hsp_cli.cli.risks import RiskFailure
from hsp_cli.domain.address import Address
from hsp_cli.domain.finding import Finding
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Better
from hsp_cli.domain.workspace import Workspace
from hsp_cli.formats.markdown import escaped
from tests.checks import findings_in
from tests.effort import EVERYTHING
from tests.examples import CALDERWICK
from tests.laws import generated
from tests.laws.answers import Answers, answers
from tests.laws.exempt import CONTRADICTIONS, DEFINITIONS, FILING, NO_JUDGEMENT, leaves_no_trace
from tests.laws.knowledge import Known, Piece
from tests.laws.pages import page_of, papers_of, reassurances
from tests.runs import Run, hsp
from tests.sample_workspace import FILES
from tests.workspaces import REPOSITORY, write_files

SEEDS = range(200) if EVERYTHING else range(1)


@dataclass(frozen=True)
class Case:
    """A workspace whose answers about some quarters, on a day, are under the law."""

    known: Known
    quarters: tuple[Period, ...]
    day: date

    @classmethod
    def at(cls, root: Path, scratch: Path, quarters: tuple[str, ...], day: date) -> "Case":
        known = Known.at(root, scratch)
        calendar = known.workspace.partnership.calendar
        return cls(known, tuple(Period.parse(quarter, calendar) for quarter in quarters), day)

    def asked(self, workspace: Workspace) -> Answers:
        return answers(workspace, self.quarters, self.day)

    @cached_property
    def before(self) -> Answers:
        return self.asked(self.known.workspace)

    def pages(self, workspace: Workspace) -> dict[str, str]:
        """The papers of the last quarter by name, without those that are refused."""
        asked = papers_of(workspace, self.quarters[-1], self.day)
        made = {name: page_of(self.known.loaded, one) for name, one in asked.items()}
        return {name: page for name, page in made.items() if page is not None}

    @cached_property
    def pages_before(self) -> dict[str, str]:
        return self.pages(self.known.workspace)

    @cached_property
    def titles(self) -> dict[Address, str]:
        """The words on a page for each record that an answer holds up."""
        of_quarter = [found for name, found in self.before.attention.items() if name not in self.before.narrowed]
        held_up = frozenset().union(*of_quarter)
        records = (placed for kind in Kind for placed in self.known.workspace.of(kind))
        return {one.address: escaped(one.record.heading) for one in records if one.address in held_up}

    @cached_property
    def findings(self) -> frozenset[Finding]:
        return self.found_in(self.known.workspace)

    def found_in(self, workspace: Workspace) -> frozenset[Finding]:
        return frozenset(findings_in(workspace, self.day))

    def settles_a_contradiction(self, piece: Piece, workspace: Workspace) -> bool:
        """Whether the piece contradicted another, as hsp had said. The answer then follows the one that is left."""
        told = {one for one in self.findings if one.place.path == piece.file and one.rule.code in CONTRADICTIONS}
        return bool(told) and not told <= self.found_in(workspace)

    def pieces(self, most: int | None = None) -> list[Piece]:
        """Every piece but those left out; by default one of each key of each model, and of these at most so many."""
        allowed = [piece for piece in self.known.pieces if not self._is_left_out(piece)]
        if EVERYTHING:
            return allowed
        groups = groupby(sorted(allowed, key=lambda piece: piece.of), key=lambda piece: piece.of)
        one_of_each = [Random(0).choice(self._telling(list(pieces))) for _, pieces in groups]
        return sorted(Random(0).sample(one_of_each, min(most or len(one_of_each), len(one_of_each))), key=str)

    def _telling(self, pieces: list[Piece]) -> list[Piece]:
        """Those of the quarters that are asked about, if there are any."""
        quarters = {quarter.text for quarter in self.quarters}
        return [piece for piece in pieces if not quarters.isdisjoint(map(str, piece.keys))] or pieces

    def _is_left_out(self, piece: Piece) -> bool:
        is_traceless = leaves_no_trace(piece.field, self.known.beside(piece)) or self._is_first_figure(piece)
        return is_traceless or is_definition(piece) or self._is_of_context(piece)

    def _is_first_figure(self, piece: Piece) -> bool:
        """Whether it is a whole figure, and the oldest: without it, the series begins later."""
        return piece.field == "figures[]" and piece.keys[-1] == next(iter(self.known.beside(piece)))

    def _is_of_context(self, piece: Piece) -> bool:
        """Whether it is about an indicator that is neither good nor bad, whatever somebody called it."""
        return self.known.record(piece).__dict__.get("better") is Better.NEUTRAL


def is_definition(piece: Piece) -> bool:
    return any((model, field) in DEFINITIONS for model, field in piece.path)


def is_filing(piece: Piece) -> bool:
    return any((model, field) in FILING for model, field in piece.path)


@pytest.fixture(scope="module")
def calderwick(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case.at(CALDERWICK.root, tmp_path_factory.mktemp("scratch"), ("Q1-2026", "Q2-2026"), CALDERWICK.day)


@pytest.fixture(scope="module")
def rushmere(tmp_path_factory: pytest.TempPathFactory) -> Case:
    root = write_files(tmp_path_factory.mktemp("rushmere"), FILES)
    return Case.at(root, tmp_path_factory.mktemp("scratch"), ("Q4-2023", "Q1-2024"), date(2024, 4, 15))


@pytest.fixture(scope="module")
def harrow_case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case.at(REPOSITORY, tmp_path_factory.mktemp("scratch"), ("Q1-2010",), date(2010, 9, 27))


def made_up(seed: int, folder: Path) -> Case:
    files = generated.generated(seed)
    texts = {path: data if isinstance(data, str) else json.dumps(data) for path, data in files.items()}
    root = write_files(folder / "made-up", texts)
    return Case.at(root, folder / "scratch", generated.QUARTERS, generated.DAY)


def better_looks(case: Case, piece: Piece) -> Iterator[str]:
    """Where an answer looks better without a piece of knowledge."""
    workspace = case.known.without(piece)
    if workspace is None:
        return
    before, after, lost = case.before, case.asked(workspace), case.known.lost_with(piece)
    if case.settles_a_contradiction(piece, workspace):
        return
    for question, subjects in before.attention.items():
        if (question in after.narrowed and is_filing(piece)) or (lost and question not in after.attention):
            continue  # a profile that is gone itself asks no question
        for subject in subjects - after.attention[question] - lost:
            if not lost or case.found_in(workspace) <= case.findings:
                yield f"{question}: {subject} {_now(after, question, subject)}"
    if lost or is_filing(piece):
        return
    yield from (f"{said} is said now" for said in after.reassuring - before.reassuring)
    softer = [
        f"{question}: it no longer fails for {subject}"
        for question, subjects in before.failing.items()
        for subject in subjects - after.failing[question]
    ]
    softer += [
        f"{what} of {subject} falls from {number} to {after.measured[what, subject]}"
        for (what, subject), number in before.measured.items()
        if after.measured.get((what, subject), number) < number
    ]
    if softer and case.found_in(workspace) <= case.findings:
        yield from softer


def _now(after: Answers, question: str, subject: Address) -> str:
    return "reads as fine" if subject in after.covered[question] else "is left out"


def papers_that_look_better(case: Case, piece: Piece) -> Iterator[str]:
    """Where a paper reassures without a piece of knowledge, or none names any longer what needs attention."""
    workspace = case.known.without(piece)
    if workspace is None or is_filing(piece) or case.settles_a_contradiction(piece, workspace):
        return
    lost = case.known.lost_with(piece)
    pages = case.pages(workspace)
    for paper in frozenset() if lost else case.pages_before.keys() & pages.keys():
        for heading, sentence in reassurances(pages[paper]) - reassurances(case.pages_before[paper]):
            yield f"{paper}: says {sentence!r} under {heading!r}"
    if piece.field not in _NAMES:
        # A profile that is gone itself asks no question, and has no paper that could name anything.
        loses_profile = any(address.kind is Kind.PROFILE for address in lost)
        asked = pages.keys() if loses_profile else case.pages_before.keys()
        before = "".join(page for name, page in case.pages_before.items() if name in asked)
        after = "".join(pages.values())
        for address, title in case.titles.items():
            if title in before and title not in after and address not in lost:
                yield f"papers: none names {address}"


_NAMES = ("title", "text", "code", "name")
"""Keys with the words by which a page names a record."""


def violations(case: Case, most: int | None = None) -> list[str]:
    return [f"without {piece}: {seen}" for piece in case.pieces(most) for seen in better_looks(case, piece)]


@pytest.mark.parametrize(("name", "most"), [("calderwick", 120), ("rushmere", 120), ("harrow_case", 20)])
def test_no_answer_looks_better_for_knowing_less(name: str, most: int, request: pytest.FixtureRequest) -> None:
    case: Case = request.getfixturevalue(name)
    assert violations(case, most) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_no_answer_about_a_made_up_workspace_looks_better_for_knowing_less(seed: int, tmp_path: Path) -> None:
    assert violations(made_up(seed, tmp_path)) == []


@pytest.mark.parametrize(("name", "most"), [("calderwick", 12), ("rushmere", 12)])
def test_no_paper_looks_better_for_knowing_less(name: str, most: int, request: pytest.FixtureRequest) -> None:
    case: Case = request.getfixturevalue(name)
    pieces = case.pieces(most)
    assert [f"without {piece}: {seen}" for piece in pieces for seen in papers_that_look_better(case, piece)] == []


# --- The commands themselves, as CI and people call them


def asked_on_the_screen(root: Path, case: Case) -> dict[str, Run]:
    """Every command that can fail for what it finds, with all its conditions."""
    quarter = ("--quarter", case.quarters[-1].text)
    failures: dict[str, tuple[type[StrEnum], tuple[str, ...]]] = {
        "exceptions": (ExceptionFailure, quarter),
        "risks": (RiskFailure, quarter),
        "grants": (GrantFailure, quarter),
        "due": (DueFailure, ()),
        "reward": (RewardFailure, ()),
        "consultation": (ConsultationFailure, ()),
        "need": (NeedFailure, ()),
    }
    return {
        command: hsp(
            *(command, "--root", str(root), "--as-of", str(case.day), *asked),
            *(word for one in conditions if one not in NO_JUDGEMENT for word in ("--fail-on", str(one))),
        )
        for command, (conditions, asked) in failures.items()
    }


def test_no_command_reassures_or_begins_to_pass_for_knowing_less(rushmere: Case, tmp_path: Path) -> None:
    before = asked_on_the_screen(write_files(tmp_path / "before", FILES), rushmere)
    assert sum(run.code for run in before.values()) > 2
    for number, piece in enumerate(rushmere.pieces(60 if EVERYTHING else 12)):
        if is_filing(piece) or (changed := rushmere.known.data_without(piece)) is None:
            continue
        root = write_files(tmp_path / str(number), {**FILES, piece.file: json.dumps(changed)})
        for command, run in asked_on_the_screen(root, rushmere).items():
            if run.code != 2 and not rushmere.known.lost_with(piece):
                assert run.code >= before[command].code, f"without {piece}: {command} passes"
                assert reassurances(run.out) <= reassurances(before[command].out), f"without {piece}: {command}"

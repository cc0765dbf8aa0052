from typing import Any

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.papers.of_workspace.reward import context
from tests.papers.requests import brief_of
from tests.workspaces import PARTNERSHIP, ReadRecords

FILES = {
    "data/partnership.yaml": f"{PARTNERSHIP}organisations: [{{id: council, name: Harrow Council, aliases: [LBH]}}]\n",
    "data/agreements/first.yaml": """\
id: first
title: First agreement
parties: [LBH]
starts: 2002/03
ends: 2004/05
pot: {amount: 1000}
open_questions: [Who signed it?]
inferred: {pot: It is read from a table.}
targets:
  - id: crime
    title: Less crime
    open_questions: [Whose figure is it?]
    sub_targets:
      - id: homes
        title: In homes
        without_agreement: 340
        with_agreement: 300
        actual: 310
        open_questions: [Do sheds count?]
        inferred: {with_agreement: The digit is damaged.}
      - {id: shops, title: In shops, without_agreement: 90, with_agreement: 80}
""",
    "data/agreements/second.yaml": "id: second\ntitle: Second agreement\n",
    "data/papers/paper.yaml": "id: paper\ntitle: Reward\nreport: reward\n",
}


def agreements(records: ReadRecords, about: str = "") -> Any:
    paper = FILES["data/papers/paper.yaml"] + (f"about: {about}\n" if about else "")
    return context(brief_of(records, {**FILES, "data/papers/paper.yaml": paper}))["agreements"]


def test_a_paper_has_every_agreement_or_the_one_that_it_is_about(records: ReadRecords) -> None:
    assert [one.title for one in agreements(records)] == ["First agreement", "Second agreement"]
    assert [one.title for one in agreements(records, "second")] == ["Second agreement"]


def test_a_paper_about_something_else_is_refused(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused, match="no agreement has the id 'third'"):
        agreements(records, "third")


def test_parties_have_their_full_names_and_what_is_missing_says_so(records: ReadRecords) -> None:
    first, second = agreements(records)
    assert (first.span, first.parties) == ("2002/03 to 2004/05", "Harrow Council")
    assert (second.span, second.parties) == ("not recorded", "not recorded")


def test_inferred_levels_and_pots_carry_a_mark(records: ReadRecords) -> None:
    first = agreements(records)[0]
    assert first.sums[0] == "Pot: £1,000 †1"
    assert [row[2] for row in first.results.rows] == ["–", "300 †2", "80"]


def test_a_sub_target_is_named_with_its_target(records: ReadRecords) -> None:
    first = agreements(records)[0]
    assert [row[0] for row in first.results.rows] == ["Less crime", "Less crime: In homes", "Less crime: In shops"]
    assert [one.title for one in first.targets] == ["In homes", "In shops"]


def test_the_open_questions_of_targets_come_after_those_of_the_agreement(records: ReadRecords) -> None:
    assert agreements(records)[0].open_questions == (
        "Who signed it?",
        "Less crime: Whose figure is it?",
        "In homes: Do sheds count?",
    )


def test_the_summary_says_how_many_results_are_known(records: ReadRecords) -> None:
    summary: Any = context(brief_of(records, FILES))["summary"]
    assert summary.rows == (
        ("First agreement", "£1,000 †1", "£375", "£625", "1 of 2 sub-targets"),
        ("Second agreement", "not known", "not known", "not known", "targets not recorded"),
    )

"""Every payload alone in every text of every record, in every paper; and a hundred thousand texts on the screen."""

from pathlib import Path

import pytest

from tests.fuzz.scale import SCALE, times
from tests.security import test_output as quick
from tests.security.test_output import PAYLOADS, assert_harmless, papers


@pytest.fixture(scope="session")
def plain_papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return papers(lambda _: quick.HARMLESS, tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("text", PAYLOADS[:: max(1, round(0.2 / SCALE))])
def test_no_payload_is_active_in_any_paper(text: str, plain_papers: dict[str, str], tmp_path: Path) -> None:
    assert_harmless(lambda _: text, plain_papers, tmp_path)


@pytest.mark.parametrize("part", range(10))
def test_a_hundred_thousand_texts_are_only_said(part: int) -> None:
    for seed in range(part * 1_000, part * 1_000 + times(10)):
        quick.test_no_text_reaches_the_terminal_with_anything_it_obeys(seed)
        quick.test_for_each_finding_there_is_one_command_and_one_line(seed)

"""How a figure was worked out, and which one is awaited, in words."""

from typing import Any

import pytest

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import Performance, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import RagScale
from hsp_cli.wording.indicators import current_figure_text
from hsp_cli.wording.working import awaited_text, working_sentences

YEARLY = {"frequency": "yearly", "release": "3 months"}
THREE = ("2023-10", "2023-11", "2023-12")


def in_q3(figures: dict[str, Any], **keys: Any) -> Performance:
    record = {"id": "x", "title": "X", "unit": "%", "better": "higher", **keys, "figures": figures}
    return performance_of(Indicator.model_validate(record), Period.parse("Q3-2023"), RagScale(levels=()))


@pytest.mark.parametrize(
    ("figures", "keys", "figure", "awaited"),
    [
        ({"2022/23": {"actual": 43}}, YEARLY, "43% (2022/23)", ""),
        (
            {"2020/21": {"actual": 43}},
            YEARLY,
            "43% (2020/21; 2022/23 awaited)",
            "the figure for 2022/23, due by 30 June 2023; the last is 43% for 2020/21",
        ),
        (
            {"2020/21": {"text": "Low"}},
            {"frequency": "yearly"},
            "Low (2020/21; 2022/23 awaited)",
            "the figure for 2022/23; the last is “Low” for 2020/21",
        ),
        ({"Q2-2023": {"actual": 43}}, {}, "–", ""),
        ({key: {"actual": 2} for key in THREE}, {"accumulation": "average"}, "2% (average of 3 months)", ""),
        ({key: {"numerator": 1000, "denominator": 3000} for key in THREE}, {}, "33.33% (3,000 of 9,000)", ""),
        (
            {key: {"actual": 2} for key in THREE[1:]},
            {"accumulation": "average"},
            "awaited (figures of 2 of 3 months are recorded)",
            "figures of 2 of 3 months are recorded",
        ),
    ],
)
def test_a_figure_says_of_which_period_it_is_and_what_is_awaited(
    figures: dict[str, Any], keys: dict[str, str], figure: str, awaited: str
) -> None:
    performance = in_q3(figures, **keys)
    assert (current_figure_text(performance), awaited_text(performance)) == (figure, awaited)


@pytest.mark.parametrize(
    ("figures", "keys", "sentences"),
    [
        (
            dict(zip(THREE, ({"actual": 1}, {"actual": 2}, {"actual": 6}), strict=True)),
            {"accumulation": "average"},
            ["Worked out: the average of October 2023 (1%), November 2023 (2%) and December 2023 (6%)."],
        ),
        (
            {key: {"numerator": 1, "denominator": 2} for key in THREE},
            {},
            [
                (
                    "Worked out: 3 of 6, the sums of "
                    "October 2023 (1 of 2), November 2023 (1 of 2) and December 2023 (1 of 2)."
                )
            ],
        ),
        (
            {"2023-10": {"actual": 1}, "2023-11": {"numerator": 1, "denominator": 2}},
            {},
            [
                (
                    "The figure of a quarter needs the numerator and denominator of each of its months. "
                    "Missing: October 2023 and December 2023."
                ),
                "Recorded: November 2023 (1 of 2).",
            ],
        ),
        ({"Q3-2023": {"numerator": 86, "denominator": 90}}, {}, ["Worked out: 86 of 90."]),
        (
            {"Q3-2023": {"numerator": 12, "denominator": 4500}},
            {"unit": "crimes per 1,000"},
            ["Worked out: 12 divided by 4,500, times 1,000."],
        ),
        ({"Q3-2023": {"numerator": 9, "denominator": 4}}, {"unit": "days"}, ["Worked out: 9 divided by 4."]),
        ({"Q3-2023": {"actual": 5, "numerator": 9, "denominator": 4}}, {}, []),
    ],
)
def test_the_working_shows_the_numbers(figures: dict[str, Any], keys: dict[str, str], sentences: list[str]) -> None:
    assert list(working_sentences(in_q3(figures, **keys))) == sentences

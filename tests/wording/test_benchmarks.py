import pytest

from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.rag import Better
from hsp_cli.wording.benchmarks import beside_sentences, beside_text

BENCHMARK = {"group": "England", "value": 44}
INTERVAL = {"low": 38.25, "high": 44, "level": 99.8}


def indicator(better: str = "higher") -> Indicator:
    return Indicator.model_validate({"id": "x", "title": "X", "unit": "%", "better": Better(better)})


def figure(**values: object) -> Figure:
    return Figure.model_validate(values)


def test_what_stands_beside_a_figure_is_one_text() -> None:
    one = figure(actual=41, benchmark=BENCHMARK, interval=INTERVAL, rank={"place": 3, "of": 1200})
    assert beside_text(one, indicator()) == "average of England: 44%; 99.8% interval: 38.25% to 44%; rank 3 of 1,200"
    assert beside_text(figure(actual=41), indicator()) == beside_text(None, indicator()) == ""


@pytest.mark.parametrize(
    ("better", "actual", "words"),
    [
        ("higher", 41, "; the figure is worse"),
        ("lower", 41, "; the figure is better"),
        ("higher", 45, "; the figure is better"),
        ("neutral", 45, "; the figure is higher"),
        ("within", 41, "; the figure is lower"),
        ("higher", 44, "; the figure is the same"),
        ("higher", None, ""),
    ],
)
def test_a_figure_is_compared_with_its_benchmark(better: str, actual: int | None, words: str) -> None:
    (sentence,) = beside_sentences(figure(actual=actual, benchmark=BENCHMARK), indicator(better))
    assert sentence == f"Average of England: 44%{words}."


def test_a_benchmark_says_which_statistic_it_is_and_when() -> None:
    benchmark = {**BENCHMARK, "statistic": "best-quarter", "period": "2009/10"}
    assert beside_text(figure(actual=41, benchmark=benchmark), indicator()) == (
        "limit of the best quarter of England in 2009/10: 44%"
    )


@pytest.mark.parametrize(("target", "is_within"), [(38, False), (38.25, True), (44, True), (45, False), (None, False)])
def test_a_target_within_the_interval_is_said_to_be_in_doubt(target: float | None, is_within: bool) -> None:
    (sentence,) = beside_sentences(figure(actual=41, target=target, interval=INTERVAL), indicator())
    doubt = "; the target is within it, so chance alone may decide whether the figure meets it"
    assert sentence == f"99.8% interval: 38.25% to 44%{doubt if is_within else ''}."

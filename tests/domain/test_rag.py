from decimal import Decimal

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from hsp_cli.domain.rag import ActionScale, Band, Basis, Better, Level, RagScale, Thresholds, margin, rate, variance
from hsp_cli.domain.record import Number

HIGHER, LOWER, WITHIN, NEUTRAL = Better.HIGHER, Better.LOWER, Better.WITHIN, Better.NEUTRAL

HARROW = RagScale(
    levels=(
        Level(code="HG", name="High Green", colour="green", at_least=Decimal(5)),
        Level(code="LG", name="Low Green", colour="green", at_least=Decimal(0)),
        Level(code="A", name="Amber", colour="amber", at_least=Decimal(-5), exception=True),
        Level(code="LR", name="Low Red", colour="red", at_least=Decimal(-10), exception=True),
        Level(code="HR", name="High Red", colour="red", exception=True),
    )
)

NUMBERS = st.decimals(-1000, 1000, places=2)
TARGETS = NUMBERS.filter(bool)
BANDS = st.tuples(NUMBERS, NUMBERS).map(lambda ends: Band(low=min(ends), high=max(ends)))


def numbers(*values: str) -> tuple[Number, ...]:
    return tuple(Decimal(value) for value in values)


def code_of(level: Level | None) -> str:
    assert level is not None
    return level.code


@pytest.mark.parametrize(
    ("actual", "target", "better", "relative", "code"),
    [
        pytest.param("69", "77", HIGHER, "-10.39", "HR", id="NI 126 maternity services"),
        pytest.param("23", "12.5", LOWER, "-84.00", "HR", id="NI 32 repeat domestic violence"),
        pytest.param("125", "81", LOWER, "-54.32", "HR", id="taking of motor vehicles"),
        pytest.param("395", "390", LOWER, "-1.28", "A", id="residential burglary"),
        pytest.param("34", "40", HIGHER, "-15.00", "HR", id="credit union members"),
    ],
)
def test_the_ratings_of_the_morning_report_come_out(
    actual: str, target: str, better: Better, relative: str, code: str
) -> None:
    away = variance(Decimal(actual), Decimal(target), better, Basis.RELATIVE)
    assert away is not None
    assert round(away, 2) == Decimal(relative)
    assert code_of(rate(away, HARROW)) == code


@pytest.mark.parametrize(
    ("away", "code"),
    [
        ("100", "HG"),
        ("5", "HG"),
        ("4.99", "LG"),
        ("0", "LG"),
        ("-0.01", "A"),
        ("-5", "A"),
        ("-5.01", "LR"),
        ("-10", "LR"),
        ("-10.01", "HR"),
        ("-1000", "HR"),
    ],
)
def test_a_level_holds_from_its_limit_upwards_and_the_last_takes_the_rest(away: str, code: str) -> None:
    assert code_of(rate(Decimal(away), HARROW)) == code


@pytest.mark.parametrize(
    ("actual", "target", "better", "basis", "expected"),
    [
        ("69", "77", HIGHER, Basis.POINTS, "-8"),
        ("23", "12.5", LOWER, Basis.POINTS, "-10.5"),
        ("23", "12.5", HIGHER, Basis.POINTS, "10.5"),
        ("90", "100", WITHIN, Basis.POINTS, "-10"),
        ("110", "100", WITHIN, Basis.RELATIVE, "-10"),
        ("100", "100", WITHIN, Basis.RELATIVE, "0"),
        ("-90", "-100", HIGHER, Basis.RELATIVE, "10"),
        ("-110", "-100", HIGHER, Basis.RELATIVE, "-10"),
        ("0.27", "0.3", HIGHER, Basis.RELATIVE, "-10"),
    ],
)
def test_a_variance_is_in_points_or_in_percent_of_the_target(
    actual: str, target: str, better: Better, basis: Basis, expected: str
) -> None:
    assert variance(Decimal(actual), Decimal(target), better, basis) == Decimal(expected)


@pytest.mark.parametrize(
    ("actual", "basis", "expected"),
    [
        ("0.9", Basis.RELATIVE, "0"),
        ("1", Basis.RELATIVE, "0"),
        ("1.1", Basis.RELATIVE, "0"),
        ("0.81", Basis.RELATIVE, "-10"),
        ("1.21", Basis.RELATIVE, "-10"),
        ("0.8", Basis.POINTS, "-0.1"),
        ("1.3", Basis.POINTS, "-0.2"),
    ],
)
def test_both_ends_belong_to_a_band_and_beyond_it_the_nearer_end_counts(
    actual: str, basis: Basis, expected: str
) -> None:
    band = Band(low=Decimal("0.9"), high=Decimal("1.1"))
    assert variance(Decimal(actual), band, WITHIN, basis) == Decimal(expected)


@pytest.mark.parametrize("better", [HIGHER, LOWER, WITHIN])
def test_a_target_of_zero_is_met_by_zero_and_has_no_percentage_otherwise(better: Better) -> None:
    assert variance(Decimal(0), Decimal(0), better, Basis.RELATIVE) == 0
    assert variance(Decimal(3), Decimal(0), better, Basis.RELATIVE) is None
    assert variance(Decimal(-3), Band(low=Decimal(0), high=Decimal(1)), better, Basis.RELATIVE) is None
    assert variance(Decimal(3), Decimal(0), better, Basis.POINTS) in (3, -3)


@pytest.mark.parametrize("target", [Decimal(5), Band(low=Decimal(1), high=Decimal(2))])
def test_a_context_series_is_never_on_the_good_or_the_bad_side(target: Decimal | Band) -> None:
    assert margin(Decimal(9), target, NEUTRAL) is None
    assert variance(Decimal(9), target, NEUTRAL, Basis.RELATIVE) is None


def test_an_indicators_own_thresholds_go_before_the_scales() -> None:
    away = variance(Decimal(69), Decimal(77), HIGHER, Basis.RELATIVE)
    assert away is not None
    assert code_of(rate(away, HARROW, Thresholds(at_least=numbers("5", "0", "-10", "-15")))) == "LR"


def test_a_scale_may_have_any_number_of_levels() -> None:
    green, red = Level(code="G", name="G", colour="green", at_least=Decimal(0)), Level(code="R", name="R", colour="red")
    assert rate(Decimal(0), RagScale(levels=(green, red))) is green
    assert rate(Decimal("-0.1"), RagScale(levels=(green, red))) is red
    assert rate(Decimal("-0.1"), RagScale(levels=(red,))) is red


def test_a_record_spells_what_thresholds_count_and_unasked_it_is_percent() -> None:
    levels = [{"code": "G", "name": "Green", "colour": "green"}]
    for word, basis in (("relative", Basis.RELATIVE), ("points", Basis.POINTS)):
        assert RagScale.model_validate({"basis": word, "levels": levels}).basis is basis
        assert Thresholds.model_validate({"basis": word, "at_least": [0]}).basis is basis
    assert RagScale.model_validate({"levels": levels}).basis is Basis.RELATIVE
    assert Thresholds.model_validate({"at_least": [0]}).basis is Basis.RELATIVE


@pytest.mark.parametrize("word", ["higher", "lower", "within", "neutral"])
def test_a_record_spells_which_way_is_better(word: str) -> None:
    assert TypeAdapter(Better).validate_python(word) is Better[word.upper()]


def test_a_level_is_no_exception_unless_it_says_so() -> None:
    assert Level(code="G", name="Green", colour="green").exception is False
    assert Level(code="G", name="Green", colour="green").at_least is None


def test_only_the_marked_levels_of_the_scale_are_exceptions() -> None:
    codes = ("HG", "LG", "A", "LR", "HR", "unheard-of")
    assert [code for code in codes if HARROW.is_exception(code)] == ["A", "LR", "HR"]


@given(NUMBERS, TARGETS, st.sampled_from(Basis))
def test_the_other_polarity_mirrors_the_variance(actual: Decimal, target: Decimal, basis: Basis) -> None:
    higher, lower = variance(actual, target, HIGHER, basis), variance(actual, target, LOWER, basis)
    assert higher is not None
    assert lower == -higher


@given(NUMBERS, NUMBERS, TARGETS, st.sampled_from((HIGHER, LOWER)), st.sampled_from(Basis))
def test_a_better_figure_never_gets_a_worse_level(
    one: Decimal, other: Decimal, target: Decimal, better: Better, basis: Basis
) -> None:
    worse, best = sorted((one, other), reverse=better is LOWER)
    variances = variance(worse, target, better, basis), variance(best, target, better, basis)
    ranks = [HARROW.levels.index(rate(away, HARROW)) for away in variances if away is not None]
    assert len(ranks) == 2
    assert ranks[0] >= ranks[1]


@given(BANDS, st.decimals(0, 1000, places=2), st.decimals(0, 1000, places=2))
def test_on_one_side_of_a_band_nearer_is_never_worse(band: Band, near: Decimal, further: Decimal) -> None:
    nearer, away = sorted((near, further))
    above = [variance(band.high + distance, band, WITHIN, Basis.POINTS) for distance in (nearer, away)]
    below = [variance(band.low - distance, band, WITHIN, Basis.POINTS) for distance in (nearer, away)]
    assert above == below == [-nearer, -away]


@given(NUMBERS, st.lists(NUMBERS, min_size=1, max_size=6, unique=True))
def test_every_variance_earns_the_best_level_whose_limit_it_reaches(away: Decimal, limits: list[Decimal]) -> None:
    falling = sorted(limits, reverse=True)
    levels = [Level(code=f"L{n}", name="x", colour="x", at_least=limit) for n, limit in enumerate(falling)]
    scale = RagScale(levels=(*levels, Level(code="rest", name="x", colour="x")))
    reached = [f"L{n}" for n, limit in enumerate(falling) if away >= limit]
    assert code_of(rate(away, scale)) == [*reached, "rest"][0]


def test_a_stated_scale_computes_nothing_unless_an_indicator_has_thresholds() -> None:
    levels = [{"code": "G", "name": "Green", "colour": "green"}, {"code": "R", "name": "Red", "colour": "red"}]
    stated = RagScale.model_validate({"stated": True, "levels": levels})
    assert rate(Decimal(5), stated) is None
    assert code_of(rate(Decimal(5), stated, Thresholds(at_least=numbers("0")))) == "G"


def test_a_neutral_level_is_neither_good_nor_an_exception_and_cannot_be_both() -> None:
    grey = {"code": "GY", "name": "Not started", "colour": "grey", "neutral": True}
    scale = ActionScale.model_validate({"levels": [grey]})
    assert (scale.is_good("GY"), scale.is_exception("GY"), scale.is_good("X")) == (False, False, False)
    with pytest.raises(ValidationError, match="not both"):
        ActionScale.model_validate({"levels": [{**grey, "exception": True}]})

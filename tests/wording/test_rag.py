import pytest

from hsp_cli.domain.rag import Basis, Level, RagScale
from hsp_cli.wording.rag import rag_key


@pytest.mark.parametrize(
    ("basis", "rows"),
    [
        (Basis.RELATIVE, ["+5% or better", "0% to below +5%", "worse than 0%"]),
        (Basis.POINTS, ["+5 points or better", "0 points to below +5 points", "worse than 0 points"]),
    ],
)
def test_the_key_lists_every_level_from_best_to_worst(basis: Basis, rows: list[str]) -> None:
    scale = RagScale(
        basis=basis,
        levels=(
            Level(code="G", name="Green", colour="green", at_least=5),  # type: ignore[arg-type]
            Level(code="A", name="Amber", colour="amber", at_least=0),  # type: ignore[arg-type]
            Level(code="R", name="Red", colour="red", exception=True),
        ),
    )
    assert [(code, name, exception) for code, name, _, exception in rag_key(scale)] == [
        ("G", "Green", "no"),
        ("A", "Amber", "no"),
        ("R", "Red", "yes"),
    ]
    assert [meaning for _, _, meaning, _ in rag_key(scale)] == rows


def test_a_scale_of_one_level_holds_any_result() -> None:
    assert rag_key(RagScale(levels=(Level(code="X", name="X", colour="x"),))) == (("X", "X", "any result", "no"),)

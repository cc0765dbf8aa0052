"""The columns of an indicator's rating in a quarter, which the tables of figures and of indicators share."""

from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import Performance
from hsp_cli.exchange.cells import Value
from hsp_cli.exchange.columns import paragraphs, rag_codes
from hsp_cli.exchange.tables import Column, ColumnType

_TEXT, _NUMBER, _PERIOD = ColumnType.TEXT, ColumnType.NUMBER, ColumnType.PERIOD

RATING = (
    Column(
        "rag",
        _TEXT,
        "RAG",
        "The rating of the quarter: published or, without one, computed. Empty if there is none.",
        "assessments.PERIOD.rag",
        is_input=True,
        choices=rag_codes,
        on_sheet=True,
        width=8,
    ),
    Column("rag_name", _TEXT, "RAG in words", "The name of the level.", on_sheet=True, width=14),
    Column("rag_basis", _TEXT, "RAG basis", "`published` if the record gives the rating; `computed` if hsp does."),
    Column("rag_computed", _TEXT, "Computed RAG", "The rating that the figure gives, whatever was published."),
    Column(
        "carried_from",
        _PERIOD,
        "RAG carried from",
        "The period that the published rating was carried forward from. Empty if it was not.",
        "assessments.PERIOD.as_at",
        on_sheet=True,
        seldom=True,
        width=11,
    ),
    Column(
        "rated_on",
        _PERIOD,
        "RAG based on",
        "The period of the figure that the quarter stands with: its own, one inside the quarter, or an earlier one.",
    ),
    Column(
        "variance",
        _NUMBER,
        "Variance",
        "How far the figure is from its target: above 0 is better. In percent of the target, or in points.",
    ),
    Column(
        "direction",
        _TEXT,
        "Direction",
        "The direction of the figure: up, down or same.",
        "assessments.PERIOD.direction",
        on_sheet=True,
        width=10,
    ),
    Column("direction_basis", _TEXT, "Direction basis", "`published` or `computed`."),
    Column("verdict", _TEXT, "Verdict", "Whether performance is improving, worsening or steady.", on_sheet=True),
    Column(
        "comment",
        _TEXT,
        "Comment",
        "The published comment on the quarter.",
        "assessments.PERIOD.comment",
        is_input=True,
        on_sheet=True,
        width=50,
    ),
    Column(
        "commented",
        _PERIOD,
        "Comment written on",
        "When the comment was written, if that is known. The figure may have been revised since.",
        "assessments.PERIOD.commented",
    ),
)


def rating_values(found: Performance | None, settings: Partnership) -> dict[str, Value]:
    """The values of `RATING`. Without a performance, all are empty: only quarters are rated."""
    if found is None:
        return {column.name: None for column in RATING}
    level = settings.rag.level(found.rag) if found.rag else None
    assessment = found.assessment
    is_known = found.figure is not None and found.figure.says_something
    is_published = assessment is not None and assessment.direction is not None
    return {
        "rag": found.rag,
        "rag_name": level.name if level else None,
        "rag_basis": found.rag_basis,
        "rag_computed": found.computed.code if found.computed else None,
        "carried_from": found.as_at.text if found.as_at else None,
        "rated_on": found.period.text if found.period and is_known else None,
        "variance": round(found.variance, 2) if found.variance is not None else None,
        "direction": found.direction.value if found.direction else None,
        "direction_basis": ("published" if is_published else "computed") if found.direction else None,
        "verdict": found.verdict.value if found.verdict else None,
        "comment": paragraphs(assessment.comment) if assessment else None,
        "commented": assessment.commented.text if assessment and assessment.commented else None,
    }

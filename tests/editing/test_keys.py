import pytest

from hsp_cli.domain.action import Action
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import models
from hsp_cli.domain.meeting import Meeting
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.partnership import Seat
from hsp_cli.domain.plan import Aim, IndicatorLink, Plan
from hsp_cli.domain.references import PARTIES
from hsp_cli.domain.risk import Rating, Risk
from hsp_cli.domain.walk import Shape
from hsp_cli.editing.keys import Form, RecordKey, keys_of


def key(model: type, name: str) -> RecordKey:
    return next(one for one in keys_of(model) if one.name == name)


@pytest.mark.parametrize("kind", Kind)
def test_every_key_of_every_kind_can_be_read_and_the_id_comes_first(kind: Kind) -> None:
    model = models()[kind]
    names = [one.name for one in keys_of(model)]
    assert sorted(names) == sorted(model.model_fields)
    assert names[0] == "id"


@pytest.mark.parametrize(
    ("model", "name", "form", "shape"),
    [
        (Indicator, "title", Form.TEXT, Shape.ONE),
        (Indicator, "id", Form.SLUG, Shape.ONE),
        (Indicator, "better", Form.CHOICE, Shape.ONE),
        (Indicator, "release", Form.LAG, Shape.ONE),
        (Indicator, "seasonal", Form.FLAG, Shape.ONE),
        (Indicator, "observations", Form.FILE, Shape.ONE),
        (Indicator, "figures", Form.PART, Shape.MAPPING),
        (Indicator, "schemes", Form.REFERENCE, Shape.LIST),
        (Action, "due", Form.DEADLINE, Shape.ONE),
        (Action, "start", Form.PERIOD, Shape.ONE),
        (Plan, "columns", Form.TEXT, Shape.MAPPING),
        (Aim, "aims", Form.PART, Shape.LIST),
    ],
)
def test_a_key_has_the_form_and_shape_of_its_type(model: type, name: str, form: Form, shape: Shape) -> None:
    assert key(model, name)[2:4] == (form, shape)


def test_a_key_says_what_it_may_hold() -> None:
    assert key(Indicator, "better").choices == ("higher", "lower", "within", "neutral")
    assert key(Indicator, "decimals").limits == (0, 10)
    assert key(Seat, "count").limits == (1, 10**9)
    assert key(Meeting, "body").kinds == (Kind.BODY,)
    assert (key(Action, "owners").kinds, key(Action, "owners").part) == (PARTIES, Owner)
    assert (key(Aim, "indicators").kinds, key(Aim, "indicators").part) == ((Kind.INDICATOR,), IndicatorLink)
    assert (key(Risk, "ratings").by_period, key(Risk, "ratings").part) == (True, Rating)
    assert key(Plan, "footnotes").names == ("target", "method")


def test_a_key_says_whether_a_record_needs_it() -> None:
    assert [one.name for one in keys_of(Indicator) if one.is_required] == ["id", "title", "unit", "better"]

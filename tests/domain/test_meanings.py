"""The meaning of each key: every key has one, found by its model, and no meaning is left over."""

import pytest
from pydantic import BaseModel

from hsp_cli.domain.action import Action, Update
from hsp_cli.domain.indicator import Figure
from hsp_cli.domain.meanings import MEANINGS, meaning_of
from hsp_cli.domain.plan import MeasurePart, Milestone
from tests.test_docs import models


def test_a_key_is_explained_by_its_own_model_first() -> None:
    assert meaning_of(Action, "due") == "the current deadline"
    assert meaning_of(Milestone, "due") == "when"


def test_a_key_that_models_share_is_explained_once() -> None:
    assert meaning_of(MeasurePart, "target") == "the target"
    assert meaning_of(Action, "id") == meaning_of(Milestone, "id")
    assert meaning_of(Figure, "note") == "anything else that a reader of the record should know"


def test_a_key_that_no_model_has_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"Update\.colour"):
        meaning_of(Update, "colour")


def test_no_meaning_is_of_a_key_that_is_gone() -> None:
    fields = {f"{one.__module__.rpartition('.')[2]}.{one.__name__}": one.model_fields for one in all_models()}
    left = [f"{model}.{key}" for model, keys in MEANINGS.items() for key in keys if key not in fields.get(model, {})]
    assert left == []


def all_models() -> set[type[BaseModel]]:
    """Every model that files are made of, with those that they share."""
    return {base for model in models() for base in model.__mro__ if issubclass(base, BaseModel)}

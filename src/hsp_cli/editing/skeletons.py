"""Skeletons: a new record with its keys, and every other key of its kind as a comment with an example."""

from collections.abc import Iterator, Mapping
from typing import Any

from hsp_cli.domain.meanings import meaning_of
from hsp_cli.domain.record import Record
from hsp_cli.editing.examples import WORDS, Surroundings, example_of
from hsp_cli.editing.given_values import either
from hsp_cli.editing.keys import RecordKey, keys_of
from hsp_cli.store.skeletons import CommentedKey, record_text

_HEAD = "Further keys. To use one, remove the # in front of it and write your own value."


def skeleton(model: type[Record], data: Mapping[str, Any], around: Surroundings) -> str:
    """A record of a model with some data, and the keys that it does not have as comments."""
    return record_text(data, commented_keys(model, data, around), _HEAD)


def commented_keys(model: type[Record], given: Mapping[str, Any], around: Surroundings) -> Iterator[CommentedKey]:
    """The keys of a model that are not given, in its order, each with an example.

    Keys without an example are left out: those that need others or a file beside them, and those that name a record of
    a kind of which the workspace has none. So is `inferred`, because a new record has nothing that could be inferred.
    """
    for key in keys_of(model):
        if key.name in given or key.name == "inferred":
            continue
        if (value := example_of(model, key, around)) is not None:
            yield CommentedKey(key.name, value, _meaning(model, key))


def _meaning(model: type[Record], key: RecordKey) -> str:
    """What a key means, after the words that it may be."""
    words = f"{either(key.choices)}: " if key.choices else ""
    return words + meaning_of(model, key.name)


def placeholder(model: type[Record], key: RecordKey, around: Surroundings) -> Any:
    """A value for a required key that nobody has given: an example, or the sign for words to write."""
    found = example_of(model, key, around)
    return WORDS if found is None else found

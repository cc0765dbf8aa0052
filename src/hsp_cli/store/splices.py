"""Splices: changes to the text of a file at the place of a value. Every other character stays as it was.

The result is read back: its data must be those of the text before with the edits applied (`domain.edit.applied`), which
knows nothing of YAML. What cannot be done exactly is refused.
"""

from collections.abc import Sequence
from typing import Any

from hsp_cli.domain.edit import Append, Edit, Set, applied, as_read, is_same, place_text, value_at
from hsp_cli.domain.finding import Key
from hsp_cli.domain.period import canonical_spelling
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.new_values import Names
from hsp_cli.store.parsing import parse
from hsp_cli.store.splice_text import Splice, with_splices
from hsp_cli.store.splicer import Appends, Change, Splicer


def spliced(text: str, edits: Sequence[Edit]) -> str:
    """A text after some edits, one after the other. RequestRefused if they cannot be made exactly."""
    expected = _data(text)
    result = text
    pending: list[Splice] = []
    touched = _Touched()
    splicer = Splicer(text)
    for edit in _with_appends_joined(edits):
        before, expected = expected, applied(expected, _single(edit))
        if isinstance(edit, Set) and is_same(as_read(edit.value), value_at(before, edit.keys, ...)):
            continue
        if edit.keys in touched:
            result = with_splices(result, pending)
            splicer, pending, touched = Splicer(result), [], _Touched()
        pending += splicer.splices(edit)
        touched.add(splicer.touched)
    result = with_splices(result, pending)
    if not is_same(_data(result), as_read(expected)):
        places = ", ".join(dict.fromkeys(place_text(edit.keys) for edit in edits))
        raise RequestRefused(f"{places[:200]} cannot be changed exactly in this file", "change the file by hand")
    return result


def _with_appends_joined(edits: Sequence[Edit]) -> list[Change]:
    joined: list[Change] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if not isinstance(edit, Append):
            joined.append(edit)
        elif isinstance(last, Appends) and last.keys == edit.keys:
            last.values.append(edit.value)
        else:
            joined.append(Appends(edit.keys, [edit.value], edit.after))
    return joined


def _single(edit: Change) -> list[Edit]:
    return [Append(edit.keys, value) for value in edit.values] if isinstance(edit, Appends) else [edit]


class _Touched:
    """The places inside which a text is about to change. A period may have any spelling."""

    def __init__(self) -> None:
        self._places: set[Names] = set()
        self._around: set[Names] = set()

    def add(self, keys: Sequence[Key]) -> None:
        place = _canonical(keys)
        self._places.add(place)
        self._around.update(place[:length] for length in range(len(place) + 1))

    def __contains__(self, keys: Sequence[Key]) -> bool:
        """Whether a place is one of these, is inside one, or has one inside."""
        place = _canonical(keys)
        return place in self._around or any(place[:length] in self._places for length in range(len(place)))


def _canonical(keys: Sequence[Key]) -> Names:
    return tuple(canonical_spelling(str(key)) or str(key) for key in keys)


def _data(text: str) -> Any:
    try:
        return parse(guarded_text(text.encode(), max(len(text) * 4, 1)))
    except UnicodeEncodeError:
        # Python keeps bytes of a command line that are not UTF-8 as halves of characters.
        raise RequestRefused("a text has characters that are not UTF-8", "write it in UTF-8") from None
    except Refused as refused:
        problem = refused.problems[0]
        words = f"the file is not sound YAML: line {problem.line}, {problem.message}"
        raise RequestRefused(words, "run hsp validate, and correct the file first") from None

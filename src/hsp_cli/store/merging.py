"""Merges two changed versions of a file: the text of each change stays as its author wrote it, comments included.

The files are compared entry by entry. An entry that only one side changed is taken from that side, with the comments
above it. An entry that both changed is compared inside. The result is read back: its data must be those that
`domain.merging` makes of the plain data, which knows nothing of YAML.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from hsp_cli.domain.edit import Append, Edit, Remove, Set, is_same
from hsp_cli.domain.finding import Key
from hsp_cli.domain.merging import MAX_ENTRIES, MISSING, Merged, merged, steps
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.nodes import Node, line_start, read_nodes
from hsp_cli.store.parsing import parse
from hsp_cli.store.segments import Segment, Side, begins_line, comments_in, inner_start, segments_of
from hsp_cli.store.splices import spliced


class Conflict(NamedTuple):
    """Whole lines that the two sides changed differently."""

    base: str
    ours: str
    theirs: str


Piece = str | Conflict


class MergedText(NamedTuple):
    """The merged text, once with what each of the three versions has at the conflicts. All equal without conflicts.

    `places` are the places in the data that both sides changed differently.
    """

    base: str
    ours: str
    theirs: str
    places: tuple[tuple[Key, ...], ...]

    @property
    def is_clean(self) -> bool:
        return self.ours == self.theirs and not self.places


def merged_text(base: str, ours: str, theirs: str) -> MergedText | None:
    """Merge two changes of a text. None if the texts cannot be merged by their records.

    The texts have one kind of line end, and a last one.
    """
    try:
        data = [_data(text) for text in (base, ours, theirs)]
        sides = [Side(text, read_nodes(text)) for text in (base, ours, theirs)]
    except (Refused, RequestRefused):
        return None
    if not all(isinstance(one, dict) and one for one in data) or any(map(_has_empty_key, data)):
        return None
    pieces = [*_Merger(*sides).document(*data)]
    versions = [_joined(pieces, side) for side in range(3)]
    expected = merged(*data)
    return (
        MergedText(versions[0], versions[1], versions[2], expected.conflicts)
        if _is_sound(versions, expected, sides)
        else None
    )


def _data(text: str) -> Any:
    return parse(guarded_text(text.encode(), max(len(text) * 4, 1)))


def _has_empty_key(data: Any) -> bool:
    """Whether a mapping has an entry without a name, as `: x` makes one. In a step, None is a missing entry."""
    if isinstance(data, dict):
        return None in data or any(map(_has_empty_key, data.values()))
    return isinstance(data, list) and any(map(_has_empty_key, data))


def _is_sound(versions: Sequence[str], expected: Merged, sides: "Sequence[Side]") -> bool:
    """Whether the merged versions say the same as the three together, and have the comments of both sides."""
    try:
        found = merged(*map(_data, versions))
        comments = [Side(text, read_nodes(text)).comments for text in versions]
    except (Refused, RequestRefused):
        return False
    base, ours, theirs = (side.comments for side in sides)
    return (
        is_same(found.data, expected.data)
        and found.conflicts == expected.conflicts
        and not (ours - base) - comments[1]
        and not (theirs - base) - comments[2]
    )


def _joined(pieces: Sequence[Piece], side: int) -> str:
    return "".join(piece if isinstance(piece, str) else piece[side] for piece in pieces)


class _Merger:
    """Makes pieces of text of three versions. Each method yields whole lines, as far as the first begins one."""

    def __init__(self, base: Side, ours: Side, theirs: Side) -> None:
        self._sides = (base, ours, theirs)

    def document(self, base: Any, ours: Any, theirs: Any) -> Iterator[Piece]:
        roots = [side.root for side in self._sides]
        if not all(root is not None and root.is_block and len(root.entries) <= MAX_ENTRIES for root in roots):
            yield Conflict(*(side.text for side in self._sides))
            return
        lists = [segments_of(side, side.root, 0) for side in self._sides]
        yield from self._entries(lists, (base, ours, theirs))
        tails = [side.text[segments[-1].end :] for side, segments in zip(self._sides, lists, strict=True)]
        yield from _lead(*tails)

    def _entries(self, lists: Sequence[list[Segment]], data: tuple[Any, Any, Any]) -> Iterator[Piece]:
        """The entries of three mappings or lists in block style, at the same column."""
        is_mapping = isinstance(data[1], dict)
        by_key: list[dict[Key, Segment]] = [
            dict(zip(one if is_mapping else range(len(segments)), segments, strict=True)) if segments else {}
            for one, segments in zip(data, lists, strict=True)
        ]
        for step in steps(*data):
            segments = [side.get(key) if key is not None else None for side, key in zip(by_key, step, strict=True)]
            values = [MISSING if key is None else one[key] for one, key in zip(data, step, strict=True)]
            yield from self._entry(segments, values)

    def _entry(self, segments: list[Segment | None], values: list[Any]) -> Iterator[Piece]:
        base, ours, theirs = segments
        leads = [segment.lead if segment else "" for segment in segments]
        bodies = [segment.body if segment else "" for segment in segments]
        if ours is None or theirs is None:
            present = ours or theirs
            if present is None:
                return
            if base is None:  # only one side has added it
                yield present.whole
            elif present.body == base.body:  # one side has removed it, and the other has not changed it
                yield _only_new(base.lead, present.lead)
            else:
                yield Conflict(*(segment.whole if segment else "" for segment in segments))
            return
        yield from _lead(*leads)
        chosen = _chosen(*bodies)
        if chosen is not None:
            yield chosen
        elif (inside := self._inside(segments, values)) is not None:
            yield from inside
        else:
            yield Conflict(*bodies)

    def _inside(self, segments: list[Segment | None], values: list[Any]) -> list[Piece] | None:
        """What three versions of an entry become when they are compared inside. None if that is not possible."""
        nodes = [segment.entry.node if segment else None for segment in segments]
        known = [node for node in nodes if node]
        is_block = all(
            node.is_block and node.is_mapping == known[-1].is_mapping and len(node.entries) <= MAX_ENTRIES
            for node in known
        )
        if is_block and len({node.column for node in known}) == 1:
            return self._block(segments, nodes, values)
        _, ours, theirs = segments
        assert ours is not None  # both sides have the entry
        assert theirs is not None
        text = self._by_data(ours, values)
        new = comments_in(theirs.body) - (comments_in(segments[0].body) if segments[0] else Counter())
        return None if text is None or new - comments_in(text) else [text]

    def _block(self, segments: list[Segment | None], nodes: list[Node | None], values: list[Any]) -> list[Piece] | None:
        starts = [inner_start(segment) if segment else 0 for segment in segments]
        heads = [
            segment.side.text[segment.start : at] if segment else ""
            for segment, at in zip(segments, starts, strict=True)
        ]
        lists = [segments_of(side, node, start) for side, node, start in zip(self._sides, nodes, starts, strict=True)]
        is_compact = [
            bool(one) and one[0].start == start and not begins_line(one[0])
            for one, start in zip(lists, starts, strict=True)
        ]
        present = [one for one, segment in zip(is_compact, segments, strict=True) if segment]
        if any(present) and not (all(present) and len({one[0].entry.name for one in lists if one}) == 1):
            return None
        head = _chosen(*heads)
        if head is None:
            return None
        empty: Any = {} if isinstance(values[1], dict) else []
        data = [empty if value is MISSING else value for value in values]
        return [head, *self._entries(lists, (data[0], data[1], data[2]))]

    def _by_data(self, ours: Segment, values: list[Any]) -> str | None:
        """The lines of an entry of ours with the changes of theirs, made in its data. None if they conflict."""
        found = merged(*values)
        if found.conflicts or found.data is MISSING:
            return None
        is_item = ours.body.lstrip(" ").startswith("-") and ours.entry.stem == ours.entry.start + 1
        keys: tuple[Key, ...] = (0,) if is_item else (ours.entry.name,)
        margin = " " * (ours.start - line_start(ours.side.text, ours.start))  # behind a dash, none of it is its own
        try:
            return spliced(margin + ours.body, [*_edits(keys, values[1], found.data)])[len(margin) :]
        except RequestRefused:
            return None


def _chosen(base: str, ours: str, theirs: str) -> str | None:
    """The text of the side that has changed it. None if both have, differently."""
    if ours == theirs or base == theirs:
        return ours
    return theirs if base == ours else None


def _lead(base: str, ours: str, theirs: str) -> Iterator[Piece]:
    """The comments above an entry. If both sides changed them, ours, with the lines that are new in theirs."""
    chosen = _chosen(base, ours, theirs)
    yield chosen if chosen is not None else ours + _only_new(base + ours, theirs)


def _only_new(base: str, lead: str) -> str:
    """The lines with comments above an entry that another version does not have."""
    known = set(base.splitlines())
    return "".join(line for line in lead.splitlines(keepends=True) if line.strip() and line.rstrip("\n") not in known)


def _edits(keys: tuple[Key, ...], before: Any, after: Any) -> Iterator[Edit]:
    """The edits that make one value of another."""
    if is_same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [key for key in before if key not in after]:
            yield Remove((*keys, key))
        for key, value in after.items():
            if key in before:
                yield from _edits((*keys, key), before[key], value)
            else:
                yield Set((*keys, key), value)
    elif isinstance(before, list) and isinstance(after, list) and after[: len(before)] == before:
        for item in after[len(before) :]:
            yield Append(keys, item)
    else:
        yield Set(keys, after)

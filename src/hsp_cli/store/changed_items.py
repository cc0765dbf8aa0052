"""The items of a list in which two versions of a file differ, found without parsing either version.

A delivery plan has 60 actions, and most commits change one of them. To parse only that one is 30 times as fast. An item
counts if it is written as files usually have it, with `- id: ` at the start of its first line.
"""

import re

_ITEM = "- id: "
_TOO_SHORT = 4096
"""The characters up to which a file is parsed as a whole, which then takes no longer."""


def changed_items(before: str, after: str) -> tuple[str, str] | None:
    """A short run of whole items that holds every difference, from each of two versions.

    None if there is none, or if the run would be most of the file. The run starts with the same line in both versions.
    What precedes it and what follows it are the same, and what follows starts with an item that is not inside the run.
    No line of the run is less indented than its first. So if both runs are valid YAML alone, and the earlier one was a
    run of items in its file, the rest of the file has the same meaning in both.
    """
    if min(len(before), len(after)) < _TOO_SHORT:
        return None
    same = _common_start(before, after)
    rest = _common_end(before, after, same)
    end = before.find("\n", len(before) - rest) + 1 or len(before)
    from_end = len(before) - end
    start, indent = _item_before(before, same, len(before))
    while start >= 0:
        following = re.compile(rf"^ {{0,{indent}}}{_ITEM}", re.MULTILINE).search(before, end)
        stop = following.start() if following else len(before)
        runs = before[start:stop], after[start : len(after) - (len(before) - stop)]
        if len(runs[0]) * 2 > len(before) or from_end < len(before) - stop:
            return None
        outside = re.compile(rf"^ {{0,{indent - 1}}}[^ \r\n]", re.MULTILINE) if indent else None
        if outside is None or not any(map(outside.search, runs)):
            return runs
        start, indent = _item_before(before, start, indent)
    return None


def _item_before(text: str, end: int, indent: int) -> tuple[int, int]:
    """Where the last line starts that is whole before `end`, starts an item and is indented less than `indent`, and
    how far it is indented. -1 if there is none.
    """
    found = end
    while (found := text.rfind(_ITEM, 0, found)) >= 0:
        start = text.rfind("\n", 0, found) + 1
        if found - start < indent and not text[start:found].strip(" ") and -1 < text.find("\n", found) < end:
            return start, found - start
    return -1, 0


def _common_start(before: str, after: str) -> int:
    """How many characters two texts have in common at their starts."""
    low, high = 0, min(len(before), len(after))
    while low < high:
        middle = (low + high + 1) // 2
        if before[low:middle] == after[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(before: str, after: str, start: int) -> int:
    """How many characters two texts have in common at their ends, without what is before `start`."""
    low, high = 0, min(len(before), len(after)) - start
    while low < high:
        middle = (low + high + 1) // 2
        if before[len(before) - middle : len(before) - low] == after[len(after) - middle : len(after) - low]:
            low = middle
        else:
            high = middle - 1
    return low

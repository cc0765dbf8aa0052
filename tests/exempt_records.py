"""Records that are marked as exempt in the YAML of tests."""

import re

from tests.workspaces import Files


def exempted(files: Files, path: str, *ids: str) -> dict[str, str | bytes]:
    """The files with a mark at the first record of one of them that has each of these ids."""
    text = files[path]
    assert isinstance(text, str)
    for one in ids:
        found = re.search(rf"^(?P<lead>[ -]*)id: {one}$|\{{id: {one}\b", text, re.MULTILINE)
        assert found, one
        lead = found["lead"]
        mark = f"{{exempt: Why, id: {one}" if lead is None else f"{lead}id: {one}\n{' ' * len(lead)}exempt: Why"
        text = text[: found.start()] + mark + text[found.end() :]
    return {**files, path: text}

"""Opens and parses one file. The models are not needed for it, so another process can do it while they load."""

from typing import Any, NamedTuple

from hsp_cli.store.files import FileNotRead, Signature, read_file
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.parsing import parse


class ParsedFile(NamedTuple):
    """The bytes of a file, its signature and its plain data, which another process can send.

    `data` is None if the text is refused, empty or not parsed yet. Its problems are found when it is parsed again.
    """

    content: bytes
    signature: Signature
    data: Any


def parse_file(path: str, max_bytes: int) -> ParsedFile | None:
    """Open and parse one file. None if it cannot be read."""
    try:
        content, signature = read_file(path, max_bytes)
    except FileNotRead:
        return None
    try:
        return ParsedFile(content, signature, parse(guarded_text(content, max_bytes)))
    except Refused:
        return ParsedFile(content, signature, None)

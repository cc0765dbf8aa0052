"""Opens and parses files in other processes, while this one imports its libraries and builds records.

This module imports little, so that the other processes can start at once.
"""

import marshal
import mmap
import os
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Self

from hsp_cli.checking.processes import Process, processors
from hsp_cli.store.file_parser import ParsedFile, parse_file
from hsp_cli.store.files import Signature, max_file_bytes
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile

_MOST = 2
"""Parsing takes less than twice as long as building records, so more processes would only wait."""

_MOST_AHEAD = 64_000_000
"""The bytes that a process holds until they are asked for. Then it waits."""

_LENGTH = struct.Struct("=Q")
_BUFFER = 256 * 1024


class ParsingAhead:
    """Other processes that parse the records of a workspace, other than the settings. There are none for few files."""

    def __init__(self, root: str, files: Sequence[DataFile]) -> None:
        self.files = files
        self.records = [file for file in files if file.path != PARTNERSHIP_FILE and not file.is_beside]
        count = min(processors(len(self.records)) - 1, _MOST)
        self._parsers: list[_Parser] = []
        for first in range(count):
            self._parsers.append(_Parser(root, self.records[first::count]))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        for parser in self._parsers:
            parser.end()

    def each(self) -> Iterator[tuple[DataFile, ParsedFile | None]]:
        """Each file in order, opened and parsed. None for a file that this process has to read itself."""
        for position, file in enumerate(self.records):
            parser = self._parsers[position % len(self._parsers)] if self._parsers else None
            yield file, parsed(parser.next_message() if parser else None)

    def stop(self) -> Mapping[str, bytes]:
        """What has been parsed so far, by path, for `parsed`. The other processes stop parsing and end."""
        for parser in self._parsers:
            parser.stop()
        found = {path: message for parser in self._parsers for path, message in parser.messages()}
        for parser in self._parsers:
            parser.end()
        return found


class _Parser:
    """A forked process that parses some files and sends them through a pipe."""

    def __init__(self, root: str, files: Sequence[DataFile]) -> None:
        self._files = files
        self._is_stopped = mmap.mmap(-1, 1)
        ours, theirs = os.pipe()
        self._sent = os.fdopen(ours, "rb", _BUFFER)
        try:
            self._process: Process | None = Process(lambda: self._send(root, theirs))
        except OSError:
            self._process = None  # no process is available, so the pipe stays empty
        os.close(theirs)

    def _send(self, root: str, pipe: int) -> None:
        """Parse on while the pipe is full: the first process reads it only after its imports."""
        self._sent.close()
        max_bytes = max_file_bytes()
        unsent = bytearray()
        for file in self._files:
            if self._is_stopped[0]:
                break
            message = _message(parse_file(f"{root}/{file.path}", max_bytes))
            unsent += _LENGTH.pack(len(message))
            unsent += message
            os.set_blocking(pipe, len(unsent) > _MOST_AHEAD)
            with suppress(BlockingIOError):
                del unsent[: os.write(pipe, unsent)]
        os.set_blocking(pipe, True)
        while unsent:
            del unsent[: os.write(pipe, unsent)]

    def stop(self) -> None:
        self._is_stopped[0] = 1

    def messages(self) -> Iterator[tuple[str, bytes]]:
        """The messages that the process still sends, with the paths of their files."""
        for file in self._files:
            if message := self.next_message():
                yield file.path, message

    def next_message(self) -> bytes | None:
        """The next file as it was sent. None if the process has ended."""
        length = self._sent.read(_LENGTH.size)
        return self._sent.read(*_LENGTH.unpack(length)) if len(length) == _LENGTH.size else None

    def end(self) -> None:
        """Stop the process if it is still running, and free its memory."""
        self._sent.close()
        if self._process:
            self._process.end()
        self._is_stopped.close()


def parsed(message: bytes | None) -> ParsedFile | None:
    """The parsed file of a message. None if the process could not read it, or has ended while it was sending."""
    try:
        plain = marshal.loads(message) if message else None
    except EOFError:
        return None
    return plain and ParsedFile(plain[0], Signature(*plain[1]), plain[2])


def _message(found: ParsedFile | None) -> bytes:
    """A parsed file as bytes, which take a tenth of the time to send that a record would take."""
    if found is None:
        return marshal.dumps(None)
    content, signature, data = found
    try:
        return marshal.dumps((content, tuple(signature), data))
    except ValueError:  # the data hold something other than plain values; this process will parse the file again
        return marshal.dumps((content, tuple(signature), None))

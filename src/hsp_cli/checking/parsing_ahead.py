"""Opens and parses files in other processes, while this one builds the records of the files before."""

import marshal
import os
import struct
from collections.abc import Generator, Sequence

from hsp_cli.checking.processes import Process, processors
from hsp_cli.store.file_reader import FileReader, ParsedFile
from hsp_cli.store.files import Signature
from hsp_cli.store.layout import DataFile

_MOST = 2
"""Parsing takes less than twice as long as building records, so more processes would only wait."""

_LENGTH = struct.Struct("=Q")
_BUFFER = 256 * 1024


def parsed_ahead(reader: FileReader, files: Sequence[DataFile]) -> Generator[ParsedFile | None, None, None]:
    """Each file in order, opened and parsed. None for a file that this process has to read itself."""
    count = min(processors(len(files)) - 1, _MOST)
    parsers: list[_Parser] = []
    try:
        parsers += (_Parser(reader, files[first::count]) for first in range(count))
        for position in range(len(files)):
            yield parsers[position % count].next_file() if parsers else None
    finally:
        for parser in parsers:
            parser.end()


class _Parser:
    """A forked process that parses some files and sends them through a pipe."""

    def __init__(self, reader: FileReader, files: Sequence[DataFile]) -> None:
        ours, theirs = os.pipe()
        self._sent = os.fdopen(ours, "rb", _BUFFER)
        try:
            self._process: Process | None = Process(lambda: self._send(reader, files, theirs))
        except OSError:
            self._process = None  # no process is available, so the pipe stays empty
        os.close(theirs)

    def _send(self, reader: FileReader, files: Sequence[DataFile], pipe: int) -> None:
        self._sent.close()
        with os.fdopen(pipe, "wb", _BUFFER) as sent:
            for file in files:
                message = _message(reader.parse(file))
                sent.write(_LENGTH.pack(len(message)))
                sent.write(message)

    def next_file(self) -> ParsedFile | None:
        """The next file. None if the process could not read it, or has failed."""
        try:
            message = self._sent.read(*_LENGTH.unpack(self._sent.read(_LENGTH.size)))
            parsed = marshal.loads(message)
        except (struct.error, EOFError):  # the process has ended early
            return None
        return parsed and ParsedFile(parsed[0], Signature(*parsed[1]), parsed[2])

    def end(self) -> None:
        """Stop the process if it is still running."""
        self._sent.close()
        if self._process:
            self._process.end()


def _message(parsed: ParsedFile | None) -> bytes:
    """A parsed file as bytes, which take a tenth of the time to send that a record would take."""
    if parsed is None:
        return marshal.dumps(None)
    content, signature, data = parsed
    try:
        return marshal.dumps((content, tuple(signature), data))
    except ValueError:  # the data hold something other than plain values; this process will parse the file again
        return marshal.dumps((content, tuple(signature), None))

"""A client of a language server over its standard streams, as an editor is one (LSP 3.17)."""

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """A mistake that the server reports: its line and the columns it covers, from 0, and the message."""

    line: int
    start: int
    end: int
    message: str


class LanguageServer:
    """A running server. `settings` are the answers to its questions for the settings of each section."""

    def __init__(self, command: Sequence[str], root: Path, settings: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._root, self._settings, self._asked = root, settings, 0
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"completion": {}, "hover": {}}}
        self._ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": capabilities})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {}})

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, path: str, text: str) -> list[Mark]:
        """Open a file in the editor. Returns what the server reports of it."""
        uri = (self._root / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        name = "textDocument/publishDiagnostics"
        told = self._until(lambda message: message.get("method") == name and message["params"]["uri"] == uri)
        return sorted(
            Mark(
                found["range"]["start"]["line"],
                found["range"]["start"]["character"],
                found["range"]["end"]["character"],
                found["message"],
            )
            for found in told["params"]["diagnostics"]
        )

    def offered(self, path: str, line: int, column: int) -> dict[str, str]:
        """What the server offers at a place: the text that it would put there, by its name."""
        told = self._ask("textDocument/completion", self._at(path, line, column))["result"] or {}
        return {item["label"]: item.get("insertText", item["label"]) for item in told.get("items", [])}

    def explained(self, path: str, line: int, column: int) -> str:
        """What the server shows beside a place, as Markdown."""
        told = self._ask("textDocument/hover", self._at(path, line, column))["result"]
        return str(told["contents"]["value"]) if told else ""

    def _at(self, path: str, line: int, column: int) -> dict[str, Any]:
        return {
            "textDocument": {"uri": (self._root / path).as_uri()},
            "position": {"line": line, "character": column},
        }

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _ask(self, method: str, params: Any) -> Any:
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        return self._until(lambda message: message.get("id") == number and "method" not in message)

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _until(self, is_wanted: Callable[[Any], bool]) -> Any:
        """Read messages until one that is wanted. The server's own questions are answered meanwhile."""
        while True:
            message = self._read()
            if message.get("method") == "workspace/configuration":
                sections = [item.get("section", "") for item in message["params"]["items"]]
                self._send({"id": message["id"], "result": [self._settings.get(section, {}) for section in sections]})
            elif "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})
            if is_wanted(message):
                return message

    def _read(self) -> Any:
        assert self._process.stdout is not None
        size = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        assert size, "the server has ended"
        return json.loads(self._process.stdout.read(size))

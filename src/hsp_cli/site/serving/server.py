"""The local server: HTTP on this machine alone, one request a connection, and nothing but the site's own files."""

import io
import re
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from typing import Any, Protocol

from hsp_cli.domain.request import RequestRefused
from hsp_cli.site.serving.addresses import path_of, refusal
from hsp_cli.site.serving.answers import Answer, text_answer

ADDRESS = "127.0.0.1"
"""The only address: no other machine can reach it."""

_MOST_BYTES = 16_384
"""The largest head of a request. Those of browsers have about a tenth of it."""

_MOST_SECONDS = 10.0
"""The time for the whole head of a request."""

_MOST_SECONDS_TO_TAKE = 60.0
"""The time in which a client has to take an answer."""

_MOST_LOGGED = 200
"""The most characters of a request in the log."""

_END = re.compile(rb"\n\r?\n")
"""The empty line at the end of a head."""

_MOST_CONNECTIONS = 64
"""Connections that are answered at the same time. A browser opens six."""

_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a browser may do for a page: use this server's own files, and no page of another site around it."""

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Shown(Protocol):
    """What the server shows."""

    def answer(self, path: str) -> Answer:
        """The answer to a request for a path."""
        ...


class Server(ThreadingMixIn, TCPServer):
    """The server. Each connection has a thread, up to a limit."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there, a second server could take the port from the first
    request_queue_size = _MOST_CONNECTIONS

    def __init__(
        self, port: int, shown: Shown, log: Callable[[str], None], report: Callable[[Exception], None]
    ) -> None:
        """Take the port; 0 takes any that is free. `log` gets a line for each request, `report` each bug.

        RequestRefused if the port cannot be taken.
        """
        self.shown = shown
        self.log = log
        self.report = report
        self._room = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        try:
            super().__init__((ADDRESS, port), _Handler)
        except (OSError, OverflowError) as error:
            reason = (getattr(error, "strerror", None) or "a port is a number from 0 to 65535").lower()
            raise RequestRefused(
                f"port {port} cannot be used: {reason}", "choose another: --port N, or --port 0 for any free one"
            ) from None

    @property
    def port(self) -> int:
        """The port that was taken."""
        return int(self.server_address[1])

    @property
    def name(self) -> str:
        """The name of the host, as it is in an address."""
        return f"{ADDRESS}:{self.port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread of its own. If all are busy, the connection is closed."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, _request: Any, _client_address: Any) -> None:
        """A connection that breaks off is no fault of hsp; anything else is reported."""
        error = sys.exc_info()[1]
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self.report(error)


class _Handler(BaseHTTPRequestHandler):
    """Answers the one request of a connection. The base class reads its head, once it is known to be short."""

    server: Server
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # HTTP/0.9 has no headers, so it would not name this machine

    def handle(self) -> None:
        head = self._head()
        if not head:
            return
        self.rfile = io.BufferedReader(io.BytesIO(head))
        self.raw_requestline = self.rfile.readline()
        self.connection.settimeout(_MOST_SECONDS_TO_TAKE)
        if self.parse_request():
            self._send(self._answer())

    def _head(self) -> bytes:
        """The head of the request, up to its empty line. Nothing if it does not come whole and in time."""
        head, end = b"", time.monotonic() + _MOST_SECONDS
        while not _END.search(head):
            left = end - time.monotonic()
            if left <= 0 or len(head) > _MOST_BYTES:
                return b""
            self.connection.settimeout(left)
            try:
                piece = self.connection.recv(_MOST_BYTES)
            except TimeoutError:
                return b""
            if not piece:
                return b""
            head += piece
        return head

    def _answer(self) -> Answer:
        headers = {name.lower(): self.headers.get_all(name, ()) for name in self.headers}
        if refused := refusal(self.command, headers, self.server.port):
            return refused
        path = path_of(self.path)
        if path is None:
            return text_answer(400, "This is not an address of a page.")
        try:
            return self.server.shown.answer(path)
        except Exception as error:
            self.server.report(error)
            return text_answer(500, "hsp has failed at this page. The terminal says where; other pages still work.")

    def _send(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        if answer.status == 405:
            self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.content)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)
        asked = f"{self.command} {self.path}" if self.command else "?"
        self.server.log(f"{asked[:_MOST_LOGGED].encode('ascii', 'backslashreplace').decode()} {answer.status}")

    def send_error(self, code: int, _message: str | None = None, _explain: str | None = None) -> None:
        """Answer a request that cannot be read. The base class would repeat parts of it in a page."""
        self._send(text_answer(int(code), "This request cannot be read."))

    def handle_expect_100(self) -> bool:
        """A client that waits to send a content is told at once that a request has none."""
        return True

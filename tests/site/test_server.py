"""The local server over real connections, as a browser, a stranger and a broken client use it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.site.serving import server as serving
from hsp_cli.site.serving.answers import Answer
from hsp_cli.site.serving.server import Server


class Shelf:
    """Three files, one of which fails."""

    FILES = {"index.html": b"<p>home</p>", "data/a.csv": b"a,b\n"}

    def answer(self, path: str) -> Answer:
        if path == "broken.html":
            raise ZeroDivisionError("a secret of the records")
        if path not in self.FILES:
            return Answer(404, "text/plain; charset=utf-8", b"not here\n")
        return Answer(200, "text/html; charset=utf-8", self.FILES[path])


class Running:
    """A running server, what it has logged and what it has reported."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.bugs: list[Exception] = []
        self.server = Server(0, Shelf(), self.log.append, self.bugs.append)
        self.port = self.server.port

    def send(self, data: bytes) -> bytes:
        """What the server sends back until it closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(data)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def ask(self, line: str, *headers: str) -> bytes:
        head = "\r\n".join((line, f"Host: localhost:{self.port}", *headers, "", ""))
        return self.send(head.encode("latin-1"))


@contextmanager
def running() -> Iterator[Running]:
    found = Running()
    thread = threading.Thread(target=found.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.server.shutdown()
        found.server.server_close()


@pytest.fixture(scope="module")
def here() -> Iterator[Running]:
    with running() as found:
        yield found


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


def test_a_page_is_shown_once_and_the_connection_is_closed(here):
    answer = here.ask("GET / HTTP/1.1")
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nConnection: close\r\n" in answer
    assert body(answer) == b"<p>home</p>"


def test_a_head_has_the_length_and_no_content(here):
    answer = here.ask("HEAD / HTTP/1.1")
    assert b"\r\nContent-Length: 11\r\n" in answer
    assert body(answer) == b""


def test_every_answer_says_what_a_browser_must_not_do(here):
    for answer in (here.ask("GET / HTTP/1.1"), here.ask("GET /x HTTP/1.1"), here.ask("POST / HTTP/1.1"), here.ask("X")):
        head = answer.partition(b"\r\n\r\n")[0].decode().splitlines()
        named = dict(line.split(": ", 1) for line in head[1:])
        assert named["X-Content-Type-Options"] == "nosniff"
        assert named["Referrer-Policy"] == "no-referrer"
        assert named["Cross-Origin-Resource-Policy"] == "same-origin"
        assert named["Cross-Origin-Opener-Policy"] == "same-origin"
        assert named["Cache-Control"] == "no-store"
        assert "default-src 'none'" in named["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in named["Content-Security-Policy"]
        assert not {"Server", "Access-Control-Allow-Origin"} & named.keys()


def test_another_hosts_name_is_refused_before_anything_is_looked_up(here):
    answer = here.send(f"GET /broken.html HTTP/1.1\r\nHost: evil.example:{here.port}\r\n\r\n".encode())
    assert status(answer) == 421
    assert here.bugs == []


@pytest.mark.parametrize(
    "target",
    [
        "/../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/..%2fpyproject.toml",
        "/data/../../etc/passwd",
        "/..\\pyproject.toml",
        "/%5c..%5cpyproject.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/index.html%00.txt",
        "/index.html\x00",
        "/./index.html",
        "/INDEX.HTML",
        "/data",
        "/data/",
        "/C:/index.html",
        "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/%252e%252e/etc/passwd",
    ],
)
def test_nothing_but_the_paths_of_the_site_is_found(here, target):
    assert status(here.ask(f"GET {target} HTTP/1.1")) == 404


@pytest.mark.parametrize(
    "line",
    [
        "GET http://localhost/index.html HTTP/1.1",
        "GET * HTTP/1.1",
        "GET / HTTP/one",
        "GET / HTTP/1.1 extra",
        "GET",
        "GET /x y HTTP/1.1",
        "GET / FTP/1.1",
        "\x16\x03\x01",
    ],
)
def test_what_is_no_request_for_a_page_is_refused_without_repeating_it(here, line):
    answer = here.ask(line)
    assert status(answer) == 400
    assert line.encode("latin-1") not in answer


def test_the_newest_http_is_refused(here):
    assert status(here.ask("GET / HTTP/2.0")) == 505


def test_the_oldest_http_cannot_name_this_machine(here):
    assert status(here.send(b"GET /\r\n\r\n")) == 421


def test_a_second_request_on_the_connection_is_not_answered(here):
    one = f"GET / HTTP/1.1\r\nHost: localhost:{here.port}\r\n\r\n".encode()
    assert here.send(one + one).count(b"HTTP/1.1") == 1


def test_a_content_is_refused_and_not_waited_for(here):
    assert status(here.ask("GET / HTTP/1.1", "Content-Length: 1000000", "Expect: 100-continue")) == 400
    assert status(here.ask("POST / HTTP/1.1", "Content-Length: 1000000")) == 405


def test_too_many_headers_are_refused(here):
    assert status(here.ask("GET / HTTP/1.1", *(f"X-{number}: x" for number in range(200)))) == 431


def test_a_very_long_head_is_closed_without_an_answer(here):
    with suppress(ConnectionError):  # the system may tell the client that not all was read
        assert here.ask(f"GET /{'a' * 100_000} HTTP/1.1") == b""


def test_a_header_with_a_line_break_names_no_second_host(here):
    answer = here.send(f"GET / HTTP/1.1\r\nHost: localhost:{here.port}\r\n evil.example\r\n\r\n".encode())
    assert status(answer) in (400, 421)


def test_a_client_that_sends_slowly_is_cut_off(monkeypatch):
    monkeypatch.setattr(serving, "_MOST_SECONDS", 0.2)
    with running() as slow, socket.create_connection(("127.0.0.1", slow.port), timeout=5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        stop = threading.Event()

        def drip() -> None:
            while not stop.wait(0.05):
                try:
                    connection.sendall(b"X")
                except OSError:
                    return

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            assert connection.recv(100) == b""
        except ConnectionError:
            pass
        finally:
            stop.set()
            dripping.join()


def test_no_more_connections_are_answered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(serving, "_MOST_CONNECTIONS", 2)
    with running() as small:
        idle = [socket.create_connection(("127.0.0.1", small.port), timeout=5) for _ in range(2)]
        for one in idle:
            one.sendall(b"GET / HTTP/1.1\r\n")
        with suppress(ConnectionError):
            assert small.ask("GET / HTTP/1.1") == b""
        for one in idle:
            one.sendall(f"Host: localhost:{small.port}\r\n\r\n".encode())
            assert one.recv(100).startswith(b"HTTP/1.1 200")
            one.close()


def test_a_bug_in_a_page_is_reported_here_and_not_to_the_client(here):
    answer = here.ask("GET /broken.html HTTP/1.1")
    assert status(answer) == 500
    assert b"secret" not in answer
    assert b"ZeroDivisionError" not in answer
    assert [str(bug) for bug in here.bugs] == ["a secret of the records"]
    here.bugs.clear()
    assert status(here.ask("GET / HTTP/1.1")) == 200


def test_a_client_that_goes_away_is_no_bug(here):
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", here.port)) as connection:
            connection.sendall(b"GET / HT")
    assert status(here.ask("GET / HTTP/1.1")) == 200
    assert here.bugs == []


def test_the_server_is_bound_to_this_machine_alone(here):
    assert here.server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("port", [65536, -1])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(RequestRefused, match="port"):
        Server(port, Shelf(), print, print)


def test_a_port_that_is_taken_is_refused_with_a_way_out(here):
    with pytest.raises(RequestRefused) as refused:
        Server(here.port, Shelf(), print, print)
    assert str(here.port) in refused.value.message
    assert "--port" in refused.value.hint

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hsp_cli.site.serving.live_site import LiveSite
from tests.runs import PROGRAM, hsp, surroundings
from tests.workspaces import PARTNERSHIP, REPOSITORY, write_files

ENVIRONMENT = {"PYTHONPATH": str(REPOSITORY / "src")}
FILES = {
    "data/partnership.yaml": PARTNERSHIP,
    "data/indicators/ni-1.yaml": "id: ni-1\ntitle: Waste\nunit: '%'\nbetter: higher\n",
}


@contextmanager
def serving(*arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A running `hsp serve`, and the address that it has printed."""
    process = subprocess.Popen(
        (sys.executable, "-c", PROGRAM, "serve", "--port", "0", *arguments),
        env={**surroundings(), **ENVIRONMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


def got(address: str, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C in another way")
def test_the_site_is_shown_until_ctrl_c(tmp_path: Path) -> None:
    root = write_files(tmp_path, FILES)
    with serving("--root", str(root), "--as-of", "2010-09-27", "--verbose") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert "27 September 2010" in got(address, "/")[1]
        status, page = got(address, "/indicators/ni-1.html")
        assert status == 200
        assert "Waste" in page
        assert got(address, "/%1b[2Jx")[0] == 404
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "")
    assert "GET /%1b[2Jx 404" in err
    assert "Traceback" not in err


def test_a_port_that_is_taken_is_refused_with_a_way_out(tmp_path: Path) -> None:
    root = write_files(tmp_path, FILES)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = hsp("serve", "--root", str(root), "--port", str(port))
    assert (run.code, run.out) == (2, "")
    assert f"error: port {port} cannot be used: address already in use" in run.err
    assert "--port 0" in run.err


@pytest.mark.parametrize("port", ["65536", "-1", "99999999999999999999"])
def test_a_number_that_is_no_port_is_refused(tmp_path: Path, port: str) -> None:
    run = hsp("serve", "--root", str(write_files(tmp_path, FILES)), "--port", port)
    assert (run.code, run.out) == (2, "")
    assert "port" in run.err


def test_a_quarter_that_is_none_is_refused_before_anything_is_served(tmp_path: Path) -> None:
    run = hsp("serve", "--root", str(write_files(tmp_path, FILES)), "--port", "0", "--quarter", "spring")
    assert (run.code, run.out) == (2, "")
    assert "'spring' is not a quarter" in run.err


def test_a_bug_in_a_page_is_told_on_the_terminal_and_the_server_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hsp_cli.site.serving.server import Server

    def fail(_site: LiveSite, _path: str) -> None:
        raise ZeroDivisionError("a secret of the records")

    statuses = []

    def ask(server: Server, _poll: float = 0.5) -> None:
        """In the place of `serve_forever`: two requests, then Ctrl-C."""
        for _ in range(2):
            with socket.create_connection(("127.0.0.1", server.port)) as connection:
                connection.sendall(f"GET / HTTP/1.1\r\nHost: {server.name}\r\n\r\n".encode())
                server.handle_request()
                statuses.append(connection.recv(100).split()[1])
        raise KeyboardInterrupt

    monkeypatch.setattr(LiveSite, "answer", fail)
    monkeypatch.setattr(Server, "serve_forever", ask)
    run = hsp("serve", "--root", str(write_files(tmp_path, FILES)), "--port", "0")
    assert statuses == [b"500", b"500"]
    assert run.code == 0
    assert run.err.count("hsp has failed: ZeroDivisionError at ") == 2
    assert "secret" not in run.err

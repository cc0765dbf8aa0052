import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from hsp_cli.site.serving.live_site import LiveSite
from hsp_cli.site.serving.one_thread import OneThread
from hsp_cli.site.serving.server import Server
from tests.runs import PROGRAM, hsp, surroundings
from tests.workspaces import PARTNERSHIP, REPOSITORY, write_files

ENVIRONMENT = {"PYTHONPATH": str(REPOSITORY / "src")}
INDICATOR = "id: ni-1\ntitle: Waste\nunit: '%'\nbetter: higher\n"
FILES = {"data/partnership.yaml": PARTNERSHIP, "data/indicators/ni-1.yaml": INDICATOR}


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
        for title in ("Waste", "Paper", "Glass"):
            write_files(root, {"data/indicators/ni-1.yaml": INDICATOR.replace("Waste", title)})
            status, page = got(address, "/indicators/ni-1.html")
            assert (status, title in page) == (200, True)
        assert got(address, "/%1b[2Jx")[0] == 404
        got(address, "/")  # the line about a request is written after its answer
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
    def fail(_site: LiveSite, _path: str) -> None:
        raise ZeroDivisionError("a secret of the records")

    statuses: list[int] = []
    noted: list[Server] = []
    plain = OneThread.run_once

    def run(shown: OneThread) -> None:
        """In the place of the endless loop: two requests, then Ctrl-C."""
        for _ in range(2):
            asking = Thread(target=lambda: statuses.append(got(f"http://{noted[0].name}/", "/")[0]))
            asking.start()
            while asking.is_alive():
                plain(shown)
        raise KeyboardInterrupt

    def enter(server: Server) -> Server:
        noted.append(server)
        return server

    monkeypatch.setattr(Server, "__enter__", enter)
    monkeypatch.setattr(LiveSite, "answer", fail)
    monkeypatch.setattr(OneThread, "run", run)
    ended = hsp("serve", "--root", str(write_files(tmp_path, FILES)), "--port", "0")
    assert statuses == [500, 500]
    assert ended.code == 0
    assert ended.err.count("hsp has failed: ZeroDivisionError at ") == 2
    assert "secret" not in ended.err

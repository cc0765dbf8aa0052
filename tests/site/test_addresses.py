import pytest

from hsp_cli.site.serving.addresses import path_of, refusal

OWN = {"host": ["localhost:8000"]}


def status(method="GET", port=8000, **headers):
    found = refusal(method, {name.replace("_", "-"): value for name, value in headers.items()}, port)
    return found.status if found else 200


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "LOCALHOST:8000", " localhost:8000 "])
def test_a_request_that_names_this_machine_is_answered(host):
    assert status(host=[host]) == 200


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        [""],
        ["evil.example"],
        ["evil.example:8000"],
        ["localhost"],
        ["localhost:80"],
        ["localhost:8001"],
        ["localhost.:8000"],
        ["localhost.evil.example:8000"],
        ["evil.example#localhost:8000"],
        ["user@localhost:8000"],
        ["127.0.0.1.nip.io:8000"],
        ["127.1:8000"],
        ["2130706433:8000"],
        ["0.0.0.0:8000"],
        ["[::]:8000"],
        ["192.168.0.1:8000"],
        ["localhost:8000", "evil.example"],
        ["evil.example", "localhost:8000"],
        ["localhost:8000", "localhost:8000"],
        ["localhost:8000, evil.example"],
        ["localhost:8000\x00"],
    ],
)
def test_a_request_that_names_another_host_is_refused(hosts):
    assert status(host=hosts) == 421


def test_a_browser_leaves_out_port_80():
    assert status(port=80, host=["localhost"]) == 200
    assert status(port=80, host=["localhost:80"]) == 200


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "PROPFIND", "X"]
)
def test_only_get_and_head_are_answered(method):
    assert status(method, **OWN) == 405


def test_a_head_is_answered():
    assert status("HEAD", **OWN) == 200


def test_a_request_with_content_is_refused():
    assert status(**OWN, content_length=["5"]) == 400
    assert status(**OWN, content_length=["0", "5"]) == 400
    assert status(**OWN, content_length=["-1"]) == 400
    assert status(**OWN, transfer_encoding=["chunked"]) == 400
    assert status(**OWN, content_length=["0"]) == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://localhost:8000", "http://localhost:3000", ""]
)
def test_a_request_of_another_origin_is_refused(origin):
    assert status(**OWN, origin=[origin]) == 403


@pytest.mark.parametrize("origin", ["http://localhost:8000", "http://127.0.0.1:8000"])
def test_a_request_of_the_own_origin_is_answered(origin):
    assert status(**OWN, origin=[origin]) == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "something-new"])
@pytest.mark.parametrize(
    ("mode", "target"),
    [("no-cors", "script"), ("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe"), ("navigate", "object")],
)
def test_no_page_of_another_site_can_take_a_file_into_itself(site, mode, target):
    headers = {"sec_fetch_site": [site], "sec_fetch_mode": [mode], "sec_fetch_dest": [target]}
    assert status(**OWN, **headers) == 403


@pytest.mark.parametrize("site", ["cross-site", "none", "same-origin"])
def test_a_person_can_follow_a_link_from_anywhere(site):
    headers = {"sec_fetch_site": [site], "sec_fetch_mode": ["navigate"], "sec_fetch_dest": ["document"]}
    assert status(**OWN, **headers) == 200


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/risks/", "risks/index.html"),
        ("/risks/main.html?x=1", "risks/main.html"),
        ("/risks/main.html#top", "risks/main.html"),
        ("/papers/a%2Dpaper.html", "papers/a-paper.html"),
        ("/caf%C3%A9.html", "café.html"),
    ],
)
def test_an_address_asks_for_the_path_of_a_file(target, path):
    assert path_of(target) == path


@pytest.mark.parametrize(
    "target", ["*", "http://localhost:8000/index.html", "index.html", "localhost:8000", "/%ff", "/%c0%ae", ""]
)
def test_what_is_no_path_is_refused(target):
    assert path_of(target) is None

"""Which requests the local server answers, and the path that they ask for.

A page of another site can make a browser send requests to this machine, and its name can be made to lead here (DNS
rebinding). So the server answers only requests that name this machine, and none that another site's page makes.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote_to_bytes

from hsp_cli.site.serving.answers import Answer, text_answer

HOME = "index.html"
"""The file that a folder's own address shows."""

_HERE = ("localhost", "127.0.0.1")
"""The names of this machine. Any other name in a request leads here by mistake or by malice."""

_DEFAULT_PORT = 80
"""A browser leaves this port out of the name of the host."""


def refusal(method: str, headers: Mapping[str, Sequence[str]], port: int) -> Answer | None:
    """The answer to a request that may have no page, which says why. None if it may have one.

    `headers` are the values by name in lower case.
    """
    hosts = [f"{name}:{port}" for name in _HERE] + [*_HERE] * (port == _DEFAULT_PORT)
    given = [value.strip().lower() for value in headers.get("host", ())]
    if len(given) != 1 or given[0] not in hosts:
        return text_answer(421, f"This server answers only to http://{hosts[0]}/ and http://{hosts[1]}/.")
    if method not in ("GET", "HEAD"):
        return text_answer(405, "This server only shows pages: it answers GET and HEAD.")
    if "transfer-encoding" in headers or any(value.strip() != "0" for value in headers.get("content-length", ())):
        return text_answer(400, "A request for a page has no content.")
    if _is_of_another_site(headers, hosts):
        return text_answer(403, "A page of another site asked for this.")
    return None


def _is_of_another_site(headers: Mapping[str, Sequence[str]], hosts: Sequence[str]) -> bool:
    """Whether a page of another site asks. Its links may lead here, but nothing here may be part of it."""
    if any(value.strip().lower() not in {f"http://{host}" for host in hosts} for value in headers.get("origin", ())):
        return True
    site, mode, target = (_only(headers, f"sec-fetch-{name}") for name in ("site", "mode", "dest"))
    return site not in ("", "none", "same-origin") and (mode, target) != ("navigate", "document")


def _only(headers: Mapping[str, Sequence[str]], name: str) -> str:
    return ",".join(headers.get(name, ())).strip().lower()


def path_of(target: str) -> str | None:
    """The path of the file that a request asks for, to be looked up among the site's paths. None if it is no path.

    The path is only looked up, and never opened, so it may have any signs.
    """
    if not target.startswith("/"):
        return None
    try:
        path = unquote_to_bytes(target[1:].partition("?")[0].partition("#")[0]).decode()
    except UnicodeDecodeError:
        return None
    return path + HOME if not path or path.endswith("/") else path

"""The browser of the tests, and the pages that it shows."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.workspaces import REPOSITORY

TOOLS = REPOSITORY / "build/browser"
"""Where `make browser` installs what it needs."""

PACKAGED = TOOLS / "chromium/chromium"
AXE = TOOLS / "npm/node_modules/axe-core/axe.min.js"

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
"""The names of installed browsers that the tests can use instead."""

APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def found() -> Path | None:
    """The browser: the one that HSP_BROWSER names, the one of `make browser`, or an installed one."""
    named = os.environ.get("HSP_BROWSER")
    if named:
        return Path(named)
    installed = (*filter(None, map(shutil.which, INSTALLED)), *APPLICATIONS)
    return next((path for path in (PACKAGED, *map(Path, installed)) if path.is_file()), None)


def can_be_installed() -> bool:
    """Whether `make browser` installs the browser of the tests here."""
    return shutil.which("npm") is not None and (platform.system(), platform.machine()) == ("Linux", "x86_64")


def flags() -> list[str]:
    """The arguments of the browser. Chromium refuses to run as root inside its sandbox."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return [*FLAGS, *(["--no-sandbox"] if is_root else [])]


def environment() -> dict[str, Any]:
    """The environment of the browser. The packaged one brings libraries for systems without them."""
    libraries = {"LD_LIBRARY_PATH": str(PACKAGED.parent / "lib")} if found() == PACKAGED else {}
    return {**os.environ, **libraries, "FONTCONFIG_FILE": str(_fonts())}


@cache
def _fonts() -> Path:
    """Settings for fontconfig: the fonts that hsp uses for PDF, and no others.

    So pages have letters on a machine without fonts, and the same width on every machine.
    """
    import manimgx_fonts

    folder = Path(manimgx_fonts.__file__).parent
    settings = TOOLS / "fonts.conf"
    TOOLS.mkdir(parents=True, exist_ok=True)
    # Several tests may write this file at once.
    own = settings.with_suffix(f".{os.getpid()}")
    own.write_text(_FONTS.format(folder=escape(str(folder)), cache=escape(str(TOOLS / "fonts"))), encoding="utf-8")
    return own.replace(settings)


_FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


class Visits:
    """Opens pages, each in a profile of its own, and notes what a page does that it may not do."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    @contextmanager
    def page(self, address: str, site: Path | None = None, **settings: Any) -> Iterator[Any]:
        """A page on a screen of 1280 × 900, unless the settings give another.

        It may ask for files of its own site only: those of its server, of the folder `site`, or its own file. No script
        of its text may run, and the browser may not complain.
        """
        context = self.browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **settings})
        page = context.new_page()
        wrong: list[str] = []
        own = "/".join(address.split("/")[:3]) if address.startswith("http:") else site.as_uri() if site else address

        def asked(request: Any) -> None:
            if not request.url.startswith((own, "data:", "blob:")):
                wrong.append(f"asks for {request.url}")

        def opened(dialog: Any) -> None:
            wrong.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("request", asked)
        page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", opened)
        page.on("popup", lambda other: wrong.append(f"opens {other.url}"))
        page.on("download", lambda download: wrong.append(f"downloads {download.url}"))
        try:
            page.goto(address)
            yield page
        finally:
            context.close()
        assert wrong == [], f"{address}: {wrong}"

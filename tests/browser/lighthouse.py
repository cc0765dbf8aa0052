"""The scores that Lighthouse gives a page."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.browser import chromium
from tests.browser.chromium import TOOLS

PROGRAM = TOOLS / "npm/node_modules/.bin/lighthouse"
CATEGORIES = ("accessibility", "best-practices", "seo", "performance")


def is_installed() -> bool:
    return PROGRAM.exists() and shutil.which("node") is not None


def scores_of(address: str, report: Path) -> dict[str, int]:
    """The scores of a page in per cent, and what costs it points in `report`."""
    flags = " ".join(["--headless", *chromium.flags()])
    command = (
        *(str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}"),
        *(f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting"),
        # The page may fetch nothing, so Lighthouse cannot fetch robots.txt from inside it.
        "--skip-audits=robots-txt",
    )
    environment = {**chromium.environment(), "CHROME_PATH": str(chromium.found()), "CI": "1"}
    subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=240)
    found = json.loads(report.read_text(encoding="utf-8"))
    return {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}

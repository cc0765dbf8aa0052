"""The script that reloads a page after a record was saved, and the addresses that it uses. Only `hsp serve` has it."""

from functools import cache
from pathlib import Path

from hsp_cli.site.serving.answers import Answer, file_answer
from hsp_cli.site.shell import POLICY

STATE = "live/state.txt"
"""The path at which the script asks for the present state."""

POLICY_WITH_SCRIPT = f"{POLICY}; connect-src 'self'"
"""What a browser may do for a page with the script: it asks this server for the state."""

_FOLDER, _NAME = "live", "reload.js"


def script_path(state: str) -> str:
    """The path of the script for a page that was made in this state."""
    return f"{_FOLDER}/{state}/{_NAME}"


def is_script(path: str) -> bool:
    """Whether a path is that of the script, for any state: an old page may ask for it."""
    return path.startswith(f"{_FOLDER}/") and path.endswith(f"/{_NAME}")


@cache
def script() -> Answer:
    return file_answer(_NAME, (Path(__file__).parent / _NAME).read_bytes())

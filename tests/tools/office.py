"""LibreOffice. It can be installed without Calc or Writer; it then writes no file, and still ends with 0."""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
_PLAIN = {"calc": ("csv", "xlsx"), "writer": ("txt", "pdf")}
"""For each program, the ending of a plain file that it opens, and one in which it saves."""


def needs(program: str) -> None:
    """Skip the test if the program is missing: `calc` or `writer`. A plain file shows it, and not one of hsp."""
    if not _is_there(program):
        pytest.skip(f"LibreOffice {program.capitalize()} is not installed: apt install libreoffice-{program}")


@cache
def _is_there(program: str) -> bool:
    source, ending = _PLAIN[program]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, f"plain.{source}")
        plain.write_text("a\n")
        return SOFFICE is not None and converted(plain, ending, Path(folder, "saved")).exists()


def converted(file: Path, ending: str, folder: Path) -> Path:
    """The file that LibreOffice saves in a folder, in the format of an ending. AssertionError if it fails."""
    assert SOFFICE is not None
    with tempfile.TemporaryDirectory() as profile:
        words = (SOFFICE, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", ending)
        subprocess.run((*words, "--outdir", folder, file), check=True, capture_output=True, timeout=180)
    return folder / f"{file.stem}.{ending}"

"""Word documents as LibreOffice reads them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.formats.readings import part_of_docx, words_of_docx
from tests.runs import HARROW, hsp
from tests.tools.office import converted, needs

PDFTOTEXT = shutil.which("pdftotext")

pytestmark = pytest.mark.skipif(not PDFTOTEXT, reason="pdftotext is not installed: apt install poppler-utils")


def printed(command: str | None, *arguments: str | Path) -> str:
    assert command is not None
    return subprocess.run((command, *arguments), capture_output=True, text=True, check=True, timeout=180).stdout


@pytest.mark.parametrize("paper", ["action-log", "risk-register-2010-q1", "equality-objectives-paper"])
def test_libreoffice_prints_every_word_of_a_paper_with_its_header_and_page_numbers(paper: str, tmp_path: Path) -> None:
    needs("writer")
    file = tmp_path / f"{paper}.docx"
    assert hsp("report", paper, "-o", str(file), "--as-of", "2010-09-27", *HARROW).code == 0
    pdf = converted(file, "pdf", tmp_path)
    pages = printed(PDFTOTEXT, "-layout", pdf, "-").removesuffix("\f").split("\f")
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "27 September 2010" in page.split("\n")[0]
    # A word may be divided at the end of a line, and heads are repeated. Pictures have no words to find.
    found = re.sub(r"\W", "", "".join(printed(PDFTOTEXT, "-raw", pdf, "-").split()))
    pictures = {word for paragraph in alternative_texts(file) for word in paragraph.split()}
    words = {re.sub(r"\W", "", word) for word in set(words_of_docx(file.read_bytes())) - pictures}
    assert {word for word in words if word not in found} == set()


def alternative_texts(file: Path) -> list[str]:
    """The alternative texts of the pictures of a document."""
    return [
        one.attrib["descr"] for one in part_of_docx(file.read_bytes()).iter() if one.tag.rpartition("}")[2] == "docPr"
    ]

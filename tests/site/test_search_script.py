"""What the script of the search page finds. The page itself is tried in a browser (tests/browser)."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import hsp_cli.site
from hsp_cli.site.search_index import Entry

SCRIPT = Path(hsp_cli.site.__file__).parent / "search.js"

ENTRIES = [
    Entry("Houses with 126 rooms", "NI 12", "Indicator", "", "a", "ni-12"),
    Entry("Early access to maternity services", "NI 126", "Indicator", "", "b", "ni-126"),
    Entry("Café visits & more", "L1", "Indicator", "", "c", "cafe"),
    Entry("Straße und Gassen", "L2", "Indicator", "", "d", "gasse"),
    Entry("東京都の指標", "L3", "Indicator", "", "e", "tokyo"),
    Entry("שיעור התעסוקה", "L4", "Indicator", "", "f", "hebrew"),
    Entry("Ask the tenants", "", "Action", "Homes for Rushmere", "g", "ask-tenants"),
    Entry("Rushmere", "", "Area", "", "h", "rushmere"),
]

FINDS = {
    "NI 126": "ba",
    "ni126": "b",
    "ni-126": "ba",
    "126": "ba",
    "NI 12": "ab",
    "mater EARLY": "b",
    "maternity zebra": "",
    "CAFE": "c",
    "cafe\u0301": "c",
    "strasse": "d",
    "指標": "e",
    "התעסוקה": "f",
    "rushmere": "hg",
    "action": "g",
    "": "",
    "&": "",
    "constructor": "",
}
"""The entries that each question finds, the best first."""


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node to run the script")
def test_search_finds_codes_words_and_beginnings_whatever_their_spelling_the_best_first() -> None:
    program = (
        "const {prepared, search} = require(process.argv[1]); const [entries, questions] = JSON.parse(process.argv[2]);"
        "const known = entries.map(prepared);"
        "console.log(JSON.stringify(questions.map((one) => search(known, one).map((entry) => entry.path).join(''))));"
    )
    given = json.dumps([ENTRIES, list(FINDS)])
    told = subprocess.run(["node", "-e", program, str(SCRIPT), given], capture_output=True, check=True, timeout=60)
    assert dict(zip(FINDS, json.loads(told.stdout), strict=True)) == FINDS

"""A fuzzer that follows the branches of hsp: the first byte chooses the kind of record, the others are its file.

python tests/fuzz/fuzz.py tests/fuzz/corpus -max_total_time=600
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["hsp_cli", "ruamel"]):
    from hsp_cli.rules.support.registry import rules
    from tests.checks import diagnostics_of

from tests.workspaces import PARTNERSHIP, write_files

KINDS = ("plans", "indicators", "risks", "meetings", "papers", "projects", "grants", "agreements", "areas", "profiles")
ROOT = write_files(Path(tempfile.mkdtemp()), {"data/partnership.yaml": PARTNERSHIP})


def one(content: bytes) -> None:
    """Read a file as a record of some kind, and let the rules look at it."""
    kind = KINDS[(content[:1] or b"\0")[0] % len(KINDS)]
    path = ROOT / f"data/{kind}/x.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content[1:])
    try:
        diagnostics_of(ROOT, date(2010, 9, 27))
    finally:
        path.unlink()


if __name__ == "__main__":
    rules()
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

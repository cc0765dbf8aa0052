"""Writes Parquet, which DuckDB does from a CSV file. Both files are in a folder that only this process can read."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def parquet_from_csv(duckdb: Any, csv: str, types: Mapping[str, str]) -> bytes:
    """The bytes of a Parquet file with the columns of a CSV text, each of the given SQL type. An empty cell is null.

    `duckdb` is the library, which is installed only with an extra.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "rows.csv"), Path(folder, "rows.parquet")
        source.write_text(csv, encoding="utf-8", newline="")
        with duckdb.connect(config={"autoinstall_known_extensions": False, "threads": 1}) as database:
            rows = database.read_csv(
                str(source), header=True, sep=",", quotechar='"', escapechar='"', dtype=dict(types), na_values=[""]
            )
            rows.write_parquet(str(target), compression="zstd")
        return target.read_bytes()

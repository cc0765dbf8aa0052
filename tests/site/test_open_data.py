"""The open data of the site: its pages and its files."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.exchange.catalogue import TABLES
from hsp_cli.formats import extras
from hsp_cli.site.building import build
from tests.exempt_records import CANARY, with_canaries
from tests.runs import hsp
from tests.site.conftest import site_at
from tests.workspaces import PARTNERSHIP, REPOSITORY, Files, write_files

LICENCE = "licence: {name: Open Licence, url: 'https://example.org/l', attribution: Says who}\n"

INDICATOR = """\
id: bins
title: '=HYPERLINK("https://example.org")'
unit: bins
better: lower
frequency: quarterly
figures: {Q1-2024: {actual: "6.80", target: 8}}
"""

DAY = date(2024, 8, 1)


def page(root: Path, name: str, files: Files, settings: str = "") -> str:
    write_files(root, {"data/partnership.yaml": PARTNERSHIP + settings, **files})
    build(site_at(root, DAY), root / "public")
    return (root / "public" / "data" / name).read_text(encoding="utf-8")


def test_each_table_has_the_rows_of_hsp_export_in_every_format(public: Path, tmp_path: Path) -> None:
    for table in TABLES:
        exported = hsp("export", table, "--root", str(REPOSITORY), "--as-of", "2010-09-27").out
        rows = list(csv.DictReader(exported.splitlines()))
        for row in rows:
            del row["fingerprint"]
        with (public / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file)) == rows
        assert len(json.loads((public / "data" / f"{table}.json").read_bytes())["rows"]) == len(rows)
        with closing(sqlite3.connect(public / "data" / f"{table}.sqlite")) as database:
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(rows),)
        assert f"It has {len(rows):,} row" in (public / "data" / f"{table}.html").read_text(encoding="utf-8")


def test_the_description_names_its_csv_file_beside_it_with_the_key_that_the_rows_have(public: Path) -> None:
    found = json.loads((public / "data" / "figures.csv-metadata.json").read_bytes())
    assert found["url"] == "figures.csv"
    assert found["tableSchema"]["primaryKey"] == ["indicator_id", "period"]
    assert found["dc:license"]["@id"].startswith("https://www.nationalarchives.gov.uk/")


def test_the_page_of_a_table_says_what_each_column_means(public: Path) -> None:
    text = (public / "data" / "figures.html").read_text(encoding="utf-8")
    for column in TABLES["figures"].recorded:
        assert f"<code>{column.name}</code>" in text or column.name == "fingerprint"
    assert "Indicators with series that are not exported: 14" in text


def test_without_a_licence_the_page_says_that_none_is_recorded(tmp_path: Path) -> None:
    text = page(tmp_path, "index.html", {})
    assert "No licence is recorded for these tables, so nobody has said that you may use or copy them." in text
    assert "You may use" not in text


def test_with_a_licence_the_page_has_its_attribution_and_that_people_are_not_covered(tmp_path: Path) -> None:
    text = page(tmp_path, "index.html", {}, LICENCE)
    assert 'You may use the tables under this licence: <a href="https://example.org/l">Open Licence</a>.' in text
    assert "When you use them, say: Says who" in text
    assert "The licence does not cover personal data." in text


def test_a_text_that_looks_like_a_formula_is_as_in_the_record_and_the_page_says_so(tmp_path: Path) -> None:
    text = page(tmp_path, "index.html", {"data/indicators/bins.yaml": INDICATOR})
    assert "A spreadsheet can take a text that begins with =, +, - or @ for a formula" in text
    lines = list(csv.DictReader((tmp_path / "public/data/figures.csv").read_text(encoding="utf-8").splitlines()))
    assert [(line["title"], line["actual"]) for line in lines] == [('=HYPERLINK("https://example.org")', "6.80")]


def test_an_empty_workspace_has_tables_without_rows(tmp_path: Path) -> None:
    assert "It has 0 rows." in page(tmp_path, "risks.html", {})
    assert json.loads((tmp_path / "public/data/risks.json").read_bytes())["rows"] == []


def test_a_table_is_written_again_only_if_its_own_records_change(tmp_path: Path) -> None:
    bodies = "bodies: [{id: b, name: B}]\n"
    plan = "id: p\ntitle: P\nbody: b\naims: [{id: a, title: A, actions: [{id: a1, text: Do, owners: [Me]}]}]\n"
    records = {"data/indicators/bins.yaml": INDICATOR, "data/plans/p.yaml": plan}
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP + bodies, **records})
    site = site_at(tmp_path, DAY)
    write_files(tmp_path, {"data/plans/p.yaml": plan.replace("Do", "Do it")})
    again = site_at(tmp_path, DAY)
    tables = zip(site.open_tables, again.open_tables, strict=True)
    assert [one.table.name for one, other in tables if one.key != other.key] == ["actions"]


def test_only_the_formats_that_the_settings_name_are_made(tmp_path: Path) -> None:
    text = page(tmp_path, "index.html", {}, "data_formats: [json]\n")
    assert "JSON" in text
    assert {file.suffix for file in (tmp_path / "public/data").iterdir()} == {".html", ".json"}


def test_parquet_without_its_library_is_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "import_module", _missing)
    with pytest.raises(RequestRefused) as told:
        page(tmp_path, "index.html", {}, "data_formats: [csv, parquet]\n")
    assert (told.value.message, told.value.hint) == (
        "Parquet needs the library duckdb",
        'pip install "hsp-cli[parquet]"',
    )


def test_parquet_has_the_rows_of_the_csv_and_nothing_of_an_exempt_record(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is large; `pip install duckdb` runs this test")
    files = with_canaries()
    settings = f"{files['data/partnership.yaml']!s}data_formats: [csv, parquet]\n"
    write_files(tmp_path, {**files, "data/partnership.yaml": settings})
    build(site_at(tmp_path, date(2024, 4, 15), "Q1-2024"), tmp_path / "public")
    for table in TABLES:
        with (tmp_path / f"public/data/{table}.csv").open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        found = duckdb.sql(f"SELECT * FROM '{tmp_path}/public/data/{table}.parquet'")
        assert found.columns == head
        held = found.fetchall()
        assert len(held) == len(rows) > 0
        for row, cells in zip(held, rows, strict=True):
            assert CANARY not in str(row).lower()
            for value, cell in zip(row, cells, strict=True):
                assert (value in (None, "")) if cell == "" else _is_same(value, cell), (table, value, cell)


def _is_same(value: object, cell: str) -> bool:
    """Whether a value of Parquet is what a cell of CSV says."""
    if isinstance(value, bool):
        return str(value).lower() == cell.lower()
    return value == Decimal(cell) if isinstance(value, Decimal | int) else str(value) == cell


def _missing(name: str) -> ModuleType:
    if name == "duckdb":
        raise ImportError(name)
    return import_module(name)


def test_a_number_that_sqlite_cannot_hold_is_named(tmp_path: Path) -> None:
    figures = INDICATOR.replace('"6.80"', '"0.12345678901234567891"')
    with pytest.raises(RequestRefused, match="SQLite cannot hold the number"):
        page(tmp_path, "index.html", {"data/indicators/bins.yaml": figures})


def test_the_page_of_a_table_describes_it_for_search_engines_and_no_text_in_it_ends_the_element(tmp_path: Path) -> None:
    settings = "site_url: https://example.org/p/\nlicence: {name: '</script><b>'}\n"
    text = page(tmp_path, "figures.html", {}, settings)
    block = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    found = json.loads(block)
    assert (found["@type"], found["license"]) == ("Dataset", "</script><b>")
    assert [one["contentUrl"] for one in found["distribution"]] == [
        "https://example.org/p/data/figures.csv",
        "https://example.org/p/data/figures.json",
        "https://example.org/p/data/figures.sqlite",
    ]

"""No byte of an exempt record is anywhere in a site: in no page, paper, picture, table, index, calendar or name of a
file, however it is packed.

Beside every record of the sample workspace that can be exempt stands a copy of it that is: with words and numbers that
are nowhere else in each of its keys. Public records name it wherever they can.
"""

import base64
import copy
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml_rs
from pydantic import ValidationError
from pypdf import PdfReader

from hsp_cli.domain.kind import FOLDERS, Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.plain_records import plain_records
from hsp_cli.publishing.formats import FORMATS
from hsp_cli.site.building import build
from hsp_cli.site.contents import links_of
from hsp_cli.site.search_index import index_script
from tests.effort import EVERYTHING
from tests.sample_workspace import FILES
from tests.site.conftest import site_at
from tests.workspaces import write_files

WORD, NUMBER = "zqxcanary", 987654.321
CANARY = re.compile(b"zqx|987,?654", re.IGNORECASE)
DAY = date(2024, 4, 15)

Data = dict[str, Any]

_numbers = count(1)


def kind_of(path: str) -> Kind:
    return FOLDERS.get(path.split("/")[1], Kind.PARTNERSHIP)


def is_valid(kind: Kind, data: Data) -> bool:
    try:
        FILE_MODELS[kind].model_validate(data)
    except ValidationError:
        return False
    return True


def leaves(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every value that is a text or a number, as what holds it and its key there."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in steps:
        if isinstance(value, dict | list):
            yield from leaves(value)
        elif not isinstance(value, bool):
            yield data, key


def mark(record: Data, kind: Kind, file: Data) -> None:
    """Make a record of a file exempt, with a canary wherever the models take one."""
    number = next(_numbers)
    record |= {
        "exempt": f"{WORD} {number} Paragraph 3 of Schedule 12A",
        "note": f"{WORD} {number} note",
        "source": {"document": f"{WORD} {number} minutes", "place": f"{WORD} page", "verbatim": f"{WORD} words"},
        "open_questions": [f"{WORD} {number} Who?"],
    }
    for holder, key in list(leaves(record)):
        before = holder[key]
        if WORD in str(before) or key == "report":
            continue
        number = next(_numbers)
        for canary in (f"{WORD} {number} text", f"{WORD}-{number}", NUMBER, int(NUMBER)):
            holder[key] = canary
            if is_valid(kind, file):
                break
        else:
            holder[key] = before


def ids_of(kind: Kind, files: dict[str, Data]) -> list[str]:
    """The ids of the exempt records of a kind."""
    return [
        record.address.id
        for path, data in files.items()
        for record in plain_records(kind_of(path), data)
        if record.address.kind is kind and record.address.id.startswith(WORD)
    ]


@cache
def files() -> dict[str, str]:
    """The sample workspace with the exempt copies, as JSON, which is YAML too."""
    found: dict[str, Any] = {path: yaml_rs.loads(text, parse_datetime=False) for path, text in FILES.items()}
    whole: dict[str, Data] = {}
    for path, data in found.items():
        kind = kind_of(path)
        if kind is not Kind.PARTNERSHIP:
            twin = copy.deepcopy(data)
            mark(twin, kind, twin)
            whole[f"{path.rpartition('/')[0]}/{twin['id']}.yaml"] = twin
        for record in list(plain_records(kind, data)):
            beside: Any = data
            for step in record.keys[:-1]:
                beside = beside[step]
            if isinstance(beside, list) and not any(WORD in str(one.get("id")) for one in beside):
                beside.append(copy.deepcopy(record.data))
                mark(beside[-1], kind, data)
    found |= whole
    name_everywhere(found)
    return {path: json.dumps(data, ensure_ascii=False, indent=1) for path, data in found.items()}


def name_everywhere(found: dict[str, Data]) -> None:
    """Have public records name exempt ones."""
    exempt = {kind: ids_of(kind, found) for kind in Kind}
    person, indicator = exempt[Kind.PERSON][0], exempt[Kind.INDICATOR][0]
    settings = found["data/partnership.yaml"]
    settings["exceptions"]["priorities"].append(exempt[Kind.PRIORITY][0])
    settings["bodies"][1]["members"].append(person)
    aim = found["data/plans/homes.yaml"]["aims"][0]
    aim["indicators"].append(indicator)
    aim["leads"].append(person)
    aim["actions"][0]["owners"].append(person)
    aim["actions"][0]["areas"].append(exempt[Kind.AREA][0])
    aim["actions"][0]["depends_on"] = [exempt[Kind.ACTION][0]]
    found["data/indicators/missed-bins.yaml"]["schemes"] = ["charter", exempt[Kind.SCHEME][0]]
    found["data/indicators/street-trees.yaml"]["priority"] = exempt[Kind.PRIORITY][0]
    found["data/risks/homes-group.yaml"]["risks"][1]["theme"] = exempt[Kind.THEME][0]
    found["data/projects/warm-homes.yaml"]["grant"] = exempt[Kind.GRANT][0]
    found["data/projects/warm-homes.yaml"]["sponsor"].append(person)
    found["data/consultations/which-homes-first.yaml"]["about"].append(exempt[Kind.PLAN][0])
    paper = found["data/papers/report-2024-q1.yaml"]
    paper["previous_meetings"].append(exempt[Kind.MEETING][0])
    paper["appendices"] = [exempt[Kind.PLAN][0]]
    paper["sections"][1]["content"][1]["series"]["indicators"].append(indicator)
    paper["sections"][2]["content"][0]["indicators"].append(indicator)


def views(name: str, content: bytes) -> Iterator[bytes]:
    """The bytes of a file as they are, and all that is packed in them."""
    yield name.encode()
    yield content
    for found in re.findall(rb"base64,([A-Za-z0-9+/=]+)", content):
        yield base64.b64decode(found)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for one in archive.namelist():
                yield from views(one, archive.read(one))
    if content.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                yield stream
        reader = PdfReader(io.BytesIO(content))
        yield "\n".join(page.extract_text() for page in reader.pages).encode()
        yield str(reader.metadata).encode()
        yield str(reader.outline).encode()


def canaries(folder: Path) -> dict[str, list[bytes]]:
    """What is left of exempt records in a folder, by file."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            left = [
                view[max(0, at.start() - 60) : at.end() + 60]
                for view in views(name, path.read_bytes())
                for at in CANARY.finditer(view)
            ]
            if left:
                found[name] = left
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("canaries"), files())


def test_every_kind_of_record_has_an_exempt_one_with_canaries_in_its_keys() -> None:
    found = {path: json.loads(text) for path, text in files().items()}
    without = {kind for kind in Kind if not ids_of(kind, found)}
    assert without == {Kind.PARTNERSHIP}
    assert "".join(files().values()).count(WORD) > 300
    assert "".join(files().values()).count("987654") > 50


def test_no_byte_of_an_exempt_record_is_anywhere_in_the_site(root: Path) -> None:
    site = site_at(root, DAY)
    assert sum(site.left_out.values()) > 30
    build(replace(site, formats=FORMATS if EVERYTHING else site.formats), root / "public")
    assert canaries(root / "public") == {}


def test_the_search_for_canaries_finds_them_in_files_of_a_site_of_which_nothing_is_exempt(tmp_path: Path) -> None:
    public = {path: re.sub(rf'"exempt": "{WORD}[^"]*",?', "", text) for path, text in files().items()}
    site = site_at(write_files(tmp_path, public), DAY)
    contents = [
        table.content(path) for table in site.open_tables for path in table.file_paths if "metadata" not in path
    ]
    contents.append(index_script(site, links_of(site)))
    assert all(any(CANARY.search(view) for view in views("", content)) for content in contents)

"""A page whose key has not changed is not made again, so its bytes must be the same: whatever was edited."""

import copy
import json
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml_rs

from hsp_cli.domain.plain_records import PlainRecord, plain_records
from hsp_cli.site.contents import files_of, links_of
from tests.effort import EVERYTHING
from tests.sample_workspace import FILES
from tests.site.conftest import site_at
from tests.site.test_exempt_canaries import is_valid, kind_of, leaves
from tests.workspaces import write_files

EDITS = 200 if EVERYTHING else 4
"""How many edits are tried: all of them by `make laws`, since each takes about a second."""

Records = dict[str, Any]


def keyed(root: Path, records: Records) -> Mapping[str, tuple[str, bytes]]:
    """The key and the bytes of each file that is not made again after every change, by path."""
    write_files(root, {path: json.dumps(data, ensure_ascii=False) for path, data in records.items()})
    found = site_at(root, date(2024, 4, 20))
    site = replace(found, formats=found.formats[:1])
    files = [file for file in files_of(site, links_of(site)) if file.key != site.key]
    return {file.path: (file.key, file.make()) for file in files}


def every_record(records: Records) -> list[tuple[str, PlainRecord]]:
    return [(path, one) for path, data in records.items() for one in plain_records(kind_of(path), data)]


def change_value(records: Records, chance: random.Random) -> None:
    """Another value in the place of one: of the same key elsewhere, or a new one."""
    holder, key = chance.choice([one for data in records.values() for one in leaves(data)])
    others = [there[name] for data in records.values() for there, name in leaves(data) if name == key]
    holder[key] = chance.choice([*others, f"{holder[key]} x", 7])


def mark(records: Records, chance: random.Random) -> None:
    """A record becomes exempt, or public."""
    record = chance.choice(every_record(records))[1].data
    if "exempt" in record:
        del record["exempt"]
    else:
        record["exempt"] = "Paragraph 3"


def swap_marks(records: Records, chance: random.Random) -> None:
    """Another record of the same kind is exempt in the place of one, so that the counts stay the same."""
    marked = [one for _, one in every_record(records) if "exempt" in one.data]
    if not marked:
        mark(records, chance)
        return
    before = chance.choice(marked)
    others = [one for _, one in every_record(records) if one.address.kind is before.address.kind]
    chance.choice(others).data["exempt"] = before.data.pop("exempt")


def remove(records: Records, chance: random.Random) -> None:
    path, record = chance.choice(every_record(records))
    holder = records[path]
    for step in record.keys[:-1]:
        holder = holder[step]
    if record.keys:
        del holder[record.keys[-1]]


def rename(records: Records, chance: random.Random) -> None:
    record = chance.choice(every_record(records))[1].data
    record["id"] += "-z"


def edited(records: Records, chance: random.Random) -> Records:
    """The records with one edit, after which every file is still of its model."""
    while True:
        now = copy.deepcopy(records)
        chance.choice((change_value, change_value, mark, mark, swap_marks, remove, rename))(now, chance)
        if now != records and all(is_valid(kind_of(path), data) for path, data in now.items()):
            return now


def test_a_page_with_the_same_key_has_the_same_bytes_after_any_edit(tmp_path: Path) -> None:
    chance = random.Random(EDITS)
    records: Records = {path: yaml_rs.loads(text, parse_datetime=False) for path, text in FILES.items()}
    known: dict[tuple[str, str], bytes] = {}
    kept = 0
    for _ in range(EDITS):
        for path, (key, content) in keyed(tmp_path, records).items():
            kept += (path, key) in known
            assert known.setdefault((path, key), content) == content, path
        records = edited(records, chance)
    assert kept > EDITS

"""Which findings `hsp serve` shows on which page, and which it only counts."""

from datetime import date
from pathlib import Path

import pytest

from hsp_cli.checking.checker import check_loaded
from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.site.page import Page
from hsp_cli.site.serving.findings import Findings
from tests.workspaces import PARTNERSHIP, Files, read_workspace, write_files

DAY = date(2010, 9, 27)
MATRIX = """\
risk_matrix:
  likelihood: [{code: C, name: Likely}, {code: D, name: Unlikely}]
  impact: [{code: "1", name: Major}, {code: "2", name: Minor}]
  zones: [{id: red, name: Red, red: true}, {id: amber, name: Amber}, {id: green, name: Green}]
  cells:
    C: {1: red, 2: amber}
    D: {1: amber, 2: green}
bodies: [{id: board, name: The Board}]
"""
REGISTER = """\
id: main
title: The register
body: board
risks:
- id: flood
  title: The river floods
  owners: [nobody-known]
- id: dismissal
  title: A dismissal is contested
  owners: [nobody-else-known]
"""
PLAN = """\
id: plan
title: The plan
aims:
- id: aim
  title: The aim
  actions:
  - {id: pump, text: Buy a pump, due: 2010-12-31, owners: [board], depends_on: [gone]}
"""
FILES: Files = {
    "data/partnership.yaml": PARTNERSHIP + MATRIX,
    "data/risks/main.yaml": REGISTER,
    "data/plans/plan.yaml": PLAN,
    "data/indicators/claimants.yaml": (
        "id: claimants\ntitle: Claimants\nunit: people\nbetter: lower\ndimensions: [area]\n"
        "observations: claimants.csv\n"
    ),
    "data/indicators/claimants.csv": "period,area,actual\n2011/12,pinner,3\n",
}


def loaded(root: Path, files: Files = FILES) -> Loaded:
    return read_workspace(write_files(root, files))


def findings(loaded: Loaded, *exempt: Address) -> Findings:
    return Findings(loaded, check_loaded(loaded, DAY), exempt)


def placed(loaded: Loaded, kind: Kind, record_id: str) -> Placed:
    assert loaded.workspace
    return next(one for one in loaded.workspace.of(kind) if one.address.id == record_id)


def page(*about: Placed, own: Placed | None = None) -> Page:
    return Page("page.html", "A page", lambda _links: (), placed=own, anchors={one.address: "a" for one in about})


def lines(findings: Findings, page: Page) -> list[str]:
    return [f"{one.diagnostic.path}:{one.diagnostic.line} {one.placed.address.id}" for one in findings.of(page)]


def test_the_page_of_a_file_shows_every_finding_in_it(tmp_path: Path) -> None:
    read = loaded(tmp_path)
    found = lines(findings(read), page(own=placed(read, Kind.REGISTER, "main")))
    assert {one.split()[0] for one in found} >= {"data/risks/main.yaml:7", "data/risks/main.yaml:10"}


def test_the_page_of_a_part_of_a_file_shows_the_findings_in_that_part(tmp_path: Path) -> None:
    read = loaded(tmp_path)
    found = lines(findings(read), page(own=placed(read, Kind.RISK, "flood")))
    assert "data/risks/main.yaml:7 flood" in found
    assert not [one for one in found if "dismissal" in one]


def test_a_page_that_shows_records_inside_it_names_the_record_of_each_finding(tmp_path: Path) -> None:
    read = loaded(tmp_path)
    risks = [placed(read, Kind.RISK, one) for one in ("flood", "dismissal")]
    found = lines(findings(read), page(*risks))
    assert {"data/risks/main.yaml:7 flood", "data/risks/main.yaml:10 dismissal"} <= set(found)


def test_a_page_without_records_shows_none_of_its_own(tmp_path: Path) -> None:
    assert findings(loaded(tmp_path)).of(page()) == []


def test_a_finding_in_a_file_beside_a_record_is_on_the_page_of_the_record(tmp_path: Path) -> None:
    areas = "id: wards\ntitle: Wards\ntier: ward\nareas: [{id: roxeth, name: Roxeth}]\n"
    read = loaded(tmp_path, {**FILES, "data/areas/wards.yaml": areas})
    found = lines(findings(read), page(own=placed(read, Kind.INDICATOR, "claimants")))
    assert "data/indicators/claimants.csv:2 claimants" in found


def test_a_finding_in_an_exempt_record_is_only_counted(tmp_path: Path) -> None:
    read = loaded(tmp_path)
    hidden = placed(read, Kind.RISK, "dismissal")
    every, public = findings(read), findings(read, hidden.address)
    assert "nobody-else-known" in str(every.shown)
    assert "nobody-else-known" not in str(public.shown)
    assert "dismissal" not in str(public.shown)
    assert public.withheld == sum(map(len, every.shown.values())) - sum(map(len, public.shown.values())) > 0
    assert public.counts == every.counts


def test_a_finding_elsewhere_that_names_an_exempt_record_is_only_counted(tmp_path: Path) -> None:
    plan = PLAN.replace("gone", "dismissal")
    read = loaded(tmp_path, {**FILES, "data/plans/plan.yaml": plan})
    hidden = placed(read, Kind.RISK, "dismissal")
    assert "dismissal" in str(findings(read).shown["data/plans/plan.yaml"])
    assert "dismissal" not in str(findings(read, hidden.address).shown)


def test_an_id_that_only_begins_like_that_of_an_exempt_record_is_shown(tmp_path: Path) -> None:
    read = loaded(tmp_path, {**FILES, "data/plans/plan.yaml": PLAN.replace("gone", "dismissal-gone")})
    hidden = placed(read, Kind.RISK, "dismissal")
    assert "dismissal-gone" in str(findings(read, hidden.address).shown)


@pytest.mark.parametrize(
    "text",
    [
        "id: main\ntitle: [\nrisks:\n- {id: dismissal, exempt: Paragraph 1}\n",
        "id: main\nwrong: dismissal\nrisks:\n- id: dismissal\n  exempt : Paragraph 1\n",
        'id: main\nwrong: dismissal\nrisks:\n- id: dismissal\n  "exempt": Paragraph 1\n',
    ],
)
def test_a_file_that_cannot_be_read_and_may_hold_an_exempt_record_is_only_counted(tmp_path: Path, text: str) -> None:
    found = findings(loaded(tmp_path, {**FILES, "data/risks/main.yaml": text}))
    assert "data/risks/main.yaml" not in found.shown
    assert "dismissal" not in str(found.shown)
    assert (found.not_read, found.not_read_withheld) == ((), 1)
    assert found.withheld > 0


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    found = findings(loaded(tmp_path, {**FILES, "data/risks/main.yaml": "id: [\n"}))
    assert found.not_read == ("data/risks/main.yaml",)
    assert found.not_read_withheld == 0
    assert "data/risks/main.yaml" in found.shown

from datetime import date

import pytest

from hsp_cli.checking.indexing import index_files
from hsp_cli.domain.kind import Kind
from tests.workspaces import ReadRecords

PLAN = "id: plan\ntitle: Plan\n"
INDICATOR = """\
id: ni-1
title: Crime
unit: '%'
better: lower
code: NI 1
assessments: {Q1-2010: {rag: R}, Q2-2010: {rag: G}}
"""


@pytest.mark.parametrize(("day", "good_rag"), [(date(2010, 9, 29), ""), (date(2010, 9, 30), "G")])
def test_an_indicator_is_known_by_its_code_its_title_and_its_latest_rating_where_that_is_good(
    day: date, good_rag: str, records: ReadRecords
) -> None:
    files = {"data/plans/plan.yaml": PLAN, "data/indicators/ni-1.yaml": INDICATOR}
    indexes = {file.kind: (file.code, file.title, file.good_rag) for file in index_files(records(files), day)}
    assert indexes == {Kind.INDICATOR: ("NI 1", "Crime", good_rag), Kind.PLAN: ("", "", "")}

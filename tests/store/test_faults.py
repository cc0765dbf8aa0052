import re

import pytest

from hsp_cli.domain.finding import Fault, Severity
from hsp_cli.store.faults import FAULTS


@pytest.mark.parametrize("fault", FAULTS.values(), ids=str)
def test_every_fault_has_a_name_a_way_out_and_a_page_with_an_example(fault: Fault) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", fault.code)
    assert fault.hint
    assert "Example:" in fault.page
    assert "Way out:" in fault.page


def test_only_what_may_be_meant_is_a_warning() -> None:
    warnings = {code for code, fault in FAULTS.items() if fault.severity is Severity.WARNING}
    assert warnings == {"text-cut-at-hash", "unused-allowance"}

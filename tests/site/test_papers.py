from datetime import date
from pathlib import Path

import pytest

from hsp_cli.analysis.quarters import quarter_asked
from hsp_cli.checking.loader import load
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.publishing.formats import format_of
from hsp_cli.site.contents import links_of
from hsp_cli.site.files import papers
from hsp_cli.site.site import site_of

DAY = date(2024, 4, 15)


def test_a_paper_that_a_format_cannot_show_is_named_with_the_setting_that_leaves_the_format_out(sample: Path) -> None:
    template = sample / "templates/morning-report.md.j2"
    template.parent.mkdir()
    template.write_text("# Report\n\nꔀꔁ\n\n{{ provenance }}\n", encoding="utf-8")
    loaded = load(str(sample), keep_texts=True)
    assert isinstance(loaded.workspace, Workspace)
    quarter = quarter_asked(loaded.workspace, "Q1-2024", DAY)
    site = site_of(loaded, loaded.workspace, quarter, DAY, formats=(format_of("a.pdf"),))
    file = next(one for one in papers.files(site, links_of(site)) if one.path == "papers/report-2024-q1.pdf")
    with pytest.raises(RequestRefused) as told:
        file.make()
    assert told.value.message == (
        'the paper report-2024-q1 as a PDF: a PDF cannot show ꔀ in "ꔀꔁ": none of its fonts has a sign for it'
    )
    assert told.value.hint == "correct the paper, or leave pdf out of `paper_formats` in the settings"

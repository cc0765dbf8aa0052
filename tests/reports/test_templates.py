import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.reports import templates
from hsp_cli.reports.markdown import Markdown
from hsp_cli.reports.morning_report import context
from hsp_cli.reports.paper import requested
from hsp_cli.reports.templates import Template, default_folder, find_template, render, template_names
from hsp_cli.store.reading import read_workspace
from tests import hostile
from tests.workspaces import write_files

OWN = "templates/morning-report.md.j2"


def rendered(text: str, **context: Any) -> str:
    return render(Template("t", text, own=True), context)


# --- Where templates stand


def test_the_templates_that_come_with_hsp_are_found_in_a_checkout() -> None:
    assert (default_folder() / "morning-report.md.j2").is_file()


def test_an_installed_package_brings_its_templates_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = write_files(tmp_path / "site-packages/hsp_cli", {OWN: "installed"})
    monkeypatch.setattr(templates, "_PACKAGE", package)
    assert default_folder() == package / "templates"
    assert find_template(tmp_path, "morning-report") == Template("morning-report", "installed", own=False)


def test_a_template_of_the_workspace_goes_before_the_default(tmp_path: Path) -> None:
    assert not find_template(tmp_path, "morning-report").own
    write_files(tmp_path, {OWN: "our own"})
    assert find_template(tmp_path, "morning-report") == Template("morning-report", "our own", own=True)


def test_the_names_are_those_of_the_workspace_and_of_the_defaults(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/annual.md.j2": "", OWN: "", "templates/notes.txt": ""})
    assert template_names(tmp_path) == ["annual", "morning-report"]


def test_an_unknown_template_is_refused_and_the_others_are_offered(tmp_path: Path) -> None:
    with pytest.raises(RequestRefused, match="no template is called 'evening-report'") as refused:
        find_template(tmp_path, "evening-report")
    assert refused.value.hint == "there is morning-report"


def test_a_template_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {OWN: b"caf\xe9"})
    with pytest.raises(RequestRefused, match=r"the template morning-report\.md\.j2 cannot be read"):
        find_template(tmp_path, "morning-report")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_no_template(tmp_path: Path) -> None:
    write_files(tmp_path, {"secret": "a secret", "templates/x.txt": ""})
    (tmp_path / OWN).symlink_to(tmp_path / "secret")
    assert not find_template(tmp_path, "morning-report").own


# --- What a template writes


def test_every_value_is_escaped_unless_it_is_markdown() -> None:
    assert rendered("{{ a }} {{ b }}", a="*x*", b=Markdown("*y*")) == r"\*x\* *y*"


def test_what_a_macro_writes_is_not_escaped_again() -> None:
    assert rendered("{% macro m(x) %}**{{ x }}**{% endmacro %}{{ m(a) }}", a="*<&>*") == r"**\*\<&\>\***"


def test_filters_write_cells_rows_and_prose() -> None:
    text = "{{ a|prose }}\n{{ a|cell }}\n{{ (a, 1)|row }}\n{{ (1, 2)|rule }}"
    assert rendered(text, a="- x|y\n- z") == "- x\\|y\n- z\nx\\|y; z\n| - x\\|y - z | 1 |\n| --- | --- |".replace(
        "| - x", r"| \- x"
    )


@pytest.mark.parametrize("text", ["{{ nothing }}", "{{ a.nothing }}", "{% for x in nothing %}{% endfor %}"])
def test_a_name_that_the_context_lacks_is_an_error_with_its_line(text: str) -> None:
    with pytest.raises(RequestRefused, match=r"the template t\.md\.j2 failed on line 3: .*nothing"):
        rendered(f"\n\n{text}", a={})


@pytest.mark.parametrize("text", ["{% if %}", "{% for x in y %}", "{{", "{{ 1 + }}", "{% endfor %}", "{% nothing %}"])
def test_a_syntax_error_is_told_with_its_line_and_a_way_out(text: str) -> None:
    with pytest.raises(RequestRefused, match=r"the template t\.md\.j2 failed on line 2: ") as refused:
        rendered(f"\n{text}")
    assert "correct the template" in refused.value.hint


def test_numbers_may_be_reckoned_with_for_striped_tables() -> None:
    assert rendered("{% for x in 'abc' %}{{ loop.index * 2 % 3 }}{% endfor %}") == "210"


# --- What a template may not do


@pytest.fixture
def report_context(foreign: Path) -> Callable[[], dict[str, Any]]:
    """All that a template of a real paper is given."""

    def gather() -> dict[str, Any]:
        workspace = read_workspace(foreign).workspace
        assert workspace is not None
        request = requested(workspace, "report-2024-q1", None)
        return {
            **context(workspace, request.quarter, request.paper, date(2024, 4, 15)),
            "errors": 0,
            "provenance": "here",
        }

    return gather


@pytest.mark.parametrize("text", hostile.TEMPLATES)
def test_a_hostile_template_is_refused_or_writes_harmless_words(
    text: str, report_context: Callable[[], dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = report_context()
    given = report_context()
    said = ""
    try:
        page = render(Template("t", text, own=True), given)
    except RequestRefused as refused:
        page, said = "", refused.message
    assert "template t.md.j2" in said or page == r"\[Undefined\]"
    assert given == before
    assert list(tmp_path.rglob("CANARY")) == []


def test_what_a_template_may_not_do_is_named() -> None:
    with pytest.raises(RequestRefused, match=r"the template t\.md\.j2 may not do that: .*'__class__'"):
        rendered("{{ ''.__class__ }}")

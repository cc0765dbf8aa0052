import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats.markdown import Markdown
from hsp_cli.papers.kinds import kinds
from hsp_cli.papers.of_quarter.morning_report import context
from hsp_cli.papers.selection import requested
from hsp_cli.publishing import limits, templates
from hsp_cli.publishing.templates import (
    Template,
    default_folder,
    find_template,
    render,
    template_names,
    with_imports,
)
from hsp_cli.store.file_tree import Disk
from tests import injection_texts
from tests.workspaces import read_workspace, write_files

OWN = "templates/morning-report.md.j2"
NOWHERE = Path("/nowhere")
"""A workspace without templates of its own."""


DEFAULTS = sorted([*kinds(), "common"])
"""One template a report, and what they have in common."""


def rendered(text: str, **context: Any) -> str:
    return render(Template("t", text, own=True), context, Disk(str(NOWHERE)))


# --- Where templates stand


def test_the_templates_that_come_with_hsp_are_found_in_a_checkout() -> None:
    assert (default_folder() / "morning-report.md.j2").is_file()


def test_an_installed_package_brings_its_templates_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = write_files(tmp_path / "site-packages/hsp_cli", {OWN: "installed"})
    monkeypatch.setattr(templates, "_PACKAGE", package)
    assert default_folder() == package / "templates"
    assert find_template(Disk(str(tmp_path)), "morning-report") == Template("morning-report", "installed", own=False)


def test_a_template_of_the_workspace_overrides_the_default(tmp_path: Path) -> None:
    assert not find_template(Disk(str(tmp_path)), "morning-report").own
    write_files(tmp_path, {OWN: "our own"})
    assert find_template(Disk(str(tmp_path)), "morning-report") == Template("morning-report", "our own", own=True)


def test_the_names_are_those_of_the_workspace_and_of_the_defaults(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/annual.md.j2": "", OWN: "", "templates/notes.txt": ""})
    assert template_names(Disk(str(tmp_path))) == sorted([*DEFAULTS, "annual"])


def test_an_unknown_template_is_refused_and_the_others_are_offered(tmp_path: Path) -> None:
    with pytest.raises(RequestRefused, match="no template is called 'evening-report'") as refused:
        find_template(Disk(str(tmp_path)), "evening-report")
    assert refused.value.hint == f"there is {', '.join(DEFAULTS)}"


def test_a_template_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {OWN: b"caf\xe9"})
    with pytest.raises(RequestRefused, match=r"the template morning-report\.md\.j2 cannot be read"):
        find_template(Disk(str(tmp_path)), "morning-report")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_no_template(tmp_path: Path) -> None:
    write_files(tmp_path, {"secret": "a secret", "templates/x.txt": ""})
    (tmp_path / OWN).symlink_to(tmp_path / "secret")
    assert not find_template(Disk(str(tmp_path)), "morning-report").own


# --- What a template writes


def test_every_value_is_escaped_unless_it_is_markdown() -> None:
    assert rendered("{{ a }} {{ b }}", a="*x*", b=Markdown("*y*")) == r"\*x\* *y*"


def test_what_a_macro_writes_is_not_escaped_again() -> None:
    assert rendered("{% macro m(x) %}**{{ x }}**{% endmacro %}{{ m(a) }}", a="*<&>*") == r"**\*\<&\>\***"


@pytest.mark.parametrize("name", ["safe", "e", "escape", "forceescape", "tojson", "urlize", "xmlattr", "striptags"])
def test_a_filter_that_escapes_for_html_or_not_at_all_is_missing(name: str) -> None:
    with pytest.raises(RequestRefused, match=f"No filter named '{name}'"):
        rendered(f"{{{{ a|{name} }}}}", a="x")


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
def test_a_syntax_error_is_reported_with_its_line_and_a_hint(text: str) -> None:
    with pytest.raises(RequestRefused, match=r"the template t\.md\.j2 failed on line 2: ") as refused:
        rendered(f"\n{text}")
    assert refused.value.hint == "correct the template, or remove it to use the default"


def test_numbers_may_be_reckoned_with_for_striped_tables() -> None:
    assert rendered("{% for x in 'abc' %}{{ loop.index * 2 % 3 }}{% endfor %}") == "210"


def test_a_mistake_in_python_is_one_of_the_template() -> None:
    with pytest.raises(RequestRefused) as refused:
        rendered("{{ 1 / 0 }}")
    assert refused.value.message == "the template t.md.j2 failed: division by zero (ZeroDivisionError)"
    assert refused.value.hint == "correct the template, or remove it to use the default"


def test_a_template_that_exceeds_its_limits_is_stopped_with_a_message_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exceed(_work: Callable[[], str]) -> str:
        raise limits.Exceeded

    monkeypatch.setattr(limits, "bounded", exceed)
    write_files(tmp_path, {OWN: "x"})
    with pytest.raises(RequestRefused) as refused:
        render(find_template(Disk(str(tmp_path)), "morning-report"), {}, Disk(str(tmp_path)))
    assert refused.value.message == (
        "the template morning-report.md.j2 was stopped: it took more than 10 seconds, or more than 512 MB"
    )
    assert refused.value.hint == "correct the template, or remove it to use the default"


def test_texts_can_be_joined_counted_and_put_into_the_plural() -> None:
    text = (
        "{{ a|join }} {{ a|join(', ') }} {{ 2|counted('action') }} {{ 0|counted_or_no('risk') }} {{ 2|plural('it') }}"
    )
    assert rendered(text, a=("x*", "y")) == r"x\*y x\*, y 2 actions No risks its"


def test_a_template_ends_as_it_is_written_and_its_blocks_leave_no_blank_lines() -> None:
    assert rendered("a\n  {% if true %}\nb\n  {% endif %}\nc\n\n") == "a\nb\nc\n\n"


# --- What a template takes from others


def test_everything_that_a_template_takes_in_is_known_once(tmp_path: Path) -> None:
    macro = "{% macro m() %}{% endmacro %}"
    write_files(
        tmp_path,
        {
            "templates/a.md.j2": f'{{% import "b.md.j2" as b %}}{{% include "gone.md.j2" %}}{macro}',
            "templates/b.md.j2": '{% from "a.md.j2" import m %}{% from "broken.md.j2" import m %}',
            "templates/broken.md.j2": "{% if %}",
        },
    )
    found = with_imports(Template("t", '{% include "a.md.j2" %}{% include name %}', own=True), Disk(str(tmp_path)))
    assert [(one.name, one.own) for one in found] == [("t", True), ("a", True), ("b", True), ("broken", True)]


def test_a_template_takes_macros_from_another_one_of_the_workspace(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/parts.md.j2": "{% macro m(x) %}<{{ x }}>{% endmacro %}"})
    text = '{% from "parts.md.j2" import m %}{{ m("*") }}'
    assert render(Template("t", text, own=True), {}, Disk(str(tmp_path))) == r"<\*>"


def test_without_its_own_a_workspace_takes_the_macros_of_hsp(tmp_path: Path) -> None:
    text = '{% from "common.md.j2" import closing with context %}{{ closing() }}'
    page = render(Template("t", text, own=True), {"notes": (), "provenance": "here"}, Disk(str(tmp_path)))
    assert page == "\n---\n\nhere\n"


def test_macros_of_the_workspace_go_before_those_of_hsp(tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/common.md.j2": "{% macro closing() %}The end.{% endmacro %}"})
    text = '{% from "common.md.j2" import closing with context %}{{ closing() }}'
    assert render(Template("t", text, own=True), {}, Disk(str(tmp_path))) == "The end."


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ("\n{% if %}", r"the template parts\.md\.j2 failed on line 2: "),
        ("{% macro m() %}\n\n{{ nothing }}{% endmacro %}", r"the template parts\.md\.j2 failed on line 3: .*nothing"),
        ("{% macro n() %}{% endmacro %}", r"the template t\.md\.j2 failed on line 2: "),
    ],
)
def test_an_error_in_an_imported_template_names_that_template(parts: str, words: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"templates/parts.md.j2": parts})
    with pytest.raises(RequestRefused, match=words):
        render(Template("t", '{% from "parts.md.j2" import m %}\n{{ m() }}', own=True), {}, Disk(str(tmp_path)))


def test_a_template_that_includes_itself_for_ever_is_refused(tmp_path: Path) -> None:
    text = '{% include "t.md.j2" %}'
    write_files(tmp_path, {"templates/t.md.j2": text})
    with pytest.raises(RequestRefused, match=r"the template t\.md\.j2 failed"):
        render(Template("t", text, own=True), {}, Disk(str(tmp_path)))


@pytest.mark.parametrize("name", ["../outside", "{root}/outside", "folder/../../outside", "common.md.j2/../../outside"])
def test_no_template_reaches_outside_the_folders_of_templates(name: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"outside.md.j2": "a secret", "templates/folder/x.md.j2": "", "templates/x.md.j2": ""})
    name = name.format(root=tmp_path)
    with pytest.raises(RequestRefused, match="no template is called"):
        find_template(Disk(str(tmp_path)), name)
    with pytest.raises(RequestRefused, match="no template is called"):
        render(Template("t", f"{{% include {name!r} %}}", own=True), {}, Disk(str(tmp_path)))


# --- What a template may not do


@pytest.fixture
def report_context(sample: Path) -> Callable[[], dict[str, Any]]:
    """All that a template of a real paper is given."""

    def gather() -> dict[str, Any]:
        workspace = read_workspace(sample).workspace
        assert workspace is not None
        request = requested(workspace, "report-2024-q1", None, date(2024, 4, 15))
        return {
            **context(request),
            "errors": 0,
            "provenance": "here",
        }

    return gather


@pytest.mark.parametrize("text", injection_texts.TEMPLATES)
def test_a_hostile_template_is_refused_or_writes_harmless_words(
    text: str, report_context: Callable[[], dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = report_context()
    given = report_context()
    said = ""
    try:
        page = render(Template("t", text, own=True), given, Disk(str(tmp_path)))
    except RequestRefused as refused:
        page, said = "", refused.message
    assert "template t.md.j2" in said or page == r"\[Undefined\]"
    assert given == before
    assert list(tmp_path.rglob("CANARY")) == []


def test_what_a_template_may_not_do_is_named() -> None:
    with pytest.raises(RequestRefused, match=r"the template t\.md\.j2 may not do that: .*'__class__'"):
        rendered("{{ ''.__class__ }}")

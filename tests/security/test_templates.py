"""A template of a workspace is text from a pull request: it lays out, it ends, and it does nothing else."""

import os
from pathlib import Path
from threading import Event

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.publishing import limits
from hsp_cli.publishing.templates import Template, render
from hsp_cli.store.file_tree import Disk
from tests import injection_texts
from tests.runs import hsp
from tests.workspaces import write_files

ENDLESS = {
    "loops in loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "loops in loops in loops": "{% for a in 'x' * 0 or range(9999) %}" * 5 + "{% endfor %}" * 5,
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that calls itself twice": "{% macro m(n) %}{{ m(n + 1) if n < 60 }}{{ m(n + 1) if n < 60 }}{% endmacro %}{{ m(0) }}",
    "two macros that call each other": "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a loop that calls itself": "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "a template that imports itself": "{% import 't.md.j2' as t %}",
    "a template that includes itself": "{% include 't.md.j2' %}",
    "a text that doubles": "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "a text that is added to itself": "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "a block that doubles": "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set y %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = y %}{% endfor %}",
    "a text replaced by longer ones": "{% set n = namespace(x='a') %}{% for i in range(99) %}{% set n.x = n.x|replace('a', 'aaaaaaaa') %}{% endfor %}",
    "a text replaced in its own way": "{% set n = namespace(x='a') %}{% for i in range(99) %}{% set n.x = n.x.replace('a', 'aaaaaaaa') %}{% endfor %}",
    "a text joined with itself": "{% set n = namespace(x='aaaa') %}{% for i in range(99) %}{% set n.x = n.x.join(n.x) %}{% endfor %}",
    "a text filled up": "{{ 'x'.ljust(9999999999) }}",
    "a text in the middle": "{{ 'x'.center(9999999999) }}",
    "a number filled up": "{{ '1'.zfill(9999999999) }}",
    "tabs made wide": "{{ '\t\t\t'.expandtabs(999999999) }}",
    "a format of great width": "{{ '{:9999999999}'.format(1) }}",
    "a format of great precision": "{{ '%.999999999f'|format(1) }}",
    "indented by much": "{{ 'a\nb'|indent(9999999999) }}",
    "a list in columns": "{{ [1]|batch(9999999999, 0)|list }}",
    "a list in slices": "{{ [1]|slice(9999999999)|list }}",
    "a list that doubles": "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "lists of lists": "{{ range(99999)|map('string')|map('list')|list|tojson }}",
    "a great deal of output": "{% for a in range(99999) %}{% for b in range(99999) %}xxxxxxxx{% endfor %}{% endfor %}",
    "a sum of many": "{% for i in range(9999) %}{{ range(99999)|sum }}{% endfor %}",
    "sorted again and again": "{% for i in range(9999) %}{{ range(99999)|sort(reverse=true)|first }}{% endfor %}",
    "words by the million": "{% for i in range(9999) %}{{ lipsum(n=99) }}{% endfor %}",
    "a great power": "{{ 9 ** 9 ** 9 }}",
    "a great power in steps": "{% set n = namespace(x=9) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "a long number": "{{ ('9' ~ '9'.zfill(4000))|int * 1 }}",
    "brackets without an end": "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "a long sum": "{{ " + "1 + " * 50_000 + "1 }}",
    "conditions in conditions": "{% if true %}" * 3_000 + "{% endif %}" * 3_000,
    "an upper and a lower": "{{ ('ß' ~ 'x')|upper|lower|title|trim|wordcount }}",
}  # fmt: skip
"""Templates that would run for years, or need all memory there is."""

PAST = {
    "2.8.1, format": "{{ '{0.__class__.__init__.__globals__}'.format(x) }}",
    "2.10.1, format_map": "{{ '{x.__class__.__mro__}'.format_map({'x': 1}) }}",
    "3.1.5, format by a filter": "{{ ['{0.__class__}'.format]|map('call')|list }}",
    "3.1.5, format kept": "{% set f = {'f': '{0.__class__.__mro__}'.format} %}{{ f.f(1) }}",
    "3.1.5, name of a file": "{% include \"x' + __import__('os').popen('touch CANARY').read() + '\" %}",
    "3.1.6, attr of format": "{{ ('{0.__class__.__mro__}'|attr('format'))(1) }}",
    "3.1.6, attr of attr": "{{ (1|attr('__class__')|attr('__mro__'))|list }}",
    "names of keys": "{% set x = {'a b': 1} %}{{ x['__class__'] }}",
    "xmlattr": "{{ {'a/onclick=x': 1}|xmlattr }}",
    "urlize": "{{ 'https://evil.example'|urlize(rel='x', target='\" onload=') }}",
    "map of attributes": "{{ [1]|map(attribute='__class__.__mro__')|list }}",
    "groupby": "{{ [1]|groupby('__class__')|list }}",
    "sort by attribute": "{{ [1, 2]|sort(attribute='__class__.__name__') }}",
    "sum of attributes": "{{ [1]|sum(attribute='__class__') }}",
    "generators": "{{ (x for x in [1]).gi_frame }}",
    "frames of a macro": "{% macro m() %}{% endmacro %}{{ m.__call__.__func__.__globals__ }}",
    "code of a macro": "{% macro m() %}{% endmacro %}{{ m._func.__code__ }}",
    "the environment": "{{ self._TemplateReference__context.environment }}",
    "the loader": "{% macro m() %}{% endmacro %}{{ m._environment.loader }}",
    "the context": "{{ caller.__self__ }}",
    "exceptions of undefined": "{{ nothing._fail_with_undefined_error.__globals__ }}",
    "a folder above": "{% include '../../../etc/passwd' %}",
    "an absolute path": "{% import '/etc/passwd' as x %}",
    "a path of Windows": "{% include 'C:\\\\windows\\\\win.ini' %}",
    "a link out": "{% include 'link.md.j2' %}",
}  # fmt: skip
"""What once broke out of the sandbox, or tries what did."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with templates of its own, and little patience."""
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    monkeypatch.setattr(limits, "MEGABYTES", 128)
    monkeypatch.chdir(tmp_path)
    write_files(
        tmp_path, {"templates/t.md.j2": "{% import 't.md.j2' as t %}{% include 't.md.j2' %}", "secret": "root:"}
    )
    (tmp_path / "templates/link.md.j2").symlink_to(tmp_path / "secret")
    return tmp_path


def outcome(text: str, root: Path) -> str:
    """The page of a template, or what is said of it."""
    try:
        return render(Template("t", text, own=True), {"x": "y"}, Disk(str(root)))
    except RequestRefused as refused:
        return refused.message


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_every_template_ends(text: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.1)
    told = outcome(text, root)  # without a limit, some would never end
    assert len(told) < 10_000


@pytest.mark.parametrize("text", PAST.values(), ids=PAST)
def test_no_template_breaks_out(text: str, root: Path) -> None:
    told = outcome(text, root)
    for secret in ("root:", "builtin", "module", "<class", "<frame"):
        assert secret not in told
    assert not (root / "CANARY").exists()


def test_there_are_enough_of_them() -> None:
    assert len({*ENDLESS.values(), *PAST.values(), *injection_texts.TEMPLATES}) >= 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="without copies of a process its memory is not bounded")
def test_memory_is_limited_in_the_fork_and_not_in_this_process(root: Path) -> None:
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(RequestRefused, match=r"was stopped|failed"):
        render(Template("t", ENDLESS["a text that doubles"], own=True), {}, Disk(str(root)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.parametrize("way", ["copy", "thread"])
def test_a_template_that_ends_gives_its_page_and_one_that_fails_its_line(
    way: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "thread":
        monkeypatch.delattr(os, "fork")
    assert render(Template("t", "{{ x }} ★", own=True), {"x": "£*"}, Disk(str(root))) == r"£\* ★"
    with pytest.raises(RequestRefused, match=r"t\.md\.j2 failed on line 2") as refused:
        render(Template("t", "\n{{ nothing }}", own=True), {}, Disk(str(root)))
    assert "correct the template" in refused.value.hint


def test_without_copies_of_a_process_time_is_bounded_all_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    stopped = Event()
    with pytest.raises(RequestRefused, match="was stopped"):
        render(Template("t", "{{ wait() }}", own=True), {"wait": lambda: stopped.wait(60)}, Disk(str(root)))
    stopped.set()


def test_the_templates_that_come_with_hsp_need_no_process_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "bounded", None)
    assert render(Template("t", "{{ x }}", own=False), {"x": "y"}, Disk(str(tmp_path))) == "y"


def test_the_command_says_that_the_template_was_stopped(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 1)
    write_files(sample, {"templates/morning-report.md.j2": ENDLESS["loops in loops"]})
    run = hsp("report", "--root", str(sample), "--quarter", "Q1-2024", "--as-of", "2024-04-15")
    assert run.code == 2
    assert "the template morning-report.md.j2 was stopped: it took more than 1 seconds" in run.err
    assert run.out == ""

import pytest

from hsp_cli.store.comments import cut_values, suppressions
from hsp_cli.store.source_map import read_source_map

PATH = "data/plans/p.yaml"


def allowed(text: str) -> list[tuple[int, int, str, str]]:
    """Of each allowance in a text: the line it stands on, the line it covers, its code and reason."""
    found = suppressions(PATH, text, read_source_map(text))
    return [(suppression.line, suppression.covers, suppression.code, suppression.reason) for suppression in found]


def cuts(text: str) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.message) for problem in cut_values(text, read_source_map(text))]


@pytest.mark.parametrize(
    ("comment", "code", "reason"),
    [
        ("# hsp: allow due-before-start — as published", "due-before-start", "as published"),
        ("# hsp: allow due-before-start - as published", "due-before-start", "as published"),
        ("# hsp: allow due-before-start -- as published", "due-before-start", "as published"),
        ("# hsp: allow due-before-start: as published", "due-before-start", "as published"),
        ("#hsp:allow due-before-start – as published  ", "due-before-start", "as published"),
        ("# hsp: allow due-before-start", "due-before-start", ""),
        ("# hsp: allow due-before-start —", "due-before-start", ""),
        ("# hsp: allow due-before-start as published", "due-before-start", ""),
        ("# checked. hsp: no # hsp: allow unknown-owner — new", "unknown-owner", "new"),
        ("# hsp: allow", "", ""),
        ("# hsp: allow — as published", "", "as published"),
    ],
)
def test_a_suppression_has_a_code_and_a_reason(comment: str, code: str, reason: str) -> None:
    assert allowed(f"due: 2018-02  {comment}\n") == [(1, 1, code, reason)]


@pytest.mark.parametrize(
    "text",
    [
        "due: 2018-02  # as published\n",
        "due: 2018-02  # hsp allows this\n",
        "due: 2018-02  # hsp: allowed due-before-start — x\n",
        'text: "# hsp: allow due-before-start — words"\n',
        "text: |\n  # hsp: allow due-before-start — words\n",
        "text: >-\n  some\n  # hsp: allow due-before-start — words\n",
        "text: 'some\n  # hsp: allow due-before-start — words'\n",
        "text: a#hsp: no\n",
    ],
)
def test_other_comments_and_the_same_words_inside_a_text_allow_nothing(text: str) -> None:
    assert allowed(text) == []


@pytest.mark.parametrize(
    ("text", "line", "covers"),
    [
        ("a: 1\n# hsp: allow unknown-owner — x\nb: 2\n", 2, 3),
        ("# hsp: allow unknown-owner — x\n\n# another comment\n\nb: 2\n", 1, 5),
        ("a:\n  - b: |\n      text\n    # hsp: allow unknown-owner — x\n    c: 2\n", 4, 5),
        ("a: |\n  text\n\n# hsp: allow unknown-owner — x\nc: 2\n", 4, 5),
        ("a: 1\n# hsp: allow unknown-owner — x\n", 2, 2),
        ("# hsp: allow unknown-owner — x\n---\n", 1, 2),
        ("a:  # hsp: allow unknown-owner — x\n", 1, 1),
        ('a: "x"  # hsp: allow unknown-owner — x\n', 1, 1),
        ("a: |  # hsp: allow unknown-owner — x\n  text\n", 1, 1),
        ("a:  # hsp: allow unknown-owner — x\n  b: 1\n", 1, 1),
        ("- a  # hsp: allow unknown-owner — x\r\n- b\r\n", 1, 1),
        ("# hsp: allow unknown-owner — x\r\n- b\r\n", 1, 2),
    ],
)
def test_a_suppression_covers_its_own_line_or_the_next_line_with_content(text: str, line: int, covers: int) -> None:
    assert [found[:2] for found in allowed(text)] == [(line, covers)]


def test_a_suppression_is_found_at_its_sign() -> None:
    text = "due: 2018-02  # hsp: allow unknown-owner — x\n"
    assert [found.column for found in suppressions(PATH, text, read_source_map(text))] == [15]


def test_several_suppressions_above_a_line_all_apply() -> None:
    text = "# hsp: allow unknown-owner — x\n# hsp: allow due-before-start — y\ndue: 2018-02\n"
    assert [(covers, code) for _, covers, code, _ in allowed(text)] == [(3, "unknown-owner"), (3, "due-before-start")]


@pytest.mark.parametrize(
    ("text", "column", "lost"),
    [
        ("title: Delivery of priority # 3\n", 8, "# 3"),
        ("title: C #risk\n", 8, "#risk"),
        ("unit: two words # 3\n", 7, "# 3"),
        ("- we are #1 here\n", 3, "#1 here"),
        ("{a: priority #3\n}\n", 5, "#3"),
        ("title: two words\t# 3\n", 8, "# 3"),
        ("title: Cases # error rate\n", 8, "# error rate"),
        ("title: Cases # warning: late\n", 8, "# warning: late"),
        ("title: two words # hsp says so\n", 8, "# hsp says so"),
        ("title: two words # yamllint\n", 8, "# yamllint"),
    ],
)
def test_a_text_that_a_comment_has_swallowed_is_reported_with_what_is_lost(text: str, column: int, lost: str) -> None:
    assert cuts(text) == [(1, column, f"the text ends before `{lost}`")]


def test_a_text_over_several_lines_is_reported_where_it_starts() -> None:
    assert cuts("a: 1\ntitle: two\n  lines # 3\n") == [(2, 8, "the text ends before `# 3`")]


@pytest.mark.parametrize(
    "text",
    [
        'title: "Delivery of priority # 3"\n',
        "title: 'two words' # a comment\n",
        "title: priority#3 here\n",
        "id: one-word # a comment\n",
        "due: 2018-02 # as published\n",
        "due: Q1 2010/11 # as published\n",
        "actual: 6.95 # provisional\n",
        "# a comment of its own\ntitle: two words\n",
        "title: |\n  two words # of the text\n",
        "title: two words # hsp: allow unknown-owner — x\n",
        "title: two words #hsp:allow unknown-owner — x\n",
        "title: two words # yamllint disable-line\n",
        "title: # a comment before nothing\n",
        "[two words, # the first\n three]\n",
    ],
)
def test_a_comment_that_swallows_nothing_is_let_be(text: str) -> None:
    assert cuts(text) == []

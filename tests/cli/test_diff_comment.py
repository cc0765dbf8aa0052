"""The comment of `hsp diff --format markdown`: nothing in a record becomes active, and it keeps within its limit."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from hsp_cli.cli.diff_formats.comment import Part, code, comment_text, limited
from hsp_cli.formats.markdown import escaped
from tests.injection_texts import MARKDOWN
from tests.papers.pages import kinds, links, texts
from tests.repositories import commit_on, git
from tests.runs import hsp
from tests.workspaces import PARTNERSHIP, write_files

BREAK = "&#8203;"

ACTIVE = (
    "@ann-reed and @org/team",
    "#12, org/repo#34 and GH-56",
    "!12 $34 %56 ~bug ^alert &7",
    "see 7d811d69155cd7e1b4929b438bb10cd270390681 and 7d811d6",
    ":tada: and [vulnerability:1]",
    "gl-9",
)
"""What GitHub or GitLab turns into a mention, a reference or an emoji in a comment."""

_LINKED = re.compile(
    r"(?<![\w`])@\w|(?<!&)#\w|\bGH-\d|\bGL-\d|[!$%^~]\d|~\w|\b(?=[0-9]*[a-f])[0-9a-f]{7,64}\b|:\w+:|\[vulnerability",
    re.IGNORECASE,
)


@pytest.mark.parametrize("text", ACTIVE)
def test_no_sign_is_followed_by_what_makes_it_active(text: str) -> None:
    assert _LINKED.search(text)
    assert not _LINKED.search(comment_text(text).replace(BREAK, "\0"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ask @ann about #12", f"Ask @{BREAK}ann about #{BREAK}12"),
        ("69% of 1,234,567 at 10:30, NI 126", "69% of 1,234,567 at 10:30, NI 126"),
        ("1234567 visits", "1234567 visits"),
        ("defaced7", f"deface{BREAK}d7"),
        ("two\nlines", "two lines"),
    ],
)
def test_other_text_reads_as_it_is(text: str, written: str) -> None:
    assert comment_text(text) == written


@pytest.mark.parametrize("text", [*MARKDOWN, *ACTIVE])
def test_it_is_escaped_as_in_a_paper(text: str) -> None:
    assert comment_text(text).replace(BREAK, "") == escaped(text)


def test_code_cannot_be_left() -> None:
    assert code("a`b\nc") == "`a b c`"


def test_a_comment_is_cut_at_the_end_of_an_item_and_says_how_many_are_left_out() -> None:
    items = [f"- item {number} {'x' * 40}" for number in range(3)]
    parts = [Part("First (3)", items), Part("Last (2)", ["- " + "y" * 50, "- z"], folded=True)]
    whole = limited("head\n", parts, 10_000, "{} more")
    assert whole.endswith("<details><summary>Last (2)</summary>\n\n- " + "y" * 50 + "\n- z\n\n</details>\n")
    cut = limited("head\n", parts, 190, "{} more")
    assert cut == f"head\n\n### First (3)\n\n- item 0 {'x' * 40}\n- item 1 {'x' * 40}\n\n3 more\n"
    assert all(len(limited("head\n", parts, most, "{} more")) <= most for most in range(80, 400))


def changed(root: Path, notes: list[str], limit: int = 4000) -> str:
    """The comment on a change of the notes of as many actions as there are texts."""

    def plan(words: list[str]) -> dict[str, str]:
        listed = enumerate(map(json.dumps, words))
        actions = "".join(
            f"      - {{id: a{number}, text: Action {number}, note: {note}}}\n" for number, note in listed
        )
        return {"data/plans/p.yaml": f"id: p\ntitle: P\naims:\n  - id: aim\n    title: Aim\n    actions:\n{actions}"}

    commit_on(root, "2010-10-04", {"data/partnership.yaml": PARTNERSHIP, **plan(["Before"] * len(notes))})
    write_files(root, plan(notes))
    run = hsp("diff", "--root", str(root), "--as-of", "2010-11-01", "--format", "markdown", "--limit", str(limit))
    assert (run.code, run.err) == (0, "")
    return run.out


def test_a_comment_begins_with_its_mark_and_keeps_within_its_limit(tmp_path: Path) -> None:
    comment = changed(tmp_path, [f"Words number {number}" for number in range(200)])
    lines = comment.splitlines()
    assert lines[0] == "<!-- hsp diff -->"
    assert len(comment) <= 4000
    shown = sum(line.startswith("- ") for line in lines)
    assert lines[-1] == (
        f"**{200 - shown} more left out**, because a comment has at most 4,000 characters; `hsp diff` shows all. "
        "The numbers in the headings count all."
    )
    assert "### Comments, notes and updates (200)" in lines


def test_no_text_of_a_record_is_active_in_a_comment(tmp_path: Path) -> None:
    payloads = [text for text in (*MARKDOWN, *ACTIVE) if text.strip() and "\\" not in text and '"' not in text]
    comment = changed(tmp_path, payloads, limit=1_000_000)
    assert kinds(comment).count("list_item_openli") == len(payloads)
    assert [kind for kind in set(kinds(comment)) if kind.startswith(("link", "image", "html_inline", "table"))] == []
    assert links(comment) == []
    seen = [text.replace("\u200b", "") for text in texts(comment)]
    for payload in payloads:
        assert any(" ".join(payload.split()) in text for text in seen), payload
    assert not re.search(r"(?<![\w`])@\w", comment)


def test_a_limit_without_room_is_refused(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-10-04", {"data/partnership.yaml": PARTNERSHIP})
    run = hsp("diff", "--root", str(tmp_path), "--format", "markdown", "--limit", "10")
    assert (run.code, run.err.splitlines()[0]) == (2, "error: a comment of 10 characters has no room for an answer")
    assert git(tmp_path, "status", "--short") == ""


def test_the_changes_of_a_record_are_listed_below_its_name(tmp_path: Path) -> None:
    changes = {"status: open": "status: cancelled, reason: No money", "progress: 10": "progress: 40"}

    def plan(words: Iterable[str]) -> dict[str, str]:
        action = f"{{id: a, text: Act, {', '.join(words)}}}"
        return {"data/plans/p.yaml": f"id: p\ntitle: P\naims:\n  - id: aim\n    title: Aim\n    actions: [{action}]\n"}

    commit_on(tmp_path, "2010-10-04", {"data/partnership.yaml": PARTNERSHIP, **plan(changes)})
    write_files(tmp_path, plan(changes.values()))
    words = ("diff", "--root", str(tmp_path), "--as-of", "2010-11-01")
    comment = hsp(*words, "--format", "markdown").out
    assert comment.endswith(
        "### Status and progress (3)\n\n"
        "- **Act** (`p/a`)\n"
        "  - progress: 10 before, 40 now. `data/plans/p.yaml:6`\n"
        "  - reason added: No money. `data/plans/p.yaml:6`\n"
        "  - status: open before, cancelled now. `data/plans/p.yaml:6`\n"
    )
    assert hsp(*words).out.endswith(
        "Status and progress (3)\n"
        "Act\n"
        "  progress: 10 before, 40 now\n"
        "  reason added: No money\n"
        "  status: open before, cancelled now\n"
        "  p/a  data/plans/p.yaml:6\n"
    )

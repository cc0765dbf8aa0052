import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.finding import Diagnostic, Severity
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.papers.kinds import kinds
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.selection import requested
from hsp_cli.publishing import limits
from hsp_cli.publishing.formats import FORMATS, Format, format_by_ending
from hsp_cli.publishing.paper import finished, make
from hsp_cli.publishing.provenance import Provenance
from hsp_cli.publishing.templates import default_folder
from hsp_cli.store.history import CommitState
from tests.examples import CALDERWICK
from tests.papers.pages import github_anchor, headings, links, row_lengths, tables, texts, tokens, words
from tests.sample_workspace import FILES
from tests.workspaces import read_workspace, write_files

GOLDEN = Path(__file__).parent / "golden"
MEETING_DAY = date(2010, 9, 27)

Golden = Callable[[Path, str], None]


SCRUTINY_DAY = date(2018, 4, 30)

HARROW_PAPERS = {
    "action-log": MEETING_DAY,
    "ccmg-delivery-plan": MEETING_DAY,
    "community-strategy-2003-paper": MEETING_DAY,
    "draft-community-strategy-2003-answers": MEETING_DAY,
    "equality-objectives-paper": MEETING_DAY,
    "health-inequalities-delivery-plan": MEETING_DAY,
    "reward": MEETING_DAY,
    "risk-register-2010-q1": MEETING_DAY,
    "scorecard-2010-q1": MEETING_DAY,
    "vitality-profile-paper": MEETING_DAY,
    "scrutiny-action-plan": SCRUTINY_DAY,
}
"""The papers of this repository besides the morning report, each with its day."""


def made_from(request: PaperRequest) -> Provenance:
    """Where every golden paper says that it comes from, so that a commit does not change it."""
    return Provenance(
        CommitState("0123456789abcdef", clean=True), "0" * 16, request.report, False, request.as_of, "0.0.0"
    )


def paper_of(reading: Loaded, quarter: str, as_of: date, errors: int = 0) -> str:
    assert reading.workspace is not None
    period = Period.parse(quarter, reading.workspace.partnership.calendar)
    found = [Diagnostic("data/x.yaml", n + 1, 1, "wrong-type", Severity.ERROR, "?") for n in range(errors)]
    request = requested(reading.workspace, None, period, as_of)
    return make(reading, request, found, made_from(request)).page.decode()


def test_the_morning_report_of_q1_2010_is_the_golden_one(harrow: Loaded, golden: Golden) -> None:
    golden(GOLDEN / "harrow-q1-2010.md", paper_of(harrow, "Q1-2010", MEETING_DAY))


@pytest.mark.parametrize(("paper", "as_of"), HARROW_PAPERS.items(), ids=HARROW_PAPERS)
def test_the_other_papers_of_the_repository_are_the_golden_ones(
    paper: str, as_of: date, harrow: Loaded, golden: Golden
) -> None:
    assert harrow.workspace is not None
    request = requested(harrow.workspace, paper, None, as_of)
    golden(GOLDEN / f"harrow-{paper}.md", make(harrow, request, [], made_from(request)).page.decode())


def test_the_agenda_of_a_quarter_is_the_golden_one(harrow: Loaded, golden: Golden) -> None:
    assert harrow.workspace is not None
    quarter = Period.parse("Q1-2010", harrow.workspace.partnership.calendar)
    request = requested(harrow.workspace, "agenda", quarter, MEETING_DAY)
    golden(GOLDEN / "harrow-agenda-q1-2010.md", make(harrow, request, [], made_from(request)).page.decode())


def test_every_paper_of_the_repository_has_its_golden_one(harrow: Loaded) -> None:
    assert harrow.workspace is not None
    assert set(harrow.workspace.papers) == {*HARROW_PAPERS, "morning-report-2010-q1"}


def test_a_quarter_without_a_record_of_its_paper_has_figures_and_says_what_is_missing(
    harrow: Loaded, golden: Golden
) -> None:
    page = paper_of(harrow, "Q4-2009", MEETING_DAY)
    assert "No narrative has been recorded for this quarter yet." in page
    golden(GOLDEN / "harrow-q4-2009-without-record.md", page)


def test_a_paper_made_in_spite_of_errors_says_so_at_the_top(sample: Path, golden: Golden) -> None:
    page = paper_of(read_workspace(sample), "Q1-2024", date(2024, 4, 15), errors=2)
    top, _, _ = page.partition("## Contents")
    assert "Not for circulation: this paper was made from records with 2 errors." in top
    golden(GOLDEN / "rushmere-q1-2024-with-errors.md", page)


def test_a_borough_with_other_calendar_scale_and_matrix_gets_a_paper_in_its_own_terms(
    sample: Path, golden: Golden
) -> None:
    golden(GOLDEN / "rushmere-q1-2024.md", paper_of(read_workspace(sample), "Q1-2024", date(2024, 4, 15)))


@pytest.mark.parametrize(("quarter", "name"), [("Q1-2026", "q1-2026-without-record"), (CALDERWICK.quarter, "q2-2026")])
def test_the_reports_of_the_example_are_the_golden_ones(quarter: str, name: str, golden: Golden) -> None:
    golden(GOLDEN / f"calderwick-{name}.md", paper_of(read_workspace(CALDERWICK.root), quarter, CALDERWICK.day))


def test_the_reward_paper_of_the_example_is_the_golden_one(golden: Golden) -> None:
    reading = read_workspace(CALDERWICK.root)
    assert reading.workspace is not None
    request = requested(reading.workspace, "reward", None, CALDERWICK.day)
    golden(GOLDEN / "calderwick-reward.md", make(reading, request, [], made_from(request)).page.decode())


def test_the_comments_on_a_consultation_of_the_example_and_their_answers_are_the_golden_ones(golden: Golden) -> None:
    reading = read_workspace(CALDERWICK.root)
    assert reading.workspace is not None
    request = requested(reading.workspace, "high-street-design", None, CALDERWICK.day)
    golden(GOLDEN / "calderwick-high-street-design.md", make(reading, request, [], made_from(request)).page.decode())


def test_the_profile_of_the_example_is_the_golden_one(golden: Golden) -> None:
    reading = read_workspace(CALDERWICK.root)
    assert reading.workspace is not None
    request = requested(reading.workspace, "ward-profile", None, CALDERWICK.day)
    made = make(reading, request, [], made_from(request))
    golden(GOLDEN / "calderwick-ward-profile.md", made.page.decode())
    golden(GOLDEN / "calderwick-ward-profile-damp.svg", made.beside["ward-profile-damp.svg"].decode())


@pytest.mark.parametrize(
    ("template", "place", "what"),
    [
        ("# T\n\n![x](https://a.example/p.png)\n", "the template morning-report.md.j2 on line 3",
         "the picture https://a.example/p.png, which is none of the paper's own"),
        ('{% from "own.md.j2" import t with context %}\n{{ t() }}', "the template own.md.j2 on line 4",
         "a row of 2 cells in a table of 1 columns"),
        ("# T\n\n- {{ contents }}\n", "the template morning-report.md.j2 on line 3",
         "the contents inside a paragraph, a list or a table"),
        ("# T\n\n{% for x in range(1500) %}> {% endfor %}deep\n",
         "what the template morning-report.md.j2 lays out",
         "too many levels of lists, quotations or bold words inside each other"),
    ],
)  # fmt: skip
def test_what_only_markdown_can_have_is_refused_in_other_formats_with_the_line_of_the_template(
    template: str, place: str, what: str, sample: Path
) -> None:
    own = "{% macro t() %}\n| a |\n| --- |\n| 1 | 2 |\n{% endmacro %}\n"
    write_files(sample, {"templates/morning-report.md.j2": template, "templates/own.md.j2": own})
    reading = read_workspace(sample)
    assert reading.workspace is not None
    paper = finished(reading, requested(reading.workspace, "report-2024-q1", None, date(2024, 4, 15)), [])
    assert paper.made().page
    with pytest.raises(RequestRefused) as refused:
        paper.made(format_by_ending()[".html"])
    assert refused.value.message == f"{place} has {what}; only Markdown can have that"
    assert refused.value.hint == "correct the template, or make the paper as Markdown: --format md"


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_the_same_records_give_the_same_bytes_in_every_format(format: Format, sample: Path, tmp_path: Path) -> None:
    pages = []
    for root in (sample, write_files(tmp_path / "again", FILES)):
        reading = read_workspace(root)
        assert reading.workspace is not None
        request = requested(reading.workspace, "report-2024-q1", None, date(2024, 4, 15))
        pages.append(make(reading, request, [], made_from(request), format).page)
    assert pages[0] == pages[1]


def test_a_page_that_takes_too_long_to_read_is_stopped(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(sample, {"templates/morning-report.md.j2": "# T\n\n{% for x in range(2000) %}*a _b {% endfor %}\n"})
    reading = read_workspace(sample)
    assert reading.workspace is not None
    paper = finished(reading, requested(reading.workspace, "report-2024-q1", None, date(2024, 4, 15)), [])
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    with pytest.raises(RequestRefused, match=r"the template morning-report\.md\.j2 was stopped: it took more than"):
        paper.document()


def test_one_error_is_written_in_the_singular(sample: Path) -> None:
    page = paper_of(read_workspace(sample), "Q1-2024", date(2024, 4, 15), errors=1)
    assert "records with 1 error. Its figures may be wrong or incomplete. `hsp validate` lists it." in page


def test_the_same_records_give_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    again = write_files(tmp_path / "again", FILES)
    first, second = (paper_of(read_workspace(root), "Q1-2024", date(2024, 4, 15)) for root in (sample, again))
    assert first == second


# --- What a reader and the writers of other formats rely on, for every golden paper


GOLDEN_PAPERS = sorted(GOLDEN.glob("*.md"))
every_paper = pytest.mark.parametrize("paper", GOLDEN_PAPERS, ids=lambda paper: paper.stem)


def template_of(page: str) -> str:
    return page.rpartition("template ")[2].partition(" ")[0]


LISTS = ("agenda", "delivery-plan")
ILLUSTRATED = ("profile", "risk-register", "action-log", "scorecard", "strategy")


@every_paper
def test_headings_start_at_one_and_never_skip_a_level(paper: Path) -> None:
    levels = [heading.level for heading in headings(paper.read_text(encoding="utf-8"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@every_paper
def test_every_row_of_a_table_has_as_many_cells_as_its_head(paper: Path) -> None:
    page = paper.read_text(encoding="utf-8")
    rows = list(row_lengths(page))
    assert bool(rows) != (template_of(page) in LISTS), "these have lists, any other paper tables"
    assert [line for line, cells, head in rows if cells != head] == []


@every_paper
def test_every_table_is_one_and_every_column_has_a_head(paper: Path) -> None:
    page = paper.read_text(encoding="utf-8")
    found = tables(page)
    lines = [line for line in page.splitlines() if line.startswith("|")]
    assert len(found) == sum(line.startswith("| --- |") for line in lines)
    assert sum(map(len, found)) == len(lines) - len(found)
    assert all(head for table in found for head in table[0])


@every_paper
def test_there_is_no_raw_html_no_image_but_charts_and_maps_and_no_code_but_the_lines_of_a_structure(
    paper: Path,
) -> None:
    page = paper.read_text(encoding="utf-8")
    kinds = set()
    for token in tokens(page):
        kinds |= {token.type, *(part.type for part in token.children or ())}
    assert kinds.isdisjoint({"html_block", "html_inline", "code_block"})
    assert ("image" in kinds) is (template_of(page) in ILLUSTRATED)
    trees = [token.info for token in tokens(page) if token.type == "fence"]
    assert trees == (["text"] if template_of(page) == "strategy" else [])


@every_paper
def test_every_link_is_one_of_the_contents_and_leads_to_a_heading_of_these_words(paper: Path) -> None:
    page = paper.read_text(encoding="utf-8")
    taken: list[str] = []
    anchors = {f"#{github_anchor(heading.words, taken)}": heading.words for heading in headings(page)}
    found = [link for link in links(page) if not link.target.endswith(".svg")]
    assert {link.target: link.words for link in found}.items() <= anchors.items()
    listed = [heading.words for heading in headings(page) if heading.level in (2, 3) and heading.words != "Contents"]
    assert [link.words for link in found] == ([] if template_of(page) == "agenda" else listed)


@every_paper
def test_lines_have_no_trailing_blanks_and_the_page_ends_with_one_line_break(paper: Path) -> None:
    page = paper.read_text(encoding="utf-8")
    assert [line for line in page.split("\n") if line != line.rstrip()] == []
    assert page.endswith(".\n")
    assert "\n\n\n" not in page


@every_paper
def test_a_paper_that_rates_has_the_key_to_its_ratings(paper: Path) -> None:
    page = paper.read_text(encoding="utf-8")
    rates = template_of(page) in ("morning-report", "scorecard")
    assert ("Key" in [heading.words for heading in headings(page)]) == rates
    assert any("RAG" in cell for table in tables(page) for cell in table[0]) == rates


@every_paper
def test_every_heading_has_something_below_it(paper: Path) -> None:
    found = tokens(paper.read_text(encoding="utf-8"))
    ends = [index for index, token in enumerate(found) if token.type == "heading_close"]
    empty = [
        words(found[index - 1])
        for index in ends
        if index + 1 == len(found)
        or (found[index + 1].type == "heading_open" and found[index + 1].tag <= found[index].tag)
        or found[index + 1].type == "hr"
    ]
    assert empty == []


@every_paper
def test_no_python_and_no_template_shows_through(paper: Path) -> None:
    page = paper.read_text(encoding="utf-8")
    seen = " ".join(texts(page))
    assert re.findall(r"\bNone\b(?! (?:is|are) recorded)|\(\)|\{\{|\{%|Undefined|[a-z]_[a-z]+|<[a-z]", seen) == []
    assert re.findall(r": ;|; ;|,,| ,|\( | \)|\(\)|\.\.(?!\.)", seen) == []


@every_paper
def test_the_paper_ends_with_where_it_comes_from(paper: Path) -> None:
    page = paper.read_text(encoding="utf-8")
    last = page.rstrip("\n").rpartition("\n")[2]
    for part in ("hsp 0.0.0", "commit 0123456789ab (tree clean)", "data digest 0000000000000000", "as of 20"):
        assert part in last


def test_every_report_has_a_golden_paper_and_a_template() -> None:
    told = " ".join(paper.read_text(encoding="utf-8").rpartition("template ")[2] for paper in GOLDEN_PAPERS)
    for name in kinds():
        assert f"{name} (hsp's own)" in told
        assert (default_folder() / f"{name}.md.j2").is_file()


# --- The Harrow paper says what the printed one says


def harrow_tables() -> dict[str, list[list[str]]]:
    """The first table below each heading, by the words of that heading."""
    page = (GOLDEN / "harrow-q1-2010.md").read_text(encoding="utf-8")
    found = {}
    for section in page.split("\n#")[1:]:
        heading, _, rest = section.partition("\n")
        if below := tables(rest):
            found[heading.lstrip("# ")] = below[0]
    return found


def test_the_paper_has_seven_previous_actions_and_raises_fourteen_thirteen_of_them_starred() -> None:
    found = harrow_tables()
    assert len(found["Harrow Chief Executives, 24 May 2010"]) == 1 + 7
    raised = found["For decision"][1:]
    assert [row[0] for row in raised] == [str(number) for number in range(1, 15)]
    assert [row[1].startswith("★ ") for row in raised] == [True] * 13 + [False]


def test_every_action_of_the_narrative_is_in_its_section_and_in_the_list() -> None:
    page = (GOLDEN / "harrow-q1-2010.md").read_text(encoding="utf-8")
    assert page.count("**★ Action – ") == 11
    assert page.count("**Action – ") == 1
    in_outcomes = [row[3] for row in harrow_tables()["Harrow Chief Executives, 24 May 2010"]]
    assert sum(outcome.startswith("★ Action: ") for outcome in in_outcomes) == 2


def test_the_paper_has_ten_red_risks_and_one_movement() -> None:
    found = harrow_tables()
    assert len(found["Red risks this quarter"]) == 1 + 10
    ((before, after),) = [row[2:4] for row in found["Risk rating movements this quarter"][1:]]
    assert before.startswith("D2 Amber †"), "the document shows only that D2 is not red"
    assert after == "C2 Red"


def test_priorities_without_exceptions_say_so() -> None:
    page = (GOLDEN / "harrow-q1-2010.md").read_text(encoding="utf-8")
    for priority in ("Priority 2 - Mitigating the Impact of the Recession", "Priority 3 - Community Cohesion"):
        assert f"### {priority}\n\nThere are no exceptions this quarter.\n" in page


def test_a_paper_whose_template_is_no_report_is_refused(tmp_path: Path) -> None:
    path = "data/papers/report-2024-q1.yaml"
    files = {**FILES, path: FILES[path].replace("report: morning-report", "report: evening-report")}
    reading = read_workspace(write_files(tmp_path, files))
    assert reading.workspace is not None
    with pytest.raises(RequestRefused, match="no report is called 'evening-report'") as refused:
        make(reading, requested(reading.workspace, "report-2024-q1", None, MEETING_DAY), [])
    assert refused.value.hint == f"there is {', '.join(kinds())}"

"""The pages of plans, risks, actions, bodies, meetings and other records, read as text."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from hsp_cli.site.contents import files_of, links_of
from hsp_cli.site.site import Site
from tests.repositories import commit_files, commit_on
from tests.sample_workspace import FILES as SAMPLE
from tests.site.conftest import site_at
from tests.workspaces import PARTNERSHIP, Files, write_files

Pages = Callable[..., dict[str, str]]

DAY = date(2026, 7, 15)
MATRIX = """\
risk_matrix:
  likelihood: [{code: "2", name: Likely}, {code: "1", name: Rare}]
  impact: [{code: B, name: Severe}, {code: A, name: Slight}]
  zones: [{id: high, name: High, red: true}, {id: low, name: Low}]
  cells: {"2": {B: high, A: high}, "1": {B: low, A: low}}
"""
PARTIES = """\
priorities: [{id: homes, title: Homes}]
organisations: [{id: council, name: Borough Council}]
bodies: [{id: board, name: Borough Board, since: 2020}]
"""
SETTINGS = PARTNERSHIP + MATRIX + PARTIES
PLAN = """\
id: homes
title: Homes plan
body: board
aims:
  - id: more
    title: More homes
    priority: homes
    actions:
      - {id: survey, text: Publish the survey, due: 2026-05, owners: [Borough Council]}
      - {id: build, text: Build ten homes, due: 2026-12, owners: [Somebody Else]}
      - {id: review, text: Review the rules}
      - {id: agree, text: Agree the sites, status: complete, completed: 2026-03}
"""
REGISTER = """\
id: homes
title: Risks to homes
body: board
risks:
  - id: money
    title: The money runs out
    ratings:
      Q1-2026: {rating: 2B, reason: The grant was cut}
      Q4-2025: {rating: 1A}
  - {id: land, title: The land is contaminated, ratings: {Q3-2025: {rating: 1A}}}
  - {id: weather, title: It rains}
"""
FILES = {
    "data/partnership.yaml": SETTINGS,
    "data/plans/homes.yaml": PLAN,
    "data/risks/homes.yaml": REGISTER,
}


def text_of(page: str) -> str:
    """What a reader sees of a page, without what is around it. A line for each block and each row of a table."""
    main = page[page.index("<main") : page.index("</main>")]
    lines = re.sub(r"</(p|h[1-6]|tr|li|figure)>", "\n", main.replace("\n", " ").replace("<br>", " "))
    words = unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(td|th)>", " | ", lines)))
    return "\n".join(" ".join(line.split()) for line in words.split("\n"))


def pages_of(site: Site) -> dict[str, str]:
    links = links_of(site)
    return {file.path: file.make().decode() for file in files_of(site, links) if file.path in links.pages}


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    def made(files: Files, as_of: date = DAY, quarter: str | None = None) -> dict[str, str]:
        return pages_of(site_at(write_files(tmp_path, files), as_of, quarter))

    return made


def test_the_actions_are_listed_with_the_overdue_ones_first_and_the_closed_ones_on_a_page_of_their_own(
    pages: Pages,
) -> None:
    made = pages(FILES)
    found = text_of(made["actions.html"])
    assert "4 actions: 1 overdue, 1 not due yet, 1 without a deadline, 1 complete." in found
    assert [*re.findall(r"^(?:Overdue|Not due yet|Without a deadline) \(1\)$", found, re.MULTILINE)] == [
        "Overdue (1)",
        "Not due yet (1)",
        "Without a deadline (1)",
    ]
    where = re.search(r"Record: data/plans/homes\.yaml:\d+ \|", found)
    assert where
    assert f"Borough Council | Publish the survey {where[0]} Homes plan | May 2026 Overdue, 45 days late |" in found
    assert "| Without a deadline |" in found
    assert "Agree the sites" not in found
    assert "Agree the sites" in text_of(made["actions/complete.html"])


def test_a_long_list_of_actions_is_in_pages_that_lead_to_each_other(pages: Pages) -> None:
    actions = "".join(
        f"      - {{id: a{at}, text: Build {at}, due: {2027 + at // 400}-05, owners: [Team {at % 2}]}}\n"
        for at in range(600)
    )
    late = actions.replace("id: a", "id: b").replace("Build", "Paint").replace("due: 202", "due: 201")
    made = pages({**FILES, "data/plans/homes.yaml": PLAN + actions + late})
    first, second = (text_of(made[f"actions/{name}.html"]) for name in ("later", "later-2"))
    ways = "\nPage 1, this page: December 2026 to May 2028\nPage 2: May 2028\n"
    assert ways in first
    assert "Actions: not due yet, page 2 of 2\n" in second
    assert '<a href="later.html">Page 1</a>' in made["actions/later-2.html"]
    assert {*re.findall(r"Build \d+", first + second)} == {f"Build {at}" for at in range(600)}
    assert len(re.findall(r"Build \d+", first)) == 499
    assert "Page 1: Borough Council to Team 1\nPage 2, this page: Team 1\n" in text_of(made["actions/overdue-2.html"])
    assert '<a href="actions/later.html">Not due yet (601)</a>' in made["actions.html"]
    priority = text_of(made["priorities/homes.html"])
    assert "Overdue (601)\n" in priority
    assert priority.count("days late") == 200
    assert "These 200 are overdue the longest: 401 are also overdue." in priority


def test_the_home_page_leaves_out_what_was_reported_of_an_action_and_where_its_record_is(pages: Pages) -> None:
    plan = PLAN.replace("due: 2026-05,", "due: 2026-05, progress: 40,")
    made = pages({**FILES, "data/plans/homes.yaml": plan})
    assert re.search(r"\| Publish the survey Reported: 40% done Record: \S+ \|", text_of(made["actions.html"]))
    short = "Publish the survey | Homes plan | Borough Council | May 2026 Overdue, 45 days late |"
    assert short in text_of(made["index.html"])


def test_the_home_page_has_the_heading_overdue_only_if_something_is(pages: Pages) -> None:
    late, early = (text_of(pages(FILES, as_of)["index.html"]) for as_of in (DAY, date(2026, 5, 31)))
    assert "\nOverdue\n4 actions: 1 overdue" in late
    assert "\nActions\n4 actions: 1 due soon" in early
    assert "Overdue" not in early


def test_an_owner_has_a_page_and_a_name_that_the_settings_do_not_list_is_with_the_others(
    pages: Pages,
) -> None:
    made = pages(FILES)
    assert "Publish the survey" in text_of(made["owners/council.html"])
    others = text_of(made["owners/others.html"])
    assert others.index("Owner not recorded") < others.index("Review the rules") < others.index("Somebody Else")


def test_the_list_of_owners_counts_what_was_left_open_when_a_plan_ended(pages: Pages) -> None:
    ended = PLAN + "ended: {on: 2026-06-30, reason: It is over}\n"
    before, after = (
        text_of(pages({**FILES, "data/plans/homes.yaml": plan})["owners/index.html"]) for plan in (PLAN, ended)
    )
    assert "Borough Council | 1 | 0 | 0 | 0 | 0 | 0 | 0 |" in before
    assert "Left open" not in before
    assert "No deadline | Left open | Risks | Indicators |" in after
    assert "Borough Council | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 |" in after


def test_a_plan_says_what_is_overdue_before_its_aims(pages: Pages) -> None:
    found = text_of(pages(FILES)["plans/homes.html"])
    assert found.index("Overdue (1)") < found.index("Aims") < found.index("Build ten homes")
    assert "Leads: not recorded" in found
    assert "Record: data/plans/homes.yaml:1" in found


def test_a_plan_of_another_organisation_is_listed_apart(pages: Pages) -> None:
    other = PLAN.replace("id: homes\n", "id: theirs\n", 1).replace("body: board", "organisation: council")
    found = text_of(pages({**FILES, "data/plans/theirs.yaml": other})["plans/index.html"])
    assert found.index("Plans of other organisations") > found.index("Homes plan | Borough Board")


def test_risks_that_were_not_rated_in_the_quarter_are_named_with_their_last_rating(
    pages: Pages,
) -> None:
    found = text_of(pages(FILES, quarter="Q1-2026")["risks/index.html"])
    assert "1 red risk in Q1 2026/27." in found
    assert "1 of 3 risks was rated in Q1 2026/27; 1 stands with an older rating; 1 has no rating up to then." in found
    assert "The money runs out | 1A Low | 2B High | The grant was cut |" in found
    assert "The land is contaminated | 1A Low | Q3 2025/26 |" in found
    assert "It rains | no rating recorded |" in found


def test_the_page_of_a_risk_has_its_ratings_and_says_what_is_not_recorded(
    pages: Pages,
) -> None:
    made = pages(FILES, quarter="Q1-2026")
    found = text_of(made["risks/homes/money.html"])
    assert "Q1 2026/27 | 2B High | The grant was cut | line 8 |" in found
    assert "Controls in place\nNot recorded. There may be some all the same." in found
    assert "Rating in Q1 2026/27: 1A Low (not rated since Q3 2025/26)" in text_of(made["risks/homes/land.html"])
    weather = text_of(made["risks/homes/weather.html"])
    assert "Rating in Q1 2026/27: not rated up to the end of Q1 2026/27" in weather
    assert "No rating is recorded." in weather


def test_a_meeting_says_what_became_of_its_actions(pages: Pages) -> None:
    meeting = """\
id: june
title: Board in June
body: board
on: 2026-06-01
actions:
  - {id: write, text: Write to the Minister, owners: [Borough Council], due: 2026-06-30}
  - {id: pay, text: Pay the invoice, status: complete, outcome: {text: Paid on 3 June}}
"""
    made = pages({**FILES, "data/meetings/june.yaml": meeting})
    found = text_of(made["meetings/june.html"])
    position = "Due 30 June 2026; 15 days overdue"
    assert f"Write to the Minister | Borough Council | {position} | No outcome is recorded. | line 6 |" in found
    assert "Pay the invoice | not recorded | Complete | Paid on 3 June | line 7 |" in found
    assert "Board in June" in text_of(made["bodies/board.html"])


def test_a_meeting_to_come_has_agreed_nothing_yet(pages: Pages) -> None:
    meeting = """\
id: august
title: Board in August
body: board
on: 2026-08-01
actions: [{id: write, text: Write to the Minister}]
"""
    found = text_of(pages({**FILES, "data/meetings/august.yaml": meeting})["meetings/august.html"])
    assert "This meeting is still to come." in found
    assert "Actions proposed" in found
    assert "agreed" not in found
    assert "Papers" not in found


def test_a_meeting_lists_its_papers_in_each_format(pages: Pages) -> None:
    files = {
        "data/meetings/august.yaml": "{id: august, title: Board in August, body: board, on: 2026-08-01}",
        "data/papers/report.yaml": "{id: report, title: How we did, report: morning-report, quarter: Q1-2026, "
        "body: board, on: 2026-08-01}",
        "data/papers/other.yaml": "{id: other, title: Risks, report: risk-register, quarter: Q1-2026, body: board}",
    }
    made = pages({**FILES, **files}, quarter="Q1-2026")["meetings/august.html"]
    papers = text_of(made).partition("Papers\n")[2]
    assert papers.startswith("How we did\nSee all papers for the formats of each.\nRecord: ")
    assert '<a href="../papers/report.html">How we did</a>' in made


def test_a_plan_has_its_period_apart_from_its_status(pages: Pages) -> None:
    plan = PLAN + "period: 2025/26\nstatus: draft\ndated: 2025-03\nended: {on: 2026-03-31, reason: It is over}\n"
    made = pages({**FILES, "data/plans/homes.yaml": plan})
    assert "Homes plan | Borough Board | 2025/26 | Draft of March 2025; ended 31 March 2026 |" in text_of(
        made["plans/index.html"]
    )
    assert "Period: 2025/26\nStatus: Draft of March 2025; ended 31 March 2026\n" in text_of(made["plans/homes.html"])


def test_a_priority_has_its_plans_its_overdue_actions_and_the_registers_of_its_bodies(
    pages: Pages,
) -> None:
    found = text_of(pages(FILES, quarter="Q1-2026")["priorities/homes.html"])
    assert "No indicator names this priority." in found
    assert "Publish the survey" in found
    assert "Homes plan | More homes |" in found
    assert "Risks to homes: 1 red risk in Q1 2026/27" in found


def test_values_that_are_inferred_carry_a_mark_with_the_reason(pages: Pages) -> None:
    inferred = PLAN.replace("due: 2026-05,", "due: 2026-05, inferred: {due: The minutes say spring},")
    found = text_of(pages({**FILES, "data/plans/homes.yaml": inferred})["actions.html"])
    assert "May 2026 †1" in found
    assert "†1 The minutes say spring (homes/survey)" in found


def test_without_git_the_changes_are_those_that_the_dates_say(pages: Pages) -> None:
    found = text_of(pages(FILES, quarter="Q1-2026")["changes.html"])
    assert "1 rating is worse." in found
    assert "It is not known which records were removed since then, or were added without a date." in found
    assert str(Path.cwd()) not in found


def test_what_git_knows_of_an_exempt_record_is_not_in_the_changes(tmp_path: Path) -> None:
    commit_on(tmp_path, "2026-03-31", FILES)
    gone = PLAN.replace("      - {id: build, text: Build ten homes, due: 2026-12, owners: [Somebody Else]}\n", "")
    secret = gone.replace("text: Review the rules", 'text: Review the rules, exempt: "Paragraph 3", due: 2026-08')
    commit_on(tmp_path, "2026-07-01", {"data/plans/homes.yaml": secret})
    made = pages_of(site_at(tmp_path, DAY, "Q1-2026"))
    found = text_of(made["changes.html"])
    assert "This compares the records with those of 31 March 2026" in found
    assert "Build ten homes | action | action that is no longer recorded" in found
    for page in made.values():
        assert "Review the rules" not in page
        assert "Paragraph 3" not in page


def test_the_counts_of_actions_and_risks_say_that_exempt_ones_are_left_out(
    pages: Pages,
) -> None:
    files = {
        "data/partnership.yaml": SETTINGS,
        "data/plans/homes.yaml": PLAN.replace("id: review,", "id: review, exempt: Paragraph 3,"),
        "data/risks/homes.yaml": REGISTER.replace("id: money\n", "id: money\n    exempt: Paragraph 3\n"),
    }
    made = pages(files, quarter="Q1-2026")
    assert "1 complete; not counting what is exempt (1 action in the whole partnership)." in text_of(
        made["actions.html"]
    )
    assert "; not counting what is exempt (1 risk in the whole partnership)." in text_of(made["risks/index.html"])
    assert "Exempt records of the partnership are left out: 1 action and 1 risk." in text_of(made["about.html"])


def test_records_link_to_their_lines_on_the_code_host(tmp_path: Path) -> None:
    url = 'record_url: "https://h.org/{commit}/{path}#L{line}"\n'
    commit = commit_files(tmp_path, {**FILES, "data/partnership.yaml": SETTINGS + url})
    made = pages_of(site_at(tmp_path, DAY, "Q1-2026"))
    assert f'href="https://h.org/{commit}/data/plans/homes.yaml#L9"' in made["actions.html"]
    assert f'href="https://h.org/{commit}/data/risks/homes.yaml#L8"' in made["risks/homes/money.html"]


def test_the_line_of_a_record_is_that_of_its_file_although_an_exempt_record_stands_before_it(tmp_path: Path) -> None:
    risks = REGISTER.replace("id: money\n", "id: money\n    exempt: Paragraph 3\n")
    made = pages_of(site_at(write_files(tmp_path, {**FILES, "data/risks/homes.yaml": risks}), DAY, "Q1-2026"))
    assert "Record: data/risks/homes.yaml:11" in text_of(made["risks/homes/land.html"])


def test_a_workspace_with_nothing_but_settings_has_a_site(pages: Pages) -> None:
    assert {*pages({"data/partnership.yaml": PARTNERSHIP})} >= {"index.html", "about.html"}


def test_every_kind_of_file_but_areas_has_pages(pages: Pages) -> None:
    folders = {path.split("/")[0] for path in pages(SAMPLE, date(2026, 3, 1)) if "/" in path}
    assert folders >= {"plans", "risks", "meetings", "bodies", "projects", "grants", "agreements", "consultations"}


def test_a_comment_that_may_name_a_person_is_left_out_of_the_page_of_a_consultation(
    pages: Pages,
) -> None:
    consultation = """\
id: sites
title: Sites for homes
body: board
comments:
  - {id: c1, text: "Ring me on 020 7946 0000 about the benches"}
"""
    found = text_of(pages({**FILES, "data/consultations/sites.yaml": consultation})["consultations/sites.html"])
    assert "7946" not in found
    assert "(left out here: it may contain personal data)" in found


def test_a_person_and_a_post_have_the_name_of_their_organisation(pages: Pages) -> None:
    people = "people: [{id: ann, name: Ann Reed, organisation: council}]\n"
    people += "roles: [{id: clerk, name: Clerk, organisation: council}]\n"
    made = pages({"data/partnership.yaml": SETTINGS + people})
    for page in ("owners/ann.html", "owners/clerk.html"):
        assert "Organisation: Borough Council" in text_of(made[page])


def test_the_home_page_says_in_one_sentence_that_no_exception_is_about_the_rest(pages: Pages) -> None:
    settings = SETTINGS + "exceptions: {priorities: [homes]}\n"
    built = "id: built\ntitle: Homes built\nunit: homes\nbetter: higher\npriority: homes\n"
    built += "figures: {Q1-2026: {actual: 9, target: 8}}\n"
    hidden = built.replace("id: built", "id: hidden\nexempt: Paragraph 3")
    made = pages(
        {"data/partnership.yaml": settings, "data/indicators/built.yaml": built, "data/indicators/hidden.yaml": hidden}
    )
    assert (
        "There are no exceptions this quarter; not counting what is exempt (1 indicator in the whole partnership) |"
        in text_of(made["index.html"])
    )
    assert "1 G Green; not counting what is exempt (1 indicator in the whole partnership)" in text_of(
        made["priorities/index.html"]
    )


def test_a_site_of_an_old_quarter_says_that_a_later_one_has_ended(pages: Pages) -> None:
    told = "The latest quarter that has ended is Q4 2027/28; it is not shown."
    page = pages(FILES, date(2028, 6, 1))["index.html"]
    assert page.count(told) == 2  # below the title, and at the foot
    assert "has ended is" not in pages(FILES, date(2026, 4, 1))["index.html"]


def test_the_note_on_an_agreement_is_said_once(folders: dict[str, Path]) -> None:
    found = text_of((folders["calderwick"] / "agreements/improvement-agreement.html").read_text("utf-8"))
    assert found.count("Interim levels were agreed for three targets.") == 1

"""The site of `hsp serve`: as the files are now, with what `hsp validate` finds at the records."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from hsp_cli.analysis.quarters import quarter_or_none
from hsp_cli.checking.checker import check
from hsp_cli.checking.loader import Loaded, load
from hsp_cli.checking.reloading import reloaded
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.request import RequestRefused
from hsp_cli.site.contents import files_of
from hsp_cli.site.file import File
from hsp_cli.site.serving import live_site, site_in_state
from hsp_cli.site.serving.live_site import LiveSite
from hsp_cli.site.serving.reloading import STATE
from tests.workspaces import PARTNERSHIP, Files, write_files

DAY = date(2010, 9, 27)
INDICATOR = """\
id: {id}
title: Waste sent for recycling
unit: '%'
better: higher
figures:
  Q1-2010: {{actual: 50, target: 48}}
"""
CONTRADICTION = INDICATOR + "assessments:\n  Q1-2010: {{rag: R}}\n"
"""An indicator with a warning, on its last line."""

FILES: Files = {
    "data/partnership.yaml": PARTNERSHIP,
    "data/indicators/good.yaml": INDICATOR.format(id="good"),
    "data/indicators/odd.yaml": CONTRADICTION.format(id="odd"),
}


class Shown:
    """A live site, the day that it takes for today, and what it has noted."""

    def __init__(self, root: Path, files: Files = FILES) -> None:
        self.root = write_files(root, files)
        self.day = DAY
        self.notes: list[str] = []
        self.site = LiveSite(
            str(root),
            lambda: self.day,
            lambda workspace, as_of: quarter_or_none(workspace, None, as_of),
            self.notes.append,
            by_meeting=True,
        )

    def page(self, path: str, status: int = 200) -> str:
        """The words of a page, on one line."""
        answer = self.site.answer(path)
        assert answer.status == status
        main = re.search(r"<main.*?>(.*)</main>", answer.content.decode(), re.DOTALL)
        assert main
        words = re.sub(r"</?(a|code|strong)\b[^>]*>", "", main[1])
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", words)).split())

    def save(self, files: Files) -> None:
        write_files(self.root, files)


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    return Shown(tmp_path)


def test_every_page_says_how_much_was_found_and_where_it_is_listed(shown: Shown) -> None:
    for path in ("index.html", "indicators/good.html", "findings/index.html"):
        assert "0 errors and 2 warnings in 3 files." in shown.page(path)
    assert b'href="../findings/index.html"' in shown.site.answer("indicators/good.html").content


def test_a_finding_is_shown_on_the_page_of_its_record_and_on_no_other(shown: Shown) -> None:
    assert "data/indicators/odd.yaml:8" in shown.page("indicators/odd.html")
    assert "stated-rag-contradicts-figures" in shown.page("indicators/odd.html")
    assert "odd.yaml" not in shown.page("indicators/good.html")


PLAN = """\
id: plan
title: The plan
aims:
- id: dry
  title: A dry town
  actions:
  - {id: wall, text: Build a wall, due: 2010-12-31, owners: [board]}
  - {id: pump, text: Buy a pump, due: 2010-12-31, owners: [nobody-known]}
- id: green
  title: A green town
  leads: [somebody-unknown]
"""
RISKS = """\
id: main
title: The register
body: board
risks:
- {id: fire, title: A fire, owners: [board]}
- {id: flood, title: The river floods, owners: [nobody-known]}
"""
BODIES = PARTNERSHIP + "bodies: [{id: board, name: The Board, since: 2009}]\n"


def test_a_finding_is_also_beside_the_record_that_it_is_about(shown: Shown) -> None:
    files = {"data/partnership.yaml": BODIES, "data/plans/plan.yaml": PLAN, "data/risks/main.yaml": RISKS}
    shown.save(files)
    plan = shown.page("plans/plan.html")
    top, content = plan.split("Body or organisation:")
    said = "partnership.yaml does not list the owner nobody-known."
    assert f"Error: Buy a pump: {said} data/plans/plan.yaml:8" in top
    assert f"Error: {said} Code: unknown-owner" in content
    assert content.index("Buy a pump") < content.index(said) < content.index("A green town Error: ")
    assert content.count(said) == 1
    assert "Build a wall Record: data/plans/plan.yaml:7 board" in content
    register = shown.page("risks/main.html").partition("Risk Rating Owner Controls ")[2]
    never = "Warning: main/flood has never been rated. Code: risk-without-rating"
    assert f"The river floods {never} Error: {said} Code: unknown-owner" in register


def test_the_name_of_a_record_in_a_finding_leads_to_it(shown: Shown) -> None:
    shown.save({"data/partnership.yaml": BODIES, "data/plans/plan.yaml": PLAN, "data/risks/main.yaml": RISKS})
    assert '<a href="#aim-green">A green town</a>: ' in shown.site.answer("plans/plan.html").content.decode()
    assert '<a href="main/flood.html">The river floods</a>: ' in shown.site.answer("risks/main.html").content.decode()


def test_the_list_has_every_finding_that_validate_has(shown: Shown) -> None:
    shown.save({"data/indicators/bad.yaml": "id: bad\nwrong: 1\n", "data/other.yaml": "id: x\n"})
    found = check(str(shown.root), DAY).diagnostics
    page = shown.page("findings/index.html")
    assert len(found) > 3
    for one in found:
        assert one.message.replace("`", "") in page
        assert f"{one.path}:{one.line}" in page
        assert one.hint.replace("`", "").lower() in page.lower()
        assert shown.site.answer(f"findings/{one.code}.html").status == 200


def test_the_list_leads_to_the_page_of_each_file(shown: Shown) -> None:
    assert 'href="../indicators/odd.html"' in shown.site.answer("findings/index.html").content.decode()


def test_each_code_that_was_found_is_explained(shown: Shown) -> None:
    assert "hsp reports this as a warning." in shown.page("findings/stated-rag-contradicts-figures.html")
    shown.page("findings/due-before-start.html", 404)


def test_a_saved_file_is_shown_at_the_next_request(shown: Shown) -> None:
    assert "Waste sent" in shown.page("indicators/good.html")
    before = shown.site.state
    shown.save({"data/indicators/good.yaml": INDICATOR.format(id="good").replace("Waste", "Paper")})
    assert shown.site.state != before
    assert "Paper sent" in shown.page("indicators/good.html")
    assert shown.notes == ["0 errors and 2 warnings in 3 files."] * 2


def test_nothing_is_read_again_while_nothing_is_saved(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.page("index.html")
    monkeypatch.setattr(live_site, "reloaded", lambda _loaded: pytest.fail("read again"))
    for path in ("index.html", "indicators/odd.html", "missing.html"):
        shown.site.answer(path)


def test_the_state_is_told_without_reading_a_file(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_site, "load", lambda *_arguments, **_settings: pytest.fail("read"))
    answer = shown.site.answer_at_once(STATE)
    assert answer
    assert (answer.status, answer.content.decode()) == (200, f"{shown.site.state}\n")


def test_a_page_names_the_state_from_which_it_was_made(shown: Shown) -> None:
    script = f'src="../live/{shown.site.state}/reload.js"'
    assert script in shown.site.answer("indicators/good.html").content.decode()
    answer = shown.site.answer_at_once(f"live/{shown.site.state}/reload.js")
    assert answer
    assert answer.kind.startswith("text/javascript")


def test_a_file_that_is_saved_while_it_is_read_is_read_again(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = iter(("Glass", "Metal"))

    def load_and_save(root: str, *, keep_texts: bool) -> Loaded:
        loaded = load(root, keep_texts=keep_texts)
        shown.save({"data/indicators/good.yaml": INDICATOR.format(id="good").replace("Waste", next(texts))})
        return loaded

    monkeypatch.setattr(live_site, "load", load_and_save)
    assert "Glass sent" in shown.page("indicators/good.html")


def test_a_file_that_is_always_being_saved_does_not_keep_a_page_waiting(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.page("index.html")
    number = iter(range(100))

    def reload_and_save(loaded: Loaded) -> Loaded:
        found = reloaded(loaded)
        title = f"Paper {next(number)}"
        shown.save({"data/indicators/good.yaml": INDICATOR.format(id="good").replace("Waste", title)})
        return found

    monkeypatch.setattr(live_site, "reloaded", reload_and_save)
    shown.save({"data/indicators/good.yaml": INDICATOR.format(id="good").replace("Waste", "Tins")})
    page = shown.site.answer("indicators/good.html").content.decode()
    # The page shows what was read, and its script finds out that there is something newer.
    assert "Paper 1 sent" in page
    assert f"live/{shown.site.state}/" not in page


def test_the_next_day_is_another_state(shown: Shown) -> None:
    assert "27 September 2010" in shown.site.answer("index.html").content.decode()
    before = shown.site.state
    shown.day = date(2010, 9, 28)
    assert shown.site.state != before
    assert "28 September 2010" in shown.site.answer("index.html").content.decode()


def test_a_file_that_cannot_be_read_is_named_on_every_page_and_its_page_is_gone(shown: Shown) -> None:
    shown.save({"data/indicators/good.yaml": "id: [\n"})
    missing = "1 file cannot be read, so its records are missing from every page: data/indicators/good.yaml."
    assert missing in shown.page("index.html")
    assert missing in shown.page("indicators/odd.html")
    assert missing in shown.page("indicators/good.html", 404)
    assert "data/indicators/good.yaml:2" in shown.page("findings/index.html")


def test_a_half_written_file_does_no_lasting_harm(shown: Shown) -> None:
    whole = INDICATOR.format(id="good")
    for length in range(0, len(whole), 20):
        shown.save({"data/indicators/good.yaml": whole[:length]})
        assert shown.site.answer("indicators/good.html").status in (200, 404)
    shown.save({"data/indicators/good.yaml": whole})
    assert "Waste sent" in shown.page("indicators/good.html")


def test_without_settings_every_address_says_why(shown: Shown) -> None:
    shown.page("index.html")
    shown.save({"data/partnership.yaml": "id: [\n"})
    for path in ("index.html", "indicators/good.html", "anything.html"):
        page = shown.page(path, 503)
        assert "1 file cannot be read" in page
        assert "data/partnership.yaml:2" in page
        assert "Waste" not in page
    shown.save({"data/partnership.yaml": PARTNERSHIP})
    assert "Waste sent" in shown.page("indicators/good.html")


def test_settings_that_are_gone_are_a_finding_at_every_address(shown: Shown) -> None:
    shown.page("index.html")
    (shown.root / "data/partnership.yaml").unlink()
    page = shown.page("index.html", 503)
    assert "1 error and 0 warnings" in page
    assert "data/partnership.yaml:1" in page
    assert "Waste" not in page


def test_without_the_folder_of_the_records_the_answer_says_so(shown: Shown) -> None:
    shown.page("index.html")
    (shown.root / "data").rename(shown.root / "away")
    answer = shown.site.answer("index.html")
    assert answer.status == 503
    assert b"cannot look into" in answer.content
    (shown.root / "away").rename(shown.root / "data")
    assert "Waste sent" in shown.page("indicators/good.html")


def test_a_quarter_that_does_not_exist_is_refused_at_the_start(tmp_path: Path) -> None:
    root = str(write_files(tmp_path, FILES))

    def quarter(workspace, as_of):
        return quarter_or_none(workspace, "Q9-2010", as_of)

    with pytest.raises(RequestRefused, match="quarter"):
        LiveSite(root, lambda: DAY, quarter, print, by_meeting=True).start()


def test_an_editor_that_moves_the_new_file_into_place_is_noticed(shown: Shown) -> None:
    shown.page("index.html")
    new = shown.root / "data/indicators/good.yaml.tmp"
    new.write_text(INDICATOR.format(id="good").replace("Waste", "Paper"))
    new.replace(shown.root / "data/indicators/good.yaml")
    assert "Paper sent" in shown.page("indicators/good.html")


def test_a_path_of_another_file_of_the_workspace_is_not_found(shown: Shown) -> None:
    for path in ("data/partnership.yaml", "../data/partnership.yaml", "/etc/passwd", "", "live/", "live/x/y"):
        page = shown.page(path, 404)
        assert "rag" not in page


def test_a_picture_beside_a_paper_is_found_and_no_paper_is_laid_out_for_another_path(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def beside() -> dict[str, bytes]:
        asked.append("laid out")
        return {"ratings.svg": b"<svg/>"}

    files = [File("papers/a.md", "", lambda: b"# A", beside), File("site.css", "", lambda: b"p {}")]
    monkeypatch.setattr(site_in_state, "other_files_of", lambda _site, _links: files)
    for path, status in (("papers/a.md", 200), ("site.css", 200), ("papers/b.md", 404), ("charts/ratings.svg", 404)):
        assert shown.site.answer(path).status == status
    assert asked == []
    answer = shown.site.answer("papers/ratings.svg")
    assert (answer.status, answer.kind, answer.content) == (200, "image/svg+xml", b"<svg/>")


def test_a_file_that_cannot_be_made_says_why(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def make() -> bytes:
        raise RequestRefused("a PDF needs more", "pip install hsp-cli[pdf]")

    monkeypatch.setattr(site_in_state, "other_files_of", lambda _site, _links: [File("papers/a.pdf", "", make)])
    assert "a PDF needs more pip install hsp-cli[pdf]" in shown.page("papers/a.pdf", 503)


def test_the_findings_are_as_severe_as_in_validate(shown: Shown) -> None:
    shown.save({"data/indicators/good.yaml": INDICATOR.format(id="good") + "wrong: 1\n"})
    found = check(str(shown.root), DAY).diagnostics
    page = shown.page("findings/index.html")
    assert page.count("Error:") == sum(one.severity is Severity.ERROR for one in found)
    assert page.count("Warning:") == sum(one.severity is Severity.WARNING for one in found)


REGISTER = """\
id: main
title: The register
body: board
risks:
- id: flood
  title: The river floods
  owners: [nobody-known]
- id: dismissal
  exempt: Paragraph 1 of Schedule 12A
  title: Contested redundancy
  owners: [nobody-else-known]
"""


def test_nothing_of_an_exempt_record_is_on_any_page_that_is_served(tmp_path: Path) -> None:
    bodies = "bodies: [{id: board, name: The Board}]\n"
    plan = "id: plan\ntitle: Plan\naims:\n- {id: aim, title: Aim, risks: [dismissal]}\n"
    files = {"data/partnership.yaml": PARTNERSHIP + bodies, "data/risks/main.yaml": REGISTER, "data/plans/p.yaml": plan}
    shown = Shown(tmp_path, {**FILES, **files})
    found = check(str(tmp_path), DAY).diagnostics
    assert any("dismissal" in one.message for one in found)
    shown.page("findings/index.html")
    site = shown.site._site
    assert site
    paths = [file.path for file in files_of(site.site, site._links) if not file.path.startswith("papers/")]
    codes = [f"findings/{one.code}.html" for one in found]
    for path in (*paths, *codes, "risks/main/dismissal.html", "nowhere.html"):
        if path == "plans/plan.html":
            continue  # the plan's own words name the risk, and words are not searched
        content = shown.site.answer(path).content.decode(errors="replace").lower()
        for secret in ("dismissal", "redundancy", "schedule 12a", "nobody-else-known"):
            assert secret not in content, path
    assert "are about exempt records" in shown.page("findings/index.html")

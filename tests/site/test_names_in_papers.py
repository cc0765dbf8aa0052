"""The papers of the site lead from the names of records to their pages."""

from pathlib import Path

from tests.formats.readings import web_page


def test_the_names_of_records_in_a_paper_lead_to_their_pages(public: Path) -> None:
    (scorecard,) = public.glob("papers/*scorecard*.html")
    links = [one for one in web_page(scorecard.read_bytes()).all("a") if one.above and one.above.name == "td"]
    targets = [link.attributes["href"] for link in links]
    assert len(targets) > 10
    assert all((scorecard.parent / target).is_file() for target in targets)
    assert all(link.attributes["id"].startswith("indicator:indicators/") for link in links if "id" in link.attributes)

import json
import os
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.checking import combining
from hsp_cli.checking.result import CheckResult
from hsp_cli.cli.screen import Screen
from hsp_cli.drawing.picture import Picture
from hsp_cli.papers.kinds import kinds
from hsp_cli.publishing import paper
from hsp_cli.publishing.formats import FORMATS
from tests import injection_texts
from tests.cli.test_screen import OBEYED
from tests.processes import only_linux, several_processes
from tests.runs import DAY, HARROW, Run, hsp
from tests.sample_workspace import FILES
from tests.workspaces import write_files

PAPER = "data/papers/report-2024-q1.yaml"
WRONG = {"data/meetings/m.yaml": "id: m\ntitle: M\nbody: bored\non: 2024-01-15\n"}


ENDINGS = ", ".join(one.ending for one in FORMATS)
NAMES = ", ".join(one.name for one in FORMATS)


def report(root: Path, *arguments: str) -> Run:
    return hsp("report", "--root", str(root), "--as-of", "2024-04-15", *arguments)


def test_a_paper_goes_to_the_screen_as_it_is(sample: Path) -> None:
    run = report(sample, "--quarter", "Q1-2024")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("# Rushmere Board: Quarterly Report, Q1 2024\n")
    assert run.out.endswith("as of 2024-04-15.\n")


@pytest.mark.parametrize(
    "arguments", [("report-2024-q1",), ("report-2024-q1", "--quarter", "Q1-2024"), (), ("-o", "-")]
)
def test_a_paper_is_the_same_by_id_by_quarter_and_by_the_day(arguments: tuple[str, ...], sample: Path) -> None:
    assert report(sample, *arguments).out == report(sample, "--quarter", "Q1-2024").out


@pytest.mark.parametrize("target", ["page.md", "PAGE.MD"])
def test_a_file_has_the_text_of_the_screen_and_its_path_is_printed(target: str, sample: Path, tmp_path: Path) -> None:
    run = report(sample, "-o", str(tmp_path / target))
    assert (run.code, run.out) == (0, "")
    assert run.err == f"Q1 2024: {tmp_path / target}\n"
    assert (tmp_path / target).read_bytes().decode() == report(sample).out
    assert [path.name for path in (tmp_path / target).parent.iterdir() if path.is_file()] == [Path(target).name]


@pytest.mark.parametrize("target", ["there", "made"])
def test_in_a_folder_a_paper_is_called_by_its_id(target: str, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    assert report(sample, "-o", str(tmp_path / target), "-q").both == ""
    assert [path.name for path in (tmp_path / target).iterdir()] == ["report-2024-q1.md"]


@pytest.mark.parametrize("ending", [".odt", ".MDX", ".htm"])
def test_a_file_of_a_format_that_hsp_does_not_write_is_refused(ending: str, sample: Path, tmp_path: Path) -> None:
    run = report(sample, "-o", str(tmp_path / f"paper{ending}"))
    assert (run.code, run.out) == (2, "")
    assert f"no paper can be written as {ending}" in run.err
    assert "the formats are .md" in run.err
    assert not (tmp_path / f"paper{ending}").exists()


@pytest.mark.parametrize("ending", ["html", "txt"])
def test_the_ending_of_the_file_or_the_option_gives_the_format(ending: str, sample: Path, tmp_path: Path) -> None:
    run = report(sample, "-o", str(tmp_path / f"paper.{ending.upper()}"))
    assert (run.code, run.out, run.err) == (0, "", f"Q1 2024: {tmp_path}/paper.{ending.upper()}\n")
    page = (tmp_path / f"paper.{ending.upper()}").read_text()
    assert page.startswith({"html": "<!DOCTYPE html>", "txt": "Rushmere Board: Quarterly Report, Q1 2024\n==="}[ending])
    assert report(sample, "--format", ending).out == page
    assert report(sample, "--format", ending, "-o", "-").out == page
    assert report(sample, "--format", ending, "-o", str(tmp_path / f"again.{ending}")).code == 0
    assert (tmp_path / f"again.{ending}").read_text() == page


def test_a_folder_takes_several_formats_each_once(sample: Path, tmp_path: Path) -> None:
    run = report(sample, "-o", str(tmp_path / "out"), "--format", "txt", "--format", "html", "--format", "txt")
    assert (run.code, run.out) == (0, "")
    names = [f"{tmp_path}/out/report-2024-q1.{ending}" for ending in ("txt", "html")]
    assert run.err == "".join(f"Q1 2024: {name}\n" for name in names)
    assert sorted(map(str, (tmp_path / "out").iterdir())) == sorted(names)


@pytest.mark.parametrize("target", ["no/such/page.md", "no/such/folder"])
@pytest.mark.parametrize("every", [(), ("--all", "--quarter", "Q1-2024")])
def test_no_folder_is_made_but_the_last_one(target: str, every: tuple[str, ...], sample: Path, tmp_path: Path) -> None:
    run = report(sample, *every, "-o", str(tmp_path / target))
    assert (run.code, run.out) == (2, "")
    assert f"there is no folder {tmp_path / 'no/such'}" in run.err
    assert not (tmp_path / "no").exists()


def test_a_paper_without_a_record_is_called_by_template_and_quarter(sample: Path, tmp_path: Path) -> None:
    report(sample, "--quarter", "Q4-2023", "-o", str(tmp_path / "out"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["morning-report-q4-2023.md"]


def test_a_paper_is_replaced_as_a_whole_and_keeps_its_mode(sample: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("old " * 100_000)
    page.chmod(0o640)
    report(sample, "-o", str(page))
    assert page.read_text() == report(sample).out
    assert page.stat().st_mode & 0o777 == 0o640


def test_a_pack_does_without_what_a_format_cannot_show_and_says_so(sample: Path, tmp_path: Path) -> None:
    paper = "id: log\ntitle: The \N{VAI SYLLABLE EE} log\nreport: action-log\nbody: board\n"
    write_files(sample, {"data/papers/log.yaml": paper})
    formats = ("--format", "md", "--format", "pdf")
    run = report(sample, "--all", "--quarter", "Q1-2024", *formats, "-o", str(tmp_path / "out"))
    assert run.code == 1
    log, agenda = (tmp_path / f"out/{name}.pdf" for name in ("log", "agenda-q1-2024"))
    assert f"error: {log} was not made: a PDF cannot show \N{VAI SYLLABLE EE} in " in run.err
    assert f"error: {agenda} was not made: " in run.err
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"log.md", "homes.pdf", "pack-q1-2024.pdf", "index.html"} <= made
    assert not {"log.pdf", "agenda-q1-2024.pdf"} & made
    run = report(sample, "log", *formats, "-o", str(tmp_path))
    assert (run.code, (tmp_path / "log.md").exists()) == (2, False)


def test_files_that_were_not_made_for_one_reason_are_told_together(sample: Path, tmp_path: Path) -> None:
    template = "# Log\n\n![A picture](gone.png)\n\n{{ exempt_text }}\n\n{{ provenance }}\n"
    write_files(sample, {"templates/action-log.md.j2": template})
    formats = ("--format", "html", "--format", "txt", "--format", "md")
    run = report(sample, "--all", "--quarter", "Q1-2024", *formats, "-o", str(tmp_path / "out"))
    assert run.code == 1
    html, text = (tmp_path / f"out/action-log.{ending}" for ending in ("html", "txt"))
    assert f"error: {html} and {text} were not made: the template action-log.md.j2 on line 3 has the picture" in run.err
    assert run.err.count("error: ") == 1


@pytest.mark.parametrize("name", ["p.pdf", "p.MD"])
def test_all_does_not_make_a_folder_that_is_called_like_a_file(name: str, sample: Path, tmp_path: Path) -> None:
    place = tmp_path / name
    run = report(sample, "--all", "--quarter", "Q1-2024", "-o", str(place))
    assert (run.code, run.out) == (2, "")
    assert f"--all makes several files, and {place} is the name of one" in run.err
    assert f"-o {tmp_path / 'p'}" in run.err
    assert not place.exists()
    place.mkdir()
    assert report(sample, "--all", "--quarter", "Q1-2024", "-o", str(place)).code == 0


def test_all_writes_every_paper_of_the_quarter_into_a_folder(sample: Path, tmp_path: Path) -> None:
    second = FILES[PAPER].replace("report-2024-q1", "second").replace("title: Quarterly", "title: Second")
    write_files(sample, {"data/papers/second.yaml": second})
    run = report(sample, "--all", "--quarter", "Q1-2024", "-o", str(tmp_path / "out.d"))
    assert run.code == 0
    assert sorted(path.name for path in (tmp_path / "out.d").iterdir()) == [
        "action-log-timeline.svg",
        "action-log.md",
        "agenda-q1-2024.md",
        "estate-profile-all-layers.svg",
        "estate-profile-bins.svg",
        "estate-profile-streets.svg",
        "estate-profile-trees.svg",
        "estate-profile.md",
        "homes.md",
        "index.html",
        "report-2024-q1.md",
        "reward.md",
        "risk-register-q1-2024-matrix.svg",
        "risk-register-q1-2024.md",
        "scorecard-q1-2024-other-1.svg",
        "scorecard-q1-2024-priority-homes-1.svg",
        "scorecard-q1-2024.md",
        "second.md",
        "which-homes-first.md",
    ]
    assert len(run.err.splitlines()) == 19


SMALL = {"data/papers/quarterly.yaml": "id: quarterly\ntitle: Q\nreport: morning-report\nquarter: Q1-2024\n"}


def test_all_papers_have_the_formats_of_the_settings_unless_others_are_asked_for(tmp_path: Path) -> None:
    settings = FILES["data/partnership.yaml"] + "paper_formats: [txt, html]\n"
    root = write_files(tmp_path / "small", {**SMALL, "data/partnership.yaml": settings})
    papers = ("agenda-q1-2024", "quarterly")
    for asked, endings in (((), (".html", ".txt")), (("--format", "md"), (".md",))):
        folder = tmp_path / f"out{len(asked)}"
        assert report(root, "--all", "--quarter", "Q1-2024", "-q", "-o", str(folder), *asked).code == 0
        made = sorted(f"{paper}{ending}" for paper in papers for ending in endings)
        assert sorted(path.name for path in folder.iterdir()) == sorted([*made, "index.html"])
    assert report(root, "--quarter", "Q1-2024", "-o", str(tmp_path / "alone")).code == 0
    assert [path.name for path in (tmp_path / "alone").iterdir()] == ["quarterly.md"]


def test_a_pack_leaves_other_files_of_its_folder_as_they_are_and_says_which_papers_are_not_its_own(
    tmp_path: Path,
) -> None:
    root = write_files(tmp_path / "small", {**SMALL, "data/partnership.yaml": FILES["data/partnership.yaml"]})
    others = {"out/old.pdf": "old", "out/old-trend.svg": "old", "out/notes.txt": "mine", "out/notes.xlsx": "mine"}
    write_files(tmp_path, others)
    run = report(root, "--all", "--quarter", "Q1-2024", "-o", str(tmp_path / "out"))
    assert run.err.endswith("not of this pack, and left as they were: notes.txt, old-trend.svg, old.pdf\n")
    assert {path: (tmp_path / path).read_text() for path in others} == others


def test_of_several_papers_none_is_written_where_one_fails(sample: Path, tmp_path: Path) -> None:
    second = FILES[PAPER].replace("report-2024-q1", "second").replace("morning-report", "evening-report")
    write_files(sample, {"data/papers/second.yaml": second})
    run = report(sample, "--all", "--allow-errors", "--quarter", "Q1-2024", "-o", str(tmp_path / "out"))
    assert run.code == 2
    assert not (tmp_path / "out").exists()


def test_a_pack_is_whole_even_if_nobody_reads_what_is_said_about_it(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(sample, "--all", "--quarter", "Q1-2024", "-o", str(tmp_path / "read"))

    def closed(screen: Screen, text: str = "") -> None:
        raise BrokenPipeError

    monkeypatch.setattr(Screen, "write", closed)
    with pytest.raises(BrokenPipeError):
        report(sample, "--all", "--quarter", "Q1-2024", "-o", str(tmp_path / "unread"))
    read, unread = ({path.name for path in (tmp_path / name).iterdir()} for name in ("read", "unread"))
    assert unread == read


def test_all_needs_a_folder(sample: Path) -> None:
    run = report(sample, "--all")
    assert (run.code, run.out) == (2, "")
    assert "hsp report --all --quarter Q -o DIR" in run.err


def test_all_takes_no_paper(sample: Path, tmp_path: Path) -> None:
    run = report(sample, "report-2024-q1", "--all", "--quarter", "Q1-2024", "-o", str(tmp_path / "out"))
    assert (run.code, run.out) == (2, "")
    assert "--all makes every paper of a quarter, so it takes no PAPER" in run.err
    assert "hsp report --all --quarter Q -o DIR" in run.err
    assert not (tmp_path / "out").exists()


def test_the_list_names_papers_and_templates(sample: Path) -> None:
    # A template without a report behind it, such as one that only holds macros, can make no paper.
    write_files(sample, {"templates/annual.md.j2": ""})
    run = report(sample, "--list")
    assert run.code == 0
    assert run.out.splitlines() == [
        "Paper           Title             About    Template",
        "report-2024-q1  Quarterly Report  Q1 2024  morning-report",
        "",
        f"Templates: {', '.join(kinds())}",
    ]


def test_a_workspace_without_papers_lists_its_templates(tmp_path: Path) -> None:
    root = write_files(tmp_path, {path: text for path, text in FILES.items() if path != PAPER})
    assert report(root, "--list").out == f"Templates: {', '.join(kinds())}\n"


def test_a_template_of_the_workspace_overrides_the_default(sample: Path) -> None:
    write_files(sample, {"templates/morning-report.md.j2": "# {{ title }} of {{ body }}\n\n{{ provenance }}\n"})
    run = report(sample)
    assert run.out.startswith("# Quarterly Report of Rushmere Board\n\nMade by hsp ")
    assert "template morning-report (the workspace's own)" in run.out


def test_wrong_records_make_no_paper_unless_that_is_allowed_and_then_it_says_so(sample: Path, tmp_path: Path) -> None:
    write_files(sample, WRONG)
    refused = report(sample, "-o", str(tmp_path / "page.md"))
    assert (refused.code, refused.out) == (1, "")
    assert "error[unknown-body]" in refused.err
    assert refused.err.endswith(
        "hsp: no paper is made while records are wrong; --allow-errors makes one that says so\n"
    )
    assert not (tmp_path / "page.md").exists()
    allowed = report(sample, "--allow-errors")
    assert allowed.code == 0
    assert "**Not for circulation: this paper was made from records with 1 error." in allowed.out


def test_an_unreadable_record_counts_as_an_error_of_the_paper(sample: Path) -> None:
    write_files(sample, {"data/indicators/broken.yaml": "id: broken\ntitle: B\nunit: x\nbetter: higher\ncolour: x\n"})
    assert report(sample).code == 1
    assert "made from records with 1 error." in report(sample, "--allow-errors").out


def test_warnings_do_not_stop_a_paper_and_are_not_counted(sample: Path) -> None:
    write_files(
        sample,
        {"data/meetings/m.yaml": "id: m\ntitle: M\nbody: board\non: 2024-01-15\nactions: [{id: a, text: A.}]\n"},
    )
    run = report(sample)
    assert run.code == 0
    assert "Not for circulation" not in run.out


def test_nothing_of_a_record_steers_the_terminal_that_shows_a_paper(sample: Path) -> None:
    sections = [
        {"id": f"s{n}", "title": text, "part": part, "content": [{"text": text}]}
        for n, text in enumerate(injection_texts.SCREEN)
        for part in ("introduction", "priorities")
    ]
    paper = FILES[PAPER].partition("sections:")[0] + f"sections: {json.dumps(sections)}\n"
    write_files(sample, {PAPER: paper.replace("Quarterly Report", json.dumps("".join(injection_texts.SCREEN)))})
    run = report(sample, "--allow-errors")
    assert run.code == 0
    assert run.out.count("\n## ") > len(injection_texts.SCREEN)
    invisible = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c"  # may join letters and emoji, steer nothing
    assert [sign for sign in OBEYED.findall(run.out) if sign not in invisible] == []


def test_every_spelling_of_a_quarter_makes_the_same_paper() -> None:
    spellings = ("Q1-2010", "Q1 2010/11", "2010-11 Q1", "2010/11 Q1")
    assert len({hsp("report", "--quarter", spelling, *HARROW, *DAY).out for spelling in spellings}) == 1


@pytest.mark.parametrize("place", ["data/partnership.yaml", "data/plans/new.yml", "data/New.YAML", "link/plans/x.yaml"])
def test_no_paper_takes_the_place_of_a_record(place: str, sample: Path) -> None:
    (sample / "link").symlink_to(sample / "data")
    before = {path: path.read_bytes() for path in sample.rglob("*.y*ml")}
    run = report(sample, "--quarter", "Q1-2024", "-o", str(sample / place))
    assert (run.code, run.out) == (2, "")
    assert f"cannot write {sample / place}: hsp would read it as a record" in run.err
    assert {path: path.read_bytes() for path in sample.rglob("*.y*ml")} == before


def test_beside_the_records_a_paper_may_stand(sample: Path) -> None:
    assert report(sample, "--quarter", "Q1-2024", "-o", str(sample / "data/page.md")).code == 0


@pytest.mark.parametrize("change", ["changed", "new", "gone"])
def test_no_paper_is_made_of_records_that_change_meanwhile(
    change: str, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished, page = paper.finished, tmp_path / "page.md"
    page.write_text("old")
    file = sample / ("data/plans/new.yaml" if change == "new" else PAPER)

    def changing(*arguments: Any, **named: Any) -> paper.Finished:
        if change == "gone":
            file.unlink(missing_ok=True)
        else:
            file.write_text("id: x\n")
        return finished(*arguments, **named)

    monkeypatch.setattr(paper, "finished", changing)
    run = report(sample, "--quarter", "Q1-2024", "-o", str(page))
    assert (run.code, run.out) == (2, "")
    assert f"{file.relative_to(sample).as_posix()} has changed since it was read" in run.err
    assert page.read_text() == "old"


@pytest.fixture
def with_picture(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace, with a template that shows one of two pictures of the paper."""
    write_files(sample, {"templates/morning-report.md.j2": "# {{ title }}\n\n{{ views[0]|picture }}\n"})
    pictures = tuple(Picture(f"report-2024-q1-{name}", f"<svg>{name}</svg>", "A map") for name in ("map", "chart"))
    monkeypatch.setattr(paper, "context_of", lambda _: lambda request: {"title": "T", "views": pictures})
    return sample


@pytest.mark.parametrize("target", ["out", "page.md"])
def test_the_pictures_that_a_paper_shows_are_written_beside_it(target: str, with_picture: Path, tmp_path: Path) -> None:
    run = report(with_picture, "--quarter", "Q1-2024", "-o", str(tmp_path / "new" / target))
    assert run.code == 2  # the folder above is not made
    (tmp_path / "new").mkdir()
    run = report(with_picture, "--quarter", "Q1-2024", "-o", str(tmp_path / "new" / target))
    assert run.code == 0
    [svg] = (tmp_path / "new").rglob("*.svg")
    [page] = (tmp_path / "new").rglob("*.md")
    assert (svg.name, svg.read_text()) == ("report-2024-q1-map.svg", "<svg>map</svg>")
    assert page.read_text() == "# T\n\n![A map](report-2024-q1-map.svg)\n"
    assert page.parent == svg.parent
    assert run.err == f"Q1 2024: {page}\n  picture: {svg}\n"


def test_on_the_screen_the_names_of_the_pictures_are_said(with_picture: Path) -> None:
    run = report(with_picture, "--quarter", "Q1-2024")
    assert (run.code, run.out) == (0, "# T\n\n![A map](report-2024-q1-map.svg)\n")
    assert run.err == "not written: report-2024-q1-map.svg; `-o FILE` writes pictures beside the paper\n"
    assert report(with_picture, "--quarter", "Q1-2024", "-q").err == ""


def test_no_paper_links_a_picture_that_could_not_be_written(with_picture: Path, tmp_path: Path) -> None:
    (tmp_path / "out/report-2024-q1-map.svg").mkdir(parents=True)
    run = report(with_picture, "--quarter", "Q1-2024", "-o", str(tmp_path / "out"))
    assert run.code == 2
    assert "cannot write" in run.err
    assert list((tmp_path / "out").glob("*.md")) == []


def test_papers_are_listed_although_a_record_cannot_be_read_where_that_is_allowed(sample: Path) -> None:
    write_files(sample, {"data/meetings/broken.yaml": "id: [\n"})
    refused, allowed = report(sample, "--list"), report(sample, "--list", "--allow-errors")
    assert (refused.code, refused.out) == (1, "")
    assert allowed.code == 0
    assert "report-2024-q1" in allowed.out


def test_the_list_for_scripts_has_every_paper_and_every_kind(sample: Path) -> None:
    run = report(sample, "--list", "--format", "json")
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out) == {
        "papers": [
            {
                "id": "report-2024-q1",
                "title": "Quarterly Report",
                "report": "morning-report",
                "quarter": "Q1-2024",
                "about": None,
                "path": PAPER,
                "inferred": False,
                "inferred_values": {},
            }
        ],
        "reports": [{"report": kind, "subject": subject.value} for kind, subject in kinds().items()],
    }


def test_a_paper_is_no_answer_for_scripts(sample: Path) -> None:
    run = report(sample, "--format", "json")
    assert (run.code, run.out) == (2, "")
    assert "hsp report --list --format json" in run.err


@pytest.mark.parametrize(
    ("asked", "title", "picture"),
    [
        (("action-log",), "Action log", "action-log-timeline.svg"),
        (("risk-register", "--quarter", "Q1-2024"), "Risk register, Q1 2024", "risk-register-q1-2024-matrix.svg"),
        (("homes",), "Homes", ""),
    ],
)
def test_a_workspace_without_paper_records_has_its_papers_all_the_same(
    asked: tuple[str, ...], title: str, picture: str, tmp_path: Path
) -> None:
    root = write_files(tmp_path, {path: text for path, text in FILES.items() if path != PAPER})
    run = report(root, *asked)
    chatter = f"not written: {picture}; `-o FILE` writes pictures beside the paper\n" if picture else ""
    assert (run.code, run.err) == (0, chatter)
    assert run.out.startswith("# ")
    assert title in run.out.partition("\n")[0]


def test_a_kind_of_paper_about_a_plan_asks_for_the_plan(sample: Path) -> None:
    run = report(sample, "action-plan")
    assert (run.code, run.out) == (2, "")
    assert "action-plan is a kind of paper about a plan; give a plan: homes" in run.err


def test_a_paper_is_dated_by_its_meeting_unless_a_date_is_given(sample: Path) -> None:
    assert report(sample, "report-2024-q1").out.splitlines()[-1].endswith("as of 2024-04-15.")
    assert report(sample, "report-2024-q1", "--as-of", "2024-05-02").out.splitlines()[-1].endswith("as of 2024-05-02.")


@pytest.mark.parametrize("several", [False, pytest.param(True, marks=only_linux)])
def test_each_record_is_opened_once(
    several: bool, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, real = tmp_path / "opened", os.open
    handle = real(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def logging(path: Any, *rest: Any, **more: Any) -> int:
        os.write(handle, os.fsencode(path) + b"\n")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", logging)
    for run in ("cold", "warm"):
        os.truncate(log, 0)
        with several_processes(monkeypatch) if several else nullcontext():
            assert hsp("report", "--quarter", "Q1-2024", "--root", str(sample)).code == 0, run
        opened = Counter(log.read_text().splitlines())
        assert {opened[str(path)] for path in sample.glob("data/**/*.yaml")} == {1}
    os.close(handle)


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("--format json", "only the list of papers can be shown as JSON", "hsp report --list --format json"),
        ("--all", "--all makes every paper of a quarter, so it needs a folder", "hsp report --all --quarter Q -o DIR"),
        ("report-2024-q1 --all -o {tmp}", "--all makes every paper of a quarter, so it takes no PAPER",
         "hsp report --all --quarter Q -o DIR"),
        ("-o {tmp}/page.odt", "no paper can be written as .odt", f"the formats are {ENDINGS}"),
        ("-o {tmp}/page.html --format txt", "{tmp}/page.html has the ending of html, but --format says txt",
         "leave out --format, or write {tmp}/page.txt"),
        ("-o {tmp}/page.md --format md --format html", "{tmp}/page.md has the ending of md, but --format says md, html",
         "several formats go into a folder: -o DIR"),
        ("--format md --format txt", "the screen takes one format", "several formats go into a folder: -o DIR"),
        ("--format odt", "no paper can be made as 'odt'", f"the formats are {NAMES}"),
        ("--format text", "no paper can be made as 'text'", f"the formats are {NAMES}"),
        ("--list --format html", "--list and --verify show text or json, not html", "--format json"),
        ("-o {tmp}/no/page.md", "cannot write {tmp}/no/page.md: there is no folder {tmp}/no",
         "make it first, or choose another place: -o FILE"),
        ("-o {tmp}/rushmere/data/x.yaml", "cannot write {tmp}/rushmere/data/x.yaml: hsp would read it as a record",
         "choose another place: -o FILE"),
        ("report-2025", "no paper has the id 'report-2025'",
         "there is report-2024-q1, homes, estate-profile; `hsp report --quarter Q` makes the quarterly report"),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_met_is_refused_with_the_way_out(
    words: str, message: str, hint: str, sample: Path, tmp_path: Path
) -> None:
    run = report(sample, *words.format(tmp=tmp_path).split())
    assert (run.code, run.out) == (2, "")
    assert run.err == f"error: {message.format(tmp=tmp_path)}\n  = help: {hint.format(tmp=tmp_path)}\n"


@only_linux
def test_a_paper_is_made_while_other_processes_check_the_records(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = report(sample).out
    order: list[str] = []
    finished, combine = paper.finished, combining.combine

    def made(*arguments: Any, **named: Any) -> paper.Finished:
        order.append("made")
        return finished(*arguments, **named)

    def combined(*arguments: Any) -> CheckResult:
        result = combine(*arguments)
        order.append("checked")
        return result

    monkeypatch.setattr(paper, "finished", made)
    monkeypatch.setattr(combining, "combine", combined)
    monkeypatch.setenv("HSP_CACHE_DIR", str(tmp_path / "cache"))
    with several_processes(monkeypatch):
        assert report(sample).out == alone
    assert order == ["made", "checked"]


@only_linux
@pytest.mark.parametrize("request_too", [(), ("-o", "paper.odt")])
def test_wrong_records_are_told_first_however_many_processes_check_them(
    request_too: tuple[str, ...], sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_files(sample, WRONG)
    alone = report(root, *request_too)
    monkeypatch.setenv("HSP_CACHE_DIR", str(tmp_path / "cache"))
    with several_processes(monkeypatch):
        assert report(root, *request_too) == alone
    assert alone.code == 1


def test_a_line_of_a_template_puts_the_chart_of_the_ratings_into_the_morning_report(
    sample: Path, tmp_path: Path
) -> None:
    write_files(
        sample, {"templates/morning-report.md.j2": "# {{ title }}\n\n{{ ratings|picture }}\n\n{{ provenance }}\n"}
    )
    (tmp_path / "out").mkdir()
    run = report(sample, "--quarter", "Q1-2024", "-o", str(tmp_path / "out" / "page.md"))
    assert run.code == 0
    name = "report-2024-q1-q1-2024-ratings.svg"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["page.md", name]
    page = (tmp_path / "out/page.md").read_text()
    assert "![Indicators by rating, Q1 2024. 4 indicators: 1 G Green, 2 A Amber, 1 awaited." in page
    assert f"]({name})" in page


@pytest.mark.parametrize("name", [f"{'x' * 300}.md", "con.md", "a:b.md"])
def test_where_a_paper_cannot_have_its_name_its_pictures_are_not_written_either(
    name: str, sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    run = report(sample, "action-log", "-o", str(tmp_path / "out" / name))
    assert (run.code, run.out) == (2, "")
    assert "cannot write" in run.err
    assert list((tmp_path / "out").iterdir()) == []

"""Papers for the public: `hsp report --redact`."""

import io
import json
import re
import zipfile
import zlib
from pathlib import Path

import pytest

from hsp_cli.publishing.formats import FORMATS
from tests.exempt_records import CANARY, exempted, with_canaries
from tests.formats.pdf_readings import Pdf
from tests.repositories import commit_files, commit_on
from tests.runs import Run, hsp
from tests.sample_workspace import FILES
from tests.workspaces import write_files

REGISTER, PAPER = "data/risks/homes-group.yaml", "data/papers/report-2024-q1.yaml"


def report(root: Path, *words: str) -> Run:
    return hsp("report", "--root", str(root), "--as-of", "2024-04-15", *words)


def contents(file: Path) -> str:
    """Everything in a file: the parts of a Word document, and the words and the unpacked streams of a PDF."""
    content = file.read_bytes()
    if file.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"".join(package.read(name) for name in package.namelist())
    if file.suffix == ".pdf":
        words = [page.extract_text() for page in Pdf(content).reader.pages]
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
        content += b"".join(zlib.decompress(one) for one in streams if one[:1] == b"x") + " ".join(words).encode()
    return content.decode("utf-8", errors="replace")


def test_no_word_of_an_exempt_record_is_in_a_paper_in_any_format(tmp_path: Path) -> None:
    root, folder = write_files(tmp_path / "records", with_canaries()), tmp_path / "out"
    folder.mkdir()
    formats = [word for one in FORMATS for word in ("--format", one.name)]
    run = report(root, "--quarter", "Q1-2024", *formats, "--redact", "-o", str(folder))
    assert run.code == 0, run.err
    made = [path for path in folder.iterdir() if path.is_file()]
    assert {path.suffix for path in made} >= {one.ending for one in FORMATS}
    for path in made:
        found = contents(path).lower()
        assert CANARY not in found, path
        if path.suffix in (".md", ".txt", ".html"):
            assert "1 indicator, 1 risk, 1 section and 1 person" in " ".join(found.split()), path
    assert CANARY in report(root, "--quarter", "Q1-2024").out.lower()


def test_no_word_of_an_exempt_record_is_in_the_pack(tmp_path: Path) -> None:
    root, folder = write_files(tmp_path / "records", with_canaries()), tmp_path / "out"
    run = report(root, "--all", "--quarter", "Q1-2024", "--format", "pdf", "--redact", "-o", str(folder))
    assert run.code == 0, run.err
    pages = Pdf((folder / "pack-q1-2024.pdf").read_bytes()).reader.pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "1 indicator, 1 risk, 1 section and 1 person" in text
    assert text.count("Made by hsp") == len(list(folder.glob("*.pdf"))) - 1
    for path in folder.iterdir():
        assert CANARY not in path.name
        assert CANARY not in contents(path).lower(), path


def test_a_count_of_none_says_beside_it_what_it_leaves_out(sample: Path) -> None:
    write_files(sample, exempted(FILES, REGISTER, "no-plumbers"))
    page = report(sample, "--redact").out
    assert "No red risks in Q1 2024; not counting what is exempt (1 risk in the whole partnership). " in page
    assert "\n1 red risk" not in page


def test_work_that_names_only_an_exempt_area_is_not_said_to_name_none(sample: Path) -> None:
    write_files(sample, exempted(FILES, "data/areas/estates.yaml", "ash"))
    page = report(sample, "estate-profile", "--redact").out
    assert (
        "nobody recorded where they take place; not counting what is exempt (1 area in the whole partnership)." in page
    )


def test_a_redacted_paper_without_exempt_records_says_only_in_its_last_line_that_it_is_redacted(sample: Path) -> None:
    redacted, whole = report(sample, "--redact").out, report(sample).out
    assert redacted.splitlines()[:-1] == whole.splitlines()[:-1]
    assert "; without exempt records; as of 2024-04-15." in redacted.splitlines()[-1]


@pytest.mark.parametrize(
    ("path", "record", "name"),
    [
        (PAPER, "report-2024-q1", ("report-2024-q1",)),
        (PAPER, "report-2024-q1", ()),
        ("data/plans/homes.yaml", "homes", ("homes",)),
        (REGISTER, "homes-group", ("risk-register",)),
        ("data/consultations/which-homes-first.yaml", "which-homes-first", ("which-homes-first",)),
    ],
)
def test_a_paper_that_is_exempt_is_refused(path: str, record: str, name: tuple[str, ...], sample: Path) -> None:
    write_files(sample, exempted(FILES, path, record))
    run = report(sample, *name, "--redact")
    assert (run.code, run.out) == (2, "")
    assert "is exempt" in run.err
    assert report(sample, *name).code == 0


def test_the_pack_leaves_out_papers_that_are_exempt_and_names_them(sample: Path, tmp_path: Path) -> None:
    write_files(sample, exempted(FILES, PAPER, "report-2024-q1"))
    folder = tmp_path / "out"
    folder.mkdir()
    run = report(sample, "--all", "--quarter", "Q1-2024", "--redact", "-o", str(folder))
    assert run.code == 0
    assert "left out, because they are exempt or have only exempt records: report-2024-q1\n" in run.err
    assert not (folder / "report-2024-q1.md").exists()
    assert not (folder / "morning-report-q1-2024.md").exists()
    assert (folder / "scorecard-q1-2024.md").exists()


def test_a_redacted_paper_is_refused_while_records_are_wrong(sample: Path) -> None:
    (sample / "data/plans/secret.yaml").write_text("id: [")
    run = report(sample, "--redact", "--allow-errors")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error: --redact makes no paper while records are wrong")


def test_a_template_that_does_not_say_what_is_left_out_is_refused(sample: Path) -> None:
    template = {"templates/scorecard.md.j2": "# {{ title }}\n\n{{ provenance }}\n"}
    write_files(sample, {**exempted(FILES, REGISTER, "damp"), **template})
    assert report(sample, "scorecard", "--quarter", "Q1-2024").code == 0
    run = report(sample, "scorecard", "--quarter", "Q1-2024", "--redact")
    assert run.code == 2
    assert "scorecard.md.j2 does not say what a redacted paper leaves out" in run.err
    assert "add {{ exempt_text }} below its title" in run.err


def test_a_redacted_paper_keeps_its_marking_unless_the_settings_give_one_for_redacted_papers(sample: Path) -> None:
    settings = FILES["data/partnership.yaml"] + "marking: OFFICIAL-SENSITIVE\n"
    words = "scorecard", "--quarter", "Q1-2024"
    write_files(sample, {"data/partnership.yaml": settings})
    assert "**OFFICIAL-SENSITIVE**" in report(sample, *words, "--redact").out
    write_files(sample, {"data/partnership.yaml": settings + "redacted_marking: OFFICIAL\n"})
    assert "**OFFICIAL**" in report(sample, *words, "--redact").out
    assert "**OFFICIAL-SENSITIVE**" in report(sample, *words).out


def test_a_redacted_paper_can_be_made_again_from_its_commit(tmp_path: Path) -> None:
    root, page = tmp_path / "records", tmp_path / "page.md"
    commit_files(root, with_canaries())
    assert report(root, "--redact", "-o", str(page)).code == 0
    run = hsp("report", "--root", str(root), "--verify", str(page), "--format", "json")
    assert json.loads(run.out)["outcome"] == "same"
    page.write_text(page.read_text().replace("; without exempt records", ""))
    run = hsp("report", "--root", str(root), "--verify", str(page), "--format", "json")
    assert json.loads(run.out)["outcome"] == "differs"


def test_an_earlier_paper_for_the_public_is_refused_if_a_record_in_it_is_exempt_today(tmp_path: Path) -> None:
    root = tmp_path / "records"
    commit_on(root, "2024-04-10", FILES)
    assert report(root, "--redact", "--at", "HEAD").code == 0
    write_files(root, exempted({REGISTER: FILES[REGISTER].replace("id: damp", "id: mould")}, REGISTER, "mould"))
    run = report(root, "--redact", "--at", "HEAD")
    assert (run.code, run.out) == (2, "")
    assert "1 record has been marked as exempt since then" in run.err
    write_files(root, {REGISTER: "id: ["})
    assert "a record that cannot be read may be exempt" in report(root, "--redact", "--at", "HEAD").err


def with_a_risk_that_was_once_exempt(root: Path, marked: str) -> Path:
    """Records of which one risk was public, then marked in this text of its register, and then deleted."""
    commit_on(root, "2023-12-31", FILES)
    commit_on(root, "2024-02-01", {REGISTER: marked})
    commit_on(root, "2024-03-01", {REGISTER: re.sub(r"  - id: no-plumbers\n(?:    .*\n)+", "", FILES[REGISTER])})
    return root


MARKED = str(exempted(FILES, REGISTER, "no-plumbers")[REGISTER])


@pytest.mark.parametrize(
    "marked",
    [
        MARKED,
        MARKED.replace("id: no-plumbers", "id: staff"),  # renamed and marked in one commit
        f"exempt: Why\n{FILES[REGISTER]}",  # the whole register, for a month
        f"{MARKED}  - id: [",  # a version that cannot be read
        MARKED.replace("title: No plumbers available", "heading: Staff"),  # a version that is no valid record
    ],
)
def test_a_record_that_was_once_exempt_is_not_named_as_gone(marked: str, tmp_path: Path) -> None:
    root = with_a_risk_that_was_once_exempt(tmp_path, marked)
    assert "| Gone | No plumbers available |" in report(root).out
    page = report(root, "--redact").out
    assert "This compares the records with those of 31 December 2023" in page
    assert "No plumbers available" not in page


def test_a_record_that_was_public_until_it_was_deleted_is_named_as_gone(tmp_path: Path) -> None:
    root = with_a_risk_that_was_once_exempt(tmp_path, str(exempted(FILES, REGISTER, "damp")[REGISTER]))
    assert "| Gone | No plumbers available |" in report(root, "--redact").out


def test_a_record_that_is_public_again_is_compared(tmp_path: Path) -> None:
    commit_on(tmp_path, "2023-12-31", FILES)
    commit_on(tmp_path, "2024-02-01", {REGISTER: MARKED})
    commit_on(tmp_path, "2024-03-01", {REGISTER: FILES[REGISTER].replace("No plumbers available", "Too few plumbers")})
    assert "1 new" not in report(tmp_path, "--redact").out


def test_an_earlier_paper_for_the_public_is_refused_if_a_record_in_it_was_exempt_before_it_was_deleted(
    tmp_path: Path,
) -> None:
    root = with_a_risk_that_was_once_exempt(tmp_path, MARKED)
    run = report(root, "--redact", "--at", "HEAD~2")
    assert (run.code, run.out) == (2, "")
    assert "1 record has been marked as exempt since then" in run.err
    assert report(root, "--redact", "--at", "HEAD").code == 0


def test_what_is_exempt_now_is_not_told_as_a_change_since_the_last_paper(tmp_path: Path) -> None:
    root, register = tmp_path / "records", FILES[REGISTER].replace("Damp in the tower", "Zebra mould")
    commit_on(root, "2023-12-31", {**FILES, REGISTER: register})
    now = register.replace("Q1-2024: {rating: 2x4}", "Q1-2024: {rating: 5x5}")
    commit_on(root, "2024-04-10", {REGISTER: now})
    assert "| Worse | Zebra mould |" in report(root).out
    renamed = now.replace("id: damp", "id: mould")
    commit_on(root, "2024-04-11", exempted({REGISTER: renamed}, REGISTER, "mould"))
    page = report(root, "--redact").out
    assert "This compares the records with those of 31 December 2023" in page
    assert "Zebra" not in page


def test_a_pack_for_the_public_is_not_put_beside_other_papers(tmp_path: Path) -> None:
    paper = {"data/papers/q.yaml": "id: q\ntitle: Q\nreport: morning-report\nquarter: Q1-2024\n"}
    root = write_files(tmp_path / "records", {**paper, "data/partnership.yaml": FILES["data/partnership.yaml"]})
    write_files(tmp_path, {"out/secret.md": "secret"})
    run = report(root, "--all", "--quarter", "Q1-2024", "--redact", "-o", str(tmp_path / "out"))
    assert run.code == 2
    assert "out has papers that are not of this pack, and may not be for the public: secret.md" in run.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["secret.md"]


def test_the_texts_that_still_name_an_exempt_record_are_told(sample: Path) -> None:
    plan = "data/plans/homes.yaml"
    files = {
        plan: FILES[plan].replace(
            "text: Ask the tenants what they think.", "text: Find out why there are no plumbers available."
        )
    }
    write_files(sample, {**files, **exempted(FILES, REGISTER, "no-plumbers")})
    write_files(sample, files)
    run = report(sample, "--redact")
    told = "a text of action homes/ask-tenants names risk homes-group/no-plumbers, which is exempt"
    assert run.err == f"warning: {told}; redaction does not change texts\n"


def test_a_sheet_for_the_public_has_no_exempt_record_and_says_how_many_it_leaves_out(tmp_path: Path) -> None:
    root = write_files(tmp_path / "records", with_canaries())
    run = hsp("export", "actions", "--redact", "--format", "json", "--root", str(root), "--as-of", "2024-04-15")
    assert run.code == 0
    assert CANARY not in run.out.lower()
    assert "actions that are exempt" in run.out
    run = hsp("export", "risks", "--redact", "--root", str(root), "--as-of", "2024-04-15")
    assert CANARY not in run.out.lower()
    assert run.err.startswith("Exempt records of the partnership are left out: 2 actions, 1 indicator, 1 risk")
    assert "zebra" in hsp("export", "risks", "--root", str(root), "--as-of", "2024-04-15").out


def test_a_sheet_for_the_public_is_refused_while_records_are_wrong(sample: Path) -> None:
    run = hsp("export", "risks", "--redact", "--allow-errors", "--root", str(sample))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error: --redact makes no sheet while records are wrong")

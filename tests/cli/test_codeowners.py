"""`hsp codeowners`: on the screen, in a file, checked, and for scripts."""

import json
from pathlib import Path

import pytest

from tests.runs import Run, hsp
from tests.workspaces import PARTNERSHIP, write_files

INDICATOR = "title: W\nunit: bags\nbetter: lower\n"
FILES = {
    "data/partnership.yaml": f'{PARTNERSHIP}people: [{{id: ann, name: Ann, handle: "@ann"}}, {{id: bob, name: Bob}}]\n',
    "data/indicators/a.yaml": f"id: a\n{INDICATOR}leads: [Ann]\n",
    "data/indicators/b.yaml": f"id: b\n{INDICATOR}leads: [Bob]\n",
}
LINE = "/data/indicators/a.yaml @ann\n"
SAID = (
    "owners without a `handle`: Bob\n"
    "1 file without an owner who has a `handle`: nobody reviews them; add a `handle` for the partnership itself\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path, FILES)


def codeowners(root: Path, *arguments: str) -> Run:
    return hsp("codeowners", "--root", str(root), *arguments)


def test_the_lines_go_to_the_screen_and_what_is_missing_is_said(root: Path) -> None:
    run = codeowners(root)
    assert (run.code, run.err) == (0, SAID)
    assert run.out.endswith(LINE)
    assert codeowners(root, "-q").err == ""


def test_with_a_handle_of_the_partnership_it_reviews_the_rest(root: Path) -> None:
    write_files(root, {"data/partnership.yaml": f'{FILES["data/partnership.yaml"]}handle: "@all"\n'})
    run = codeowners(root)
    assert f"\n* @all\n{LINE}" in run.out
    assert run.err.endswith("1 file without an owner who has a `handle`: @all reviews them\n")


def test_many_owners_without_a_handle_are_counted(root: Path) -> None:
    people = "".join(f"  - {{id: p{number:02}, name: P{number:02}}}\n" for number in range(10))
    leads = ", ".join(f"p{number:02}" for number in range(10))
    write_files(root, {"data/partnership.yaml": f"{PARTNERSHIP}people:\n{people}"})
    write_files(root, dict.fromkeys(("data/indicators/a.yaml",), f"id: a\n{INDICATOR}leads: [{leads}]\n"))
    (root / "data/indicators/b.yaml").unlink()
    said = codeowners(root).err.splitlines()[0]
    assert said == "owners without a `handle`: P00, P01, P02, P03, P04, P05, P06, P07 and 2 more"


def test_a_file_that_is_up_to_date_passes_the_check(root: Path) -> None:
    file = root / "CODEOWNERS"
    run = codeowners(root, "-o", str(file))
    assert (run.code, run.out) == (0, "")
    assert run.err == f"CODEOWNERS: {file}\n{SAID}"
    assert file.read_text("utf-8") == codeowners(root).out
    assert codeowners(root, "--check", str(file), "-q").both == ""
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert codeowners(root, "--check", str(file)).code == 0


def test_a_file_that_is_out_of_date_fails_the_check_and_stays_as_it_is(root: Path) -> None:
    file = root / "CODEOWNERS"
    file.write_text("* @somebody\n", "utf-8")
    run = codeowners(root, "--check", str(file))
    assert (run.code, run.out) == (1, "")
    assert run.err == f"{file} is out of date: hsp codeowners -o {file} makes it again\n"
    assert file.read_text("utf-8") == "* @somebody\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--check", "no-such-file"), "cannot read no-such-file"),
        (("-o", "no/such/CODEOWNERS"), "there is no folder no/such"),
        (("-o", "data/indicators/a.yaml"), "hsp would read it as a record"),
        (("-o", "CODEOWNERS", "--check", "CODEOWNERS"), "--check writes nothing, so it does not go with -o"),
        (("-o", "CODEOWNERS", "--format", "json"), "JSON goes to the screen only"),
    ],
)
def test_what_cannot_be_met_is_refused(
    arguments: tuple[str, ...], message: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    run = hsp("codeowners", *arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert (root / "data/indicators/a.yaml").read_text("utf-8") == FILES["data/indicators/a.yaml"]


def test_a_file_that_cannot_be_read_is_named_where_the_answer_is_given_without_it(root: Path) -> None:
    write_files(root, {"data/indicators/b.yaml": "id: b\n", "data/plans/p.yaml": "a: ["})
    assert codeowners(root).code == 1
    run = codeowners(root, "--allow-errors", "-q")
    assert (run.code, run.err) == (0, "left out: indicators/b, plans/p, which hsp cannot read\n")
    assert run.out.endswith(LINE)
    told = json.loads(codeowners(root, "--allow-errors", "--format", "json").out)
    assert told["unreadable"] == ["indicators/b", "plans/p"]


def test_scripts_get_the_files_with_their_reviewers(root: Path) -> None:
    found = json.loads(codeowners(root, "--format", "json").out)
    assert found == {
        "default": None,
        "unreadable": [],
        "files": [
            {
                "path": "data/indicators/a.yaml",
                "beside": [],
                "reviewers": ["ann"],
                "handles": ["@ann"],
                "without_handle": [],
            },
            {
                "path": "data/indicators/b.yaml",
                "beside": [],
                "reviewers": [],
                "handles": [],
                "without_handle": ["bob"],
            },
        ],
    }


@pytest.mark.parametrize("handle", ["ann", "@", "@ann reed", "@-", "ann@example", "@a\\n* @evil"])
def test_a_handle_that_no_host_knows_is_an_error(handle: str, root: Path) -> None:
    settings = f'{PARTNERSHIP}people: [{{id: ann, name: Ann, handle: "{handle}"}}]\n'
    write_files(root, {"data/partnership.yaml": settings})
    run = codeowners(root)
    assert (run.code, run.out) == (1, "")
    assert "`handle` should be a name on the code host (@ann, @borough/waste) or an e-mail address" in run.err

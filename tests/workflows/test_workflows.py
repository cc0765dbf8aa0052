"""The action and the workflows: what they may do, and what each step does when its programs are stand-ins."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest

from hsp_cli.store import workflows
from hsp_cli.store.parsing import parse
from hsp_cli.store.workflows import Origin, github_workflows, gitlab_pipeline, origin
from tests.workspaces import REPOSITORY

MARK = "<!-- hsp diff -->"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
SOURCE = Origin("https://github.com/example/hsp.git", COMMIT)

ACTION = (REPOSITORY / "action.yml").read_text("utf-8")
CHECK, COMMENT = github_workflows(None).values()
(GITLAB,) = gitlab_pipeline(None).values()
OURS = [path.read_text("utf-8") for path in sorted((REPOSITORY / ".github/workflows").glob("*.yml"))]
FOR_GITHUB = [ACTION, COMMENT, *github_workflows(SOURCE).values(), *OURS]

bash = pytest.mark.skipif(os.name != "posix", reason="the steps are written for bash")


def read(text: str) -> Any:
    """A workflow as data. A tag, an anchor or a key twice would be refused."""
    return parse(text)


def steps(text: str) -> Iterator[dict[str, Any]]:
    data = read(text)
    for job in data["jobs"].values() if "jobs" in data else [data["runs"]]:
        yield from job["steps"]


def step(text: str, name: str) -> str:
    """The script of a step."""
    (found,) = (one["run"] for one in steps(text) if one.get("name") == name)
    assert isinstance(found, str)
    return found


# --- What they may do


@pytest.mark.parametrize("text", FOR_GITHUB)
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(text: str) -> None:
    for used in re.findall(r"uses: (\S+.*)", text):
        assert re.fullmatch(r"\./ # .+|[\w-]+/[\w-]+@[0-9a-f]{40} # .+", used), used


@pytest.mark.parametrize("text", FOR_GITHUB)
def test_no_script_holds_an_expression_that_could_bring_in_code(text: str) -> None:
    assert all("${{" not in one.get("run", "") for one in steps(text))


@pytest.mark.parametrize("text", FOR_GITHUB)
def test_a_checkout_leaves_no_credentials_behind(text: str) -> None:
    for one in steps(text):
        if "checkout" in one.get("uses", ""):
            assert one["with"]["persist-credentials"] is False


@pytest.mark.parametrize("text", [CHECK, *OURS])
def test_nothing_that_runs_the_code_of_a_pull_request_may_write(text: str) -> None:
    data = read(text)
    assert "pull_request_target" not in text
    if "pull_request" in data["on"]:
        assert data["permissions"] in ({}, {"contents": "read"})
        assert all(job.get("permissions", {}) in ({}, {"contents": "read"}) for job in data["jobs"].values())


def test_what_may_write_runs_nothing_of_the_pull_request() -> None:
    assert read(COMMENT)["on"] == {"workflow_run": {"workflows": [read(CHECK)["name"]], "types": ["completed"]}}
    (job,) = read(COMMENT)["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert all("uses" not in one for one in job["steps"])


def test_this_repository_uses_the_workflows_that_it_offers() -> None:
    ours = {path.name: path.read_text("utf-8") for path in (REPOSITORY / ".github/workflows").glob("records*.yml")}
    offered = {path.rpartition("/")[2]: text for path, text in github_workflows(None).items()}
    itself = "- uses: ./ # zizmor: ignore[self-repository] the checkout is needed for the records too"
    assert {name: re.sub("- uses: OWNER.*", itself, text) for name, text in offered.items()} == ours


# --- Where hsp is installed from


def test_the_workflows_name_the_commit_that_hsp_was_installed_from() -> None:
    check, comment = github_workflows(SOURCE).values()
    assert f"- uses: example/hsp@{COMMIT} #" in check
    assert comment == COMMENT
    (pipeline,) = gitlab_pipeline(SOURCE).values()
    assert pipeline.count(f'pip install -q "git+https://github.com/example/hsp.git@{COMMIT}"') == 2


@pytest.mark.parametrize("address", ["https://code.example.org/group/hsp", "https://github.com/a/b/c"])
def test_a_repository_elsewhere_is_no_action_of_github(address: str) -> None:
    assert list(github_workflows(Origin(address, COMMIT)).values()) == [CHECK, COMMENT]
    assert f"git+{address}@{COMMIT}" in gitlab_pipeline(Origin(address, COMMIT))[".gitlab-ci.yml"]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"url": "https://github.com/example/hsp", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, True),
        ({"url": "https://name:secret@example.org/hsp", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, False),
        ({"url": "ssh://git@example.org/hsp", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, False),
        ({"url": "https://example.org/hsp", "vcs_info": {"vcs": "git", "commit_id": "main"}}, False),
        ({"url": "file:///somewhere", "dir_info": {"editable": True}}, False),
        (None, False),
    ],
)
def test_only_a_public_address_and_a_commit_say_where_hsp_came_from(
    told: object, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Installed:
        def read_text(self, name: str) -> str | None:
            return {"direct_url.json": json.dumps(told) if told else None}[name]

    monkeypatch.setattr(workflows, "distribution", lambda name: {"hsp-cli": Installed()}[name])
    assert origin() == (Origin("https://github.com/example/hsp", COMMIT) if found else None)


# --- What the steps do


def stand_in(folder: Path, name: str, script: str) -> None:
    """A program that does what a script says, after it has written down its arguments."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/bash\nprintf "%s\\n" "$*" >> "$ASKED"\n{script}\n', "utf-8")
    path.chmod(0o755)


def run_step(script: str, folder: Path, **env: str) -> "subprocess.CompletedProcess[str]":
    """A script as GitHub runs it, with a folder for its files and the programs in `bin` before all others."""
    places = {name: str(folder / name.lower()) for name in ("ASKED", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ("bash", "-e", "-c", script),
        env={"PATH": path, "RUNNER_TEMP": str(folder), "GITHUB_REPOSITORY": "a/b", **places, **env},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def asked(folder: Path) -> list[str]:
    return (folder / "asked").read_text("utf-8").splitlines() if (folder / "asked").exists() else []


@bash
@pytest.mark.parametrize(("strict", "words"), [("false", ""), ("true", " --strict")])
def test_the_action_checks_the_records_and_fails_as_the_check_does(strict: str, words: str, tmp_path: Path) -> None:
    stand_in(tmp_path / "hsp/bin", "hsp", "exit 1")
    done = run_step(step(ACTION, "Check the records"), tmp_path, ROOT="a folder", STRICT=strict)
    assert done.returncode == 1
    assert asked(tmp_path) == [f"validate --root a folder --format github{words}"]


@bash
def test_the_action_puts_the_changes_into_the_summary(tmp_path: Path) -> None:
    stand_in(tmp_path / "hsp/bin", "hsp", f"echo '{MARK}'; echo 'Target cut'")
    done = run_step(step(ACTION, "Say what the pull request changes"), tmp_path, ROOT=".", BASE=COMMIT)
    assert (done.returncode, done.stderr) == (0, "")
    assert asked(tmp_path) == [f"diff {COMMIT} --root . --format markdown --limit 60000"]
    for name in ("github_step_summary", "hsp-diff.md"):
        assert (tmp_path / name).read_text("utf-8") == f"{MARK}\nTarget cut\n"


@bash
def test_changes_that_hsp_cannot_tell_replace_an_earlier_comment(tmp_path: Path) -> None:
    stand_in(tmp_path / "hsp/bin", "hsp", "echo 'half an answer'; exit 1")
    done = run_step(step(ACTION, "Say what the pull request changes"), tmp_path, ROOT=".", BASE=COMMIT)
    assert done.returncode == 0
    assert (tmp_path / "hsp-diff.md").read_text("utf-8").splitlines() == [
        MARK,
        "## What this change means",
        "",
        "hsp cannot say what this change means. The log of the check says why.",
    ]


@bash
@pytest.mark.parametrize(
    ("answer", "output"), [("7", "number=7\n"), ("", ""), ("7; rm -r .", ""), ("7\n8", "number=7\n")]
)
def test_the_pull_request_is_the_open_one_with_that_commit_at_its_head(
    answer: str, output: str, tmp_path: Path
) -> None:
    stand_in(tmp_path / "bin", "gh", f"printf '%s' '{answer}'")
    done = run_step(step(COMMENT, "Find the pull request"), tmp_path, HEAD="me:x", SHA=COMMIT)
    assert done.returncode == 0
    (call,) = asked(tmp_path)
    assert call.startswith("api --method GET repos/a/b/pulls -f state=open -f head=me:x --jq ")
    assert "select(.head.sha == env.SHA)" in call
    found = tmp_path / "github_output"
    assert (found.read_text("utf-8") if found.exists() else "") == output


@bash
def test_of_the_artifact_only_the_one_file_is_read_and_not_more_than_allowed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "made.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("hsp-diff.md", MARK + "x" * 300_000)
        made.writestr("../outside.md", "hostile")
    stand_in(tmp_path / "bin", "gh", 'case "$2" in */zip) cat made.zip;; *) echo 12;; esac')
    done = run_step(step(COMMENT, "Fetch the text"), tmp_path, RUN="5")
    assert done.returncode == 0
    assert (tmp_path / "text.md").stat().st_size == 200_000
    assert not (tmp_path.parent / "outside.md").exists()
    assert (tmp_path / "github_output").read_text("utf-8") == "found=true\n"
    assert "artifacts?name=hsp-diff" in asked(tmp_path)[0]
    assert "size_in_bytes < 200000" in asked(tmp_path)[0]


def cleaned(text: bytes, folder: Path) -> str | None:
    """What the step makes of a text; None if it refuses it."""
    (folder / "text.md").write_bytes(text)
    script = step(COMMENT, "Make the text plain")
    done = subprocess.run(
        (sys.executable, "-c", script), env={**os.environ, "RUNNER_TEMP": str(folder)}, check=False, capture_output=True
    )
    return (folder / "comment.md").read_text("utf-8") if done.returncode == 0 else None


def test_nothing_in_a_hostile_text_becomes_active(tmp_path: Path) -> None:
    hostile = (
        f"{MARK}\n## Changes\n@team ![x](https://evil.example/p.png) [here](http://evil.example) <img src=x> "
        "<script> www.evil.example\n[a]: https://evil.example\n<details><summary>More</summary>\n\n</details>\n"
    )
    assert cleaned(hostile.encode(), tmp_path) == (
        f"{MARK}\n## Changes\n@~team !~[x]~(https:~//evil.example/p.png) [here]~(http:~//evil.example) &lt;img src=x> "
        "&lt;script> w~ww.evil.example\n[a]~: https:~//evil.example\n<details><summary>More</summary>\n\n</details>\n"
        "\n\nMade from the files of this pull request.\n"
    ).replace("~", "&#8203;")


def test_what_hsp_writes_stays_as_it_is(tmp_path: Path) -> None:
    item = (
        "- **Waste &lt;b&gt; \\[x\\]** (`ni-192`): 50 to 45, since HEAD\\~&#8203;3. `data/indicators/ni-192.yaml:12`\n"
    )
    folded = f"<details><summary>Administrative changes (1)</summary>\n\n{item}\n</details>\n"
    text = f"{MARK}\n\n## What this change means\n\n{item}\n{folded}"
    assert cleaned(text.encode(), tmp_path) == f"{text}\n\nMade from the files of this pull request.\n"


def test_a_text_that_is_too_long_is_cut_and_one_without_the_mark_is_refused(tmp_path: Path) -> None:
    made = cleaned(MARK.encode() + b"\xff" * 200_000, tmp_path)
    assert made is not None
    assert len(made) < 65_536
    (tmp_path / "comment.md").unlink()
    assert cleaned(b"Buy now", tmp_path) is None
    assert not (tmp_path / "comment.md").exists()


@bash
@pytest.mark.parametrize(
    ("found", "call"),
    [
        ("", "api --silent --method POST repos/a/b/issues/7/comments"),
        ("31", "api --silent --method PATCH repos/a/b/issues/comments/31"),
        ("31\n32", "api --silent --method PATCH repos/a/b/issues/comments/31"),
    ],
)
def test_there_is_one_comment_which_is_updated(found: str, call: str, tmp_path: Path) -> None:
    stand_in(tmp_path / "bin", "gh", f'case "$2" in --paginate) printf "%s" "{found}";; esac')
    done = run_step(step(COMMENT, "Post the comment, or update it"), tmp_path, NUMBER="7")
    assert done.returncode == 0
    assert asked(tmp_path)[1] == f"{call} -F body=@{tmp_path / 'comment.md'}"


# --- GitLab


class Notes(BaseHTTPRequestHandler):
    """The notes of a merge request, two on a page."""

    notes: ClassVar[list[dict[str, Any]]] = []
    asked: ClassVar[list[tuple[str, str, Any]]] = []

    def do_GET(self) -> None:
        page = int(self.path.rpartition("page=")[2])
        self.answer(self.notes[2 * page - 2 : 2 * page], str(page + 1) if self.notes[2 * page :] else "")

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((f"{self.command} {self.path}", self.headers["PRIVATE-TOKEN"], told))
        self.answer({}, "")

    def do_PUT(self) -> None:
        self.do_POST()

    def answer(self, told: object, following: str) -> None:
        self.send_response(200)
        self.send_header("x-next-page", following)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@pytest.fixture
def notes() -> Iterator[str]:
    """The address of a GitLab that holds notes."""
    Notes.notes, Notes.asked = [], []
    with HTTPServer(("127.0.0.1", 0), Notes) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api/v4"
        server.shutdown()


def write_note(address: str, folder: Path, token: str = "t") -> str:
    script = read(GITLAB)["changes"]["script"][2].partition("<<'END'\n")[2].rpartition("END")[0]
    (folder / "hsp-diff.md").write_text(f"{MARK}\nTarget cut – 50 to 45\n", "utf-8")
    env = {"CI_API_V4_URL": address, "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7", "HSP_NOTE_TOKEN": token}
    done = subprocess.run(
        (sys.executable, "-c", script),
        env={**os.environ, **env},
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_the_first_note_of_a_merge_request_is_written(notes: str, tmp_path: Path) -> None:
    Notes.notes += [{"id": 1, "body": "Looks good."}]
    write_note(notes, tmp_path)
    told = {"body": f"{MARK}\nTarget cut – 50 to 45\n"}
    assert Notes.asked == [("POST /api/v4/projects/3/merge_requests/7/notes", "t", told)]


def test_a_later_note_replaces_it_on_whichever_page_it_is(notes: str, tmp_path: Path) -> None:
    Notes.notes += [{"id": n, "body": "Hello."} for n in range(4)] + [{"id": 9, "body": f"{MARK}\nOld"}]
    write_note(notes, tmp_path)
    assert [call for call, _, _ in Notes.asked] == ["PUT /api/v4/projects/3/merge_requests/7/notes/9"]


def test_without_a_token_no_note_is_written_and_the_log_says_so(notes: str, tmp_path: Path) -> None:
    assert write_note(notes, tmp_path, "") == "There is no HSP_NOTE_TOKEN, so no note is written.\n"
    assert Notes.asked == []


def test_the_pipeline_keeps_what_gitlab_shows() -> None:
    pipeline = read(GITLAB)
    assert pipeline["records"]["artifacts"]["reports"] == {"codequality": "gl-code-quality-report.json"}
    assert pipeline["changes"]["artifacts"]["paths"] == ["hsp-diff.md"]
    assert pipeline["changes"]["variables"] == {"GIT_DEPTH": "0"}

from pathlib import Path

from hsp_cli.checking.loader import load
from hsp_cli.domain.finding import Place
from hsp_cli.publishing.record_links import RecordLinks, RecordPlace
from tests.repositories import commit_files, git
from tests.workspaces import PARTNERSHIP, Files, write_files

PATTERN = "https://h.org/blob/{commit}/{path}#L{line}"
PLAN = """\
id: homes
title: Homes
aims:
  - id: more
    title: More homes
    actions:
      - {id: survey, text: Publish the survey}
      - id: build
        text: Build
"""
FILES = {"data/partnership.yaml": PARTNERSHIP, "data/plans/homes.yaml": PLAN}
SURVEY = Place("data/plans/homes.yaml", ("aims", 0, "actions", 0))
BUILD = Place("data/plans/homes.yaml", ("aims", 0, "actions", 1, "text"))


def _links(root: Path, files: Files, pattern: str | None = PATTERN) -> RecordLinks:
    return RecordLinks(load(str(write_files(root, files))), pattern)


def test_without_a_code_host_a_record_has_its_file_and_line(tmp_path: Path) -> None:
    links = _links(tmp_path, FILES, None)
    assert links.at(SURVEY) == RecordPlace("data/plans/homes.yaml", 7)
    assert links.at(BUILD).line == 9
    assert links.commit == ""


def test_a_committed_record_has_an_address_with_its_commit_and_line(tmp_path: Path) -> None:
    commit = commit_files(tmp_path, FILES)
    links = _links(tmp_path, {})
    assert links.at(SURVEY).address == f"https://h.org/blob/{commit}/data/plans/homes.yaml#L7"
    assert links.commit == commit


def test_the_path_of_an_address_begins_at_the_root_of_the_repository(tmp_path: Path) -> None:
    commit = commit_files(tmp_path, {f"our plans/{path}": text for path, text in FILES.items()})
    found = _links(tmp_path / "our plans", {}).at(SURVEY)
    assert found.address == f"https://h.org/blob/{commit}/our%20plans/data/plans/homes.yaml#L7"


def test_a_file_with_changes_that_are_not_committed_is_linked_without_a_line(tmp_path: Path) -> None:
    commit = commit_files(tmp_path, FILES)
    found = _links(tmp_path, {"data/plans/homes.yaml": f"# A new first line\n{PLAN}"}).at(SURVEY)
    address = f"https://h.org/blob/{commit}/data/plans/homes.yaml"
    assert found == RecordPlace("data/plans/homes.yaml", 8, address, is_changed=True)


def test_a_file_that_is_not_in_the_commit_is_not_linked(tmp_path: Path) -> None:
    commit_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP})
    assert _links(tmp_path, FILES).at(SURVEY) == RecordPlace("data/plans/homes.yaml", 7, is_changed=True)


def test_outside_version_control_nothing_is_linked(tmp_path: Path) -> None:
    links = _links(tmp_path, FILES)
    assert links.at(SURVEY).address is None
    assert links.commit == ""


def test_a_checkout_with_other_line_ends_is_the_committed_file(tmp_path: Path) -> None:
    commit = commit_files(tmp_path, FILES)
    found = _links(tmp_path, {"data/plans/homes.yaml": PLAN.replace("\n", "\r\n")}).at(SURVEY)
    assert found.address == f"https://h.org/blob/{commit}/data/plans/homes.yaml#L7"


def test_an_address_without_a_commit_does_not_change_with_each_commit(tmp_path: Path) -> None:
    commit_files(tmp_path, FILES)
    links = _links(tmp_path, {}, "https://h.org/blob/main/{path}#L{line}")
    assert links.commit == ""
    git(tmp_path, "commit", "--quiet", "--allow-empty", "-m", "later")
    assert links.at(SURVEY).address == "https://h.org/blob/main/data/plans/homes.yaml#L7"

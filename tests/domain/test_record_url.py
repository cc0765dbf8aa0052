import pytest
from pydantic import TypeAdapter, ValidationError

from hsp_cli.domain.record_url import RecordUrl, needs_commit, record_address

COMMIT = "0123456789abcdef0123456789abcdef01234567"
GITHUB = "https://github.com/borough/plans/blob/{commit}/{path}#L{line}"

accepted = TypeAdapter(RecordUrl).validate_python


def _refusal(pattern: str) -> str:
    with pytest.raises(ValidationError) as refused:
        accepted(pattern)
    error = refused.value.errors()[0]
    return f"{error['msg']}; {error['ctx']['hint']}" if "ctx" in error else error["msg"]


@pytest.mark.parametrize(
    "pattern",
    [
        GITHUB,
        "https://gitlab.com/borough/plans/-/blob/{commit}/{path}#L{line}",
        "https://codeberg.org/borough/plans/src/commit/{commit}/{path}#L{line}",
        "https://bitbucket.org/borough/plans/src/{commit}/{path}#lines-{line}",
        "http://git.example.org:8080/cgit/plans/tree/{path}?id={commit}#n{line}",
        "https://git.example.org/plans/{path}",
    ],
)
def test_the_patterns_of_code_hosts_are_accepted(pattern: str) -> None:
    assert accepted(pattern) == pattern


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("https://h.org/{file}", "it has {file}, which hsp does not fill in; write {path}, {commit} or {line}"),
        ("https://h.org/{path", "has {path, which hsp"),
        ("https://h.org/path}", "has }, which"),
        ("https://h.org/{}/{path}", "has {}, which"),
        ("https://h.org/blob/{commit}#L{line}", "it has no {path}, the path of the file; add {path} before any #"),
        ("https://h.org/#{path}", "it has no {path}"),
        ("https://h.org/{path}?line={line}", "it may have {line} only after a #"),
        ("https://h.org/{path}#{commit}", "it may have {line} only after a #"),
        ("javascript:alert(1)//{path}", "this is not an address on the web"),
        ("ftp://h.org/{path}", "this is not an address on the web"),
        ("//h.org/{path}", "this is not an address on the web"),
        ("https:///{path}", "this is not an address on the web"),
        ("https://user:secret@h.org/{path}", "this is not an address on the web"),
        ("https://h.org/a b/{path}", "%20 for a blank"),
        ("https://h.org/\n{path}", "this is not an address on the web"),
        ("https://h.org/\u202e{path}", "this is not an address on the web"),
        ('https://h.org/"><script>{path}', "this is not an address on the web"),
        ("https://h.org/{path}\n", "this is not an address on the web"),
    ],
)
def test_a_pattern_that_could_not_be_filled_in_or_clicked_is_refused_with_the_way_out(pattern: str, words: str) -> None:
    assert words in _refusal(pattern)


def test_an_address_has_the_path_the_commit_and_the_line() -> None:
    found = record_address(GITHUB, "data/plans/a.yaml", COMMIT, 12)
    assert found == f"https://github.com/borough/plans/blob/{COMMIT}/data/plans/a.yaml#L12"


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("data/plans/a b.yaml", "data/plans/a%20b.yaml"),
        ("data/plans/gwâr.yaml", "data/plans/gw%C3%A2r.yaml"),
        ("data/plans/50%.yaml", "data/plans/50%25.yaml"),
        ("data/a#b?c&d=e.yaml", "data/a%23b%3Fc%26d%3De.yaml"),
        ("data/{line}{commit}.yaml", "data/%7Bline%7D%7Bcommit%7D.yaml"),
        ('data/"><b>.yaml', "data/%22%3E%3Cb%3E.yaml"),
        ("data/\udcff.yaml", "data/%FF.yaml"),
    ],
)
def test_a_path_is_percent_encoded(path: str, written: str) -> None:
    assert record_address("https://h.org/{path}#L{line}", path, line=1) == f"https://h.org/{written}#L1"


def test_an_address_without_a_line_is_that_of_the_file() -> None:
    assert record_address("https://h.org/{path}#L{line}", "a.yaml") == "https://h.org/a.yaml"
    assert record_address("https://h.org/{path}#code", "a.yaml") == "https://h.org/a.yaml#code"


def test_a_pattern_with_a_commit_has_no_address_without_one() -> None:
    assert record_address(GITHUB, "a.yaml", None, 1) is None
    assert needs_commit(GITHUB)
    assert not needs_commit("https://h.org/blob/main/{path}")

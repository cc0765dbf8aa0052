"""A sentence that says "no", "none" or "nothing" is entered in `denials.py` with the reason why it may say so."""

from pathlib import Path

import pytest

from tests.laws import sentences
from tests.laws.denials import DENIALS
from tests.laws.sentences import denials
from tests.workspaces import write_files


def test_every_sentence_that_denies_something_has_an_entry_with_its_reason() -> None:
    found = denials()
    assert {sentence: place for sentence, place in found.items() if sentence not in DENIALS} == {}, (
        "enter it in denials.py"
    )
    assert [sentence for sentence in DENIALS if sentence not in found] == [], "nobody says it any more"


def test_every_entry_has_a_reason() -> None:
    assert [sentence for sentence, (_, why) in DENIALS.items() if not why] == []


def test_a_sentence_is_found_in_a_template_and_in_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(
        tmp_path,
        {
            "templates/a.md.j2": "{% if x %}{{ x or 'none yet' }}{% else %}No risk is red in {{ q }}. Good.{% endif %}"
            "{{ n|counted_or_no('comet') }}",
            "src/hsp_cli/cli/a.py": '"""No docstring."""\n'
            'def f(n: "No | annotation") -> None:\n'
            '    out(f"Nothing of {n}", counted_or_no(n, "star"))\n'
            '    raise RequestRefused("no such thing")\n',
        },
    )
    monkeypatch.setattr(sentences, "REPOSITORY", root)
    assert set(denials()) == {"none yet", "No risk is red in {}.", "No comet", "Nothing of {}", "No star"}

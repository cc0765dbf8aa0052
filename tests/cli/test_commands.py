import pytest

from hsp_cli.cli.commands import COMMANDS, load


@pytest.mark.parametrize(("name", "sentence"), COMMANDS.items())
def test_what_the_list_says_of_a_command_is_how_its_own_help_begins(name: str, sentence: str) -> None:
    first, _, _ = (load(name).help or "").partition("\n\n")
    words = " ".join(first.split())
    assert words == sentence or words.startswith(f"{sentence} ")
    assert ". " not in sentence

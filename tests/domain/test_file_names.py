"""Names of files that every system takes."""

import pytest

from hsp_cli.domain.file_names import file_name, is_device


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ("con", "con-"),
        ("com1", "com1-"),
        ("lpt0", "lpt0-"),
        ("index", "index-"),
        ("ni-55", "ni-55"),
        ("con-1", "con-1"),
    ],
)
def test_an_id_that_no_file_can_have_gets_another_name(record: str, name: str) -> None:
    assert file_name(record) == name


@pytest.mark.parametrize("name", ["CON", "Aux.md", "prn .txt", "conin$", "COM².tar.gz"])
def test_a_device_is_one_with_any_ending(name: str) -> None:
    assert is_device(name)
    assert not is_device(f"x{name}")

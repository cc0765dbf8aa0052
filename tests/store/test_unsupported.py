from collections.abc import Callable

import pytest

from hsp_cli.store.unsupported import may_use_unsupported_yaml
from hsp_cli.store.yaml_libraries import load_fast, load_slowly


def may_use(text: str) -> bool:
    return may_use_unsupported_yaml(text, text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\n",
        "[&x 1]\n",
        "[1,&x 1]\n",
        '{"a":&x 1}\n',
        "a: 1\n&x b: 2\n",
        "a: 1\r&x b: 2\r",
        "&x a: 1\n",
        "a: !t 1\n",
        "!t a: 1\n",
        "a: !\n",
        "<<: {a: 1}\n",
        "a: {<<: b}\n",
        "%YAML 1.1\n---\n",
        "a: 1\n%TAG\n",
        "---\na: 1\n",
        "a: 1\n---\nb: 1\n",
        "a: 1\n...\n",
        "\ta: 1\n",
        "a:\n  \tb: 1\n",
        "a:\tb\n",
        "? a\n: 1\n",
        "a:\n  ? b\n",
        "- ? a\n",
        "- - - - a\n",
        "a:\n  - - - - b\n",
        "a: [[[[1]]]]\n",
        "a: {{{{}}}}\n",
        "a:\n" + " " * 31 + "b\n",
    ],
)
def test_what_records_may_not_use_is_always_looked_at_closely(text: str) -> None:
    assert may_use(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id: a\ntitle: Waste and streets\n",
        "a: R & D, Q&A\n",
        "a: 5 * 3\n",
        "a: |\n  **Bold** words, and\n  *others*\n",
        "a: Now! Not later!\n",
        "a: 50% of all\n",
        "a: x < y\n",
        "a: x\ty\n",
        "a: Is it? It is.\n",
        "a: - - - b\n",
        "- - - a\n",
        "a: x --- y\n",
        "a: and so on...\n",
        "a: [[[1]]]\n",
        "a: {{{}}}\n",
        "a:\n" + " " * 30 + "b\n",
    ],
)
def test_plain_records_are_not(text: str) -> None:
    assert not may_use(text)


@pytest.mark.parametrize("load", [load_fast, load_slowly])
@pytest.mark.parametrize(
    "text",
    ["*x", "a: *x\n", "- *x\n", "[*x]\n", "{*x : 1}\n", "[1,*x]\n", '{"a":*x}\n', "*x : 1\n", "a: *x\nb: &x 1\n"],
)
def test_either_parser_refuses_an_alias_that_follows_no_anchor(text: str, load: Callable[[str], object]) -> None:
    with pytest.raises(Exception, match=r"unknown anchor|undefined alias"):
        load(text)

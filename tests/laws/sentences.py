"""The sentences of answers and papers that say "no", "none" or "nothing", as the source text has them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from tests.workspaces import REPOSITORY

_DENIES = re.compile(r"(?<!-)\b(?:no(?![-.])|none|nothing|nobody|all right)\b", re.IGNORECASE)
_END_OF_SENTENCE = re.compile(r"(?<=[.:;!?])\s+|\n+")

_ROOMS_THAT_ANSWER = ("analysis", "cli", "drawing", "exchange", "papers", "site", "wording")

GAP = "{}"
"""Stands in a sentence for a value that is filled in."""


def denials() -> dict[str, str]:
    """Every such sentence of the templates and of the code that answers, with the file that has it."""
    found = {sentence: path.name for path in _templates() for sentence in _sentences(_texts_of_template(path))}
    for path in _modules():
        name = "/".join(path.parts[-2:])
        found |= dict.fromkeys(_sentences(_texts_of_module(path)), name)
    return found


def _templates() -> list[Path]:
    return sorted((REPOSITORY / "templates").glob("*.j2"))


def _modules() -> list[Path]:
    return [path for room in _ROOMS_THAT_ANSWER for path in sorted((REPOSITORY / "src/hsp_cli" / room).rglob("*.py"))]


def _sentences(texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        for sentence in _END_OF_SENTENCE.split(text):
            if _DENIES.search(sentence.replace(GAP, " ")):
                yield " ".join(sentence.split())


def _texts_of_template(path: Path) -> Iterator[str]:
    """What a template writes, each text with gaps for its values, and the words that it chooses between."""
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    for output in tree.find_all(nodes.Output):
        parts = (node.data if isinstance(node, nodes.TemplateData) else GAP for node in output.nodes)
        yield "".join(parts)
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, str):
            yield constant.value
    for filtered in tree.find_all(nodes.Filter):
        if filtered.name == "counted_or_no":
            yield f"No {_first_word(filtered.args)}"


def _first_word(arguments: list[nodes.Expr]) -> str:
    return str(arguments[0].value) if arguments and isinstance(arguments[0], nodes.Const) else GAP


def _texts_of_module(path: Path) -> Iterator[str]:
    """The texts in a module, other than docstrings, help, patterns, and the reasons why a request is refused."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = set(_left_out(tree))
    for node in ast.walk(tree):
        if node in left_out:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else GAP for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Call) and _name_of(node) == "counted_or_no" and len(node.args) > 1:
            noun = node.args[1]
            yield f"No {str(noun.value) if isinstance(noun, ast.Constant) else GAP}"


def _left_out(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value  # a docstring
        elif isinstance(node, ast.Call) and _name_of(node) in ("RequestRefused", "Option", "Argument", "compile"):
            yield from ast.walk(node)
        elif isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield from ast.walk(node.annotation)
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield from ast.walk(node.returns)


def _name_of(call: ast.Call) -> str:
    called = call.func
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""

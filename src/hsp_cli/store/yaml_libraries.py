"""The YAML libraries behind the store: text to plain data, by YAML 1.2, with dates as text.

Both raise what their library raises, wherever a text is no YAML or has a key twice.
"""

from typing import Any


def load(text: str) -> Any:
    """By the fast library, or by the slow one where the fast one has no build for the system."""
    try:
        return load_fast(text)
    except ImportError:
        return load_slowly(text)


def load_fast(text: str) -> Any:
    """ImportError where the library is missing. A text with aliases can fill the memory: guard it first."""
    import yaml_rs

    return yaml_rs.loads(text, parse_datetime=False)


def load_slowly(text: str) -> Any:
    """The same data from a library in Python, some thirty times slower."""
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import SafeConstructor

    class PlainTexts(SafeConstructor):
        """Dates load as text: the model parses them, so that 2010-02-30 has a line and a hint. So do `=` and `<<`."""

        def text(self, node: Any) -> str:
            # Two escapes may spell one character (an emoji in JSON); half of such a pair is an error.
            return str(self.construct_scalar(node)).encode("utf-16", "surrogatepass").decode("utf-16")

    for kind in ("str", "timestamp", "value", "merge"):
        PlainTexts.add_constructor(f"tag:yaml.org,2002:{kind}", PlainTexts.text)
    loader = YAML(typ="safe", pure=True)
    loader.Constructor = PlainTexts
    return loader.load(text)

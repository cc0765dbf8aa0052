"""Loads YAML 1.2 text as plain data, with dates as text.

Both functions raise the exceptions of their library if a text is not YAML or has a duplicate key.
"""

from typing import Any


def load(text: str) -> Any:
    """Load with the fast library, or with the slow one if the fast one has no build for the system."""
    try:
        return load_fast(text)
    except ImportError:
        return load_slowly(text)


def load_fast(text: str) -> Any:
    """ImportError if the library is missing. A text with aliases can fill the memory, so it must pass the guard
    first.
    """
    import yaml_rs

    return yaml_rs.loads(text, parse_datetime=False)


def load_slowly(text: str) -> Any:
    """Load the same data with a Python library, which is some thirty times slower."""
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import SafeConstructor

    class PlainTexts(SafeConstructor):
        """Dates load as text, and the model parses them, so that 2010-02-30 has a line and a hint. `=` and `<<` also
        load as text.
        """

        def text(self, node: Any) -> str:
            # Two escapes may encode one character (an emoji in JSON). Half of such a pair is an error.
            return str(self.construct_scalar(node)).encode("utf-16", "surrogatepass").decode("utf-16")

    for kind in ("str", "timestamp", "value", "merge"):
        PlainTexts.add_constructor(f"tag:yaml.org,2002:{kind}", PlainTexts.text)
    loader = YAML(typ="safe", pure=True)
    loader.Constructor = PlainTexts
    return loader.load(text)

"""A cheap test for YAML that records may not use: anchors, tags, directives, second documents, great depth."""

import re

# Searched for as bytes, which is fast. Most files contain none of them; only the others need the slower pattern.
_SIGNS: dict[bytes, tuple[bytes, ...]] = {
    **{
        sign: tuple(before + sign for before in (b" ", b"\n", b"\r", b"[", b"{", b",", b":"))
        for sign in (b"&", b"*", b"!")
    },
    b"%": (b"\n%",),
    b"<": (b"<<",),
    b"\t": (b"\t",),
    b"?": (b"? ",),
    b"-": (b"\n---", b"- - - - "),
    b".": (b"\n...",),
    b"[": (b"[[[[",),
    b"{": (b"{{{{",),
    b" ": (b"\n" + b" " * 31, b"\r" + b" " * 31),
}
_STARTS = (b"&", b"*", b"!", b"%", b"---")
# The signs that YAML can read as more than text. An ampersand between spaces is text.
_SUSPICIOUS = re.compile(
    r"(?:^|[\s\[{,:])(?:[&*]\S|!)|<<|^%|^---|^\.\.\.|^ *\t|:\t|^ {31}|^ *(?:- ){4}|^[ -]*\? |\[\[\[\[|\{\{\{\{",
    re.MULTILINE,
)


def may_use_unsupported_yaml(text: str, content: bytes) -> bool:
    """Whether a detailed check is needed. False is certain, True is not. `content` is the text in UTF-8."""
    if not content.startswith(_STARTS) and not any(_has(content, *signs) for signs in _SIGNS.items()):
        return False
    return _SUSPICIOUS.search(text) is not None


def _has(content: bytes, byte: bytes, signs: tuple[bytes, ...]) -> bool:
    """Whether the content has one of the signs. A single byte is found ten times as fast, so it is searched for
    first.
    """
    return byte in content and any(sign in content for sign in signs)

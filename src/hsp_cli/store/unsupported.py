"""A cheap test for YAML that records may not use: anchors, tags, directives, second documents, great depth.

An alias needs no test: the parser refuses one without an anchor. Texts with bold words in Markdown look like aliases.
"""

import re

# Searched for as bytes without letters and digits, which is fast: three quarters of a file are letters and digits. Most
# files contain no such sign; only the others need the slower pattern.
_SIGNS: dict[bytes, tuple[bytes, ...]] = {
    **{sign: tuple(before + sign for before in (b" ", b"\n", b"\r", b"[", b"{", b",", b":")) for sign in (b"&", b"!")},
    b"%": (b"\n%",),
    b"<": (b"<<",),
    b"\t": (b"\t",),
    b"?": (b"? ",),
    b"-": (b"\n---", b"- - - - "),
    b".": (b"\n...",),
    b"[": (b"[[[[",),
    b"{": (b"{{{{",),
}
_DEEP: dict[bytes, tuple[bytes, ...]] = {b"\n": (b"\n" + b" " * 31,), b"\r": (b"\r" + b" " * 31,)}
"""Deep indentation. A long sentence without its letters would look like it, so it is searched for in the whole text."""
_LETTERS = bytes(byte for byte in range(128) if chr(byte).isalnum())
_STARTS = (b"&", b"!", b"%", b"---")
# The signs that YAML can read as more than text. An ampersand between spaces is text. Each pattern begins with the sign
# itself, because Python finds a fixed first character ten times as fast.
_SUSPICIOUS = tuple(
    map(
        re.compile,
        (
            r"&(?<=[\s\[{,:]&)\S",
            r"!(?<=[\s\[{,:]!)",
            r"<<",
            r"\n(?:%|---|\.\.\.| *\t| {31}| *(?:- ){4}|[ -]*\? )",
            r":\t",
            r"\[\[\[\[",
            r"\{\{\{\{",
        ),
    )
)


def may_use_unsupported_yaml(text: str, content: bytes) -> bool:
    """Whether a detailed check is needed. False is certain for a text that can be parsed, True is not. `content` is the
    text in UTF-8.
    """
    if content.startswith(_STARTS) or _has(content, _DEEP) or _has(content.translate(None, _LETTERS), _SIGNS):
        lines = f"\n{text}"  # so that the first line too begins after a line break
        return any(pattern.search(lines) for pattern in _SUSPICIOUS)
    return False


def _has(content: bytes, signs: dict[bytes, tuple[bytes, ...]]) -> bool:
    """Whether the content has one of the signs. A single byte is found ten times as fast, so it is searched for
    first.
    """
    for byte, several in signs.items():
        if byte in content:
            for sign in several:
                if sign in content:
                    return True
    return False

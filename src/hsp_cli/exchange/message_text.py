"""Messages as plain text, ready for a mail, and as Markdown."""

import textwrap
from collections.abc import Iterator, Sequence

from hsp_cli.exchange.cells import cell_text
from hsp_cli.exchange.messages import Message, Request
from hsp_cli.formats.markdown import escaped

_WIDTH = 76
"""The width of a line of mail that no program wraps again."""

_BETWEEN = "\n" + "-" * _WIDTH + "\n\n"


def as_text(messages: Sequence[Message], others: Sequence[str] = ()) -> str:
    """The messages one after the other, then what is said of others, with a line between them.

    Texts of records are without control characters.
    """
    parts = ["\n".join(_text_lines(one)) + "\n" for one in messages]
    return _BETWEEN.join((*parts, *("\n".join(_wrapped(text)) + "\n" for text in others)))


def _text_lines(message: Message) -> Iterator[str]:
    yield f"To: {_plain(message.owner)}"
    yield f"Subject: {_plain(message.subject)}"
    yield ""
    yield from _wrapped(" ".join(message.opening))
    for heading, requests in message.sections:
        yield ""
        yield heading
        for request in requests:
            yield from _wrapped(request.about, "- ", "  ")
            yield from _wrapped(f"Needed: {request.needed}", "  ", "    ")
            if request.others:
                yield from _wrapped(f"Also asked: {'; '.join(request.others)}", "  ", "    ")
            yield from (f"  {line}" for line in _answer_lines(request))
    for remark in message.remarks:
        yield ""
        yield from _wrapped(remark)


def _answer_lines(request: Request) -> Iterator[str]:
    """How to answer. Ids and commands stay whole, so that they can be copied."""
    for row in request.rows:
        yield f"Sheet: {request.sheet}, “{request.cell}”, {row}"
    yield f"Or: {request.command}"


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """The lines of a text, with what stands before the first and before the others. Ids stay whole."""
    return textwrap.wrap(
        _plain(text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_markdown(messages: Sequence[Message], others: Sequence[str] = ()) -> str:
    """The same as Markdown, a section for each owner."""
    parts = ["\n".join(_markdown_lines(one)) + "\n" for one in messages]
    return "\n".join((*parts, *(f"{_escaped(text)}\n" for text in others)))


def _markdown_lines(message: Message) -> Iterator[str]:
    yield f"## {_escaped(message.owner)}"
    yield ""
    yield f"**{_escaped(message.subject)}**"
    yield ""
    yield _escaped(" ".join(message.opening))
    for heading, requests in message.sections:
        yield ""
        yield f"### {heading}"
        yield ""
        for request in requests:
            yield f"- {_escaped(request.about)} (`{request.address}`)"
            others = f"; also asked: {'; '.join(request.others)}" if request.others else ""
            yield f"  - Needed: {_escaped(request.needed + others)}"
            yield from (f"  - Sheet {request.sheet}, “{request.cell}”: `{row}`" for row in request.rows)
            yield f"  - Or: `{request.command}`"
    for remark in message.remarks:
        yield ""
        yield _escaped(remark)


def _plain(text: str) -> str:
    return " ".join(cell_text(text).split())


def _escaped(text: str) -> str:
    return escaped(_plain(text))

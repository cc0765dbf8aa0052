"""Answers to requests, before they are sent."""

from typing import NamedTuple

_KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "xml": "application/atom+xml; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
    "parquet": "application/vnd.apache.parquet",
}
"""The kind of content by the ending of a path. A browser saves any other file and does not show it."""


class Answer(NamedTuple):
    """An answer: the status of HTTP, the kind of content, and its bytes."""

    status: int
    kind: str
    content: bytes


def file_answer(path: str, content: bytes, status: int = 200) -> Answer:
    """A file of the site as an answer."""
    return Answer(status, _KINDS.get(path.rpartition(".")[2], "application/octet-stream"), content)


def text_answer(status: int, text: str) -> Answer:
    """A line of text as an answer."""
    return file_answer("answer.txt", f"{text}\n".encode(), status)

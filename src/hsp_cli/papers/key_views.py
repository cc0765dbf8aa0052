"""The key of the RAG scale for papers, with marks at what is inferred of it."""

from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.rag import rag_key


def rag_rows(request: PaperRequest) -> tuple[tuple[str, str, str, str], ...]:
    """One row for each level, the best first: code, name, limits, and whether it is an exception."""
    settings, mark = request.workspace.partnership, request.notes.mark
    return tuple(
        (
            mark(code, settings, "rag", "levels", "code"),
            mark(name, settings, "rag", "levels", "name"),
            mark(limits, settings, "rag", "levels", "at_least"),
            mark(exception, settings, "rag", "levels", "exception"),
        )
        for code, name, limits, exception in rag_key(settings.rag)
    )

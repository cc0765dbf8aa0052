"""Bodies as people read them."""

from hsp_cli.domain.partnership import Partnership


def body_name(body_id: str | None, settings: Partnership) -> str:
    """The name of a body; its id where the settings do not know it, and nothing for none."""
    body = settings.body(body_id) if body_id else None
    return body.name if body else (body_id or "")

"""Priorities as text."""

from hsp_cli.domain.partnership import Partnership


def priority_text(priority_id: str, settings: Partnership) -> str:
    """`Priority 3 - Community Cohesion`; the title alone if it has no number, the id if the settings do not list it."""
    priority = settings.priority(priority_id)
    if priority is None:
        return priority_id
    return priority.title if priority.number is None else f"Priority {priority.number} - {priority.title}"

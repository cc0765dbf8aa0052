"""What one version of a record says of its deadline."""

from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from hsp_cli.domain.action import LIVE, Scheduled
from hsp_cli.domain.deadline import Deadline, DeadlineField
from hsp_cli.domain.period import Calendar

_deadline: TypeAdapter[Deadline] = TypeAdapter(DeadlineField)


class DeadlineRecord(NamedTuple):
    """The deadline of an action or milestone in one version of its record, and whether it was still to be done.

    `first_due` is the deadline that the version gives as the first. `heading` is the text of the action on one line.
    """

    due: Deadline | None
    first_due: Deadline | None
    is_live: bool
    heading: str

    @property
    def first(self) -> Deadline | None:
        """The first deadline that the version knows of."""
        return self.first_due or self.due


def deadline_record(data: dict[Any, Any], heading: str, calendar: Calendar) -> DeadlineRecord:
    """What the plain data of an action or milestone says. A deadline of another format counts as words."""
    status = data.get("status")
    is_live = status is None or status in [one.value for one in LIVE]
    due, first = (_read(data.get(key), calendar) for key in ("due", "first_due"))
    return DeadlineRecord(due, first, is_live, heading)


def present_deadline(record: Scheduled) -> DeadlineRecord:
    """What a record of the workspace says."""
    return DeadlineRecord(record.due, record.first_due, record.is_live, record.heading)


def _read(value: Any, calendar: Calendar) -> Deadline | None:
    if value is None:
        return None
    try:
        return _deadline.validate_python(value, context={"calendar": calendar})
    except ValidationError:
        return Deadline(as_written=" ".join(str(value).split()) or "?")

"""Requests that cannot be met: the only exception whose text is written for users."""


class RequestRefused(Exception):  # noqa: N818 - it names what happened, as a person would say it
    """The request names something that does not exist, or is not possible. `hint` says what to do. Exit code 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class FormatRefused(RequestRefused):
    """A format cannot show what a paper has. The paper can be made in another format, and other papers in this one."""

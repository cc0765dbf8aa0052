"""Requests that cannot be met: the one exception that people are meant to read."""


class RequestRefused(Exception):  # noqa: N818 - it names what happened, as a person would say it
    """What was asked for is not there or not possible. `hint` is the way out. Exit code 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

"""The exception that ends a command early."""


class Exit(Exception):  # noqa: N818 - an exit is not always an error
    """Ends a command with this exit code, after the command has printed its own message."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code

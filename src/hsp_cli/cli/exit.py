"""How a command ends early."""


class Exit(Exception):  # noqa: N818 - it names what happened
    """The command has said all there is to say, and ends with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code

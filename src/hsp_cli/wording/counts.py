"""Counts as text."""


def plural(count: int, singular: str, several: str | None = None) -> str:
    """The form of a word for a count. The default plural adds an `s`."""
    return singular if count == 1 else several or f"{singular}s"


def counted(count: int, singular: str, several: str | None = None) -> str:
    """`1 action`, `2 actions`, `0 actions`, `1,204 actions`."""
    return f"{count:,} {plural(count, singular, several)}"


def counted_or_no(count: int, singular: str, several: str | None = None) -> str:
    """`No actions`, `1 action`, `2 actions`, for the beginning of a sentence."""
    return f"{f'{count:,}' if count else 'No'} {plural(count, singular, several)}"


def one(noun: str) -> str:
    """`an action`, `a plan`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"

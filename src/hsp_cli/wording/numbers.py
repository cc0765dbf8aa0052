"""Numbers as people read them: with thousands separators, the decimal places of the record, and the unit."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from hsp_cli.wording.counts import counted

_MOST_PLACES = 6


def format_number(number: Decimal, decimals: int | None = None) -> str:
    """A number with thousands separators: `4,250`. Never in scientific notation.

    It has the decimal places of the record, or a fixed number of them; a half is then rounded away from zero. More than
    six places are never written by a person, but worked out: such a number is rounded to two, or to three digits.
    """
    if decimals is None:
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int) or exponent >= -_MOST_PLACES:
            return f"{number:,f}"
        decimals = max(2, 2 - number.adjusted()) if number else 0
    with localcontext(rounding=ROUND_HALF_UP):
        text = f"{number:,.{decimals}f}"
    return text.removeprefix("-") if not text.strip("-0.") else text


def with_unit(number: Decimal, unit: str, decimals: int | None = None) -> str:
    """A number with its unit: `69%`, `£412,000`, `£1.2m`. Only the number if the unit is a count of things."""
    value = format_number(number, decimals)
    if unit == "%" or unit.startswith("% "):
        return f"{value}%"
    if unit == "£" or unit.startswith("£ "):
        return _in_pounds(value)
    return f"{_in_pounds(value)}{unit[1:]}" if _is_multiple(unit) else value


def with_full_unit(number: Decimal, unit: str) -> str:
    """A number with its unit, whether the unit is a sign or a noun: `12 visits`, `7% of shops`, `£12 per head`.

    The words of a unit of change are left out: `5%`, not `5% increase`.
    """
    value = with_unit(number, unit)
    if unit in ("", "£") or is_change(unit) or _is_multiple(unit):
        return value
    if unit.startswith("%"):
        return value + unit.removeprefix("%")
    return f"{value} {unit.removeprefix('£ ')}"


def is_change(unit: str) -> bool:
    """Whether an amount in this unit is a change and not a level: `% increase`. `% of shops` is a level."""
    return unit.startswith("% ") and not unit.startswith("% of ")


def _in_pounds(value: str) -> str:
    return f"-£{value[1:]}" if value.startswith("-") else f"£{value}"


def _is_multiple(unit: str) -> bool:
    """Whether a unit is pounds with a letter for a multiple: `£k`, `£m`, `£bn`."""
    return unit.startswith("£") and unit[1:].isalpha()


def signed(number: Decimal) -> str:
    """A distance with its sign, to at most two decimal places: `+5`, `-10.39`, `0`."""
    rounded = round(number, 2).normalize()
    return f"{rounded:+,f}" if rounded else "0"


def size_text(size: int) -> str:
    """The size of a file: `812 bytes`, `14 kB`, `1.2 MB`."""
    if size < 1000:
        return counted(size, "byte")
    return f"{round(size / 1000):,} kB" if size < 999_500 else f"{size / 1_000_000:,.1f} MB"

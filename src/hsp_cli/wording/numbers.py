"""Numbers as text: exactly as recorded, with the unit."""

from decimal import Decimal


def format_number(number: Decimal, decimals: int | None = None) -> str:
    """A number as recorded, or with a fixed number of decimal places. Never in scientific notation."""
    return f"{number:.{decimals}f}" if decimals is not None else f"{number:f}"


def with_unit(number: Decimal, unit: str, decimals: int | None = None) -> str:
    """A number with its unit: `69%`, `£12.50`. Only the number if the unit is a count of things."""
    value = format_number(number, decimals)
    if unit == "%" or unit.startswith("% "):
        return f"{value}%"
    return f"£{value}" if unit == "£" else value


def with_full_unit(number: Decimal, unit: str) -> str:
    """A number with its unit, whether the unit is a sign or a noun: `12 visits`, `7% of shops`.

    The words of a unit of change are left out: `5%`, not `5% increase`.
    """
    if not unit or unit in ("%", "£") or is_change(unit):
        return with_unit(number, unit)
    return with_unit(number, unit) + (unit.removeprefix("%") if unit.startswith("%") else f" {unit}")


def is_change(unit: str) -> bool:
    """Whether an amount in this unit is a change and not a level: `% increase`. `% of shops` is a level."""
    return unit.startswith("% ") and not unit.startswith("% of ")


def signed(number: Decimal) -> str:
    """A distance with its sign, to at most two decimal places: `+5`, `-10.39`, `0`."""
    rounded = round(number, 2).normalize()
    return f"{rounded:+f}" if rounded else "0"

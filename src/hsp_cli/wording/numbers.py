"""Figures as people read them: exactly as recorded, with their unit."""

from decimal import Decimal


def format_number(number: Decimal, decimals: int | None = None) -> str:
    """A number as its record has it, or with a fixed count of decimals; never in powers of ten."""
    return f"{number:.{decimals}f}" if decimals is not None else f"{number:f}"


def with_unit(number: Decimal, unit: str, decimals: int | None = None) -> str:
    """A number with its unit: `69%`, `£12.50`, and the bare number where the unit is a count of things."""
    value = format_number(number, decimals)
    if unit == "%" or unit.startswith("% "):
        return f"{value}%"
    return f"£{value}" if unit == "£" else value


def with_full_unit(number: Decimal, unit: str) -> str:
    """A number with its unit, whether that is a sign or the name of what is counted: `12 visits`."""
    name = f" {unit}" if unit and not unit.startswith(("%", "£")) else ""
    return f"{with_unit(number, unit)}{name}"


def signed(number: Decimal) -> str:
    """A distance with its sign, to two decimals at most: `+5`, `-10.39`, `0`."""
    rounded = round(number, 2).normalize()
    return f"{rounded:+f}" if rounded else "0"

"""How a browser writes figures itself, in charts, columns and sliders: as `pricing/wording/figures.py` does."""

MONEY_COLUMN = "dollar"
AN_IMAGE_COLUMN = "$%.4f"
MULTIPLE_COLUMN = "%.2f×"
COUNT_COLUMN = "localized"
RATE_COLUMN = "%.6g"
DAY_COLUMN = "D MMM YYYY"
TIME_COLUMN = "D MMM YYYY, HH:mm"
PERCENT_SLIDER = "%d%%"


def money(axis: str, places: int = 2) -> str:
    """`$1,267.20`, of what stands on an axis of a chart."""
    return f"$%{{{axis}:,.{places}f}}"


def count(axis: str) -> str:
    """`1,267`."""
    return f"%{{{axis}:,.0f}}"


def amount(axis: str) -> str:
    """`1,267.5`: no trailing zeros."""
    return f"%{{{axis}:,.6~g}}"


def day(axis: str) -> str:
    """`4 Nov 2026`."""
    return f"%{{{axis}|%-d %b %Y}}"

"""Exact decimal arithmetic: a bill is rounded where it is shown, never before."""

from decimal import Context, Decimal, Inexact

EXACT = Context(prec=200, traps=[Inexact])
"""Refuses to round; use with `decimal.localcontext`."""


def plain(value: Decimal) -> str:
    """A decimal as plain text: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

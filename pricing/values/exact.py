"""Exact decimal arithmetic: a bill is rounded where it is shown, never before."""

from decimal import Context, Decimal, Inexact

PERCENT = 100
"""The whole, in percent."""
EXACT = Context(prec=200, traps=[Inexact])
"""Refuses to round; use with `decimal.localcontext`."""

_QUOTIENT = Context(prec=200)
_PLACES = Decimal("1e-12")


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """One amount by another, to 12 decimals, whatever the caller's decimal context."""
    return _QUOTIENT.divide(dividend, divisor).quantize(_PLACES, context=_QUOTIENT)


def plain(value: Decimal) -> str:
    """A decimal as plain text: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Exact decimal arithmetic: a bill is rounded where it is shown, never before."""

from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact
from fractions import Fraction

PERCENT = 100
"""The whole, in percent."""
HUNDREDTH = Decimal("0.01")
"""One percent; exact decimals are multiplied by it several times faster than they are divided by 100."""
EXACT = Context(prec=200, traps=[Inexact])
"""Refuses to round; use with `decimal.localcontext`."""

_QUOTIENT = Context(prec=200, rounding=ROUND_HALF_EVEN)
_PLACES = Decimal("1e-12")


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal:
    """One amount by another, to 12 decimals, whatever the caller's decimal context."""
    return _QUOTIENT.divide(dividend, divisor).quantize(_PLACES, context=_QUOTIENT)


def of_fraction(value: Fraction) -> Decimal:
    """A fraction as a decimal: exact where its decimals end, else to 12 of them."""
    numerator, denominator = Decimal(value.numerator), Decimal(value.denominator)
    try:
        return EXACT.divide(numerator, denominator)
    except Inexact:
        return quotient(numerator, denominator)


def rounded(value: Decimal, places: int) -> Decimal:
    """A decimal to some places, half to even, whatever the caller's decimal context; 0 without a sign."""
    return value.quantize(Decimal(1).scaleb(-places), context=_QUOTIENT) + 0


def plain(value: Decimal) -> str:
    """A decimal as plain text: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

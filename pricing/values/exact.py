"""Exact decimal arithmetic: a bill is rounded where it is shown, never before."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact, localcontext
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


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """An amount in percent of another, to 12 decimals."""
    return quotient(EXACT.multiply(part, Decimal(PERCENT)), whole)


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """The exact sum of the amounts that are known."""
    with localcontext(EXACT):
        return sum((amount for amount in amounts if amount is not None), Decimal(0))


def total_of_all(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum; None where an amount is not known."""
    given = tuple(amounts)
    return None if None in given else total(given)


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

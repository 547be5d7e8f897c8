"""Numbers as people type them: `1,000`, `$0.01`, `12,5`. What could mean two things is refused, never guessed."""

import re
from decimal import Decimal

from pricing.scenario import messages
from pricing.scenario.kinds import NotTaken, Number

_GROUPS = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_SPACED = re.compile(r"-?[1-9][0-9]{0,2}(?:([ '\u2019\u00a0\u2009\u202f])[0-9]{3})(?:\1[0-9]{3})*([.,][0-9]+)?")
_CONTINENTAL = re.compile(r"-?[1-9][0-9]{0,2}((\.[0-9]{3}){2,}(,[0-9]+)?|(\.[0-9]{3})+,[0-9]+)")
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_BARE = re.compile(r"-?\.[0-9]+")
_DIGITS_OF_A_GROUP = 3


def read(field: Number, text: str) -> int | Decimal:
    """The number that a text means, within what a field takes. Raises NotTaken.

    Spaces around it do not count, nor does a `$`, `USD` or `%` where that is the field's unit. Thousands may be
    separated, and a comma may be the decimal sign, where nothing else can be meant.
    """
    bare = _without_unit(field, text.strip().replace("\u2212", "-"))
    if _GROUPS.fullmatch(bare):
        joined = bare.replace(",", "")
        either = bare.count(",") == 1 and "." not in bare and field.places >= _DIGITS_OF_A_GROUP
        if either:
            raise NotTaken(messages.either_number(field.accepts, joined, bare.replace(",", "."), bare))
        return field.read(joined)
    if _CONTINENTAL.fullmatch(bare):
        return field.read(bare.replace(".", "").replace(",", "."))
    if spaced := _SPACED.fullmatch(bare):
        return field.read(bare.replace(spaced[1], "").replace(",", "."))
    if _COMMA.fullmatch(bare):
        return field.read(bare.replace(",", "."))
    if _BARE.fullmatch(bare):
        return field.read(bare.replace(".", "0."))
    return field.read(bare)


def _without_unit(field: Number, text: str) -> str:
    if "USD" in field.unit:
        return re.sub(r"\A\$ ?|(?<=[0-9]) ?(USD|\$)\Z", "", text)
    if "percent" in field.unit:
        return re.sub(r"(?<=[0-9]) ?%\Z", "", text)
    return text

"""The languages of the planner, and the choice of one for a reader.

English is in the code; each catalogue `locales/<language>/LC_MESSAGES/messages.po` adds a language.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

from pricing.wording.figures import ENGLISH, Figures
from pricing.wording.messages import DOMAIN, LOCALES

DEFAULT = "en"


@cache
def languages() -> Mapping[str, Figures]:
    """Code -> language; the codes are those of the parameter `lang` of an address: `en`, `zh_CN`."""
    catalogues = sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return {DEFAULT: ENGLISH} | {path.parents[1].name: Figures.of(path.parents[1].name) for path in catalogues}


def code(figures: Figures) -> str:
    """The code of a language, `en` or `zh_CN`."""
    return next((code for code, known in languages().items() if known.language == figures.language), DEFAULT)


def tag(figures: Figures) -> str:
    """A language as HTML and browsers write it: `en`, `zh-CN`."""
    return code(figures).replace("_", "-")


def preferred(accepted: str) -> Figures:
    """Our language that a browser prefers by its header `Accept-Language`; English if we have none of those it names.

    The country is not compared: `zh-TW` gets `zh_CN`.
    """
    for wanted in _by_weight(accepted):
        try:
            language = Locale.parse(wanted, sep="-").language
        except (ValueError, UnknownLocaleError):
            continue
        for known, figures in languages().items():
            if language == Locale.parse(known).language:
                return figures
    return ENGLISH


def of_locale(locale: str) -> Figures:
    """The language of a locale as POSIX names it, `zh_CN.UTF-8`."""
    return preferred(locale.partition(".")[0].partition("@")[0].replace("_", "-"))


def _by_weight(accepted: str) -> Iterable[str]:
    """The languages of the header by weight, the highest first; without `q` it is 1, and with `q=0` one is left out."""
    weighted = []
    for item in accepted[:1000].split(","):
        language, _, weight = item.strip().partition(";q=")
        try:
            weighted.append((float(weight or 1), language.strip()))
        except ValueError:
            continue
    return [language for weight, language in sorted(weighted, key=lambda pair: -pair[0]) if weight > 0]

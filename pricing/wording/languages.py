"""The languages that the planner speaks, and which of them a reader gets.

English is in the code; each folder `locales/<language>/LC_MESSAGES` with a catalogue is a further language.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

from pricing.wording.figures import ENGLISH, Figures
from pricing.wording.messages import DOMAIN, LOCALES

DEFAULT = "en"


@cache
def languages() -> Mapping[str, Figures]:
    """By their codes, as `lang` takes them in an address: `en`, `zh_CN`."""
    catalogues = sorted(LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return {DEFAULT: ENGLISH} | {path.parents[1].name: Figures.of(path.parents[1].name) for path in catalogues}


def code(figures: Figures) -> str:
    """What `lang` takes for a language."""
    return next((code for code, known in languages().items() if known.language == figures.language), DEFAULT)


def tag(figures: Figures) -> str:
    """A language as HTML and browsers write it: `en`, `zh-CN`."""
    return code(figures).replace("_", "-")


def preferred(accepted: str) -> Figures:
    """The language that a browser prefers among ours, by its header `Accept-Language`; else English.

    A language that we speak in another country's form counts as ours.
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
    """The languages of the header, the most wanted first; unweighted ones weigh 1, those of weight 0 are refused."""
    weighted = []
    for item in accepted[:1000].split(","):
        language, _, weight = item.strip().partition(";q=")
        try:
            weighted.append((float(weight or 1), language.strip()))
        except ValueError:
            continue
    return [language for weight, language in sorted(weighted, key=lambda pair: -pair[0]) if weight > 0]

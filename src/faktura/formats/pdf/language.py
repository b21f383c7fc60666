"""A document's language: its words, and its way to write numbers, amounts, dates and units.

The words stand in ``labels/<language>.toml``; the notation of numbers and dates is CLDR's, through babel.
"""

import functools
import tomllib
from datetime import date
from decimal import Decimal
from importlib import resources

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from faktura.model import Period
from faktura.money import minor_units

FALLBACK = "en"
MINUS = "\u2212"
_SIGNS = {"EUR": "€", "GBP": "£"}

Labels = dict[str, dict[str, str | dict[str, str]]]


@functools.cache
def read_labels(language: str) -> Labels:
    """All labels of a language, section -> key -> text (or plural category -> text, for units).

    Raises:
        FileNotFoundError: there is no such language.
    """
    content = (resources.files(__package__) / "labels" / f"{language}.toml").read_text(encoding="utf-8")
    return {section: words for section, words in tomllib.loads(content).items() if isinstance(words, dict)}


@functools.cache
def languages() -> tuple[str, ...]:
    """The ISO 639-1 codes of the languages that there are labels for."""
    names = (entry.name for entry in (resources.files(__package__) / "labels").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


class Language:
    """One of our languages; `code` is its ISO 639-1 code."""

    def __init__(self, code: str, locale: Locale, labels: Labels) -> None:
        self.code = code
        self.locale = locale
        self._units = labels["units"]
        self._texts = {
            f"{section}.{key}": text
            for section, words in labels.items()
            for key, text in words.items()
            if isinstance(text, str)
        }
        # CLDR's decimal pattern is #,##0.### in all our languages; they differ in these signs.
        self._signs = str.maketrans({",": get_group_symbol(locale), ".": get_decimal_symbol(locale), "-": MINUS})
        self._percent = str(locale.percent_formats[None].suffix[0])
        self._day = functools.lru_cache(maxsize=1024)(functools.partial(format_date, format="medium", locale=locale))

    def label(self, name: str, **values: str) -> str:
        """The word at ``section.key``, with `values` put in for its ``{names}``.

        Raises:
            KeyError: the word is not in the labels.
        """
        text = self._texts[name]
        for placeholder, value in values.items():
            text = text.replace("{" + placeholder + "}", value)
        return text

    def has(self, name: str) -> bool:
        """Whether there is a word at ``section.key``."""
        return name in self._texts

    def number(self, value: Decimal, digits_min: int = 0) -> str:
        """A value without loss, with at least `digits_min` decimals: ``1234.5`` -> ``1.234,50`` in German."""
        whole, _, fraction = f"{value:,f}".partition(".")
        fraction = fraction.rstrip("0").ljust(digits_min, "0")
        return (f"{whole}.{fraction}" if fraction else whole).translate(self._signs)

    def amount(self, value: Decimal, currency: str) -> str:
        """An amount with the decimals of its currency (more, if it has more), without the currency's sign."""
        return self.number(value, minor_units(currency))

    def money(self, value: Decimal, currency: str) -> str:
        """An amount with its currency where the language puts it: ``€1,234.50``, ``1.234,50 €``."""
        if not currency:
            return self.amount(value, currency)
        shape = self.locale.currency_formats["standard"]
        sign, known = (MINUS if value < 0 else ""), _SIGNS.get(currency)
        before, after = str(shape.prefix[0]), str(shape.suffix[0])
        # A code of three letters must not touch the digits, where a sign such as the euro's may.
        before = before.replace("\u00a4", known or f"{currency}\u00a0").replace("\u00a0\u00a0", "\u00a0")
        return sign + before + self.amount(abs(value), currency) + after.replace("\u00a4", known or currency)

    def percent(self, value: Decimal) -> str:
        """A rate given in percent: ``19`` -> ``19 %`` (French, German) or ``19%`` (English, Italian)."""
        return self.number(value) + self._percent

    def day(self, value: date) -> str:
        """A calendar date in the language's medium form: ``23.11.2026``, ``23 Nov 2026``."""
        return self._day(value)

    def period(self, period: Period) -> str:
        """A period: both days with a dash, or the one that is known."""
        return " – ".join(self.day(day) for day in (period.start_date, period.end_date) if day is not None)

    def unit(self, code: str, quantity: Decimal) -> str:
        """A unit of UNECE Recommendation 20 or 21 in words fit for `quantity`; the code itself where we have none."""
        word = self._units.get(code, code)
        if isinstance(word, str):
            return word
        category = self.locale.plural_form(abs(quantity.normalize()))
        return word.get(category, word["other"])

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166-1 alpha-2 code; the code itself where CLDR has none."""
        return str(self.locale.territories.get(code, code))


@functools.cache
def _find_language(code: str) -> Language:
    content = (resources.files(__package__) / "labels" / f"{code}.toml").read_text(encoding="utf-8")
    return Language(code, Locale.parse(str(tomllib.loads(content)["locale"])), read_labels(code))


def find_language(code: str) -> Language:
    """The language of a code such as ``de`` or ``de-AT``; English for one that we have no labels for."""
    code = code.split("-", maxsplit=1)[0].lower()
    return _find_language(code if code in languages() else FALLBACK)

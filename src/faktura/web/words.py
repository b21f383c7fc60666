"""The words of the pages, in ten languages, and which language a browser asks for. Pure.

What the printed document says as well (titles, columns, totals) comes from the labels of `faktura.formats.pdf`, so
that page and PDF speak alike; the words here are those that only the pages need.
"""

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

LANGUAGES = ("en", "de", "fr", "it", "es", "sl", "hr", "pl", "nl", "pt")
FALLBACK = "en"

_HEADER_LENGTH_MAX = 500
# RFC 9110, 12.5.4: a language range and its weight of at most three decimals.
_RANGE = re.compile(r"([A-Za-z]{1,8})(?:-[A-Za-z0-9]{1,8})*(?:\s*;\s*[qQ]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?")


class Words:
    """The words of one language."""

    def __init__(self, language: str, labels: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self._labels = labels

    def say(self, name: str, **values: str) -> str:
        """The text at ``section.key``, with `values` put in for its ``{names}``.

        Raises:
            KeyError: there is no such text.
        """
        section, key = name.split(".")
        text = self._labels[section][key]
        for placeholder, value in values.items():
            text = text.replace("{" + placeholder + "}", value)
        return text


@functools.cache
def read_labels(language: str) -> Mapping[str, Mapping[str, str]]:
    """All texts of one of `LANGUAGES`: section -> key -> text."""
    return tomllib.loads(files(__package__).joinpath("labels", f"{language}.toml").read_text(encoding="utf-8"))


@functools.cache
def find_words(language: str) -> Words:
    """The words of a language such as ``de`` or ``de-AT``; English for one that we have none of."""
    language = re.split("[-_]", language.lower())[0]
    language = language if language in LANGUAGES else FALLBACK
    return Words(language, read_labels(language))


def choose_language(accept_language: str) -> str:
    """The one of `LANGUAGES` that a browser likes best by its Accept-Language header (RFC 9110, 12.5.4).

    Of equal weights the first counts; what can't be read is passed over; English when nothing fits.
    """
    best, best_weight = FALLBACK, 0.0
    for part in accept_language[:_HEADER_LENGTH_MAX].split(","):
        found = _RANGE.fullmatch(part.strip())
        if found is None:
            continue
        language, weight = found[1].lower(), float(found[2] or 1)
        if language in LANGUAGES and weight > best_weight:
            best, best_weight = language, weight
    return best

"""Words: how a text is taken apart, for the index and for what somebody looks for alike. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

WORDS_MAX = 400
"""The most words that are kept of one object; the first ones count."""
WORD_LENGTH_MAX = 40
TERMS_MAX = 12
"""The most words that one search takes."""

_WORD = re.compile(r"[^\W_]+")
# A code keeps its inner signs: 2026-00001, DE123, A/7, ap@example.com.
_CODE = re.compile(r"[^\s,;:!?()\[\]{}\"']+")
_AMOUNT = re.compile(r"[-+]?[0-9][0-9.,' ]*")
_CURRENCY = re.compile(r"^[A-Z]{3}\s*|\s*[A-Z]{3}$|[€$£¥]")


def plain(text: str) -> str:
    """A text as it is compared: without letter case, accents and the like."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> Iterator[str]:
    """The words of a text: its runs of letters and digits, and codes as a whole."""
    compared = plain(text)
    for found in _CODE.finditer(compared):
        code = found.group().strip(".-/_")
        inner = _WORD.findall(code)
        for word in inner:
            yield word[:WORD_LENGTH_MAX]
        if len(inner) != 1 and code:
            # A sign that stands alone is a word as well: some names are nothing else.
            yield code[:WORD_LENGTH_MAX]


def amount_word(amount: Decimal) -> str:
    """The word of an amount, which is found as a whole only: ``=1234.5``."""
    return f"={amount.normalize():f}" if amount else "=0"


def amounts_of(text: str) -> list[Decimal]:
    """The amounts that a text may mean: ``1.234,50`` is one, ``1.234`` two."""
    bare = _CURRENCY.sub("", text.strip()).strip()
    if not _AMOUNT.fullmatch(bare) or len(bare) > WORD_LENGTH_MAX:
        return []
    bare = bare.replace(" ", "").replace("'", "")
    readings = {bare.replace(",", ""), bare.replace(".", "").replace(",", ".")}
    found = []
    for reading in sorted(readings):
        try:
            found.append(Decimal(reading))
        except InvalidOperation:
            continue
    return found


def few(words: Iterable[str]) -> list[str]:
    """The first `WORDS_MAX` different words."""
    kept: dict[str, None] = {}
    for word in words:
        kept[word] = None
        if len(kept) == WORDS_MAX:
            break
    return list(kept)


def terms_of(text: str) -> list[tuple[str, list[str]]]:
    """What somebody looks for: of each blank-separated part the beginning of a word, and whole words of amounts.

    Parts that are punctuation only are passed over.
    """
    terms = []
    for part in text.split()[:TERMS_MAX]:
        amounts = [amount_word(amount) for amount in amounts_of(part)]
        beginnings = list(words_of(part))
        if beginnings:
            # The whole code, where there is one, says more than its parts.
            terms.append((beginnings[-1], amounts))
    return terms

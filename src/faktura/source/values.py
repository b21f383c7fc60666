"""Values of elements, as XPath 2.0 sees them: what is absent, what is there twice, what is a number."""

import re
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import Any

from faktura.source.tree import Group, Leaf

_SPACES = re.compile("[ \t\r\n]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_HALF = Decimal("0.5")
_SPACE = " \t\r\n"
_REMEMBERED_LENGTH_MAX = 40


class Unevaluable(ValueError):  # noqa: N818 - says what the document is to a rule, as UnreadableDocument does
    """A rule can't be computed on this document; XPath would stop with an error. The text is a sentence."""

    code = "value_unreadable"

    def __init__(self, sentence: str, node: Group | Leaf) -> None:
        super().__init__(sentence)
        self.node = node


class Repeated(Unevaluable):
    """Where one element may stand, several do."""

    code = "element_repeated"


class Unreadable(Unevaluable):
    """A text is not of its type: no number, no date."""


def one(group: Group, name: str) -> Any:
    """The only child of this name; None when there is none.

    Raises:
        Repeated: there are several.
    """
    nodes = group.get(name)
    if nodes is None:
        return None
    if len(nodes) > 1:
        raise Repeated(f"{name} may stand here once only; take out the others.", nodes[1])
    return nodes[0]


def value(leaf: Leaf) -> str:
    """The text of a leaf; of all elements in it, should there be any."""
    return "".join(str(text) for text in leaf.itertext()) if len(leaf) else leaf.text or ""


def string(group: Group, name: str) -> str:
    """The text of the only child of this name, as it stands; empty when there is none.

    Raises:
        Repeated: there are several.
    """
    nodes = group.get(name)
    if nodes is None:
        return ""
    if len(nodes) > 1:
        raise Repeated(f"{name} may stand here once only; take out the others.", nodes[1])
    return nodes[0].text or ""


def spaced(text: str) -> str:
    """The text without white space around it, and with single blanks inside (XPath's normalize-space)."""
    # XML lets no other ASCII white space in; beyond ASCII, str.split would take away what XML keeps.
    return " ".join(text.split()) if text.isascii() else _SPACES.sub(" ", text).strip(" ")


def normalized(group: Group, name: str) -> str:
    """`string` with its white space normalized.

    Raises:
        Repeated: there are several.
    """
    return spaced(string(group, name))


def decimal(leaf: Leaf) -> Decimal:
    """The number in a leaf (xs:decimal).

    Raises:
        Unreadable: it holds no number, or one with an exponent.
    """
    text = leaf.text or ""
    number = _remembered(text) if len(text) <= _REMEMBERED_LENGTH_MAX else _number(text)
    if number is None:
        raise Unreadable(f"“{text.strip(_SPACE)[:40]}” is not a number such as 12.50.", leaf)
    return number


def _number(text: str) -> Decimal | None:
    text = text.strip(_SPACE)
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


# The same few numbers stand in a document again and again: a rate at each line, an amount in each total.
_remembered = lru_cache(maxsize=4096)(_number)


def amount(group: Group, name: str) -> Decimal | None:
    """The number in the only child of this name; None when there is none.

    Raises:
        Repeated: there are several. Unreadable: it is no number.
    """
    nodes = group.get(name)
    if nodes is None:
        return None
    if len(nodes) > 1:
        raise Repeated(f"{name} may stand here once only; take out the others.", nodes[1])
    return decimal(nodes[0])


def decimals(text: str) -> int:
    """How many signs stand behind the first point."""
    return len(text.partition(".")[2])


def rounded(number: Decimal) -> Decimal:
    """To a whole number, halves up (XPath's round: towards positive infinity)."""
    return (number + _HALF).to_integral_value(ROUND_FLOOR)


def cents(number: Decimal) -> Decimal:
    """To two decimals, halves up towards positive infinity (``round(x * 100) div 100``)."""
    # quantize would refuse a number of more digits than the context holds.
    return (number * _HUNDRED + _HALF).to_integral_value(ROUND_FLOOR) * _CENT

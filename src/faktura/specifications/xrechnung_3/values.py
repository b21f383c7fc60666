"""Values as the stylesheets of XRechnung compare them: texts that are there, dates, amounts that come near."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from faktura.money import ZERO
from faktura.source import Document, Group, Leaf, Node, Repeated, Unreadable
from faktura.source.safe_xml import SPACE
from faktura.specifications.xrechnung_3.texts import discount_lines, discounts_hold

_DAYS_IN_400_YEARS = 146_097
_MINUTES_IN_A_DAY = 24 * 60
_DATE = re.compile(r"(-?[0-9]{4,})-([0-9]{2})-([0-9]{2})(?:Z|([+-])([0-9]{2}):([0-9]{2}))?")

_HALF = Decimal("0.5")
_TWO_CENTS = Decimal("0.02")


def filled(leaves: Iterable[Leaf]) -> bool:
    """Whether one of the elements has a text other than white space."""
    for leaf in leaves:
        text = leaf.text
        if text and text.strip(SPACE):
            return True
    return False


def holds(leaves: Iterable[Leaf], text: str) -> bool:
    """Whether one of the elements has exactly this text."""
    return any(leaf.text == text for leaf in leaves)


def empty_elements(document: Document) -> list[Node]:
    """All elements without a text and without elements inside."""
    found: list[Node] = []
    for nodes in document.paths.values():
        for node in nodes:
            if node.__class__ is Group:
                if node:
                    continue
                text = node.element.text
            else:
                text = node.text
            if not text or (text.isspace() and not text.strip(SPACE)):
                if node.__class__ is Group or not len(node):
                    found.append(node)
                else:
                    found += _empty_inside(node)
    return found


def _empty_inside(leaf: Leaf) -> list[Leaf]:
    """What is empty inside of an element that should hold a text and holds elements."""
    inside = leaf.iterdescendants("*")
    return [element for element in inside if not len(element) and not (element.text or "").strip(SPACE)]


def only(leaves: Sequence[Leaf]) -> Leaf | None:
    """The only element; None when there is none.

    Raises:
        Repeated: there are several.
    """
    if len(leaves) > 1:
        raise Repeated("This element may stand here once only; take out the others.", leaves[1])
    return leaves[0] if leaves else None


def text_of_only(leaves: Sequence[Leaf]) -> str:
    """The text of the only element; empty when there is none.

    Raises:
        Repeated: there are several.
    """
    leaf = only(leaves)
    return "" if leaf is None else leaf.text or ""


def discounts_broken(descriptions: Iterable[Leaf]) -> bool:
    """Whether a discount for early payment has not the agreed form (BR-DE-18).

    Raises:
        Repeated: there are discounts, and payment terms in several places.
    """
    given = [leaf for leaf in descriptions if leaf.text]
    if not any(discount_lines(leaf.text or "") for leaf in given):
        return False
    if not all(discounts_hold(leaf.text or "") for leaf in given):
        return True
    only(given)
    return False


def slack(document: Document, currency_path: str) -> Decimal:
    """By how much a computed amount may differ: two hundredths, half a forint."""
    return _HALF if holds(document.paths.get(currency_path, ()), "HUF") else _TWO_CENTS


def far_apart(given: Decimal, expected: Decimal, tolerance: Decimal) -> bool:
    """Whether two amounts differ by more than the tolerance."""
    return not -tolerance <= given - expected <= tolerance


def allowance_differs(
    given: Decimal | None, base: Decimal | None, percentage: Decimal | None, tolerance: Decimal
) -> bool:
    """Whether an allowance or charge is not its base times its percentage."""
    return far_apart(given or ZERO, (base or ZERO) * (percentage or ZERO) / 100, tolerance)


def moment(leaf: Leaf) -> int:
    """The minute in which the day in a leaf (xs:date) begins, to be compared with others; of any year.

    Raises:
        Unreadable: it holds no day.
    """
    text = (leaf.text or "").strip(SPACE)
    match = _DATE.fullmatch(text)
    if match is not None:
        year, month, day_of_month = int(match[1]), int(match[2]), int(match[3])
        minutes = int(match[5]) * 60 + int(match[6]) if match[4] else 0
        try:
            # The calendar repeats itself every 400 years; `date` knows the years 1 to 9999.
            days = date(year % 400 + 400, month, day_of_month).toordinal() + year // 400 * _DAYS_IN_400_YEARS
        except ValueError:
            pass
        else:
            return days * _MINUTES_IN_A_DAY + (minutes if match[4] == "-" else -minutes)
    raise Unreadable(f"“{text[:40]}” is not a date such as 2026-01-31.", leaf)

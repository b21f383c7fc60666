"""Steps and conditions that the artefact's expressions share."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from faktura.source import Group, Repeated, Unevaluable, Unreadable, normalized, spaced

LINES = ("cac:InvoiceLine", "cac:CreditNoteLine")

_NONE: Sequence[Any] = ()
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_SPACE = " \t\r\n"
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_ZERO = re.compile(r"[+-]?[0.]+(?:[eE].*)?")
_DATE = re.compile(r"(-?[0-9]{4,})-([0-9]{2})-([0-9]{2})(?:Z|([+-])([0-9]{2}):([0-9]{2}))?")
_YEARS, _DAYS = 400, 146_097
_MINUTES_OF_DAY = 1440
_REMEMBERED_LENGTH_MAX = 40


def below(group: Group, first: str, second: str) -> Sequence[Any]:
    """All elements two steps below a group, in order."""
    groups = group.get(first)
    if groups is None:
        return _NONE
    if len(groups) == 1:
        return groups[0].get(second, _NONE)  # type: ignore[no-any-return]  # a group holds lists
    return [node for each in groups for node in each.get(second, _NONE)]


def given(nodes: Sequence[Any]) -> bool:
    """Whether the only one of these leaves holds more than white space (``normalize-space(x) != ''``).

    Raises:
        Repeated: there are several.
    """
    if len(nodes) == 1:
        text = nodes[0].text
        return text is not None and text.strip(_SPACE) != ""
    if nodes:
        raise several(nodes)
    return False


def several(nodes: Sequence[Any]) -> Repeated:
    """The error for leaves of which there may be one only."""
    return Repeated("This element may stand here once only; take out the others.", nodes[1])


def either(*facts: Callable[[], bool]) -> bool:
    """Whether any of the facts holds. One that can't be told does no harm when another holds.

    Raises:
        Unevaluable: none holds, and one can't be told.
    """
    stopped: Unevaluable | None = None
    for fact in facts:
        try:
            if fact():
                return True
        except Unevaluable as error:
            stopped = stopped or error
    if stopped is not None:
        raise stopped
    return False


def both(one: Callable[[], bool], other: Callable[[], bool]) -> bool:
    """Whether both facts hold. One that can't be told does no harm when the other does not hold.

    Raises:
        Unevaluable: one can't be told, and the other holds or can't be told.
    """
    return not either(lambda: not one(), lambda: not other())


def texts(nodes: Sequence[Any]) -> set[str]:
    """The texts of leaves as they stand."""
    return {node.text or "" for node in nodes}


def says(group: Group, name: str, *wanted: str) -> bool:
    """Whether any child of this name holds exactly one of these texts (``name = 'wanted'``)."""
    return any(node.text in wanted for node in group.get(name, ()))


def is_vat(group: Group) -> bool:
    """Whether a tax scheme in the group says VAT.

    Raises:
        Repeated: a tax scheme has several identifiers.
    """
    for scheme in group.get("cac:TaxScheme", ()):
        name = normalized(scheme, "cbc:ID")
        if name == "VAT" or name.upper() == "VAT":
            return True
    return False


def is_only_vat(group: Group) -> bool:
    """`is_vat` where the artefact can't go on when there are several tax schemes.

    Raises:
        Repeated: there are several tax schemes, or it has several identifiers.
    """
    schemes = group.get("cac:TaxScheme", _NONE)
    if len(schemes) > 1:
        raise several(schemes)
    return is_vat(group)


def kinds(group: Group) -> tuple[bool, bool]:
    """Whether cac:AllowanceCharge is an allowance, whether it is a charge, by its cbc:ChargeIndicator.

    Raises:
        Unreadable: the indicator is not true or false.
    """
    allowance = charge = False
    for leaf in group.get("cbc:ChargeIndicator", ()):
        text = leaf.text or ""
        says_charge = _BOOLEANS.get(text)
        if says_charge is None:
            says_charge = _BOOLEANS.get(spaced(text))
            if says_charge is None:
                raise Unreadable(f"“{text[:40]}” is neither true nor false.", leaf)
        if says_charge:
            charge = True
        else:
            allowance = True
    return allowance, charge


def sign(leaf: Any) -> int:
    """Whether the number in a leaf (xs:double) is below, equal to or above zero: -1, 0, 1.

    NaN is above, as it is for the engine with which CEN's artefacts are run.

    Raises:
        Unreadable: it holds no number.
    """
    text = leaf.text or ""
    found = _sign(text) if len(text) <= _REMEMBERED_LENGTH_MAX else _sign.__wrapped__(text)
    if found is None:
        raise Unreadable(f"“{text[:40]}” is not a number such as 12.50.", leaf)
    return found


@lru_cache(maxsize=1024)
def _sign(text: str) -> int | None:
    text = text.strip(_SPACE)
    if not _DOUBLE.fullmatch(text):
        return None
    if _ZERO.fullmatch(text):
        return 0
    return -1 if text.startswith("-") else 1


def minutes(nodes: Sequence[Any]) -> int:
    """When the day in the only one of these leaves begins (xs:date), in minutes.

    Raises:
        Repeated: there are several. Unreadable: it is no date.
    """
    if len(nodes) > 1:
        raise several(nodes)
    leaf = nodes[0]
    text = leaf.text or ""
    found = _minutes(text) if len(text) <= _REMEMBERED_LENGTH_MAX else None
    if found is None:
        raise Unreadable(f"“{text[:40]}” is not a date such as 2026-11-23.", leaf)
    return found


@lru_cache(maxsize=1024)
def _minutes(text: str) -> int | None:
    match = _DATE.fullmatch(text.strip(_SPACE))
    if match is None:
        return None
    year = int(match[1])
    try:
        # Any year has the calendar of one within the first centuries, which Python can count.
        days = date(year % _YEARS + _YEARS, int(match[2]), int(match[3])).toordinal() + year // _YEARS * _DAYS
    except ValueError:
        return None
    offset = int(match[5]) * 60 + int(match[6]) if match[4] else 0
    return days * _MINUTES_OF_DAY + (offset if match[4] == "-" else -offset)

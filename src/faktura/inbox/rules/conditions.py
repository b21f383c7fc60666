"""Conditions: a field of a received document, an operator, a value. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from pydantic_core import PydanticCustomError

from faktura.checks import Finding, Severity
from faktura.model.values import parse_decimal

TEXT, AMOUNT, CODES = "text", "amount", "codes"

FIELDS: Mapping[str, str] = {
    "supplier": TEXT,
    "supplier_state": TEXT,
    "supplier_name": TEXT,
    "supplier_vat_id": TEXT,
    "channel": TEXT,
    "verdict": TEXT,
    "document_type": TEXT,
    "number": TEXT,
    "currency": TEXT,
    "order_reference": TEXT,
    "purchase_order": TEXT,
    "assigned_to": TEXT,
    "total_without_vat": AMOUNT,
    "total_with_vat": AMOUNT,
    "amount_due": AMOUNT,
    "finding": CODES,
}
"""Field -> the kind of its values. `finding` holds the codes of all findings."""

OPERATORS: Mapping[str, tuple[str, ...]] = {
    TEXT: ("is", "is_not", "in", "not_in", "starts_with", "is_empty", "is_not_empty"),
    AMOUNT: ("lt", "lte", "gt", "gte", "is"),
    CODES: ("has", "has_not"),
}
"""Kind -> what can be asked of it."""

_WITHOUT_VALUE = ("is_empty", "is_not_empty")
_SEVERAL = ("in", "not_in")
_AMOUNTS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "lt": lambda found, wanted: found < wanted,
    "lte": lambda found, wanted: found <= wanted,
    "gt": lambda found, wanted: found > wanted,
    "gte": lambda found, wanted: found >= wanted,
    "is": lambda found, wanted: found == wanted,
}


class Asked(Protocol):
    """What a condition holds: a field, an operator, and values."""

    @property
    def field(self) -> str:
        """The field."""

    @property
    def operator(self) -> str:
        """The operator."""

    @property
    def value(self) -> str | Sequence[str] | None:
        """What it is compared with."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A condition that was held against a document: whether it holds, and what was found."""

    field: str
    operator: str
    value: Any
    found: Any
    holds: bool

    def to_plain(self) -> dict[str, Any]:
        """It as JSON-ready data."""
        return {
            "field": self.field,
            "operator": self.operator,
            "value": self.value,
            "found": self.found,
            "holds": self.holds,
        }


def values_of(shown: Mapping[str, Any], supplier_state: str | None, codes: Iterable[str]) -> dict[str, Any]:
    """What conditions can ask for, of a document as it is shown."""
    known: dict[str, Any] = {name: shown.get(name) for name, kind in FIELDS.items() if kind != CODES}
    return {**known, "supplier_state": supplier_state, "finding": sorted(set(codes))}


def hold(conditions: Iterable[Asked], values: Mapping[str, Any]) -> list[Answered]:
    """Each condition held against a document."""
    return [
        Answered(
            each.field,
            each.operator,
            list(each.value) if isinstance(each.value, tuple) else each.value,
            values[each.field],
            _holds(FIELDS[each.field], each.operator, each.value, values[each.field]),
        )
        for each in conditions
    ]


def _holds(kind: str, operator: str, value: Any, found: Any) -> bool:
    if kind == CODES:
        return (value in found) == (operator == "has")
    if operator in _WITHOUT_VALUE:
        return (not found) == (operator == "is_empty")
    if operator in ("is_not", "not_in"):
        return found != value if operator == "is_not" else found not in value
    if found is None:
        # What is not there is neither more nor less than anything.
        return False
    if kind == AMOUNT:
        return _AMOUNTS[operator](Decimal(found), Decimal(value))
    if operator == "starts_with":
        return str(found).startswith(value)
    return found in value if operator == "in" else bool(found == value)


def check_conditions(conditions: Sequence[Asked]) -> list[Finding]:
    """Everything that is wrong with conditions, at once."""
    wrong: list[Finding] = []
    for index, each in enumerate(conditions):
        at = f"/conditions/{index}"
        kind = FIELDS.get(each.field)
        if kind is None:
            wrong.append(_wrong("field_unknown", f"{at}/field", f"Send one of: {', '.join(FIELDS)}."))
        elif each.operator not in OPERATORS[kind]:
            known = ", ".join(OPERATORS[kind])
            wrong.append(_wrong("operator_unknown", f"{at}/operator", f"Of {each.field} can be asked: {known}."))
        elif message := _value_wrong(kind, each.operator, each.value):
            wrong.append(_wrong("value_invalid", f"{at}/value", message))
        elif kind == AMOUNT and not _names_currency(conditions):
            message = "An amount says nothing without a currency: add a condition that currency is one."
            wrong.append(_wrong("currency_missing", at, message))
    return wrong


def _names_currency(conditions: Iterable[Asked]) -> bool:
    return any(each.field == "currency" and each.operator == "is" for each in conditions)


def _value_wrong(kind: str, operator: str, value: Any) -> str:
    """The sentence that says what is wrong with a value; empty when nothing is."""
    if operator in _WITHOUT_VALUE:
        return "" if value is None else "Send no value."
    if operator in _SEVERAL:
        return "" if isinstance(value, tuple) and value else "Send a list of texts."
    if not isinstance(value, str) or not value:
        return "Send a text."
    if kind == AMOUNT:
        try:
            parse_decimal(value)
        except PydanticCustomError as error:
            return error.message()
    return ""


def _wrong(code: str, pointer: str, message: str) -> Finding:
    return Finding(rule=code, severity=Severity.FATAL, message=message, pointer=pointer)

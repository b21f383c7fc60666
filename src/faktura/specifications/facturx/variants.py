"""Kinds of one element that an outline tells apart: an allowance from a charge, one tax identifier from another.

Each is a function of the child and the group it stands in.
"""

from collections.abc import Callable, Iterable
from typing import Any

from faktura.source import Group, value

Variant = Callable[[Any, Group], bool]

_SETTLEMENT = ("rsm:SupplyChainTradeTransaction", "ram:ApplicableHeaderTradeSettlement")
_REFERENCE_TYPES = frozenset({"50", "130", "916"})


def _indicators(child: Group) -> set[str]:
    return {
        value(leaf) for indicator in child.get("ram:ChargeIndicator", ()) for leaf in indicator.get("udt:Indicator", ())
    }


def _types(child: Group) -> set[str]:
    return {value(leaf) for leaf in child.get("ram:TypeCode", ())}


def _schemes(child: Group) -> set[str | None]:
    return {leaf.get("schemeID") for leaf in child.get("ram:ID", ())}


def _of_type(code: str) -> Variant:
    return lambda child, group: code in _types(child)


def _of_scheme(scheme: str) -> Variant:
    return lambda child, group: scheme in _schemes(child)


def _charge(indicator: str) -> Variant:
    return lambda child, group: indicator in _indicators(child)


def _beside(leaf: Any, settlements: Iterable[Group], names: Iterable[str]) -> bool:
    """Whether the leaf's currency is one of those that the settlement names."""
    currency = leaf.get("currencyID")
    return currency is not None and any(
        value(code) == currency for settlement in settlements for name in names for code in settlement.get(name, ())
    )


def _own_settlement(group: Group) -> list[Group]:
    return [group.parent] if group.parent is not None else []


def _settlements(group: Group) -> list[Group]:
    """The settlements of the whole document."""
    while group.parent is not None:
        group = group.parent
    first, second = _SETTLEMENT
    return [settlement for transaction in group.get(first, ()) for settlement in transaction.get(second, ())]


_INVOICE, _TAX = ("ram:InvoiceCurrencyCode",), ("ram:TaxCurrencyCode",)

VARIANTS: dict[str, Variant] = {
    "allowance": _charge("false"),
    "charge": _charge("true"),
    "neither": lambda child, group: _indicators(child).isdisjoint(("false", "true")),
    "50": _of_type("50"),
    "130": _of_type("130"),
    "916": _of_type("916"),
    "other-document": lambda child, group: _types(child).isdisjoint(_REFERENCE_TYPES),
    "VA": _of_scheme("VA"),
    "FC": _of_scheme("FC"),
    "other-registration": lambda child, group: _schemes(child).isdisjoint(("VA", "FC")),
    "no-list": lambda child, group: child.get("listID") is None,
    "5153": lambda child, group: child.get("listID") == "5153",
    "other-list": lambda child, group: child.get("listID") not in (None, "5153"),
    "invoice-currency": lambda child, group: _beside(child, _own_settlement(group), _INVOICE),
    "tax-currency": lambda child, group: _beside(child, _own_settlement(group), _TAX),
    "other-currency": lambda child, group: not _beside(child, _own_settlement(group), _INVOICE + _TAX),
    "document-invoice-currency": lambda child, group: _beside(child, _settlements(group), _INVOICE),
    "document-tax-currency": lambda child, group: _beside(child, _settlements(group), _TAX),
    "document-other-currency": lambda child, group: not _beside(child, _settlements(group), _INVOICE + _TAX),
}
"""Name of a variant in an outline -> whether a child is of it."""

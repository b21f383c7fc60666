"""An invoice of a made-up business in a country, built from nothing but the country's own data."""

import copy
import re
from datetime import date
from typing import Any

from faktura.sockets import Country

ISSUED = date(2026, 11, 23)


def render_pattern(pattern: str, number: int, day: date = ISSUED) -> str:
    """A number from a pattern of `NumberRules`."""
    text = pattern.replace("{yyyy}", f"{day.year}").replace("{yy}", f"{day:%y}").replace("{mm}", f"{day:%m}")
    return re.sub(r"\{n(?::(\d+))?\}", lambda found: f"{number:0{found[1] or 1}d}", text)


def _party(country: Country, name: str) -> dict[str, Any]:
    assert country.sample is not None
    place = country.sample
    party: dict[str, Any] = {
        "name": name,
        "address": {
            "line1": place.line1,
            "city": place.city,
            "postal_code": place.postal_code,
            "country": country.code,
        },
    }
    for kind in country.identifiers:
        identifier = {"value": kind.example} | ({"scheme": kind.scheme} if kind.scheme else {})
        if kind.field == "identifiers":
            party.setdefault("identifiers", []).append(identifier)
        elif kind.field == "legal_registration":
            party.setdefault("legal_registration", identifier)
        elif kind.field in ("vat_id", "tax_registration_id"):
            party.setdefault(kind.field, kind.example)
    return party


def sample_invoice(country: Country) -> dict[str, Any]:
    """A domestic invoice between two businesses at the standard rate, as JSON-ready data."""
    standard = country.rate_on("standard", ISSUED)
    assert standard is not None
    net = 1000
    tax = f"{net * standard.rate / 100:.2f}"
    total = f"{net + net * standard.rate / 100:.2f}"
    vat = {"category": "S", "rate": f"{standard.rate:f}"}
    buyer = _party(country, "Buyer")
    buyer.pop("tax_registration_id", None)
    return {
        "number": render_pattern(country.numbering.default_pattern, 1),
        "issue_date": ISSUED.isoformat(),
        "due_date": "2026-12-23",
        "type_code": "380",
        "currency": country.currency,
        "seller": _party(country, "Seller"),
        "buyer": buyer,
        "delivery": {"date": "2026-11-20"},
        "lines": [{"id": "1", "quantity": "1", "unit": "HUR", "net_amount": f"{net}.00", "name": "Work", "vat": vat}],
        "vat_breakdown": [{"taxable_amount": f"{net}.00", "tax_amount": tax, **vat}],
        "totals": {"total_without_vat": f"{net}.00", "total_vat": tax, "total_with_vat": total, "amount_due": total},
    }


def changed(plain: dict[str, Any], change: dict[str, Any], remove: list[str] | None = None) -> dict[str, Any]:
    """A copy with `change` merged in (objects deeply, lists whole) and the JSON pointers in `remove` taken out."""
    result = _merged(copy.deepcopy(plain), change)
    for pointer in remove or []:
        *way, last = pointer.strip("/").split("/")
        owner: Any = result
        for step in way:
            owner = owner[int(step)] if isinstance(owner, list) else owner[step]
        del owner[last]
    return result


def _merged(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    for name, value in change.items():
        both = isinstance(value, dict) and isinstance(base.get(name), dict)
        base[name] = _merged(base[name], value) if both else value
    return base

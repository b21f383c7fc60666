"""Invoices without a finding that use as many terms as they can; each case changes one of them a little.

All have two lines (100.00 and 95.00), an allowance (15.00) and a charge (20.00): 200.00 without VAT. They differ in
the VAT category, and in what that category asks for.
"""

import copy
from decimal import Decimal
from typing import Any

Plain = dict[str, Any]

STANDARD: Plain = {
    "number": "2026-0001",
    "issue_date": "2026-11-23",
    "type_code": "380",
    "currency": "EUR",
    "tax_point_date": "2026-11-20",
    "due_date": "2026-12-23",
    "buyer_reference": "04011000-12345-39",
    "invoiced_object": {"value": "meter 7", "scheme": "ABT"},
    "notes": [{"text": "Thank you.", "subject_code": "AAI"}],
    "specification": "urn:cen.eu:en16931:2017",
    "preceding_invoices": [{"number": "2026-0000", "issue_date": "2026-10-23"}],
    "seller": {
        "name": "Muster GmbH",
        "trading_name": "Muster",
        "identifiers": [{"value": "4000001000005", "scheme": "0088"}],
        "legal_registration": {"value": "HRB 12345", "scheme": "0204"},
        "vat_id": "DE123456788",
        "tax_registration_id": "201/123/40209",
        "electronic_address": {"value": "DE123456788", "scheme": "9930"},
        "address": {"line1": "Musterweg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
    },
    "buyer": {
        "name": "Example SARL",
        "identifiers": [{"value": "4000001000012", "scheme": "0088"}],
        "legal_registration": {"value": "732829320", "scheme": "0002"},
        "vat_id": "FR40303265045",
        "electronic_address": {"value": "73282932000074", "scheme": "0009"},
        "address": {"city": "Paris", "postal_code": "75001", "country": "FR"},
    },
    "payee": {
        "name": "Factor Bank AG",
        "identifier": {"value": "4000001000029", "scheme": "0088"},
        "legal_registration": {"value": "HRB 99999", "scheme": "0204"},
    },
    "tax_representative": {
        "name": "Vertreter GmbH",
        "vat_id": "DE136695976",
        "address": {"city": "Hamburg", "postal_code": "20095", "country": "DE"},
    },
    "delivery": {
        "name": "Example warehouse",
        "location": {"value": "4000001000036", "scheme": "0088"},
        "date": "2026-11-20",
        "address": {"city": "Lyon", "postal_code": "69001", "country": "FR"},
    },
    "period": {"start_date": "2026-11-01", "end_date": "2026-11-30"},
    "payment_instructions": [
        {
            "means_code": "58",
            "credit_transfers": [{"account": "DE89370400440532013000"}],
            "card": {"account_number": "1234", "holder_name": "E. Xample"},
        }
    ],
    "allowances": [
        {
            "amount": "15.00",
            "base_amount": "150.00",
            "percent": "10",
            "vat": {"category": "S", "rate": "19"},
            "reason": "Loyalty",
            "reason_code": "95",
        }
    ],
    "charges": [
        {
            "amount": "20.00",
            "base_amount": "200.00",
            "percent": "10",
            "vat": {"category": "S", "rate": "19"},
            "reason": "Freight",
            "reason_code": "FC",
        }
    ],
    "totals": {
        "sum_of_lines": "195.00",
        "sum_of_allowances": "15.00",
        "sum_of_charges": "20.00",
        "total_without_vat": "200.00",
        "total_vat": "38.00",
        "total_with_vat": "238.00",
        "prepaid_amount": "38.00",
        "rounding_amount": "0.00",
        "amount_due": "200.00",
    },
    "vat_breakdown": [{"taxable_amount": "200.00", "tax_amount": "38.00", "category": "S", "rate": "19"}],
    "supporting_documents": [
        {
            "reference": "timesheet",
            "content": "JVBERi0xLjcK",
            "media_type": "application/pdf",
            "file_name": "timesheet.pdf",
        }
    ],
    "lines": [
        {
            "id": "1",
            "object": {"value": "meter 7", "scheme": "ABT"},
            "quantity": "10",
            "unit": "HUR",
            "net_amount": "100.00",
            "period": {"start_date": "2026-11-01", "end_date": "2026-11-15"},
            "unit_price": "10",
            "price_discount": "2",
            "gross_price": "12",
            "price_base_quantity": "1",
            "price_base_unit": "HUR",
            "vat": {"category": "S", "rate": "19"},
            "name": "Consulting",
            "standard_item_id": {"value": "04012345678901", "scheme": "0160"},
            "classifications": [{"value": "79411000-8", "list_id": "STI", "list_version": "2008"}],
            "origin_country": "DE",
            "attributes": [{"name": "Colour", "value": "blue"}],
        },
        {
            "id": "2",
            "quantity": "5",
            "unit": "H87",
            "net_amount": "95.00",
            "allowances": [{"amount": "10.00", "base_amount": "100.00", "percent": "10", "reason_code": "95"}],
            "charges": [{"amount": "5.00", "base_amount": "100.00", "percent": "5", "reason_code": "FC"}],
            "unit_price": "20.00",
            "vat": {"category": "S", "rate": "19"},
            "name": "Handbook",
        },
    ],
}


def _in_category(code: str, rate: str | None, **row: str) -> Plain:
    """The same invoice with another VAT category everywhere."""
    invoice = copy.deepcopy(STANDARD)
    vat = {"category": code} if rate is None else {"category": code, "rate": rate}
    for part in (*invoice["lines"], *invoice["allowances"], *invoice["charges"]):
        part["vat"] = dict(vat)
    tax = Decimal("200.00") * Decimal(rate or "0") / 100
    invoice["vat_breakdown"] = [{"taxable_amount": "200.00", "tax_amount": f"{tax:.2f}", **vat, **row}]
    invoice["totals"] |= {
        "total_vat": f"{tax:.2f}",
        "total_with_vat": f"{200 + tax:.2f}",
        "prepaid_amount": f"{tax:.2f}",
    }
    return invoice


def _outside_scope() -> Plain:
    """Nobody has a VAT identifier, so there is no tax representative either."""
    invoice = _in_category("O", None, exemption_reason_code="VATEX-EU-O")
    del invoice["tax_representative"], invoice["seller"]["vat_id"], invoice["buyer"]["vat_id"]
    return invoice


def _split_payment() -> Plain:
    """All within Italy."""
    invoice = _in_category("B", "22")
    for party in ("seller", "buyer", "tax_representative", "delivery"):
        invoice[party]["address"]["country"] = "IT"
    return invoice


BASES: dict[str, Plain] = {
    "standard": STANDARD,
    "zero": _in_category("Z", "0"),
    "exempt": _in_category("E", "0", exemption_reason="Exempt by article 132"),
    "reverse_charge": _in_category("AE", "0", exemption_reason_code="VATEX-EU-AE"),
    "intra_community": _in_category("K", "0", exemption_reason_code="VATEX-EU-IC"),
    "export": _in_category("G", "0", exemption_reason_code="VATEX-EU-G"),
    "outside_scope": _outside_scope(),
    "igic": _in_category("L", "7"),
    "ipsi": _in_category("M", "4"),
    "split_payment": _split_payment(),
}

"""Documents that show what a page must cope with: an everyday one, and one with everything in it."""

from datetime import date, timedelta
from typing import Any


def everyday(today: date) -> dict[str, Any]:
    """An invoice such as a small software house sends; due in two weeks."""
    return {
        "issue_date": today - timedelta(days=2),
        "due_date": today + timedelta(days=14),
        "customer": {
            "name": "Buchhandlung Lindgren KG",
            "email": "rechnung@lindgren.example",
            "vat_id": "ATU33803501",
            "contact": {"name": "Mira Lindgren"},
            "address": {"line1": "Landstraße 27", "city": "Linz", "postal_code": "4020", "country": "AT"},
        },
        "purchase_order_reference": "PO-2026-118",
        "lines": [
            {
                "name": "Web shop, setup and design",
                "description": "Including import of the catalogue with 2,400 titles",
                "quantity": "24",
                "unit": "hour",
                "unit_price": "95.00",
                "vat": {"category": "S", "rate": "20"},
            },
            {
                "name": "Hosting, yearly plan",
                "quantity": "12",
                "unit": "month",
                "unit_price": "39.00",
                "vat": {"category": "S", "rate": "20"},
                "allowances": [{"percent": "10", "reason": "Yearly plan"}],
            },
            {
                "name": "Handbook, printed",
                "seller_item_id": "HB-3",
                "quantity": "3",
                "unit": "piece",
                "unit_price": "19.90",
                "vat": {"category": "S", "rate": "10"},
            },
        ],
        "payment_terms": "14 days net.",
        "notes": [{"text": "Thank you for choosing us. We look forward to your opening day!"}],
    }


def enormous(today: date) -> dict[str, Any]:
    """An invoice whose words have no place to break and whose numbers are as long as they can be."""
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    line = {
        "name": word * 3,
        "description": word * 3,
        "note": "x" * 300,
        "quantity": "99999.12345678",
        "unit": "hour",
        "unit_price": "98765432.12345678",
        "vat": {"category": "S", "rate": "20"},
        "allowances": [{"percent": "1.23456789", "reason": word}],
    }
    return {
        **everyday(today),
        "buyer_reference": "R" * 200,
        "payment_terms": word * 4,
        "notes": [{"text": word * 4}],
        "lines": [line] * 3,
    }

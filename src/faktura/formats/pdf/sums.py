"""Totals (BG-22) and the VAT breakdown (BG-23)."""

from decimal import Decimal
from typing import Any

from faktura.formats.pdf.language import Language
from faktura.formats.pdf.rows import vat_words
from faktura.model import Invoice, Totals, Vat


def total_rows(invoice: Invoice, language: Language) -> list[dict[str, Any]]:
    """The rows of the totals; ``strong`` marks the total with VAT. What is absent, or adds nothing, is left out."""
    totals, currency = invoice.totals or Totals(), invoice.currency or ""
    adjusted = bool(totals.sum_of_allowances or totals.sum_of_charges)
    rows: list[tuple[str, Decimal | None, str]] = [
        ("totals.sum_of_lines", totals.sum_of_lines if adjusted else None, currency),
        ("totals.allowances", -totals.sum_of_allowances if totals.sum_of_allowances else None, currency),
        ("totals.charges", totals.sum_of_charges or None, currency),
        ("totals.total_without_vat", totals.total_without_vat, currency),
        ("totals.total_vat", totals.total_vat, currency),
        ("totals.total_vat_accounting", totals.total_vat_accounting, invoice.vat_currency or ""),
        ("totals.total_with_vat", totals.total_with_vat, currency),
        ("totals.prepaid", -totals.prepaid_amount if totals.prepaid_amount else None, currency),
        ("totals.rounding", totals.rounding_amount or None, currency),
    ]
    return [
        {
            "label": language.label(name, currency=code),
            "amount": language.amount(value, code),
            "strong": name == "totals.total_with_vat",
        }
        for name, value, code in rows
        if value is not None
    ]


def amount_due(invoice: Invoice, language: Language) -> dict[str, str] | None:
    """The amount due for payment (BT-115) with its currency; on a credit note it is owed by the seller."""
    due = invoice.totals.amount_due if invoice.totals else None
    if due is None:
        return None
    label = language.label("totals.amount_credited" if invoice.is_credit_note else "totals.amount_due")
    return {"label": label, "amount": language.money(due, invoice.currency or "")}


def breakdown_rows(invoice: Invoice, language: Language) -> list[dict[str, str]]:
    """A row for each VAT category and rate."""
    currency = invoice.currency or ""
    return [
        {
            "rate": vat_words(Vat(category=row.category, rate=row.rate), language),
            "taxable": language.amount(row.taxable_amount, currency) if row.taxable_amount is not None else "",
            "tax": language.amount(row.tax_amount, currency) if row.tax_amount is not None else "",
        }
        for row in invoice.vat_breakdown
    ]


def exemptions(invoice: Invoice, language: Language) -> list[str]:
    """What the category codes in the VAT column mean, with the reason that the invoice gives: BT-120, BT-121."""
    texts = []
    for row in invoice.vat_breakdown:
        if row.category in (None, "S") and not (row.exemption_reason or row.exemption_reason_code):
            continue
        name = f"categories.{row.category}"
        words = language.label(name) if row.category and language.has(name) else ""
        reason = row.exemption_reason or ""
        if reason.strip().casefold() == words.casefold():
            reason = ""
        code = f"({row.exemption_reason_code})" if row.exemption_reason_code else ""
        heading = ": ".join(filter(None, (row.category, words)))
        texts.append(" ".join(filter(None, (" – ".join(filter(None, (heading, reason))), code))))
    return list(dict.fromkeys(texts))

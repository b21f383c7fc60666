"""The table of lines (BG-25), and below them the allowances and charges on the document (BG-20, BG-21)."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from faktura.formats.pdf.language import Language
from faktura.model import Attribute, DocumentAllowance, Identifier, Invoice, Line, LineAllowance, Vat
from faktura.money import minor_units

# Beyond this many characters a row may be torn between two pages, or it might fit on none.
_KEPT_LENGTH_MAX = 1_500
_KEPT_PIECES_MAX = 12


def vat_words(vat: Vat | None, language: Language) -> str:
    """Rate and category as a column shows them: ``19 %`` at the standard rate, else ``0 % AE``."""
    if vat is None:
        return ""
    rate = language.percent(vat.rate) if vat.rate is not None else ""
    category = vat.category if vat.category and vat.category != "S" else ""
    return " ".join(filter(None, (rate, category)))


def _identifier(identifier: Identifier | None) -> str | None:
    return identifier.value if identifier else None


def _details(line: Line, language: Language) -> Iterator[str]:
    """The small print below a line's description."""
    labelled = (
        ("lines.seller_item", line.seller_item_id),
        ("lines.buyer_item", line.buyer_item_id),
        ("lines.standard_item", _identifier(line.standard_item_id)),
        ("lines.classification", ", ".join(c.value for c in line.classifications if c.value)),
        ("lines.origin", language.country(line.origin_country) if line.origin_country else None),
        ("lines.order_line", line.order_line_reference),
        ("lines.object", _identifier(line.object)),
        ("lines.accounting_reference", line.buyer_accounting_reference),
        ("lines.period", language.period(line.period) if line.period else None),
    )
    known = [f"{language.label(name)}: {value}" for name, value in labelled if value]
    if known:
        yield ", ".join(known)
    named = [_attribute(attribute) for attribute in line.attributes]
    if any(named):
        yield ", ".join(filter(None, named))
    if line.note:
        yield line.note


def _attribute(attribute: Attribute) -> str:
    return ": ".join(filter(None, (attribute.name, attribute.value)))


def _price(line: Line, language: Language, currency: str) -> str:
    return language.number(line.unit_price, minor_units(currency)) if line.unit_price is not None else ""


def _gross_price(line: Line, language: Language, currency: str) -> list[str]:
    if line.gross_price is None or (line.gross_price == line.unit_price and not line.price_discount):
        return []
    price = language.number(line.gross_price, minor_units(currency))
    if not line.price_discount:
        return [language.label("lines.gross_price_only", price=price)]
    discount = language.number(line.price_discount, minor_units(currency))
    return [language.label("lines.gross_price", price=price, discount=discount)]


def _price_base(line: Line, language: Language) -> str:
    if line.price_base_quantity is None or (line.price_base_quantity == 1 and not line.price_base_unit):
        return ""
    unit = line.price_base_unit or line.unit
    words = language.unit(unit, line.price_base_quantity) if unit else ""
    quantity = f"{language.number(line.price_base_quantity)} {words}".strip()
    return language.label("lines.price_base", quantity=quantity)


def _signed(amount: Decimal | None, language: Language, currency: str, *, is_charge: bool) -> str:
    """The amount as it works on the sum: an allowance takes away."""
    if amount is None:
        return ""
    return language.amount(amount if is_charge else -amount, currency)


def _reason(entry: LineAllowance | DocumentAllowance, language: Language, currency: str, *, is_charge: bool) -> str:
    """Why, and how it was reckoned: ``Loyalty discount, 10% of 1,000.00``."""
    reason = entry.reason or language.label("lines.charge" if is_charge else "lines.allowance")
    if entry.percent is None:
        return reason
    percent = language.percent(entry.percent)
    if entry.base_amount is None:
        return f"{reason}, {percent}"
    amount = language.amount(entry.base_amount, currency)
    return f"{reason}, {language.label('lines.percent_of', percent=percent, amount=amount)}"


def _line_entries(line: Line, language: Language, currency: str) -> list[dict[str, str]]:
    entries = [(entry, False) for entry in line.allowances] + [(entry, True) for entry in line.charges]
    return [
        {
            "text": _reason(entry, language, currency, is_charge=is_charge),
            "amount": _signed(entry.amount, language, currency, is_charge=is_charge),
        }
        for entry, is_charge in entries
    ]


def _is_kept(*texts: str, pieces: int = 1) -> bool:
    return sum(map(len, texts)) <= _KEPT_LENGTH_MAX and pieces <= _KEPT_PIECES_MAX


def line_rows(invoice: Invoice, language: Language) -> list[dict[str, Any]]:
    """A row for each line; ``kept`` says that it must not be torn between two pages."""
    currency = invoice.currency or ""
    rows = []
    for index, line in enumerate(invoice.lines, start=1):
        details = [*_details(line, language), *_gross_price(line, language, currency)]
        description = line.description or ""
        entries = _line_entries(line, language, currency)
        newlines = description.count("\n") + sum(detail.count("\n") for detail in details)
        rows.append(
            {
                "position": line.id or str(index),
                "name": line.name or "",
                "description": description,
                "details": details,
                "quantity": language.number(line.quantity) if line.quantity is not None else "",
                "unit": language.unit(line.unit, line.quantity or Decimal(1)) if line.unit else "",
                "price": _price(line, language, currency),
                "price_base": _price_base(line, language),
                "vat": vat_words(line.vat, language),
                "amount": language.amount(line.net_amount, currency) if line.net_amount is not None else "",
                "entries": entries,
                "kept": _is_kept(line.name or "", description, *details, pieces=len(details) + len(entries) + newlines),
            }
        )
    return rows


def document_rows(invoice: Invoice, language: Language) -> list[dict[str, Any]]:
    """A row for each allowance and each charge on the document."""
    currency = invoice.currency or ""
    entries: Iterable[tuple[DocumentAllowance, bool]] = (
        *((entry, False) for entry in invoice.allowances),
        *((entry, True) for entry in invoice.charges),
    )
    return [
        {
            "text": _reason(entry, language, currency, is_charge=is_charge),
            "vat": vat_words(entry.vat, language),
            "amount": _signed(entry.amount, language, currency, is_charge=is_charge),
        }
        for entry, is_charge in entries
    ]


def digits_width(rows: Iterable[Mapping[str, Any]]) -> int:
    """How many characters the columns of numbers need side by side, for pages that can't measure them."""
    widest = dict.fromkeys(("quantity", "price", "vat", "amount"), 0)
    for row in rows:
        for name in widest:
            widest[name] = max(widest[name], len(row[name]))
    return sum(widest.values())

"""An invoice as sections of texts, for a terminal or a page: what it says, in an order that people read it in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from faktura.model import (
    DOCUMENT_TYPES,
    Address,
    Buyer,
    DocumentAllowance,
    Identifier,
    Invoice,
    Line,
    LineAllowance,
    PaymentInstructions,
    Period,
    Seller,
)
from faktura.money import plain

_WORDS = {kind.type_code: name.replace("_", " ") for name, kind in reversed(DOCUMENT_TYPES.items())}


@dataclass(frozen=True, slots=True)
class Facts:
    """A section of names and values."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A section with columns; those in `numbers` (counted from 0) stand at the right. `below` maps row -> remarks."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]
    below: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    """A whole document."""

    title: str
    sections: tuple[Facts | Grid, ...]


def describe(invoice: Invoice) -> View:
    """The document as it stands: nothing is calculated, and what is absent is left out."""
    kind = _WORDS.get(invoice.type_code or "", "credit note" if invoice.is_credit_note else "document")
    title = " ".join(filter(None, (kind.capitalize(), invoice.number)))
    found: tuple[Facts | Grid, ...] = (
        _facts("", _head(invoice)),
        _facts("Seller", _party(invoice.seller)),
        _facts("Buyer", _party(invoice.buyer)),
        _facts("Payee", _payee(invoice)),
        _facts("Tax representative", _tax_representative(invoice)),
        _facts("Delivery", _delivery(invoice)),
        _lines(invoice),
        _adjustments(invoice),
        _vat(invoice),
        _facts("Totals", _totals(invoice)),
        *(_facts("Payment", _payment(each)) for each in invoice.payment_instructions),
        _facts("Notes", (("", note.text) for note in invoice.notes)),
        _facts("Supporting documents", _documents(invoice)),
    )
    return View(title, tuple(section for section in found if section.rows))


def _show(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Identifier):
        return f"{value.value or ''} ({value.scheme})" if value.scheme else value.value or ""
    if isinstance(value, Period):
        return f"{_show(value.start_date)} to {_show(value.end_date)}"
    return str(value)


def _facts(title: str, rows: Iterable[tuple[str, Any]]) -> Facts:
    return Facts(title, tuple((name, shown) for name, value in rows if (shown := _show(value))))


def _money(amount: Decimal | None, invoice: Invoice) -> str:
    return f"{plain(amount)} {invoice.currency or ''}".strip() if amount is not None else ""


def _head(invoice: Invoice) -> Iterator[tuple[str, Any]]:
    yield "Issued", invoice.issue_date
    yield "Due", invoice.due_date
    yield "Period", invoice.period
    yield "Tax point", invoice.tax_point_date
    yield "Currency", invoice.currency
    yield "VAT currency", invoice.vat_currency
    yield "Buyer reference", invoice.buyer_reference
    yield "Purchase order", invoice.purchase_order_reference
    yield "Sales order", invoice.sales_order_reference
    yield "Contract", invoice.contract_reference
    yield "Project", invoice.project_reference
    yield "Tender or lot", invoice.tender_or_lot_reference
    yield "Despatch advice", invoice.despatch_advice_reference
    yield "Receiving advice", invoice.receiving_advice_reference
    yield "Invoiced object", invoice.invoiced_object
    yield "Booking reference", invoice.buyer_accounting_reference
    for preceding in invoice.preceding_invoices:
        yield "Corrects", f"{preceding.number or ''} {_show(preceding.issue_date)}".strip()
    yield "Specification", invoice.specification
    yield "Process", invoice.business_process


def _party(party: Seller | Buyer | None) -> Iterator[tuple[str, Any]]:
    if party is None:
        return
    yield "Name", party.name
    yield "Trading name", party.trading_name
    yield from _address(party.address)
    yield "VAT number", party.vat_id
    if isinstance(party, Seller):
        yield "Tax number", party.tax_registration_id
    yield "Registration", party.legal_registration
    for identifier in party.identifiers:
        yield "Identifier", identifier
    if party.electronic_address is not None:
        address = party.electronic_address
        yield "Electronic address", Identifier(value=address.value, scheme=address.scheme)
    if party.contact is not None:
        contact = party.contact
        yield "Contact", ", ".join(text for text in (contact.name, contact.phone, contact.email) if text)


def _address(address: Address | None) -> Iterator[tuple[str, Any]]:
    if address is not None:
        town = " ".join(text for text in (address.postal_code, address.city) if text)
        parts = (address.line1, address.line2, address.line3, town, address.subdivision, address.country)
        yield "Address", ", ".join(text for text in parts if text)


def _payee(invoice: Invoice) -> Iterator[tuple[str, Any]]:
    if invoice.payee is not None:
        yield "Name", invoice.payee.name
        yield "Identifier", invoice.payee.identifier
        yield "Registration", invoice.payee.legal_registration


def _tax_representative(invoice: Invoice) -> Iterator[tuple[str, Any]]:
    if invoice.tax_representative is not None:
        yield "Name", invoice.tax_representative.name
        yield from _address(invoice.tax_representative.address)
        yield "VAT number", invoice.tax_representative.vat_id


def _delivery(invoice: Invoice) -> Iterator[tuple[str, Any]]:
    if invoice.delivery is not None:
        yield "Name", invoice.delivery.name
        yield "Day", invoice.delivery.date
        yield "Place", invoice.delivery.location
        yield from _address(invoice.delivery.address)


def _rate(category: str | None, rate: Decimal | None) -> str:
    return " ".join(filter(None, (category, f"{plain(rate)} %" if rate is not None else "")))


def _lines(invoice: Invoice) -> Grid:
    rows, below = [], []
    for line in invoice.lines:
        quantity = f"{_show(line.quantity)} {line.unit or ''}".strip()
        base = f" / {plain(line.price_base_quantity)}" if line.price_base_quantity is not None else ""
        vat = _rate(line.vat.category, line.vat.rate) if line.vat else ""
        rows.append(
            (line.id or "", line.name or "", quantity, f"{_show(line.unit_price)}{base}", vat, _show(line.net_amount))
        )
        below.append(tuple(_remarks(line)))
    head = ("#", "Item", "Quantity", "Price", "VAT", "Net amount")
    return Grid("Lines", head, tuple(rows), frozenset({2, 3, 5}), tuple(below))


def _remarks(line: Line) -> Iterator[str]:
    if line.description and line.description != line.name:
        yield line.description
    if line.note:
        yield line.note
    if line.period is not None:
        yield _show(line.period)
    for sign, adjustments in (("-", line.allowances), ("+", line.charges)):
        for each in adjustments:
            yield f"{sign} {_show(each.amount)} {_why(each)}".strip()


def _why(each: LineAllowance | DocumentAllowance) -> str:
    percent = f"{plain(each.percent)} %" if each.percent is not None else ""
    return " ".join(filter(None, (percent, each.reason or each.reason_code)))


def _adjustments(invoice: Invoice) -> Grid:
    rows = [
        (kind, _why(each), _rate(each.vat.category, each.vat.rate) if each.vat else "", _show(each.amount))
        for kind, adjustments in (("Allowance", invoice.allowances), ("Charge", invoice.charges))
        for each in adjustments
    ]
    head = ("", "Reason", "VAT", "Amount")
    return Grid("Allowances and charges", head, tuple(rows), frozenset({3}), ((),) * len(rows))


def _vat(invoice: Invoice) -> Grid:
    rows = [
        (
            _rate(row.category, row.rate),
            _show(row.taxable_amount),
            _show(row.tax_amount),
            row.exemption_reason or row.exemption_reason_code or "",
        )
        for row in invoice.vat_breakdown
    ]
    head = ("Rate", "Taxable", "VAT", "Exemption")
    return Grid("VAT", head, tuple(rows), frozenset({1, 2}), ((),) * len(rows))


def _totals(invoice: Invoice) -> Iterator[tuple[str, Any]]:
    totals = invoice.totals
    if totals is None:
        return
    yield "Sum of lines", _money(totals.sum_of_lines, invoice)
    yield "Allowances", _money(totals.sum_of_allowances, invoice)
    yield "Charges", _money(totals.sum_of_charges, invoice)
    yield "Total without VAT", _money(totals.total_without_vat, invoice)
    yield "VAT", _money(totals.total_vat, invoice)
    if totals.total_vat_accounting is not None:
        yield "VAT for the books", f"{plain(totals.total_vat_accounting)} {invoice.vat_currency or ''}".strip()
    yield "Total with VAT", _money(totals.total_with_vat, invoice)
    yield "Paid", _money(totals.prepaid_amount, invoice)
    yield "Rounding", _money(totals.rounding_amount, invoice)
    yield "Amount due", _money(totals.amount_due, invoice)
    yield "Terms", invoice.payment_terms


def _payment(instructions: PaymentInstructions) -> Iterator[tuple[str, Any]]:
    yield "Means", " ".join(filter(None, (instructions.means_code, instructions.means_text)))
    yield "Reference", instructions.remittance_information
    for transfer in instructions.credit_transfers:
        parts = (transfer.account, transfer.account_name, transfer.bic)
        yield "Account", ", ".join(text for text in parts if text)
    if instructions.card is not None:
        yield "Card", " ".join(filter(None, (instructions.card.account_number, instructions.card.holder_name)))
    if instructions.direct_debit is not None:
        debit = instructions.direct_debit
        yield "Mandate", debit.mandate_reference
        yield "Creditor", debit.creditor_identifier
        yield "Debited account", debit.debited_account


def _documents(invoice: Invoice) -> Iterator[tuple[str, Any]]:
    for document in invoice.supporting_documents:
        parts = (document.description, document.file_name, document.url)
        yield document.reference or "", ", ".join(text for text in parts if text) or "attached"

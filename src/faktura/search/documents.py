"""Which words of a document or a customer are looked for. Pure."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from faktura.model import Invoice
from faktura.search.words import amount_word, few, words_of


def _texts(invoice: Invoice) -> Iterator[str | None]:
    buyer = invoice.buyer
    yield invoice.number
    if buyer is not None:
        yield buyer.name
        yield buyer.trading_name
        yield buyer.vat_id
        if buyer.address is not None:
            yield buyer.address.city
    yield invoice.buyer_reference
    yield invoice.purchase_order_reference
    yield invoice.contract_reference
    yield invoice.project_reference
    for note in invoice.notes:
        yield note.text
    for line in invoice.lines:
        yield line.name
        yield line.description
        yield line.seller_item_id
        yield line.buyer_item_id


def _amounts(invoice: Invoice) -> Iterator[Decimal | None]:
    totals = invoice.totals
    if totals is not None:
        yield totals.total_with_vat
        yield totals.amount_due
        yield totals.total_without_vat
    for line in invoice.lines:
        yield line.net_amount


def words_of_invoice(invoice: Invoice, *more: str | None) -> list[str]:
    """The words of a document: numbers, references, the buyer, texts of notes and lines, and exact amounts.

    `more`: what is known of it besides (an external id, an address for mail).
    """

    def found() -> Iterator[str]:
        for amount in list(_amounts(invoice))[:3]:
            if amount is not None:
                yield amount_word(amount)
        for text in (*more, *_texts(invoice)):
            if text:
                yield from words_of(text)
        for amount in _amounts(invoice):
            if amount is not None:
                yield amount_word(amount)

    return few(found())


def words_of_customer(record: dict[str, Any], external_id: str | None) -> list[str]:
    """The words of a customer's record as JSON-ready data: every text of it."""

    def texts(plain: Any) -> Iterator[str]:
        if isinstance(plain, str):
            yield plain
        elif isinstance(plain, dict):
            for value in plain.values():
                yield from texts(value)
        elif isinstance(plain, list):
            for value in plain:
                yield from texts(value)

    return few(word for text in (external_id or "", *texts(record)) for word in words_of(text))

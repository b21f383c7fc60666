"""The page as data: everything that is printed, as finished texts in the document's language.

The template decides where and how it stands; what is said is decided here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from faktura.formats.pdf.colours import palette
from faktura.formats.pdf.fonts import font_of
from faktura.formats.pdf.language import Language, find_language
from faktura.formats.pdf.parties import (
    foot_columns,
    letterhead,
    long_legal_information,
    side_blocks,
    sort_out,
    window,
)
from faktura.formats.pdf.payment import payable_url, payment_block
from faktura.formats.pdf.rows import document_rows, line_rows
from faktura.formats.pdf.sums import amount_due, breakdown_rows, exemptions, total_rows
from faktura.model import DOCUMENT_TYPES, Invoice, Seller, SupportingDocument
from faktura.sockets import RenderOptions

_WORDS_BY_TYPE_CODE = {kind.type_code: kind.name for kind in DOCUMENT_TYPES.values()}
_TAX_POINTS = {
    # UNTDID 2005 in UBL, UNTDID 2475 in CII: EN 16931 maps the one to the other.
    **dict.fromkeys(("3", "5"), "meta.tax_point_issue"),
    **dict.fromkeys(("35", "29"), "meta.tax_point_delivery"),
    **dict.fromkeys(("432", "72"), "meta.tax_point_payment"),
}
_FOOTER_LENGTH_MAX = 400
_BREAKDOWN_BESIDE_TOTALS_MAX = 12


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template reads: `file` for the file's own data and settings, `shown` for the texts on the page."""

    file: Mapping[str, Any]
    shown: Mapping[str, Any]


def document_title(invoice: Invoice, language: Language) -> str:
    """What the document is called: the word for its type (BT-3), else for invoice or credit note."""
    kind = _WORDS_BY_TYPE_CODE.get(invoice.type_code or "", "credit_note" if invoice.is_credit_note else "invoice")
    return language.label(f"document.{kind}")


def _number_labels(invoice: Invoice) -> tuple[str, str]:
    """The names of the labels for the document's number and date."""
    if invoice.type_code in (None, "380"):
        return "meta.number_invoice", "meta.issue_date_invoice"
    return "meta.number_credit_note" if invoice.type_code == "381" else "meta.number", "meta.issue_date"


def _meta(invoice: Invoice, language: Language) -> Iterator[tuple[str, str | None]]:
    """The facts beside the address: label name and value, in the order of a reader's interest."""
    number_label, date_label = _number_labels(invoice)
    yield number_label, invoice.number
    yield date_label, language.day(invoice.issue_date) if invoice.issue_date else None
    delivered = invoice.delivery.date if invoice.delivery else None
    yield "meta.delivery_date", language.day(delivered) if delivered else None
    yield "meta.period", language.period(invoice.period) if invoice.period else None
    if not invoice.is_credit_note:
        yield "meta.due_date", language.day(invoice.due_date) if invoice.due_date else None
    yield "meta.tax_point_date", language.day(invoice.tax_point_date) if invoice.tax_point_date else None
    _, recipient = sort_out(invoice)
    yield "meta.buyer_identifier", ", ".join(i.value for i in recipient.identifiers if i.value)
    yield "meta.buyer_vat_id", recipient.vat_id
    if isinstance(recipient, Seller):
        yield "party.tax_registration", recipient.tax_registration_id
    yield "meta.buyer_registration", recipient.legal_registration.value if recipient.legal_registration else None
    yield "meta.buyer_reference", invoice.buyer_reference
    yield "meta.purchase_order", invoice.purchase_order_reference
    yield "meta.contract", invoice.contract_reference
    yield "meta.project", invoice.project_reference
    yield "meta.tender", invoice.tender_or_lot_reference
    yield "meta.buyer_accounting_reference", invoice.buyer_accounting_reference
    yield "meta.invoiced_object", invoice.invoiced_object.value if invoice.invoiced_object else None
    yield "meta.sales_order", invoice.sales_order_reference
    yield "meta.despatch_advice", invoice.despatch_advice_reference
    yield "meta.receiving_advice", invoice.receiving_advice_reference


def _preceding(invoice: Invoice, language: Language) -> list[str]:
    texts = []
    for preceding in invoice.preceding_invoices:
        number = preceding.number or ""
        if preceding.issue_date:
            day = language.day(preceding.issue_date)
            texts.append(language.label("document.preceding_dated", number=number, date=day))
        else:
            texts.append(language.label("document.preceding", number=number))
    return texts


def _attachment(document: SupportingDocument) -> str:
    parts = (document.reference, document.description, document.file_name, document.url)
    return " – ".join(part for part in dict.fromkeys(parts) if part)


def _notes(invoice: Invoice, options: RenderOptions, language: Language) -> dict[str, Any]:
    tax_point = _TAX_POINTS.get(invoice.tax_point_date_code or "")
    own_footer = options.branding.footer.strip()
    return {
        "exemptions": exemptions(invoice, language),
        "printed": [*options.printed_texts, *([language.label(tax_point)] if tax_point else [])],
        "title": language.label("notes.title"),
        "notes": [note.text for note in invoice.notes if note.text]
        + [text for text in (long_legal_information(invoice),) if text]
        + ([own_footer] if len(own_footer) > _FOOTER_LENGTH_MAX else []),
        "attachments_title": language.label("notes.attachments"),
        "attachments": [text for text in map(_attachment, invoice.supporting_documents) if text],
    }


def describe(invoice: Invoice, options: RenderOptions) -> Page:
    """Everything on the page, as texts, lists and flags.

    Raises:
        ColourError: a colour of the branding is not ``#rrggbb``.
    """
    language = find_language(options.language)
    colours = palette(options.branding.colour, options.branding.secondary_colour)
    font = font_of(options.branding.font)
    issuer, recipient = sort_out(invoice)
    title = document_title(invoice, language)
    head = letterhead(issuer, recipient, language, options.branding.address)
    rows, adjustments = line_rows(invoice, language), document_rows(invoice, language)
    breakdown = breakdown_rows(invoice, language)
    payment = payment_block(invoice, options, language)
    own_footer = options.branding.footer.strip()
    meta = [(language.label(name), value) for name, value in _meta(invoice, language) if value]
    column_names = ("position", "description", "quantity", "unit_price", "vat", "net_amount")
    file = {
        "title": " ".join(filter(None, (title, invoice.number))),
        "author": issuer.name or "",
        "language": language.code,
        "accent": colours.accent,
        "ink": colours.ink,
        "ground": colours.ground,
        "second": colours.second,
        "font": font.family,
        # Figures below each other are equally wide.
        "figures": "auto" if font.figure is None else "tabular",
        "draft": language.label("document.draft") if options.preview else "",
        "page": language.label("document.page"),
        "name_length": len(head["name"]),
        "pay_url": payable_url(options),
    }
    shown = {
        "title": title,
        "number": invoice.number or "",
        "preceding": _preceding(invoice, language),
        "head": head,
        "window": window(recipient, issuer, language),
        "meta": [{"label": label, "value": value} for label, value in meta],
        "blocks": side_blocks(invoice, language),
        "columns": {name: language.label(f"lines.{name}") for name in column_names},
        "currency": invoice.currency or "",
        "rows": rows,
        "document_level": language.label("lines.document_level"),
        "document_rows": adjustments,
        "totals": total_rows(invoice, language),
        "due": amount_due(invoice, language),
        "breakdown": {
            "rate": language.label("totals.rate"),
            "taxable": language.label("totals.taxable_amount"),
            "tax": language.label("totals.tax_amount"),
            "rows": breakdown,
            "beside": len(breakdown) <= _BREAKDOWN_BESIDE_TOTALS_MAX,
        },
        "payment": payment,
        "notes": _notes(invoice, options, language),
        "foot": {
            "columns": foot_columns(invoice, language),
            "own": own_footer if len(own_footer) <= _FOOTER_LENGTH_MAX else "",
        },
    }
    return Page(file, shown)

"""The buyer's page as data: every text on it, finished, in the document's language. Pure.

What the printed document says comes from the same place as the PDF, so that both tell the same; what changes after
issuing (payments, corrections) comes from the ledger and the later documents, and is told apart from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from faktura.formats.pdf.language import Language, find_language
from faktura.formats.pdf.page import describe, document_title
from faktura.formats.pdf.rows import digits_width
from faktura.invoices.read import IssuedInvoice
from faktura.invoices.render import branding_of
from faktura.model import Invoice
from faktura.payments.read import PaymentSummary
from faktura.sockets import RenderOptions
from faktura.web.colours import Shades, shades
from faktura.web.logo import Logo
from faktura.web.payment import Payment, describe_payment
from faktura.web.standing import Standing, describe_standing
from faktura.web.words import Words, find_words

# More characters of numbers than this don't fit into the columns of the widest page beside a readable text.
_DIGITS_SIDE_BY_SIDE_MAX = 36


@dataclass(frozen=True, slots=True)
class Row:
    """A row of sums; `strong` marks the one that counts."""

    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerPage:
    """All that the template reads.

    `shown` are the texts of the printed document (see `faktura.formats.pdf.page`); `stacked` whether the numbers of
    its lines are too long for columns; `settled` the rows below its amount due; `corrections` a sentence for each
    later document that corrects this one. `address` is the last part of the page's own address, to which the files'
    addresses are relative; `seller_email` is a ``mailto:`` address; `brand_address` the lines of a brand's own address.
    """

    language: str
    words: Words
    title: str
    address: str
    test: bool
    shades: Shades
    logo: Logo | None
    heading: str
    number: str
    seller: str
    seller_email: str
    seller_email_shown: str
    brand_address: tuple[str, ...]
    buyer: tuple[str, ...]
    standing: Standing
    corrections: tuple[str, ...]
    payment: Payment | None
    shown: Mapping[str, Any]
    stacked: bool
    settled: tuple[Row, ...]
    texts: tuple[str, ...]


def mail_address(text: str) -> str:
    """A ``mailto:`` address for a seller's mail address; empty when it is not one that can be written to."""
    if text.count("@") != 1 or any(letter.isspace() for letter in text):
        return ""
    return "mailto:" + quote(text, safe="@+")


def _settled(invoice: Invoice, summary: PaymentSummary, language: Language, words: Words) -> tuple[Row, ...]:
    """What came after issuing: money received, credits, and what is left."""
    if invoice.is_credit_note or not (summary.paid_amount or summary.credited_amount):
        return ()
    currency = invoice.currency or ""
    rows = []
    if summary.paid_amount:
        rows.append(Row(words.say("amount.received"), language.money(-summary.paid_amount, currency)))
    if summary.credited_amount:
        rows.append(Row(words.say("amount.credited"), language.money(-summary.credited_amount, currency)))
    rows.append(Row(words.say("amount.remaining"), language.money(summary.open_amount, currency), strong=True))
    return tuple(rows)


def _correction(issued: IssuedInvoice, language: Language, words: Words) -> str:
    title = document_title(issued.invoice, language)
    return words.say("sentence.corrected_by", title=title, number=issued.number, date=language.day(issued.issue_date))


def _texts(shown: Mapping[str, Any], invoice: Invoice, payment: Payment | None) -> tuple[str, ...]:
    notes = shown["notes"]
    # The terms stand beside the account where one is shown; elsewhere they are still part of the document.
    terms = [invoice.payment_terms] if invoice.payment_terms and payment is None else []
    return (*notes["exemptions"], *notes["printed"], *terms, *notes["notes"])


def buyer_page(
    issued: IssuedInvoice,
    summary: PaymentSummary,
    *,
    address: str,
    corrections: Iterable[IssuedInvoice] = (),
    logo: Logo | None = None,
    shows_payment: bool = True,
) -> BuyerPage:
    """The page of an issued document as it stands on the summary's day.

    `corrections` are the documents that correct this one. `logo` is the frozen branding's, ready to show.
    `shows_payment`: whether the page says how to pay, where there is something to pay.
    """
    invoice = issued.invoice
    language, words = find_language(issued.language), find_words(issued.language)
    frozen = issued.sealed["branding"]
    colours = shades(frozen["colour"], frozen.get("secondary_colour") or "", frozen.get("font") or "")
    branding = replace(branding_of(frozen), colour=colours.accent, secondary_colour=colours.second)
    options = RenderOptions(
        language=language.code, branding=branding, printed_texts=tuple(issued.sealed["printed_texts"])
    )
    shown = describe(invoice, options).shown
    payment = describe_payment(invoice, summary, language, words, branding.payment_note) if shows_payment else None
    seller = shown["head"]["name"]
    contact = invoice.seller.contact if invoice.seller else None
    email = (contact.email if contact else None) or ""
    return BuyerPage(
        language=language.code,
        words=words,
        title=f"{shown['title']} {issued.number} – {seller}",
        address=address,
        test=issued.sealed["mode"] == "test",
        shades=colours,
        logo=logo,
        heading=shown["title"],
        number=issued.number,
        seller=seller,
        seller_email=mail_address(email),
        seller_email_shown=email,
        brand_address=tuple(shown["head"]["lines"]) if branding.address is not None else (),
        buyer=tuple(shown["window"]),
        standing=describe_standing(invoice, summary, language, words),
        corrections=tuple(_correction(each, language, words) for each in corrections),
        payment=payment,
        shown=shown,
        stacked=digits_width(shown["rows"]) > _DIGITS_SIDE_BY_SIDE_MAX,
        settled=_settled(invoice, summary, language, words),
        texts=_texts(shown, invoice, payment),
    )

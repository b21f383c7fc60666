"""Issued documents made without a database, for what is pure; and a reader of the HTML that comes out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from lxml import html as lxml_html

from faktura.calculation import calculate
from faktura.invoices.read import IssuedInvoice
from faktura.model import (
    Address,
    Buyer,
    Contact,
    CreditTransfer,
    Invoice,
    Line,
    PaymentInstructions,
    Seller,
    Vat,
)
from faktura.model.json import canonical, to_plain
from faktura.payments.ledger import PaymentSummary, summary_of_sums
from faktura.web.buyer_page import BuyerPage, buyer_page
from faktura.web.rendering import render_html

DUE = date(2026, 6, 30)
ISSUED = datetime(2026, 6, 1, 9, tzinfo=UTC)
IBAN = "AT611904300234573201"


def invoice(**changes: Any) -> Invoice:
    """100.00 net at 20 %, to be paid by transfer until 30 June 2026."""
    document = Invoice(
        number="2026-00001",
        issue_date=date(2026, 6, 1),
        due_date=DUE,
        type_code="380",
        currency="EUR",
        seller=Seller(
            name="Wiesenhof GmbH",
            vat_id="ATU12345675",
            address=Address(line1="Hauptplatz 14", city="Graz", postal_code="8010", country="AT"),
            contact=Contact(name="Anna Moser", email="billing@wiesenhof.example"),
        ),
        buyer=Buyer(name="Buyer AG", address=Address(city="Berlin", postal_code="10115", country="DE")),
        payment_instructions=(
            PaymentInstructions(means_code="58", credit_transfers=(CreditTransfer(account=IBAN, bic="OPSKATWW"),)),
        ),
        lines=(
            Line(
                name="Work",
                quantity=Decimal(1),
                unit="HUR",
                unit_price=Decimal(100),
                vat=Vat(category="S", rate=Decimal(20)),
            ),
        ),
    )
    return calculate(replace(document, **changes)).invoice


def issued(document: Invoice | None = None, **sealed: Any) -> IssuedInvoice:
    """An issued document in live mode, in English, without branding."""
    document = document or invoice()
    plain = {
        "mode": "live",
        "document_type": "credit_note" if document.is_credit_note else "invoice",
        "language": "en",
        "email": None,
        "printed_texts": [],
        "branding": {"colour": "#1f3a5f", "footer": ""},
        "document": to_plain(document),
        **sealed,
    }
    return IssuedInvoice(
        id=UUID(int=1),
        number=document.number or "",
        sealed=plain,
        text=canonical(plain).decode(),
        hash=bytes(32),
        previous_hash=None,
        findings=[],
        created_at=ISSUED,
        issued_at=ISSUED,
    )


def standing_on(
    document: Invoice, *, paid: str = "0", credited: str = "0", on: date = date(2026, 6, 2)
) -> PaymentSummary:
    assert document.totals is not None
    assert document.totals.amount_due is not None
    return summary_of_sums(document.totals.amount_due, document.due_date, Decimal(paid), Decimal(credited), on)


def page_of(
    document: Invoice | None = None, *, paid: str = "0", on: date = date(2026, 6, 2), **sealed: Any
) -> BuyerPage:
    document = document or invoice()
    return buyer_page(issued(document, **sealed), standing_on(document, paid=paid, on=on), address="token")


def html_of(page: BuyerPage) -> Any:
    """The page's HTML as a tree."""
    made = render_html("buyer.html.jinja", ("base", "buyer"), page.shades, page=page, words=page.words)
    return lxml_html.document_fromstring(made.content.decode())


def text_of(tree: Any) -> str:
    """What a reader sees of a page, in one line."""
    (body,) = tree.xpath("//body")
    return " ".join(" ".join(body.itertext()).split())

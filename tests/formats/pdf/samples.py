"""Invoices and reading aids for the tests of this folder."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pypdf import PdfReader

from faktura.calculation import calculate
from faktura.formats.pdf import write
from faktura.model import (
    Address,
    Buyer,
    Contact,
    CreditTransfer,
    Delivery,
    Identifier,
    Invoice,
    Line,
    PaymentInstructions,
    Seller,
    Vat,
)
from faktura.sockets import RenderOptions

IBAN = "DE89370400440532013000"
STANDARD = Vat(category="S", rate=Decimal(19))

TRANSFER = PaymentInstructions(
    means_code="58",
    remittance_information="2026-00042",
    credit_transfers=(CreditTransfer(account=IBAN, account_name="Lindenhof GmbH", bic="COBADEFFXXX"),),
)
SELLER = Seller(
    name="Lindenhof GmbH",
    vat_id="DE123456789",
    tax_registration_id="27/123/45678",
    legal_registration=Identifier(value="HRB 123456 B"),
    address=Address(line1="Lindenstraße 14", city="Berlin", postal_code="10969", country="DE"),
    contact=Contact(name="Jonas Weber", phone="+49 30 1234567", email="rechnung@lindenhof.example"),
)
BUYER = Buyer(
    name="Atelier Lumière SARL",
    vat_id="FR40303265045",
    address=Address(line1="12 rue des Lilas", city="Lyon", postal_code="69003", country="FR"),
)


def line(number: int = 1, **changes: Any) -> Line:
    """A line with a name that no other line has."""
    values: dict[str, Any] = {
        "id": str(number),
        "name": f"Stuhl Nr. {number:05}",
        "description": "Buche, geölt",
        "quantity": Decimal("2.5"),
        "unit": "HUR",
        "unit_price": Decimal("1480.00"),
        "vat": STANDARD,
    }
    return Line(**{**values, **changes})


def sample(count: int = 2, /, **changes: Any) -> Invoice:
    """A calculated invoice of so many lines, with changes."""
    invoice = Invoice(
        number="2026-00042",
        issue_date=date(2026, 11, 3),
        type_code="380",
        currency="EUR",
        due_date=date(2026, 12, 3),
        buyer_reference="PO-7781",
        seller=SELLER,
        buyer=BUYER,
        delivery=Delivery(date=date(2026, 10, 30)),
        payment_terms="30 Tage netto.",
        payment_instructions=(TRANSFER,),
        lines=tuple(line(number) for number in range(1, count + 1)),
    )
    return calculate(replace(invoice, **changes)).invoice


def reader(invoice: Invoice, **options: Any) -> PdfReader:
    """The written PDF, opened."""
    return PdfReader(io.BytesIO(write(invoice, RenderOptions(**options)).content))


def squash(text: str) -> str:
    """A text without any white space, so that line breaks don't matter."""
    return re.sub(r"\s", "", text)


def texts(invoice: Invoice, **options: Any) -> list[str]:
    """The text of each page, squashed."""
    return [squash(page.extract_text()) for page in reader(invoice, **options).pages]


def text(invoice: Invoice, **options: Any) -> str:
    """The text of all pages, squashed."""
    return "".join(texts(invoice, **options))

"""Made-up documents that a template is tried on: what is law for one kind of document may be missing on another."""

import functools
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from faktura.calculation import calculate
from faktura.model import (
    DOCUMENT_TYPES,
    Address,
    Buyer,
    Contact,
    CreditTransfer,
    Delivery,
    Identifier,
    Invoice,
    Line,
    LineAllowance,
    Note,
    PaymentInstructions,
    Period,
    PrecedingInvoice,
    Seller,
    Vat,
)
from faktura.sockets import Branding, RenderOptions

FONTS = (
    "Source Sans Pro",
    "Source Serif Pro",
    "Manrope",
    "Libertinus Serif",
    "New Computer Modern",
    "DejaVu Sans Mono",
)
"""The families that a template may name: those of the pages, and the typesetter's own."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A document with its name, its language, and the texts that law would want on it."""

    name: str
    invoice: Invoice
    language: str
    printed_texts: tuple[str, ...] = ()

    def options(self, branding: Branding, language: str = "") -> RenderOptions:
        """How it is rendered, in its own language unless another one is named."""
        return RenderOptions(language=language or self.language, branding=branding, printed_texts=self.printed_texts)


_SELLER = Seller(
    name="Lindenhof GmbH",
    vat_id="DE123456788",
    tax_registration_id="27/123/45678",
    legal_registration=Identifier(value="HRB 123456 B"),
    legal_information="Amtsgericht Charlottenburg. Geschäftsführung: Jonas Weber",
    address=Address(line1="Lindenstraße 14", city="Berlin", postal_code="10969", country="DE"),
    contact=Contact(name="Jonas Weber", phone="+49 30 1234567", email="rechnung@lindenhof.example"),
)
_HOME = Buyer(
    name="Musterwerk AG",
    vat_id="DE136695976",
    address=Address(line1="Hafenweg 3", city="Hamburg", postal_code="20457", country="DE"),
)
_ABROAD = Buyer(
    name="Atelier Lumière SARL",
    vat_id="FR40303265045",
    address=Address(line1="12 rue des Lilas", city="Lyon", postal_code="69003", country="FR"),
)
_TRANSFER = PaymentInstructions(
    means_code="58",
    remittance_information="2026-00042",
    credit_transfers=(
        CreditTransfer(account="DE89370400440532013000", account_name="Lindenhof GmbH", bic="COBADEFFXXX"),
    ),
)
_STANDARD, _REDUCED = Vat(category="S", rate=Decimal(19)), Vat(category="S", rate=Decimal(7))
_REVERSE = Vat(category="AE", rate=Decimal(0), exemption_reason="Reverse charge")


def _line(name: str, quantity: str, price: str, vat: Vat, unit: str = "HUR", **more: object) -> Line:
    return Line(name=name, quantity=Decimal(quantity), unit=unit, unit_price=Decimal(price), vat=vat, **more)  # type: ignore[arg-type]


def _invoice(kind: str = "invoice", **values: object) -> Invoice:
    given: dict[str, object] = {
        "number": "2026-00042",
        "issue_date": date(2026, 11, 23),
        "type_code": DOCUMENT_TYPES[kind].type_code,
        "currency": "EUR",
        "due_date": date(2026, 12, 23),
        "buyer_reference": "PO-7781",
        "seller": _SELLER,
        "buyer": _HOME,
        "delivery": Delivery(date=date(2026, 11, 20)),
        "payment_terms": "30 Tage netto.",
        "payment_instructions": (_TRANSFER,),
        **values,
    }
    lines = given["lines"]
    assert isinstance(lines, tuple)
    given["lines"] = tuple(
        Line(**{**{name: getattr(line, name) for name in line.__slots__}, "id": str(place)})
        for place, line in enumerate(lines, start=1)
    )
    return calculate(Invoice(**given)).invoice  # type: ignore[arg-type]


@functools.cache
def samples() -> dict[str, Sample]:
    """All of them by name, the plainest first."""
    loyal = (LineAllowance(percent=Decimal(10), reason="Treuerabatt"),)
    found = (
        Sample(
            "invoice",
            _invoice(
                lines=(
                    _line("Beratung", "12.5", "80.00", _STANDARD, description="Konzept und Begleitung vor Ort"),
                    _line("Handbuch", "3", "19.90", _REDUCED, "H87", allowances=loyal, seller_item_id="HB-7"),
                ),
                notes=(Note(text="Vielen Dank für Ihren Auftrag."),),
            ),
            "de",
        ),
        Sample(
            "reverse_charge",
            _invoice(
                buyer=_ABROAD,
                period=Period(start_date=date(2026, 10, 1), end_date=date(2026, 10, 31)),
                delivery=None,
                lines=(_line("Consulting", "40", "95.00", _REVERSE),),
            ),
            "en",
            ("Reverse charge: the recipient is liable for the VAT (Article 196 of Directive 2006/112/EC).",),
        ),
        Sample(
            "credit_note",
            _invoice(
                "credit_note",
                number="G-2026-00007",
                due_date=None,
                payment_terms=None,
                payment_instructions=(),
                preceding_invoices=(PrecedingInvoice(number="2026-00042", issue_date=date(2026, 11, 23)),),
                lines=(_line("Beratung", "2", "80.00", _STANDARD),),
            ),
            "de",
        ),
        Sample(
            "small_amounts",
            _invoice(
                number="FR-2026-000000123",
                buyer=_ABROAD,
                lines=(_line("Carte postale", "1", "0.50", Vat(category="S", rate=Decimal("5.5")), "C62"),),
                payment_instructions=(),
            ),
            "fr",
            ("Pas d'escompte pour paiement anticipé. Indemnité forfaitaire pour frais de recouvrement : 40 euros.",),
        ),
        Sample(
            "many_lines",
            _invoice(
                lines=tuple(
                    _line(f"Position {place:03}", str(place), "1234.56", _STANDARD if place % 2 else _REDUCED, "H87")
                    for place in range(1, 81)
                ),
            ),
            "de",
        ),
    )
    return {sample.name: sample for sample in found}

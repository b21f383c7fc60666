"""Invoices for the tests: one that uses every term of the model, and two that a business might send."""

import dataclasses
import typing
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from faktura.model import (
    Address,
    Buyer,
    Contact,
    CreditTransfer,
    Delivery,
    DocumentAllowance,
    ElectronicAddress,
    Identifier,
    Invoice,
    Line,
    LineAllowance,
    Note,
    PaymentInstructions,
    PrecedingInvoice,
    Seller,
    Totals,
    Vat,
    VatBreakdown,
)
from faktura.model.terms import fields_of

_SPECIAL = {
    "/notes/-/subject_code": "AAI",
    "/currency": "EUR",
    "/vat_currency": "SEK",
    "/supporting_documents/-/content": "UmVjaG51bmc=",
}
"""Values that must have a form of their own; all others are numbered texts, days and decimals."""
CARRIED_ELSEWHERE = ("/vat/exemption_reason", "/vat/exemption_reason_code")
"""A convenience of the model on lines and allowances: BT-120 and BT-121 belong to the VAT breakdown (BG-23)."""


def every_term(type_code: str) -> Invoice:
    """An invoice in which every field has a value of its own, and every list two items."""
    numbers = count(1)
    filled: Invoice = _fill(Invoice, "", numbers)
    return dataclasses.replace(filled, type_code=type_code)


def _fill(cls: type, path: str, numbers: Iterator[int]) -> Any:
    values: dict[str, Any] = {}
    hints = typing.get_type_hints(cls)
    for info in fields_of(cls):
        here = f"{path}/{info.name}"
        if here.endswith(CARRIED_ELSEWHERE) and not here.startswith("/vat_breakdown"):
            continue
        if info.many:
            assert info.part is not None
            values[info.name] = tuple(_fill(info.part, f"{here}/-", numbers) for _ in range(2))
        elif info.part is not None:
            values[info.name] = _fill(info.part, here, numbers)
        else:
            number = next(numbers)
            kinds = typing.get_args(hints[info.name])
            if Decimal in kinds:
                values[info.name] = Decimal(number) / 4
            elif date in kinds:
                values[info.name] = date(2026, 1, 1) + timedelta(days=number)
            else:
                values[info.name] = _SPECIAL.get(here, f"{info.name} {number}")
    return cls(**values)


SELLER = Seller(
    name="Müller & Söhne GmbH",
    trading_name="Müller",
    identifiers=(Identifier(value="4000001123452", scheme="0088"),),
    legal_registration=Identifier(value="HRB 12345"),
    vat_id="DE136695976",
    tax_registration_id="37/181/00012",
    electronic_address=ElectronicAddress(value="DE136695976", scheme="9930"),
    address=Address(line1="Musterweg 1", city="Berlin", postal_code="10115", country="DE"),
    contact=Contact(name="Eva Müller", phone="+49 30 123456", email="eva@example.com"),
)
BUYER = Buyer(
    name="Example B.V.",
    legal_registration=Identifier(value="12345678", scheme="0106"),
    vat_id="NL000099998B57",
    electronic_address=ElectronicAddress(value="12345678", scheme="0106"),
    address=Address(line1="Grachtstraat 2", city="Amsterdam", postal_code="1011", country="NL"),
)
BILLING = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
BIS_3 = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"

INVOICE = Invoice(
    number="2026-00042",
    issue_date=date(2026, 11, 23),
    type_code="380",
    currency="EUR",
    due_date=date(2026, 12, 23),
    buyer_reference="04011000-12345-39",
    sales_order_reference="SO-7",
    notes=(Note(text="Thank you for <your> order & trust.", subject_code="AAI"),),
    business_process=BILLING,
    specification=BIS_3,
    seller=SELLER,
    buyer=BUYER,
    delivery=Delivery(date=date(2026, 11, 20)),
    payment_instructions=(
        PaymentInstructions(
            means_code="58",
            remittance_information="2026-00042",
            credit_transfers=(
                CreditTransfer(account="DE89370400440532013000", account_name="Müller & Söhne", bic="COBADEFFXXX"),
                CreditTransfer(account="NL91ABNA0417164300"),
            ),
        ),
    ),
    allowances=(
        DocumentAllowance(
            amount=Decimal("10.00"), vat=Vat(category="S", rate=Decimal(19)), reason="Loyalty", reason_code="95"
        ),
    ),
    totals=Totals(
        sum_of_lines=Decimal("1053.73"),
        sum_of_allowances=Decimal("10.00"),
        total_without_vat=Decimal("1043.73"),
        total_vat=Decimal("191.86"),
        total_with_vat=Decimal("1235.59"),
        amount_due=Decimal("1235.59"),
    ),
    vat_breakdown=(
        VatBreakdown(taxable_amount=Decimal("990.00"), tax_amount=Decimal("188.10"), category="S", rate=Decimal(19)),
        VatBreakdown(taxable_amount=Decimal("53.73"), tax_amount=Decimal("3.76"), category="S", rate=Decimal(7)),
    ),
    lines=(
        Line(
            id="1",
            quantity=Decimal("12.5"),
            unit="HUR",
            net_amount=Decimal("1000.00"),
            unit_price=Decimal("80.00"),
            vat=Vat(category="S", rate=Decimal(19)),
            name="Consulting",
        ),
        Line(
            id="2",
            quantity=Decimal(3),
            unit="C62",
            net_amount=Decimal("53.73"),
            allowances=(
                LineAllowance(
                    amount=Decimal("5.97"),
                    base_amount=Decimal("59.70"),
                    percent=Decimal(10),
                    reason="Loyalty",
                ),
            ),
            unit_price=Decimal("19.90"),
            vat=Vat(category="S", rate=Decimal(7)),
            name="Handbook",
        ),
    ),
)
CREDIT_NOTE = dataclasses.replace(
    INVOICE,
    number="2026-00043",
    type_code="381",
    project_reference="Bridge 7",
    preceding_invoices=(PrecedingInvoice(number="2026-00042", issue_date=date(2026, 11, 23)),),
)

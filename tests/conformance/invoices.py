"""Invoices of many kinds as a business would draft them; `calculate` completes them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from faktura.calculation import calculate
from faktura.model import (
    Address,
    Attribute,
    Buyer,
    Classification,
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    DocumentAllowance,
    ElectronicAddress,
    Identifier,
    Invoice,
    Line,
    LineAllowance,
    Note,
    Payee,
    PaymentCard,
    PaymentInstructions,
    Period,
    PrecedingInvoice,
    Seller,
    SupportingDocument,
    TaxRepresentative,
    Totals,
    Vat,
)

STANDARD = Vat(category="S", rate=Decimal(21))
REDUCED = Vat(category="S", rate=Decimal(6))

# Belgium: a seller for whom Peppol has no national rules, so that only the common ones speak.
SELLER = Seller(
    name="Voorbeeld BV",
    trading_name="Voorbeeld",
    identifiers=(Identifier(value="5412345000013", scheme="0088"),),
    legal_registration=Identifier(value="0202239951", scheme="0208"),
    vat_id="BE0202239951",
    electronic_address=ElectronicAddress(value="0202239951", scheme="0208"),
    address=Address(line1="Kerkstraat 1", line2="Bus 2", city="Gent", postal_code="9000", country="BE"),
    contact=Contact(name="Jan Peeters", phone="+32 9 123 45 67", email="jan@example.com"),
)
BUYER = Buyer(
    name="Exemple SA",
    vat_id="BE0403170701",
    electronic_address=ElectronicAddress(value="0403170701", scheme="0208"),
    address=Address(line1="Rue Haute 3", city="Bruxelles", postal_code="1000", country="BE"),
)
FOREIGN_BUYER = Buyer(
    name="Exemple SARL",
    vat_id="FR40303265045",
    electronic_address=ElectronicAddress(value="30326504500017", scheme="0009"),
    address=Address(line1="12 rue Basse", city="Lyon", postal_code="69001", country="FR"),
)
OVERSEAS_BUYER = Buyer(
    name="Example Inc.",
    electronic_address=ElectronicAddress(value="5412345000020", scheme="0088"),
    address=Address(line1="1 Main St", city="Boston", subdivision="MA", postal_code="02108", country="US"),
)
TRANSFER = PaymentInstructions(
    means_code="58",
    remittance_information="+++090/9337/55493+++",
    credit_transfers=(CreditTransfer(account="BE68539007547034", account_name="Voorbeeld", bic="GKCCBEBB"),),
)


def line(name: str, quantity: str, price: str, vat: Vat = STANDARD, unit: str = "C62") -> Line:
    """A line as it is drafted."""
    return Line(name=name, quantity=Decimal(quantity), unit=unit, unit_price=Decimal(price), vat=vat)


BASE = Invoice(
    number="F-2026-0001",
    issue_date=date(2026, 11, 23),
    type_code="380",
    currency="EUR",
    due_date=date(2026, 12, 23),
    buyer_reference="dept. 7",
    business_process="urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    specification="urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    seller=SELLER,
    buyer=BUYER,
    payment_instructions=(TRANSFER,),
    lines=(line("Consulting", "12.5", "80.00", unit="HUR"), line("Handbook", "3", "19.90", REDUCED)),
)


def _exempt(category: str, code: str, reason: str) -> Vat:
    rate = None if category == "O" else Decimal(0)
    return Vat(category=category, rate=rate, exemption_reason_code=code, exemption_reason=reason)


def _with_every_reference() -> Invoice:
    first = replace(
        line("Drill", "2", "99.00"),
        note="As seen at the fair",
        object=Identifier(value="meter 7", scheme="ABT"),
        order_line_reference="1",
        buyer_accounting_reference="4711",
        period=Period(start_date=date(2026, 11, 1), end_date=date(2026, 11, 30)),
        description="A drill & its case",
        seller_item_id="D-1",
        buyer_item_id="X-9",
        standard_item_id=Identifier(value="5412345000013", scheme="0160"),
        classifications=(Classification(value="27112700", list_id="STI", list_version="19.05.01"),),
        origin_country="CN",
        attributes=(Attribute(name="Colour", value="red"),),
    )
    return replace(
        BASE,
        notes=(Note(text="Thank you.\nSee you.", subject_code="AAI"),),
        tax_point_date=date(2026, 11, 20),
        project_reference="P-1",
        contract_reference="C-1",
        purchase_order_reference="PO-1",
        sales_order_reference="SO-1",
        receiving_advice_reference="R-1",
        despatch_advice_reference="D-1",
        tender_or_lot_reference="T-1",
        invoiced_object=Identifier(value="obj", scheme="ABT"),
        buyer_accounting_reference="4711",
        payment_terms="30 days net",
        preceding_invoices=(PrecedingInvoice(number="F-2026-0000", issue_date=date(2026, 10, 1)),),
        payee=Payee(
            name="Factor NV",
            identifier=Identifier(value="5412345000037", scheme="0088"),
            legal_registration=Identifier(value="0403170701", scheme="0208"),
        ),
        tax_representative=TaxRepresentative(
            name="Fiscal BV", vat_id="BE0403170701", address=Address(city="Gent", postal_code="9000", country="BE")
        ),
        delivery=Delivery(
            name="Depot",
            location=Identifier(value="5412345000044", scheme="0088"),
            date=date(2026, 11, 20),
            address=Address(line1="Dok 1", line3="Poort B", city="Antwerpen", postal_code="2000", country="BE"),
        ),
        period=Period(start_date=date(2026, 11, 1), end_date=date(2026, 11, 30)),
        supporting_documents=(
            SupportingDocument(
                reference="timesheet",
                description="Hours",
                content="JVBERi0xLjcK",
                media_type="application/pdf",
                file_name="hours.pdf",
            ),
            SupportingDocument(reference="terms", url="https://example.com/terms"),
        ),
        lines=(first,),
    )


def _drafts() -> dict[str, Invoice]:
    goods = Delivery(date=date(2026, 11, 20), address=Address(city="Lyon", postal_code="69001", country="FR"))
    return {
        "domestic, two rates": BASE,
        "reverse charge": replace(
            BASE,
            buyer=FOREIGN_BUYER,
            lines=(line("Consulting", "8", "95", _exempt("AE", "VATEX-EU-AE", "Reverse charge")),),
        ),
        "intra-community supply": replace(
            BASE,
            buyer=FOREIGN_BUYER,
            delivery=goods,
            lines=(line("Drill", "2", "99", _exempt("K", "VATEX-EU-IC", "Intra-community supply")),),
        ),
        "export": replace(
            BASE,
            buyer=OVERSEAS_BUYER,
            delivery=replace(goods, address=OVERSEAS_BUYER.address),
            lines=(line("Drill", "2", "99", _exempt("G", "VATEX-EU-G", "Export outside the EU")),),
        ),
        "exempt": replace(BASE, lines=(line("Course", "1", "300", _exempt("E", "VATEX-EU-132", "Education")),)),
        "zero rated": replace(BASE, lines=(line("Newspaper", "1", "3.50", Vat(category="Z", rate=Decimal(0))),)),
        "outside scope": replace(
            BASE,
            seller=replace(SELLER, vat_id=None),
            buyer=replace(BUYER, vat_id=None),
            lines=(line("Fee", "1", "50", _exempt("O", "VATEX-EU-O", "Not subject to VAT")),),
        ),
        "credit note": replace(
            BASE,
            number="C-2026-0001",
            type_code="381",
            project_reference="P-1",
            preceding_invoices=(PrecedingInvoice(number="F-2026-0001", issue_date=date(2026, 11, 23)),),
        ),
        "credit note, no payment instructions": replace(
            BASE, number="C-2026-0002", type_code="381", payment_instructions=(), sales_order_reference="SO-2"
        ),
        "allowances and charges": replace(
            BASE,
            allowances=(
                DocumentAllowance(
                    percent=Decimal(10), base_amount=Decimal(1000), vat=STANDARD, reason="Loyalty", reason_code="95"
                ),
            ),
            charges=(DocumentAllowance(amount=Decimal("12.34"), vat=REDUCED, reason="Freight", reason_code="FC"),),
            lines=(
                replace(
                    BASE.lines[0],
                    allowances=(LineAllowance(percent=Decimal(5), base_amount=Decimal(1000), reason="Early order"),),
                    charges=(LineAllowance(amount=Decimal("3.33"), reason_code="ABL"),),
                ),
                BASE.lines[1],
            ),
        ),
        "prepaid and rounded": replace(
            BASE, totals=Totals(prepaid_amount=Decimal("500.00"), rounding_amount=Decimal("0.02"))
        ),
        "gross price and base quantity": replace(
            BASE,
            lines=(
                replace(
                    line("Screws", "250", "9.00"),
                    gross_price=Decimal(10),
                    price_discount=Decimal(1),
                    price_base_quantity=Decimal(100),
                    price_base_unit="C62",
                ),
            ),
        ),
        "yen": replace(BASE, currency="JPY", lines=(line("Consulting", "3", "33333"),)),
        "VAT in another currency": replace(
            BASE, currency="USD", vat_currency="EUR", totals=Totals(total_vat_accounting=Decimal("195.32"))
        ),
        "direct debit": replace(
            BASE,
            payment_instructions=(
                PaymentInstructions(
                    means_code="59",
                    direct_debit=DirectDebit(
                        mandate_reference="M-1",
                        creditor_identifier="BE62ZZZ0202239951",
                        debited_account="BE71096123456769",
                    ),
                ),
            ),
        ),
        "card": replace(
            BASE,
            payment_instructions=(
                PaymentInstructions(
                    means_code="48", means_text="Card", card=PaymentCard(account_number="1234", holder_name="E. Xample")
                ),
            ),
        ),
        "several accounts": replace(
            BASE,
            payment_instructions=(
                replace(
                    TRANSFER, credit_transfers=(*TRANSFER.credit_transfers, CreditTransfer(account="BE71096123456769"))
                ),
            ),
        ),
        "every reference": _with_every_reference(),
        "three hundred lines": replace(
            BASE,
            lines=tuple(
                line(f"Item {number}", f"{number}.5", f"{number}.37", (STANDARD, REDUCED)[number % 2])
                for number in range(1, 301)
            ),
        ),
    }


INVOICES = {name: calculate(draft).invoice for name, draft in _drafts().items()}

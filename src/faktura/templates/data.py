"""A document as the data of a template: everything said in the language, nothing decided anew."""

import dataclasses
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date

from faktura.formats.pdf.colours import palette
from faktura.formats.pdf.language import Language, find_language, read_labels
from faktura.formats.pdf.logo import prepare_logo
from faktura.formats.pdf.page import describe
from faktura.formats.pdf.parties import address_lines, group_account
from faktura.formats.pdf.payment_code import payment_code_payload
from faktura.formats.pdf.qr_code import draw_qr_code
from faktura.formats.pdf.rows import document_rows, line_rows, vat_words
from faktura.model import (
    DOCUMENT_TYPES,
    Address,
    Buyer,
    Contact,
    Delivery,
    DocumentAllowance,
    Identifier,
    Invoice,
    Line,
    LineAllowance,
    Payee,
    Period,
    Seller,
    TaxRepresentative,
    Totals,
    Vat,
)
from faktura.money import minor_units
from faktura.sockets import RenderOptions
from faktura.templates.contract import (
    CONTRACT,
    AddressData,
    AdjustmentData,
    AmountData,
    BrandingData,
    BreakdownData,
    DayData,
    DocumentData,
    FactData,
    LineData,
    NumberData,
    PartyData,
    PaymentData,
    PeriodData,
    PrecedingData,
    ReferencesData,
    TemplateData,
    TextsData,
    TotalRowData,
    TotalsData,
    VatData,
)

_TYPES = {kind.type_code: kind.name for kind in DOCUMENT_TYPES.values()}


def to_plain(data: TemplateData) -> dict[str, Any]:
    """The data as JSON: every key is there, what is unknown is null."""
    return dataclasses.asdict(data)


class _Writer:
    """What writes values in one language and currency."""

    def __init__(self, language: Language, currency: str) -> None:
        self.language, self.currency = language, currency

    def number(self, value: Decimal | None) -> NumberData | None:
        return None if value is None else NumberData(value=format(value, "f"), text=self.language.number(value))

    def amount(self, value: Decimal | None, currency: str | None = None) -> AmountData | None:
        if value is None:
            return None
        unit = self.currency if currency is None else currency
        return AmountData(
            value=format(value, "f"), text=self.language.amount(value, unit), money=self.language.money(value, unit)
        )

    def price(self, value: Decimal | None) -> AmountData | None:
        if value is None:
            return None
        text = self.language.number(value, minor_units(self.currency))
        return AmountData(value=format(value, "f"), text=text, money=self.language.money(value, self.currency))

    def day(self, value: date | None) -> DayData | None:
        if value is None:
            return None
        long = format_date(value, format="long", locale=self.language.locale)
        return DayData(value=value.isoformat(), text=self.language.day(value), long=long)

    def period(self, period: Period | None) -> PeriodData | None:
        if period is None:
            return None
        start, end = self.day(period.start_date), self.day(period.end_date)
        return PeriodData(start=start, end=end, text=self.language.period(period))

    def vat(self, vat: Vat | None) -> VatData | None:
        if vat is None:
            return None
        return VatData(category=vat.category or "", rate=self.number(vat.rate), text=vat_words(vat, self.language))

    def address(self, address: Address | None, home: str | None) -> AddressData:
        held = address or Address()
        return AddressData(
            line1=held.line1 or "",
            line2=held.line2 or "",
            line3=held.line3 or "",
            city=held.city or "",
            postal_code=held.postal_code or "",
            subdivision=held.subdivision or "",
            country=held.country or "",
            country_name=self.language.country(held.country) if held.country else "",
            lines=tuple(address_lines(address, self.language, home)),
        )

    def party(self, party: Seller | Buyer | Payee | TaxRepresentative | Delivery, home: str | None) -> PartyData:
        """A party of any kind; what its kind doesn't know is empty."""
        contact: Contact = getattr(party, "contact", None) or Contact()
        identifiers: Iterable[Identifier | None] = getattr(party, "identifiers", ())
        one = getattr(party, "identifier", None) or getattr(party, "location", None)
        registration: Identifier | None = getattr(party, "legal_registration", None)
        return PartyData(
            name=party.name or "",
            trading_name=getattr(party, "trading_name", None) or "",
            address=self.address(getattr(party, "address", None), home),
            vat_id=getattr(party, "vat_id", None) or "",
            tax_registration_id=getattr(party, "tax_registration_id", None) or "",
            registration=(registration.value if registration else None) or "",
            identifiers=tuple(each.value for each in (*identifiers, one) if each and each.value),
            contact_name=contact.name or "",
            phone=contact.phone or "",
            email=contact.email or "",
            legal_information=getattr(party, "legal_information", None) or "",
        )


def _line(line: Line, row: dict[str, Any], write: _Writer) -> LineData:
    entries: list[tuple[LineAllowance, bool]] = [(each, False) for each in line.allowances]
    entries += [(each, True) for each in line.charges]
    adjustments = tuple(
        AdjustmentData(text=shown["text"], amount=write.amount(_signed(entry, is_charge=is_charge)), vat=None)
        for (entry, is_charge), shown in zip(entries, row["entries"], strict=True)
    )
    return LineData(
        position=row["position"],
        name=row["name"],
        description=row["description"],
        details=tuple(row["details"]),
        quantity=write.number(line.quantity),
        unit=row["unit"],
        unit_code=line.unit or "",
        unit_price=write.price(line.unit_price),
        price_base=row["price_base"],
        vat=write.vat(line.vat),
        net_amount=write.amount(line.net_amount),
        period=write.period(line.period),
        adjustments=adjustments,
    )


def _signed(entry: LineAllowance | DocumentAllowance, *, is_charge: bool) -> Decimal | None:
    return entry.amount if is_charge or entry.amount is None else -entry.amount


def _adjustments(invoice: Invoice, write: _Writer) -> tuple[AdjustmentData, ...]:
    entries = [(entry, False) for entry in invoice.allowances] + [(entry, True) for entry in invoice.charges]
    return tuple(
        AdjustmentData(
            text=shown["text"], amount=write.amount(_signed(entry, is_charge=is_charge)), vat=write.vat(entry.vat)
        )
        for (entry, is_charge), shown in zip(entries, document_rows(invoice, write.language), strict=True)
    )


def _breakdown(invoice: Invoice, write: _Writer) -> tuple[BreakdownData, ...]:
    found = []
    for row in invoice.vat_breakdown:
        vat = write.vat(Vat(category=row.category, rate=row.rate))
        assert vat is not None
        found.append(
            BreakdownData(
                vat=vat,
                taxable_amount=write.amount(row.taxable_amount),
                tax_amount=write.amount(row.tax_amount),
                exemption_reason=row.exemption_reason or "",
                exemption_reason_code=row.exemption_reason_code or "",
            )
        )
    return tuple(found)


def _totals(invoice: Invoice, write: _Writer) -> TotalsData:
    totals = invoice.totals or Totals()
    return TotalsData(
        sum_of_lines=write.amount(totals.sum_of_lines),
        sum_of_allowances=write.amount(totals.sum_of_allowances),
        sum_of_charges=write.amount(totals.sum_of_charges),
        total_without_vat=write.amount(totals.total_without_vat),
        total_vat=write.amount(totals.total_vat),
        total_vat_accounting=write.amount(totals.total_vat_accounting, invoice.vat_currency or ""),
        total_with_vat=write.amount(totals.total_with_vat),
        prepaid=write.amount(totals.prepaid_amount),
        rounding=write.amount(totals.rounding_amount),
        amount_due=write.amount(totals.amount_due),
    )


def _references(invoice: Invoice) -> ReferencesData:
    return ReferencesData(
        buyer_reference=invoice.buyer_reference or "",
        purchase_order=invoice.purchase_order_reference or "",
        sales_order=invoice.sales_order_reference or "",
        contract=invoice.contract_reference or "",
        project=invoice.project_reference or "",
        tender_or_lot=invoice.tender_or_lot_reference or "",
        invoiced_object=(invoice.invoiced_object.value if invoice.invoiced_object else None) or "",
        buyer_accounting=invoice.buyer_accounting_reference or "",
        despatch_advice=invoice.despatch_advice_reference or "",
        receiving_advice=invoice.receiving_advice_reference or "",
    )


def _document(invoice: Invoice, shown: dict[str, Any], write: _Writer, *, is_draft: bool) -> DocumentData:
    return DocumentData(
        type=_TYPES.get(invoice.type_code or "", "credit_note" if invoice.is_credit_note else "invoice"),
        type_code=invoice.type_code or "",
        title=shown["title"],
        number=shown["number"],
        is_credit_note=invoice.is_credit_note,
        is_draft=is_draft,
        currency=write.currency,
        issue_date=write.day(invoice.issue_date),
        due_date=write.day(invoice.due_date),
        delivery_date=write.day(invoice.delivery.date if invoice.delivery else None),
        tax_point_date=write.day(invoice.tax_point_date),
        period=write.period(invoice.period),
        preceding=tuple(
            PrecedingData(number=each.number or "", issue_date=write.day(each.issue_date), text=text)
            for each, text in zip(invoice.preceding_invoices, shown["preceding"], strict=True)
        ),
        references=_references(invoice),
        facts=_facts(shown["meta"]),
    )


def _facts(pairs: Iterable[dict[str, str]]) -> tuple[FactData, ...]:
    return tuple(FactData(label=pair["label"], value=pair["value"]) for pair in pairs)


def _payment(invoice: Invoice, shown: dict[str, Any] | None, pay_url: str) -> PaymentData | None:
    if shown is None:
        return None
    first = next((each for each in invoice.payment_instructions if each.credit_transfers), None)
    transfer = first.credit_transfers[0] if first else None
    remittance = next((each.remittance_information for each in invoice.payment_instructions), None)
    return PaymentData(
        title=shown["title"],
        terms=shown["terms"],
        note=shown["note"],
        facts=_facts(shown["rows"]),
        remittance=remittance or "",
        account=group_account(transfer.account) if transfer and transfer.account else "",
        bic=(transfer.bic if transfer else None) or "",
        account_name=(transfer.account_name if transfer else None) or "",
        pay_url=pay_url,
        code=draw_qr_code(payment_code_payload(invoice)) if shown["code"] else "",
        code_label=shown["scan"],
    )


def template_data(invoice: Invoice, options: RenderOptions) -> TemplateData:
    """The data of a document.

    Raises:
        LogoError, ColourError: the branding can't be used (see `faktura.formats.pdf`).
    """
    language = find_language(options.language)
    write = _Writer(language, invoice.currency or "")
    page = describe(invoice, options)
    shown: dict[str, Any] = dict(page.shown)
    seller, buyer = invoice.seller or Seller(), invoice.buyer or Buyer()
    home = seller.address.country if seller.address else None
    abroad = (buyer.address.country if buyer.address else None) not in (None, home)
    delivered = invoice.delivery if invoice.delivery and (invoice.delivery.name or invoice.delivery.address) else None
    colours = palette(options.branding.colour, options.branding.secondary_colour)
    due, notes = shown["due"], shown["notes"]
    return TemplateData(
        contract=CONTRACT,
        language=language.code,
        document=_document(invoice, shown, write, is_draft=options.preview),
        seller=write.party(seller, None if abroad else home),
        buyer=write.party(buyer, home),
        payee=write.party(invoice.payee, home) if invoice.payee else None,
        tax_representative=write.party(invoice.tax_representative, home) if invoice.tax_representative else None,
        deliver_to=write.party(delivered, home) if delivered else None,
        lines=tuple(_line(*pair, write) for pair in zip(invoice.lines, line_rows(invoice, language), strict=True)),
        adjustments=_adjustments(invoice, write),
        vat_breakdown=_breakdown(invoice, write),
        totals=_totals(invoice, write),
        total_rows=tuple(TotalRowData(**row) for row in shown["totals"]),
        amount_due=FactData(label=due["label"], value=due["amount"]) if due else None,
        payment=_payment(invoice, shown["payment"], str(page.file["pay_url"])),
        texts=TextsData(
            legal=tuple(notes["printed"]),
            exemptions=tuple(notes["exemptions"]),
            notes=tuple(notes["notes"]),
            attachments=tuple(notes["attachments"]),
        ),
        imprint=tuple(tuple(column) for column in shown["foot"]["columns"]),
        branding=BrandingData(
            colour=colours.accent,
            ink=colours.ink,
            ground=colours.ground,
            second=colours.second,
            font=str(page.file["font"]),
            letterhead=(*shown["head"]["lines"], *shown["head"]["contact"]),
            return_line=shown["head"]["return_line"],
            footer=options.branding.footer.strip(),
            logo=prepare_logo(options.branding.logo) if options.branding.logo else "",
        ),
        labels=_labels(language),
    )


def _labels(language: Language) -> dict[str, dict[str, str]]:
    """The words of a language, without those of units, which come with their lines."""
    return {
        section: {name: word for name, word in words.items() if isinstance(word, str)}
        for section, words in read_labels(language.code).items()
        if section != "units"
    }

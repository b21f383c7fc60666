"""The VAT breakdown (BG-23) with the VAT point (BT-7, BT-8), and the document totals (BG-22)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from faktura.formats.cii.values import TAX_POINT_CODE, day
from faktura.formats.mapping.reading import Entry, Reading
from faktura.formats.mapping.syntax import Syntax
from faktura.formats.mapping.table import Each, Fixed, Group, Inside, Leaf, Node, Write, Writing
from faktura.formats.mapping.values import ACCOUNTING_AMOUNT, AMOUNT, BARE_AMOUNT, DECIMAL
from faktura.model import VatBreakdown
from faktura.source.safe_xml import SPACE


class OfTheDocument(Node):
    """A term of the document that stands among each row of its VAT breakdown, or in the first row only.

    A document without a VAT breakdown, which breaks BR-CO-18, has no place for it.
    """

    def __init__(self, field: str, row: Node, *, first_only: bool) -> None:
        self.field = field
        self.row = row
        self.first_only = first_only

    def writer(self, syntax: Syntax) -> Write:
        """Nothing of the breakdown's own."""
        write_row, first_only = self.row.writer(syntax), self.first_only

        def write(parent: etree._Element, part: VatBreakdown, writing: Writing) -> bool:
            if not first_only or part is writing.invoice.vat_breakdown[0]:
                write_row(parent, writing.invoice, writing)
            return False

        return write

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """The first row counts; another one may only say the same."""
        (row,) = self.row.entries(syntax)
        field = self.field

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            own: dict[Any, Any] = {}
            row.read(element, own, "", reading)
            if reading.document.setdefault(field, own.get(field)) != own.get(field):
                reading.repeated(element)

        yield replace(row, read=read, is_apart=True)

    def pointers(self) -> Iterator[str]:
        """None of the breakdown's own; see `OF_THE_DOCUMENT`."""
        return iter(())


OF_THE_DOCUMENT = ("/tax_point_date", "/tax_point_date_code")
"""Places of the model that the rows of the VAT breakdown carry besides their own."""

TAXES = Each(
    "vat_breakdown",
    Group(
        "ram:ApplicableTradeTax",
        Leaf("ram:CalculatedAmount", "tax_amount", BARE_AMOUNT),
        Fixed("ram:TypeCode", "VAT"),
        Leaf("ram:ExemptionReason", "exemption_reason"),
        Leaf("ram:BasisAmount", "taxable_amount", BARE_AMOUNT),
        Leaf("ram:CategoryCode", "category"),
        Leaf("ram:ExemptionReasonCode", "exemption_reason_code"),
        # CII-SR-461 allows one date in a document, CII-SR-462 any number of equal codes.
        OfTheDocument("tax_point_date", day("ram:TaxPointDate", "tax_point_date", "udt:DateString"), first_only=True),
        OfTheDocument(
            "tax_point_date_code",
            Leaf("ram:DueDateTypeCode", "tax_point_date_code", TAX_POINT_CODE),
            first_only=False,
        ),
        Leaf("ram:RateApplicablePercent", "rate", DECIMAL),
    ),
)


def _in_accounting_currency(element: etree._Element, reading: Reading) -> bool:
    code = element.get("currencyID", "").strip(SPACE)
    return bool(code) and code == reading.vat_currency != reading.currency


TOTALS = Inside(
    "totals",
    Group(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        Leaf("ram:LineTotalAmount", "sum_of_lines", BARE_AMOUNT),
        Leaf("ram:ChargeTotalAmount", "sum_of_charges", BARE_AMOUNT),
        Leaf("ram:AllowanceTotalAmount", "sum_of_allowances", BARE_AMOUNT),
        Leaf("ram:TaxBasisTotalAmount", "total_without_vat", BARE_AMOUNT),
        Leaf(
            "ram:TaxTotalAmount",
            "total_vat",
            AMOUNT,
            when=lambda element, reading: not _in_accounting_currency(element, reading),
        ),
        Leaf("ram:TaxTotalAmount", "total_vat_accounting", ACCOUNTING_AMOUNT, when=_in_accounting_currency),
        Leaf("ram:RoundingAmount", "rounding_amount", BARE_AMOUNT),
        Leaf("ram:GrandTotalAmount", "total_with_vat", BARE_AMOUNT),
        Leaf("ram:TotalPrepaidAmount", "prepaid_amount", BARE_AMOUNT),
        Leaf("ram:DuePayableAmount", "amount_due", BARE_AMOUNT),
    ),
)

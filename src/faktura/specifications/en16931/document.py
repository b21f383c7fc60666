"""BR-01 to BR-65: what a document must have, and the conditions on single terms (EN 16931-1, section 6.4.1).

BR-34, 35, 39, 40, 58, 59 and 60 do not exist.
"""

from collections.abc import Iterable

from faktura.checks import Breach, Severity
from faktura.codes import CREDIT_TRANSFERS
from faktura.model import (
    Attribute,
    DocumentAllowance,
    Invoice,
    Line,
    LineAllowance,
    Payee,
    PaymentCard,
    PaymentInstructions,
    Period,
    VatBreakdown,
)
from faktura.specifications.en16931.edition import blank, family, required

RULES = family("document")

CARD_DIGITS_MAX = 10

# --- the document ---------------------------------------------------------------------------------------------------

RULES.rule(
    "BR-01",
    "Give the specification that the document follows in specification (BT-24), such as urn:cen.eu:en16931:2017.",
    "BT-24",
)(required("/specification"))
RULES.rule("BR-02", "Give the document its number in number (BT-1).", "BT-1")(required("/number"))
RULES.rule("BR-03", "Give the date of issue in issue_date (BT-2), as YYYY-MM-DD.", "BT-2")(required("/issue_date"))
RULES.rule(
    "BR-04",
    "Give the kind of document in type_code (BT-3), such as 380 for an invoice or 381 for a credit note.",
    "BT-3",
)(required("/type_code"))
RULES.rule("BR-05", "Give the currency of the amounts in currency (BT-5), such as EUR.", "BT-5")(required("/currency"))


@RULES.rule("BR-16", "Give at least one line in lines (BG-25).", "BG-25")
def _has_lines(invoice: Invoice) -> Iterable[Breach]:
    return () if invoice.lines else ("/lines",)


@RULES.rule(
    "BR-53",
    "The VAT is accounted in another currency (vat_currency, BT-6): give the total VAT in that currency in "
    "totals.total_vat_accounting (BT-111).",
    "BT-6",
    "BT-111",
)
def _vat_total_in_accounting_currency(invoice: Invoice) -> Iterable[Breach]:
    totals = invoice.totals
    if invoice.vat_currency is None or (totals is not None and totals.total_vat_accounting is not None):
        return ()
    # The one currency for both purposes: the one total serves both.
    if invoice.vat_currency == invoice.currency and totals is not None and totals.total_vat is not None:
        return ()
    return ("/totals/total_vat_accounting",)


def _period_in_order(period: Period) -> Iterable[Breach]:
    start, end = period.start_date, period.end_date
    if start is None or end is None or start <= end:
        return ()
    return (("/end_date", f"The period ends on {end}, before it begins on {start}: correct one of the two days."),)


RULES.each(
    "period",
    "BR-29",
    "The period ends before it begins: correct period.start_date or period.end_date.",
    "BT-73",
    "BT-74",
)(_period_in_order)
RULES.each(
    "lines/period",
    "BR-30",
    "The line's period ends before it begins: correct period.start_date or period.end_date of the line.",
    "BT-134",
    "BT-135",
)(_period_in_order)
RULES.each(
    "preceding_invoices", "BR-55", "Give the number of the preceding invoice in number (BT-25).", "BG-3", "BT-25"
)(required("/number"))
RULES.each(
    "supporting_documents",
    "BR-52",
    "Give the supporting document a reference in reference (BT-122), such as its file name or number.",
    "BG-24",
    "BT-122",
)(required("/reference"))

# --- the parties ----------------------------------------------------------------------------------------------------

RULES.rule("BR-06", "Give the seller's name in seller.name (BT-27).", "BT-27")(required("/seller/name"))
RULES.rule("BR-07", "Give the buyer's name in buyer.name (BT-44).", "BT-44")(required("/buyer/name"))
RULES.rule("BR-08", "Give the seller's postal address in seller.address (BG-5).", "BG-5")(required("/seller/address"))
RULES.each(
    "seller/address",
    "BR-09",
    "Give the seller's country in seller.address.country (BT-40), as a code such as DE.",
    "BG-5",
    "BT-40",
)(required("/country"))
RULES.rule("BR-10", "Give the buyer's postal address in buyer.address (BG-8).", "BG-8")(required("/buyer/address"))
RULES.each(
    "buyer/address",
    "BR-11",
    "Give the buyer's country in buyer.address.country (BT-55), as a code such as DE.",
    "BT-55",
)(required("/country"))
RULES.each(
    "seller/electronic_address",
    "BR-62",
    "Say what kind of address the seller's electronic address is: give electronic_address.scheme (BT-34-1), a code "
    "of the EAS list such as 0088 or 9930.",
    "BT-34",
)(required("/scheme"))
RULES.each(
    "buyer/electronic_address",
    "BR-63",
    "Say what kind of address the buyer's electronic address is: give electronic_address.scheme (BT-49-1), a code "
    "of the EAS list such as 0088 or 9930.",
    "BT-49",
)(required("/scheme"))


@RULES.rule(
    "BR-17",
    "Give the payee's name in payee.name (BT-59). A payee is somebody else than the seller; leave payee out when the "
    "seller is paid.",
    "BG-4",
    "BG-10",
    "BT-59",
)
def _payee_is_named_and_not_the_seller(invoice: Invoice) -> Iterable[Breach]:
    payee, seller = invoice.payee, invoice.seller
    if payee is None:
        return
    if blank(payee.name):
        yield "/payee/name"
    elif seller is not None and payee.name in (seller.name, seller.trading_name):
        yield "/payee/name", f"The payee, {payee.name}, is the seller: leave payee out when the seller is paid."
    elif seller is not None and _shared_identifier(payee, {identifier.value for identifier in seller.identifiers}):
        yield "/payee/identifier", "The payee has the seller's identifier: leave payee out when the seller is paid."


def _shared_identifier(payee: Payee, identifiers: set[str | None]) -> bool:
    return payee.identifier is not None and payee.identifier.value in identifiers - {None}


RULES.each(
    "tax_representative",
    "BR-18",
    "Give the name of the seller's tax representative in tax_representative.name (BT-62).",
    "BG-4",
    "BG-11",
    "BT-62",
)(required("/name"))
RULES.each(
    "tax_representative",
    "BR-19",
    "Give the postal address of the seller's tax representative in tax_representative.address (BG-12).",
    "BG-4",
    "BG-11",
    "BG-12",
)(required("/address"))
RULES.each(
    "tax_representative/address",
    "BR-20",
    "Give the country of the seller's tax representative in tax_representative.address.country (BT-69), as a code "
    "such as DE.",
    "BG-4",
    "BG-11",
    "BG-12",
    "BT-69",
)(required("/country"))
RULES.each(
    "tax_representative",
    "BR-56",
    "Give the VAT identifier of the seller's tax representative in tax_representative.vat_id (BT-63).",
    "BG-11",
    "BT-63",
)(required("/vat_id"))
RULES.each(
    "delivery/address",
    "BR-57",
    "Give the country that was delivered to in delivery.address.country (BT-80), as a code such as DE.",
    "BG-15",
    "BT-80",
)(required("/country"))

# --- the totals and the VAT breakdown -------------------------------------------------------------------------------

RULES.rule("BR-12", "Give the sum of the lines' net amounts in totals.sum_of_lines (BT-106).", "BT-106")(
    required("/totals/sum_of_lines")
)
RULES.rule("BR-13", "Give the total without VAT in totals.total_without_vat (BT-109).", "BT-109")(
    required("/totals/total_without_vat")
)
RULES.rule("BR-14", "Give the total with VAT in totals.total_with_vat (BT-112).", "BT-112")(
    required("/totals/total_with_vat")
)
RULES.rule("BR-15", "Give the amount due for payment in totals.amount_due (BT-115).", "BT-115")(
    required("/totals/amount_due")
)
RULES.each(
    "vat_breakdown",
    "BR-45",
    "Give the amount that this row's VAT is computed from in taxable_amount (BT-116).",
    "BG-23",
    "BT-116",
)(required("/taxable_amount"))
RULES.each("vat_breakdown", "BR-46", "Give this row's VAT in tax_amount (BT-117).", "BG-23", "BT-117")(
    required("/tax_amount")
)
RULES.each(
    "vat_breakdown", "BR-47", "Give this row's VAT category in category (BT-118), such as S.", "BG-23", "BT-118"
)(required("/category"))


@RULES.each(
    "vat_breakdown",
    "BR-48",
    "Give this row's VAT rate in rate (BT-119), in percent; only category O (not subject to VAT) has none.",
    "BG-23",
    "BT-119",
)
def _row_has_rate(row: VatBreakdown) -> Iterable[Breach]:
    return () if row.rate is not None or row.category == "O" else ("/rate",)


# --- the lines ------------------------------------------------------------------------------------------------------

RULES.each("lines", "BR-21", "Give the line an identifier in id (BT-126), such as its position.", "BG-25", "BT-126")(
    required("/id")
)
RULES.each("lines", "BR-22", "Give the line's quantity in quantity (BT-129).", "BG-25", "BT-129")(required("/quantity"))
RULES.each(
    "lines",
    "BR-23",
    "Give the unit of the line's quantity in unit (BT-130), such as hour or HUR, piece or H87.",
    "BG-25",
    "BT-130",
)(required("/unit"))
RULES.each("lines", "BR-24", "Give the line's net amount in net_amount (BT-131).", "BG-25", "BT-131")(
    required("/net_amount")
)
RULES.each("lines", "BR-25", "Say what the line is for in name (BT-153).", "BG-25", "BT-153")(required("/name"))
RULES.each("lines", "BR-26", "Give the item's net price in unit_price (BT-146).", "BG-25", "BT-146")(
    required("/unit_price")
)


@RULES.each(
    "lines",
    "BR-27",
    "The item's net price, unit_price (BT-146), is zero or more: give back money with a negative quantity.",
    "BT-146",
)
def _net_price_not_negative(line: Line) -> Iterable[Breach]:
    # A missing price breaks this rule as well as BR-26, because the artefacts find nothing that is zero or more.
    return () if line.unit_price is not None and line.unit_price >= 0 else ("/unit_price",)


@RULES.each("lines", "BR-28", "The item's gross price, gross_price (BT-148), is never below zero.", "BT-148")
def _gross_price_not_negative(line: Line) -> Iterable[Breach]:
    return () if line.gross_price is None or line.gross_price >= 0 else ("/gross_price",)


@RULES.each(
    "lines/attributes",
    "BR-54",
    "An attribute of an item has both a name (BT-160) and a value (BT-161): give what is missing.",
    "BG-32",
    "BT-160",
    "BT-161",
)
def _attribute_is_complete(attribute: Attribute) -> Iterable[Breach]:
    if attribute.name is None:
        yield "/name"
    if attribute.value is None:
        yield "/value"


RULES.each(
    "lines/standard_item_id",
    "BR-64",
    "Say which list the item's standard identifier is from: give standard_item_id.scheme (BT-157-1), a code of "
    "ISO 6523 such as 0160 for a GTIN.",
    "BT-157",
)(required("/scheme"))
RULES.each(
    "lines/classifications",
    "BR-65",
    "Say which list the classification is from: give list_id (BT-158-1), a code of UNTDID 7143 such as STI for CPV.",
    "BT-158",
)(required("/list_id"))

# --- allowances and charges -----------------------------------------------------------------------------------------


def has_reason(allowance: DocumentAllowance | LineAllowance) -> Iterable[Breach]:
    """A test: an allowance or charge says why, in words or in code (also BR-CO-21 to BR-CO-24)."""
    return () if allowance.reason is not None or allowance.reason_code is not None else ("/reason",)


RULES.each("allowances", "BR-31", "Give the amount of the allowance in amount (BT-92).", "BG-20", "BT-92")(
    required("/amount")
)
RULES.each(
    "allowances",
    "BR-32",
    "Give the VAT category of the allowance in vat.category (BT-95), such as S.",
    "BG-20",
    "BT-95",
)(required("/vat/category"))
RULES.each(
    "allowances",
    "BR-33",
    "Say why there is an allowance: give reason (BT-97), or reason_code (BT-98) from UNTDID 5189.",
    "BG-20",
    "BT-97",
    "BT-98",
)(has_reason)
RULES.each("charges", "BR-36", "Give the amount of the charge in amount (BT-99).", "BG-21", "BT-99")(
    required("/amount")
)
RULES.each(
    "charges", "BR-37", "Give the VAT category of the charge in vat.category (BT-102), such as S.", "BG-21", "BT-102"
)(required("/vat/category"))
RULES.each(
    "charges",
    "BR-38",
    "Say why there is a charge: give reason (BT-104), or reason_code (BT-105) from UNTDID 7161.",
    "BG-21",
    "BT-104",
    "BT-105",
)(has_reason)
RULES.each(
    "lines/allowances", "BR-41", "Give the amount of the line's allowance in amount (BT-136).", "BG-27", "BT-136"
)(required("/amount"))
RULES.each(
    "lines/allowances",
    "BR-42",
    "Say why the line has an allowance: give reason (BT-139), or reason_code (BT-140) from UNTDID 5189.",
    "BG-27",
    "BT-139",
    "BT-140",
)(has_reason)
RULES.each("lines/charges", "BR-43", "Give the amount of the line's charge in amount (BT-141).", "BG-28", "BT-141")(
    required("/amount")
)
RULES.each(
    "lines/charges",
    "BR-44",
    "Say why the line has a charge: give reason (BT-144), or reason_code (BT-145) from UNTDID 7161.",
    "BG-28",
    "BT-144",
    "BT-145",
)(has_reason)

# --- payment --------------------------------------------------------------------------------------------------------

RULES.each(
    "payment_instructions",
    "BR-49",
    "Say how to pay in means_code (BT-81), a code of UNTDID 4461 such as 58 for a SEPA credit transfer.",
    "BG-16",
    "BT-81",
)(required("/means_code"))


@RULES.each(
    "payment_instructions",
    "BR-50",
    "Give the account to pay into in account (BT-84): the IBAN where there is one.",
    "BG-16",
    "BG-17",
    "BT-84",
)
def _transfer_has_account(payment: PaymentInstructions) -> Iterable[Breach]:
    if payment.means_code in CREDIT_TRANSFERS:
        for position, transfer in enumerate(payment.credit_transfers):
            if blank(transfer.account):
                yield f"/credit_transfers/{position}/account"


@RULES.each(
    "payment_instructions/card",
    "BR-51",
    "Give only the last 4 to 6 digits of the card in account_number (BT-87): a whole card number has no place in an "
    "invoice.",
    "BT-87",
    severity=Severity.WARNING,
)
def _card_number_is_cut(card: PaymentCard) -> Iterable[Breach]:
    number = card.account_number
    return () if number is None or len(" ".join(number.split())) <= CARD_DIGITS_MAX else ("/account_number",)


@RULES.each(
    "payment_instructions",
    "BR-61",
    "A credit transfer needs an account to pay into: give it in credit_transfers, with account (BT-84).",
    "BT-81",
    "BT-84",
)
def _transfer_is_described(payment: PaymentInstructions) -> Iterable[Breach]:
    if payment.means_code not in CREDIT_TRANSFERS:
        return ()
    described = any(transfer.account is not None for transfer in payment.credit_transfers)
    return () if described else ("/credit_transfers",)

"""BR-DE-*: XRechnung's own rules, on the elements of CII."""

from faktura.checks import Breaches
from faktura.source import Document, Group, spaced
from faktura.specifications.xrechnung_3.cii.peppol import SETTLEMENT, below
from faktura.specifications.xrechnung_3.codes import (
    CARDS,
    CORRECTED,
    CREDIT_TRANSFERS,
    SEPA_CREDIT_TRANSFER,
    SEPA_DIRECT_DEBIT,
    TAXED_CATEGORIES,
    TYPES,
)
from faktura.specifications.xrechnung_3.edition import IDENTIFIERS
from faktura.specifications.xrechnung_3.texts import is_email, is_iban, is_telephone, is_url
from faktura.specifications.xrechnung_3.values import discounts_broken, filled, holds, text_of_only

_TRANSACTION = "/rsm:SupplyChainTradeTransaction"
_LINE = f"{_TRANSACTION}/ram:IncludedSupplyChainTradeLineItem"
_AGREEMENT = f"{_TRANSACTION}/ram:ApplicableHeaderTradeAgreement"
_SELLER = f"{_AGREEMENT}/ram:SellerTradeParty"
_BUYER = f"{_AGREEMENT}/ram:BuyerTradeParty"
_SHIP_TO = f"{_TRANSACTION}/ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty"
_MEANS = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans"
_MANDATE = f"{SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DirectDebitMandateID"
_CREDITOR = f"{SETTLEMENT}/ram:CreditorReferenceID"
_DEBITED = f"{_MEANS}/ram:PayerPartyDebtorFinancialAccount/ram:IBANID"

_CITY_AND_POST_CODE = (
    (f"{_SELLER}/ram:PostalTradeAddress", "BR-DE-3", "BR-DE-4"),
    (f"{_BUYER}/ram:PostalTradeAddress", "BR-DE-8", "BR-DE-9"),
    (f"{_SHIP_TO}/ram:PostalTradeAddress", "BR-DE-10", "BR-DE-11"),
)


def head(document: Document, found: Breaches) -> None:
    """BR-DE-1, BR-DE-15, BR-DE-17, BR-DE-21, BR-DE-26, BR-DE-TMP-32."""
    root, paths = document.root, document.paths
    if _MEANS not in paths:
        found("BR-DE-1", root)
    if not filled(paths.get(f"{_AGREEMENT}/ram:BuyerReference", ())):
        found("BR-DE-15", root)
    kind = spaced(text_of_only(paths.get("/rsm:ExchangedDocument/ram:TypeCode", ())))
    if kind not in TYPES:
        found("BR-DE-17", root)
    if kind == CORRECTED and f"{SETTLEMENT}/ram:InvoiceReferencedDocument" not in paths:
        found("BR-DE-26", root)
    for context in paths.get("/rsm:ExchangedDocumentContext", ()):
        identifiers = below([context], "ram:GuidelineSpecifiedDocumentContextParameter", "ram:ID")
        if not any(leaf.text in IDENTIFIERS for leaf in identifiers):
            found("BR-DE-21", context)
    for transaction in paths.get(_TRANSACTION, ()):
        if not _delivered(transaction):
            found("BR-DE-TMP-32", transaction)


def _delivered(transaction: Group) -> bool:
    """Whether it is said when was delivered: on a day, in the document's period or in each line's."""
    if below(
        [transaction],
        "ram:ApplicableHeaderTradeDelivery",
        "ram:ActualDeliverySupplyChainEvent",
        "ram:OccurrenceDateTime",
    ) or below([transaction], "ram:ApplicableHeaderTradeSettlement", "ram:BillingSpecifiedPeriod"):
        return True
    return all(
        below([line], "ram:SpecifiedLineTradeSettlement", "ram:BillingSpecifiedPeriod")
        for line in transaction.get("ram:IncludedSupplyChainTradeLineItem", ())
    )


def tax_number(document: Document, found: Breaches) -> None:
    """BR-DE-16: whoever names such a VAT category is known to a tax office."""
    paths = document.paths
    if f"{_AGREEMENT}/ram:SellerTaxRepresentativeTradeParty" in paths:
        return
    for leaf in paths.get(f"{_SELLER}/ram:SpecifiedTaxRegistration/ram:ID", ()):
        if spaced(leaf.get("schemeID", "")) in {"VA", "FC"} and filled((leaf,)):
            return
    tax = f"{_LINE}/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax"
    category = f"{SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax"
    # Of an allowance the artefact compares not the type but all that stands in its category, one text after another.
    if (holds(paths.get(f"{tax}/ram:TypeCode", ()), "VAT") and _is_taxed(document, tax)) or (
        any(_whole_text(group) == "VAT" for group in paths.get(category, ())) and _is_taxed(document, category)
    ):
        found("BR-DE-16", document.root)


def _is_taxed(document: Document, tax: str) -> bool:
    return any(leaf.text in TAXED_CATEGORIES for leaf in document.paths.get(f"{tax}/ram:CategoryCode", ()))


def _whole_text(group: Group) -> str:
    return "".join(str(text) for text in group.element.itertext())


def payment_terms(document: Document, found: Breaches) -> None:
    """BR-DE-18: discounts for early payment in the agreed form."""
    terms = document.paths.get(f"{SETTLEMENT}/ram:SpecifiedTradePaymentTerms", ())
    if discounts_broken(each["ram:Description"][0] for each in terms if "ram:Description" in each):
        found("BR-DE-18", document.root)


def attachments(document: Document, found: Breaches) -> None:
    """BR-DE-22, BR-TMP-2."""
    seen: set[tuple[Group | None, str]] = set()
    for reference in document.named["ram:AdditionalReferencedDocument"]:
        # Names are compared among siblings only.
        names = {
            (reference.parent, name)
            for leaf in reference.get("ram:AttachmentBinaryObject", ())
            if (name := leaf.get("filename")) is not None
        }
        if not names.isdisjoint(seen):
            found("BR-DE-22", reference)
        seen |= names
    for reference in document.paths.get(f"{_AGREEMENT}/ram:AdditionalReferencedDocument", ()):
        if not holds(reference.get("ram:TypeCode", ()), "916"):
            continue
        if "ram:URIID" in reference and not is_url(text_of_only(reference["ram:URIID"])):
            found("BR-TMP-2", reference)


def direct_debit(document: Document, found: Breaches) -> None:
    """BR-DE-30, BR-DE-31: who collects names creditor and account."""
    paths = document.paths
    mandate, creditor, debited = _MANDATE in paths, _CREDITOR in paths, _DEBITED in paths
    if not (mandate or creditor or debited):
        return
    if not (creditor and (mandate or debited)):
        found("BR-DE-30", document.root)
    if not (debited and (mandate or creditor)):
        found("BR-DE-31", document.root)


def seller(document: Document, found: Breaches) -> None:
    """BR-DE-2, BR-DE-5 to BR-DE-7, BR-DE-27, BR-DE-28."""
    paths = document.paths
    for party in paths.get(_SELLER, ()):
        if "ram:DefinedTradeContact" not in party:
            found("BR-DE-2", party)
    for contact in paths.get(f"{_SELLER}/ram:DefinedTradeContact", ()):
        if not (filled(contact.get("ram:PersonName", ())) or filled(contact.get("ram:DepartmentName", ()))):
            found("BR-DE-5", contact)
        telephones = below([contact], "ram:TelephoneUniversalCommunication", "ram:CompleteNumber")
        emails = below([contact], "ram:EmailURIUniversalCommunication", "ram:URIID")
        if not filled(telephones):
            found("BR-DE-6", contact)
        if not filled(emails):
            found("BR-DE-7", contact)
        if not is_telephone(text_of_only(telephones)):
            found("BR-DE-27", contact)
        if not is_email(spaced(text_of_only(emails))):
            found("BR-DE-28", contact)


def addresses(document: Document, found: Breaches) -> None:
    """BR-DE-3, BR-DE-4, BR-DE-8 to BR-DE-11: city and post code."""
    paths = document.paths
    for path, city, post_code in _CITY_AND_POST_CODE:
        for address in paths.get(path, ()):
            if not filled(address.get("ram:CityName", ())):
                found(city, address)
            if not filled(address.get("ram:PostcodeCode", ())):
                found(post_code, address)


def payment_means(document: Document, found: Breaches) -> None:
    """BR-DE-19, BR-DE-20, BR-DE-23-a to BR-DE-25-b: each way to pay with its own details, and no others."""
    paths = document.paths
    for means in paths.get(_MEANS, ()):
        codes = means.get("ram:TypeCode", ())
        # Where the code is doubled, the artefact takes none of its rules to be meant.
        code = spaced(codes[0].text or "") if len(codes) == 1 else ""
        transfer = "ram:PayeePartyCreditorFinancialAccount" in means
        card = "ram:ApplicableTradeSettlementFinancialCard" in means
        debited = below([means], "ram:PayerPartyDebtorFinancialAccount", "ram:IBANID")
        debit = bool(debited) or _MANDATE in paths or _CREDITOR in paths
        if code in CREDIT_TRANSFERS:
            if not transfer:
                found("BR-DE-23-a", means)
            if card or debit:
                found("BR-DE-23-b", means)
            if code == SEPA_CREDIT_TRANSFER:
                accounts = below([means], "ram:PayeePartyCreditorFinancialAccount", "ram:IBANID")
                if not is_iban(text_of_only(accounts)):
                    found("BR-DE-19", means)
        elif code in CARDS:
            if not card:
                found("BR-DE-24-a", means)
            if transfer or debit:
                found("BR-DE-24-b", means)
        elif code == SEPA_DIRECT_DEBIT:
            if not debit:
                found("BR-DE-25-a", means)
            if (
                transfer
                or card
                or "ram:PayeeSpecifiedCreditorFinancialInstitution" in means
                or "ram:PayerSpecifiedDebtorFinancialInstitution" in means
            ):
                found("BR-DE-25-b", means)
            if not is_iban(text_of_only(debited)):
                found("BR-DE-20", means)


def vat_rates(document: Document, found: Breaches) -> None:
    """BR-DE-14."""
    for row in document.paths.get(f"{SETTLEMENT}/ram:ApplicableTradeTax", ()):
        if not filled(row.get("ram:RateApplicablePercent", ())):
            found("BR-DE-14", row)


def base_quantities(document: Document, found: Breaches) -> None:
    """BR-TMP-3: the quantity that a price is for is the same at the net and the gross price."""
    if (
        f"{_LINE}/ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice/ram:BasisQuantity"
        not in document.paths
    ):
        return
    for line in document.paths[_LINE]:
        gross, net = (
            below([line], "ram:SpecifiedLineTradeAgreement", name, "ram:BasisQuantity")
            for name in ("ram:GrossPriceProductTradePrice", "ram:NetPriceProductTradePrice")
        )
        if not gross or not net:
            continue
        units = {leaf.get("unitCode") for leaf in gross} - {None}
        others = {leaf.get("unitCode") for leaf in net} - {None}
        if {leaf.text for leaf in gross}.isdisjoint(leaf.text for leaf in net) or (
            units and others and units.isdisjoint(others)
        ):
            found("BR-TMP-3", line)


TESTS = (
    head,
    tax_number,
    payment_terms,
    attachments,
    direct_debit,
    seller,
    addresses,
    payment_means,
    vat_rates,
    base_quantities,
)

"""BR-DE-*: XRechnung's own rules, on the elements of UBL."""

from faktura.checks import Breaches
from faktura.source import Document, Group, normalized, spaced, string
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
from faktura.specifications.xrechnung_3.values import discounts_broken, filled, text_of_only

_LINES = ("cac:InvoiceLine", "cac:CreditNoteLine")
_CITY_AND_POST_CODE = (
    ("/cac:AccountingSupplierParty/cac:Party/cac:PostalAddress", "BR-DE-3", "BR-DE-4"),
    ("/cac:AccountingCustomerParty/cac:Party/cac:PostalAddress", "BR-DE-8", "BR-DE-9"),
    ("/cac:Delivery/cac:DeliveryLocation/cac:Address", "BR-DE-10", "BR-DE-11"),
)
_CONTACT = (("cbc:Name", "BR-DE-5"), ("cbc:Telephone", "BR-DE-6"), ("cbc:ElectronicMail", "BR-DE-7"))


def head(document: Document, found: Breaches) -> None:
    """BR-DE-1, BR-DE-15, BR-DE-17, BR-DE-21, BR-DE-26, BR-DE-TMP-32."""
    group, paths = document.root, document.paths
    if "cac:PaymentMeans" not in group:
        found("BR-DE-1", group)
    if not filled(group.get("cbc:BuyerReference", ())):
        found("BR-DE-15", group)
    kinds = {normalized(group, "cbc:InvoiceTypeCode"), normalized(group, "cbc:CreditNoteTypeCode")}
    if kinds.isdisjoint(TYPES.codes):
        found("BR-DE-17", group)
    if CORRECTED in kinds and "/cac:BillingReference/cac:InvoiceDocumentReference" not in paths:
        found("BR-DE-26", group)
    if not any(leaf.text in IDENTIFIERS for leaf in group.get("cbc:CustomizationID", ())):
        found("BR-DE-21", group)
    if (
        "/cac:Delivery/cbc:ActualDeliveryDate" not in paths
        and "cac:InvoicePeriod" not in group
        and any("cac:InvoicePeriod" not in line for name in _LINES for line in group.get(name, ()))
    ):
        found("BR-DE-TMP-32", group)


def tax_number(document: Document, found: Breaches) -> None:
    """BR-DE-16: whoever names such a VAT category is known to a tax office."""
    paths = document.paths
    if "cac:TaxRepresentativeParty" in document.root or filled(
        paths.get("/cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID", ())
    ):
        return
    if any(
        leaf.text in TAXED_CATEGORIES
        for name in _LINES
        for leaf in paths.get(f"/{name}/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", ())
    ) or any(
        leaf.text in TAXED_CATEGORIES
        for group in paths.get("/cac:AllowanceCharge", ())
        if any(leaf.text in {"true", "false"} for leaf in group.get("cbc:ChargeIndicator", ()))
        for category in group.get("cac:TaxCategory", ())
        for leaf in category.get("cbc:ID", ())
    ):
        found("BR-DE-16", document.root)


def payment_terms(document: Document, found: Breaches) -> None:
    """BR-DE-18: discounts for early payment in the agreed form."""
    terms = document.paths.get("/cac:PaymentTerms", ())
    if discounts_broken(each["cbc:Note"][0] for each in terms if "cbc:Note" in each):
        found("BR-DE-18", document.root)


def attachments(document: Document, found: Breaches) -> None:
    """BR-DE-22, BR-TMP-2."""
    paths = document.paths
    if "/cac:AdditionalDocumentReference" not in paths:
        return
    seen: set[str] = set()
    for reference in paths["/cac:AdditionalDocumentReference"]:
        names = {
            name
            for attachment in reference.get("cac:Attachment", ())
            for leaf in attachment.get("cbc:EmbeddedDocumentBinaryObject", ())
            if (name := leaf.get("filename")) is not None
        }
        if not names.isdisjoint(seen):
            found("BR-DE-22", reference)
        seen |= names
    for group in paths.get("/cac:AdditionalDocumentReference/cac:Attachment/cac:ExternalReference", ()):
        if not is_url(string(group, "cbc:URI")):
            found("BR-TMP-2", group)


def direct_debit(document: Document, found: Breaches) -> None:
    """BR-DE-30, BR-DE-31: who collects names creditor and account."""
    paths = document.paths
    if "/cac:PaymentMeans/cac:PaymentMandate" not in paths:
        return
    if all(
        leaf.get("schemeID") != "SEPA"
        for path in (
            "/cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID",
            "/cac:PayeeParty/cac:PartyIdentification/cbc:ID",
        )
        for leaf in paths.get(path, ())
    ):
        found("BR-DE-30", document.root)
    if "/cac:PaymentMeans/cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID" not in paths:
        found("BR-DE-31", document.root)


def seller(document: Document, found: Breaches) -> None:
    """BR-DE-2, BR-DE-5 to BR-DE-7, BR-DE-27, BR-DE-28."""
    paths = document.paths
    for group in paths.get("/cac:AccountingSupplierParty", ()):
        if not any("cac:Contact" in party for party in group.get("cac:Party", ())):
            found("BR-DE-2", group)
    for contact in paths.get("/cac:AccountingSupplierParty/cac:Party/cac:Contact", ()):
        for name, rule in _CONTACT:
            if not filled(contact.get(name, ())):
                found(rule, contact)
        if not is_telephone(string(contact, "cbc:Telephone")):
            found("BR-DE-27", contact)
        if not is_email(normalized(contact, "cbc:ElectronicMail")):
            found("BR-DE-28", contact)


def addresses(document: Document, found: Breaches) -> None:
    """BR-DE-3, BR-DE-4, BR-DE-8 to BR-DE-11: city and post code."""
    paths = document.paths
    for path, city, post_code in _CITY_AND_POST_CODE:
        for address in paths.get(path, ()):
            if not filled(address.get("cbc:CityName", ())):
                found(city, address)
            if not filled(address.get("cbc:PostalZone", ())):
                found(post_code, address)


def payment_means(document: Document, found: Breaches) -> None:
    """BR-DE-19, BR-DE-20, BR-DE-23-a to BR-DE-25-b: each way to pay with its own details, and no others."""
    for means in document.paths.get("/cac:PaymentMeans", ()):
        codes = means.get("cbc:PaymentMeansCode", ())
        # Where the code is doubled, the artefact takes none of its rules to be meant.
        code = spaced(codes[0].text or "") if len(codes) == 1 else ""
        transfer, card = "cac:PayeeFinancialAccount" in means, "cac:CardAccount" in means
        debit = "cac:PaymentMandate" in means
        if code in CREDIT_TRANSFERS:
            if not transfer:
                found("BR-DE-23-a", means)
            if card or debit:
                found("BR-DE-23-b", means)
            if code == SEPA_CREDIT_TRANSFER and not _iban([means], "cac:PayeeFinancialAccount"):
                found("BR-DE-19", means)
        elif code in CARDS:
            if not card:
                found("BR-DE-24-a", means)
            if transfer or debit:
                found("BR-DE-24-b", means)
        elif code == SEPA_DIRECT_DEBIT:
            if not debit:
                found("BR-DE-25-a", means)
            if transfer or card:
                found("BR-DE-25-b", means)
            if not _iban(means.get("cac:PaymentMandate", ()), "cac:PayerFinancialAccount"):
                found("BR-DE-20", means)


def _iban(groups: list[Group], account: str) -> bool:
    leaves = [leaf for group in groups for each in group.get(account, ()) for leaf in each.get("cbc:ID", ())]
    return is_iban(text_of_only(leaves))


def vat_rates(document: Document, found: Breaches) -> None:
    """BR-DE-14."""
    for row in document.paths.get("/cac:TaxTotal/cac:TaxSubtotal", ()):
        if not any(filled(category.get("cbc:Percent", ())) for category in row.get("cac:TaxCategory", ())):
            found("BR-DE-14", row)


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
)

"""The document of the United Arab Emirates as a whole."""

from decimal import Decimal

from faktura.checks import Breaches
from faktura.source import Document, Group, spaced, value
from faktura.source.sequences import any_is, at, below, only, only_text
from faktura.specifications.en16931.ubl.steps import says, sign
from faktura.specifications.pint.shapes import anywhere, under
from faktura.specifications.pint.terms import is_of_scheme, readable
from faktura.specifications.pint_ae.edition import IDENTIFIER, SELF_BILLING_IDENTIFIER
from faktura.specifications.pint_ae.kinds import (
    AGENT,
    DEEMED_SUPPLY,
    E_COMMERCE,
    EXPORT,
    FREE_ZONE,
    MARGIN,
    SUMMARY,
    Kind,
)

VAT, DIRHAM = "VAT", "AED"
_PROCESSES = ("urn:peppol:bis:billing", "urn:peppol:bis:selfbilling")
_SELLER, _BUYER = "/cac:AccountingSupplierParty/cac:Party", "/cac:AccountingCustomerParty/cac:Party"
_PLACE = "/cac:Delivery/cac:DeliveryLocation/cac:Address"
_RATE = Decimal(5)


def identified(document: Document, found: Breaches) -> None:
    """Identifiers and what every document has."""
    root = document.root
    identifier = spaced(only_text(root.get("cbc:CustomizationID", ())))
    if not identifier.startswith((IDENTIFIER, SELF_BILLING_IDENTIFIER)):
        found("aligned-ibrp-001-ae", root)
    if not spaced(only(root.get("cbc:ProfileID", ()))).startswith(_PROCESSES):
        found("aligned-ibrp-002-ae", root)
    if "cbc:UUID" not in root:
        found("ibr-193-ae", root)
    currencies = root.get("cbc:TaxCurrencyCode", ())
    if currencies and not any_is(currencies, DIRHAM):
        found("ibr-140-ae", root)
    numbers = [
        leaf
        for scheme in at(document, f"{_SELLER}/cac:PartyTaxScheme")
        if any(only(each.get("cbc:ID", ())).upper() == VAT for each in scheme.get("cac:TaxScheme", ()))
        for leaf in scheme.get("cbc:CompanyID", ())
    ]
    if len(numbers) > 1:
        found("aligned-ibrp-sr-12", numbers[1])


def of_kind(document: Document, found: Breaches) -> None:
    """What the kind of transaction and the type of document ask for."""
    root, kind = document.root, Kind(document)
    if not kind.flags:
        found("ibr-154-ae", root)
    outside, note = kind.is_of("480", "81"), kind.is_of("381", "81")
    sellers = at(document, f"{_SELLER}/cac:PartyTaxScheme/cbc:CompanyID")
    principals = at(document, "/cac:SellerSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID")
    address = all(f"{_PLACE}/cbc:{name}" in document.paths for name in ("StreetName", "CityName", "CountrySubentity"))
    inland = any_is(at(document, f"{_PLACE}/cac:Country/cbc:IdentificationCode"), "AE")
    buyers = at(document, "/cac:BuyerCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID")
    replacing = note or says(root, "cbc:CreditNoteTypeCode", "261")
    other_agent = any(value(one) != value(two) for one in sellers for two in principals)
    taxable_point = "cbc:TaxPointDate" in root
    for rule, broken in (
        ("ibr-007-ae", kind.has(FREE_ZONE) and not buyers),
        ("ibr-134-ae", not outside and not _has_vat_number(document)),
        (
            "ibr-136-ae",
            (says(root, "cbc:InvoiceTypeCode", "480") or says(root, "cbc:CreditNoteTypeCode", "81"))
            and not at(document, f"{_BUYER}/cac:PartyLegalEntity/cbc:CompanyID"),
        ),
        ("ibr-137-ae", kind.has(AGENT) and not principals),
        ("ibr-176-ae", kind.has(AGENT) and not other_agent),
        ("ibr-138-ae", kind.has(SUMMARY) and "cac:InvoicePeriod" not in root),
        ("ibr-142-ae", kind.has(E_COMMERCE) and not address),
        ("ibr-152-ae", kind.has(EXPORT) and not inland and not address),
        (
            "ibr-157-ae",
            outside and (kind.has(MARGIN) or kind.has(DEEMED_SUPPLY) or kind.has(SUMMARY)),
        ),
        ("ibr-124-ae", note and taxable_point),
        (
            "ibr-191-ae",
            not (replacing or kind.is_of("261") or kind.has(DEEMED_SUPPLY))
            and not at(document, "/cac:PaymentMeans/cbc:PaymentMeansCode"),
        ),
        ("ibr-055-ae", note and not _refers(document)),
        ("ibr-158-ae", kind.is_of("381") and not at(document, "/cac:DiscrepancyResponse/cbc:ResponseCode")),
        (
            "ibr-160-ae",
            any_is(at(document, "/cac:InvoicePeriod/cbc:DescriptionCode"), "OTH") and "cbc:Note" not in root,
        ),
    ):
        if broken:
            found(rule, root)
    if not (replacing or kind.has(DEEMED_SUPPLY)) and "cbc:DueDate" not in root and _is_due(document):
        found("ibr-127-ae", root)
    if taxable_point and not any(
        value(point) < value(issued) for point in root["cbc:TaxPointDate"] for issued in root.get("cbc:IssueDate", ())
    ):
        found("ibr-141-ae", root)


def _has_vat_number(document: Document) -> bool:
    return any(
        "cbc:CompanyID" in scheme and any_is(under(scheme, "cac:TaxScheme", "cbc:ID"), VAT)
        for scheme in at(document, f"{_SELLER}/cac:PartyTaxScheme")
    )


def _refers(document: Document) -> bool:
    reasons = at(document, "/cac:DiscrepancyResponse/cbc:ResponseCode")
    if "cac:BillingReference" in document.root:
        return any(value(leaf) != "VD" for leaf in reasons)
    return any_is(reasons, "VD")


def _is_due(document: Document) -> bool:
    return any(sign(leaf) > 0 for leaf in at(document, "/cac:LegalMonetaryTotal/cbc:PayableAmount"))


def categories(document: Document, found: Breaches) -> None:
    """Tax categories that types and kinds allow, and the rate of standard supplies."""
    root, kind = document.root, Kind(document)
    named = document.named
    in_charges, in_items = named["cac:TaxCategory"], named["cac:ClassifiedTaxCategory"]
    leaves = below((*in_charges, *in_items), "cbc:ID")
    given = {spaced(value(leaf)) for leaf in leaves}
    if kind.is_of("81", "480") and not given <= {"E", "O", "Z"}:
        found("ibr-122-ae", root)
    if kind.has(MARGIN) and not given <= {"N"}:
        found("ibr-116-ae", root)
    if kind.is_of("380", "381") and not any(
        _code(category) not in {"E", "O"}
        for line in ("cac:InvoiceLine", "cac:CreditNoteLine")
        for category in at(document, f"/{line}/cac:Item/cac:ClassifiedTaxCategory")
    ):
        found("ibr-151-ae", root)
    standard = [each for each in in_charges if any_is(each.get("cbc:ID", ()), "S")]
    if any(readable((leaf,)) != _RATE for leaf in below(standard, "cbc:Percent")):
        found("ibr-190-ae", root)
    if any(spaced(value(leaf)) == "N" for leaf in below([each for each in in_charges if _is_vat(each)], "cbc:ID")):
        rows = [
            row
            for total in named["cac:TaxTotal"]
            for row in total.get("cac:TaxSubtotal", ())
            if any_is(under(row, "cac:TaxCategory", "cbc:ID"), "N")
        ]
        if len(rows) != 1:
            found("ibr-105-ae", root)


def _code(category: Group) -> str:
    return spaced(only(category.get("cbc:ID", ())))


def _is_vat(category: Group) -> bool:
    return is_of_scheme(category, VAT)


def currencies(document: Document, found: Breaches) -> None:
    """ibr-153, ibr-159 and ibr-175: what a document in another currency than the dirham says besides."""
    root = document.root
    given = root.get("cbc:DocumentCurrencyCode", ())
    is_dirham, is_other = any_is(given, DIRHAM), any(value(leaf) != DIRHAM for leaf in given)
    accounting = root.get("cbc:TaxCurrencyCode", ())
    in_dirham = any_is(accounting, DIRHAM)
    if in_dirham and is_other:
        sources = {value(leaf) for leaf in at(document, "/cac:TaxExchangeRate/cbc:SourceCurrencyCode")}
        targets = {value(leaf) for leaf in at(document, "/cac:TaxExchangeRate/cbc:TargetCurrencyCode")}
        if (
            sources.isdisjoint(map(value, given))
            or targets.isdisjoint(map(value, accounting))
            or not at(document, "/cac:TaxExchangeRate/cbc:CalculationRate")
        ):
            found("ibr-153-ae", root)
    if is_dirham:
        return
    rates = [
        leaf
        for leaf in anywhere(document, "cbc:CalculationRate")
        if document.names.name(str(leaf.getparent().tag)) == "cac:TaxExchangeRate"
    ]
    if not (is_other and rates):
        found("ibr-159-ae", root)
    in_full = any(
        "cbc:DocumentDescription" in each and any_is(each.get("cbc:DocumentTypeCode", ()), "aedtotal-incl-vat")
        for each in root.get("cac:AdditionalDocumentReference", ())
    )
    taxes = at(document, "/cac:TaxTotal/cbc:TaxAmount")
    if not (is_other and in_dirham and in_full and any(leaf.get("currencyID") == DIRHAM for leaf in taxes)):
        found("ibr-175-ae", root)

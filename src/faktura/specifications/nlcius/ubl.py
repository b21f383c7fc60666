"""The Dutch rules on UBL: most of them bind suppliers in the Netherlands only."""

from faktura.checks import Book, Breaches, RuleText, catalogue_of, texts_of
from faktura.source import Document, Group, Leaf, Node, amount, normalized, spaced, value
from faktura.specifications.en16931 import RULES
from faktura.specifications.en16931.ubl import BOOK as EN16931

VERSION = "2.0.3.13"
SOURCE = (
    "SI-UBL 2.0 validation rules 2.0.3.12 and 2.0.3.13 (Stichting SimplerInvoicing / NPa), rules of NLCIUS 1.0 of the "
    "Standaardisatieplatform e-factureren; https://github.com/peppolautoriteit-nl/validation"
)
IDENTIFIER = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"

CORE = EN16931.without(("BR-B-02", "BR-CO-26", "UBL-SR-23", "UBL-SR-56"))
"""The core rules without those that the Dutch artefact has in other words, below, or not at all.

The code lists are those of the core's edition; the Dutch artefact's own copies may lag behind by some codes.
"""

_MARKS = ("#compliant#urn:fdc:nen.nl:nlcius:v1.0", "#conformant#urn:fdc:nen.nl:gaccount:v1.0")
_TYPE_CODES = ("/cbc:InvoiceTypeCode", "/cbc:CreditNoteTypeCode")
_TYPES = frozenset(("380", "381", "384", "389"))
_PAYMENT_MEANS = frozenset(("30", "48", "49", "57", "58", "59"))
_LEGAL_SCHEMES = frozenset(("0106", "0190"))
"""Chamber of commerce (KvK) and government organizations (OIN)."""

_SUPPLIER = "/cac:AccountingSupplierParty/cac:Party"
_CUSTOMER = "/cac:AccountingCustomerParty/cac:Party"
_REPRESENTATIVE = "/cac:TaxRepresentativeParty"
_DELIVERY = "/cac:Delivery/cac:DeliveryLocation/cac:Address"
_LINES = ("/cac:InvoiceLine", "/cac:CreditNoteLine")
_REASON_CODE = "/cac:AllowanceCharge/cbc:AllowanceChargeReasonCode"
_LINE = "/cac:AddressLine/cbc:Line"

# What is not recommended, wherever it stands at these paths.
_DISCOURAGED = {
    "/cbc:TaxCurrencyCode": "BR-NL-19",
    "/cbc:TaxPointDate": "BR-NL-20",
    "/cac:InvoicePeriod/cbc:DescriptionCode": "BR-NL-21",
    "/cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate": "BR-NL-24",
    f"{_SUPPLIER}/cac:PartyLegalEntity/cbc:CompanyLegalForm": "BR-NL-26",
    f"{_SUPPLIER}/cac:PostalAddress{_LINE}": "BR-NL-27-1",
    f"{_CUSTOMER}/cac:PostalAddress{_LINE}": "BR-NL-27-2",
    f"{_REPRESENTATIVE}/cac:PostalAddress{_LINE}": "BR-NL-27-3",
    f"{_DELIVERY}{_LINE}": "BR-NL-27-4",
    f"{_SUPPLIER}/cac:PostalAddress/cbc:CountrySubentity": "BR-NL-28-1",
    f"{_CUSTOMER}/cac:PostalAddress/cbc:CountrySubentity": "BR-NL-28-2",
    f"{_REPRESENTATIVE}/cac:PostalAddress/cbc:CountrySubentity": "BR-NL-28-3",
    f"{_DELIVERY}/cbc:CountrySubentity": "BR-NL-28-4",
    "/cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:Name": "BR-NL-30",
    _REASON_CODE: "BR-NL-32-1",
    **{f"{line}{_REASON_CODE}": "BR-NL-32-1" for line in _LINES},
    **{f"{line}/cac:Price{_REASON_CODE}": "BR-NL-32-1" for line in _LINES},
    "/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode": "BR-NL-35",
}


def identified(document: Document, found: Breaches) -> None:
    """The specification identifier is that of NLCIUS."""
    root = document.root
    leaves = root.get("cbc:CustomizationID", ())
    if not leaves:
        found("BII2-T10-R001", root)
    for leaf in leaves:
        if not spaced(value(leaf)).startswith(IDENTIFIER):
            found("SI-V20-INV-R000", leaf)


def changed(document: Document, found: Breaches) -> None:
    """The core's rules that the Dutch artefact words otherwise: BR-B-02, BR-CO-25, BR-CO-26."""
    invoice = document.root.name == "ubl:Invoice"
    for total in document.root.get("cac:LegalMonetaryTotal", ()) if invoice else ():
        due = amount(total, "cbc:PayableAmount")
        if due is not None and due > 0 and not _terms(document):
            found("BR-CO-25", total)
    for party in document.paths.get("/cac:AccountingSupplierParty", ()):
        if not any(_identified(inner) for inner in party.get("cac:Party", ())):
            found("BR-CO-26", party)
    categories = {value(leaf) for leaf in document.paths.get("/cac:AllowanceCharge/cac:TaxCategory/cbc:ID", ())}
    for group in document.named["cac:ClassifiedTaxCategory"]:
        categories.update(value(leaf) for leaf in group.get("cbc:ID", ()))
    if "S" in categories and (
        "B" in categories
        or any(
            value(leaf) == "B"
            for leaf in document.paths.get("/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID", ())
        )
    ):
        found("BR-B-02", document.root)


def _terms(document: Document) -> bool:
    """Whether anything says when to pay, wherever it stands."""
    return any(path.endswith(("/cbc:DueDate", "/cac:PaymentTerms/cbc:Note")) for path in document.paths)


def _identified(party: Group) -> bool:
    if any("cbc:ID" in group for group in party.get("cac:PartyIdentification", ())):
        return True
    if any("cbc:CompanyID" in group for group in party.get("cac:PartyLegalEntity", ())):
        return True
    return any(
        "cbc:CompanyID" in group
        for group in party.get("cac:PartyTaxScheme", ())
        if any(normalized(scheme, "cbc:ID").upper() == "VAT" for scheme in group.get("cac:TaxScheme", ()))
    )


def dutch(document: Document, found: Breaches) -> None:
    """BR-NL-1 to BR-NL-35, but for BR-NL-13, where the supplier is in the Netherlands."""
    if not _is_nlcius(document):
        return
    country = document.paths.get(f"{_SUPPLIER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode")
    if not country or spaced(value(country[0])).upper() != "NL":
        return
    _parties(document, found)
    _document(document, found)
    _payment(document, found)
    for path in _DISCOURAGED.keys() & document.paths.keys():
        for leaf in document.paths[path]:
            found(_DISCOURAGED[path], leaf)


def _is_nlcius(document: Document) -> bool:
    identifier = normalized(document.root, "cbc:CustomizationID")
    return (
        "#compliant#urn:fdc:nen.nl:nlcius:v1.0" in identifier
        or "#conformant#urn:fdc:nen.nl:gaccount:v1.0" in identifier
    )


def _parties(document: Document, found: Breaches) -> None:
    paths = document.paths
    for party in paths.get(_SUPPLIER, ()):
        legal = [leaf for entity in party.get("cac:PartyLegalEntity", ()) for leaf in entity.get("cbc:CompanyID", ())]
        if not _has_legal_scheme(legal) or not any(spaced(value(leaf)) for leaf in legal):
            found("BR-NL-1", party)
        for scheme in party.get("cac:PartyTaxScheme", ()):
            if "cbc:CompanyID" in scheme and not any(
                value(leaf) == "VAT" for tax in scheme.get("cac:TaxScheme", ()) for leaf in tax.get("cbc:ID", ())
            ):
                found("BR-NL-25", scheme)
    for address in paths.get(f"{_SUPPLIER}/cac:PostalAddress", ()):
        if not _full(address):
            found("BR-NL-3", address)
    for rule, place in (
        ("BR-NL-4", f"{_CUSTOMER}/cac:PostalAddress"),
        ("BR-NL-5", f"{_REPRESENTATIVE}/cac:PostalAddress"),
    ):
        for address in paths.get(place, ()):
            codes = [
                leaf for country in address.get("cac:Country", ()) for leaf in country.get("cbc:IdentificationCode", ())
            ]
            if not any(value(leaf) != "NL" for leaf in codes) and not _full(address):
                found(rule, address)
    customers = paths.get(f"{_CUSTOMER}/cac:PartyLegalEntity", ())
    if customers:
        at_home = any(
            value(leaf) == "NL"
            for leaf in paths.get(f"{_CUSTOMER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode", ())
        )
        known = not at_home or _has_legal_scheme(paths.get(f"{_CUSTOMER}/cac:PartyLegalEntity/cbc:CompanyID", ()))
        for entity in customers:
            ids = entity.get("cbc:CompanyID", ())
            if not known or (ids and not any(spaced(value(leaf)) for leaf in ids)):
                found("BR-NL-10", entity)


def _has_legal_scheme(leaves: list[Leaf] | tuple[()]) -> bool:
    return any(scheme in _LEGAL_SCHEMES for leaf in leaves for scheme in (leaf.get("schemeID") or "").split(" "))


def _full(address: Group) -> bool:
    return "cbc:StreetName" in address and "cbc:CityName" in address and "cbc:PostalZone" in address


def _document(document: Document, found: Breaches) -> None:
    root, paths = document.root, document.paths
    if "cbc:BuyerReference" not in root and "/cac:OrderReference/cbc:ID" not in paths:
        found("BR-NL-2", root)
    invoice = root.name == "ubl:Invoice"
    # Wherever they stand, as the artefact looks for them.
    types = [
        nodes for path, nodes in paths.items() if path.endswith(("/cbc:InvoiceTypeCode", "/cbc:CreditNoteTypeCode"))
    ]
    for leaf in (leaf for nodes in types for leaf in nodes):
        code = value(leaf)
        if code not in _TYPES:
            found("BR-NL-7", leaf)
        if invoice is (code == "381"):
            found("BR-NL-8", leaf)
        if code == "384" and "/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID" not in paths:
            found("BR-NL-9", leaf)
    currencies = {value(leaf) for leaf in root.get("cbc:DocumentCurrencyCode", ())}
    for leaf in paths.get("/cac:TaxTotal/cbc:TaxAmount", ()):
        if leaf.get("currencyID") not in currencies:
            found("BR-NL-33", leaf)


def _payment(document: Document, found: Breaches) -> None:
    root = document.root
    if root.name == "ubl:Invoice" and not document.named["cac:PaymentMeans"]:
        for total in root.get("cac:LegalMonetaryTotal", ()):
            due = amount(total, "cbc:PayableAmount")
            if due is None or due > 0:
                found("BR-NL-11", total)
    for means in document.named["cac:PaymentMeans"]:
        code = normalized(means, "cbc:PaymentMeansCode")
        if code not in _PAYMENT_MEANS:
            found("BR-NL-12", means)
        if code in {"58", "59"} and any(
            "cbc:ID" in branch
            for account in means.get("cac:PayeeFinancialAccount", ())
            for branch in account.get("cac:FinancialInstitutionBranch", ())
        ):
            found("BR-NL-31", means)
        for leaf in means.get("cbc:PaymentMeansCode", ()):
            if leaf.get("name") is not None:
                found("BR-NL-29", leaf)


def anywhere(document: Document, found: Breaches) -> None:
    """BR-NL-13 and SI-UBL-2, which bind every sender."""
    if "/cac:OrderReference/cbc:ID" not in document.paths and _is_nlcius(document):
        for line in _LINES:
            for leaf in document.paths.get(f"{line}/cac:OrderLineReference/cbc:LineID", ()):
                found("BR-NL-13", leaf)
    for nodes in document.paths.values():
        for node in nodes:
            if len(node) == 0 and not spaced(_own_text(node)):
                found("SI-UBL-2", node)


def _own_text(node: Node) -> str:
    return value(node.element if isinstance(node, Group) else node)


def _catalogue() -> dict[str, RuleText]:
    return {**texts_of(RULES), **catalogue_of("faktura.specifications.nlcius", "rules.toml")}


BOOK = Book("nlcius-ubl", VERSION, SOURCE, (identified, changed, dutch, anywhere), _catalogue)
"""What the Dutch artefact has beyond the core."""

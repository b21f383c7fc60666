"""Rules of the document as a whole: what every profile asks of its header."""

from faktura.checks import Breaches, Test
from faktura.source import Document, Group, spaced, string, value
from faktura.specifications.facturx.paths import AGREEMENT, DELIVERY, INVOICE_CURRENCY, SETTLEMENT
from faktura.specifications.facturx.walk import below, filled, only

_FILLED = (
    ("BR-01", "/rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"),
    ("BR-02", "/rsm:ExchangedDocument/ram:ID"),
    ("BR-04", "/rsm:ExchangedDocument/ram:TypeCode"),
    ("BR-05", INVOICE_CURRENCY),
    ("BR-06", f"{AGREEMENT}/ram:SellerTradeParty/ram:Name"),
    ("BR-07", f"{AGREEMENT}/ram:BuyerTradeParty/ram:Name"),
)
_ISSUED = "/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString"
_ADDRESSES = (
    ("BR-62", f"{AGREEMENT}/ram:SellerTradeParty"),
    ("BR-63", f"{AGREEMENT}/ram:BuyerTradeParty"),
)
_CONTACTS = (("CII-SR-465", "ram:SellerTradeParty"), ("CII-SR-466", "ram:BuyerTradeParty"))


def document(document: Document, found: Breaches) -> None:
    """BR-01 to BR-09: what every invoice has."""
    paths, root = document.paths, document.root
    for rule, path in _FILLED:
        leaves = paths.get(path)
        if leaves is None or not filled(leaves):
            found(rule, root)
    if not filled(leaf for leaf in paths.get(_ISSUED, ()) if leaf.get("format") == "102"):
        found("BR-03", root)
    _address(document, "ram:SellerTradeParty", "BR-08", "BR-09", found)


def buyer(document: Document, found: Breaches) -> None:
    """BR-10, BR-11, BR-62, BR-63: the buyer's postal address, and the schemes of electronic addresses."""
    _address(document, "ram:BuyerTradeParty", "BR-10", "BR-11", found)
    for rule, path in _ADDRESSES:
        addresses = document.paths.get(f"{path}/ram:URIUniversalCommunication")
        if addresses is not None:
            firsts = [party["ram:URIUniversalCommunication"][0] for party in document.paths[path] if _reachable(party)]
            schemes = [leaf for leaf in below(firsts, "ram:URIID") if leaf.get("schemeID") is not None]
            scheme = only(schemes)
            if scheme is None or not spaced(scheme.get("schemeID")):
                found(rule, addresses[0])


def _reachable(party: Group) -> bool:
    return "ram:URIUniversalCommunication" in party


def _address(document: Document, party: str, address: str, country: str, found: Breaches) -> None:
    """The postal address of a party, and the country in it."""
    addresses = below(document.named[party], "ram:PostalTradeAddress")
    if not addresses:
        found(address, document.root)
    if not filled(below(addresses, "ram:CountryID")):
        found(country, addresses[0] if addresses else document.root)


def contacts(document: Document, found: Breaches) -> None:
    """CII-SR-465, CII-SR-466: a contact is a person or a department."""
    for agreement in document.paths.get(AGREEMENT, ()):
        for rule, name in _CONTACTS:
            if name in agreement:
                contact = below((agreement,), name, "ram:DefinedTradeContact")
                if any("ram:PersonName" in each for each in contact) and any(
                    "ram:DepartmentName" in each for each in contact
                ):
                    found(rule, contact[0])


def references(document: Document, found: Breaches) -> None:
    """BR-55, BR-57, BR-CO-18: preceding invoices, where it was delivered, and a VAT breakdown."""
    paths = document.paths
    for invoice in paths.get(f"{SETTLEMENT}/ram:InvoiceReferencedDocument", ()):
        if not filled(invoice.get("ram:IssuerAssignedID", ())):
            found("BR-55", invoice)
    for delivery in paths.get(DELIVERY, ()):
        addresses = below((delivery,), "ram:ShipToTradeParty", "ram:PostalTradeAddress")
        if addresses and not filled(below(addresses, "ram:CountryID")):
            found("BR-57", addresses[0])
    for settlement in document.named["ram:ApplicableHeaderTradeSettlement"]:
        if settlement.parent.name == "rsm:SupplyChainTradeTransaction" and "ram:ApplicableTradeTax" not in settlement:
            found("BR-CO-18", settlement)


def alike(document: Document, found: Breaches) -> None:
    """CII-SR-467 to CII-SR-469: all means of payment are of one type, with one text and one remittance text."""
    means = document.named["ram:SpecifiedTradeSettlementPaymentMeans"]
    for rule, name in (("CII-SR-467", "ram:TypeCode"), ("CII-SR-468", "ram:Information")):
        leaves = below(means, name)
        if len(leaves) > 1:
            first = spaced(value(leaves[0]))
            odd = [leaf for leaf in leaves[1:] if spaced(value(leaf)) != first]
            if odd:
                found(rule, odd[0])
    references = below(document.named["ram:ApplicableHeaderTradeSettlement"], "ram:PaymentReference")
    if len(references) > 1:
        found("CII-SR-469", references[1])


def split_payment(document: Document, found: Breaches) -> None:
    """BR-B-01, BR-B-02: split payment is of Italy, and not beside the standard rate."""
    codes = {value(leaf) for leaf in document.named["ram:CategoryCode"]}
    if "B" in codes:
        if any(value(leaf) != "IT" for leaf in document.named["ram:CountryID"]):
            found("BR-B-01", document.root)
        if "S" in codes:
            found("BR-B-02", document.root)


def has_lines(document: Document, found: Breaches) -> None:
    """BR-16: an invoice has a line."""
    if not document.named["ram:IncludedSupplyChainTradeLineItem"]:
        found("BR-16", document.root)


def documents(document: Document, found: Breaches) -> None:
    """BR-51, BR-52: numbers of cards, and of supporting documents."""
    for card in document.named["ram:ApplicableTradeSettlementFinancialCard"]:
        if len(spaced(string(card, "ram:ID"))) > 10:
            found("BR-51", card)
    for reference in document.named["ram:AdditionalReferencedDocument"]:
        if not filled(reference.get("ram:IssuerAssignedID", ())):
            found("BR-52", reference)


def attachments(document: Document, found: Breaches) -> None:
    """CII-SR-475, CII-SR-476: one name and one file for all supporting documents."""
    for agreement in document.paths.get(AGREEMENT, ()):
        supporting = [
            reference
            for reference in agreement.get("ram:AdditionalReferencedDocument", ())
            if spaced(string(reference, "ram:TypeCode")) == "916"
        ]
        for rule, name in (("CII-SR-475", "ram:Name"), ("CII-SR-476", "ram:AttachmentBinaryObject")):
            leaves = below(supporting, name)
            if len(leaves) > 1:
                found(rule, leaves[1])


def account(rule: str) -> Test:
    """CII-SR-470 (BR-CO-27 in the Basic profile): a credit transfer has an IBAN or another account, not both."""

    def account(document: Document, found: Breaches) -> None:
        for means in document.named["ram:SpecifiedTradeSettlementPaymentMeans"]:
            types = means.get("ram:TypeCode", ())
            if len(types) == 1 and spaced(value(types[0])) in ("30", "58"):
                accounts = means.get("ram:PayeePartyCreditorFinancialAccount", ())
                iban = any("ram:IBANID" in each for each in accounts)
                if iban == any("ram:ProprietaryID" in each for each in accounts):
                    found(rule, means)

    return account


def means_of_payment(document: Document, found: Breaches) -> None:
    """BR-49, BR-50, BR-61: the type of the means of payment, and the account for a credit transfer."""
    for means in document.named["ram:SpecifiedTradeSettlementPaymentMeans"]:
        types = {value(leaf) for leaf in means.get("ram:TypeCode", ())}
        if not types:
            found("BR-49", means)
        elif "30" in types or "58" in types:
            for account in means.get("ram:PayeePartyCreditorFinancialAccount", ()):
                if not spaced(string(account, "ram:IBANID")) and not spaced(string(account, "ram:ProprietaryID")):
                    found("BR-50", account)
                if "ram:IBANID" not in account and "ram:ProprietaryID" not in account:
                    found("BR-61", account)

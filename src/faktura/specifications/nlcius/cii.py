"""NLCIUS on the Cross Industry Invoice: the same Dutch rules, and an older edition of the core's.

The artefact carries its own copy of CEN's rules; where a test there differs from that of the core's present edition,
it is here, under ``changed``.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from faktura.checks import Book, Breaches, RuleText, catalogue_of
from faktura.source import CII, Document, Group, Leaf, Node, Repeated, Unreadable, cents, decimal, spaced, value
from faktura.source.doubles import double
from faktura.specifications.en16931.cii import BOOK as EN16931
from faktura.specifications.en16931.cii import CHECKS as CORE_CHECKS
from faktura.specifications.en16931.cii import LEAF_CHECKS as CORE_LEAF_CHECKS
from faktura.specifications.en16931.cii import breakdown, lines, parties, references, vat
from faktura.specifications.en16931.cii import document as core_document
from faktura.specifications.en16931.cii.contexts import Check, Checks, matches, steps_of, walk
from faktura.specifications.en16931.cii.places import (
    AGREEMENT,
    DOCUMENT,
    LINE_SETTLEMENT,
    LINE_SETTLEMENT_NAME,
    SETTLEMENT,
    SETTLEMENT_NAME,
    TOTALS,
)
from faktura.specifications.en16931.cii.reading import below, only, part

VERSION = "1.0.3.12"
SOURCE = (
    "NLCIUS-CII validation rules 1.0.3.12 (Stichting SimplerInvoicing / NPa), rules of NLCIUS 1.0 of the "
    "Standaardisatieplatform e-factureren; https://github.com/peppolautoriteit-nl/validation"
)

NOT_CHECKED = {
    "BR-CO-27": "the artefact never reaches it: BR-49 takes every payment instruction",
    "BR-NL-9": "the artefact never reaches it on CII: BR-NL-7 takes every document type",
    "BR-NL-31": "the artefact never reaches it on CII: BR-NL-12 takes every payment instruction",
    "CII-SR-464": "the artefact's own test is always true",
}
"""Official rules that are not in the book, each with the reason."""

_MEANS = "ram:SpecifiedTradeSettlementPaymentMeans"
_ACCOUNT = "ram:PayeePartyCreditorFinancialAccount"
_REPRESENTATIVE = "ram:SellerTaxRepresentativeTradeParty"
_TOTALS = "ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_ORDER = "ram:BuyerOrderReferencedDocument"
_ADDRESS = "ram:PostalTradeAddress"
_CURRENCY = CII.tag("ram:InvoiceCurrencyCode")
_GUIDELINE = "/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"

# The core's present edition asks these more strictly, and stops at texts that the Dutch copy only looks for.
_REPLACED = frozenset(
    check
    for checks, patterns in (
        (parties.CHECKS, {f"//{_REPRESENTATIVE}"}),
        (lines.CHECKS, {LINE_SETTLEMENT}),
        (
            references.CHECKS,
            {f"//{_MEANS}", f"{SETTLEMENT}/{_MEANS}", "//ram:ApplicableTradeSettlementFinancialCard", AGREEMENT},
        ),
    )
    for pattern, check in checks
    if pattern in patterns
)
_LATER = frozenset(("CII-SR-282", "CII-SR-464", *(f"CII-SR-{number}" for number in range(467, 495))))
"""Rules that the copy does not have yet, or has with other tests."""

CORE = replace(
    EN16931,
    tests=(
        core_document.needed,
        core_document.root_attributes,
        walk(tuple(each for each in CORE_CHECKS if each[1] not in _REPLACED), CORE_LEAF_CHECKS),
        vat.vat,
        breakdown.due_dates,
    ),
).without(_LATER)
"""The core rules without those that the Dutch artefact has in other words, below, or not at all.

The code lists are those of the core's edition; the Dutch artefact's own copies lag behind by some codes.
"""

_IDENTIFIERS = frozenset(
    (
        "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0",
        "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0#conformant#urn:fdc:nen.nl:gaccount:v1.0",
    )
)
_TYPES = frozenset((380, 381, 384, 389))
_PAYMENT_MEANS = frozenset((30, 48, 49, 57, 58, 59))
_LEGAL_SCHEMES = frozenset(("0106", "0190"))
"""Chamber of commerce (KvK) and government organizations (OIN)."""


def _cards(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-51: no more than ten signs of a card's number; blanks count."""
    for card in nodes:
        leaves = card.get("ram:ID", ())
        if len(leaves) > 1:
            raise Repeated("ram:ID may stand here once only; take out the others.", leaves[1])
        if leaves and len(value(leaves[0])) > 10:
            found("BR-51", leaves[0])


def _payments(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-49, BR-50, BR-61: the kind of payment, and the account for a transfer."""
    for means in nodes:
        types = means.get("ram:TypeCode")
        if types is None:
            found("BR-49", means)
        elif _ACCOUNT in means and any(value(leaf) in {"30", "58"} for leaf in types):
            for account in means[_ACCOUNT]:
                if "ram:IBANID" not in account and "ram:ProprietaryID" not in account:
                    found("BR-50", account)
                    found("BR-61", account)


def _representatives(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-18, BR-19, BR-20, BR-56: the seller's tax representative."""
    for party in nodes:
        if "ram:Name" not in party:
            found("BR-18", party)
        if _ADDRESS not in party:
            found("BR-19", party)
        if "ram:CountryID" not in part(party, _ADDRESS):
            found("BR-20", party)
        identifiers = part(party, "ram:SpecifiedTaxRegistration").get("ram:ID", ())
        if not only(leaf for leaf in identifiers if leaf.get("schemeID") == "VA"):
            found("BR-56", party)


def _core_agreements(nodes: list[Any], document: Document, found: Breaches) -> None:
    """CII-SR-282, and CII-SR-457, CII-SR-458: one reference of a kind."""
    for agreement in nodes:
        if "ram:BuyerTaxRepresentativeTradeParty" in agreement:
            found("CII-SR-282", agreement["ram:BuyerTaxRepresentativeTradeParty"][0])
        references = agreement.get("ram:AdditionalReferencedDocument", ())
        for rule, wanted in (("CII-SR-457", "50"), ("CII-SR-458", "130")):
            of_kind = [
                each for each in references if any(value(leaf) == wanted for leaf in each.get("ram:TypeCode", ()))
            ]
            if len(of_kind) > 1:
                found(rule, of_kind[1])


def _line_settlements(nodes: list[Any], document: Document, found: Breaches) -> None:
    for settlement in nodes:
        if len(settlement.get("ram:ApplicableTradeTax", ())) != 1:
            found("CII-SR-454", settlement)


_COMPUTED_WITH = (
    "ram:LineTotalAmount",
    "ram:AllowanceTotalAmount",
    "ram:ChargeTotalAmount",
    "ram:TaxBasisTotalAmount",
    "ram:GrandTotalAmount",
    "ram:TotalPrepaidAmount",
    "ram:RoundingAmount",
    "ram:DuePayableAmount",
)


def _totals(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-CO-13, BR-CO-16: each amount that is computed with stands once."""
    for totals in nodes:
        for name in _COMPUTED_WITH:
            if len(totals.get(name, ())) > 1:
                raise Repeated(f"{name} may stand here once only; take out the others.", totals[name][1])


def _charges(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-DEC-01, BR-DEC-05, BR-DEC-24, BR-DEC-27, and the sums of VAT categories: one amount for each."""
    for charge in nodes:
        amounts = charge.get("ram:ActualAmount", ())
        if (
            len(amounts) > 1
            and charge.parent.name in {SETTLEMENT_NAME, LINE_SETTLEMENT_NAME}
            and any(
                value(leaf) in {"true", "false"} for leaf in below([charge], "ram:ChargeIndicator", "udt:Indicator")
            )
        ):
            raise Repeated("ram:ActualAmount may stand here once only; take out the others.", amounts[1])


_CHANGED: Checks = (
    ("//ram:ApplicableTradeSettlementFinancialCard", _cards),
    (f"//{_MEANS}", _payments),
    (f"//{_REPRESENTATIVE}", _representatives),
    (AGREEMENT, _core_agreements),
    (LINE_SETTLEMENT, _line_settlements),
    (TOTALS, _totals),
    ("//ram:SpecifiedTradeAllowanceCharge", _charges),
)


def terms(document: Document, found: Breaches) -> None:
    """BR-CO-25: when something is to be paid, say when."""
    due = document.named["ram:DuePayableAmount"]
    if len(due) > 1:
        raise Repeated("ram:DuePayableAmount may stand here once only; take out the others.", due[1])
    if (
        due
        and _is_positive(due[0])
        and not any(
            "ram:DueDateDateTime" in group or "ram:Description" in group
            for group in document.named["ram:SpecifiedTradePaymentTerms"]
        )
    ):
        found("BR-CO-25", due[0])


def _is_positive(leaf: Leaf) -> bool:
    """Whether ``number(leaf) > 0``; a text that is no number is none."""
    try:
        return double(leaf) > 0
    except Unreadable:
        return False


def gross(document: Document, found: Breaches) -> None:
    """BR-CO-15: the total with VAT is the total without and the VAT in the invoice's currency."""
    currencies = document.paths.get(f"{SETTLEMENT}/ram:InvoiceCurrencyCode", ())
    if not currencies:
        return
    everywhere = document.named[_TOTALS]
    with_vat, without_vat = (
        _amounts(everywhere, "ram:GrandTotalAmount"),
        _amounts(everywhere, "ram:TaxBasisTotalAmount"),
    )
    if any(amount in without_vat for amount in with_vat):
        return
    for currency in currencies:
        code = value(currency)
        own = document.paths.get(f"{TOTALS}/ram:TaxTotalAmount", ())
        if sum(leaf.get("currencyID") == code for leaf in own) == 1:
            taxes = _amounts(everywhere, "ram:TaxTotalAmount", code)
            if len(without_vat) > 1 or len(taxes) > 1:
                raise Repeated(f"{_TOTALS} may stand here once only; take out the others.", everywhere[-1])
            if without_vat and taxes and cents(without_vat[0] + taxes[0]) in with_vat:
                continue
        found("BR-CO-15", document.root)
        return


def _amounts(totals: Sequence[Any], name: str, currency: str | None = None) -> list[Any]:
    """The amount of each group that has one, in a currency if one is asked for."""
    amounts = []
    for group in totals:
        leaves = group.get(name, ())
        if currency is not None:
            leaves = [leaf for leaf in leaves if leaf.get("currencyID") == currency]
        if len(leaves) > 1:
            raise Repeated(f"{name} may stand here once only; take out the others.", leaves[1])
        if leaves:
            amounts.append(decimal(leaves[0]))
    return amounts


def _sellers(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-NL-1: the seller's registration."""
    for organization in nodes:
        leaves = organization.get("ram:ID", ())
        if not _has_legal_scheme(leaves) or not any(spaced(value(leaf)) for leaf in leaves):
            found("BR-NL-1", organization)


def _has_legal_scheme(leaves: Sequence[Leaf]) -> bool:
    return any(scheme in _LEGAL_SCHEMES for leaf in leaves for scheme in (leaf.get("schemeID") or "").split(" "))


def _agreements(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-NL-2: the buyer's reference or the order's."""
    for agreement in nodes:
        if "ram:BuyerReference" not in agreement and not below([agreement], _ORDER, "ram:IssuerAssignedID"):
            found("BR-NL-2", agreement)


def _full(rule: str, *, at_home: bool) -> Check:
    """Whether an address has street, city and postal code; `at_home` asks it of Dutch ones only."""

    def check(nodes: list[Any], document: Document, found: Breaches) -> None:
        for address in nodes:
            full = "ram:LineOne" in address and "ram:CityName" in address and "ram:PostcodeCode" in address
            if not full and not (at_home and any(value(leaf) != "NL" for leaf in address.get("ram:CountryID", ()))):
                found(rule, address)

    return check


def _types(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-NL-7: the document's type, read as a number."""
    for leaf in nodes:
        if double(leaf) not in _TYPES:
            found("BR-NL-7", leaf)


def _buyers(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-NL-10: the buyer's registration; wherever the buyer is, the artefact wants one."""
    for party in nodes:
        ids = below([party], "ram:SpecifiedLegalOrganization", "ram:ID")
        at_home = any(value(leaf) == "NL" for leaf in below([party], _ADDRESS, "ram:CountryID"))
        if (at_home and not _has_legal_scheme(ids)) or not any(spaced(value(leaf)) for leaf in ids):
            found("BR-NL-10", party)


def _due(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-NL-11: when something is to be paid, say how."""
    for totals in nodes:
        leaves = totals.get("ram:DuePayableAmount", ())
        if len(leaves) > 1:
            raise Repeated("ram:DuePayableAmount may stand here once only; take out the others.", leaves[1])
        if (
            not (leaves and decimal(leaves[0]) <= 0)
            and not any(double(leaf) == 381 for leaf in document.paths.get(f"{DOCUMENT}/ram:TypeCode", ()))
            and not below([totals.parent], _MEANS, "ram:TypeCode")
        ):
            found("BR-NL-11", totals)


def _means(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-NL-12: the kinds of payment, read as numbers."""
    for means in nodes:
        codes = []
        for leaf in means.get("ram:TypeCode", ()):
            codes.append(double(leaf))
            # What stands behind the first that is asked for is not read any more.
            if codes[-1] == 30:
                break
        if _PAYMENT_MEANS.isdisjoint(codes):
            found("BR-NL-12", means)


def _order_lines(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-NL-13: an order line needs its order."""
    if not below(document.named["ram:ApplicableHeaderTradeAgreement"], _ORDER, "ram:IssuerAssignedID"):
        for leaf in nodes:
            found("BR-NL-13", leaf)


def _registrations(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-NL-25: the seller's tax registration is for VAT."""
    for registration in nodes:
        ids = registration.get("ram:ID", ())
        if ids and not any(leaf.get("schemeID") == "VA" for leaf in ids):
            found("BR-NL-25", registration)


def _other_currency(nodes: list[Any], document: Document, found: Breaches) -> None:
    """BR-NL-33: a VAT total is in the invoice's currency."""
    for leaf in nodes:
        codes = leaf.getparent().getparent().findall(_CURRENCY)
        if not any(value(code) == leaf.get("currencyID") for code in codes):
            found("BR-NL-33", leaf)


def _discouraged(rule: str) -> Check:
    """What is not recommended, wherever it stands."""

    def check(nodes: list[Any], document: Document, found: Breaches) -> None:
        for node in nodes:
            found(rule, node)

    return check


_ANYONE: Checks = (
    (f"{DOCUMENT}/ram:TypeCode", _types),
    (f"//{_ORDER}/ram:LineID", _order_lines),
)
_DUTCH: Checks = (
    ("//ram:SellerTradeParty/ram:SpecifiedLegalOrganization", _sellers),
    ("//ram:ApplicableHeaderTradeAgreement", _agreements),
    (f"//ram:SellerTradeParty/{_ADDRESS}", _full("BR-NL-3", at_home=False)),
    (f"//ram:BuyerTradeParty/{_ADDRESS}", _full("BR-NL-4", at_home=True)),
    (f"//{_REPRESENTATIVE}/{_ADDRESS}", _full("BR-NL-5", at_home=True)),
    ("//ram:BuyerTradeParty", _buyers),
    (f"//{_TOTALS}", _due),
    (f"//{_MEANS}", _means),
    ("//ram:TaxCurrencyCode", _discouraged("BR-NL-19")),
    ("//ram:TaxPointDate/udt:DateString", _discouraged("BR-NL-20")),
    ("//ram:DueDateTypeCode", _discouraged("BR-NL-21")),
    ("//ram:SubjectCode", _discouraged("BR-NL-22")),
    ("//ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID", _discouraged("BR-NL-23")),
    ("//ram:InvoiceReferencedDocument/ram:FormattedIssueDateTime/qdt:DateTimeString", _discouraged("BR-NL-24")),
    ("//ram:SellerTradeParty/ram:SpecifiedTaxRegistration", _registrations),
    ("//ram:SellerTradeParty/ram:Description", _discouraged("BR-NL-26")),
    (f"//ram:SellerTradeParty/{_ADDRESS}/ram:LineThree", _discouraged("BR-NL-27-1")),
    (f"//ram:BuyerTradeParty/{_ADDRESS}/ram:LineThree", _discouraged("BR-NL-27-2")),
    (f"//{_REPRESENTATIVE}/{_ADDRESS}/ram:LineThree", _discouraged("BR-NL-27-3")),
    (f"//ram:ShipToTradeParty/{_ADDRESS}/ram:LineThree", _discouraged("BR-NL-27-4")),
    (f"//ram:SellerTradeParty/{_ADDRESS}/ram:CountrySubDivisionName", _discouraged("BR-NL-28-1")),
    (f"//ram:BuyerTradeParty/{_ADDRESS}/ram:CountrySubDivisionName", _discouraged("BR-NL-28-2")),
    (f"//{_REPRESENTATIVE}/{_ADDRESS}/ram:CountrySubDivisionName", _discouraged("BR-NL-28-3")),
    (f"//ram:ShipToTradeParty/{_ADDRESS}/ram:CountrySubDivisionName", _discouraged("BR-NL-28-4")),
    (f"//{_MEANS}/ram:Information", _discouraged("BR-NL-29")),
    (f"//{_ACCOUNT}/ram:AccountName", _discouraged("BR-NL-30")),
    ("//ram:SpecifiedTradeAllowanceCharge/ram:ReasonCode", _discouraged("BR-NL-32-and-34")),
    (f"//{_TOTALS}/ram:TaxTotalAmount", _other_currency),
    ("//ram:ApplicableTradeTax/ram:ExemptionReasonCode", _discouraged("BR-NL-35")),
)

_of_anyone, _of_the_dutch = walk(_ANYONE), walk((*_ANYONE, *_DUTCH))


def _bound(document: Document) -> Checks:
    """The checks that bind this document: none unless it says that it is NLCIUS, most for Dutch sellers only."""
    # Where the artefact can't tell, because something stands twice, it takes no rule of its own as meant.
    identifiers = [leaf for path, nodes in document.paths.items() if path.endswith(_GUIDELINE) for leaf in nodes]
    if len(identifiers) != 1 or spaced(value(identifiers[0])) not in _IDENTIFIERS:
        return ()
    sellers = document.named["ram:SellerTradeParty"]
    countries = below(sellers, _ADDRESS, "ram:CountryID")
    if len(countries) != 1 or spaced(value(countries[0])).upper() != "NL":
        return _ANYONE
    in_agreement = (each for each in sellers if each.parent.name == "ram:ApplicableHeaderTradeAgreement")
    return (*_ANYONE, *_DUTCH) if below(in_agreement, _ADDRESS, "ram:CountryID") else _ANYONE


def dutch(document: Document, found: Breaches) -> None:
    """BR-NL-1 to BR-NL-35."""
    bound = _bound(document)
    if len(bound) > len(_ANYONE):
        _of_the_dutch(document, found)
    elif bound:
        _of_anyone(document, found)


def empty(document: Document, found: Breaches) -> None:
    """empty-element-check: an element holds something, unless a Dutch rule has already looked at it."""
    nothing: list[tuple[str, Node]] = [
        (path, node)
        for path, nodes in document.paths.items()
        for node in nodes
        # What str.strip leaves is content for XPath, too; only what it takes away is looked at again.
        if not len(node) and not (node.__class__ is not Group and (node.text or "").strip()) and _is_blank(node)
    ]
    if not document.root and _is_blank(document.root):
        nothing.append(("", document.root))
    if nothing:
        patterns = [pattern for pattern, _ in _bound(document)]
        for path, node in nothing:
            if not any(matches(pattern, steps_of(path)) for pattern in patterns):
                found("empty-element-check", node)


def _is_blank(node: Node) -> bool:
    return not spaced(value(node.element if isinstance(node, Group) else node))


def _catalogue() -> dict[str, RuleText]:
    room = "faktura.specifications.nlcius"
    return {**EN16931.catalogue(), **catalogue_of(room, "rules.toml"), **catalogue_of(room, "cii.toml")}


BOOK = Book("nlcius-cii", VERSION, SOURCE, (walk(_CHANGED), terms, gross, dutch, empty), _catalogue)
"""What the Dutch artefact has beyond the core."""

"""What Australia and New Zealand add to PINT Billing in UBL 2.1: the document, lines, payment and registrations."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from faktura import codes
from faktura.checks import Book, Breaches, RuleText, catalogue_of
from faktura.checks.places import Places, PlaceTest
from faktura.source import UBL, Document, Group, Unreadable, amount, decimals, spaced, value
from faktura.source.logic import applies
from faktura.source.sequences import any_is, at, below, only, only_text
from faktura.specifications.en16931.ubl.steps import LINES, given, says, sign
from faktura.specifications.pint.binary import product_of_line
from faktura.specifications.pint.codes import media_types, of_list
from faktura.specifications.pint.messages import texts_of_families
from faktura.specifications.pint.rows import identified_rows, product_of_rows
from faktura.specifications.pint.shapes import add_shapes, under
from faktura.specifications.pint.taxes import Family, Rate, families, near, needed, numbered
from faktura.specifications.pint.terms import indicates, is_of_scheme, is_only_of_scheme
from faktura.specifications.pint_aunz.edition import IDENTIFIER, SOURCE, VERSION

GST = "GST"
_CATEGORIES = frozenset(("E", "S", "Z", "G", "O"))
_PROCESS = "urn:peppol:bis:billing"
_TRANSFERS = frozenset(("30", "58"))
_CENTS, _ONE, _HUNDRED = Decimal("0.02"), Decimal(1), Decimal(100)
_PRICE, _ALLOWANCE_CHARGE = UBL.tag("cac:Price"), UBL.tag("cac:AllowanceCharge")
_SELLER, _BUYER = "cac:AccountingSupplierParty/cac:Party", "cac:AccountingCustomerParty/cac:Party"
_COUNTRY = "cac:PostalAddress/cac:Country/cbc:IdentificationCode"

FAMILIES = (
    Family(
        code="S",
        scheme=GST,
        ids={"used": "aligned-ibrp-s-01-aunz"} | numbered("aligned-ibrp-s-{}-aunz", "05 06 07 08 09 10"),
        line_rate=Rate.POSITIVE,
        charge_rate=Rate.POSITIVE,
        tolerance=_ONE,
    ),
    Family(code="Z", scheme=GST, ids=numbered("aligned-ibrp-z-{}-aunz", "01 05 06 07 08 09 10")),
    Family(code="E", scheme=GST, ids=numbered("aligned-ibrp-e-{}-aunz", "01 05 06 07 08 09")),
    Family(code="G", scheme=GST, ids=numbered("aligned-ibrp-g-{}-aunz", "01 05 06 07 08 09")),
    Family(
        code="O",
        scheme=GST,
        ids=numbered("aligned-ibrp-o-{}-aunz", "01 05 06 07 08 09 11 12 13 14"),
        line_rate=Rate.NONE,
        charge_rate=Rate.NONE,
    ),
)
"""Standard rate, zero rate, exempt, export, and outside the scope of GST."""

REGISTERED = (
    ("aligned-ibr-001-aunz", _SELLER, "AU", "0151"),
    ("aligned-ibr-004-aunz", _BUYER, "AU", "0151"),
    ("aligned-ibr-002-aunz", _SELLER, "NZ", "0088"),
    ("aligned-ibr-005-aunz", _BUYER, "NZ", "0088"),
)
"""Rule, whose number, in which country, and the scheme of the number."""


def whole(document: Document, found: Breaches) -> None:
    """The document: identifiers, references, one breakdown, one tax total in the currency of accounting."""
    root = document.root
    if not spaced(only_text(root.get("cbc:CustomizationID", ()))).startswith(IDENTIFIER):
        found("aligned-ibrp-001-aunz", root)
    if _PROCESS not in spaced(only(root.get("cbc:ProfileID", ()))):
        found("aligned-ibrp-002", root)
    if "cbc:BuyerReference" not in root and not at(document, "/cac:OrderReference/cbc:ID"):
        found("aligned-ibrp-003", root)
    if "cbc:TaxPointDate" in root and at(document, "/cac:InvoicePeriod/cbc:DescriptionCode"):
        found("aligned-ibrp-006", root)
    if len(root.get("cac:PaymentTerms", ())) > 1:
        found("aligned-ibrp-008", root["cac:PaymentTerms"][1])
    totals = root.get("cac:TaxTotal", ())
    with_rows = sum("cac:TaxSubtotal" in total for total in totals)
    if with_rows != 1:
        found("aligned-ibrp-021", root)
    if len(totals) - with_rows != ("cbc:TaxCurrencyCode" in root):
        found("aligned-ibrp-022", root)


def registrations(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-sr-12 and sr-13: one GST number, one other number."""
    for rule, is_tax in (("aligned-ibrp-sr-12-aunz", True), ("aligned-ibrp-sr-13-aunz", False)):
        numbers = [
            leaf
            for scheme in nodes
            if any((only(each.get("cbc:ID", ())).upper() == GST) is is_tax for each in scheme.get("cac:TaxScheme", ()))
            for leaf in scheme.get("cbc:CompanyID", ())
        ]
        if len(numbers) > 1:
            found(rule, numbers[1])


def references(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-sr-43: what a reference with a type is."""
    credit_note = document.root.name == "cn:CreditNote"
    for group in nodes:
        kind = "cbc:DocumentTypeCode"
        if kind in group:
            known = says(group, kind, "130") or (credit_note and says(group, kind, "50"))
        else:
            known = all(leaf.get("schemeID") is None for leaf in group.get("cbc:ID", ()))
        if not known:
            found("aligned-ibrp-sr-43", group)


def charges(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-004 at prices; 032, 037, 054, 055, 057 and 058 elsewhere."""
    for group in nodes:
        around = group.parent
        if around is not None and around.name == "cac:Price":
            if "cbc:BaseAmount" in group and not _is_net(around, group):
                found("aligned-ibrp-004", group)
            continue
        if indicates(group, charge=False):
            sum_rule, category_rule, pair_rule = "aligned-ibrp-054", "aligned-ibrp-032-aunz", "aligned-ibrp-057"
        elif indicates(group, charge=True):
            sum_rule, category_rule, pair_rule = "aligned-ibrp-055", "aligned-ibrp-037-aunz", "aligned-ibrp-058"
        else:
            continue
        percent, base = "cbc:MultiplierFactorNumeric" in group, "cbc:BaseAmount" in group
        if percent and base:
            product = needed(group, "cbc:BaseAmount") * needed(group, "cbc:MultiplierFactorNumeric") / _HUNDRED
            if not near(amount(group, "cbc:Amount") or Decimal(0), product, _CENTS):
                found(sum_rule, group)
        elif percent or base:
            found(pair_rule, group)
        if around is document.root and not any(
            "cbc:ID" in each and is_of_scheme(each, GST) for each in group.get("cac:TaxCategory", ())
        ):
            found(category_rule, group)


def _is_net(price: Group, group: Group) -> bool:
    net, gross, discount = (
        amount(price, "cbc:PriceAmount"),
        amount(group, "cbc:BaseAmount"),
        amount(group, "cbc:Amount"),
    )
    return net is not None and gross is not None and discount is not None and net == gross - discount


def lines(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-050, 053, 059 and 060: one tax category, the net amount, the invoiced object."""
    for line in nodes:
        categories = under(line, "cac:Item", "cac:ClassifiedTaxCategory")
        if not any(is_only_of_scheme(each, GST) and "cbc:ID" in each for each in categories):
            found("aligned-ibrp-050-aunz", line)
        if len(categories) != 1:
            found("aligned-ibrp-059", line)
        if not _adds_up(document, line):
            found("aligned-ibrp-053", line)
        references = line.get("cac:DocumentReference", ())
        if references and not any_is(below(references, "cbc:DocumentTypeCode"), "130"):
            found("aligned-ibrp-060", line)


def _adds_up(document: Document, line: Group) -> bool:
    product = product_of_line(document, line, under(line, "cac:Price", "cbc:BaseQuantity"))
    if product is None:
        raise Unreadable("A line has a quantity and a price.", line)
    return near(needed(line, "cbc:LineExtensionAmount"), Decimal(product), _CENTS)


def two_decimals(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """aligned-ibrp-005: amounts other than prices have two decimals at most."""
    for leaf in nodes:
        if type(leaf) is not Group and "." in (leaf.text or "") and decimals(value(leaf)) > 2:
            if leaf.tag.endswith("PriceAmount") or any(
                above.tag == _PRICE and above.find(_ALLOWANCE_CHARGE) is not None for above in leaf.iterancestors()
            ):
                continue
            found("aligned-ibrp-005", leaf)


def due(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-061: an invoice with something to pay says until when."""
    if document.root.name != "ubl:Invoice":
        return
    dated = bool(document.named["cbc:DueDate"]) or any(
        path.endswith("/cac:PaymentTerms/cbc:Note") for path in document.paths
    )
    for total in nodes:
        leaves = total.get("cbc:PayableAmount", ())
        positive = any(sign(leaf) > 0 for leaf in leaves)
        if not (positive and dated) and not any(sign(leaf) <= 0 for leaf in leaves):
            found("aligned-ibrp-061", total)


def payments(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-016, 018 and 065: a transfer has its account."""
    for means in nodes:
        code = spaced(only(means.get("cbc:PaymentMeansCode", ())))
        if code in _TRANSFERS and not under(means, "cac:PayeeFinancialAccount", "cbc:ID"):
            found("aligned-ibrp-018", means)
        if len(means.get("cbc:PaymentID", ())) > 1:
            found("aligned-ibrp-065", means["cbc:PaymentID"][1])
        if says(means, "cbc:PaymentMeansCode", *_TRANSFERS):
            for account in means.get("cac:PayeeFinancialAccount", ()):
                if not given(account.get("cbc:ID", ())):
                    found("aligned-ibrp-016", account)


def registered(rule: str, party: str, country: str, scheme: str) -> PlaceTest:
    """A test: a party of a country has the number that is usual there."""

    def lives_there(document: Document) -> bool:
        return spaced(only(at(document, f"/{party}/{_COUNTRY}"))).upper() == country

    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        if not applies(lives_there, document):
            return
        for each in nodes:
            numbers = under(each, "cac:PartyLegalEntity", "cbc:CompanyID")
            if not only(numbers) or all(leaf.get("schemeID") != scheme for leaf in numbers):
                found(rule, each)

    return test


def texts() -> dict[str, RuleText]:
    """The texts of all rules."""
    return {**texts_of_families(FAMILIES), **catalogue_of("faktura.specifications.pint_aunz", "rules.toml")}


def _places() -> Places:
    places = Places()
    for place, test in (
        ("/cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme", registrations),
        ("cac:AdditionalDocumentReference", references),
        ("cac:AllowanceCharge", charges),
        *((line, lines) for line in LINES),
        ("*Amount", two_decimals),
        ("cac:TaxSubtotal", identified_rows("aligned-ibrp-047-aunz", "aligned-ibrp-048-aunz", GST, frozenset("O"))),
        ("cac:TaxSubtotal", product_of_rows("aligned-ibrp-051-aunz", GST, _ONE, inclusive=True)),
        ("/cac:LegalMonetaryTotal", due),
        ("cac:PaymentMeans", payments),
        ("cac:TaxCategory/cbc:ID", of_list("aligned-ibrp-cl-01-aunz", _CATEGORIES)),
        ("cac:ClassifiedTaxCategory/cbc:ID", of_list("aligned-ibrp-cl-01-aunz", _CATEGORIES)),
        ("cac:InvoicePeriod/cbc:DescriptionCode", of_list("aligned-ibrp-cl-02", codes.TAX_POINT_DATES.codes)),
        (
            "cbc:EmbeddedDocumentBinaryObject",
            media_types("aligned-ibrp-cl-04", codes.ATTACHMENT_MEDIA_TYPES.codes - {"application/xml"}),
        ),
        *((party, registered(rule, party, country, scheme)) for rule, party, country, scheme in REGISTERED),
    ):
        places.add(place, test)
    add_shapes(
        places,
        "cac:TaxSubtotal",
        needs=(("aligned-ibrp-045", "cbc:TaxableAmount"), ("aligned-ibrp-046", "cbc:TaxAmount")),
    )
    return places


NOT_CHECKED: dict[str, str] = {}
"""Official rules that are not in `BOOK`, each with the reason: none."""

BOOK = Book("pint-aunz-ubl", VERSION, SOURCE, (whole, families(FAMILIES), _places()), texts)
"""All rules that Australia and New Zealand add."""

"""What Malaysia adds to PINT Billing in UBL 2.1: sales and service tax, tourism tax, registrations."""

from collections.abc import Sequence
from decimal import Decimal

from faktura.checks import Book, Breaches, RuleText, catalogue_of
from faktura.checks.places import Places
from faktura.money import ZERO
from faktura.source import Document, Group, decimal, spaced, value
from faktura.source.logic import applies
from faktura.source.sequences import at, below, only, only_text
from faktura.specifications.pint.codes import of_list
from faktura.specifications.pint.messages import texts_of_families
from faktura.specifications.pint.shapes import under
from faktura.specifications.pint.taxes import Family, Rate, families, near, needed, numbered
from faktura.specifications.pint.terms import code_of, is_charge, is_of_scheme
from faktura.specifications.pint_my.edition import IDENTIFIER, SOURCE, VERSION

VAT, TOURISM = "VAT", "AAL"
_CATEGORIES = frozenset(("SA", "SE", "HVG", "LVG", "E", "O", "TTX"))
_PROCESS = "urn:peppol:bis:billing"
_TOLERANCE = Decimal("0.02")
_SELLER, _BUYER = "/cac:AccountingSupplierParty/cac:Party", "/cac:AccountingCustomerParty/cac:Party"
_REGISTERED = "cac:PartyLegalEntity/cbc:CompanyID"

FAMILIES = (
    *(
        Family(
            code=code,
            scheme=VAT,
            ids=numbered(f"aligned-ibrp-{code.lower()}-{{}}", "08 09 10"),
            tolerance=_TOLERANCE,
            rate_is_optional=True,
        )
        for code in ("SA", "SE", "HVG", "LVG")
    ),
    # Edition 1.3.0 still held rows of lines against the document's lines; 1.3.1 does not.
    Family(code="E", scheme=VAT, ids=numbered("aligned-ibrp-e-{}", "05 08 09"), line_rate=Rate.ZERO_IF_GIVEN),
    Family(code="O", scheme=VAT, ids=numbered("aligned-ibrp-o-{}", "09")),
)
"""Sales tax, service tax, goods of high and of low value; exempt, and outside the scope of tax."""


def whole(document: Document, found: Breaches) -> None:
    """The document: its identifiers, and who is registered where."""
    root = document.root
    if not spaced(only_text(root.get("cbc:CustomizationID", ()))).startswith(IDENTIFIER):
        found("aligned-ibrp-001-my", root)
    if _PROCESS not in spaced(only(root.get("cbc:ProfileID", ()))):
        found("aligned-ibrp-002", root)
    if not at(document, f"{_SELLER}/{_REGISTERED}"):
        found("ibr-02-my", root)
    if not at(document, f"{_BUYER}/{_REGISTERED}"):
        found("ibr-03-my", root)
    if not any(
        "cbc:CompanyID" in scheme and any(value(leaf) != VAT for leaf in under(scheme, "cac:TaxScheme", "cbc:ID"))
        for scheme in at(document, f"{_SELLER}/cac:PartyTaxScheme")
    ) and all(leaf.get("schemeID") is not None for leaf in at(document, f"{_SELLER}/cac:PartyIdentification/cbc:ID")):
        found("ibr-04-my", root)


def rows(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-046 to aligned-ibrp-048: what each row of a breakdown has."""
    for row in nodes:
        if "cbc:TaxAmount" not in row:
            found("aligned-ibrp-046", row)
        categories = row.get("cac:TaxCategory", ())
        taxed = [each for each in categories if is_of_scheme(each, VAT)]
        tourism = [each for each in categories if is_of_scheme(each, TOURISM) and code_of(each) == "TTX"]
        if not tourism and not any("cbc:ID" in each for each in taxed):
            found("aligned-ibrp-047", row)
        if not any("cbc:Percent" in each or code_of(each) == "O" for each in taxed) and all(
            "cbc:Percent" in each for each in tourism
        ):
            found("aligned-ibrp-048", row)


def tourism_taxes(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-ttx-08 and aligned-ibrp-ttx-09: tourism tax has no rate, and is the sum of what lines have."""
    for category in nodes:
        if not applies(_is_tourism_tax, category):
            continue
        if "cbc:Percent" in category:
            found("aligned-ibrp-ttx-08", category)
        if not _adds_up(document, category):
            found("aligned-ibrp-ttx-09", category)


def _is_tourism_tax(category: Group) -> bool:
    return code_of(category) == "TTX" and is_of_scheme(category, TOURISM)


def _adds_up(document: Document, category: Group) -> bool:
    root = document.root
    charges = ZERO
    for each in root.get("cac:AllowanceCharge", ()):
        if any(code_of(tax) == "TTX" for tax in each.get("cac:TaxCategory", ())):
            net = sum((decimal(leaf) for leaf in each.get("cbc:Amount", ())), ZERO)
            charges += (net if is_charge(each, charge=True) else ZERO) - (
                net if is_charge(each, charge=False) else ZERO
            )
    row = category.parent
    assert row is not None
    for name in ("cac:InvoiceLine", "cac:CreditNoteLine"):
        if document.named[name]:
            lines = [
                line
                for line in root.get(name, ())
                if any(code_of(each) == "TTX" for each in under(line, "cac:Item", "cac:ClassifiedTaxCategory"))
            ]
            taxes = sum((decimal(leaf) for leaf in below(lines, "cac:TaxTotal", "cbc:TaxAmount")), ZERO)
            if near(abs(needed(row, "cbc:TaxAmount")), taxes + charges, _TOLERANCE):
                return True
    return False


def texts() -> dict[str, RuleText]:
    """The texts of all rules."""
    return {**texts_of_families(FAMILIES), **catalogue_of("faktura.specifications.pint_my", "rules.toml")}


def _places() -> Places:
    places = Places()
    places.add("cac:TaxSubtotal", rows)
    places.add("/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", tourism_taxes)
    for name in ("cac:TaxCategory", "cac:ClassifiedTaxCategory"):
        places.add(f"{name}/cbc:ID", of_list("aligned-ibrp-cl-01-my", _CATEGORIES))
    places.add("cbc:TaxCurrencyCode", of_list("ibr-cl-05-my", frozenset(("MYR",))))
    return places


NOT_CHECKED: dict[str, str] = {}
"""Official rules that are not in `BOOK`, each with the reason: none."""

BOOK = Book("pint-my-ubl", VERSION, SOURCE, (whole, families(FAMILIES), _places()), texts)
"""All rules that Malaysia adds."""

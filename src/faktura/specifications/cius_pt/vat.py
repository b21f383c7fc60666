"""The VAT categories of CIUS-PT: BR-AA (reduced), BR-S (standard), BR-E (exempt), by either of their codes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.source import Document, Group, Unevaluable, amount, cents, normalized, rounded
from faktura.source.doubles import double, equals, is_positive, is_zero
from faktura.specifications.cius_pt.calculation import is_of, near, net_charges, total
from faktura.specifications.cius_pt.edition import EXEMPT, REDUCED, STANDARD
from faktura.specifications.cius_pt.presence import is_vat
from faktura.specifications.en16931.ubl.steps import LINES, below, says, several

_NONE: Sequence[Any] = ()
_INDICATOR = "cbc:ChargeIndicator"
_SELLERS = "/cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID"


class Family(NamedTuple):
    """The rules of a category: what they begin with, its codes, and where its rates are not 0: its rules for the
    rate, the base and the tax of a row in the breakdown."""

    name: str
    codes: frozenset[str]
    row_rate: str
    base: str = ""
    tax: str = ""


FAMILIES = (
    Family("BR-AA", REDUCED, "BR-CIUS-PT-12", "DT-CIUS-PT-171", "DT-CIUS-PT-172"),
    Family("BR-S", STANDARD, "BR-CIUS-PT-14", "DT-CIUS-PT-173", "DT-CIUS-PT-174"),
    Family("BR-E", EXEMPT, "BR-CIUS-PT-16"),
)
_BY_CODE = {code: family for family in FAMILIES for code in family.codes}


def used(document: Document, found: Breaches) -> None:
    """Rules 01 to 04: a category has a row in the breakdown where it is used, and who sells is identified."""
    named, root = document.named, document.root
    items: set[str] = set()
    charges: dict[str, set[str]] = {"false": set(), "true": set(), "": set()}
    for category in named["cac:ClassifiedTaxCategory"]:
        items.add(normalized(category, "cbc:ID"))
    for group in named["cac:AllowanceCharge"]:
        given = {normalized(category, "cbc:ID") for category in group.get("cac:TaxCategory", _NONE)}
        charges[""] |= given
        for kind in ("false", "true"):
            if says(group, _INDICATOR, kind):
                charges[kind] |= given
    rows = {
        normalized(category, "cbc:ID")
        for group in root.get("cac:TaxTotal", _NONE)
        for category in below(group, "cac:TaxSubtotal", "cac:TaxCategory")
    }
    is_identified = any(path.endswith(_SELLERS) for path in document.paths) or any(
        "cbc:CompanyID" in scheme and is_vat(scheme)
        for group in named["cac:TaxRepresentativeParty"]
        for scheme in group.get("cac:PartyTaxScheme", _NONE)
    )
    for family in FAMILIES:
        if bool(family.codes & (items | charges[""])) != bool(family.codes & rows):
            found(f"{family.name}-01", root)
        if not is_identified:
            for number, where in (("02", items), ("03", charges["false"]), ("04", charges["true"])):
                if family.codes & where:
                    found(f"{family.name}-{number}", root)


def _family(category: Group) -> Family | None:
    # In a context, what can't be computed does not match.
    try:
        return _BY_CODE.get(normalized(category, "cbc:ID"))
    except Unevaluable:
        return None


def _rate_fits(family: Family, category: Group) -> bool:
    percents = category.get("cbc:Percent", _NONE)
    return is_zero(percents) if family.codes is EXEMPT else is_positive(percents)


def items(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """Rule 05: the rate of a line."""
    for category in nodes:
        family = _family(category)
        if family is not None and not _rate_fits(family, category):
            found(f"{family.name}-05", category)


def charges(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """Rules 06 and 07: the rate of an allowance or of a charge; of each family, allowances come first."""
    for category in nodes:
        family = _family(category)
        if family is None or category.parent is None:
            continue
        if says(category.parent, _INDICATOR, "false"):
            rule = f"{family.name}-06"
        elif says(category.parent, _INDICATOR, "true"):
            rule = f"{family.name}-07"
        else:
            continue
        if not _rate_fits(family, category):
            found(rule, category)


def rows(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """Rules 09 and 10, and those for the rows of the breakdown."""
    for category in nodes:
        family, row = _family(category), category.parent
        if family is None or row is None:
            continue
        exempt = family.codes is EXEMPT
        if ("cbc:TaxExemptionReason" in category or "cbc:TaxExemptionReasonCode" in category) != exempt:
            found(f"{family.name}-10", category)
        if not _rate_fits(family, category):
            found(family.row_rate, category)
        if exempt:
            if not is_zero(row.get("cbc:TaxAmount", _NONE)):
                found("BR-E-09", row)
            continue
        if not _base_follows(document, family, category, row):
            found(family.base, row)
        rate, base = amount(category, "cbc:Percent"), amount(row, "cbc:TaxableAmount")
        product = cents(base * rate / 100) if base is not None and rate is not None else None
        if not near(product, amount(row, "cbc:TaxAmount")):
            found(family.tax, row)


def _base_follows(document: Document, family: Family, category: Group, row: Group) -> bool:
    percents = category.get("cbc:Percent", _NONE)
    if not percents:
        return True
    if len(percents) > 1:
        raise several(percents)
    double(percents[0])
    number = amount(category, "cbc:Percent")
    if number is None or row.parent is None or row.parent.parent is None:
        return False
    # The artefact rounds the rate of the row, but not those of the lines.
    rate = float(rounded(number))
    around = row.parent.parent

    def has_rate(group: Group) -> bool:
        categories = below(group, "cac:Item", "cac:ClassifiedTaxCategory") if group.name in LINES else ()
        found = [
            leaf
            for each in categories or group.get("cac:TaxCategory", _NONE)
            for leaf in each.get("cbc:Percent", _NONE)
        ]
        return is_of(group, family.codes) and equals(found, rate)

    added = net_charges([each for each in around.get("cac:AllowanceCharge", _NONE) if has_rate(each)])
    base = amount(row, "cbc:TaxableAmount")
    return any(
        near(
            cents(
                total((line for line in around.get(name, _NONE) if has_rate(line)), "cbc:LineExtensionAmount") + added
            ),
            base,
        )
        for name in LINES
        if document.named[name]
    )


def add_to(places: Places) -> None:
    """Have VAT categories tested."""
    for line in LINES:
        places.add(f"{line}/cac:Item/cac:ClassifiedTaxCategory", items)
    places.add("cac:AllowanceCharge/cac:TaxCategory", charges)
    places.add("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", rows)

"""What Japan adds to PINT Billing in UBL 2.1: consumption tax, qualified invoices, yen."""

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from faktura.checks import Book, Breaches, RuleText, catalogue_of
from faktura.checks.places import Places
from faktura.source import Document, Group, amount, rounded, spaced, value
from faktura.source.logic import all_of, any_of, applies
from faktura.source.sequences import at, below, only, only_text
from faktura.specifications.en16931.ubl.steps import says
from faktura.specifications.pint.codes import of_list
from faktura.specifications.pint.messages import texts_of_families
from faktura.specifications.pint.rows import identified_rows
from faktura.specifications.pint.shapes import add_shapes, anywhere
from faktura.specifications.pint.taxes import Family, Rate, families, numbered
from faktura.specifications.pint.terms import code_of, indicates, is_of_scheme, one_decimal, only_leaf
from faktura.specifications.pint_jp.edition import FORMER_IDENTIFIER, IDENTIFIER, SOURCE, VERSION

VAT = "VAT"
_CATEGORIES = frozenset(("AA", "E", "S", "G", "O"))
_PROCESSES = re.compile("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0|urn:peppol:bis:billing")
_QUALIFIED_SINCE = "2023-10-01"
_QUALIFIED = re.compile("T[0-9]{13}")
_CARD_DIGITS = range(4, 7)
_HUNDRED = Decimal(100)

FAMILIES = (
    Family(code="E", scheme=VAT, ids=numbered("aligned-ibrp-e-{}", "01 05 06 07 09"), everywhere=True),
    Family(code="G", scheme=VAT, ids=numbered("aligned-ibrp-g-{}", "01 05 06 07 09")),
    Family(
        code="O",
        scheme=VAT,
        ids=numbered("aligned-ibrp-o-{}", "01 05 06 07 09"),
        line_rate=Rate.NONE,
        charge_rate=Rate.NONE,
    ),
)
"""Exempt, export, and outside the scope of tax."""


def whole(document: Document, found: Breaches) -> None:
    """The document: identifiers, currency of accounting, the invoicing period, the seller's tax number."""
    root = document.root
    identifier = spaced(only_text(root.get("cbc:CustomizationID", ())))
    if not identifier.startswith((FORMER_IDENTIFIER, IDENTIFIER)):
        found("aligned-ibrp-001-jp", root)
    if not _PROCESSES.search(spaced(only(root.get("cbc:ProfileID", ())))):
        found("aligned-ibrp-002-jp", root)
    if len({value(leaf) for leaf in anywhere(document, "cbc:PaymentID")}) > 1:
        found("aligned-ibrp-014", root)
    if not document.named["cac:InvoicePeriod"]:
        found("aligned-ibrp-052", root)
    if not at(document, "/cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID"):
        found("aligned-ibr-jp-04", root)
    if "cbc:TaxCurrencyCode" in root and not says(root, "cbc:TaxCurrencyCode", "JPY"):
        found("aligned-ibr-jp-05", root)
    currencies = {value(leaf) for leaf in at(document, "/cbc:DocumentCurrencyCode")}
    taxes = [leaf for leaf in at(document, "/cac:TaxTotal/cbc:TaxAmount") if leaf.get("currencyID") in currencies]
    if len(taxes) > 1:
        found("aligned-ibrp-053-jp", taxes[1])


def registrations(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-009, sr-12 and sr-13: one tax number, one other number; ibr-jp-01: that of qualified invoices."""
    numbers: dict[bool, list[Any]] = {True: [], False: []}
    for scheme in nodes:
        codes = [_capitals(each) for each in scheme.get("cac:TaxScheme", ())]
        for is_tax in (True, False):
            if any((code == VAT) is is_tax for code in codes):
                numbers[is_tax] += scheme.get("cbc:CompanyID", ())
    if len(numbers[True]) > 1:
        found("aligned-ibrp-009", numbers[True][1])
        found("aligned-ibrp-sr-12", numbers[True][1])
    if len(numbers[False]) > 1:
        found("aligned-ibrp-sr-13", numbers[False][1])


def _capitals(scheme: Group) -> str:
    return only(scheme.get("cbc:ID", ())).upper()


def qualified(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibr-jp-01: since October 2023, the seller has the number of qualified invoices."""
    if document.root.name != "ubl:Invoice":
        return
    named = document.named
    if not any(value(leaf) >= _QUALIFIED_SINCE for leaf in (*named["cbc:StartDate"], *named["cbc:EndDate"])):
        return
    for scheme in nodes:
        if applies(is_of_scheme, scheme, VAT) and not _QUALIFIED.fullmatch(
            spaced(only(scheme.get("cbc:CompanyID", ())))
        ):
            found("aligned-ibr-jp-01", scheme)


def charges(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-032-jp and aligned-ibrp-037-jp: allowances and charges of the document have category and rate."""
    for group in nodes:
        if indicates(group, charge=False):
            rule = "aligned-ibrp-032-jp"
        elif indicates(group, charge=True):
            rule = "aligned-ibrp-037-jp"
        else:
            continue
        categories = [each for each in group.get("cac:TaxCategory", ()) if is_of_scheme(each, VAT)]
        rated = any("cbc:Percent" in each for each in categories)
        # The artefact asks whether the answer of a comparison exists; so a category without rate is always let be.
        if rated and not any("cbc:ID" in each for each in categories):
            found(rule, group)


def rows(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-045 and aligned-ibrp-051-jp on rows in the document's currency, else 046 and ibr-jp-06."""
    currencies = {
        value(leaf) for leaf in at(document, "/cbc:DocumentCurrencyCode") if document.root.name == "ubl:Invoice"
    }
    others = []
    for row in nodes:
        if not any(leaf.get("currencyID") in currencies for leaf in row.get("cbc:TaxAmount", ())):
            others.append(row)
            continue
        if "cbc:TaxableAmount" not in row:
            found("aligned-ibrp-045", row)
        if not _tax_fits(row):
            found("aligned-ibrp-051-jp", row)
    if others:
        _other_rows(document, others, found)


_identified = identified_rows("aligned-ibrp-047", "aligned-ibrp-048", VAT, frozenset("O"))


def _other_rows(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    _identified(document, nodes, found)
    for row in nodes:
        taxes = row.get("cbc:TaxAmount", ())
        if not taxes:
            found("aligned-ibrp-046", row)
        if "." in only([leaf for leaf in taxes if leaf.get("currencyID") == "JPY"]):
            found("aligned-ibr-jp-06", row)


def _tax_fits(row: Group) -> bool:
    """Whether the tax of a row is base times rate, rounded up or down to a whole number, or 0 without a rate."""
    categories = row.get("cac:TaxCategory", ())
    codes = [code_of(each).upper() for each in categories]

    def rated() -> bool:
        rates = below(categories, "cbc:Percent")
        rate = one_decimal(rates)
        tax = amount(row, "cbc:TaxAmount")
        if rate is None or tax is None:
            return False
        if rounded(rate) == 0:
            return tax == 0
        base = amount(row, "cbc:TaxableAmount")
        if base is None:
            return False
        product = base * rate / _HUNDRED
        return product.to_integral_value(ROUND_FLOOR) <= tax <= product.to_integral_value(ROUND_CEILING)

    def unrated() -> bool:
        return not below(categories, "cbc:Percent") and "O" in codes and amount(row, "cbc:TaxAmount") == 0

    return any_of(lambda: all_of(lambda: any(code != "O" for code in codes), rated), unrated)


def payments(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-016: a transfer names its account."""
    for means in nodes:
        if says(means, "cbc:PaymentMeansCode", "30", "58"):
            for account in means.get("cac:PayeeFinancialAccount", ()):
                if not any(value(leaf) for leaf in account.get("cbc:ID", ())):
                    found("aligned-ibrp-016", account)


def cards(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """aligned-ibrp-017: of a card the last four to six digits."""
    for card in nodes:
        numbers = card.get("cbc:PrimaryAccountNumberID", ())
        if len(value(only_leaf(numbers)) if numbers else "") not in _CARD_DIGITS:
            found("aligned-ibrp-017", card)


def schemes(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
    """aligned-ibr-jp-03: the only tax is VAT."""
    for leaf in nodes:
        if VAT not in spaced(value(leaf)):
            found("aligned-ibr-jp-03", leaf)


def texts() -> dict[str, RuleText]:
    """The texts of all rules."""
    return {**texts_of_families(FAMILIES), **catalogue_of("faktura.specifications.pint_jp", "rules.toml")}


def _places() -> Places:
    places = Places()
    for place, test in (
        ("/cac:AllowanceCharge", charges),
        ("/cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme", registrations),
        ("/cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme", qualified),
        ("cac:TaxSubtotal", rows),
        ("cac:PaymentMeans", payments),
        ("cac:PaymentMeans/cac:CardAccount", cards),
        ("cac:TaxCategory/cac:TaxScheme/cbc:ID", schemes),
        ("cac:ClassifiedTaxCategory/cac:TaxScheme/cbc:ID", schemes),
        ("cac:TaxCategory/cbc:ID", of_list("aligned-ibrp-cl-01-jp", _CATEGORIES)),
        ("cac:ClassifiedTaxCategory/cbc:ID", of_list("aligned-ibrp-cl-01-jp", _CATEGORIES)),
        ("cbc:InvoiceTypeCode", of_list("aligned-ibrp-cl-02-jp", frozenset(("380",)))),
    ):
        places.add(place, test)
    representative = (("aligned-ibrp-010", "cac:PartyTaxScheme/cbc:CompanyID"),)
    add_shapes(places, "cac:TaxRepresentativeParty", once=representative)
    add_shapes(places, "cac:PaymentMeans", needs=(("aligned-ibrp-049", "cbc:PaymentMeansCode"),))
    return places


NOT_CHECKED = {
    "aligned-ibrp-019": "the artefact never reaches it: aligned-ibrp-049 takes every means of payment",
    "aligned-ibrp-050-jp": "the artefact looks for lines as whole documents and so never reports it",
}
"""Official rules that are not in `BOOK`, each with the reason."""

BOOK = Book("pint-jp-ubl", VERSION, SOURCE, (whole, families(FAMILIES), _places()), texts)
"""All rules that Japan adds."""

"""What stands where: every sign of every outline, with a document made for it."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from faktura.checks import Breaches
from faktura.registry import specifications
from faktura.source import CII, document
from faktura.source import cii as cii_names
from faktura.specifications.facturx.outline import UNUSED, lines_of, rule_id, structure_test

OFFICIAL = tomllib.loads((Path(__file__).parent / "official.toml").read_text("utf-8"))
COUNT = re.compile(r"([\w:]+)(?:\[([\w-]+)\])?(=|<=|>=)(\d+)/(\d+)")
CURRENCIES = ("ram:InvoiceCurrencyCode", "ram:TaxCurrencyCode")
SETTLEMENT = ("rsm:SupplyChainTradeTransaction", "ram:ApplicableHeaderTradeSettlement")

Element = etree._Element


def add(parent: Element, name: str) -> Element:
    return etree.SubElement(parent, CII.tag(name))


def variant(element: Element, kind: str) -> None:
    """Make the element one of this kind."""
    match kind:
        case "allowance" | "charge":
            add(add(element, "ram:ChargeIndicator"), "udt:Indicator").text = str(kind == "charge").lower()
        case "50" | "130" | "916":
            add(element, "ram:TypeCode").text = kind
        case "VA" | "FC":
            add(element, "ram:ID").set("schemeID", kind)
        case "5153":
            element.set("listID", kind)
        case "other-list":
            element.set("listID", "other")
        case "invoice-currency" | "document-invoice-currency":
            element.set("currencyID", "EUR")
        case "tax-currency" | "document-tax-currency":
            element.set("currencyID", "SEK")


def made(way: list[str]) -> tuple[Element, Element]:
    """A document with nothing but the way to one element; its root and this element."""
    root = etree.Element(cii_names.INVOICE)
    at = root
    for step in way:
        name, _, kind = step.rstrip("]").partition("[")
        at = add(at, name)
        variant(at, kind)
    settlement = root
    for name in SETTLEMENT:
        found = settlement.find(CII.tag(name))
        settlement = add(settlement, name) if found is None else found
    for name, currency in zip(CURRENCIES, ("EUR", "SEK"), strict=True):
        if settlement.find(CII.tag(name)) is None and at.tag != CII.tag(name):
            add(settlement, name).text = currency
    return root, at


def _kind(way: list[str]) -> str:
    """``Invoice`` for a way to an amount in the currency of the invoice, ``Tax`` in that of VAT."""
    return "Tax" if "tax-currency" in way[-1] else "Invoice"


def signs(profile: str) -> Iterator[tuple[list[str], str]]:
    """Each sign of the outline with the way to its element."""
    way: list[str] = []
    for depth, name, found in lines_of(profile):
        way = [*way[:depth], name]
        for sign in found:
            yield way, sign


def broken(profile: str, root: Element, element: Element) -> set[str]:
    """The rules that are broken at the element."""
    found = Breaches()
    structure_test(profile, frozenset({"profile"}))(document(root, CII), found)
    return {rule for rule, node, _ in found.found if getattr(node, "element", node) is element}


def test_the_settlement_is_where_the_document_has_it() -> None:
    root, at = made(["rsm:ExchangedDocument"])
    assert at.getparent() is root


@pytest.mark.parametrize("profile", OFFICIAL)
def test_every_sign_is_a_rule_that_fires_and_rests(profile: str) -> None:
    for way, sign in signs(profile):
        count = COUNT.fullmatch(sign)
        for wrong in (True, False):
            root, at = made(way)
            if sign == "unused":
                rule, expected = UNUSED, True
            elif sign.startswith("-@"):
                rule, expected = UNUSED, wrong
                if wrong:
                    at.set(sign[2:], "x")
            elif count:
                rule, expected = rule_id(count[5]), wrong
                there = at.findall(CII.tag(count[1]))
                # What makes the element a variant stays; what is there too often is there twice.
                right = int(count[4])
                for _ in range((right - 1 if count[3] == ">=" else right + 1) if wrong else right):
                    if there:
                        there.pop()
                    else:
                        variant(add(at, count[1]), count[2] or "")
            else:
                rule, expected = rule_id(sign.rpartition("/")[2]), wrong
                what, colon, _ = sign.rpartition("/")[0].partition(":")
                if colon and what == ".":
                    at.text = "?" if wrong else ""
                elif colon or not wrong:
                    at.set(what.removeprefix("@"), "?" if wrong else "")
                    if wrong and what == "@currencyID":
                        # The amount stays one in a currency that the document names.
                        for code in root.iter(*(CII.tag(name) for name in CURRENCIES)):
                            code.text = "?" if code.tag.removesuffix("CurrencyCode").endswith(_kind(way)) else code.text
            assert (rule in broken(profile, root, at)) is expected, (way, sign, wrong)


@pytest.mark.parametrize("profile", OFFICIAL)
def test_the_outline_has_the_official_number_of_rules(profile: str) -> None:
    (book,) = specifications()[f"facturx-{profile}"].books["cii"]
    structure = {rule for rule in book.catalogue() if rule.startswith("FX-SCH-A-")}
    assert len(structure) == OFFICIAL[profile]["structure"]


def test_of_two_lines_that_describe_an_element_the_first_speaks() -> None:
    root, at = made(["rsm:SupplyChainTradeTransaction", "ram:ApplicableHeaderTradeAgreement", "ram:SellerTradeParty"])
    registration = add(at, "ram:SpecifiedTaxRegistration")
    for scheme in ("VA", "FC"):
        add(registration, "ram:ID").set("schemeID", scheme)
    assert broken("en16931", root, registration) == {"FX-SCH-A-000411"}

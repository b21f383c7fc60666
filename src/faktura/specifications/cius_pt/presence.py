"""What there must be: BR-01 and so on, BR-CIUS-PT-01 and so on."""

from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any, NamedTuple

from faktura.checks import Breaches, RuleText, Severity
from faktura.checks.places import Places, PlaceTest
from faktura.source import Document, Group, normalized, spaced, value
from faktura.specifications.cius_pt.edition import EXEMPT, EXEMPTION_CODE, EXEMPTION_TEXT
from faktura.specifications.en16931.ubl.steps import LINES, below, says

_NONE: Sequence[Any] = ()
_SELLER, _BUYER = "/cac:AccountingSupplierParty/cac:Party", "/cac:AccountingCustomerParty/cac:Party"
_ITEM = "cac:Item"


class Presence(NamedTuple):
    """A row of the table. `when`: what calls for it, or empty; `wanted`: places of which one must be there."""

    rule: str
    context: str
    when: str
    wanted: tuple[str, ...]
    term: str


def _table() -> Iterator[Presence]:
    text = resources.files("faktura.specifications.cius_pt").joinpath("presence.txt").read_text("ascii")
    for line in text.splitlines():
        if not line.startswith("#"):
            rule, context, when, wanted, term = line.split()
            yield Presence(rule, context, when.partition(":")[2], tuple(wanted.split("|")), term)


PRESENCE = tuple(_table())


def texts() -> dict[str, RuleText]:
    """What is said of the rules of the table, by formula."""
    return {
        row.rule: RuleText(row.rule, Severity.FATAL, _sentence(row), (row.term,) if row.term != "-" else ())
        for row in PRESENCE
    }


def _sentence(row: Presence) -> str:
    wanted = " or ".join(row.wanted)
    place, _, charge = row.context.partition("=")
    where = {"/": "the document", "*": "a line"}.get(place, place.replace("*/", "a line's ").lstrip("/"))
    where += {"true": " (charge)", "false": " (allowance)"}.get(charge, "")
    return f"Give {wanted} in {where}" + (f", as {row.when} stands there." if row.when else ".")


def has(node: Any, place: str) -> bool:
    """Whether there is an element, or an attribute, at a place below a group (or at a leaf)."""
    if isinstance(node, Group) and place in node:
        return True
    if place.startswith("@"):
        element = node.element if isinstance(node, Group) else node
        return element.get(place[1:]) is not None
    first, _, rest = place.partition("/")
    if not rest or not isinstance(node, Group):
        return False
    children = node.get(first)
    if children is None:
        return False
    return has(children[0], rest) if len(children) == 1 else any(has(child, rest) for child in children)


def _test(rows: Sequence[Presence]) -> PlaceTest:
    def test(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        for node in nodes:
            for row in rows:
                if row.when and not has(node, row.when):
                    continue
                for place in row.wanted:
                    if has(node, place):
                        break
                else:
                    found(row.rule, node)

    return test


def _of_kind(rows: Sequence[Presence], kind: str) -> PlaceTest:
    """For allowances or charges; one that says both is an allowance."""
    held = _test(rows)

    def test(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
        groups = [
            group
            for group in nodes
            if says(group, "cbc:ChargeIndicator", kind)
            and (kind == "false" or not says(group, "cbc:ChargeIndicator", "false"))
        ]
        held(document, groups, found)

    return test


def heading(document: Document, found: Breaches) -> None:
    """What the document itself must have, and BR-CO-03, BR-CIUS-PT-02, 04, 25, 65."""
    root, paths = document.root, document.paths
    for row in _OF_DOCUMENT:
        if not any(f"/{place}" in paths for place in row.wanted):
            found(row.rule, root)
    if "cbc:TaxPointDate" in root and "/cac:InvoicePeriod/cbc:DescriptionCode" in paths:
        found("BR-CO-03", root)
    for rule, party in (("BR-CIUS-PT-02", _SELLER), ("BR-CIUS-PT-04", _BUYER)):
        if not any(value(leaf) == "VAT" for leaf in paths.get(f"{party}/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID", ())):
            found(rule, root)
    if "cac:BillingReference" not in root:
        if root.name == "cn:CreditNote":
            found("BR-CIUS-PT-25", root)
        if says(root, "cbc:InvoiceTypeCode", "383", "ND"):
            found("BR-CIUS-PT-65", root)


_OF_DOCUMENT = tuple(row for row in PRESENCE if row.context == "/")


def lines(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-23: a quantity has a unit."""
    for line in nodes:
        for name in ("cbc:InvoicedQuantity", "cbc:CreditedQuantity"):
            leaves = line.get(name, _NONE)
            if leaves and all(leaf.get("unitCode") is None for leaf in leaves):
                found("BR-23", leaves[0])
                break


def items(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CIUS-PT-13, 15, 17, 18: a line exempt from VAT says why, the others don't."""
    for item in nodes:
        categories = {value(leaf) for leaf in below(item, "cac:ClassifiedTaxCategory", "cbc:ID")}
        if categories & EXEMPT and "cac:AdditionalItemProperty" not in item:
            found("BR-CIUS-PT-18", item)
        names = below(item, "cac:AdditionalItemProperty", "cbc:Name")
        standard = "S" in categories or (
            "NOR" in categories and item.parent is not None and item.parent.name == LINES[0]
        )
        if "AA" in categories or standard:
            rule = "BR-CIUS-PT-13" if "AA" in categories else "BR-CIUS-PT-15"
            for leaf in names:
                if spaced(value(leaf)).startswith((EXEMPTION_CODE, EXEMPTION_TEXT)):
                    found(rule, leaf)
        elif (
            categories & EXEMPT
            and names
            and not any(value(leaf) in {EXEMPTION_CODE, EXEMPTION_TEXT} for leaf in _names_of_line(item))
        ):
            found("BR-CIUS-PT-17", names[0])


def _names_of_line(item: Group) -> Iterator[Any]:
    for each in item.parent.get(_ITEM, _NONE) if item.parent is not None else (item,):
        if any(value(leaf) in EXEMPT for leaf in below(each, "cac:ClassifiedTaxCategory", "cbc:ID")):
            yield from below(each, "cac:AdditionalItemProperty", "cbc:Name")


def item_properties(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-54: an attribute of an item has a name and a value."""
    for group in nodes:
        if "cbc:Name" not in group or "cbc:Value" not in group:
            found("BR-54", group)


def prices(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CIUS-PT-58 and 59: a price may have a discount, with its amount, and nothing is added to it."""
    for price in nodes:
        discounts = price.get("cac:AllowanceCharge", _NONE)
        if any(says(each, "cbc:ChargeIndicator", "true") for each in discounts):
            found("BR-CIUS-PT-58", price)
        if any(says(each, "cbc:ChargeIndicator", "false") for each in discounts) and not any(
            "cbc:Amount" in each for each in discounts
        ):
            found("BR-CIUS-PT-59", price)


def periods(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-29, BR-30, BR-CO-19: a period has a start or an end and, compared as texts, does not end before."""
    for period in nodes:
        starts = [value(leaf) for leaf in period.get("cbc:StartDate", _NONE)]
        ends = [value(leaf) for leaf in period.get("cbc:EndDate", _NONE)]
        of_line = period.parent is not None and period.parent.name in LINES
        if starts and ends and max(ends) < min(starts):
            found("BR-30" if of_line else "BR-29", period)
        if not (starts or ends or of_line):
            found("BR-CO-19", period)


def accounts(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-50: a credit transfer says to which account."""
    for account in nodes:
        if (
            "cbc:ID" not in account
            and account.parent is not None
            and says(account.parent, "cbc:PaymentMeansCode", "30", "58")
        ):
            found("BR-50", account)


def payment_means(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-61 and BR-CIUS-PT-60."""
    for group in nodes:
        if normalized(group, "cbc:PaymentMeansCode") in {"30", "58"} and not below(
            group, "cac:PayeeFinancialAccount", "cbc:ID"
        ):
            found("BR-61", group)
        if "cac:CardAccount" in group and not (
            below(group, "cac:CardAccount", "cbc:PrimaryAccountNumberID")
            and below(group, "cac:CardAccount", "cbc:NetworkID")
        ):
            found("BR-CIUS-PT-60", group)


def representatives(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-56: a tax representative has a VAT identifier."""
    for group in nodes:
        if not any(is_vat(scheme) and "cbc:CompanyID" in scheme for scheme in group.get("cac:PartyTaxScheme", _NONE)):
            found("BR-56", group)


def is_vat(scheme: Group) -> bool:
    """Whether a tax scheme says exactly VAT."""
    return any(value(leaf) == "VAT" for leaf in below(scheme, "cac:TaxScheme", "cbc:ID"))


def deliveries(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CIUS-PT-46: who receives the goods has a name."""
    for group in nodes:
        receivers = group.get("cac:DeliveryParty", _NONE)
        names = [name for each in receivers for name in each.get("cac:PartyName", _NONE)]
        if receivers and not any("cbc:Name" in name for name in names):
            found("BR-CIUS-PT-46", group)


def totals(document: Document, nodes: Sequence[Group], found: Breaches) -> None:
    """BR-CIUS-PT-62 and 63: where there are allowances or charges, their total is given."""
    of_document = document.root.get("cac:AllowanceCharge", _NONE)
    for rule, kind, name in (
        ("BR-CIUS-PT-62", "false", "cbc:AllowanceTotalAmount"),
        ("BR-CIUS-PT-63", "true", "cbc:ChargeTotalAmount"),
    ):
        if any(says(each, "cbc:ChargeIndicator", kind) for each in of_document):
            for group in nodes:
                if name not in group:
                    found(rule, group)


def add_to(places: Places) -> None:
    """Have all but the heading tested."""
    contexts: dict[str, list[Presence]] = {}
    for row in PRESENCE:
        if row.context != "/":
            contexts.setdefault(row.context, []).append(row)
    for context, rows in contexts.items():
        place, _, kind = context.partition("=")
        test = _of_kind(rows, kind) if kind else _test(rows)
        if place.startswith("*"):
            for line in LINES:
                places.add(line + place[1:], test)
        else:
            places.add(place, test)
    for line in LINES:
        places.add(line, lines)
        places.add(f"{line}/cac:Item", items)
        places.add(f"{line}/cac:Price", prices)
    places.add("cac:AdditionalItemProperty", item_properties)
    places.add("cac:InvoicePeriod", periods)
    places.add("cac:PaymentMeans/cac:PayeeFinancialAccount", accounts)
    places.add("cac:PaymentMeans", payment_means)
    places.add("cac:TaxRepresentativeParty", representatives)
    places.add("cac:Delivery", deliveries)
    places.add("cac:LegalMonetaryTotal", totals)

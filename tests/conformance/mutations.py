"""Wrong documents out of right ones: a few seeded edits, of the kinds that real senders make.

Every edit has a seed of its own, so that a hunt can leave single edits out and see whether the rest still tells.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree

from .nations import move_to_nation
from .schema_order import SchemaOrder

Element = etree._Element

DATES = ("2026-02-30", "20260131", "31.01.2026", "2026-1-5", "2026-01-31T00:00:00", "2026-01-31Z", "2026-01-31+01:00")
WORDS = ("", " ", "abc", "ÄÖ ü", "0", "1", "-1", "NaN", "INF", "true", "N/A", "a" * 210)
CODES = ("S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B", "s", "XX", "380", "381", "384", "389", "326", "751", "30")
CURRENCIES = ("EUR", "USD", "DKK", "eur", "EURO", "XXX", "")
COUNTRIES = ("DE", "DK", "IT", "SE", "NO", "IS", "GR", "EL", "NL", "RO", "PT", "XI", "1A", "XK", "de", "D", "US", "ES")
SCHEMES = ("0088", "0192", "0007", "0184", "0208", "0201", "0210", "0211", "0009", "0060", "9906", "9930", "EM", "0002")
IDENTIFIERS = (
    "5412345000013", "5412345000014", "987654325", "923609016", "DK12345674", "12345674", "0202239951", "0202239952",
    "2021005489", "5567212138", "IT06363391001", "06363391001", "51824753556", "53004085616", "30326504500017",
)  # fmt: skip
PREFIXES = ("DE", "EL", "GR", "SE", "NO", "IT", "XX", "de", "", "DK", "ES", "IGIC")
RATES = ("0", "0.00", "19", "21", "7", "25.0", "20", "-19", "19.000", "", "6")
EXEMPTIONS = ("VATEX-EU-IC", "VATEX-EU-AE", "VATEX-EU-G", "VATEX-EU-O", "VATEX-EU-132", "vatex-eu-ae", "NONE")


def local(element: Element) -> str:
    """The name without its namespace."""
    return etree.QName(element).localname


def elements(root: Element) -> list[Element]:
    """All elements, in their order; neither comments nor processing instructions."""
    return [one for one in root.iter() if isinstance(one.tag, str)]


def leaves(root: Element) -> list[Element]:
    """The elements that hold text alone."""
    return [one for one in elements(root) if len(one) == 0]


@dataclass
class Pool:
    """What other documents say in the same place: texts, attributes and subtrees."""

    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    attributes: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    children: dict[str, dict[str, Element]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, root: Element) -> None:
        """Learn from a document."""
        for element in elements(root):
            for name, value in element.attrib.items():
                known = self.attributes[element.tag, str(name)]
                if value not in known and len(known) < 40:
                    known.append(str(value))
            if len(element) == 0:
                text = element.text or ""
                if text not in self.texts[element.tag] and len(text) < 300 and len(self.texts[element.tag]) < 60:
                    self.texts[element.tag].append(text)
            parent = element.getparent()
            if parent is not None and len(etree.tostring(element)) < 4000:
                self.children[parent.tag].setdefault(element.tag, element)


@dataclass(frozen=True)
class Edit:
    """A seeded edit. Applied to a tree it changes it and says what it did; None when there was nothing to do."""

    operator: str
    seed: int

    def apply(self, root: Element, pool: Pool, order: SchemaOrder) -> str | None:
        """Change the tree."""
        return OPERATORS[self.operator][1](root, random.Random(self.seed), pool, order)


def _pick(rng: random.Random, found: Iterable[Element]) -> Element | None:
    """One element: first a kind, then one of that kind, so that many lines do not drown the rest."""
    kinds: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for element in found:
        parent = element.getparent()
        kinds["" if parent is None else parent.tag, element.tag].append(element)
    if not kinds:
        return None
    return rng.choice(kinds[rng.choice(sorted(kinds))])


def _path(element: Element) -> str:
    steps = []
    here: Element | None = element
    while here is not None:
        parent = here.getparent()
        twins = [one for one in parent if one.tag == here.tag] if parent is not None else [here]
        steps.append(local(here) + (f"[{twins.index(here) + 1}]" if len(twins) > 1 else ""))
        here = parent
    return "/".join(reversed(steps))


def _put(element: Element, text: str) -> str:
    before = element.text or ""
    element.text = text
    return f"{_path(element)}: {before[:40]!r} -> {text[:40]!r}"


def _number(element: Element) -> Decimal | None:
    try:
        number = Decimal((element.text or "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e15") else None


Operator = Callable[[Element, random.Random, Pool, SchemaOrder], str | None]


def _delete(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, elements(root)[1:])
    parent = element.getparent() if element is not None else None
    if element is None or parent is None:
        return None
    said = f"delete {_path(element)}"
    parent.remove(element)
    return said


def _empty(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, [one for one in elements(root)[1:] if len(one)])
    if element is None:
        return None
    for child in list(element):
        element.remove(child)
    return f"empty {_path(element)}"


def _drop_attribute(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, [one for one in elements(root) if one.attrib])
    if element is None:
        return None
    name = rng.choice(sorted(map(str, element.attrib)))
    del element.attrib[name]
    return f"drop {_path(element)}/@{name}"


def _set_attribute(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, [one for one in elements(root) if one.attrib])
    if element is None:
        return None
    name = rng.choice(sorted(map(str, element.attrib)))
    before = element.get(name, "")
    choices = ["", before.lower(), f" {before}", before[:-1], *pool.attributes[element.tag, name] * 2]
    choices += CURRENCIES if "currency" in name.lower() else SCHEMES if name == "schemeID" else ("XX", "1")
    element.set(name, rng.choice(choices))
    return f"{_path(element)}/@{name}: {before!r} -> {element.get(name)!r}"


def _add_attribute(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, leaves(root))
    if element is None:
        return None
    name = rng.choice(("schemeID", "currencyID", "listID", "unitCode", "schemeName", "languageID", "schemeAgencyID"))
    if name in element.attrib:
        return None
    element.set(name, rng.choice((*pool.attributes[element.tag, name], *SCHEMES, "EUR", "VAT")))
    return f"add {_path(element)}/@{name} = {element.get(name)!r}"


def _double(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, elements(root)[1:])
    if element is None:
        return None
    element.addnext(deepcopy(element))
    return f"double {_path(element)}"


def _swap(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, [one for one in elements(root)[1:] if one.getnext() is not None])
    after = element.getnext() if element is not None else None
    if element is None or after is None or after.tag == element.tag:
        return None
    after.addnext(element)
    return f"swap {_path(element)} with {etree.QName(after).localname if isinstance(after.tag, str) else 'comment'}"


def _retype(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, leaves(root))
    if element is None:
        return None
    text = element.text or ""
    choices = [f" {text} ", f"\n{text}", text.lower(), text.upper(), text[:-1], f"{text}x", f"-{text}", f"+{text}"]
    more = [f"{text}1", f"{text}01"] if "." in text else [f"{text}.001", f"{text}000"]
    choices += [*more, rng.choice(WORDS), rng.choice(WORDS), rng.choice(CODES)]
    name = local(element)
    if "Date" in name:
        choices += DATES
    if _number(element) is not None:
        choices += [f"{text}E0", f"0{text}", text.replace(".", ","), f"{text}.", "1e2", f"{text} EUR"]
    text = rng.choice(choices)
    return _put(element, text) if text != (element.text or "") else None


def _borrow(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, leaves(root))
    if element is None or len(pool.texts[element.tag]) < 2:
        return None
    text = rng.choice(pool.texts[element.tag])
    return _put(element, text) if text != (element.text or "") else None


def _renumber(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, [one for one in leaves(root) if _number(one) is not None and "." in (one.text or "")])
    if element is None or rng.random() < 0.3:
        element = _pick(rng, [one for one in leaves(root) if _number(one) is not None])
    number = _number(element) if element is not None else None
    if element is None or number is None:
        return None
    text = rng.choice(
        (
            f"{number + Decimal('0.01'):f}", f"{number - Decimal('0.01'):f}", f"{number * 10:f}", "0", "0.00",
            f"{number:.0f}", f"{number:.1f}", f"{number + Decimal('0.001'):f}", f"{number + Decimal('0.02'):f}",
            f"{-number:f}", f"{number + 1:f}", f"{number - 1:f}", f"{number:f}0", f"{number + Decimal('0.005'):f}",
        )
    )  # fmt: skip
    return _put(element, text) if text != element.text else None


_TAX = ("ClassifiedTaxCategory", "TaxCategory", "TaxSubtotal", "ApplicableTradeTax", "CategoryTradeTax")


def _inside_tax(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) in _TAX


def _category(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    """Another VAT category, rate or reason: in one place, or in every place that says the same."""
    names = ("ID", "Percent", "CategoryCode", "RateApplicablePercent", "ExemptionReasonCode", "TaxExemptionReasonCode")
    element = _pick(rng, [one for one in leaves(root) if local(one) in names and _inside_tax(one)])
    if element is None:
        return None
    before, name = element.text, local(element)
    if "Percent" in name:
        text = rng.choice(RATES)
    elif "Exemption" in name:
        text = rng.choice((*EXEMPTIONS, *pool.texts[element.tag]))
    else:
        text = rng.choice(CODES[:12])
    if text == before:
        return None
    if rng.random() < 0.5:
        return _put(element, text)
    twins = [one for one in leaves(root) if local(one) == name and _inside_tax(one) and one.text == before]
    for one in twins:
        one.text = text
    if name in {"ID", "CategoryCode"} and text in {"E", "Z", "AE", "K", "G", "O"} and rng.random() < 0.7:
        for one in leaves(root):
            if local(one) in {"Percent", "RateApplicablePercent"} and _inside_tax(one):
                one.text = "0"
    return f"every {name} {before!r} -> {text!r} ({len(twins)})"


def _country(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    names = ("IdentificationCode", "CountryID")
    found = [one for one in leaves(root) if local(one) in names]
    element = _pick(rng, found)
    if element is None:
        return None
    text, before = rng.choice(COUNTRIES), element.text
    if rng.random() < 0.4:
        for one in found:
            one.text = text
        return f"every country {before!r} -> {text!r}"
    return _put(element, text) if text != before else None


def _identifier(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    """VAT numbers with other prefixes, and identifiers whose scheme has a check digit."""
    names = ("CompanyID", "EndpointID", "URIID", "ID", "GlobalID")
    parties = ("PartyTaxScheme", "PartyLegalEntity", "Party", "PartyIdentification", "URIUniversalCommunication")
    parties += ("SpecifiedTaxRegistration", "SpecifiedLegalOrganization", "SellerTradeParty", "BuyerTradeParty")
    found = [
        one
        for one in leaves(root)
        if local(one) in names and (up := one.getparent()) is not None and local(up) in parties
    ]
    element = _pick(rng, found)
    if element is None:
        return None
    text = element.text or ""
    if text[:2].isalpha() and rng.random() < 0.5:
        return _put(element, rng.choice(PREFIXES) + text[2:])
    said = _put(element, rng.choice((*IDENTIFIERS, f"{text}0", text[:-1] + "9", f" {text}", text.replace(" ", ""))))
    if rng.random() < 0.7:
        element.set("schemeID", rng.choice(SCHEMES))
        said += f" @schemeID {element.get('schemeID')!r}"
    return said


def _type_code(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    names = ("InvoiceTypeCode", "CreditNoteTypeCode", "TypeCode", "PaymentMeansCode", "CustomizationID", "ProfileID")
    element = _pick(rng, [one for one in leaves(root) if local(one) in names])
    if element is None:
        return None
    codes = ("380", "381", "384", "389", "326", "875", "876", "877", "396", "82", "1", "30", "48", "49", "58", "59")
    text = rng.choice((*codes, *pool.texts[element.tag]))
    return _put(element, text) if text != element.text else None


def _move(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element, target = _pick(rng, elements(root)[1:]), _pick(rng, [one for one in elements(root) if len(one)])
    if element is None or target is None or element in (target, *target.iterancestors()):
        return None
    said = f"move {_path(element)} to {_path(target)}"
    target.insert(rng.randint(0, len(target)), element)
    return said


def _rename(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    element = _pick(rng, elements(root)[1:])
    if element is None:
        return None
    space = etree.QName(element).namespace
    tags = sorted({one.tag for one in elements(root)[1:] if etree.QName(one).namespace == space} - {element.tag})
    if not tags:
        return None
    said = _path(element)
    element.tag = rng.choice(tags)
    return f"rename {said} to {local(element)}"


def _graft(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    """A subtree that another document has under the same parent."""
    parent = _pick(rng, [one for one in elements(root) if pool.children[one.tag]])
    if parent is None:
        return None
    known, have = pool.children[parent.tag], {child.tag for child in parent}
    missing = sorted(set(known) - have) or sorted(known)
    child = deepcopy(known[rng.choice(missing)])
    child.tail = None
    order.insert(parent, child)
    return f"graft {local(child)} into {_path(parent)}"


def _foreign(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    """An element that the schema knows, but hardly anybody writes."""
    parent = _pick(rng, elements(root))
    if parent is None:
        return None
    child = order.sample(parent, rng)
    if child is None:
        return None
    order.insert(parent, child)
    return f"insert {'/'.join(local(one) for one in elements(child))} into {_path(parent)}"


def _nation(root: Element, rng: random.Random, pool: Pool, order: SchemaOrder) -> str | None:
    return move_to_nation(root, rng)


OPERATORS: dict[str, tuple[int, Operator]] = {
    "delete": (14, _delete),
    "empty": (1, _empty),
    "drop attribute": (4, _drop_attribute),
    "set attribute": (6, _set_attribute),
    "add attribute": (3, _add_attribute),
    "double": (10, _double),
    "swap": (2, _swap),
    "retype": (11, _retype),
    "borrow": (10, _borrow),
    "renumber": (10, _renumber),
    "category": (9, _category),
    "country": (4, _country),
    "identifier": (7, _identifier),
    "nation": (9, _nation),
    "type code": (4, _type_code),
    "move": (2, _move),
    "rename": (2, _rename),
    "graft": (12, _graft),
    "foreign": (7, _foreign),
}
"""Each with its weight. Texts that are no number or no date break official stylesheets off, and then tell little."""


def draw(rng: random.Random) -> tuple[Edit, ...]:
    """One to three edits."""
    names, weights = list(OPERATORS), [weight for weight, _ in OPERATORS.values()]
    count = rng.choice((1, 1, 1, 2, 2, 3))
    return tuple(Edit(name, rng.getrandbits(40)) for name in rng.choices(names, weights, k=count))


def mutate(content: bytes, edits: Iterable[Edit], pool: Pool, order: SchemaOrder) -> tuple[bytes, list[str]]:
    """The document after the edits, and what each did."""
    root = etree.fromstring(content)
    said = [sentence for edit in edits if (sentence := edit.apply(root, pool, order))]
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8"), said

"""Rules of allowances and charges, of the document and of lines, and of VAT that they and the lines carry."""

from collections.abc import Collection

from faktura.checks import Breaches, Test
from faktura.source import Document, Group, decimals, string, value
from faktura.specifications.facturx.doubles import is_not_negative, is_positive, is_zero
from faktura.specifications.facturx.paths import AGREEMENT
from faktura.specifications.facturx.walk import CATEGORIES, below, codes_of, indicators, is_vat

_ONCE = (
    ("CII-SR-471", "ram:CategoryTradeTax"),
    ("CII-SR-472", "ram:RateApplicablePercent"),
    ("CII-SR-473", "ram:ActualAmount"),
)
# Of the document and of a line: amount, VAT category, reason, decimals of the amount, decimals of the base.
_ALLOWANCE = ("BR-31", "BR-32", ("BR-33", "BR-CO-21"), "BR-DEC-01", "BR-DEC-02")
_LINE_ALLOWANCE = ("BR-41", "", ("BR-42", "BR-CO-23"), "BR-DEC-24", "BR-DEC-25")
_Rules = tuple[str, str, tuple[str, ...], str, str]


def with_indicator(document: Document, found: Breaches) -> None:
    """CII-SR-463: it is told whether it is an allowance or a charge."""
    for charge in document.named["ram:SpecifiedTradeAllowanceCharge"]:
        if "ram:ChargeIndicator" not in charge:
            found("CII-SR-463", charge)


def once(document: Document, found: Breaches) -> None:
    """CII-SR-471 to CII-SR-473: one amount, one VAT category, one rate."""
    for charge in document.named["ram:SpecifiedTradeAllowanceCharge"]:
        for rule, name in _ONCE:
            if len(charge.get(name, ())) > 1:
                found(rule, charge[name][1])


def allowances_and_charges(
    reasons: tuple[str, ...] = ("BR-38", "BR-CO-22"), line_reasons: tuple[str, ...] = ("BR-44", "BR-CO-24")
) -> Test:
    """BR-31 to BR-44 and their decimals. The reason of a charge has other names in the Extended profile."""
    charge = ("BR-36", "BR-37", reasons, "BR-DEC-05", "BR-DEC-06")
    line_charge = ("BR-43", "", line_reasons, "BR-DEC-27", "BR-DEC-28")
    rules: dict[str, dict[str, _Rules]] = {
        "ram:ApplicableHeaderTradeSettlement": {"false": _ALLOWANCE, "true": charge},
        "ram:SpecifiedLineTradeSettlement": {"false": _LINE_ALLOWANCE, "true": line_charge},
    }

    def allowances_and_charges(document: Document, found: Breaches) -> None:
        for group in document.named["ram:SpecifiedTradeAllowanceCharge"]:
            families = rules.get(group.parent.name)
            if families is not None:
                for kind in indicators(group) & families.keys():
                    _hold(group, families[kind], found)

    return allowances_and_charges


def document_allowances_and_charges(document: Document, found: Breaches) -> None:
    """BR-31 to BR-38 and their decimals, where there are no lines."""
    rules: dict[str, _Rules] = {
        "false": _ALLOWANCE,
        "true": ("BR-36", "BR-37", ("BR-38", "BR-CO-22"), "BR-DEC-05", "BR-DEC-06"),
    }
    for group in document.named["ram:SpecifiedTradeAllowanceCharge"]:
        if group.parent.name == "ram:ApplicableHeaderTradeSettlement":
            for kind in indicators(group) & rules.keys():
                _hold(group, rules[kind], found)


def _hold(group: Group, rules: _Rules, found: Breaches) -> None:
    amount, category, reasons, amount_decimals, base_decimals = rules
    amounts = group.get("ram:ActualAmount")
    if amounts is None:
        found(amount, group)
    elif decimals(value(amounts[0])) > 2:
        found(amount_decimals, amounts[0])
    if category and not any(is_vat(tax) and "ram:CategoryCode" in tax for tax in group.get("ram:CategoryTradeTax", ())):
        found(category, group)
    if "ram:Reason" not in group and "ram:ReasonCode" not in group:
        for rule in reasons:
            found(rule, group)
    if decimals(string(group, "ram:BasisAmount")) > 2:
        found(base_decimals, group)


class Identifiers:
    """Which tax identifiers the parties have, asked for when a VAT category needs them."""

    __slots__ = ("_document",)

    def __init__(self, document: Document) -> None:
        self._document = document

    def _at(self, party: str) -> set[str | None]:
        path = f"{AGREEMENT}/ram:{party}/ram:SpecifiedTaxRegistration/ram:ID"
        return {leaf.get("schemeID") for leaf in self._document.paths.get(path, ())}

    def _anywhere(self, party: str) -> set[str | None]:
        leaves = below(self._document.named[f"ram:{party}"], "ram:SpecifiedTaxRegistration", "ram:ID")
        return {leaf.get("schemeID") for leaf in leaves}

    def _seller(self) -> bool:
        """S, Z, E, L, M: the seller is known to a tax office."""
        return not {"VA", "FC"}.isdisjoint(self._at("SellerTradeParty")) or "VA" in self._at(
            "SellerTaxRepresentativeTradeParty"
        )

    def _seller_vat(self) -> bool:
        """G: the seller has a VAT identifier."""
        return "VA" in self._anywhere("SellerTradeParty") or "VA" in self._anywhere("SellerTaxRepresentativeTradeParty")

    def _both(self) -> bool:
        """AE: the seller is known to a tax office, and the buyer by VAT or a register."""
        seller = not {"VA", "FC"}.isdisjoint(self._anywhere("SellerTradeParty")) or "VA" in self._anywhere(
            "SellerTaxRepresentativeTradeParty"
        )
        return seller and (
            "VA" in self._anywhere("BuyerTradeParty")
            or bool(below(self._document.named["ram:BuyerTradeParty"], "ram:SpecifiedLegalOrganization", "ram:ID"))
        )

    def _both_vat(self) -> bool:
        """K: seller and buyer have VAT identifiers."""
        return self._seller_vat() and "VA" in self._anywhere("BuyerTradeParty")

    def _none(self) -> bool:
        """O: nobody has a VAT identifier."""
        return (
            "VA" not in self._at("SellerTradeParty")
            and "VA" not in self._at("SellerTaxRepresentativeTradeParty")
            and "VA" not in self._anywhere("BuyerTradeParty")
        )

    def suffice(self, code: str) -> bool:
        """Whether they are what the VAT category asks for."""
        match code:
            case "AE":
                return self._both()
            case "G":
                return self._seller_vat()
            case "K":
                return self._both_vat()
            case "O":
                return self._none()
            case _:
                return self._seller()


def right_rate(tax: Group, code: str) -> bool:
    """Whether the rate is one that the VAT category may have.

    Raises:
        Unreadable: it is no number.
    """
    rates = tax.get("ram:RateApplicablePercent")
    if code == "O":
        return rates is None
    if rates is None:
        return False
    if code in ("S", "L"):
        return is_positive(rates)
    return is_not_negative(rates) if code == "M" else is_zero(rates)


def categories(own: Collection[str]) -> Test:
    """BR-xx-02 to BR-xx-07: what VAT of a category asks of lines, allowances and charges.

    `own` are the rules of the profile; what is not in it is not computed.
    """
    families = {
        kind: {
            code: tuple(rule if rule in own else "" for rule in (f"BR-{name}-{party}", f"BR-{name}-{rate}"))
            for code, name in CATEGORIES.items()
        }
        for kind, party, rate in (("line", "02", "05"), ("false", "03", "06"), ("true", "04", "07"))
    }
    of_lines = any(any(rules) for rules in families["line"].values())

    def categories(document: Document, found: Breaches) -> None:
        identifiers = Identifiers(document)
        fine: set[str] = set()
        for tax in document.named["ram:CategoryTradeTax"]:
            if tax.parent.name == "ram:SpecifiedTradeAllowanceCharge":
                for kind in indicators(tax.parent):
                    if kind in families:
                        _hold_tax(tax, families[kind], identifiers, fine, found)
        if of_lines:
            for tax in document.named["ram:ApplicableTradeTax"]:
                if _of_a_line(tax):
                    _hold_tax(tax, families["line"], identifiers, fine, found)

    return categories


def _of_a_line(tax: Group) -> bool:
    settlement = tax.parent
    if settlement is None or settlement.name != "ram:SpecifiedLineTradeSettlement":
        return False
    line = settlement.parent
    return (
        line is not None
        and line.name == "ram:IncludedSupplyChainTradeLineItem"
        and line.parent is not None
        and line.parent.name == "rsm:SupplyChainTradeTransaction"
    )


def _hold_tax(
    tax: Group,
    rules: dict[str, tuple[str, ...]],
    identifiers: Identifiers,
    fine: set[str],
    found: Breaches,
) -> None:
    for code in codes_of(tax):
        if code in rules:
            party, rate = rules[code]
            if party and code not in fine:
                if identifiers.suffice(code):
                    fine.add(code)
                else:
                    found(party, tax)
            if rate and not right_rate(tax, code):
                found(rate, tax)

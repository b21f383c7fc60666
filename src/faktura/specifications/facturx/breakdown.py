"""The VAT breakdown (BG-23): ram:ApplicableTradeTax of the document's settlement."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal

from faktura.checks import Breaches, Test
from faktura.money import ZERO
from faktura.source import Document, Group, Repeated, amount, cents, decimal, decimals, rounded, spaced, string, value
from faktura.specifications.facturx.doubles import is_zero, number, only_number
from faktura.specifications.facturx.paths import ALLOWANCES_AND_CHARGES, DELIVERY, LINE_SETTLEMENT
from faktura.specifications.facturx.walk import CATEGORIES, below, codes_of, truths

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_TOTAL = ("ram:SpecifiedTradeSettlementLineMonetarySummation", "ram:LineTotalAmount")
_REQUIRED = (
    ("BR-45", "ram:BasisAmount"),
    ("BR-46", "ram:CalculatedAmount"),
    ("BR-47", "ram:CategoryCode"),
)
# Of these the amount is found for each rate.
_WITH_RATES = frozenset({"S", "L", "M"})
_WITH_REASON = frozenset({"AE", "E", "G", "K", "O"})


def breakdowns(document: Document) -> Iterator[Group]:
    """The VAT breakdowns: taxes that stand in the settlement of a document."""
    for tax in document.named["ram:ApplicableTradeTax"]:
        if tax.parent.name == "ram:ApplicableHeaderTradeSettlement":
            yield tax


def complete(document: Document, found: Breaches) -> None:
    """BR-45 to BR-48, BR-CO-03, BR-DEC-19, BR-DEC-20: what a VAT breakdown has."""
    for tax in breakdowns(document):
        for rule, name in _REQUIRED:
            if name not in tax:
                found(rule, tax)
        if "ram:RateApplicablePercent" not in tax and "O" not in codes_of(tax):
            found("BR-48", tax)
        if "ram:TaxPointDate" in tax and "ram:DueDateTypeCode" in tax:
            found("BR-CO-03", tax)
        if decimals(string(tax, "ram:BasisAmount")) > 2:
            found("BR-DEC-19", tax)
        if decimals(string(tax, "ram:CalculatedAmount")) > 2:
            found("BR-DEC-20", tax)


def amounts(document: Document, found: Breaches) -> None:
    """BR-CO-17, BR-S-09: the VAT amount is the base times the rate, give or take one unit of the currency."""
    for tax in breakdowns(document):
        given = amount(tax, "ram:CalculatedAmount")
        # Without an amount the artefact asks no further, and stumbles over nothing else.
        is_vat = given is not None and spaced(string(tax, "ram:TypeCode").upper()) == "VAT"
        rate = amount(tax, "ram:RateApplicablePercent") if is_vat else None
        if rate is None or rounded(rate) == ZERO:
            if given is None or rounded(given) != ZERO:
                found("BR-CO-17", tax)
        else:
            base = amount(tax, "ram:BasisAmount")
            if given is None or base is None or abs(abs(given) - cents(abs(base) * rate / _HUNDRED)) > _ONE:
                found("BR-CO-17", tax)
        for code in tax.get("ram:CategoryCode", ()):
            if value(code) == "S":
                base, percent = amount(tax, "ram:BasisAmount"), only_number(tax, "ram:RateApplicablePercent")
                if (
                    given is None
                    or base is None
                    or percent is None
                    or abs(abs(given) - rounded(abs(base) * percent) / _HUNDRED) >= _ONE
                ):
                    found("BR-S-09", tax)


def categories(own: Collection[str]) -> Test:
    """BR-xx-08 to BR-xx-14: base, amount and reason of a VAT breakdown, for each category.

    `own` are the rules of the profile; what is not in it is not computed.
    """
    families = {
        code: {number: rule if (rule := f"BR-{name}-{number}") in own else "" for number in ("08", "09", "10", "11")}
        for code, name in CATEGORIES.items()
    }

    def categories(document: Document, found: Breaches) -> None:
        sums = Sums(document)
        for tax in breakdowns(document):
            transaction = tax.parent.parent if tax.parent is not None else None
            here = transaction is not None and transaction.name == "rsm:SupplyChainTradeTransaction"
            for code in codes_of(tax):
                if code in families and (here or code in ("S", "Z")):
                    _hold(document, tax, code, families[code], sums, found)

    def _hold(document: Document, tax: Group, code: str, rules: dict[str, str], sums: Sums, found: Breaches) -> None:
        if rules["08"]:
            _base(tax, code, rules["08"], sums, found)
        if rules["09"] and code not in _WITH_RATES and not is_zero(tax.get("ram:CalculatedAmount", ())):
            found(rules["09"], tax)
        if rules["10"]:
            reason = "ram:ExemptionReason" in tax or "ram:ExemptionReasonCode" in tax
            if reason != (code in _WITH_REASON):
                found(rules["10"], tax)
        if code == "K":
            _intra_community(document, tax, own, found)
        elif code == "O":
            _outside_scope(document, tax, own, found)

    return categories


def _base(tax: Group, code: str, rule: str, sums: "Sums", found: Breaches) -> None:
    """The base of a VAT breakdown is what lines, allowances and charges of its category (and rate) add up to."""
    if code == "O":
        if not any(number(leaf) == sums.of(code) for leaf in tax.get("ram:BasisAmount", ())):
            found(rule, tax)
    elif code in _WITH_RATES:
        # For IGIC and IPSI the artefact looks for the rate and the base one level too high.
        at = tax if code == "S" else tax.parent
        assert at is not None
        for leaf in at.get("ram:RateApplicablePercent", ()):
            expected = sums.of(code, decimal(leaf))
            if not any(number(base) == expected for base in at.get("ram:BasisAmount", ())):
                found(rule, tax)
                return
    else:
        base = only_number(tax, "ram:BasisAmount")
        if base is None:
            found(rule, tax)
        else:
            expected = sums.of(code)
            if not base - _ONE <= expected < base + _ONE:
                found(rule, tax)


def _intra_community(document: Document, tax: Group, own: Collection[str], found: Breaches) -> None:
    """BR-IC-11, BR-IC-12: when and where it was delivered."""
    if "BR-IC-11" in own:
        delivered = document.paths.get(
            f"{DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString"
        )
        periods = tax.parent.get("ram:BillingSpecifiedPeriod", ()) if tax.parent is not None else ()
        if not delivered and not any("ram:StartDateTime" in each or "ram:EndDateTime" in each for each in periods):
            found("BR-IC-11", tax)
        if not document.paths.get(f"{DELIVERY}/ram:ShipToTradeParty/ram:PostalTradeAddress/ram:CountryID"):
            found("BR-IC-12", tax)


def _outside_scope(document: Document, tax: Group, own: Collection[str], found: Breaches) -> None:
    """BR-O-11 to BR-O-14: nothing else stands beside what is outside the scope of VAT."""
    for rules, name in (
        (("BR-O-11", "BR-O-12"), "ram:ApplicableTradeTax"),
        (("BR-O-13", "BR-O-14"), "ram:CategoryTradeTax"),
    ):
        if any(codes_of(other) - {"O"} for other in document.named[name]):
            for rule in rules:
                if rule in own:
                    found(rule, tax)


class Sums:
    """What lines, allowances and charges add up to, by VAT category and, where it is asked for, rate.

    What belongs to other categories or rates is not read: there may be no numbers in it.
    """

    __slots__ = ("_document", "_parts", "_sums")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts: dict[tuple[str, bool], dict[Decimal | None, _Parts]] = {}
        self._sums: dict[tuple[str, Decimal | None], Decimal] = {}

    def of(self, code: str, rate: Decimal | None = None) -> Decimal:
        """Lines plus charges less allowances of a category, each sum rounded.

        Raises:
            Unevaluable: an amount, a rate or an indicator can't be read.
        """
        if (code, rate) not in self._sums:
            rated = rate is not None
            if (code, rated) not in self._parts:
                self._parts[code, rated] = self._collect(code, rated)
            self._sums[code, rate] = _added(self._parts[code, rated].get(rate, ([], [])), code, rated)
        return self._sums[code, rate]

    def _collect(self, code: str, rated: bool) -> "dict[Decimal | None, _Parts]":
        found: defaultdict[Decimal | None, _Parts] = defaultdict(lambda: ([], []))
        for position, (path, name) in enumerate(_CARRIERS):
            for carrier in self._document.paths.get(path, ()):
                taxes = carrier.get(name, ())
                if any(code in codes_of(tax) for tax in taxes):
                    for rate in rates(taxes) if rated else (None,):
                        found[rate][position].append(carrier)
        return found


_CARRIERS = ((LINE_SETTLEMENT, "ram:ApplicableTradeTax"), (ALLOWANCES_AND_CHARGES, "ram:CategoryTradeTax"))
_Parts = tuple[list[Group], list[Group]]
"""Settlements of lines, and allowances and charges."""


def _added(parts: _Parts, code: str, rated: bool) -> Decimal:
    settlements, others = parts
    lines = sum((amount(each, _TOTAL[1]) or ZERO for each in below(settlements, _TOTAL[0])), ZERO)
    charges = allowances = ZERO
    for other in others:
        kinds = set(truths(other))
        if code in ("O", "Z") and len(below((other,), "ram:ChargeIndicator", "udt:Indicator")) != 1:
            raise Repeated("ram:SpecifiedTradeAllowanceCharge needs one ram:ChargeIndicator.", other)
        given = _amount(other, rated)
        charges += given if True in kinds else ZERO
        allowances += given if False in kinds else ZERO
    return cents(lines) + cents(charges) - cents(allowances)


def _amount(charge: Group, rated: bool) -> Decimal:
    """The amount of an allowance or charge; where rates are asked for it may not be doubled."""
    if rated:
        return amount(charge, "ram:ActualAmount") or ZERO
    leaves = charge.get("ram:ActualAmount")
    return decimal(leaves[0]) if leaves else ZERO


def rates(taxes: Collection[Group]) -> set[Decimal]:
    """The VAT rates of the taxes.

    Raises:
        Unevaluable: a tax has two, or it is no number.
    """
    return {rate for tax in taxes if (rate := amount(tax, "ram:RateApplicablePercent")) is not None}


def once_each(document: Document, found: Breaches) -> None:
    """BR-xx-01: each category of VAT that is used has a breakdown, and those without a rate have only one."""
    heads = _counted(breakdowns(document))
    lines = _counted(
        tax for tax in document.named["ram:ApplicableTradeTax"] if tax.parent.name == "ram:SpecifiedLineTradeSettlement"
    )
    charges = _counted(document.named["ram:CategoryTradeTax"])
    for code in (heads.keys() | lines.keys() | charges.keys()) & CATEGORIES.keys():
        head, line, charge = heads.get(code, 0), lines.get(code, 0), charges.get(code, 0)
        if code in _WITH_RATES:
            fine = (line + head >= 2 or not line) and (charge + head >= 2 or not charge)
        elif code == "O":
            fine = not head or (head == 1 and bool(line or charge))
        else:
            fine = head == 1 and bool(line or charge)
        if not fine:
            found(f"BR-{CATEGORIES[code]}-01", document.root)


def _counted(taxes: Collection[Group] | Iterator[Group]) -> dict[str, int]:
    """Category -> how many taxes are of it."""
    counts: dict[str, int] = {}
    for tax in taxes:
        for code in codes_of(tax):
            counts[code] = counts.get(code, 0) + 1
    return counts

"""The VAT breakdown (BG-23): ram:ApplicableTradeTax in the header, one row for each category and rate."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from faktura.checks import Breaches
from faktura.money import ZERO
from faktura.source import Document, Group, Repeated, Unevaluable, amount, cents, decimal, one, rounded, spaced, value
from faktura.source.doubles import equals, is_zero, within_one
from faktura.source.tree import Leaf
from faktura.specifications.en16931.cii.places import DELIVERY, LINE_SETTLEMENT, SETTLEMENT
from faktura.specifications.en16931.cii.reading import (
    below,
    is_vat,
    part,
    says,
    seems_vat,
    too_precise,
    truth,
)
from faktura.specifications.en16931.cii.vat_families import FAMILIES, Family

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_BASIS, _TAX, _RATE = "ram:BasisAmount", "ram:CalculatedAmount", "ram:RateApplicablePercent"
_DELIVERED = f"{DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString"
_DELIVERED_TO = f"{DELIVERY}/ram:ShipToTradeParty/ram:PostalTradeAddress/ram:CountryID"


class Sums:
    """What lines, allowances and charges of a category, or of a category and a rate, come to. Each is summed once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._of_category: dict[tuple[str, bool], Decimal] = {}
        self._of_rate: dict[str, tuple[_Totals, _Totals, _Totals]] = {}

    def of_category(self, code: str, *, strict: bool) -> Decimal:
        """The sum for a category. `strict`: every allowance and charge must say in one indicator what it is.

        Raises:
            Repeated, Unreadable: an amount or indicator that counts is there twice, or not readable.
        """
        known = self._of_category.get((code, strict))
        if known is None:
            lines = sum(map(_line_amount, self._lines(code)), ZERO)
            charges, allowances = self._charges(code, strict=strict)
            known = cents(lines) + cents(sum(map(_charge_amount, charges), ZERO))
            known -= cents(sum(map(_charge_amount, allowances), ZERO))
            self._of_category[code, strict] = known
        return known

    def of_rate(self, code: str, rate: Decimal) -> Decimal:
        """The sum for a category and a rate.

        Raises:
            Repeated, Unreadable: a rate, amount or indicator that counts is there twice, or not readable.
        """
        if code not in self._of_rate:
            charges, allowances = self._charges(code, strict=False)
            self._of_rate[code] = (
                _by_rate((line["ram:ApplicableTradeTax"], _line_amount(line)) for line in self._lines(code)),
                _by_rate((charge["ram:CategoryTradeTax"], _charge_amount(charge)) for charge in charges),
                _by_rate((charge["ram:CategoryTradeTax"], _charge_amount(charge)) for charge in allowances),
            )
        lines, added, taken = self._of_rate[code]
        total = _at_rate(lines, rate)
        return total + _at_rate(added, rate) - _at_rate(taken, rate) if added or taken else total

    def _lines(self, code: str) -> list[Group]:
        return [
            settlement
            for settlement in self._document.paths.get(LINE_SETTLEMENT, ())
            if _has(settlement.get("ram:ApplicableTradeTax", ()), code)
        ]

    def _charges(self, code: str, *, strict: bool) -> tuple[list[Group], list[Group]]:
        charges, allowances = [], []
        for charge in self._document.paths.get(f"{SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge", ()):
            # The artefact's engine asks for the category first.
            if not _has(charge.get("ram:CategoryTradeTax", ()), code):
                continue
            if strict:
                said = {truth(_only_indicator(charge))}
            else:
                said = {wanted for wanted in (True, False) if says(charge, wanted)}
            if True in said:
                charges.append(charge)
            if False in said:
                allowances.append(charge)
        return charges, allowances


def _has(taxes: Sequence[Group], code: str) -> bool:
    for tax in taxes:
        for leaf in tax.get("ram:CategoryCode", ()):
            if value(leaf) == code:
                return True
    return False


_Totals = Collection[tuple[Decimal, Decimal]]
"""Rates and what is taxed at each; a rate that is written in two ways is there twice."""


def _by_rate(amounts: Iterable[tuple[Sequence[Group], Decimal]]) -> _Totals:
    """What the amounts with the rates of these taxes come to."""
    # A rate's text is a quicker key than its number.
    totals: dict[str, tuple[Decimal, Decimal]] = {}
    for taxes, net in amounts:
        rates = taxes[0].get(_RATE, ()) if len(taxes) == 1 else _different_rates(taxes)
        if len(rates) > 1 and len(taxes) == 1:
            raise Repeated(f"{_RATE} may stand here once only; take out the others.", rates[1])
        for leaf in rates:
            text = value(leaf)
            known = totals.get(text)
            totals[text] = (decimal(leaf), net) if known is None else (known[0], known[1] + net)
    return totals.values()


def _different_rates(taxes: Sequence[Group]) -> list[Leaf]:
    found: dict[Decimal, Leaf] = {}
    for tax in taxes:
        rate = amount(tax, _RATE)
        if rate is not None:
            found.setdefault(rate, tax[_RATE][0])
    return list(found.values())


def _at_rate(totals: _Totals, rate: Decimal) -> Decimal:
    found = ZERO
    for known, net in totals:
        if known == rate:
            found += net
    return cents(found)


def _line_amount(settlement: Group) -> Decimal:
    totals = settlement.get("ram:SpecifiedTradeSettlementLineMonetarySummation", ())
    if len(totals) == 1:
        return amount(totals[0], "ram:LineTotalAmount") or ZERO
    return sum((amount(each, "ram:LineTotalAmount") or ZERO for each in totals), ZERO)


def _charge_amount(charge: Group) -> Decimal:
    return decimal(charge["ram:ActualAmount"][0]) if "ram:ActualAmount" in charge else ZERO


def _only_indicator(charge: Group) -> Leaf:
    leaves: list[Leaf] = below((charge,), "ram:ChargeIndicator", "udt:Indicator")
    if len(leaves) != 1:
        raise Repeated("One udt:Indicator says whether this is an allowance or a charge.", charge)
    return leaves[0]


_Read = Decimal | Unevaluable | None
"""A number that was read, or why it could not be; that matters only where it is asked for."""


def _read(tax: Group, name: str) -> _Read:
    try:
        return amount(tax, name)
    except Unevaluable as error:
        return error


def _sure(read: _Read) -> Decimal | None:
    if isinstance(read, Unevaluable):
        raise read
    return read


def rows(taxes: Iterable[Group], sums: Sums, document: Document, found: Breaches) -> None:
    """BR-45 to BR-48, BR-CO-03, BR-CO-17, BR-DEC-19, BR-DEC-20, BR-<family>-08 and later."""
    for tax in taxes:
        settlement = tax.parent
        transaction = settlement.parent if settlement is not None else None
        usual = transaction is not None and transaction.name == "rsm:SupplyChainTradeTransaction" and seems_vat(tax)
        codes = [value(leaf) for leaf in tax.get("ram:CategoryCode", ())]
        numbers = _read(tax, _TAX), _read(tax, _BASIS), _read(tax, _RATE)
        special = next((code for code in ("L", "M", "O") if code in codes), "") if usual else ""
        if special == "O":
            _outside_scope(tax, sums, document, found)
        elif special and settlement is not None:
            # The artefact looks for the rate beside the row instead of in it, where there is none.
            _taxable_at_rate(settlement, FAMILIES[special], sums, found)
            _no_reason(tax, FAMILIES[special], found)
        else:
            _row(tax, numbers, document, found)
        for code in codes:
            if code == "S":
                _taxable_at_rate(tax, FAMILIES[code], sums, found)
                _standard_tax(tax, numbers, found)
                _no_reason(tax, FAMILIES[code], found)
            elif code == "Z":
                _taxable(tax, FAMILIES[code], sums, found)
                _no_tax(tax, FAMILIES[code], found)
                _no_reason(tax, FAMILIES[code], found)
            elif usual and code in {"AE", "E", "G", "K"}:
                _exempt(tax, FAMILIES[code], sums, document, found)


def _row(tax: Group, numbers: tuple[_Read, _Read, _Read], document: Document, found: Breaches) -> None:
    if _BASIS not in tax:
        found("BR-45", tax)
    elif too_precise(tax[_BASIS]):
        found("BR-DEC-19", tax[_BASIS][0])
    if _TAX not in tax:
        found("BR-46", tax)
    elif too_precise(tax[_TAX]):
        found("BR-DEC-20", tax[_TAX][0])
    if is_vat(tax):
        if "ram:CategoryCode" not in tax:
            found("BR-47", tax)
        if _RATE not in tax and not any(value(leaf) == "O" for leaf in tax.get("ram:CategoryCode", ())):
            found("BR-48", tax)
    else:
        found("BR-47", tax)
        found("BR-48", tax)
    if document.named["ram:TaxPointDate"] and document.named["ram:DueDateTypeCode"]:
        found("BR-CO-03", tax)
    if not _tax_fits(tax, numbers):
        found("BR-CO-17", tax)


def _tax_fits(tax: Group, numbers: tuple[_Read, _Read, _Read]) -> bool:
    """Whether the tax is the taxable amount times the rate, give or take one unit of the currency."""
    due = _sure(numbers[0])
    # Without these two the artefact's engine does not look at the rate, so that it may be unreadable.
    if due is None or (numbers[1] is None and rounded(due) != 0):
        return False
    kinds = tax.get("ram:TypeCode", ())
    vat = kinds and (kinds[0].text == "VAT" or spaced(value(kinds[0]).upper()) == "VAT")
    rate = _sure(numbers[2]) if vat else None
    if rate is None or rounded(rate) == 0:
        return rounded(due) == 0
    basis = _sure(numbers[1])
    if basis is None:
        return False
    expected = cents(abs(basis) * rate / _HUNDRED)
    return abs(due) - 1 <= expected <= abs(due) + 1


def _taxable_at_rate(tax: Group, family: Family, sums: Sums, found: Breaches) -> None:
    for rate in map(decimal, tax.get(_RATE, ())):
        expected = sums.of_rate(family.code, rate)
        if not equals(tax.get(_BASIS, ()), expected):
            found(family.rule(8), tax)
            return


def _taxable(tax: Group, family: Family, sums: Sums, found: Breaches) -> None:
    """The taxable amount is what the lines, allowances and charges come to, give or take one unit."""
    expected = sums.of_category(family.code, strict=family.code == "Z")
    leaf = one(tax, _BASIS)
    if leaf is None or not within_one(leaf, expected):
        found(family.rule(8), tax)


def _standard_tax(tax: Group, numbers: tuple[_Read, _Read, _Read], found: Breaches) -> None:
    due, basis = _sure(numbers[0]), _sure(numbers[1])
    if due is not None and basis is not None:
        rate = _sure(numbers[2])
        if rate is not None and abs(due) - 1 < rounded(abs(basis) * rate) / _HUNDRED < abs(due) + 1:
            return
    found("BR-S-09", tax)


def _no_tax(tax: Group, family: Family, found: Breaches) -> None:
    if not is_zero(tax.get(_TAX, ())):
        found(family.rule(9), tax)


def _no_reason(tax: Group, family: Family, found: Breaches) -> None:
    if "ram:ExemptionReason" in tax or "ram:ExemptionReasonCode" in tax:
        found(family.rule(10), tax)


def _reason(tax: Group, family: Family, found: Breaches) -> None:
    if "ram:ExemptionReason" not in tax and "ram:ExemptionReasonCode" not in tax:
        found(family.rule(10), tax)


def _exempt(tax: Group, family: Family, sums: Sums, document: Document, found: Breaches) -> None:
    _taxable(tax, family, sums, found)
    _no_tax(tax, family, found)
    _reason(tax, family, found)
    if family.code == "K":
        period = part(tax.parent, "ram:BillingSpecifiedPeriod") if tax.parent is not None else {}
        if _DELIVERED not in document.paths and "ram:StartDateTime" not in period and "ram:EndDateTime" not in period:
            found("BR-IC-11", tax)
        if _DELIVERED_TO not in document.paths:
            found("BR-IC-12", tax)


def _outside_scope(tax: Group, sums: Sums, document: Document, found: Breaches) -> None:
    family = FAMILIES["O"]
    expected = sums.of_category("O", strict=True)
    if not equals(tax.get(_BASIS, ()), expected):
        found("BR-O-08", tax)
    _no_tax(tax, family, found)
    _reason(tax, family, found)
    if _others(document.named["ram:ApplicableTradeTax"]):
        found("BR-O-11", tax)
        found("BR-O-12", tax)
    if _others(document.named["ram:CategoryTradeTax"]):
        found("BR-O-13", tax)
        found("BR-O-14", tax)


def _others(taxes: Iterable[Group]) -> bool:
    return any(value(leaf) != "O" for tax in taxes for leaf in tax.get("ram:CategoryCode", ()))


def due_dates(document: Document, found: Breaches) -> None:
    """CII-SR-462: all rows say the same tax point date code."""
    if document.named["ram:DueDateTypeCode"] and SETTLEMENT in document.paths:
        leaves = below(document.named["ram:ApplicableTradeTax"], "ram:DueDateTypeCode")
        if len({value(leaf) for leaf in leaves}) > 1:
            found("CII-SR-462", leaves[1])

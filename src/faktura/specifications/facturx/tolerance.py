"""Rules with a tolerance of one cent for each line, allowance and charge: the VAT breakdown of the Extended profile.

The artefact compares a breakdown twice: with what has its rate (EN 16931 of 2017, ``ini``) and with what has its rate
and its reason for exemption (the edition of 2026, ``rev``). One of the two must fit (``b``).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from faktura.checks import Breaches, RuleText, Severity, Test
from faktura.money import ZERO
from faktura.source import Document, Group, amount, cents, value
from faktura.specifications.facturx.breakdown import breakdowns, rates
from faktura.specifications.facturx.paths import ALLOWANCES_AND_CHARGES, LINE, LOGISTICS
from faktura.specifications.facturx.walk import CATEGORIES, below, codes_of, counts, only_text, truths

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
_TOTAL = ("ram:SpecifiedTradeSettlementLineMonetarySummation", "ram:LineTotalAmount")


@dataclass(slots=True)
class _Sums:
    """What belongs to one VAT breakdown, and how many parts it has."""

    lines: Decimal = ZERO
    allowances: Decimal = ZERO
    charges: Decimal = ZERO
    logistics: Decimal = ZERO
    parts: int = 0

    def add(self, group: Group, code: str, rate: Decimal | None) -> None:
        """Add a line, an allowance or charge, or a logistics service."""
        self.parts += 1
        if group.name == "ram:IncludedSupplyChainTradeLineItem":
            for settlement in group.get("ram:SpecifiedLineTradeSettlement", ()):
                taxes = settlement.get("ram:ApplicableTradeTax", ())
                if any(code in codes_of(tax) for tax in taxes) and (rate is None or rate in rates(taxes)):
                    self.lines += sum((amount(each, _TOTAL[1]) or ZERO for each in settlement.get(_TOTAL[0], ())), ZERO)
        elif group.name == "ram:SpecifiedLogisticsServiceCharge":
            self.logistics += amount(group, "ram:AppliedAmount") or ZERO
        else:
            kinds = set(truths(group))
            given = amount(group, "ram:ActualAmount") or ZERO
            self.allowances += given if False in kinds else ZERO
            self.charges += given if True in kinds else ZERO

    def fit(self, base: Decimal) -> bool:
        """Whether they add up to the base, give or take a cent for each part."""
        expected = cents(self.lines) - cents(self.allowances) + cents(self.charges) + cents(self.logistics)
        return abs(base - expected) <= _CENT * self.parts


_Part = tuple[Group, Sequence[Group]]
"""A line, an allowance or charge, or a logistics service, with the taxes on it."""


class _Tally:
    """The sums of one VAT category, for each rate and for each reason with it.

    What belongs to other rates is not read: there may be no numbers in it.
    """

    def __init__(self, document: Document, code: str, details_only: bool) -> None:
        self._code = code
        self._parts: defaultdict[Decimal | None, list[_Part]] = defaultdict(list)
        self._sums: dict[Decimal | None, _Sums] = {}
        self._reasons: dict[Decimal | None, dict[tuple[str, str], _Sums]] = {}
        for line in document.paths.get(LINE, ()):
            if not details_only or counts(line):
                self._put(line, below((line,), "ram:SpecifiedLineTradeSettlement", "ram:ApplicableTradeTax"))
        for path, name in ((ALLOWANCES_AND_CHARGES, "ram:CategoryTradeTax"), (LOGISTICS, "ram:AppliedTradeTax")):
            for charge in document.paths.get(path, ()):
                self._put(charge, charge.get(name, ()))

    def _put(self, group: Group, taxes: Sequence[Group]) -> None:
        if any(self._code in codes_of(tax) for tax in taxes):
            for rate in rates(taxes) if self._code != "O" else (None,):
                self._parts[rate].append((group, taxes))

    def of(self, rate: Decimal | None) -> _Sums:
        """The sums of a rate; None for what has no rates."""
        if rate not in self._sums:
            sums = self._sums[rate] = _Sums()
            for group, _ in self._parts.get(rate, ()):
                sums.add(group, self._code, rate)
        return self._sums[rate]

    def with_reason(self, rate: Decimal | None, code: str, reason: str) -> _Sums:
        """The sums of a rate and of a reason for exemption, by its code and its text."""
        if rate not in self._reasons:
            reasons = self._reasons[rate] = defaultdict(_Sums)
            for group, taxes in self._parts.get(rate, ()):
                key = only_text(below(taxes, "ram:ExemptionReasonCode")), only_text(below(taxes, "ram:ExemptionReason"))
                reasons[key].add(group, self._code, rate)
        return self._reasons[rate].get((code, reason)) or _Sums()


def bases(own: Collection[str], details_only: bool) -> Test:
    """BR-FXEXT-xx-08b, -08ini, -08rev, BR-FXEXT-S-09b. `own` are the rules of the profile.

    `details_only`: lines that group others or only inform don't count.
    """
    families = {
        code: tuple(rule if (rule := _name(name, kind)) in own else "" for kind in ("b", "ini", "rev"))
        for code, name in CATEGORIES.items()
    }
    with_amounts = "BR-FXEXT-S-09b" in own

    def bases(document: Document, found: Breaches) -> None:
        tallies: dict[str, _Tally] = {}
        for tax in breakdowns(document):
            types = tax.get("ram:TypeCode", ())
            is_vat = len(types) == 1 and value(types[0]).upper() == "VAT"
            for code in codes_of(tax):
                if code not in families:
                    continue
                wanted = is_vat and any(families[code])
                if wanted or (with_amounts and code == "S"):
                    if code not in tallies:
                        tallies[code] = _Tally(document, code, details_only)
                    _hold(tax, code, families[code] if wanted else ("", "", ""), tallies[code], found)

    def _hold(tax: Group, code: str, rules: tuple[str, ...], tally: _Tally, found: Breaches) -> None:
        both, by_rate, by_reason = rules
        rate = amount(tax, "ram:RateApplicablePercent") if code != "O" else None
        reason_code = only_text(tax.get("ram:ExemptionReasonCode", ()))
        reason = only_text(tax.get("ram:ExemptionReason", ()))
        base = amount(tax, "ram:BasisAmount")
        known = base is not None and (rate is not None or code == "O")
        initial, revised = tally.of(rate), tally.with_reason(rate, reason_code, reason)
        fits_rate = known and base is not None and initial.fit(base)
        fits_reason = known and base is not None and revised.fit(base)
        if both and not fits_rate and not fits_reason:
            found(both, tax)
        if by_rate and not fits_rate:
            found(by_rate, tax)
        if by_reason and not fits_reason:
            found(by_reason, tax)
        if with_amounts and code == "S":
            given = amount(tax, "ram:CalculatedAmount")
            parts = max(initial.parts, revised.parts)
            if (
                base is None
                or rate is None
                or given is None
                or abs(given - cents(base * rate / _HUNDRED)) > _CENT * parts
            ):
                found("BR-FXEXT-S-09b", tax)

    return bases


def _name(family: str, kind: str) -> str:
    """The artefact writes ``BR-FXEXT-S08b`` where the others have a hyphen."""
    return "BR-FXEXT-S08b" if (family, kind) == ("S", "b") else f"BR-FXEXT-{family}-08{kind}"


def exports(document: Document, found: Breaches) -> None:
    """BR-FXEXT-G-08: the base of what is exported (G), of whatever rate."""
    sums: _Sums | None = None
    for tax in breakdowns(document):
        here = tax.parent is not None and tax.parent.parent is not None
        if here and "G" in codes_of(tax):
            if sums is None:
                sums = _exported(document)
            base = amount(tax, "ram:BasisAmount")
            if base is None or not sums.fit(base):
                found("BR-FXEXT-G-08", tax)


def _exported(document: Document) -> _Sums:
    sums = _Sums()
    for line in document.paths.get(LINE, ()):
        if counts(line) and _exports(below((line,), "ram:SpecifiedLineTradeSettlement", "ram:ApplicableTradeTax")):
            sums.add(line, "G", None)
    for path, name in ((ALLOWANCES_AND_CHARGES, "ram:CategoryTradeTax"), (LOGISTICS, "ram:AppliedTradeTax")):
        for charge in document.paths.get(path, ()):
            if _exports(charge.get(name, ())):
                sums.add(charge, "G", None)
    return sums


def _exports(taxes: Sequence[Group]) -> bool:
    return any("G" in codes_of(tax) for tax in taxes)


def texts() -> dict[str, RuleText]:
    """What is said of the rules that each VAT category has."""
    found = {}
    for code, family in CATEGORIES.items():
        parts = f"lines, allowances, charges and logistics services of the VAT category {code}"
        sentence = f"The base in the VAT breakdown (BT-116) is what {parts} add up to, give or take a cent for each"
        for kind, severity, way in (
            ("b", Severity.FATAL, "rate, and perhaps with this reason for exemption"),
            ("ini", Severity.WARNING, "rate"),
            ("rev", Severity.WARNING, "rate and this reason for exemption"),
        ):
            rule = _name(family, kind)
            found[rule] = RuleText(rule, severity, f"{sentence}; count what has this {way}.", ("BT-116",))
        rule = f"BR-FXEXT-{family}-01"
        message = f"There is a VAT breakdown where there are {parts}, and only there; add or take out one of them."
        found[rule] = RuleText(rule, Severity.FATAL, message, ("BG-23", "BT-118"))
    rule = "BR-FXEXT-S-09b"
    message = (
        "The VAT amount (BT-117) is the base times the rate, give or take a cent for each line and charge; correct it."
    )
    found[rule] = RuleText(rule, Severity.FATAL, message, ("BT-117", "BT-116", "BT-119"))
    return found

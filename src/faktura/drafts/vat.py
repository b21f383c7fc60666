"""Which VAT a line carries when the request does not say it: from the countries, the dates and the tax ids. Pure.

What is not certain is not guessed: the line is refused with a sentence that says what to send.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from faktura.codes.european_union import MEMBERS
from faktura.drafts.schemas import InvoiceRequest
from faktura.model import Buyer, Seller, Vat
from faktura.organizations.profile import Profile
from faktura.sockets import Country

ZERO_RATED = frozenset({"Z", "E", "AE", "K", "G"})


@dataclass(frozen=True, slots=True)
class VatSituation:
    """The VAT of lines that say nothing: `vat` and why; `vat` None with the reason why nothing can be derived."""

    vat: Vat | None
    why: str
    standard_rate: Decimal | None
    rate_why: str

    def complete(self, given: Vat | None) -> tuple[Vat | None, str]:
        """A line's VAT with what is missing filled in, and why.

        The same object comes back when nothing was missing (no reason), or when nothing can be derived (a reason).
        """
        if given is None or (given.category is None and given.rate is None):
            return (_with_reason(self.vat, given), self.why) if self.vat is not None else (given, self.why)
        if given.rate is not None and given.category is not None:
            return given, ""
        if given.category is None:
            if given.rate:
                return replace(given, category="S"), "a rate above zero is the standard category S"
            return given, "A rate of 0 needs its category: send vat.category (Z, E, AE, K, G or O)."
        if given.category == "S":
            if self.standard_rate is None:
                return given, "Send vat.rate: the standard rate is not known here."
            return replace(given, rate=self.standard_rate), self.rate_why
        if given.category in ZERO_RATED:
            return replace(given, rate=Decimal(0)), f"category {given.category} has rate 0"
        return given, ""


def _with_reason(derived: Vat, given: Vat | None) -> Vat:
    """The derived VAT with the exemption's reason that the request gave."""
    if given is None or (given.exemption_reason is None and given.exemption_reason_code is None):
        return derived
    return replace(given, category=derived.category, rate=derived.rate)


def tax_point(request: InvoiceRequest, issue_date: date) -> date:
    """The day whose rates apply: tax point date, delivery, end of the period, else the issue date."""
    if request.tax_point_date is not None:
        return request.tax_point_date
    if request.delivery is not None and request.delivery.date is not None:
        return request.delivery.date
    if request.period is not None and request.period.end_date is not None:
        return request.period.end_date
    return issue_date


def derive_vat(
    request: InvoiceRequest, seller: Seller, buyer: Buyer | None, issue_date: date, profile: Profile, country: Country
) -> VatSituation:
    """The VAT situation of a document (Directive 2006/112/EC, art. 44, 138, 146, 196; national rates)."""
    day = tax_point(request, issue_date)
    dated = country.rate_on("standard", day)
    standard = dated.rate if dated is not None else None
    rate_why = f"standard rate of {country.name} on {day}: {dated.law}" if dated is not None else ""

    def situation(vat: Vat | None, why: str) -> VatSituation:
        return VatSituation(vat, why, standard, rate_why)

    if profile.small_business:
        reason = next((text.text for text in country.printed_texts if text.id == "small_business"), None)
        return situation(
            Vat(category="E", rate=Decimal(0), exemption_reason=reason or "Small business scheme"),
            f"small business scheme of {country.name}",
        )
    buyer_country = buyer.address.country if buyer is not None and buyer.address is not None else None
    if buyer_country is None:
        return situation(None, "Send vat, or the buyer's country: VAT can't be derived without it.")
    domestic = situation(Vat(category="S", rate=standard), rate_why) if standard is not None else situation(None, "")
    goods_to = None
    if request.delivery is not None and request.delivery.address is not None:
        goods_to = request.delivery.address.country
    abroad = goods_to is not None and goods_to != country.code
    if buyer_country == country.code:
        if not abroad:
            return domestic
        return situation(
            None,
            f"Send vat: goods delivered in {goods_to} to a buyer in {country.name} may be taxed here or there.",
        )
    if goods_to == country.code:
        return situation(
            None,
            f"Send vat: what is delivered in {country.name} to a buyer from {buyer_country} is taxed here when it is "
            "goods; for services leave the delivery address out.",
        )
    if goods_to is not None and goods_to not in MEMBERS:
        return situation(Vat(category="G", rate=Decimal(0)), "goods exported outside the Union (art. 146)")
    business = buyer is not None and buyer.vat_id is not None
    if buyer_country in MEMBERS and country.eu_member:
        if not business:
            return situation(
                None,
                "Send vat: for a buyer without a VAT identifier in another member state it depends on what is sold "
                "and on the one-stop-shop registration.",
            )
        if abroad:
            return situation(
                Vat(category="K", rate=Decimal(0)), "goods delivered to a business in another member state (art. 138)"
            )
        return situation(
            Vat(category="AE", rate=Decimal(0)),
            "services to a business in another member state: reverse charge (art. 44, 196)",
        )
    if abroad:
        return situation(
            None,
            f"Send vat: goods delivered in {goods_to} to a buyer from outside the Union are not exported; what applies "
            "depends on the buyer's VAT identifier there.",
        )
    if business:
        return situation(Vat(category="O"), "services to a business outside the Union are taxed where it is (art. 44)")
    return situation(
        None,
        "Send vat: for a buyer outside the Union without a tax identifier it depends on what is sold.",
    )

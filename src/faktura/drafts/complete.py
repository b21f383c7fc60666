"""Completing a request: what can be derived is derived, each with its reason; what is given is never changed. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from faktura.calculation import Step, calculate, changed
from faktura.checks import Finding, Severity, check, fatal
from faktura.codes.units import unit_code
from faktura.customers.record import CustomerRecord
from faktura.drafts.schemas import InvoiceRequest
from faktura.drafts.vat import VatSituation, derive_vat
from faktura.model import DOCUMENT_TYPES, Buyer, DocumentType, Identifier, Invoice, Line, PaymentInstructions, Seller
from faktura.model.invoice import CREDIT_NOTE_TYPE_CODES, SELF_BILLED_TYPE_CODES
from faktura.model.json import to_plain
from faktura.model.terms import term_at
from faktura.model.values import YEAR_MAX
from faktura.organizations.checks import LANGUAGES
from faktura.organizations.profile import Profile
from faktura.sockets import Country, PrintedText, Specification

_SELLER_FIELDS = tuple(field.name for field in fields(Seller))
_BUYER_FIELDS = tuple(field.name for field in fields(Buyer))
_INVOICE_FIELDS = tuple(field.name for field in fields(Invoice))
_TYPE_OF_CODE = {kind.type_code: kind for kind in DOCUMENT_TYPES.values()}

CREDIT_TRANSFER = "30"
SEPA_CREDIT_TRANSFER = "58"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a request is completed from: the organization, its country, the customer, today, and what is plugged in."""

    profile: Profile
    country: Country
    customer: CustomerRecord | None
    today: date
    countries: dict[str, Country]
    specifications: dict[str, Specification]
    check_written: Callable[[Invoice, Specification], list[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A request as a whole document: calculated, checked, explained.

    `number_mark` stands in the document where the number will stand. `derivations` are the steps of completing,
    `steps` those of calculating (only when asked for).
    """

    invoice: Invoice
    document_type: DocumentType
    language: str
    specification: Specification
    printed_texts: tuple[str, ...]
    email: str | None
    findings: list[Finding]
    derivations: list[Step]
    steps: tuple[Step, ...]


class _Derivations:
    """Collects what was derived and what can't be understood."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.findings: list[Finding] = []

    def step(self, pointer: str, value: str, why: str, formula: str = "") -> None:
        self.steps.append(Step(pointer=pointer, term=term_at(Invoice, pointer), value=value, formula=formula, why=why))

    def refuse(self, code: str, pointer: str, message: str) -> None:
        self.findings.append(
            Finding(
                rule=code,
                severity=Severity.FATAL,
                message=message,
                pointer=pointer,
                term=term_at(Invoice, pointer),
            )
        )


def _document_type(request: InvoiceRequest, told: _Derivations) -> DocumentType:
    if request.document_type is not None:
        kind = DOCUMENT_TYPES.get(request.document_type)
        if kind is None:
            known = ", ".join(DOCUMENT_TYPES)
            told.refuse("document_type_unknown", "/document_type", f"Send one of: {known}.")
            return DOCUMENT_TYPES["invoice"]
        if request.type_code is None:
            return kind
        if (request.type_code in CREDIT_NOTE_TYPE_CODES) != (kind.type_code in CREDIT_NOTE_TYPE_CODES):
            told.refuse(
                "document_type_mismatch",
                "/type_code",
                f"Type code {request.type_code} is not a {request.document_type}; leave one of the two out.",
            )
        return DocumentType(kind.name, request.type_code)
    if request.type_code is None:
        return DOCUMENT_TYPES["invoice"]
    kind = _TYPE_OF_CODE.get(request.type_code)
    if kind is not None:
        return kind
    is_credit = request.type_code in CREDIT_NOTE_TYPE_CODES
    return DocumentType("credit_note" if is_credit else "invoice", request.type_code)


def _buyer(request: InvoiceRequest, customer: CustomerRecord | None, told: _Derivations) -> Buyer | None:
    if customer is None:
        return request.buyer
    if request.buyer is not None:
        told.refuse("buyer_given_twice", "/buyer", "Send either customer or buyer, not both.")
    return Buyer(**{name: getattr(customer, name) for name in _BUYER_FIELDS})


def _language(request: InvoiceRequest, buyer: Buyer | None, around: Surroundings, told: _Derivations) -> str:
    if request.language is not None:
        if request.language not in LANGUAGES:
            told.refuse("language_unknown", "/language", f"Send one of: {', '.join(LANGUAGES)}.")
        return request.language
    if around.customer is not None and around.customer.language:
        return around.customer.language
    code = buyer.address.country if buyer and buyer.address else None
    home = around.countries.get(code or "")
    if home is not None and home.code != around.country.code:
        told.step("/language", home.languages[0], f"the first language of the buyer's country, {home.name}")
        return home.languages[0]
    told.step("/language", around.profile.language, "the organization's language")
    return around.profile.language


def _due_date(
    request: InvoiceRequest, issue_date: date, is_credit: bool, around: Surroundings, told: _Derivations
) -> date | None:
    if request.due_date is not None or request.payment_terms is not None or is_credit:
        return request.due_date
    customer = around.customer
    days, whose = around.profile.payment_days, "the organization's"
    if customer is not None and customer.payment_days is not None:
        days, whose = customer.payment_days, "the customer's"
    due = issue_date + timedelta(days=days)
    if due.year > YEAR_MAX:
        told.refuse(
            "date_out_of_range", "/due_date", f"The due date would be {due}; dates end with the year {YEAR_MAX}."
        )
        return None
    told.step("/due_date", due.isoformat(), f"{whose} days to pay", f"{issue_date} + {days} days")
    return due


def _payment(
    request: InvoiceRequest,
    currency: str,
    is_credit: bool,
    number_mark: str,
    specification: Specification,
    around: Surroundings,
    told: _Derivations,
) -> tuple[PaymentInstructions, ...]:
    if request.payment_instructions:
        return request.payment_instructions
    if is_credit:
        code = around.country.credit_note_means
        if not code or not specification.builds_on:
            return ()
        told.step("/payment_instructions/0/means_code", code, f"{specification.title} wants one in credit notes, too")
        return (PaymentInstructions(means_code=code),)
    if not around.profile.bank_accounts:
        return ()
    code = SEPA_CREDIT_TRANSFER if currency == "EUR" else CREDIT_TRANSFER
    told.step("/payment_instructions/0/means_code", code, "credit transfer to the organization's bank account")
    told.step("/payment_instructions/0/remittance_information", "the number", "so that the payment can be matched")
    return (
        PaymentInstructions(
            means_code=code,
            remittance_information=number_mark,
            credit_transfers=around.profile.bank_accounts,
        ),
    )


def _line(line: Line, index: int, vat: VatSituation, told: _Derivations) -> Line:
    changes: dict[str, Any] = {}
    if line.name is None and line.description is not None:
        changes["name"] = line.description[:500]
        if len(line.description) <= 500:
            changes["description"] = None
        told.step(f"/lines/{index}/name", changes["name"], "the description, because no name was given")
    if line.unit is None:
        changes["unit"] = "C62"
        told.step(f"/lines/{index}/unit", "C62", "one, because no unit was given")
    else:
        code = unit_code(line.unit)
        if code is not None and code != line.unit:
            changes["unit"] = code
            told.step(f"/lines/{index}/unit", code, f"the UNECE code of {line.unit}")
    if line.price_base_unit is not None:
        code = unit_code(line.price_base_unit)
        if code is not None and code != line.price_base_unit:
            changes["price_base_unit"] = code
    completed, why = vat.complete(line.vat)
    if completed is not line.vat:
        changes["vat"] = completed
        if completed is not None:
            told.step(
                f"/lines/{index}/vat",
                f"{completed.category} {completed.rate if completed.rate is not None else ''}",
                why,
            )
    elif why:
        told.refuse("vat_not_derivable", f"/lines/{index}/vat", why)
    return changed(line, **changes) if changes else line


def _without_vat_ids(
    seller: Seller, buyer: Buyer | None, lines: tuple[Line, ...], told: _Derivations
) -> tuple[Seller, Buyer | None]:
    """What is not subject to VAT must not name VAT identifiers (BR-O-02): they are left out, and that is told."""
    if not lines or any(line.vat is None or line.vat.category != "O" for line in lines):
        return seller, buyer
    why = "left out: a document that is not subject to VAT (category O) must not carry VAT identifiers (BR-O-02)"
    if seller.vat_id is not None:
        told.step("/seller/vat_id", "", why)
        if not seller.identifiers and seller.legal_registration is None:
            told.step(
                "/seller/identifiers/0", seller.vat_id, "so that the seller can be identified all the same (BR-CO-26)"
            )
            seller = changed(seller, identifiers=(Identifier(value=seller.vat_id),))
        seller = changed(seller, vat_id=None)
    if buyer is not None and buyer.vat_id is not None:
        told.step("/buyer/vat_id", "", why)
        buyer = changed(buyer, vat_id=None)
    return seller, buyer


def choose_specification(
    wanted: str | None, seller: Seller, buyer: Buyer | None, request: InvoiceRequest, around: Surroundings,
    told: _Derivations,
) -> Specification:  # fmt: skip
    """The specification that the document is made to: what was asked for, else Peppol BIS where both ends have an
    electronic address and a reference is there, else the European standard."""
    known = around.specifications
    if wanted is not None:
        for spec in known.values():
            if wanted in (spec.name, spec.identifier):
                return spec
        told.refuse("specification_unknown", "/specification", f"Send one of: {', '.join(known)}.")
        return known["en16931"]
    addressed = seller.electronic_address is not None and buyer is not None and buyer.electronic_address is not None
    referenced = request.buyer_reference is not None or request.purchase_order_reference is not None
    if addressed and referenced:
        spec, why = known["peppol-bis-3"], "seller and buyer have electronic addresses and a reference is given"
    else:
        lacks = "a buyer reference or purchase order reference" if addressed else "an electronic address"
        spec, why = known["en16931"], f"Peppol BIS would need {lacks}"
    told.step("/specification", spec.identifier, why)
    return spec


def printed_texts(invoice: Invoice, language: str, country: Country, issue_date: date) -> tuple[str, ...]:
    """The texts that the seller's law wants on this document: in its language where the law's data has it, else in
    the country's first language."""
    chosen: dict[str, PrintedText] = {}
    for text in country.printed_texts:
        if text.since > issue_date or not text.applies(invoice):
            continue
        held = chosen.get(text.id)
        if held is None or (text.language == language and held.language != language):
            chosen[text.id] = text
    return tuple(text.text for text in chosen.values())


def complete(request: InvoiceRequest, around: Surroundings, *, number_mark: str, explain: bool = False) -> Completed:
    """Complete, calculate and check a request; everything that is wrong comes back as findings, at once."""
    told = _Derivations()
    kind = _document_type(request, told)
    if kind.type_code in SELF_BILLED_TYPE_CODES:
        told.refuse(
            "document_type_unsupported",
            "/document_type" if request.document_type else "/type_code",
            "A self-billed document is issued by the buyer, and here the organization is always the seller.",
        )
    is_credit = kind.type_code in CREDIT_NOTE_TYPE_CODES
    if request.number is not None:
        told.refuse("number_not_taken", "/number", "Leave the number out: it is taken from the series when issuing.")
    if request.seller is not None:
        told.refuse("seller_not_taken", "/seller", "Leave the seller out: it is the organization; change it there.")
    seller = Seller(**{name: getattr(around.profile, name) for name in _SELLER_FIELDS})
    buyer = _buyer(request, around.customer, told)
    issue_date = request.issue_date
    if issue_date is None:
        issue_date = around.today
        told.step("/issue_date", issue_date.isoformat(), f"today in {around.profile.timezone}")
    currency = request.currency
    if currency is None:
        currency = around.profile.currency
        told.step("/currency", currency, "the organization's currency")
    language = _language(request, buyer, around, told)
    specification = choose_specification(request.specification, seller, buyer, request, around, told)
    vat = derive_vat(request, seller, buyer, issue_date, around.profile, around.country)

    lines = tuple(_line(line, index, vat, told) for index, line in enumerate(request.lines))
    seller, buyer = _without_vat_ids(seller, buyer, lines, told)

    given = {name: getattr(request, name) for name in _INVOICE_FIELDS}
    given.update(
        number=number_mark,
        issue_date=issue_date,
        type_code=kind.type_code,
        currency=currency,
        due_date=_due_date(request, issue_date, is_credit, around, told),
        business_process=request.business_process or specification.business_process or None,
        specification=specification.identifier,
        seller=seller,
        buyer=buyer,
        payment_instructions=_payment(request, currency, is_credit, number_mark, specification, around, told),
        lines=lines,
    )
    calculation = calculate(Invoice(**given), explain=explain)
    invoice = calculation.invoice
    broken = [*calculation.findings, *check(invoice, specification.rules)]
    if around.country.rules is not None:
        broken.extend(check(invoice, around.country.rules))
    if not fatal(broken):
        # The same again as the receiver's validator sees it; what the model's rules said is not said twice.
        known = {found.rule for found in broken}
        broken.extend(found for found in around.check_written(invoice, specification) if found.rule not in known)
    # Only a mark stands where the number will stand; issuing asks the rules about the number itself.
    findings = [*told.findings, *(found for found in broken if found.pointer != "/number")]
    if request.customer is not None:
        findings = [_as_customer(found) for found in findings]
    return Completed(
        invoice=invoice,
        document_type=kind,
        language=language,
        specification=specification,
        printed_texts=printed_texts(invoice, language, around.country, issue_date),
        email=(around.customer.email if around.customer else None) or _contact_email(buyer),
        findings=findings,
        derivations=told.steps,
        steps=calculation.steps,
    )


def _as_customer(found: Finding) -> Finding:
    """What a rule says of the buyer, at the place where the request described it."""
    if found.pointer != "/buyer" and not found.pointer.startswith("/buyer/"):
        return found
    return replace(found, pointer="/customer" + found.pointer.removeprefix("/buyer"))


def _contact_email(buyer: Buyer | None) -> str | None:
    return buyer.contact.email if buyer is not None and buyer.contact is not None else None


def request_to_plain(request: InvoiceRequest) -> dict[str, Any]:
    """A request as it is stored with a draft: only what was given."""
    plain = to_plain(request)
    if not plain.get("issue"):
        plain.pop("issue", None)
    return plain

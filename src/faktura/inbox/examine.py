"""What a document from outside is and says, told by its bytes alone. It needs no database, so that a process apart can
do it; it never raises for what is in the bytes."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from faktura.checks import Finding, Severity
from faktura.documents import NotConvertible, check, read_document
from faktura.inbox.limits import ACCOUNTS_MAX, FACT_LENGTH_MAX, FINDINGS_KEPT_MAX, NAME_LENGTH_MAX
from faktura.model import Invoice
from faktura.model.values import parse_decimal
from faktura.search.documents import words_of_invoice

_VERDICTS = {"document_unreadable": "unreadable", "document_unsupported": "unsupported"}
_GRAVITY = {Severity.FATAL: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was read of a document; what it does not say, or not readably, is None."""

    number: str | None = None
    type_code: str | None = None
    issue_date: date | None = None
    due_date: date | None = None
    currency: str | None = None
    total_without_vat: Decimal | None = None
    total_vat: Decimal | None = None
    total_with_vat: Decimal | None = None
    amount_due: Decimal | None = None
    supplier_name: str | None = None
    supplier_vat_id: str | None = None
    supplier_legal_id: str | None = None
    supplier_legal_scheme: str | None = None
    supplier_endpoint: str | None = None
    supplier_endpoint_scheme: str | None = None
    buyer_name: str | None = None
    buyer_vat_id: str | None = None
    buyer_legal_id: str | None = None
    buyer_legal_scheme: str | None = None
    buyer_endpoint: str | None = None
    buyer_endpoint_scheme: str | None = None
    order_reference: str | None = None
    payment_means: str | None = None
    payment_reference: str | None = None
    accounts: tuple[str, ...] = ()


FACTS = tuple(field.name for field in dataclasses.fields(Facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A document's form, what it was held against, the verdict, what was read, and the words by which it is found.

    `findings` are JSON-ready, the gravest first; `findings_total` counts those that are not kept as well.
    """

    format: str = ""
    specification: str = ""
    specification_version: str = ""
    verdict: str
    findings: tuple[dict[str, Any], ...]
    findings_total: int
    facts: Facts = Facts()
    words: tuple[str, ...] = ()


def examine(content: bytes) -> Examined:
    """Recognise, check and read a document."""
    report = check(content)
    found = list(report.findings)
    facts, words = Facts(), tuple[str, ...]()
    try:
        invoice, read = read_document(content)
    except NotConvertible as error:
        # The check has said why, unless it could hold what the reader can't take in.
        found += [each for each in error.findings if each.rule not in {known.rule for known in found}]
    else:
        known = {(each.rule, each.message) for each in found}
        found += [each for each in read if (each.rule, each.message) not in known]
        facts, words = facts_of(invoice), tuple(_words(invoice))
    verdict = next((_VERDICTS[each.rule] for each in found if each.rule in _VERDICTS), "")
    if not verdict:
        verdict = "invalid" if any(each.severity is Severity.FATAL for each in found) else "valid"
    return _examined(verdict, found, facts, words, report.format, report.specification, report.version)


def given_up(sentence: str) -> Examined:
    """What is said of a document whose examination was ended, because it took too much."""
    finding = Finding(rule="document_unreadable", severity=Severity.FATAL, message=sentence)
    return _examined("unreadable", [finding], Facts(), ())


def _examined(
    verdict: str, found: list[Finding], facts: Facts, words: Iterable[str], form: str = "", specification: str = "",
    version: str = "",
) -> Examined:  # fmt: skip
    gravest = sorted(found, key=lambda each: _GRAVITY[each.severity])
    return Examined(
        format=form,
        specification=specification,
        specification_version=version,
        verdict=verdict,
        findings=tuple(each.to_plain() for each in gravest[:FINDINGS_KEPT_MAX]),
        findings_total=len(found),
        facts=facts,
        words=tuple(words),
    )


def _words(invoice: Invoice) -> list[str]:
    seller = invoice.seller
    told = (seller.name, seller.trading_name, seller.vat_id) if seller is not None else ()
    return words_of_invoice(invoice, *told)


def _cut(text: str | None, length: int = FACT_LENGTH_MAX) -> str | None:
    """A text as it is kept: on one line, without what PostgreSQL can't hold, and not too long."""
    bare = " ".join((text or "").replace("\x00", "").split())[:length]
    return bare or None


def _amount(value: Decimal | None) -> Decimal | None:
    """An amount, unless it has more digits than any that we would write."""
    if value is None or not value.is_finite():
        return None
    try:
        return parse_decimal(format(value, "f"))
    except PydanticCustomError:
        return None


def _identifier(part: Any) -> tuple[str | None, str | None]:
    return (_cut(part.value), _cut(part.scheme)) if part is not None else (None, None)


def _accounts(invoice: Invoice) -> Iterator[str]:
    for instructions in invoice.payment_instructions:
        for transfer in instructions.credit_transfers:
            account = normal(transfer.account or "")
            if account:
                yield account


def normal(code: str) -> str:
    """An identifier as it is compared: letters and digits only, in upper case."""
    return "".join(letter for letter in code if letter.isalnum()).upper()[:FACT_LENGTH_MAX]


def facts_of(invoice: Invoice) -> Facts:
    """What the inbox keeps of an invoice."""
    seller, buyer, totals = invoice.seller, invoice.buyer, invoice.totals
    payments = invoice.payment_instructions
    legal, legal_scheme = _identifier(seller.legal_registration if seller else None)
    endpoint, endpoint_scheme = _identifier(seller.electronic_address if seller else None)
    buyer_legal, buyer_legal_scheme = _identifier(buyer.legal_registration if buyer else None)
    buyer_endpoint, buyer_endpoint_scheme = _identifier(buyer.electronic_address if buyer else None)
    return Facts(
        number=_cut(invoice.number),
        type_code=_cut(invoice.type_code),
        issue_date=invoice.issue_date,
        due_date=invoice.due_date,
        currency=_cut(invoice.currency),
        total_without_vat=_amount(totals.total_without_vat if totals else None),
        total_vat=_amount(totals.total_vat if totals else None),
        total_with_vat=_amount(totals.total_with_vat if totals else None),
        amount_due=_amount(totals.amount_due if totals else None),
        supplier_name=_cut(seller.name if seller else None, NAME_LENGTH_MAX),
        supplier_vat_id=_cut(seller.vat_id if seller else None),
        supplier_legal_id=legal,
        supplier_legal_scheme=legal_scheme,
        supplier_endpoint=endpoint,
        supplier_endpoint_scheme=endpoint_scheme,
        buyer_name=_cut(buyer.name if buyer else None, NAME_LENGTH_MAX),
        buyer_vat_id=_cut(buyer.vat_id if buyer else None),
        buyer_legal_id=buyer_legal,
        buyer_legal_scheme=buyer_legal_scheme,
        buyer_endpoint=buyer_endpoint,
        buyer_endpoint_scheme=buyer_endpoint_scheme,
        order_reference=_cut(invoice.purchase_order_reference),
        payment_means=_cut(next((each.means_code for each in payments), None)),
        payment_reference=_cut(next((each.remittance_information for each in payments), None)),
        accounts=tuple(dict.fromkeys(_accounts(invoice)))[:ACCOUNTS_MAX],
    )

"""A document that lacks nothing but its number: checked, sealed with marks, with the columns that repeat it. Pure."""

import functools
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from faktura.checks import Finding, Rule, Ruleset, fatal
from faktura.drafts.complete import Completed
from faktura.drafts.errors import DraftNotIssuable
from faktura.drafts.read import Prepared
from faktura.drafts.schemas import InvoiceRequest
from faktura.invoices.numbers import form_on, period_of, period_shown, show_number
from faktura.invoices.sealed import Origin, seal_text
from faktura.invoices.series import Series
from faktura.organizations.errors import OrganizationClosed
from faktura.organizations.read import OrganizationRecord
from faktura.search.documents import words_of_invoice
from faktura.search.words import few, words_of
from faktura.sockets import Country
from faktura.templates.read import TemplateMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What the database numbers and keeps. `text` is the sealed document with marks; `series` the series as it was
    when the document was made ready; `words` those by which it is found, but for its number's."""

    id: UUID
    series: Series
    period: str
    number_period: str
    prefix: str
    suffix: str
    width: int
    mark: str
    text: str
    document_type: str
    type_code: str
    specification: str
    issue_date: date
    due_date: date | None
    currency: str
    total_with_vat: Decimal
    amount_due: Decimal
    buyer_name: str
    customer: UUID | None
    external_id: str | None
    corrects: UUID | None
    brand: UUID | None
    language: str
    findings: list[dict[str, Any]]
    derivations: list[dict[str, Any]]
    words: list[str]

    def words_with(self, number: str) -> list[str]:
        """The words by which the numbered document is found."""
        return few((*words_of(number), *self.words))


def refuse_broken(findings: list[Finding]) -> None:
    """Nothing, when no finding is fatal.

    Raises:
        DraftNotIssuable: with all findings.
    """
    if fatal(findings):
        count = len(fatal(findings))
        broken = "1 rule is" if count == 1 else f"{count} rules are"
        raise DraftNotIssuable(f"{broken} broken; no number was taken.", findings)


def refuse_closed(organization: OrganizationRecord) -> None:
    """Nothing, when the organization is open.

    Raises:
        OrganizationClosed.
    """
    if organization.closed_at is not None:
        raise OrganizationClosed("A closed organization issues nothing.")


def series_named(request: InvoiceRequest, prepared: Prepared) -> str | None:
    """The name of the series that a document asks for: its own word, else its brand's."""
    if request.series or prepared.brand is None:
        return request.series
    return prepared.brand.series(prepared.completed.document_type.name)


def make_ready(
    request: InvoiceRequest, prepared: Prepared, *, invoice: UUID, corrects: UUID | None, series: Series,
    country: Country, mark: str, issued_at: datetime, template: TemplateMark | None = None,
) -> Ready:  # fmt: skip
    """The last checks and the seal. `prepared` was made with the number mark of `mark`, and breaks no rule so far;
    `template` names the layout that is frozen with the document.

    Raises:
        DraftNotIssuable: the series makes numbers that rules refuse.
    """
    completed = prepared.completed
    document = completed.invoice
    # Checked documents have a date, a type, a currency and totals: BR-03 to BR-05 and BR-12 to BR-15 saw to it.
    assert document.issue_date is not None
    assert document.totals is not None
    assert document.type_code is not None
    assert document.currency is not None
    assert document.totals.total_with_vat is not None
    assert document.totals.amount_due is not None
    form = form_on(series.pattern, document.issue_date)
    findings = [*completed.findings, *_number_findings(completed, country, show_number(form, 1))]
    refuse_broken(findings)
    period = period_of(series.restart, document.issue_date)
    origin = Origin(
        id=invoice,
        organization=prepared.organization,
        customer=prepared.customer,
        external_id=request.external_id,
        metadata=request.metadata or {},
        corrects=corrects,
        series=series.id,
        period=period,
        issued_at=issued_at,
        template=template,
        brand=prepared.brand.frozen if prepared.brand is not None else None,
    )
    return Ready(
        id=invoice,
        series=series,
        period=period,
        number_period=period_shown(series.pattern, series.restart, document.issue_date),
        prefix=form.prefix,
        suffix=form.suffix,
        width=form.width,
        mark=mark,
        text=seal_text(completed, origin, mark),
        document_type=completed.document_type.name,
        type_code=document.type_code,
        specification=completed.specification.name,
        issue_date=document.issue_date,
        due_date=document.due_date,
        currency=document.currency,
        total_with_vat=document.totals.total_with_vat,
        amount_due=document.totals.amount_due,
        buyer_name=(document.buyer.name if document.buyer else None) or "",
        customer=prepared.customer,
        external_id=request.external_id,
        corrects=corrects,
        brand=prepared.brand.id if prepared.brand is not None else None,
        language=completed.language,
        findings=[found.to_plain() for found in findings],
        derivations=[step.to_plain() for step in completed.derivations],
        words=words_of_invoice(replace(document, number=None), request.external_id, completed.email),
    )


def _number_findings(completed: Completed, country: Country, number: str) -> list[Finding]:
    """What the specification's and the country's rules on BT-1 say of a number of this form."""
    numbered = replace(completed.invoice, number=number)
    rules = _number_rules(completed.specification.rules)
    if country.rules is not None:
        rules += _number_rules(country.rules)
    return [found for rule in rules for found in rule.findings(numbered)]


@functools.lru_cache(maxsize=64)
def _number_rules(rules: Ruleset) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules.rules if rule.terms == ("BT-1",))

"""Issuing: checks first, the number last, everything frozen."""

import functools
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from faktura.checks import Finding, Rule, Ruleset, fatal
from faktura.drafts.complete import Completed
from faktura.drafts.errors import DraftInvalid, DraftNotIssuable
from faktura.drafts.handover import take_draft
from faktura.drafts.read import Prepared, prepare
from faktura.drafts.schemas import InvoiceRequest
from faktura.events import INVOICE_ISSUED
from faktura.invoices import store
from faktura.invoices.errors import NumberTaken
from faktura.invoices.numbers import form_on, period_of, period_shown, show_number
from faktura.invoices.read import IssuedInvoice
from faktura.invoices.sealed import Origin, new_mark, number_mark, seal_text
from faktura.invoices.series import series_for
from faktura.jobs import react
from faktura.organizations.checks import finding
from faktura.organizations.external_ids import claim_external_id
from faktura.registry import countries
from faktura.search.documents import words_of_invoice
from faktura.search.index import INVOICE, index_words
from faktura.sockets import Country
from faktura.storage.ids import new_id, read_id
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Issue:
    """What issuing made: the document, how it was completed, and the request it came from."""

    issued: IssuedInvoice
    prepared: Prepared
    request: InvoiceRequest


async def issue_request(unit: Unit, request: InvoiceRequest) -> Issue:
    """Issue a document straight from a request, without a draft.

    Raises:
        DraftNotIssuable: rules are broken; no number was taken.
        DraftInvalid, ExternalIdTaken, SeriesInvalid, NumberTaken.
    """
    invoice = new_id()
    await claim_external_id(unit, "document", request.external_id, invoice)
    return await _issue(unit, invoice, request, unit.now)


async def issue_draft(unit: Unit, draft: UUID, *, expected_version: int | None = None) -> Issue:
    """Issue a draft; it keeps its id and leaves the drafts in the same transaction.

    Raises:
        DraftNotFound, DraftChanged, DraftNotIssuable, NumberTaken.
    """
    taken = await take_draft(unit, draft, expected_version)
    return await _issue(unit, draft, taken.request, taken.created_at)


async def _corrected(unit: Unit, request: InvoiceRequest) -> UUID | None:
    if request.corrects is None:
        return None
    corrected = read_id("inv", request.corrects)
    if corrected is None or await store.read_invoice(unit, corrected) is None:
        message = f"There is no issued document {request.corrects} in this organization."
        raise DraftInvalid(message, [finding("corrected_not_found", "/corrects", message)])
    return corrected


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


def _refuse_broken(findings: list[Finding]) -> None:
    if fatal(findings):
        count = len(fatal(findings))
        broken = "1 rule is" if count == 1 else f"{count} rules are"
        raise DraftNotIssuable(f"{broken} broken; no number was taken.", findings)


async def _issue(unit: Unit, invoice: UUID, request: InvoiceRequest, created_at: datetime) -> Issue:
    corrects = await _corrected(unit, request)
    mark = new_mark()
    prepared = await prepare(unit, request, number_mark=number_mark(mark))
    completed = prepared.completed
    _refuse_broken(completed.findings)
    document = completed.invoice
    country = countries()[prepared.organization.profile.country]
    series = await series_for(unit, completed.document_type.name, request.series, country)
    # Checked documents have a date, a buyer and totals: BR-03, BR-07 and BR-12 to BR-15 saw to it.
    assert document.issue_date is not None
    assert document.totals is not None
    period = period_of(series.restart, document.issue_date)
    form = form_on(series.pattern, document.issue_date)
    findings = [*completed.findings, *_number_findings(completed, country, show_number(form, 1))]
    _refuse_broken(findings)
    origin = Origin(
        id=invoice,
        organization=prepared.organization,
        customer=prepared.customer,
        external_id=request.external_id,
        metadata=request.metadata or {},
        corrects=corrects,
        series=series.id,
        period=period,
        issued_at=unit.now,
    )
    sealed = seal_text(completed, origin, mark)
    values: tuple[Any, ...] = (
        unit.tenant,
        invoice,
        series.id,
        period,
        period_shown(series.pattern, series.restart, document.issue_date),
        form.prefix,
        form.suffix,
        form.width,
        mark,
        sealed,
        completed.document_type.name,
        document.type_code,
        completed.specification.name,
        document.issue_date,
        document.due_date,
        document.currency,
        document.totals.total_with_vat,
        document.totals.amount_due,
        document.buyer.name if document.buyer else "",
        prepared.customer,
        request.external_id,
        corrects,
        completed.language,
        [found.to_plain() for found in findings],
        [step.to_plain() for step in completed.derivations],
        unit.actor,
        created_at,
        unit.now,
        new_id(),
        unit.request_id,
    )
    try:
        # The number is taken last: a refused document must not leave a gap in the series.
        row = await store.issue_invoice(unit, *values)
    except asyncpg.UniqueViolationError:
        raise NumberTaken(
            f"The next number of series {series.name} ({series.pattern}) is in use by another series. Give the series "
            "patterns that can't meet, such as a prefix each."
        ) from None
    words = words_of_invoice(replace(document, number=row["number"]), request.external_id, completed.email)
    await index_words(unit, INVOICE, invoice, words, is_new=True)
    await react(unit, INVOICE_ISSUED, invoice)
    issued = IssuedInvoice.from_issue(
        invoice,
        row,
        orjson.loads(row["document"]),
        findings=[found.to_plain() for found in findings],
        created_at=created_at,
        issued_at=unit.now,
    )
    return Issue(issued, prepared, request)

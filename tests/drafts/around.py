"""What a request is completed from, without a database."""

from dataclasses import replace
from datetime import date
from typing import Any

from faktura.customers.record import CustomerRecord
from faktura.documents import check_written
from faktura.drafts.complete import Completed, Surroundings, complete
from faktura.drafts.schemas import InvoiceRequest
from faktura.model.json import adapter
from faktura.organizations.sample import sample_profile
from faktura.registry import countries, specifications

TODAY = date(2026, 6, 15)


def around(country: str = "AT", customer: CustomerRecord | None = None, **profile: Any) -> Surroundings:
    known = countries()
    return Surroundings(
        profile=replace(sample_profile("Seller", known[country]), **profile),
        country=known[country],
        customer=customer,
        today=TODAY,
        countries=known,
        specifications=specifications(),
        check_written=check_written,
    )


def buyer(country: str = "AT", **fields: Any) -> dict[str, Any]:
    return {"name": "Buyer", "address": {"line1": "Weg 1", "city": "Ort", "country": country}, **fields}


def line(**fields: Any) -> dict[str, Any]:
    return {"name": "Work", "quantity": "1", "unit_price": "100.00", **fields}


def read(**fields: Any) -> InvoiceRequest:
    plain = {"buyer": buyer(), "lines": [line()], **fields}
    found: InvoiceRequest = adapter(InvoiceRequest).validate_python({k: v for k, v in plain.items() if v is not None})
    return found


def completed(place: Surroundings | None = None, **fields: Any) -> Completed:
    return complete(read(**fields), place or around(), number_mark="@mark:number")


def steps(done: Completed) -> dict[str, tuple[str, str]]:
    """Pointer -> (value, why) of what was derived."""
    return {step.pointer: (step.value, step.why) for step in done.derivations}


def refused(done: Completed) -> list[tuple[str, str]]:
    """The fatal findings as (rule, pointer)."""
    return [(found.rule, found.pointer) for found in done.findings if found.severity == "fatal"]

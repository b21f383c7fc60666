from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from faktura.drafts.errors import DraftNotIssuable
from faktura.drafts.write import create_draft
from faktura.invoices.credit import credit_request, duplicate_request
from faktura.invoices.errors import NotCreditable
from faktura.invoices.issue import issue_request
from faktura.invoices.read import IssuedInvoice, read_invoice
from faktura.invoices.schemas import CreditRequest
from faktura.model.json import adapter
from faktura.registry import countries
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from scenarios.business import Business, new_business

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
RICH: dict[str, Any] = {
    "buyer_reference": "REF",
    "purchase_order_reference": "PO-1",
    "notes": [{"text": "Thank you."}],
    "period": {"start_date": "2026-05-01", "end_date": "2026-05-31"},
    "lines": [
        {"name": "A", "quantity": "3", "unit_price": "19.90", "allowances": [{"percent": "10", "reason": "loyalty"}]},
        {"name": "B", "quantity": "1", "unit_price": "40.00", "vat": {"category": "S", "rate": "10"}},
    ],
    "allowances": [{"amount": "5.00", "reason": "spring", "vat": {"category": "S", "rate": "20"}}],
    "charges": [{"amount": "2.00", "reason": "postage", "vat": {"category": "S", "rate": "10"}}],
}


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


async def credit(business: Business, original: IssuedInvoice, **fields: Any) -> IssuedInvoice:
    asked = adapter(CreditRequest).validate_python(fields)
    async with business.unit(NOW) as unit:
        return (await issue_request(unit, credit_request(original, asked))).issued


def amounts(issued: IssuedInvoice) -> tuple[Any, Any]:
    return issued.document["totals"], issued.document["vat_breakdown"]


async def test_a_credit_note_over_the_whole_has_the_same_amounts_and_points_back(business: Business) -> None:
    original = await business.issue(**RICH)
    note = await credit(business, original, reason="Sent back.")
    assert amounts(note) == amounts(original)
    assert note.document["type_code"] == "381"
    assert note.document_type == "credit_note"
    assert note.document["issue_date"] == "2026-07-01"
    assert note.document["preceding_invoices"] == [{"number": original.number, "issue_date": "2026-06-01"}]
    assert note.corrects == original.id
    assert [each["text"] for each in note.document["notes"]] == ["Sent back."]
    assert note.document["buyer"] == original.document["buyer"]
    assert note.document["buyer_reference"] == "REF"
    assert note.language == original.language
    assert "payment_instructions" not in note.document
    assert "due_date" not in note.document
    async with business.unit() as unit:
        again = await read_invoice(unit, original.id)
    assert again.text == original.text
    assert again.corrected_by == (note.id,)


async def test_a_credit_note_over_a_part_has_the_given_lines_only(business: Business) -> None:
    original = await business.issue(**RICH)
    note = await credit(business, original, lines=[{"name": "A", "quantity": "1", "unit_price": "17.91"}])
    assert len(note.document["lines"]) == 1
    assert "allowances" not in note.document
    assert note.amount_due == Decimal("21.49")


@pytest.mark.parametrize("code", sorted(countries()))
async def test_every_countrys_documents_can_be_credited(floor: Floor, code: str) -> None:
    business = await new_business(floor, code)
    original = await business.issue()
    note = await credit(business, original)
    assert amounts(note) == amounts(original)
    assert note.number != original.number


@pytest.mark.parametrize(
    ("buyer", "delivery"),
    [
        ({"vat_id": "DE123456788", "address": {"city": "Berlin", "country": "DE"}}, None),
        (
            {"vat_id": "DE123456788", "address": {"city": "Berlin", "country": "DE"}},
            {"date": "2026-05-30", "address": {"city": "Berlin", "country": "DE"}},
        ),
        (
            {"address": {"city": "Zürich", "country": "CH"}},
            {"date": "2026-05-30", "address": {"city": "Zürich", "country": "CH"}},
        ),
    ],
)
async def test_the_reason_of_an_exemption_comes_along(
    business: Business, buyer: dict[str, Any], delivery: dict[str, Any] | None
) -> None:
    original = await business.issue(customer={"name": "Buyer", **buyer}, delivery=delivery)
    assert original.document["vat_breakdown"][0]["category"] in ("AE", "K", "G")
    note = await credit(business, original)
    assert amounts(note) == amounts(original)


async def test_a_small_business_can_credit(floor: Floor) -> None:
    business = await new_business(floor, "DE")
    async with business.unit() as unit:
        from faktura.organizations.change import change_organization

        await change_organization(unit, {"small_business": True})
    original = await business.issue()
    note = await credit(business, original)
    assert amounts(note) == amounts(original)
    assert note.document["vat_breakdown"][0]["category"] == "E"


async def test_a_credit_note_can_not_be_credited(business: Business) -> None:
    note = await credit(business, await business.issue())
    with pytest.raises(NotCreditable, match="issue a new invoice"):
        credit_request(note, CreditRequest())


async def test_a_credit_note_may_stay_a_draft_and_is_checked_when_issued(business: Business) -> None:
    original = await business.issue()
    async with business.unit(NOW) as unit:
        draft, prepared = await create_draft(unit, credit_request(original, CreditRequest()))
    assert prepared.completed.document_type.name == "credit_note"
    assert draft.request.corrects == show_id("inv", original.id)
    assert (await business.issue_draft(draft)).number == "CN-2026-00001"
    with pytest.raises(DraftNotIssuable):
        await credit(business, original, lines=[{"name": "A", "quantity": "1"}])


async def test_a_duplicate_has_the_content_and_todays_dates(business: Business) -> None:
    original = await business.issue(**RICH)
    async with business.unit(NOW) as unit:
        copy = (await issue_request(unit, duplicate_request(original))).issued
    assert amounts(copy) == amounts(original)
    assert copy.document["issue_date"] == "2026-07-01"
    assert copy.document["due_date"] == "2026-07-15"
    assert copy.number == "2026-00002"
    assert copy.corrects is None
    assert copy.document["notes"] == original.document["notes"]
    assert copy.document["payment_instructions"][0]["remittance_information"] == copy.number

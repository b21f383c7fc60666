"""A consultancy's last quarter, told day by day: what it issues, what is paid, what the books say on each day."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from faktura.archive.read import list_entries
from faktura.archive.verify import ARCHIVE_PATIENCE, verify_tenant
from faktura.customers.create import change_customer, create_customer
from faktura.customers.schemas import CustomerRequest
from faktura.drafts.write import change_draft
from faktura.invoices.credit import credit_request
from faktura.invoices.issue import issue_request
from faktura.invoices.read import IssuedInvoice, list_invoices, read_invoice
from faktura.invoices.schemas import CreditRequest
from faktura.model.json import adapter
from faktura.organizations.change import change_organization
from faktura.payments.read import Payment, entries_of, payment_summary
from faktura.payments.record import record_payment, reverse_payment
from faktura.payments.schemas import PaymentRequest, ReversalRequest
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id, show_id

from .business import Business, new_business, request

pytestmark = pytest.mark.anyio


def at(month: int, day: int, year: int = 2026, hour: int = 9) -> datetime:
    return datetime.combine(date(year, month, day), time(hour), UTC)


@dataclass
class Books:
    """The business with its documents by the names that the story gives them."""

    business: Business
    documents: dict[str, IssuedInvoice] = field(default_factory=dict)

    async def customer(self, now: datetime, **fields: Any) -> str:
        asked = adapter(CustomerRequest).validate_python(fields)
        async with self.business.unit(now) as unit:
            return show_id("cus", (await create_customer(unit, asked)).id)

    async def bill(self, name: str, now: datetime, customer: str, hours: str, **changes: Any) -> IssuedInvoice:
        work = {"name": "Consulting", "quantity": hours, "unit": "hour", "unit_price": "100.00"}
        issued = await self.business.issue(
            now, **{"issue_date": None, "customer": customer, "lines": [work], **changes}
        )
        self.documents[name] = issued
        await self.business.run_jobs()
        return issued

    async def pay(self, name: str, now: datetime, amount: str, reference: str = "") -> Payment:
        asked = PaymentRequest(amount=Decimal(amount), reference=reference or None)
        async with self.business.unit(now) as unit:
            payment = await record_payment(unit, self.documents[name].id, asked)
        await self.business.run_jobs()
        return payment

    async def states(self, on: date) -> dict[str, str]:
        """How every document stands at the end of a day: state and what is open."""
        found = {}
        async with self.business.unit() as unit:
            for name, issued in self.documents.items():
                if issued.issue_date <= on:
                    stands = await payment_summary(unit, issued, on)
                    found[name] = f"{stands.state} {stands.open_amount}"
        return found


async def test_a_quarter_over_new_year(floor: Floor) -> None:
    # October: a business in Vienna begins, with three customers: one at home, one in Germany, one that pays slowly.
    business = await new_business(floor, "AT", name="Rat & Tat GmbH", payment_days=14)
    books = Books(business)
    home = await books.customer(
        at(10, 1), name="Wiener Werke AG", email="ap@werke.example", address={"city": "Wien", "country": "AT"}
    )
    abroad = await books.customer(
        at(10, 1),
        name="Berliner Bank AG",
        vat_id="DE123456788",
        payment_days=30,
        address={"line1": "Platz 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
    )
    slow = await books.customer(at(10, 1), name="Langsam OG", address={"city": "Graz", "country": "AT"})

    first = await books.bill("october", at(10, 5), home, "10")
    assert first.number == "2026-00001"
    assert (first.issue_date, first.due_date) == (date(2026, 10, 5), date(2026, 10, 19))
    assert first.amount_due == Decimal("1200.00")
    bank = await books.bill("bank", at(10, 6), abroad, "8")
    assert (bank.number, bank.amount_due, bank.due_date) == ("2026-00002", Decimal("800.00"), date(2026, 11, 5))
    assert bank.document["vat_breakdown"][0]["category"] == "AE"

    # A draft for the slow one is changed twice and issued a week later: the number is that of the day it is issued.
    draft = await business.draft(at(10, 7), issue_date=None, customer=slow)
    for text in ("PO-1", "PO-2"):
        async with business.unit(at(10, 8)) as unit:
            changed = request(issue_date=None, customer=slow, purchase_order_reference=text)
            draft, _ = await change_draft(unit, draft.id, changed, expected_version=None)
    assert draft.version == 3
    books.documents["slow"] = await business.issue_draft(draft, at(10, 14))
    await business.run_jobs()
    assert books.documents["slow"].number == "2026-00003"
    assert books.documents["slow"].document["purchase_order_reference"] == "PO-2"
    assert await books.states(date(2026, 10, 14)) == {
        "october": "open 1200.00",
        "bank": "open 800.00",
        "slow": "open 120.00",
    }

    # The first is paid in two parts, the second part late.
    await books.pay("october", at(10, 15), "700.00")
    await books.pay("october", at(10, 23), "500.00")
    assert [(await books.states(date(2026, 10, day)))["october"] for day in (14, 15, 19, 20, 22, 23)] == [
        "open 1200.00",
        "partly_paid 500.00",
        "partly_paid 500.00",
        "overdue 500.00",
        "overdue 500.00",
        "paid 0.00",
    ]

    # The bank pays by direct debit, which bounces eight days later, and then pays again.
    debit = await books.pay("bank", at(11, 2), "800.00")
    async with business.unit(at(11, 10)) as unit:
        await reverse_payment(unit, debit.id, ReversalRequest(reason="The debit was returned."))
    await books.pay("bank", at(11, 12), "800.00")
    assert [(await books.states(date(2026, 11, day)))["bank"] for day in (1, 2, 9, 10, 11, 12)] == [
        "open 800.00",
        "paid 0.00",
        "paid 0.00",
        "overdue 800.00",
        "overdue 800.00",
        "paid 0.00",
    ]

    # The business moves and the customer is renamed: nothing that was issued changes.
    async with business.unit(at(11, 20)) as unit:
        await change_organization(unit, {"address": {"line1": "Neue Gasse 2"}})
        await change_customer(unit, read_id("cus", home), {"name": "Werke SE"})
        assert (await read_invoice(unit, first.id)).text == first.text

    # The slow one complains: a quarter of the work is credited, the rest stays overdue.
    async with business.unit(at(12, 1)) as unit:
        asked = credit_request(
            books.documents["slow"],
            adapter(CreditRequest).validate_python(
                {
                    "reason": "Agreed on the phone.",
                    "lines": [{"name": "Work", "quantity": "0.25", "unit_price": "100.00"}],
                }
            ),
        )
        books.documents["credit"] = (await issue_request(unit, asked)).issued
    await business.run_jobs()
    credit = books.documents["credit"]
    assert (credit.number, credit.amount_due) == ("CN-2026-00001", Decimal("30.00"))
    assert (await books.states(date(2026, 11, 30)))["slow"] == "overdue 120.00"
    stands = await books.states(date(2026, 12, 1))
    assert (stands["slow"], stands["credit"]) == ("overdue 90.00", "paid 0.00")

    # New year: the numbers start again, by the day in Vienna and not by the clock in UTC.
    old = await books.bill("sylvester", at(12, 31, hour=22), home, "1", issue_date="2026-12-31")
    night = await books.bill("night", at(12, 31, hour=23), home, "2")
    new = await books.bill("january", at(1, 4, 2027), abroad, "3")
    late = await books.bill("forgotten", at(1, 5, 2027), home, "1", issue_date="2026-12-30")
    assert [each.number for each in (old, night, new, late)] == ["2026-00004", "2027-00001", "2027-00002", "2026-00005"]
    assert night.issue_date == date(2027, 1, 1)
    assert night.document["buyer"]["name"] == "Werke SE"
    assert night.document["seller"]["address"]["line1"] == "Neue Gasse 2"

    # Somebody pays too much.
    await books.pay("night", at(1, 8, 2027), "250.00")
    assert await books.states(date(2027, 1, 31)) == {
        "october": "paid 0.00",
        "bank": "paid 0.00",
        "slow": "overdue 90.00",
        "credit": "paid 0.00",
        "sylvester": "overdue 120.00",
        "night": "overpaid 0.00",
        "january": "open 300.00",
        "forgotten": "overdue 120.00",
    }

    # The books are whole: one chain a series, everything archived, every payment there, every state tells why.
    report = await verify_tenant(business.floor, business.tenant, now=at(2, 1, 2027) + 2 * ARCHIVE_PATIENCE)
    assert [str(problem) for problem in report.problems] == []
    assert (report.series, report.documents, report.waiting) == (2, 8, 0)
    async with business.unit() as unit:
        kept = await list_entries(unit, invoice=books.documents["bank"].id)
        ledger = await entries_of(unit, [books.documents["bank"].id])
        listed = await list_invoices(unit, [], None, None, 100)
    assert sorted(entry.kind for entry in kept) == ["document", "payment", "payment", "payment", "pdf", "ubl"]
    assert [str(entry.amount) for entry in ledger] == ["800.00", "-800.00", "800.00"]
    assert {entry.retain_until for entry in kept} == {date(2033, 12, 31)}
    assert sum(row["total_with_vat"] for row in listed if row["document_type"] == "invoice") == Decimal("2900.00")

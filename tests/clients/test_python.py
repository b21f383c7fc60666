"""The Python client against a running server, waiting and awaiting."""

import threading
import time
import uuid
from decimal import Decimal
from pathlib import Path

import pytest

from api.process import serving
from faktura_client import (
    AsyncFaktura,
    DraftNotIssuable,
    ExternalIdTaken,
    Faktura,
    InvoiceFrozen,
    InvoiceNotFound,
    NotFound,
    NotModified,
    Unauthorized,
)
from faktura_client.requests import InvoiceRequest

from .conftest import Running, sign_up

pytestmark = [pytest.mark.server, pytest.mark.anyio]

INVOICE: InvoiceRequest = {
    "issue": True,
    "customer": {
        "name": "Buyer AG",
        "email": "ap@example.com",
        "address": {"line1": "Weg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
    },
    "lines": [
        {
            "description": "Consulting",
            "quantity": Decimal("12.5"),
            "unit": "hour",
            "unit_price": "80.00",
            "vat": {"category": "S", "rate": "20"},
        }
    ],
}


def test_an_invoice_from_draft_to_payment(running: Running) -> None:
    with Faktura(running.key, running.url) as client:
        draft = client.invoices.create({**INVOICE, "issue": False})
        assert draft.state == "draft"
        changed = client.invoices.change(draft.id, {"buyer_reference": "42", "due_date": None}, if_match='"1"')
        assert changed.buyer_reference == "42"
        issued = client.invoices.issue(draft.id, wait=20)
        assert issued.totals is not None
        assert issued.totals.total_with_vat == Decimal("1200.00")
        assert {file.kind for file in issued.files} >= {"pdf", "ubl"}
        pdf = client.invoices.pdf(issued.id)
        assert pdf.content.startswith(b"%PDF")
        assert pdf.name.endswith(".pdf")
        assert client.invoices.xml(issued.id, format="cii").media_type == "application/xml"
        payment = client.payments.record(issued.id, {"amount": Decimal("200.00")})
        assert payment.amount == Decimal("200.00")
        status = client.invoices.status(issued.id)
        assert status.payment is not None
        assert status.payment.open_amount == Decimal("1000.00")
        # What was answered is sent again as it is.
        again = client.invoices.create({"customer": INVOICE["customer"], "lines": issued.lines})
        assert again.lines[0].quantity == Decimal("12.5")
        with pytest.raises(InvoiceFrozen):
            client.invoices.delete(issued.id)
        client.invoices.delete(again.id)
        with pytest.raises(InvoiceNotFound):
            client.invoices.get(again.id)


def test_refusals_are_typed(running: Running) -> None:
    with Faktura(running.key, running.url) as client:
        with pytest.raises(DraftNotIssuable) as refused:
            client.invoices.create({"issue": True, "currency": "EUR"})
        assert {finding.severity for finding in refused.value.findings} >= {"fatal"}
        assert any(finding.rule == "BR-16" and finding.pointer == "/lines" for finding in refused.value.findings)
        external = str(uuid.uuid4())
        client.customers.create({"name": "A", "external_id": external})
        with pytest.raises(ExternalIdTaken):
            client.customers.create({"name": "A", "external_id": external})
        with pytest.raises(NotFound):
            client.customers.get("cus_unknown")
    with Faktura("fo_test_wrong", running.url) as stranger, pytest.raises(Unauthorized):
        stranger.customers.list().page()


def test_what_is_known_is_not_sent_again(running: Running) -> None:
    with Faktura(running.key, running.url) as client:
        issued = client.invoices.create(INVOICE, wait=20)
        pdf = client.invoices.pdf(issued.id)
        with pytest.raises(NotModified):
            client.invoices.pdf(issued.id, headers={"If-None-Match": f'"{pdf.etag}"'})


def test_a_write_with_a_key_of_ones_own_is_carried_out_once(running: Running) -> None:
    with Faktura(running.key, running.url) as client:
        key = str(uuid.uuid4())
        first = client.customers.create({"name": "Once"}, idempotency_key=key)
        second = client.customers.create({"name": "Once"}, idempotency_key=key)
        assert first == second


async def test_everything_of_a_long_list_is_iterated_over(running: Running) -> None:
    own = sign_up(running.url)
    with Faktura(own.key, own.url) as client:
        made = {client.customers.create({"name": f"Customer {number}"}).id for number in range(250)}
        found = [customer.id for customer in client.customers.list(limit=100)]
        assert len(found) == 250
        assert set(found) == made
        assert [len(page) for page in client.customers.list(limit=100).pages()] == [100, 100, 50]
        first = client.customers.list(limit=3).page()
        assert [each.id for each in first] == found[:3]
        assert client.customers.list(limit=3).page(first.next_cursor).items[0].id == found[3]
        assert [each.name for each in client.customers.list(q="Customer 249")] == ["Customer 249"]
        assert client.customers.list(limit=1, fields=["id"]).page().items[0].to_dict() == {"id": found[0]}
    async with AsyncFaktura(own.key, own.url) as awaited:
        assert [each.id async for each in awaited.customers.list(limit=100)] == found


async def test_the_same_for_code_that_awaits(running: Running) -> None:
    async with AsyncFaktura(running.key, running.url) as client:
        issued = await client.invoices.create(INVOICE, wait=20)
        assert (await client.invoices.pdf(issued.id)).content.startswith(b"%PDF")
        assert [each.id async for each in client.invoices.list(status="issued", limit=1)].count(issued.id) == 1
        assert (await client.payments.record(issued.id, {"amount": "1.00"})).amount == 1
        preview = await client.invoices.preview(INVOICE)
        assert preview.issuable
        assert (await client.invoices.preview_file(INVOICE)).media_type == "application/pdf"
        with pytest.raises(InvoiceFrozen):
            await client.invoices.change(issued.id, {"buyer_reference": "1"})


def test_an_account_acts_for_its_organizations(running: Running) -> None:
    with Faktura(running.account_key, running.url) as account:
        made = account.organizations.create({"name": "Second GmbH", "country": "DE"})
        assert made.currency == "EUR"
        assert made.id in {each.id for each in account.organizations.list()}
        second = account.with_options(organization=made.id)
        assert second.organizations.get(made.id).name == "Second GmbH"
        assert list(second.customers.list()) == []
        key = second.organizations.keys.create(made.id, {"name": "shop"})
        with Faktura(key.key, running.url) as own:
            assert own.organizations.branding.get(made.id).colour.startswith("#")
        second.organizations.keys.revoke(made.id, key.id)


def test_documents_are_checked_and_converted(running: Running) -> None:
    with Faktura(running.key, running.url) as client:
        issued = client.invoices.create(INVOICE, wait=20)
        xml = client.invoices.xml(issued.id).content
        assert client.documents.check(xml).valid
        assert client.documents.convert(xml, to="cii").media_type == "application/xml"
        assert client.documents.convert_file(xml, to="pdf", accept="application/pdf").content.startswith(b"%PDF")


def test_a_restart_of_the_server_is_survived_and_nothing_is_done_twice(tmp_path: Path, database_url: str) -> None:
    """Customers are made while the server goes away and comes back on the same port."""
    home = tmp_path / "home"
    with serving(home, database_url=database_url) as server:
        access = sign_up(server.url)
        port = int(server.url.rpartition(":")[2])
    made: list[str] = []
    failed: list[BaseException] = []
    stop = threading.Event()

    def work() -> None:
        # More patience than usual: a start takes seconds on a busy machine.
        with Faktura(access.key, access.url, retries=12) as client:
            try:
                while not stop.is_set():
                    made.append(client.customers.create({"name": f"Customer {len(made)}"}).id)
            except Exception as error:  # noqa: BLE001 - told below
                failed.append(error)

    with serving(home, port=port, database_url=database_url):
        thread = threading.Thread(target=work)
        thread.start()
        time.sleep(1)
    before = len(made)
    with serving(home, port=port, database_url=database_url):
        end = time.monotonic() + 60
        while len(made) < before + 20 and not failed and time.monotonic() < end:
            time.sleep(0.1)
        stop.set()
        thread.join(60)
        assert not failed, failed
        assert before > 0
        assert len(made) >= before + 20
        with Faktura(access.key, access.url) as client:
            names = [each.name for each in client.customers.list(limit=100)]
    assert len(names) == len(made)
    assert len(set(names)) == len(names)

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from faktura.customers.create import archive_customer, change_customer, create_customer
from faktura.customers.errors import CustomerInvalid, CustomerNotFound
from faktura.customers.read import Customer, list_customers, read_customer
from faktura.customers.schemas import METADATA_KEYS_MAX, CustomerRequest
from faktura.drafts.errors import DraftInvalid
from faktura.model.json import adapter
from faktura.organizations.external_ids import ExternalIdTaken
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from scenarios.business import Business, new_business

pytestmark = pytest.mark.anyio

BUYER = {
    "name": "Buyer GmbH",
    "email": "ap@example.com",
    "vat_id": "DE123456788",
    "language": "de",
    "payment_days": 14,
    "address": {"line1": "Weg 1", "city": "Berlin", "postal_code": "10115", "country": "DE"},
}
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


async def create(business: Business, now: datetime | None = None, **fields: Any) -> Customer:
    asked = adapter(CustomerRequest).validate_python({**BUYER, **fields})
    async with business.unit(now) as unit:
        return await create_customer(unit, asked)


async def change(business: Business, customer: Customer, patch: dict[str, Any], now: datetime | None = None) -> Any:
    async with business.unit(now) as unit:
        return await change_customer(unit, customer.id, patch)


async def listed(business: Business, **filters: Any) -> list[Customer]:
    wanted = {"text": None, "email": None, "external_id": None, "after": None, "limit": 100, **filters}
    async with business.unit() as unit:
        return await list_customers(unit, **wanted)


async def test_a_customer_is_stored_as_it_was_said(business: Business) -> None:
    customer = await create(business, NOW, external_id="crm-7", metadata={"region": "north"})
    assert customer.to_plain() == {
        "id": show_id("cus", customer.id),
        "object": "customer",
        **BUYER,
        "external_id": "crm-7",
        "metadata": {"region": "north"},
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
        "archived_at": None,
    }
    async with business.unit() as unit:
        assert await read_customer(unit, customer.id) == customer


@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"name": None}, "name_missing", "/name"),
        ({"address": {"country": "XX"}}, "country_unknown", "/address/country"),
        ({"email": "nobody"}, "email_invalid", "/email"),
        ({"email": "a@b c"}, "email_invalid", "/email"),
        ({"language": "xx"}, "language_unknown", "/language"),
        ({"vat_id": "DE123456789"}, "identifier_invalid", "/vat_id"),
    ],
)
async def test_what_is_wrong_is_refused_and_not_stored(
    business: Business, fields: dict[str, Any], code: str, pointer: str
) -> None:
    with pytest.raises(CustomerInvalid) as refused:
        await create(business, external_id="kept-free", **fields)
    assert [(found.rule, found.pointer) for found in refused.value.findings] == [(code, pointer)]
    assert await listed(business) == []
    await create(business, external_id="kept-free")


async def test_a_customer_of_a_country_without_a_folder_is_taken_as_it_is(business: Business) -> None:
    customer = await create(business, vat_id="CHE-116.281.710", address={"country": "CH"})
    assert customer.record.vat_id == "CHE-116.281.710"


async def test_a_patch_changes_what_it_names(business: Business) -> None:
    customer = await create(business, NOW, metadata={"a": "1", "b": "2"})
    later = NOW + timedelta(days=1)
    patch = {"email": None, "address": {"city": "Bonn"}, "payment_days": 0, "metadata": {"a": None, "c": "3"}}
    changed = await change(business, customer, patch, later)
    assert changed.record.email is None
    assert changed.record.address.city == "Bonn"
    assert changed.record.address.line1 == "Weg 1"
    assert changed.record.payment_days == 0
    assert changed.metadata == {"b": "2", "c": "3"}
    assert (changed.created_at, changed.updated_at) == (NOW, later)
    assert (await change(business, customer, {"metadata": None})).metadata == {}


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ({"name": None}, "name_missing"),
        ({"email": "?"}, "email_invalid"),
        ({"external_id": "other"}, "external_id_fixed"),
        ({"external_id": None}, "external_id_fixed"),
        ({"metadata": {f"key-{number}": "x" for number in range(METADATA_KEYS_MAX)}}, "metadata_too_long"),
    ],
)
async def test_a_wrong_patch_changes_nothing(business: Business, patch: dict[str, Any], code: str) -> None:
    customer = await create(business, external_id="crm-7", metadata={"one": "more"})
    with pytest.raises(CustomerInvalid) as refused:
        await change(business, customer, {"trading_name": "New", **patch})
    assert [found.rule for found in refused.value.findings] == [code]
    async with business.unit() as unit:
        assert await read_customer(unit, customer.id) == customer


async def test_an_external_id_is_unique_in_its_organization_for_ever(floor: Floor, business: Business) -> None:
    customer = await create(business, external_id="crm-7")
    with pytest.raises(ExternalIdTaken, match="crm-7"):
        await create(business, external_id="crm-7")
    assert (await change(business, customer, {"external_id": "crm-7"})).external_id == "crm-7"
    async with business.unit() as unit:
        await archive_customer(unit, customer.id)
    with pytest.raises(ExternalIdTaken):
        await create(business, external_id="crm-7")
    # Documents and payments have their own, and so have other organizations.
    await business.draft(external_id="crm-7")
    await create(await new_business(floor), external_id="crm-7")


async def test_an_archived_customer_leaves_the_lists_and_stays_readable(business: Business) -> None:
    customer = await create(business)
    for day in (1, 2):
        async with business.unit(NOW + timedelta(days=day)) as unit:
            await archive_customer(unit, customer.id)
    assert await listed(business) == []
    async with business.unit() as unit:
        assert (await read_customer(unit, customer.id)).archived_at == NOW + timedelta(days=1)
        with pytest.raises(CustomerNotFound):
            await archive_customer(unit, new_id())


async def test_lists_filter_and_turn_pages(business: Business) -> None:
    made = [
        await create(business, NOW, name=name, email=f"{place}@example.com", external_id=f"x{place}")
        for place, name in enumerate(["Alpha", "Beta", "100% Gamma", "gamma_2"])
    ]
    newest = [customer.id for customer in reversed(made)]
    assert [customer.id for customer in await listed(business)] == newest
    assert [customer.record.name for customer in await listed(business, text="GAMMA")] == ["gamma_2", "100% Gamma"]
    assert [customer.record.name for customer in await listed(business, text="100%")] == ["100% Gamma"]
    # A sign that is no word of its own finds nothing; least of all everything.
    assert await listed(business, text="%") == []
    assert [customer.record.name for customer in await listed(business, text="gamma_2")] == ["gamma_2"]
    assert [customer.id for customer in await listed(business, email="1@example.com")] == [made[1].id]
    assert [customer.id for customer in await listed(business, external_id="x0")] == [made[0].id]
    seen: list[Customer] = []
    while page := await listed(business, limit=3, after=(seen[-1].created_at, seen[-1].id) if seen else None):
        seen += page
    assert [customer.id for customer in seen] == newest


async def test_another_organizations_customer_does_not_exist(floor: Floor, business: Business) -> None:
    customer = await create(business)
    other = await new_business(floor)
    async with other.unit() as unit:
        with pytest.raises(CustomerNotFound):
            await read_customer(unit, customer.id)
        with pytest.raises(CustomerNotFound):
            await change_customer(unit, customer.id, {"name": "Mine"})
    with pytest.raises(DraftInvalid) as refused:
        await other.draft(customer=show_id("cus", customer.id))
    assert [found.rule for found in refused.value.findings] == ["customer_not_found"]


async def test_an_issued_document_keeps_the_buyer_that_it_froze(business: Business) -> None:
    customer = await create(business, address={"country": "AT", "city": "Graz"}, vat_id=None)
    issued = await business.issue(customer=show_id("cus", customer.id))
    await change(business, customer, {"name": "Renamed", "address": {"city": "Linz"}})
    async with business.unit() as unit:
        from faktura.invoices.read import read_invoice

        again = await read_invoice(unit, issued.id)
    assert again.document["buyer"]["name"] == "Buyer GmbH"
    assert again.document["buyer"]["address"]["city"] == "Graz"
    assert again.sealed["customer"] == show_id("cus", customer.id)
    assert "payment_days" not in again.document["buyer"]

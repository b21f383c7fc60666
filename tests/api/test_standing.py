"""What an organization may do at all: its switches, and what closing it stops and keeps."""

from datetime import timedelta
from typing import Any

import pytest
from starlette.applications import Starlette

from faktura.api.app import OPERATIONS
from faktura.organizations.closing import REOPEN_DAYS, finish_closing
from faktura.organizations.features import FEATURES
from faktura.organizations.scopes import VERBS
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id
from faktura.storage.unit import open_unit

from .stage import Tenant, answered, client_of, found, refused, request, sign_up

pytestmark = pytest.mark.anyio


class Platform:
    """An account with one organization: what each of the two keys may do."""

    def __init__(self, floor: Floor, app: Starlette, access: Any) -> None:
        self.organization = (
            access["organization"]["id"] if isinstance(access["organization"], dict) else access["organization"]
        )
        self.path = f"/v1/organizations/{self.organization}"
        keys = [value for value in _texts(access) if value.startswith("fk_")]
        self.account = client_of(app, keys[0], **{"Faktura-Organization": self.organization})
        own = next(value for value in _texts(access) if value.startswith("fo_"))
        organization = read_id("org", self.organization)
        assert organization is not None
        self.tenant = Tenant(floor, app, client_of(app, own), organization, own, Mode.TEST)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    return [value] if isinstance(value, str) else []


@pytest.fixture
async def platform(floor: Floor, app: Starlette) -> Platform:
    return Platform(floor, app, await sign_up(app))


async def switch(platform: Platform, **features: bool) -> None:
    answered(await platform.account.patch(f"{platform.path}/features", json={"features": features}))


# Switches ---------------------------------------------------------------------------------------------------------


def test_every_switch_names_resources_that_there_are() -> None:
    assert {resource for feature in FEATURES.values() for resource in feature.resources} <= set(VERBS)


async def test_all_is_on_until_the_account_switches_it_off(platform: Platform) -> None:
    shown = answered(await platform.tenant.http.get(f"{platform.path}/features"))
    assert [each["name"] for each in shown["features"]] == list(FEATURES)
    assert all(each["on"] and each["description"] for each in shown["features"])
    await switch(platform, brands=False)
    shown = answered(await platform.tenant.http.get(f"{platform.path}/features"))
    assert [each["name"] for each in shown["features"] if not each["on"]] == ["brands"]
    await switch(platform, brands=True)
    answered(await platform.tenant.http.get(f"{platform.path}/brands"))


async def test_only_the_account_switches(platform: Platform) -> None:
    body = {"features": {"brands": False}}
    refused(await platform.tenant.http.patch(f"{platform.path}/features", json=body), 403, "account_key_needed")
    problem = refused(
        await platform.account.patch(f"{platform.path}/features", json={"features": {"magic": False}}),
        422,
        "organization_invalid",
    )
    assert found(problem) == {"/features/magic": "feature_unknown"}


WITH_FEATURE = [each for each in OPERATIONS if each.feature and "{" not in each.path.replace("{organization}", "")]


@pytest.mark.parametrize("operation", WITH_FEATURE, ids=[each.name for each in WITH_FEATURE])
async def test_what_is_switched_off_is_refused(platform: Platform, operation: Any) -> None:
    await switch(platform, **{operation.feature: False})
    path = operation.path.format(organization=platform.organization)
    problem = refused(await platform.tenant.http.request(operation.method, path, json={}), 403, "feature_off")
    assert operation.feature in problem["detail"]
    response = await platform.account.request(operation.method, path, json={})
    if FEATURES[operation.feature].account_passes:
        assert response.status_code < 300
    else:
        refused(response, 403, "feature_off")


async def test_without_email_delivery_nothing_is_sent(platform: Platform) -> None:
    tenant = platform.tenant
    issued = await tenant.issue()
    await switch(platform, email_delivery=False)
    refused(await tenant.http.post(f"/v1/invoices/{issued['id']}/send"), 403, "feature_off")
    body = request(issue=True, send={"channels": ["email"]})
    refused(await tenant.http.post("/v1/invoices", json=body), 403, "feature_off")
    assert await tenant.count("deliveries") == 0
    # The document was not issued either: all or nothing.
    assert await tenant.count("invoices") == 1


# Closing ----------------------------------------------------------------------------------------------------------


async def close(platform: Platform) -> Any:
    return answered(await platform.tenant.http.post(f"{platform.path}/close"))


async def test_a_closed_organization_can_be_read_and_nothing_else(platform: Platform) -> None:
    tenant = platform.tenant
    issued, draft = await tenant.issue(), await tenant.create()
    await tenant.drain()
    before = answered(await tenant.http.get(f"{platform.path}/closing"))
    assert (before["state"], before["closed_at"], before["retain_until"]) == ("open", None, "2033-12-31")
    closed = await close(platform)
    assert closed["state"] == "closed"
    assert closed["retain_until"] == "2033-12-31"
    assert closed["retention_law"]
    answered(await tenant.http.get(f"/v1/invoices/{issued['id']}"))
    assert (await tenant.http.get(f"/v1/invoices/{issued['id']}/pdf")).status_code == 200
    assert answered(await tenant.http.get("/v1/archive"))["data"]
    answered(await tenant.http.post("/v1/archive/verify"))
    assert answered(await tenant.http.get(tenant.path))["closed_at"] is not None
    for client in (tenant.http, platform.account):
        refused(await client.post("/v1/invoices", json=request(issue=True)), 403, "organization_closed")
        refused(await client.post(f"/v1/invoices/{draft['id']}/issue"), 403, "organization_closed")
        refused(await client.post(f"/v1/invoices/{issued['id']}/send"), 403, "organization_closed")
        refused(await client.post(f"{tenant.path}/api-keys", json={}), 403, "organization_closed")
        refused(await client.delete(f"/v1/invoices/{draft['id']}"), 403, "organization_closed")
        refused(await client.patch(tenant.path, json={"name": "B"}), 403, "organization_closed")


MAY = {
    "organizations.close",
    "organizations.reopen",
    "organizations.keys.revoke",
    "account.keys.revoke",
    "invoices.links.revoke",
    "test_clocks.advance",
}


@pytest.mark.parametrize("operation", OPERATIONS, ids=[each.name for each in OPERATIONS])
async def test_no_write_is_forgotten(operation: Any) -> None:
    """Whoever adds an operation decides by its declaration whether a closed organization may still do it."""
    if operation.when_closed:
        assert operation.name in MAY


async def test_access_can_still_be_taken_away(platform: Platform) -> None:
    tenant = platform.tenant
    issued = await tenant.issue()
    link = answered(await tenant.http.post(f"/v1/invoices/{issued['id']}/links"), 201)
    key = answered(await tenant.http.post(f"{tenant.path}/api-keys", json={}), 201)
    await close(platform)
    answered(await tenant.http.delete(f"/v1/invoices/{issued['id']}/links/{link['id']}"), 204)
    answered(await tenant.http.delete(f"{tenant.path}/api-keys/{key['id']}"), 204)


async def test_closing_is_told_once_and_listed_by_the_account(platform: Platform) -> None:
    first = await close(platform)
    assert (await close(platform))["closed_at"] == first["closed_at"]
    assert await _events(platform, "organization.closed") == 1
    (listed,) = answered(await platform.account.get("/v1/organizations"))["data"]
    assert listed["closed_at"] == first["closed_at"]


async def _events(platform: Platform, kind: str) -> int:
    async with open_unit(platform.tenant.floor, platform.tenant.id, actor="test") as unit:
        found: int = await unit.fetch_value(
            "select count(*) from events where tenant = $1 and type = $2", unit.tenant, kind
        )
    return found


async def test_what_waits_is_cancelled(platform: Platform) -> None:
    tenant = platform.tenant
    issued = await tenant.issue(send={"channels": ["email"]})
    await close(platform)
    await tenant.drain()
    (delivery,) = answered(await tenant.http.get(f"/v1/invoices/{issued['id']}"))["deliveries"]
    assert (delivery["state"], delivery["reason"]) == ("cancelled", "The organization was closed.")


async def test_it_can_be_reopened_for_a_while(platform: Platform) -> None:
    tenant = platform.tenant
    refused(await tenant.http.post(f"{tenant.path}/reopen"), 409, "organization_open")
    await close(platform)
    reopened = answered(await tenant.http.post(f"{tenant.path}/reopen"))
    assert (reopened["state"], reopened["reopen_until"]) == ("open", None)
    (listed,) = answered(await platform.account.get("/v1/organizations"))["data"]
    assert listed["closed_at"] is None
    await tenant.issue()


async def _let_time_pass(platform: Platform, days: int) -> None:
    """As if the organization had been closed that long ago."""
    async with open_unit(platform.tenant.floor, platform.tenant.id, actor="test") as unit:
        await unit.execute(
            "update organizations set closed_at = closed_at - $2::interval, reopen_until = reopen_until - $2::interval "
            "where tenant = $1",
            unit.tenant,
            timedelta(days=days),
        )


async def finish(platform: Platform) -> list[str]:
    tenant = platform.tenant
    await finish_closing(tenant.floor, tenant.id, tenant.organization)
    return await tenant.drain()


async def test_after_that_it_is_closed_for_good_and_what_no_law_wants_is_deleted(platform: Platform) -> None:
    tenant = platform.tenant
    kept = answered(
        await tenant.http.post("/v1/customers", json={"name": "Kept", "address": request()["customer"]["address"]}), 201
    )
    answered(await tenant.http.post("/v1/customers", json={"name": "Forgotten"}), 201)
    issued = await tenant.issue(customer=kept["id"])
    await tenant.create()
    answered(await tenant.http.put(f"{tenant.path}/email-sender", json={"address": "a@example.com"}))
    answered(await tenant.http.post(f"{tenant.path}/email-domains", json={"domain": "leaving.example"}), 201)
    await tenant.http.post("/v1/customers", json={"name": "Remembered"}, headers={"Idempotency-Key": "k-1"})
    await close(platform)
    # Too early nothing happens, however often the job comes.
    await finish(platform)
    assert await tenant.count("drafts") == 1
    await _let_time_pass(platform, REOPEN_DAYS + 1)
    refused(await tenant.http.post(f"{tenant.path}/reopen"), 409, "closing_final")
    await finish(platform)
    await finish(platform)
    shown = answered(await tenant.http.get(f"{tenant.path}/closing"))
    assert shown["state"] == "final"
    assert shown["erased_at"] is not None
    assert await _events(platform, "organization.erased") == 1
    for table in ("drafts", "email_senders", "email_domains", "idempotency_keys"):
        assert await tenant.count(table) == 0, table
    assert [each["id"] for each in answered(await tenant.http.get("/v1/customers"))["data"]] == [kept["id"]]
    answered(await tenant.http.get(f"/v1/invoices/{issued['id']}"))
    assert answered(await tenant.http.post("/v1/archive/verify"))["problems"] == []
    refused(await tenant.http.post(f"{tenant.path}/reopen"), 409, "closing_final")


async def test_a_test_clock_moves_the_end_of_reopening(platform: Platform) -> None:
    tenant = platform.tenant
    clock = answered(await tenant.http.post("/v1/test-clocks", json={"frozen_at": "2030-01-01T00:00:00Z"}), 201)
    await tenant.create()
    assert (await close(platform))["reopen_until"] == "2030-01-31T00:00:00Z"
    for day, state in (("2030-01-30", "closed"), ("2030-02-01", "final")):
        moved = {"frozen_at": f"{day}T00:00:00Z"}
        answered(await tenant.http.post(f"/v1/test-clocks/{clock['id']}/advance", json=moved))
        await tenant.drain()
        assert answered(await tenant.http.get(f"{tenant.path}/closing"))["state"] == state
    assert await tenant.count("drafts") == 0
    assert await tenant.count("search_words") == 0


async def test_a_reopened_one_is_not_closed_by_the_old_job(platform: Platform) -> None:
    tenant = platform.tenant
    await tenant.create()
    await close(platform)
    answered(await tenant.http.post(f"{tenant.path}/reopen"))
    await finish(platform)
    assert await tenant.count("drafts") == 1
    assert answered(await tenant.http.get(f"{tenant.path}/closing"))["state"] == "open"


async def test_live_and_test_are_closed_apart_and_others_stay_open(platform: Platform, tenant: Tenant) -> None:
    await close(platform)
    await tenant.issue()
    refused(await tenant.http.post(f"{platform.path}/close"), 404, "organization_not_found")


async def test_nothing_is_issued_by_jobs_either(platform: Platform) -> None:
    from faktura.drafts.schemas import InvoiceRequest
    from faktura.invoices.issue import issue_request
    from faktura.model.json import adapter
    from faktura.organizations.errors import OrganizationClosed

    await close(platform)
    async with open_unit(platform.tenant.floor, platform.tenant.id, actor="worker") as unit:
        with pytest.raises(OrganizationClosed):
            await issue_request(unit, adapter(InvoiceRequest).validate_python(request()))

"""What webhooks forget, and what they keep."""

from datetime import timedelta

import pytest

from api.stage import Tenant, answered, refused, working
from faktura.organizations import store as organizations
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id
from faktura.storage.unit import open_unit
from faktura.webhooks.forget import FORGET_JOB, PRUNE_JOB, forget_endpoints, plan_to_forget, prune
from outgoing.receivers import always, receiving, reply

from .stage import deliveries, endpoint_of, until

pytestmark = pytest.mark.anyio


async def _age(tenant: Tenant, days: int) -> None:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await unit.execute(
            "update webhook_deliveries set updated_at = updated_at - $2::interval where tenant = $1",
            tenant.id,
            timedelta(days=days),
        )


async def _planned(tenant: Tenant, job: str) -> int:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        found: int = await unit.fetch_value("select count(*) from pgqueuer where entrypoint = $1", job)
        return found


async def test_deliveries_that_ended_long_ago_are_deleted_and_can_be_replayed_all_the_same(
    floor: Floor, tenant: Tenant
) -> None:
    async with receiving(always(reply(200))) as receiver, working(floor):
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        answered(await tenant.http.post("/v1/customers", json={"name": "Somebody"}), 201)
        await until(lambda: receiver.got)
        old = (await until(lambda: deliveries(tenant, state="delivered")))[0]
        target = read_id("whe", endpoint["id"])
        assert target is not None
        await _age(tenant, floor.settings.webhook_log_days - 1)
        await prune(floor, tenant.id, target)
        assert await deliveries(tenant) != []
        await _age(tenant, 2)
        await prune(floor, tenant.id, target)
        assert await deliveries(tenant) == []
        assert await tenant.count("webhook_attempts") == 0
        refused(await tenant.http.get(f"/v1/webhook-deliveries/{old['id']}"), 404, "webhook_delivery_not_found")
        # The event is in the stream for ever, so its delivery can be asked for again, with the same ids.
        asked = {"after": answered(await tenant.http.get("/v1/events"))["data"][0]["id"]}
        answered(await tenant.http.post(f"/v1/webhook-endpoints/{endpoint['id']}/replay", json=asked), 202)
        await until(lambda: len(receiver.got) == 2)
    assert receiver.got[0].headers["webhook-id"] == receiver.got[1].headers["webhook-id"]


async def test_what_waits_is_kept_however_old_it_is(floor: Floor, tenant: Tenant) -> None:
    async with receiving(always(reply(503))) as receiver, working(floor):
        endpoint = await endpoint_of(tenant.http, receiver.url, events=["customer.*"])
        answered(await tenant.http.post("/v1/customers", json={"name": "Somebody"}), 201)
        await until(lambda: receiver.got)
    await _age(tenant, 1000)
    target = read_id("whe", endpoint["id"])
    assert target is not None
    await prune(floor, tenant.id, target)
    assert [each["state"] for each in await deliveries(tenant)] == ["waiting"]


async def test_the_job_comes_back_until_a_deleted_endpoint_has_nothing_left(floor: Floor, tenant: Tenant) -> None:
    endpoint = await endpoint_of(tenant.http, "https://example.com/hooks")
    target = read_id("whe", endpoint["id"])
    assert target is not None
    assert await _planned(tenant, PRUNE_JOB) == 1
    await prune(floor, tenant.id, target)
    assert await _planned(tenant, PRUNE_JOB) == 2
    answered(await tenant.http.delete(f"/v1/webhook-endpoints/{endpoint['id']}"), 204)
    await prune(floor, tenant.id, target)
    assert await _planned(tenant, PRUNE_JOB) == 2


async def test_endpoints_of_an_organization_closed_for_good_are_deleted_after_they_heard_of_it(
    floor: Floor, tenant: Tenant
) -> None:
    endpoint = await endpoint_of(tenant.http, "https://example.com/hooks")
    await plan_to_forget(floor, tenant.id, tenant.organization)
    await forget_endpoints(floor, tenant.id, tenant.organization)
    assert await _planned(tenant, FORGET_JOB) == 0
    answered(await tenant.http.get(f"/v1/webhook-endpoints/{endpoint['id']}"))
    async with open_unit(floor, tenant.id, actor="test") as unit:
        await organizations.update_erased(unit, tenant.organization)
    await plan_to_forget(floor, tenant.id, tenant.organization)
    assert await _planned(tenant, FORGET_JOB) == 1
    await forget_endpoints(floor, tenant.id, tenant.organization)
    refused(await tenant.http.get(f"/v1/webhook-endpoints/{endpoint['id']}"), 404, "webhook_endpoint_not_found")
    async with open_unit(floor, tenant.id, actor="test") as unit:
        assert await unit.fetch_value("select secrets from webhook_endpoints where tenant = $1", tenant.id) == []

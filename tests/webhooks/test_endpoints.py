"""Endpoints as their owners handle them: over HTTP, without a worker."""

from typing import Any

import pytest

from api.stage import Tenant, answered, found, new_tenant, refused, request
from faktura.api.app import OPERATIONS
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import open_unit
from faktura.webhooks.create import ENDPOINTS_MAX
from faktura.webhooks.schemas import OVERLAP_HOURS_MAX

from .stage import Platform, advance, deliveries, endpoint_of, tell

pytestmark = pytest.mark.anyio

URL = "https://hooks.example.com/faktura"
PATH = "/v1/webhook-endpoints"


async def test_an_endpoint_is_made_with_a_secret_that_is_shown_once(tenant: Tenant) -> None:
    made = await endpoint_of(tenant.http, URL, description="Books", metadata={"team": "a"})
    assert made["secret"].startswith("whsec_")
    assert (made["events"], made["payload"], made["state"]) == (["*"], "full", "enabled")
    assert made["health"]["state"] == "good"
    shown = answered(await tenant.http.get(f"{PATH}/{made['id']}"))
    assert "secret" not in shown
    assert shown == {name: value for name, value in made.items() if name != "secret"}
    assert made["secret"] not in (await tenant.http.get(PATH)).text


async def test_the_secret_is_not_in_the_database_as_it_is(floor: Floor, tenant: Tenant) -> None:
    made = await endpoint_of(tenant.http, URL)
    async with open_unit(floor, tenant.id, actor="test") as unit:
        row = await unit.fetch_value("select secrets::text from webhook_endpoints where tenant = $1", tenant.id)
        data = await unit.fetch("select data::text from events where tenant = $1", tenant.id)
    for text in (row, *[each["data"] for each in data]):
        assert made["secret"].removeprefix("whsec_")[:20] not in text


async def test_everything_that_is_wrong_is_told_at_once(tenant: Tenant) -> None:
    body = {"url": "https://user@example.com/", "events": ["invoice.*", "nothing.*", "x"]}
    problem = refused(await tenant.http.post(PATH, json=body), 422, "webhook_endpoint_invalid")
    assert found(problem) == {"/url": "url_invalid", "/events/1": "event_unknown", "/events/2": "event_unknown"}
    for wrong in ({"events": []}, {"payload": "huge"}, {"url": "x" * 3000}, {"events": ["*"] * 60}, {"colour": 1}):
        refused(await tenant.http.post(PATH, json={"url": URL, **wrong}), 422, "invalid")


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://localhost/",
        "https://hooks.example.com:22/",
        "ftp://hooks.example.com/",
    ],
)
async def test_an_address_inside_the_operators_network_is_refused(own: Tenant, url: str) -> None:
    problem = refused(await own.http.post(PATH, json={"url": url}), 422, "webhook_endpoint_invalid")
    assert found(problem) == {"/url": "url_invalid"}
    made = await endpoint_of(own.http, URL)
    refused(await own.http.patch(f"{PATH}/{made['id']}", json={"url": url}), 422, "webhook_endpoint_invalid")


async def test_endpoints_are_listed_changed_and_deleted(tenant: Tenant) -> None:
    ids = [(await endpoint_of(tenant.http, f"{URL}/{place}"))["id"] for place in range(3)]
    page = answered(await tenant.http.get(PATH, params={"limit": "2"}))
    assert [each["id"] for each in page["data"]] == [ids[2], ids[1]]
    page = answered(await tenant.http.get(PATH, params={"cursor": page["next_cursor"]}))
    assert [each["id"] for each in page["data"]] == [ids[0]]
    one = f"{PATH}/{ids[0]}"
    patch = {"events": ["invoice.*"], "description": "new", "payload": "thin", "metadata": {"a": "b"}}
    changed = answered(await tenant.http.patch(one, json=patch))
    assert {name: changed[name] for name in patch} == patch
    assert changed["version"] == 2
    assert answered(await tenant.http.patch(one, json={"metadata": {"a": None}}))["metadata"] == {}
    problem = refused(
        await tenant.http.patch(one, json={"url": "http://a b", "events": ["no.*"]}), 422, "webhook_endpoint_invalid"
    )
    assert set(found(problem)) == {"/url", "/events/0"}
    answered(await tenant.http.delete(one), 204)
    for response in (
        await tenant.http.get(one),
        await tenant.http.patch(one, json={}),
        await tenant.http.delete(one),
        await tenant.http.post(f"{one}/test"),
        await tenant.http.post(f"{one}/rotate-secret"),
        await tenant.http.post(f"{one}/replay", json={"since": "2026-01-01T00:00:00Z"}),
    ):
        refused(response, 404, "webhook_endpoint_not_found")


async def test_there_is_a_limit_on_endpoints(tenant: Tenant) -> None:
    for place in range(ENDPOINTS_MAX):
        await endpoint_of(tenant.http, f"{URL}/{place}")
    refused(await tenant.http.post(PATH, json={"url": URL}), 409, "webhook_endpoints_too_many")


async def test_a_deleted_endpoint_gets_nothing_and_keeps_its_record(floor: Floor, tenant: Tenant) -> None:
    made = await endpoint_of(tenant.http, URL, events=["customer.*"])
    await tell(floor, tenant.id, new_id(), 1)
    await advance(floor)
    assert [each["state"] for each in await deliveries(tenant)] == ["waiting"]
    answered(await tenant.http.delete(f"{PATH}/{made['id']}"), 204)
    await tell(floor, tenant.id, new_id(), 2)
    await advance(floor)
    assert [each["state"] for each in await deliveries(tenant, endpoint=made["id"])] == ["cancelled"]
    async with open_unit(floor, tenant.id, actor="test") as unit:
        assert await unit.fetch_value("select secrets from webhook_endpoints where tenant = $1", tenant.id) == []


async def test_a_disabled_endpoint_misses_what_can_be_replayed(floor: Floor, tenant: Tenant) -> None:
    made = await endpoint_of(tenant.http, URL, events=["customer.*"])
    one = f"{PATH}/{made['id']}"
    await tell(floor, tenant.id, new_id(), 1)
    disabled = answered(await tenant.http.patch(one, json={"state": "disabled"}))
    assert (disabled["state"], disabled["disabled_reason"]) == ("disabled", "Its owner disabled it.")
    await tell(floor, tenant.id, new_id(), 2, 3)
    await advance(floor)
    assert len(await deliveries(tenant)) == 1
    refused(
        await tenant.http.post(f"{one}/replay", json={"after": disabled["missed_after"]}),
        409,
        "webhook_endpoint_disabled",
    )
    answered(await tenant.http.patch(one, json={"state": "enabled"}))
    body = {"after": disabled["missed_after"], "events": ["customer.changed"]}
    assert answered(await tenant.http.post(f"{one}/replay", json=body), 202)["count"] == 2
    assert len(await deliveries(tenant)) == 3


async def test_an_endpoint_hears_only_of_what_comes_after_it(floor: Floor, tenant: Tenant) -> None:
    await tell(floor, tenant.id, new_id(), 1)
    await endpoint_of(tenant.http, URL, events=["customer.*"])
    await advance(floor)
    assert await deliveries(tenant) == []


async def test_a_replays_range_is_checked(floor: Floor, tenant: Tenant) -> None:
    made = await endpoint_of(tenant.http, URL)
    path = f"{PATH}/{made['id']}/replay"
    unknown = show_id("evt", new_id())
    for body, wrong in (
        ({}, {"/since"}),
        ({"since": "2026-01-01T00:00:00Z", "after": unknown}, {"/since", "/after"}),
        ({"since": "2026-01-01T00:00:00", "until": "2026-01-01T00:00:00Z", "last": unknown}, None),
        ({"after": "inv_1", "events": ["x.*"]}, {"/after", "/events/0"}),
    ):
        problem = refused(await tenant.http.post(path, json=body), 422, "webhook_replay_invalid")
        if wrong is not None:
            assert set(found(problem)) == wrong
    late = answered(await tenant.http.post(path, json={"since": "2900-01-01T00:00:00Z"}), 202)
    assert late["count"] == 0


async def test_a_replay_has_a_longest_range(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await endpoint_of(tenant.http, URL, events=["customer.*"])
    for name in "ABC":
        answered(await tenant.http.post("/v1/customers", json={"name": name}), 201)
    events = answered(await tenant.http.get("/v1/events", params={"type": "customer.*"}))["data"]
    path = f"{PATH}/{made['id']}/replay"
    monkeypatch.setattr("faktura.webhooks.replay.REPLAY_MAX", 2)
    body = {"after": events[0]["id"], "last": events[2]["id"]}
    assert answered(await tenant.http.post(path, json=body), 202)["count"] == 2
    monkeypatch.setattr("faktura.webhooks.replay.REPLAY_MAX", 1)
    problem = refused(await tenant.http.post(path, json=body), 422, "webhook_replay_invalid")
    assert found(problem) == {"/since": "range_too_long"}


async def test_a_rotation_has_a_longest_overlap(tenant: Tenant) -> None:
    made = await endpoint_of(tenant.http, URL)
    path = f"{PATH}/{made['id']}/rotate-secret"
    refused(await tenant.http.post(path, json={"overlap_hours": OVERLAP_HOURS_MAX + 1}), 422, "invalid")
    rotated = answered(await tenant.http.post(path))
    assert rotated["secret"] != made["secret"]
    assert rotated["old_secret_until"] is not None


async def test_deliveries_are_filtered(floor: Floor, tenant: Tenant) -> None:
    first = await endpoint_of(tenant.http, URL, events=["customer.*"])
    second = await endpoint_of(tenant.http, f"{URL}/2", events=["customer.*", "invoice.*"])
    thing = new_id()
    await tell(floor, tenant.id, thing, 1)
    await tell(floor, tenant.id, new_id(), 2, event_type="invoice.issued")
    await advance(floor)
    assert len(await deliveries(tenant)) == 3
    assert len(await deliveries(tenant, endpoint=first["id"])) == 1
    assert len(await deliveries(tenant, endpoint=second["id"])) == 2
    assert {each["type"] for each in await deliveries(tenant, type="invoice.issued")} == {"invoice.issued"}
    ours = await deliveries(tenant, object=show_id("cus", thing))
    assert {each["subject"] for each in ours} == {show_id("cus", thing)}
    assert len(await deliveries(tenant, event=ours[0]["event"])) == 2
    assert await deliveries(tenant, state="delivered") == []
    assert len(await deliveries(tenant, **{"created_at[gte]": "2020-01-01T00:00:00Z"})) == 3
    assert await deliveries(tenant, **{"created_at[lt]": "2020-01-01T00:00:00Z"}) == []
    page = answered(await tenant.http.get("/v1/webhook-deliveries", params={"limit": "2"}))
    rest = answered(await tenant.http.get("/v1/webhook-deliveries", params={"cursor": page["next_cursor"]}))
    assert len({each["id"] for each in [*page["data"], *rest["data"]]}) == 3
    refused(await tenant.http.get("/v1/webhook-deliveries", params={"state": "lost"}), 422, "query_invalid")


async def test_other_tenants_find_nothing(floor: Floor, tenant: Tenant, other: Tenant) -> None:
    made = await endpoint_of(tenant.http, URL)
    await tell(floor, tenant.id, new_id(), 1)
    await advance(floor)
    delivery = (await deliveries(tenant))[0]
    one = f"{PATH}/{made['id']}"
    unknown = f"{PATH}/{show_id('whe', new_id())}"
    for path in (one, unknown):
        for response in (
            await other.http.get(path),
            await other.http.patch(path, json={"state": "disabled"}),
            await other.http.delete(path),
            await other.http.post(f"{path}/test"),
            await other.http.post(f"{path}/rotate-secret"),
            await other.http.post(f"{path}/replay", json={"since": "2026-01-01T00:00:00Z"}),
        ):
            assert refused(response, 404, "webhook_endpoint_not_found")["detail"] == "There is no such endpoint."
    for path in (f"/v1/webhook-deliveries/{delivery['id']}", f"/v1/webhook-deliveries/{show_id('whd', new_id())}"):
        refused(await other.http.get(path), 404, "webhook_delivery_not_found")
        refused(await other.http.post(f"{path}/replay"), 404, "webhook_delivery_not_found")
    assert await deliveries(other) == []
    assert await deliveries(other, endpoint=made["id"]) == []
    assert await deliveries(other, event=delivery["event"]) == []
    assert answered(await tenant.http.get(one))["state"] == "enabled"


async def test_an_accounts_endpoints_and_its_organizations_are_apart(floor: Floor, platform: Platform) -> None:
    above = await endpoint_of(platform.http, URL)
    below = await endpoint_of(platform.organizations[0], f"{URL}/below")
    assert [each["id"] for each in answered(await platform.http.get(PATH))["data"]] == [above["id"]]
    assert [each["id"] for each in answered(await platform.organizations[0].get(PATH))["data"]] == [below["id"]]
    for client, foreign in (
        (platform.http, below),
        (platform.organizations[0], above),
        (platform.organizations[1], above),
        (platform.organizations[1], below),
    ):
        refused(await client.get(f"{PATH}/{foreign['id']}"), 404, "webhook_endpoint_not_found")
    answered(await platform.organizations[1].post("/v1/invoices", json=request()), 201)
    await advance(floor)
    assert await deliveries(platform.organizations[0], type="invoice.draft_created") == []
    found_above = await deliveries(platform.http, type="invoice.draft_created")
    assert [each["organization"] for each in found_above] == [platform.ids[1]]


async def test_a_new_organization_is_in_the_accounts_stream_at_once(floor: Floor, platform: Platform) -> None:
    await advance(floor)
    await endpoint_of(platform.http, URL, events=["organization.created"])
    body = {"name": "Third GmbH", "country": "AT"}
    third = answered(await platform.http.post("/v1/organizations", json=body), 201)["id"]
    await advance(floor)
    assert [each["subject"] for each in await deliveries(platform.http)] == [third]


async def test_endpoints_of_live_and_test_never_meet(floor: Floor, tenant: Tenant) -> None:
    live = await new_tenant(floor, tenant.app, mode=Mode.LIVE)
    made = await endpoint_of(live.http, URL)
    refused(await tenant.http.get(f"{PATH}/{made['id']}"), 404, "webhook_endpoint_not_found")
    await tell(floor, tenant.id, new_id(), 1)
    await advance(floor)
    assert [each for each in await deliveries(live) if each["type"].startswith("customer.")] == []
    await live.http.aclose()


def test_every_operation_of_webhooks_needs_its_scope() -> None:
    scopes = {
        operation.name: operation.needed_scope
        for operation in OPERATIONS
        if operation.name.startswith(("webhook", "events."))
    }
    assert set(scopes.values()) == {
        "events:read",
        "webhook-endpoints:read",
        "webhook-endpoints:write",
        "webhook-deliveries:read",
        "webhook-deliveries:write",
    }


async def test_every_write_is_in_the_audit_trail(floor: Floor, tenant: Tenant) -> None:
    made = await endpoint_of(tenant.http, URL)
    one = f"{PATH}/{made['id']}"
    answered(await tenant.http.patch(one, json={"description": "x"}))
    answered(await tenant.http.post(f"{one}/rotate-secret"))
    answered(await tenant.http.delete(one), 204)
    async with open_unit(floor, tenant.id, actor="test") as unit:
        rows: list[Any] = await unit.fetch(
            "select operation from audit_entries where tenant = $1 and object = $2 order by id", tenant.id, made["id"]
        )
    assert [row["operation"] for row in rows] == [
        "webhook_endpoints.create",
        "webhook_endpoints.change",
        "webhook_endpoints.rotate_secret",
        "webhook_endpoints.delete",
    ]

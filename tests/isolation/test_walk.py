"""Every operation is asked for another tenant's things, in every place that can name one: the answer is that of a thing
that does not exist, nothing of the other is in it, and nothing of the other has changed."""

import re
import statistics
import time
from collections.abc import AsyncIterator, Iterable
from typing import Any

import asyncpg
import httpx
import pytest
from starlette.applications import Starlette

from api.stage import Tenant, prepare_queue
from faktura.api.app import OPERATIONS, build_app
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.ids import read_id

from .population import Victim, client_with, populate, snapshot, tenants_of, victim_and_attacker
from .walk import Attempt, by_body, by_header, by_path, by_query, names_of, nobodys

pytestmark = pytest.mark.anyio

# Made anew by every request, or told back to whoever sent it.
_VOLATILE = re.compile(
    r'"(request_id|id|number|sequence|position|hash|previous_hash|key|hint|secret|url|page|self|created_at|issued_at|'
    r'updated_at|frozen_at|expires_at|next_attempt_at|last_used_at|series|version|external_id)":("[^"]*"|[0-9]+|null)'
)
_ID = re.compile(r"\b[a-z]{2,4}_[0-9a-hjkmnp-tv-z]{26}\b")


@pytest.fixture(scope="module")
async def app(floor: Floor, module_database_url: str) -> Starlette:
    await prepare_queue(module_database_url)
    return build_app(floor)


@pytest.fixture(scope="module")
async def pair(floor: Floor, app: Starlette) -> AsyncIterator[tuple[Victim, Victim]]:
    async with victim_and_attacker(floor, app) as both:
        yield both


@pytest.fixture
async def owner(module_database_url: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(module_database_url)
    yield connection
    await connection.close()


async def send(http: httpx.AsyncClient, attempt: Attempt) -> httpx.Response:
    return await http.request(
        attempt.operation.method,
        attempt.address,
        params=list(attempt.query),
        json=attempt.body,
        headers=dict(attempt.headers),
    )


def told(response: httpx.Response, attempt: Attempt) -> tuple[int, str, str]:
    """What an answer tells: status, media type, and the body without what every answer makes anew."""
    text = response.text
    for _, value in attempt.query:
        text = text.replace(value, "…")
    text = _ID.sub("…", text)
    return response.status_code, response.headers.get("content-type", ""), _VOLATILE.sub("", text)


def secrets_of(victim: Victim) -> list[str]:
    """What an attacker must never read: the marks, and the ids that they did not send themselves."""
    return [victim.mark, victim.mark.lower()]


async def attack(
    app: Starlette, key: str, victim: Victim, attempts: Iterable[tuple[Attempt, Attempt]]
) -> dict[str, list[int]]:
    """Carry out all attempts; answers the statuses by operation.

    Asserts that each answer is that of a thing that nobody has, and holds nothing of the victim.
    """
    statuses: dict[str, list[int]] = {}
    leaks = []
    async with client_with(app, key) as http:
        for foreign, nobody in attempts:
            theirs = await send(http, foreign)
            none = await send(http, nobody)
            statuses.setdefault(foreign.operation.name, []).append(theirs.status_code)
            if told(theirs, foreign) != told(none, nobody):
                leaks.append(f"{foreign.name}: {told(theirs, foreign)} is not {told(none, nobody)}")
            sent = f"{foreign.address} {foreign.query} {foreign.body} {foreign.headers}"
            text = theirs.text + str(theirs.headers)
            leaks += [
                f"{foreign.name}: shows {secret}"
                for secret in secrets_of(victim)
                if secret in text and secret not in sent
            ]
            shown = set(_ID.findall(text)) & (set(victim.things.values()) - set(_ID.findall(sent)))
            leaks += [f"{foreign.name}: shows {sorted(shown)}"] if shown else []
            if theirs.status_code >= 500:
                leaks.append(f"{foreign.name}: {theirs.status_code}")
    assert leaks == []
    return statuses


async def test_every_operation_with_another_tenants_ids_in_path_query_and_body(
    app: Starlette, pair: tuple[Victim, Victim], owner: Any
) -> None:
    victim, attacker = pair
    before = await snapshot(owner, tenants_of(victim), app)
    assert len(before["invoices"]) >= 1
    own, foreign = attacker.things, victim.things
    key = attacker.tenant.key
    walked = await attack(app, key, victim, by_path(own, foreign))
    await attack(app, key, victim, by_query(own, foreign, victim.mark, victim.cursors))
    await attack(app, key, victim, by_body(own, foreign))
    await victim.tenant.drain()
    assert await snapshot(owner, tenants_of(victim), app) == before
    # Whoever never came to the thing itself has proven nothing.
    blunt = [
        operation.name
        for operation in OPERATIONS
        if operation.needs in ("organization", "either") and names_of(operation) and 404 not in walked[operation.name]
    ]
    assert blunt == [], "Give these a right body in bodies.py, so that they get as far as 404."


async def test_an_account_can_not_act_for_another_accounts_organization(
    app: Starlette, pair: tuple[Victim, Victim], owner: Any
) -> None:
    victim, attacker = pair
    before = await snapshot(owner, tenants_of(victim), app)
    statuses = await attack(app, attacker.account_key, victim, by_header(attacker.things, victim.things))
    assert {status for each in statuses.values() for status in each} == {404}
    statuses = await attack(app, attacker.tenant.key, victim, by_header(attacker.things, victim.things))
    assert {status for each in statuses.values() for status in each} == {404}
    await victim.tenant.drain()
    assert await snapshot(owner, tenants_of(victim), app) == before


async def test_a_cursor_of_another_tenant_shows_only_ones_own(app: Starlette, pair: tuple[Victim, Victim]) -> None:
    victim, attacker = pair
    assert victim.cursors
    async with client_with(app, attacker.tenant.key) as http:
        for operation in OPERATIONS:
            takes = {parameter["name"] for parameter in operation.parameters}
            if operation.needs not in ("organization", "either") or "cursor" not in takes or names_of(operation):
                continue
            if operation.name == "request_log.list":
                continue  # it tells what the attacker asked for, foreign ids and all
            for cursor in victim.cursors:
                response = await http.get(operation.path, params={"cursor": cursor})
                assert response.status_code in (200, 422), operation.name
                assert victim.mark not in response.text
                assert not set(_ID.findall(response.text)) & set(victim.things.values())


async def test_names_numbers_and_ids_taken_by_one_tenant_are_free_for_another(
    app: Starlette, pair: tuple[Victim, Victim]
) -> None:
    victim, attacker = pair
    mark = victim.mark
    http = attacker.tenant.http
    for address, body in (
        ("/v1/customers", {"name": "A", "external_id": f"ext-{mark}"}),
        (f"{attacker.tenant.path}/series", {"name": mark, "pattern": "X{n}", "restart": "never"}),
    ):
        assert (await http.post(address, json=body)).status_code == 201
    issued = await attacker.tenant.issue(external_id=f"ext-{mark}")
    # Both number from 1 on: a number says nothing of how many others there are.
    assert issued["sequence"] <= 10


async def test_an_idempotency_key_of_another_tenant_is_free(app: Starlette, pair: tuple[Victim, Victim]) -> None:
    victim, attacker = pair
    headers = {"Idempotency-Key": "shared-by-chance"}
    first = await victim.tenant.http.post("/v1/customers", json={"name": victim.mark}, headers=headers)
    second = await attacker.tenant.http.post("/v1/customers", json={"name": victim.mark}, headers=headers)
    assert (first.status_code, second.status_code) == (201, 201)
    assert "idempotent-replayed" not in second.headers
    assert first.json()["id"] != second.json()["id"]


async def test_live_and_test_data_of_one_organization_never_meet(
    app: Starlette, pair: tuple[Victim, Victim], owner: Any
) -> None:
    from faktura.organizations.create import insert_with_profile
    from faktura.organizations.keys import create_key
    from faktura.organizations.read import read_organization
    from faktura.organizations.tenants import tenant_of
    from faktura.storage.unit import open_unit

    victim, attacker = pair
    organization = victim.tenant.organization
    async with open_unit(victim.tenant.floor, victim.tenant.id, actor="test") as unit:
        record = await read_organization(unit)
    live = tenant_of(organization, Mode.LIVE)
    async with open_unit(victim.tenant.floor, live, actor="test") as unit:
        await insert_with_profile(unit, organization, record.account, Mode.LIVE, record.profile)
        key = await create_key(unit, "organization", "live")
    # The organization's public id is the same in both modes; everything else is another's.
    foreign = {name: each for name, each in victim.things.items() if name != "organization"}
    own = {**attacker.things, "organization": victim.things["organization"]}
    attempts = (
        each for each in by_path(own, {**foreign, "organization": victim.things["organization"]})
        if each[0].where not in ("path organization", "path, all") and "{organization}" not in each[0].operation.path
    )  # fmt: skip
    before = await snapshot(owner, {victim.tenant.id}, app)
    await attack(app, key.text, victim, attempts)
    async with client_with(app, key.text) as http:
        for operation in OPERATIONS:
            if operation.method == "GET" and operation.needs in ("organization", "either") and not names_of(operation):
                assert victim.mark not in (await http.get(operation.path)).text.replace(
                    f"Organization {victim.mark}", ""
                )
    assert await snapshot(owner, {victim.tenant.id}, app) == before


async def test_organizations_of_one_account_are_strangers_to_each_other(
    floor: Floor, app: Starlette, pair: tuple[Victim, Victim], owner: Any
) -> None:
    victim, _ = pair
    body = {"name": "Sibling", "country": "AT"}
    async with client_with(app, victim.account_key) as http:
        made = (await http.post("/v1/organizations", json=body)).json()
        headers = {"Faktura-Organization": made["id"]}
        key = (await http.post(f"/v1/organizations/{made['id']}/api-keys", json={}, headers=headers)).json()["key"]
    organization = read_id("org", made["id"])
    assert organization is not None
    sibling = Victim(
        Tenant(floor, app, client_with(app, key), organization, key, Mode.TEST), victim.account_key, "Qsibling"
    )
    await populate(sibling)
    before = await snapshot(owner, tenants_of(victim), app)
    await attack(app, key, victim, by_path(sibling.things, victim.things))
    await attack(app, key, victim, by_query(sibling.things, victim.things, victim.mark, victim.cursors))
    await attack(app, key, victim, by_body(sibling.things, victim.things))
    # The account's own key acts for the organization that it names, and for no other.
    async with client_with(app, victim.account_key, **{"Faktura-Organization": made["id"]}) as http:
        for name, address in (("invoice", "/v1/invoices"), ("customer", "/v1/customers"), ("payment", "/v1/payments")):
            assert (await http.get(f"{address}/{victim.things[name]}")).status_code == 404
    assert await snapshot(owner, tenants_of(victim), app) == before
    await sibling.tenant.http.aclose()


ROUNDS = 120


@pytest.mark.parametrize("name", ["invoice", "customer", "payment", "delivery", "entry"])
async def test_the_time_of_an_answer_does_not_tell_whether_somebody_else_has_the_thing(
    app: Starlette, pair: tuple[Victim, Victim], name: str
) -> None:
    """Within noise, by medians: a look-up by primary key under the policy reads no foreign row."""
    victim, attacker = pair
    paths = {
        "entry": "/v1/archive",
        "delivery": "/v1/deliveries",
        "customer": "/v1/customers",
        "payment": "/v1/payments",
    }
    path = paths.get(name, f"/v1/{name}s")
    took: dict[str, list[int]] = {"theirs": [], "none": [], "again": []}
    async with client_with(app, attacker.tenant.key) as http:
        for _ in range(ROUNDS):
            for kind, named in (("theirs", victim.things[name]), ("none", nobodys(name)), ("again", nobodys(name))):
                begin = time.perf_counter_ns()
                response = await http.get(f"{path}/{named}")
                took[kind].append(time.perf_counter_ns() - begin)
                assert response.status_code == 404
    theirs, none, again = (statistics.median(took[kind]) for kind in ("theirs", "none", "again"))
    noise = abs(none - again) / min(none, again)
    # Far more than noise would be a row that was read; far less than that could not be told over a network.
    assert abs(theirs - none) / none < max(0.25, 4 * noise)

"""Members over HTTP: inviting, roles, changing, removing, and who may do it."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from starlette.applications import Starlette

from api.stage import Tenant, answered, client_of, found, refused
from faktura.api.app import build_app
from faktura.cli.demo_mail import MailServer
from faktura.members.accept import accept_as_new, accept_signed_in
from faktura.members.invite import INVITATIONS_MAX
from faktura.members.people import person_of, show_person
from faktura.members.sessions import find_session
from faktura.organizations.keys import create_key
from faktura.organizations.scopes import ROLES
from faktura.organizations.tenants import Mode
from faktura.settings import Settings
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit

from .stage import (
    PASSWORD,
    PUBLIC_URL,
    VISITOR,
    Person,
    ago,
    invite,
    join,
    letters_to,
    link_in,
    new_email,
    new_organization,
    run_jobs,
    token_of,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
async def tenant(floor: Floor, app: Starlette) -> Any:
    made = await new_organization(floor, app)
    yield made
    await made.http.aclose()


async def with_scopes(tenant: Tenant, *scopes: str) -> Tenant:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        key = await create_key(unit, "organization", "narrow", scopes=scopes)
    return Tenant(tenant.floor, tenant.app, client_of(tenant.app, key.text), tenant.organization, key.text, tenant.mode)


async def test_a_member_from_the_invitation_to_the_end(tenant: Tenant) -> None:
    invited = await invite(tenant, "accountant", name="Ada")
    assert invited["state"] == "invited"
    assert invited["invited_by"].startswith("key_")
    assert invited["invitation"]["state"] == "shown"
    assert invited["scopes"] == list(ROLES["accountant"])
    assert invited["id"] == show_person(person_of(tenant.floor.secret, invited["email"]))
    path = f"{tenant.path}/members/{invited['id']}"
    assert answered(await tenant.http.get(path)) == invited
    listed = answered(await tenant.http.get(f"{tenant.path}/members"))
    assert listed == {"data": [invited], "has_more": False, "next_cursor": None}
    changed = answered(await tenant.http.patch(path, json={"role": "viewer"}))
    assert changed["role"] == "viewer"
    assert changed["scopes"] == list(ROLES["viewer"])
    answered(await tenant.http.delete(path), 204)
    refused(await tenant.http.get(path), 404, "member_not_found")
    refused(await tenant.http.delete(path), 404, "member_not_found")


async def test_everything_that_is_wrong_is_told_at_once(tenant: Tenant) -> None:
    body = {"email": "nobody", "role": "custom", "scopes": ["invoices:read", "invoices:fly", "x"]}
    problem = refused(await tenant.http.post(f"{tenant.path}/members", json=body), 422, "member_invalid")
    assert found(problem) == {"/email": "address_invalid", "/scopes/1": "scope_unknown", "/scopes/2": "scope_unknown"}
    body = {"email": new_email(), "role": "custom"}
    problem = refused(await tenant.http.post(f"{tenant.path}/members", json=body), 422, "member_invalid")
    assert found(problem) == {"/scopes": "scopes_missing"}
    body = {"email": new_email(), "role": "viewer", "scopes": ["*:read"]}
    problem = refused(await tenant.http.post(f"{tenant.path}/members", json=body), 422, "member_invalid")
    assert found(problem) == {"/scopes": "scopes_unexpected"}
    refused(await tenant.http.post(f"{tenant.path}/members", json={"role": "king"}), 422, "invalid")


async def test_an_address_is_invited_once_however_it_is_written(tenant: Tenant) -> None:
    invited = await invite(tenant)
    again = {"email": invited["email"].upper(), "role": "owner"}
    refused(await tenant.http.post(f"{tenant.path}/members", json=again), 409, "member_exists")


async def test_the_link_is_mailed_and_never_answered_for_a_real_address(tenant: Tenant, post: MailServer) -> None:
    address = new_email("people.example.co")
    invited = await invite(tenant, email=address)
    assert invited["invitation"]["state"] == "waiting"
    assert invited["invitation"]["url"] is None
    assert await run_jobs(tenant.floor, tenant.id) == ["members.send_invitation"]
    (letter,) = letters_to(post, address)
    assert letter["From"].addresses[0].addr_spec == "people@faktura.example.net"
    assert link_in(letter).startswith("/invitations/")
    shown = answered(await tenant.http.get(f"{tenant.path}/members/{invited['id']}"))
    assert shown["invitation"]["state"] == "sent"
    assert shown["invitation"]["sent_at"] is not None


async def test_no_mail_of_ours_goes_through_the_server_of_an_organization(tenant: Tenant, post: MailServer) -> None:
    """Its owner would read the link, and become whoever was invited."""
    async with MailServer() as theirs:
        sender = {"address": "own@seller.example.co", "host": "127.0.0.1", "port": theirs.port, "security": "none"}
        answered(await tenant.http.put(f"{tenant.path}/email-sender", json=sender))
        address = new_email("people.example.co")
        await invite(tenant, email=address)
        await run_jobs(tenant.floor, tenant.id)
        assert theirs.messages == []
    assert len(letters_to(post, address)) == 1


async def test_a_mail_that_fails_is_tried_again_and_told(tenant: Tenant, post: MailServer) -> None:
    address = new_email("people.example.co")
    post.refused_recipients.add(address)
    invited = await invite(tenant, email=address)
    await run_jobs(tenant.floor, tenant.id)
    path = f"{tenant.path}/members/{invited['id']}"
    shown = answered(await tenant.http.get(path))["invitation"]
    assert shown["state"] == "failed"
    assert "550" in shown["failure"] or shown["failure"]
    post.refused_recipients.discard(address)
    refused(await tenant.http.post(f"{path}/invitation"), 409, "invitation_too_soon")
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await unit.execute(
            "update members set invitation_expires_at = invitation_expires_at - interval '2 minutes' where tenant = $1",
            tenant.id,
        )
    answered(await tenant.http.post(f"{path}/invitation"))
    post.temporary_answers = 1
    await run_jobs(tenant.floor, tenant.id)
    assert letters_to(post, address) == []
    async with tenant.floor.database.acquire() as connection:
        await connection.execute("update pgqueuer set execute_after = now()")
    await run_jobs(tenant.floor, tenant.id)
    assert len(letters_to(post, address)) == 1
    assert answered(await tenant.http.get(path))["invitation"]["state"] == "sent"


async def test_a_reserved_address_is_refused_in_live_mode(floor: Floor, app: Starlette) -> None:
    live = await new_organization(floor, app, Mode.LIVE)
    body = {"email": new_email(), "role": "viewer"}
    problem = refused(await live.http.post(f"{live.path}/members", json=body), 422, "member_invalid")
    assert found(problem) == {"/email": "address_reserved"}
    invited = await invite(live, email=new_email("people.example.co"))
    assert invited["invitation"]["url"] is None
    await live.http.aclose()


async def test_nobody_gives_more_than_they_hold(tenant: Tenant) -> None:
    async def give(holder: Tenant, role: str, *scopes: str) -> int:
        body: dict[str, Any] = {"email": new_email(), "role": role}
        if scopes:
            body["scopes"] = scopes
        return (await holder.http.post(f"{tenant.path}/members", json=body)).status_code

    admin = await with_scopes(tenant, *ROLES["admin"])
    assert [await give(admin, role) for role in ("owner", "admin", "accountant", "viewer")] == [403, 201, 201, 201]
    assert await give(admin, "custom", "*") == 403
    assert await give(admin, "custom", "organizations:close") == 403
    assert await give(admin, "custom", "customers:*") == 403
    assert await give(admin, "custom", "customers:read", "invoices:issue") == 201
    narrow = await with_scopes(tenant, "members:write", "invoices:read")
    assert [await give(narrow, role) for role in ("viewer", "accountant")] == [403, 403]
    assert await give(narrow, "custom", "invoices:read") == 201
    assert await give(narrow, "custom", "invoices:read", "invoices:write") == 403
    reader = await with_scopes(tenant, "*:read")
    assert await give(reader, "viewer") == 403


async def test_nobody_touches_who_holds_more(tenant: Tenant) -> None:
    owner = await join(tenant, "owner")
    await join(tenant, "owner")
    admin = await with_scopes(tenant, *ROLES["admin"])
    path = f"{tenant.path}/members/{show_person(owner.id)}"
    refused(await admin.http.patch(path, json={"role": "viewer"}), 403, "more_than_held")
    refused(await admin.http.patch(path, json={"name": "Other"}), 403, "more_than_held")
    refused(await admin.http.delete(path), 403, "more_than_held")
    viewer = await join(tenant, "viewer")
    path = f"{tenant.path}/members/{show_person(viewer.id)}"
    refused(await admin.http.patch(path, json={"role": "owner"}), 403, "more_than_held")
    answered(await admin.http.patch(path, json={"role": "admin"}))
    answered(await admin.http.delete(path), 204)
    # Whoever sees the link of an invited owner could become that owner.
    invited = await invite(tenant, "owner")
    again = f"{tenant.path}/members/{invited['id']}/invitation"
    refused(await admin.http.post(again), 403, "more_than_held")


async def test_the_last_owner_stays(tenant: Tenant) -> None:
    first = await join(tenant, "owner")
    await invite(tenant, "owner")
    path = f"{tenant.path}/members/{show_person(first.id)}"
    refused(await tenant.http.delete(path), 409, "last_owner")
    refused(await tenant.http.patch(path, json={"role": "admin"}), 409, "last_owner")
    answered(await tenant.http.patch(path, json={"name": "Still owner"}))
    await join(tenant, "owner")
    answered(await tenant.http.patch(path, json={"role": "admin"}))


async def test_two_owners_who_remove_each_other_leave_one(tenant: Tenant) -> None:
    for _ in range(3):
        one, other = await join(tenant, "owner"), await join(tenant, "owner")
        async with one.api(tenant) as first, other.api(tenant) as second:
            answers = await asyncio.gather(
                first.delete(f"{tenant.path}/members/{show_person(other.id)}"),
                second.delete(f"{tenant.path}/members/{show_person(one.id)}"),
            )
        statuses = sorted(answer.status_code for answer in answers)
        # The second one finds themself no member, or the last owner.
        assert statuses[0] == 204
        assert statuses[1] in (204, 404, 409), [answer.text for answer in answers]
        async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
            left = await unit.fetch_value(
                "select count(*) from members where tenant = $1 and role = 'owner' and state = 'active'", tenant.id
            )
        assert left >= 1


async def test_a_session_may_do_what_its_role_holds_and_the_trail_names_the_person(tenant: Tenant) -> None:
    viewer = await join(tenant, "viewer")
    async with viewer.api(tenant) as http:
        answered(await http.get("/v1/invoices"))
        answered(await http.get(f"{tenant.path}/members"))
        refused(await http.post("/v1/customers", json={"name": "X"}), 403, "scope_missing")
        path = f"{tenant.path}/members/{show_person(viewer.id)}"
        answered(await tenant.http.patch(path, json={"role": "accountant"}))
        answered(await http.post("/v1/customers", json={"name": "X"}), 201)
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        rows = await unit.fetch(
            "select operation, actor from audit_entries where tenant = $1 and actor like 'usr_%' order by id", tenant.id
        )
    name = show_person(viewer.id)
    assert [(row["operation"], row["actor"]) for row in rows] == [
        ("members.joined", name),
        ("members.entered", name),
        ("customers.create", name),
    ]


async def test_removal_ends_at_once_here_and_nowhere_else(tenant: Tenant, floor: Floor, app: Starlette) -> None:
    other = await new_organization(floor, app)
    person = await join(tenant, "viewer")
    invited = await invite(other, email=person.email)
    session = await find_session(floor, person.token)
    assert session is not None
    await accept_signed_in(floor, token_of(invited["invitation"]["url"]), session, VISITOR)
    async with person.api(tenant) as here, person.api(other) as there:
        answered(await here.get("/v1/invoices"))
        answered(await there.get("/v1/invoices"))
        answered(await tenant.http.delete(f"{tenant.path}/members/{show_person(person.id)}"), 204)
        refused(await here.get("/v1/invoices"), 404, "organization_not_found")
        answered(await there.get("/v1/invoices"))
    assert [row["owner"] for row in await person.rows("memberships")] == [other.id]
    await other.http.aclose()


async def test_an_idempotent_invitation_is_one(tenant: Tenant) -> None:
    body = {"email": new_email(), "role": "viewer"}
    once = {"Idempotency-Key": "one"}
    owner = await join(tenant, "owner")
    async with owner.api(tenant) as http:
        first = answered(await http.post(f"{tenant.path}/members", json=body, headers=once), 201)
        again = await http.post(f"{tenant.path}/members", json=body, headers=once)
        assert again.headers["Idempotent-Replayed"] == "true"
        assert answered(again, 201) == first
        other = {**body, "email": new_email()}
        refused(await http.post(f"{tenant.path}/members", json=other, headers=once), 422, "idempotency_key_reused")


async def test_pages_of_members(tenant: Tenant) -> None:
    made = [(await invite(tenant))["id"] for _ in range(5)]
    seen: list[str] = []
    cursor = ""
    while True:
        page = answered(await tenant.http.get(f"{tenant.path}/members?limit=2{cursor}"))
        seen += [each["id"] for each in page["data"]]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == made
    assert answered(await tenant.http.get(f"{tenant.path}/members?state=active"))["data"] == []
    refused(await tenant.http.get(f"{tenant.path}/members?state=x"), 422, "query_invalid")


async def test_open_invitations_are_limited(tenant: Tenant) -> None:
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await unit.execute(
            "insert into members (tenant, id, kind, email, role, scopes, state, invited_by, created_at, updated_at) "
            "select $1, gen_random_uuid(), 'organization', 'x', 'viewer', '{}', 'invited', 'test', now(), now() "
            "from generate_series(1, $2)",
            tenant.id,
            INVITATIONS_MAX,
        )
    body = {"email": new_email(), "role": "viewer"}
    refused(await tenant.http.post(f"{tenant.path}/members", json=body), 409, "members_full")


async def test_without_mail_real_addresses_are_refused_and_reserved_ones_are_not(floor: Floor) -> None:
    settings = Settings(home=floor.settings.home, public_url=PUBLIC_URL, origins={"public_url": "test"})
    alone = replace(floor, settings=settings)
    tenant = await new_organization(alone, build_app(alone))
    body = {"email": new_email("people.example.co"), "role": "viewer"}
    refused(await tenant.http.post(f"{tenant.path}/members", json=body), 409, "people_mail_missing")
    assert (await invite(tenant))["invitation"]["url"].startswith(PUBLIC_URL)
    await tenant.http.aclose()


async def test_members_of_an_account_enter_all_of_its_organizations(floor: Floor, app: Starlette) -> None:
    access = await sign_up_locally(app)
    other = await sign_up_locally(app)
    async with client_of(app, access["account_key"]) as http:
        invited = answered(
            await http.post("/v1/account/members", json={"email": new_email(), "role": "accountant"}), 201
        )
        assert answered(await http.get("/v1/account/members"))["data"][0]["id"] == invited["id"]
    opened = await accept_as_new(floor, token_of(invited["invitation"]["url"]), "Ada", PASSWORD, VISITOR)
    person = Person(floor, app, invited["email"], token=opened.token)
    mode = {"Faktura-Mode": "test"}
    async with person.browser(**mode, **{"Faktura-Organization": access["organization"]}) as http:
        answered(await http.get("/v1/invoices"))
        answered(await http.get(f"/v1/organizations/{access['organization']}"))
        answered(await http.get("/v1/account/members"))
        answered(await http.get("/v1/organizations"))
        refused(await http.post("/v1/account/members", json={"email": "x", "role": "viewer"}), 403, "scope_missing")
    async with person.browser(**mode, **{"Faktura-Organization": other["organization"]}) as http:
        refused(await http.get("/v1/invoices"), 404, "organization_not_found")
    async with person.browser(**{"Faktura-Mode": "live", "Faktura-Organization": access["organization"]}) as http:
        refused(await http.get("/v1/invoices"), 404, "organization_not_found")
    async with client_of(app, access["key"]) as http:
        refused(await http.get("/v1/account/members"), 403, "account_key_needed")


async def sign_up_locally(app: Starlette) -> Any:
    body = {"name": "Platform", "organization": {"name": "Seller GmbH", "country": "AT"}}
    async with client_of(app) as http:
        return answered(await http.post("/v1/accounts", json=body), 201)


async def test_another_organizations_members_are_not_there(tenant: Tenant, floor: Floor, app: Starlette) -> None:
    other = await new_organization(floor, app)
    invited = await invite(other)
    for path in (f"{other.path}/members", f"{other.path}/members/{invited['id']}", f"{other.path}/sign-in-policy"):
        refused(await tenant.http.get(path), 404, "organization_not_found")
    refused(await tenant.http.get(f"{tenant.path}/members/{invited['id']}"), 404, "member_not_found")
    refused(await tenant.http.delete(f"{tenant.path}/members/{invited['id']}"), 404, "member_not_found")
    # Inviting somebody tells nothing of who they are elsewhere: only the times differ.
    known = await join(other, "viewer")
    mine = await invite(tenant, email=known.email)
    fresh = await invite(tenant)
    assert set(mine) == set(fresh)
    assert mine["state"] == fresh["state"] == "invited"
    assert mine["name"] == fresh["name"] == ""
    await other.http.aclose()


async def test_an_invitation_ends(tenant: Tenant) -> None:
    invited = await invite(tenant)
    async with open_unit(tenant.floor, tenant.id, actor="test") as unit:
        await unit.execute("update members set invitation_expires_at = $2 where tenant = $1", tenant.id, ago(minutes=1))
    shown = answered(await tenant.http.get(f"{tenant.path}/members/{invited['id']}"))
    assert shown["invitation"]["state"] == "expired"

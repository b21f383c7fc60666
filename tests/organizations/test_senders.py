from dataclasses import replace
from typing import Any

import pytest

from faktura.organizations.errors import OrganizationInvalid, SenderUnreadable
from faktura.organizations.schemas import EmailSenderRequest
from faktura.organizations.senders import change_sender, read_sender, remove_sender
from faktura.storage.floor import Floor
from scenarios.business import Business, new_business

pytestmark = pytest.mark.anyio

PASSWORD = "correct horse battery staple"
INSTALLATION: dict[str, Any] = {"smtp_host": "mail.example.net", "smtp_port": 2525, "smtp_from": "house@example.net"}


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


async def change(business: Business, **fields: Any) -> None:
    async with business.unit() as unit:
        await change_sender(unit, EmailSenderRequest(**{"address": "own@example.com", **fields}))


async def sender(business: Business) -> Any:
    async with business.unit() as unit:
        return await read_sender(unit)


async def test_without_any_server_there_is_no_sender(business: Business) -> None:
    assert await sender(business) is None
    await change(business)
    assert await sender(business) is None


async def test_the_installations_server_serves_those_without_their_own(business: Business) -> None:
    settled = business.with_settings(**INSTALLATION)
    found = await sender(settled)
    assert (found.address, found.name) == ("house@example.net", "Example AT")
    assert found.settings == {
        "host": "mail.example.net",
        "port": 2525,
        "security": "starttls",
        "username": None,
        "password": None,
    }
    await change(settled, name="Accounts")
    found = await sender(settled)
    assert (found.address, found.name, found.settings["host"]) == ("own@example.com", "Accounts", "mail.example.net")


async def test_an_own_server_goes_before_the_installations(business: Business) -> None:
    settled = business.with_settings(**INSTALLATION)
    await change(settled, host="smtp.example.com", security="tls", username="me", password=PASSWORD)
    found = await sender(settled)
    assert found.settings == {
        "host": "smtp.example.com",
        "port": 465,
        "security": "tls",
        "username": "me",
        "password": PASSWORD,
        "public_only": True,
    }
    assert PASSWORD not in repr(found)
    async with settled.unit() as unit:
        await remove_sender(unit)
    assert (await sender(settled)).address == "house@example.net"


@pytest.mark.parametrize(("security", "port"), [(None, 587), ("none", 25), ("starttls", 587), ("tls", 465)])
async def test_the_port_follows_the_security(business: Business, security: str | None, port: int) -> None:
    await change(business, host="smtp.example.com", security=security)
    assert (await sender(business)).settings["port"] == port


async def test_the_operator_may_let_tenants_name_hosts_of_the_inner_network(business: Business) -> None:
    await change(business, host="smtp.example.com")
    assert (await sender(business)).settings["public_only"] is True
    assert (await sender(business.with_settings(private_smtp_hosts="allow"))).settings["public_only"] is False
    assert "public_only" not in (await sender(await _without_own(business))).settings


async def _without_own(business: Business) -> Business:
    async with business.unit() as unit:
        await remove_sender(unit)
    return business.with_settings(**INSTALLATION)


async def test_passwords_are_encrypted_at_rest_with_the_installations_key(floor: Floor, business: Business) -> None:
    await change(business, host="smtp.example.com", username="me", password=PASSWORD)
    async with business.unit() as unit:
        row = dict(await unit.fetch_row("select * from email_senders where tenant = $1", business.tenant))
    assert PASSWORD not in str(row)
    assert "password" not in row["settings"]
    assert PASSWORD.encode() not in row["password_encrypted"]
    first = row["password_encrypted"]
    await change(business, host="smtp.example.com", username="me", password=PASSWORD)
    async with business.unit() as unit:
        again = await unit.fetch_value("select password_encrypted from email_senders where tenant = $1", unit.tenant)
    assert again != first
    stolen = Business(replace(floor, secret=bytes(32)), business.tenant)
    with pytest.raises(SenderUnreadable):
        await sender(stolen)


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"address": "nobody"}, ["address_invalid"]),
        ({"address": "a@b@c"}, ["address_invalid"]),
        ({"address": "a b@example.com"}, ["address_invalid"]),
        ({"security": "ssl"}, ["security_unknown"]),
        ({"port": 0}, ["port_invalid"]),
        ({"port": 65536}, ["port_invalid"]),
        ({"password": "x"}, ["username_missing"]),
        ({"address": "x", "security": "x", "port": -1}, ["address_invalid", "security_unknown", "port_invalid"]),
    ],
)
async def test_a_wrong_sender_is_refused_with_everything_that_is_wrong(
    business: Business, fields: dict[str, Any], codes: list[str]
) -> None:
    with pytest.raises(OrganizationInvalid) as refused:
        await change(business, **fields)
    assert [found.rule for found in refused.value.findings] == codes
    async with business.unit() as unit:
        assert await unit.fetch_value("select count(*) from email_senders where tenant = $1", business.tenant) == 0

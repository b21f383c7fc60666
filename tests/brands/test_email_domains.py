"""Sender domains: the records to set, what a check finds, and mail that is signed so that receivers can verify it."""

import email
import email.policy
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import dkim
import pytest

from faktura.brands import store
from faktura.brands.checking import DOMAINS_MAX, PENDING_CHECKED
from faktura.brands.create import create_brand
from faktura.brands.email_domains import (
    EmailDomain,
    add_email_domain,
    check_email_domain,
    list_email_domains,
    look_at_email_domain,
    read_email_domain,
    record_email_check,
    remove_email_domain,
)
from faktura.brands.errors import DomainInvalid, DomainNotFound, DomainTaken
from faktura.brands.record import BrandRequest
from faktura.cli.demo_mail import MailServer
from faktura.deliveries.attempt import attempt_delivery
from faktura.deliveries.plan import create_delivery, plan_send
from faktura.drafts.schemas import SendRequest
from faktura.model.json import adapter
from faktura.organizations.schemas import EmailSenderRequest
from faktura.organizations.senders import change_sender
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from scenarios.business import Business, new_business

from .name_server import NameServer, name_server

pytestmark = pytest.mark.anyio

HOUSE = "house@house.example"
SPF = "include:spf.house.example"


@pytest.fixture
async def names(anyio_backend: str) -> AsyncIterator[NameServer]:
    async with name_server() as running:
        yield running


@pytest.fixture
async def mail(anyio_backend: str) -> AsyncIterator[MailServer]:
    async with MailServer() as running:
        yield running


def settled(business: Business, names: NameServer, mail: MailServer | None = None, **settings: Any) -> Business:
    if mail is not None:
        settings |= {"smtp_host": "127.0.0.1", "smtp_port": mail.port, "smtp_security": "none", "smtp_from": HOUSE}
    servers = f"127.0.0.1:{names.port}"
    return business.with_settings(dns_servers=servers, **{"spf_mechanisms": SPF, **settings})


@pytest.fixture
async def business(floor: Floor, names: NameServer) -> Business:
    return settled(await new_business(floor), names)


async def add(business: Business, name: str = "garden.example") -> EmailDomain:
    async with business.unit() as unit:
        return await add_email_domain(unit, name)


async def check(business: Business, domain: EmailDomain) -> EmailDomain:
    records = await look_at_email_domain(business.floor, domain)
    async with business.unit() as unit:
        return await record_email_check(unit, domain.id, records)


def record(domain: EmailDomain, purpose: str) -> Any:
    return next(each for each in domain.records if each.purpose == purpose)


def publish(names: NameServer, domain: EmailDomain, *left_out: str) -> None:
    for each in domain.records:
        if each.purpose not in left_out:
            names.set(each.type, each.name, each.value)


def states(domain: EmailDomain) -> dict[str, str]:
    return {each.purpose: each.state.value for each in domain.records}


async def events(business: Business) -> list[str]:
    async with business.unit() as unit:
        rows = await unit.fetch(
            "select type from events where tenant = $1 and type like 'email_domain.%' order by id", unit.tenant
        )
    return [row["type"] for row in rows]


async def test_a_new_domain_says_what_to_set(business: Business) -> None:
    domain = await add(business, "Billing.Garden.Example.")
    assert (domain.domain, domain.state) == ("billing.garden.example", "pending")
    shown = {each.purpose: (each.type, each.name, each.value, each.required) for each in domain.records}
    assert shown["ownership"][:2] == ("TXT", "_invoicing.billing.garden.example")
    assert len(shown["ownership"][2].removeprefix("invoicing-verification=")) == 32
    kind, name, value, required = shown["dkim"]
    assert (kind, name, required) == ("TXT", f"{domain.selector}._domainkey.billing.garden.example", True)
    assert value.startswith("v=DKIM1; k=rsa; p=MIIBIjANBg")
    assert shown["spf"] == ("TXT", "billing.garden.example", f"v=spf1 {SPF} ~all", True)
    assert shown["dmarc"] == ("TXT", "_dmarc.billing.garden.example", "v=DMARC1; p=none", False)
    assert set(states(domain).values()) == {"unchecked"}


async def test_the_private_key_is_stored_encrypted_and_never_shown(business: Business) -> None:
    domain = await add(business)
    async with business.unit() as unit:
        row = await store.read_email_domain(unit, domain.id)
    assert b"PRIVATE" not in row["private_key_encrypted"]
    assert "PRIVATE" not in repr(domain)
    assert "private_key" not in domain.to_plain()


@pytest.mark.parametrize("text", ["", "localhost", "192.0.2.1", "a@b.example", "https://b.example"])
async def test_what_is_no_domain_is_refused(business: Business, text: str) -> None:
    with pytest.raises(DomainInvalid):
        await add(business, text)


async def test_a_domain_is_added_once_and_others_are_bounded(business: Business) -> None:
    await add(business)
    with pytest.raises(DomainTaken):
        await add(business, "GARDEN.example")
    async with business.unit() as unit:
        for number in range(DOMAINS_MAX - 1):
            values = {"token": "t", "selector": "s", "public_key": "p", "private_key": b"k"}
            await store.insert_email_domain(unit, new_id(), f"d{number}.example", **values)
    with pytest.raises(DomainInvalid, match="may have 20 domains"):
        await add(business, "one-more.example")


async def test_all_records_found_verify_the_domain(business: Business, names: NameServer) -> None:
    domain = await add(business)
    assert states(await check(business, domain)) == dict.fromkeys(("ownership", "dkim", "spf", "dmarc"), "missing")
    assert await events(business) == []
    publish(names, domain)
    verified = await check(business, domain)
    assert verified.state == "verified"
    assert set(states(verified).values()) == {"found"}
    assert verified.verified_at is not None
    assert record(verified, "dkim").found == (record(verified, "dkim").value,)
    assert await events(business) == ["email_domain.verified"]
    # Nothing is told twice, and the day of the proof stays.
    assert (await check(business, domain)).verified_at == verified.verified_at
    assert await events(business) == ["email_domain.verified"]


@pytest.mark.parametrize("purpose", ["ownership", "dkim", "spf"])
async def test_a_required_record_that_goes_makes_it_fail(business: Business, names: NameServer, purpose: str) -> None:
    domain = await add(business)
    publish(names, domain)
    await check(business, domain)
    lost = record(domain, purpose)
    names.remove("TXT", lost.name)
    failing = await check(business, domain)
    assert (failing.state, states(failing)[purpose]) == ("failing", "missing")
    assert await events(business) == ["email_domain.verified", "email_domain.failing"]
    names.set("TXT", lost.name, lost.value)
    assert (await check(business, domain)).state == "verified"
    assert (await events(business))[-1] == "email_domain.verified"


async def test_dmarc_is_recommended_and_may_stand_above(business: Business, names: NameServer) -> None:
    domain = await add(business, "billing.garden.example")
    publish(names, domain, "dmarc")
    verified = await check(business, domain)
    assert (verified.state, states(verified)["dmarc"]) == ("verified", "missing")
    names.set("TXT", "_dmarc.garden.example", "v=DMARC1; p=reject; rua=mailto:d@garden.example")
    found = record(await check(business, domain), "dmarc")
    assert found.state == "found"
    assert "_dmarc.garden.example" in found.hint
    names.set("TXT", "_dmarc.garden.example", "v=DMARC1; p=reject", "v=DMARC1; p=none")
    assert record(await check(business, domain), "dmarc").state == "different"
    names.set("TXT", "_dmarc.garden.example", "v=DMARC1; rua=mailto:d@garden.example")
    assert record(await check(business, domain), "dmarc").state == "different"


async def test_what_differs_is_shown_with_what_to_do(business: Business, names: NameServer) -> None:
    domain = await add(business)
    publish(names, domain)
    key = record(domain, "dkim")
    # As providers split and space it, it is the same record.
    names.set("TXT", key.name, key.value.replace("; ", " ;  ").replace("p=", "p= "))
    assert record(await check(business, domain), "dkim").state == "found"
    names.set("TXT", key.name, "v=DKIM1; k=rsa; p=MIIBother")
    found = record(await check(business, domain), "dkim")
    assert (found.state, found.found) == ("different", ("v=DKIM1; k=rsa; p=MIIBother",))
    names.set("TXT", key.name, "v=DKIM1; p=")
    assert "revoked" in record(await check(business, domain), "dkim").hint
    names.set("TXT", key.name, key.value, "v=DKIM1; k=rsa; p=MIIBother")
    assert "only this one" in record(await check(business, domain), "dkim").hint
    names.set("TXT", "garden.example", "v=spf1 mx -all", "something else")
    spf = record(await check(business, domain), "spf")
    assert (spf.state, spf.found, spf.value) == ("different", ("v=spf1 mx -all",), f"v=spf1 mx {SPF} -all")
    names.set("TXT", "garden.example", f"v=spf1 {SPF} -all", "v=spf1 -all")
    assert "several" in record(await check(business, domain), "spf").hint
    names.set("TXT", "garden.example", f"v=spf1 {SPF} " + " ".join(f"a:h{n}.example" for n in range(10)) + " -all")
    assert "lookups" in record(await check(business, domain), "spf").hint


async def test_name_servers_that_do_not_answer_change_nothing(business: Business, names: NameServer) -> None:
    domain = await add(business)
    publish(names, domain)
    await check(business, domain)
    names.broken |= {each.name for each in domain.records}
    checked = await check(business, domain)
    assert checked.state == "verified"
    assert set(states(checked).values()) == {"unknown"}
    assert await events(business) == ["email_domain.verified"]


async def test_without_a_mechanism_of_the_operator_spf_is_not_asked_for(floor: Floor, names: NameServer) -> None:
    business = settled(await new_business(floor), names, spf_mechanisms=None)
    domain = await add(business)
    assert states(domain).keys() == {"ownership", "dkim", "dmarc"}
    publish(names, domain)
    assert (await check(business, domain)).state == "verified"


async def test_two_organizations_prove_the_same_domain_each_by_itself(
    business: Business, floor: Floor, names: NameServer
) -> None:
    mine, theirs = await add(business), settled(await new_business(floor), names)
    publish(names, mine)
    assert (await check(business, mine)).state == "verified"
    # Nothing tells the other one that somebody has it: it is new, pending, and needs a token of its own.
    other = await add(theirs)
    assert other.token != mine.token
    assert other.selector != mine.selector
    assert (await check(theirs, other)).state == "pending"
    names.set("TXT", "_invoicing.garden.example", mine.token, other.token)
    names.set("TXT", record(other, "dkim").name, record(other, "dkim").value)
    assert (await check(theirs, other)).state == "verified"
    assert (await check(business, mine)).state == "verified"
    with pytest.raises(DomainNotFound):
        async with theirs.unit() as unit:
            await read_email_domain(unit, mine.id)


async def test_the_job_checks_what_is_due_and_plans_the_next_check(business: Business, names: NameServer) -> None:
    domain = await add(business)
    assert "brands.check_email_domain" in await business.queued()
    publish(names, domain)
    await check_email_domain(business.floor, business.tenant, domain.id)
    async with business.unit() as unit:
        checked = await read_email_domain(unit, domain.id)
    assert checked.state == "verified"
    assert checked.next_check_at is not None
    assert timedelta(hours=23) < checked.next_check_at - checked.checked_at <= timedelta(days=1)
    # Nothing is due, so another job of the same chain leaves without a question and without a successor.
    waiting, asked = await business.queued(), len(names.asked)
    await check_email_domain(business.floor, business.tenant, domain.id)
    assert (await business.queued(), len(names.asked)) == (waiting, asked)


async def test_a_domain_that_nobody_sets_up_is_looked_at_for_a_week(business: Business) -> None:
    domain = await add(business)
    assert (await check(business, domain)).next_check_at is not None
    async with business.unit() as unit:
        await unit.execute(
            "update email_domains set created_at = created_at - $2::interval where tenant = $1",
            unit.tenant,
            PENDING_CHECKED,
        )
    assert (await check(business, domain)).next_check_at is None


async def test_a_removed_domain_is_gone_with_its_key(business: Business) -> None:
    domain = await add(business)
    async with business.unit() as unit:
        await remove_email_domain(unit, domain.id)
        assert await list_email_domains(unit) == []
    await check_email_domain(business.floor, business.tenant, domain.id)
    with pytest.raises(DomainNotFound):
        async with business.unit() as unit:
            await remove_email_domain(unit, domain.id)


# Mail -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Received:
    content: bytes
    sender: str

    @property
    def message(self) -> EmailMessage:
        parsed = email.message_from_bytes(self.content, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    def is_signed_by(self, names: NameServer) -> bool:
        """As a receiver checks it: with the key that stands in the DNS."""

        def text_of(name: bytes, timeout: int = 5) -> bytes | None:
            found = names.zone.get((name.decode().rstrip("."), "TXT"))
            return found[0].encode() if found else None

        return bool(dkim.verify(self.content, dnsfunc=text_of))


async def send(business: Business, mail: MailServer, **changes: Any) -> Received:
    issued = await business.issue(**changes)
    await business.run_jobs()
    wanted: SendRequest = adapter(SendRequest).validate_python({})
    async with business.unit() as unit:
        delivery = await create_delivery(unit, issued.id, await plan_send(unit, wanted, issued.email), attempt=False)
    await attempt_delivery(business.floor, business.tenant, delivery.id)
    received = mail.messages[-1]
    return Received(received.content, received.sender)


async def verified(business: Business, names: NameServer, name: str = "garden.example") -> EmailDomain:
    domain = await add(business, name)
    publish(names, domain)
    return await check(business, domain)


@pytest.fixture
async def shop(floor: Floor, names: NameServer, mail: MailServer) -> Business:
    made = settled(await new_business(floor, mode=Mode.TEST), names, mail)
    async with made.unit() as unit:
        await change_sender(unit, EmailSenderRequest(address="billing@garden.example", name="Garden"))
    return made


async def test_mail_from_a_verified_domain_is_signed(shop: Business, names: NameServer, mail: MailServer) -> None:
    await verified(shop, names)
    got = await send(shop, mail)
    assert "billing@garden.example" in str(got.message["from"])
    assert got.sender == "billing@garden.example"
    assert "d=garden.example" in str(got.message["dkim-signature"])
    assert got.is_signed_by(names)
    # Any change on the way breaks it.
    assert not replace(got, content=got.content.replace(b"Subject: ", b"Subject: X", 1)).is_signed_by(names)
    assert not replace(
        got, content=got.content.replace(b"\r\n\r\n", b"\r\nFrom: evil@evil.example\r\n\r\n", 1)
    ).is_signed_by(names)


async def test_a_domain_below_a_verified_one_is_signed_by_that(
    shop: Business, names: NameServer, mail: MailServer
) -> None:
    await verified(shop, names, "garden.example")
    async with shop.unit() as unit:
        await change_sender(unit, EmailSenderRequest(address="billing@mail.garden.example"))
    got = await send(shop, mail)
    assert "billing@mail.garden.example" in str(got.message["from"])
    assert got.is_signed_by(names)


async def test_an_address_of_an_unverified_domain_gets_the_answers_only(
    shop: Business, names: NameServer, mail: MailServer
) -> None:
    """Or any tenant could send in the name of any domain whose SPF lets the installation's server send."""
    got = await send(shop, mail)
    assert "house@house.example" in str(got.message["from"])
    assert "Garden" in str(got.message["from"])
    assert str(got.message["reply-to"]) == "billing@garden.example"
    assert got.message["dkim-signature"] is None
    domain = await add(shop)
    publish(names, domain, "ownership")
    assert (await check(shop, domain)).state == "pending"
    assert "house@house.example" in str((await send(shop, mail)).message["from"])


async def test_a_domain_that_fails_is_not_used(shop: Business, names: NameServer, mail: MailServer) -> None:
    domain = await verified(shop, names)
    names.remove("TXT", record(domain, "ownership").name)
    assert (await check(shop, domain)).state == "failing"
    got = await send(shop, mail)
    assert got.message["dkim-signature"] is None
    assert "house@house.example" in str(got.message["from"])


async def test_the_operator_may_let_any_address_stand_in_from(
    floor: Floor, names: NameServer, mail: MailServer
) -> None:
    business = settled(await new_business(floor), names, mail, unverified_senders="as_given")
    async with business.unit() as unit:
        await change_sender(unit, EmailSenderRequest(address="billing@garden.example"))
    assert (await send(business, mail)).sender == "billing@garden.example"


async def test_the_installations_own_domain_needs_no_proof(floor: Floor, names: NameServer, mail: MailServer) -> None:
    business = settled(await new_business(floor), names, mail)
    async with business.unit() as unit:
        await change_sender(unit, EmailSenderRequest(address="garden@house.example"))
    assert (await send(business, mail)).sender == "garden@house.example"


async def test_a_verified_domain_of_another_tenant_helps_nobody_else(
    shop: Business, floor: Floor, names: NameServer, mail: MailServer
) -> None:
    await verified(shop, names)
    thief = settled(await new_business(floor), names, mail)
    async with thief.unit() as unit:
        await change_sender(unit, EmailSenderRequest(address="billing@garden.example"))
    got = await send(thief, mail)
    assert got.sender == "house@house.example"
    assert got.message["dkim-signature"] is None


async def test_a_brand_sends_as_itself(shop: Business, names: NameServer, mail: MailServer) -> None:
    await verified(shop, names, "roses.example")
    asked: BrandRequest = adapter(BrandRequest).validate_python(
        {
            "name": "Roses",
            "external_id": "roses",
            "trading_name": "Rosenhaus",
            "sender": {"address": "hello@roses.example", "name": "Rosenhaus", "reply_to": "care@roses.example"},
            "branding": {
                "texts": {
                    "mail_greeting": {"default": "Hello from the roses"},
                    "mail_signature": {"default": "Yours,\nthe roses"},
                    "footer": {"default": "Roses & more"},
                }
            },
        }
    )
    async with shop.unit() as unit:
        await create_brand(unit, asked, {"texts"})
    got = await send(shop, mail, brand="roses")
    assert "hello@roses.example" in str(got.message["from"])
    assert str(got.message["reply-to"]) == "care@roses.example"
    assert "Rosenhaus" in str(got.message["subject"])
    assert got.is_signed_by(names)
    body = got.message.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.startswith("Hello from the roses\n")
    assert "Yours,\nthe roses\n\nRoses & more" in text
    # Without the brand it is the organization that sends.
    assert (await send(shop, mail)).sender == HOUSE

import base64
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from faktura.invoices.errors import LinkNotFound
from faktura.invoices.links import (
    LINK_DAYS,
    BuyerLink,
    create_link,
    current_link,
    list_links,
    open_link,
    page_url_for,
    revoke_link,
    token_of,
)
from faktura.invoices.read import IssuedInvoice
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from faktura.storage.unit import utc_now
from scenarios.business import Business, new_business

pytestmark = pytest.mark.anyio

# Always the same, so that nobody learns why.
SENTENCE = "This link does not work (any more). Ask the sender of the invoice for a new one."


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


@pytest.fixture
async def issued(business: Business) -> IssuedInvoice:
    return await business.issue()


async def create(business: Business, issued: IssuedInvoice, days: int = LINK_DAYS, age: int = 0) -> BuyerLink:
    async with business.unit(utc_now() - timedelta(days=age)) as unit:
        return await create_link(unit, issued.id, days)


def token(link: BuyerLink) -> str:
    return link.url.rpartition("/")[2]


async def opens(business: Business, text: str) -> bool:
    try:
        await open_link(business.floor, text)
    except LinkNotFound as refused:
        return refused.detail != SENTENCE
    return True


async def test_a_link_opens_its_invoice(business: Business, issued: IssuedInvoice) -> None:
    link = await create(business, issued)
    assert link.url.startswith(f"{business.floor.settings.public_url}/i/")
    assert len(token(link)) == 64
    assert await open_link(business.floor, token(link)) == (business.tenant, issued.id)
    assert link.expires_at - link.created_at == timedelta(days=LINK_DAYS)


async def test_every_changed_letter_closes_it(business: Business, issued: IssuedInvoice) -> None:
    text = token(await create(business, issued))
    for place, letter in enumerate(text):
        assert not await opens(business, text[:place] + ("A" if letter != "A" else "B") + text[place + 1 :])
    assert await opens(business, text)


@pytest.mark.parametrize(
    "text", ["", "A", "A" * 63, "A" * 64, "A" * 68, "é" * 64, "\ud800", "../../etc/passwd", "%00" * 21, "=" * 64]
)
async def test_garbage_opens_nothing(business: Business, text: str) -> None:
    assert not await opens(business, text)


async def test_the_parts_of_two_links_do_not_fit_together(floor: Floor, business: Business) -> None:
    other = await new_business(floor)
    mine = base64.urlsafe_b64decode(token(await create(business, await business.issue())))
    theirs = base64.urlsafe_b64decode(token(await create(other, await other.issue())))
    for made in (mine[:16] + theirs[16:], mine[:32] + theirs[32:], theirs[:16] + mine[16:], mine[:16] * 3):
        assert not await opens(business, base64.urlsafe_b64encode(made).decode())


async def test_a_right_secret_for_a_link_that_does_not_exist_opens_nothing(business: Business) -> None:
    assert not await opens(business, token_of(business.floor, business.tenant, new_id()))
    assert not await opens(business, token_of(business.floor, UUID(int=0), new_id()))


async def test_the_database_alone_opens_nothing(business: Business, issued: IssuedInvoice) -> None:
    link = await create(business, issued)
    async with business.unit() as unit:
        row = await unit.fetch_row("select * from buyer_links where tenant = $1 and id = $2", unit.tenant, link.id)
    secret = base64.urlsafe_b64decode(token(link))[32:]
    assert secret.hex() not in str(dict(row))
    stolen = replace(business.floor, secret=bytes(32))
    assert token_of(stolen, business.tenant, link.id) != token(link)
    assert not await opens(business, token_of(stolen, business.tenant, link.id))


async def test_a_link_expires(business: Business, issued: IssuedInvoice) -> None:
    assert await opens(business, token(await create(business, issued, days=10, age=9)))
    assert not await opens(business, token(await create(business, issued, days=10, age=10)))


async def test_a_revoked_link_is_closed_at_once_and_for_good(business: Business, issued: IssuedInvoice) -> None:
    first, second = await create(business, issued), await create(business, issued)
    for _ in range(2):
        async with business.unit() as unit:
            await revoke_link(unit, issued.id, first.id)
    assert not await opens(business, token(first))
    assert await opens(business, token(second))
    async with business.unit() as unit:
        links = {link.id: link for link in await list_links(unit, issued.id)}
        assert links[first.id].revoked_at is not None
        assert links[first.id].to_plain()["revoked_at"] is not None
        assert (await current_link(unit, issued.id)) == links[second.id]
        kinds = await unit.fetch(
            "select type from events where tenant = $1 and object = $2 and type like 'buyer_link.%' order by id",
            unit.tenant,
            issued.id,
        )
    assert [row["type"] for row in kinds] == ["buyer_link.created"] * 2 + ["buyer_link.revoked"] * 2


async def test_a_link_is_revoked_through_its_own_invoice_only(floor: Floor, business: Business) -> None:
    first, second = await business.issue(), await business.issue()
    link = await create(business, first)
    async with business.unit() as unit:
        with pytest.raises(LinkNotFound):
            await revoke_link(unit, second.id, link.id)
        with pytest.raises(LinkNotFound):
            await revoke_link(unit, first.id, new_id())
    async with (await new_business(floor)).unit() as unit:
        with pytest.raises(LinkNotFound):
            await revoke_link(unit, first.id, link.id)
    assert await opens(business, token(link))


async def test_a_page_is_opened_once_and_never_again_by_itself(business: Business, issued: IssuedInvoice) -> None:
    async with business.unit() as unit:
        url = await page_url_for(unit, issued)
        assert url
        assert await page_url_for(unit, issued) == url
        (link,) = await list_links(unit, issued.id)
        await revoke_link(unit, issued.id, link.id)
        assert await page_url_for(unit, issued) == ""
        assert len(await list_links(unit, issued.id)) == 1
        fresh = await create_link(unit, issued.id)
        assert await page_url_for(unit, issued) == fresh.url

from collections.abc import AsyncIterator
from typing import Any

import pytest

from faktura.cli.demo_mail import MailServer
from faktura.deliveries.errors import DeliveryNotFound, SendInvalid
from faktura.deliveries.plan import cancel_delivery, plan_send, retry_delivery
from faktura.deliveries.read import list_deliveries, read_delivery
from faktura.drafts.schemas import SendRequest
from faktura.model.json import adapter
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from scenarios.business import Business, new_business

from .post import message, plan, ready, with_mail
from .test_attempt import LIVE

pytestmark = pytest.mark.anyio


@pytest.fixture
async def server(anyio_backend: str) -> AsyncIterator[MailServer]:
    async with MailServer() as running:
        yield running


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


async def chosen(business: Business, usual: str | None = "usual@example.com", **asked: Any) -> Any:
    wanted: SendRequest = adapter(SendRequest).validate_python(asked)
    async with business.unit() as unit:
        return await plan_send(unit, wanted, usual)


async def refusal(business: Business, usual: str | None = "usual@example.com", **asked: Any) -> list[tuple[str, str]]:
    with pytest.raises(SendInvalid) as refused:
        await chosen(business, usual, **asked)
    return [(found.rule, found.pointer) for found in refused.value.findings]


async def test_the_usual_address_is_used_unless_another_is_named(business: Business) -> None:
    assert (await chosen(business)).recipient == "usual@example.com"
    assert (await chosen(business, email={"to": "other@example.com"})).recipient == "other@example.com"
    assert (await chosen(business, None, email={"to": "other@example.com"})).recipient == "other@example.com"


async def test_a_road_that_is_not_there_is_named_and_passed_over(business: Business) -> None:
    plan = await chosen(business, channels=["pigeon", "email"])
    assert plan.channel == "email"
    assert [(found.rule, found.severity, found.pointer) for found in plan.findings] == [
        ("channel_unavailable", "warning", "/send/channels/0")
    ]
    assert await refusal(business, channels=["pigeon"]) == [("channel_unavailable", "/send/channels/0")]


@pytest.mark.parametrize(("usual", "asked"), [(None, {}), ("nobody", {}), ("a@b.c", {"email": {"to": "x y@z"}})])
async def test_without_a_right_address_nothing_is_planned(
    business: Business, usual: str | None, asked: dict[str, Any]
) -> None:
    assert await refusal(business, usual, **asked) == [("recipient_missing", "/send/email/to")]


async def test_live_mode_needs_a_sender_and_everything_missing_is_told_at_once(
    floor: Floor, server: MailServer
) -> None:
    live = await new_business(floor, "AT", Mode.LIVE, **LIVE)
    assert await refusal(live, None) == [
        ("recipient_missing", "/send/email/to"),
        ("sender_missing", "/send/channels/0"),
    ]
    assert (await chosen(with_mail(live, server))).channel == "email"


async def test_a_note_travels_with_the_mail(business: Business, server: MailServer) -> None:
    settled = with_mail(business, server)
    post = await ready(settled, email={"note": "Thank you for the quick answer."})
    await post.attempt()
    body = message(server.messages[0].content).get_body(("plain",))
    assert body is not None
    assert "Thank you for the quick answer." in body.get_content()


async def test_deliveries_are_listed_newest_first_and_by_state(business: Business) -> None:
    issued = await business.issue()
    posts = [await plan(business, issued, email={"to": f"{name}@example.com"}) for name in "abc"]
    async with business.unit() as unit:
        await cancel_delivery(unit, posts[0].id)
        listed = await list_deliveries(unit, invoice=issued.id)
        assert [each.id for each in listed] == [post.id for post in reversed(posts)]
        assert [each.id for each in await list_deliveries(unit, state="cancelled")] == [posts[0].id]
        after = (listed[0].created_at, listed[0].id)
        assert [each.id for each in await list_deliveries(unit, after=after, limit=1)] == [posts[1].id]
        assert listed[0].to_plain()["recipient"] == "c@example.com"


async def test_every_waiting_delivery_starts_when_the_files_are_there(business: Business, server: MailServer) -> None:
    settled = with_mail(business, server)
    issued = await settled.issue()
    for name in "abc":
        await plan(settled, issued, email={"to": f"{name}@example.com"})
    done = await settled.run_jobs()
    assert done.count("deliveries.attempt") == 3
    assert sorted(mail.recipients[0] for mail in server.messages) == ["a@example.com", "b@example.com", "c@example.com"]


async def test_a_delivery_that_is_not_there_is_told(floor: Floor, business: Business) -> None:
    post = await plan(business, await business.issue())
    other = await new_business(floor)
    for tenant, delivery in ((business, new_id()), (other, post.id)):
        for verb in (read_delivery, cancel_delivery, retry_delivery):
            async with tenant.unit() as unit:
                with pytest.raises(DeliveryNotFound):
                    await verb(unit, delivery)

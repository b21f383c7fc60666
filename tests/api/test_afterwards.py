"""What happens to an issued document: links, payments, deliveries, the archive; and the organization's own data."""

import asyncio
import base64
import io
from typing import Any

import pytest
from PIL import Image

from .stage import Tenant, answered, found, refused, request

pytestmark = pytest.mark.anyio


@pytest.fixture
async def issued(tenant: Tenant) -> str:
    """The path of an issued document over 120.00 EUR that was sent by mail."""
    made = await tenant.issue(send={"channels": ["email"]})
    await tenant.drain()
    return f"/v1/invoices/{made['id']}"


# Links ----------------------------------------------------------------------------------------------------------


async def test_link_is_made_listed_and_revoked(tenant: Tenant, issued: str) -> None:
    first = answered(await tenant.http.get(f"{issued}/links"))["data"]
    assert len(first) == 1  # the one in the mail
    link = answered(await tenant.http.post(f"{issued}/links", json={"expires_in_days": 1}), 201)
    assert link["url"].startswith("http://127.0.0.1")
    assert answered(await tenant.http.get(issued))["links"]["page"] == link["url"]
    answered(await tenant.http.delete(f"{issued}/links/{link['id']}"), 204)
    held = {each["id"]: each for each in answered(await tenant.http.get(f"{issued}/links"))["data"]}
    assert held[link["id"]]["revoked_at"] is not None
    assert answered(await tenant.http.get(issued))["links"]["page"] == first[0]["url"]
    answered(await tenant.http.delete(f"{issued}/links/{first[0]['id']}"), 204)
    assert "page" not in answered(await tenant.http.get(issued))["links"]


@pytest.mark.parametrize("days", [0, -1, 3651, "1", 1.5, True, 10**30])
async def test_days_of_a_link_have_bounds(tenant: Tenant, issued: str, days: Any) -> None:
    response = await tenant.http.post(f"{issued}/links", json={"expires_in_days": days})
    if days in ("1", True):
        # A text of digits is read as a number, as everywhere in JSON of whole numbers.
        assert response.status_code in (201, 422)
    else:
        assert set(found(refused(response, 422, "invalid"))) == {"/expires_in_days"}


async def test_draft_has_no_links(tenant: Tenant) -> None:
    draft = await tenant.create()
    refused(await tenant.http.post(f"/v1/invoices/{draft['id']}/links"), 404, "invoice_not_found")


# Payments -------------------------------------------------------------------------------------------------------


async def paid(tenant: Tenant, path: str, day: str = "2026-06-15") -> tuple[str, str]:
    payment = answered(await tenant.http.get(f"{path}/status", params={"as_of": day}))["payment"]
    return payment["state"], payment["open_amount"]


async def pay(tenant: Tenant, path: str, amount: str, **more: Any) -> dict[str, Any]:
    body = {"amount": amount, "received_on": "2026-06-10", **more}
    made: dict[str, Any] = answered(await tenant.http.post(f"{path}/payments", json=body), 201)
    return made


async def test_payments_pay_in_parts_and_over(tenant: Tenant, issued: str) -> None:
    assert await paid(tenant, issued) == ("open", "120.00")
    first = await pay(tenant, issued, "20.00", external_id="bank-1")
    assert await paid(tenant, issued) == ("partly_paid", "100.00")
    await pay(tenant, issued, "100")
    assert await paid(tenant, issued) == ("paid", "0.00")
    await pay(tenant, issued, "0.01")
    assert (await paid(tenant, issued))[0] == "overpaid"
    assert await paid(tenant, issued, "2026-06-09") == ("open", "120.00")
    assert answered(await tenant.http.get(f"/v1/payments/{first['id']}")) == first
    assert first["amount"] == "20.00"


async def test_payment_is_reversed_once(tenant: Tenant, issued: str) -> None:
    payment = await pay(tenant, issued, "120.00")
    path = f"/v1/payments/{payment['id']}/reverse"
    reversal = answered(await tenant.http.post(path, json={"reason": "bounced", "received_on": "2026-06-12"}), 201)
    assert (reversal["amount"], reversal["kind"]) == ("-120.00", "reversal")
    assert await paid(tenant, issued) == ("open", "120.00")
    assert await paid(tenant, issued, "2026-06-11") == ("paid", "0.00")
    refused(await tenant.http.post(path), 409, "payment_already_reversed")
    refused(await tenant.http.post(f"/v1/payments/{reversal['id']}/reverse"), 409, "payment_not_reversible")


async def test_of_eight_reversals_at_once_one_counts(tenant: Tenant, issued: str) -> None:
    payment = await pay(tenant, issued, "120.00")
    answers = await asyncio.gather(*(tenant.http.post(f"/v1/payments/{payment['id']}/reverse") for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7


@pytest.mark.parametrize(("body", "place"), [
    ({"amount": "0"}, "/amount"), ({"amount": "-1"}, "/amount"), ({"amount": "1.001"}, "/amount"),
    ({"amount": 1}, "/amount"), ({"amount": "1e3"}, "/amount"), ({}, "/amount"),
    ({"amount": "1", "currency": "USD"}, "/currency"), ({"amount": "1", "received_on": "2999-01-01"}, "/received_on"),
    ({"amount": "1", "method": "gold"}, "/method"), ({"amount": "1", "reference": "a\u0000"}, "/reference"),
    ({"amount": "1", "invoice": "x"}, "/invoice"),
])  # fmt: skip
async def test_wrong_payment_is_refused_with_its_place(
    tenant: Tenant, issued: str, body: dict[str, Any], place: str
) -> None:
    response = await tenant.http.post(f"{issued}/payments", json=body)
    assert response.status_code == 422
    assert set(found(response.json())) == {place}
    assert await tenant.count("payments") == 0


async def test_external_id_of_a_payment_is_taken_for_ever(tenant: Tenant, issued: str) -> None:
    await pay(tenant, issued, "1", external_id="bank-1")
    body = {"amount": "2", "external_id": "bank-1"}
    refused(await tenant.http.post(f"{issued}/payments", json=body), 409, "external_id_taken")


async def test_draft_takes_no_payment(tenant: Tenant) -> None:
    draft = await tenant.create()
    path = f"/v1/invoices/{draft['id']}/payments"
    refused(await tenant.http.post(path, json={"amount": "1"}), 404, "invoice_not_found")
    assert answered(await tenant.http.get(path))["data"] == []


# Deliveries -----------------------------------------------------------------------------------------------------


async def test_delivery_is_listed_and_shown_with_its_attempts(tenant: Tenant, issued: str) -> None:
    (row,) = answered(await tenant.http.get("/v1/deliveries", params={"status": "delivered"}))["data"]
    assert answered(await tenant.http.get(f"{issued}/deliveries"))["data"] == [row]
    shown = answered(await tenant.http.get(f"/v1/deliveries/{row['id']}"))
    assert (shown["state"], shown["attempts"], len(shown["history"])) == ("delivered", 1, 1)
    assert answered(await tenant.http.get("/v1/deliveries", params={"state": "waiting"}))["data"] == []
    refused(await tenant.http.get("/v1/deliveries", params={"state": "lost"}), 422, "query_invalid")


async def test_delivered_delivery_is_neither_retried_nor_cancelled(tenant: Tenant, issued: str) -> None:
    (row,) = answered(await tenant.http.get("/v1/deliveries"))["data"]
    for verb in ("retry", "cancel"):
        refused(await tenant.http.post(f"/v1/deliveries/{row['id']}/{verb}"), 409, "delivery_state")


async def test_waiting_delivery_is_cancelled_and_then_retried(tenant: Tenant) -> None:
    made = await tenant.issue(send={"channels": ["email"]})
    path = f"/v1/deliveries/{made['deliveries'][0]['id']}"
    assert answered(await tenant.http.post(f"{path}/cancel"))["state"] == "cancelled"
    await tenant.drain()
    assert answered(await tenant.http.get(path))["state"] == "cancelled"
    assert answered(await tenant.http.post(f"{path}/retry"), 202)["state"] == "waiting"
    refused(await tenant.http.post(f"{path}/retry"), 409, "delivery_state")
    await tenant.drain()
    assert answered(await tenant.http.get(path))["state"] == "delivered"


async def test_issued_document_is_sent_again_to_another_address(tenant: Tenant, issued: str) -> None:
    body = {"channels": ["email"], "email": {"to": "other@example.com", "note": "Here again."}}
    sent = answered(await tenant.http.post(f"{issued}/send", json=body), 202)
    assert (sent["state"], sent["recipient"], sent["findings"]) == ("waiting", "other@example.com", [])
    await tenant.drain()
    assert answered(await tenant.http.get(f"/v1/deliveries/{sent['id']}"))["state"] == "delivered"


@pytest.mark.parametrize("to", ["nobody", "a@b@c", "a b@example.com", "a@example.com\r\nBcc: x@example.com"])
async def test_document_is_not_sent_to_what_is_no_address(tenant: Tenant, issued: str, to: str) -> None:
    problem = refused(await tenant.http.post(f"{issued}/send", json={"email": {"to": to}}), 422, "send_invalid")
    assert set(found(problem)) == {"/send/email/to"}


async def test_draft_is_not_sent(tenant: Tenant) -> None:
    draft = await tenant.create()
    refused(await tenant.http.post(f"/v1/invoices/{draft['id']}/send"), 404, "invoice_not_found")


# Archive --------------------------------------------------------------------------------------------------------


async def test_archive_keeps_document_files_mail_and_payments(tenant: Tenant, issued: str) -> None:
    await pay(tenant, issued, "1")
    await tenant.drain()
    document = answered(await tenant.http.get(issued))
    entries = answered(await tenant.http.get("/v1/archive", params={"invoice": document["id"]}))["data"]
    assert {entry["kind"] for entry in entries} >= {"document", "pdf", "ubl", "payment"}
    for entry in entries:
        assert answered(await tenant.http.get(f"/v1/archive/{entry['id']}")) == entry
        content = await tenant.http.get(f"/v1/archive/{entry['id']}/content")
        assert content.status_code == 200
        assert len(content.content) == entry["size"]
        assert content.headers["content-type"] == entry["media_type"]
        assert content.headers["content-disposition"].startswith("attachment")
    (pdf,) = answered(await tenant.http.get("/v1/archive", params={"kind": "pdf"}))["data"]
    served = await tenant.http.get(f"{issued}/pdf")
    assert (await tenant.http.get(f"/v1/archive/{pdf['id']}/content")).content == served.content


async def test_archive_verifies(tenant: Tenant, issued: str) -> None:
    report = answered(await tenant.http.post("/v1/archive/verify"))
    assert report["problems"] == []
    assert report["documents"] == 1


async def test_archive_tells_what_was_changed_behind_its_back(tenant: Tenant, issued: str) -> None:
    (entry,) = answered(await tenant.http.get("/v1/archive", params={"kind": "pdf"}))["data"]
    (held,) = tenant.floor.settings.home.rglob(f"*{entry['sha256']}")
    held.chmod(0o600)
    held.write_bytes(held.read_bytes() + b"x")
    report = answered(await tenant.http.post("/v1/archive/verify"))
    assert report["problems"]


async def test_more_verifications_at_once_than_connections_all_end(tenant: Tenant, issued: str) -> None:
    count = tenant.floor.settings.pool_size * 2
    answers = await asyncio.gather(*(tenant.http.post("/v1/archive/verify") for _ in range(count)))
    assert {answer.status_code for answer in answers} == {200}


# The organization -----------------------------------------------------------------------------------------------


async def test_organization_is_changed_by_merge_patch(tenant: Tenant) -> None:
    body = {"trading_name": "Shop", "address": {"city": "Graz"}, "payment_days": 7}
    changed = answered(await tenant.http.patch(tenant.path, json=body))
    assert (changed["trading_name"], changed["address"]["city"], changed["payment_days"]) == ("Shop", "Graz", 7)
    assert changed["address"]["country"] == "AT"
    assert "trading_name" not in answered(await tenant.http.patch(tenant.path, json={"trading_name": None}))


WRONG_CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"name": ""}, "/name"), ({"name": None}, "/name"), ({"currency": "XXQ"}, "/currency"),
    ({"timezone": "Mars"}, "/timezone"), ({"timezone": "../etc/passwd"}, "/timezone"),
    ({"vat_id": "ATU1"}, "/vat_id"), ({"country": "DE"}, "/country"), ({"sample": True}, "/sample"),
    ({"bank_accounts": [{"account": "AT00"}]}, "/bank_accounts/0/account"), ({"colour": "red"}, "/colour"),
    ({"payment_days": "soon"}, "/payment_days"), ({"payment_days": 1.5}, "/payment_days"),
    ({"address": {"country": "ZZ"}}, "/address/country"), ({"trading_name": "a\u0000"}, "/trading_name"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "place"), WRONG_CHANGES)
async def test_wrong_change_of_an_organization_is_refused(tenant: Tenant, body: dict[str, Any], place: str) -> None:
    before = answered(await tenant.http.get(tenant.path))
    response = await tenant.http.patch(tenant.path, json=body)
    assert response.status_code == 422, response.text
    assert set(found(response.json())) == {place}
    assert answered(await tenant.http.get(tenant.path)) == before


@pytest.mark.parametrize("days", [-1, 366, 10**30])
async def test_days_to_pay_have_bounds(tenant: Tenant, days: int) -> None:
    response = await tenant.http.patch(tenant.path, json={"payment_days": days})
    assert response.status_code == 422, response.text
    assert set(found(response.json())) == {"/payment_days"}


async def test_time_zone_that_is_a_folder_is_refused(tenant: Tenant) -> None:
    response = await tenant.http.patch(tenant.path, json={"timezone": "Europe"})
    assert response.status_code == 422, response.text


def picture(kind: str, size: tuple[int, int] = (40, 20)) -> str:
    held = io.BytesIO()
    Image.new("RGB", size, "red").save(held, kind)
    return base64.b64encode(held.getvalue()).decode()


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
async def test_logo_is_taken_shown_and_removed(tenant: Tenant, kind: str, media_type: str) -> None:
    path = f"{tenant.path}/branding"
    body = {"logo": picture(kind), "colour": "#AA0000", "footer": "Thank you"}
    changed = answered(await tenant.http.patch(path, json=body))
    assert (changed["logo_media_type"], changed["colour"], changed["footer"]) == (media_type, "#aa0000", "Thank you")
    assert answered(await tenant.http.get(path)) == changed
    answered(await tenant.http.post("/v1/invoices/preview", json=request()))
    removed = answered(await tenant.http.patch(path, json={"logo": None}))
    assert (removed["logo_sha256"], removed["colour"], removed["footer"]) == (None, "#aa0000", "Thank you")


@pytest.mark.parametrize(("body", "place"), [
    ({"colour": "red"}, "/colour"), ({"colour": "#12345g"}, "/colour"), ({"logo": "%%%"}, "/logo"),
    ({"logo": "ü"}, "/logo"), ({"logo": base64.b64encode(b"<svg/>").decode()}, "/logo"), ({"logo": ""}, "/logo"),
    ({"logo": picture("GIF")}, "/logo"), ({"logo": picture("PNG", (4001, 1))}, "/logo"),
    ({"logo": "A" * 1_400_001}, "/logo"), ({"footer": "a" * 501}, "/footer"), ({"font": "Arial"}, "/font"),
])  # fmt: skip
async def test_wrong_branding_is_refused(tenant: Tenant, body: dict[str, Any], place: str) -> None:
    response = await tenant.http.patch(f"{tenant.path}/branding", json=body)
    assert response.status_code == 422, response.text
    assert set(found(response.json())) == {place}


async def test_footer_that_no_database_can_keep_is_refused(tenant: Tenant) -> None:
    response = await tenant.http.patch(f"{tenant.path}/branding", json={"footer": "a\u0000b"})
    assert response.status_code == 422, response.text


async def test_sender_is_set_without_ever_showing_its_password_and_removed(tenant: Tenant) -> None:
    path = f"{tenant.path}/email-sender"
    body = {"address": "billing@example.com", "host": "mail.example.com", "username": "a", "password": "hunter2"}
    response = await tenant.http.put(path, json=body)
    assert answered(response)["has_password"] is True
    assert "hunter2" not in response.text
    assert "hunter2" not in (await tenant.http.get(path)).text
    assert answered(await tenant.http.get(path))["port"] == 587
    answered(await tenant.http.delete(path), 204)
    assert answered(await tenant.http.get(path))["address"] is None


@pytest.mark.parametrize(("body", "place"), [
    ({"address": "nobody"}, "/address"), ({"address": "a@b", "port": 0}, "/port"),
    ({"address": "a@b", "port": 10**30}, "/port"), ({"address": "a@b", "security": "some"}, "/security"),
    ({"address": "a@b", "password": "x"}, "/username"), ({}, "/address"),
])  # fmt: skip
async def test_wrong_sender_is_refused(tenant: Tenant, body: dict[str, Any], place: str) -> None:
    response = await tenant.http.put(f"{tenant.path}/email-sender", json=body)
    assert response.status_code == 422, response.text
    assert set(found(response.json())) == {place}


# Customers ------------------------------------------------------------------------------------------------------


async def test_customer_is_changed_by_merge_patch(tenant: Tenant) -> None:
    body = {"name": "A", "address": {"city": "Wien", "country": "AT"}, "metadata": {"a": "1", "b": "2"}}
    path = answered(await tenant.http.post("/v1/customers", json=body), 201)["id"]
    patch = {"address": {"city": None, "line1": "Weg 1"}, "metadata": {"a": None, "c": "3"}, "email": "a@example.com"}
    changed = answered(await tenant.http.patch(f"/v1/customers/{path}", json=patch))
    assert changed["address"] == {"line1": "Weg 1", "country": "AT"}
    assert changed["metadata"] == {"b": "2", "c": "3"}
    assert changed["email"] == "a@example.com"


@pytest.mark.parametrize(("body", "place"), [
    ({"name": None}, "/name"), ({"name": ""}, "/name"), ({"email": "nobody"}, "/email"), ({"vat": "1"}, "/vat"),
    ({"language": "tlh"}, "/language"), ({"payment_days": 366}, "/payment_days"),
    ({"external_id": "2"}, "/external_id"), ({"address": {"country": "ZZ"}}, "/address/country"),
    ({"address": "Wien"}, "/address"),
])  # fmt: skip
async def test_wrong_change_of_a_customer_is_refused(tenant: Tenant, body: dict[str, Any], place: str) -> None:
    made = answered(await tenant.http.post("/v1/customers", json={"name": "A", "external_id": "1"}), 201)
    path = f"/v1/customers/{made['id']}"
    response = await tenant.http.patch(path, json=body)
    assert response.status_code == 422, response.text
    assert set(found(response.json())) == {place}
    assert answered(await tenant.http.get(path)) == made


async def test_metadata_of_a_customer_does_not_grow_over_fifty_keys_by_changes(tenant: Tenant) -> None:
    metadata = {f"key_{number}": "1" for number in range(50)}
    made = answered(await tenant.http.post("/v1/customers", json={"name": "A", "metadata": metadata}), 201)
    response = await tenant.http.patch(f"/v1/customers/{made['id']}", json={"metadata": {"one_more": "1"}})
    assert response.status_code == 422, response.text

"""Receiving: nothing is lost, nothing is taken twice, and what is odd is told."""

import asyncio
from dataclasses import replace

import pytest

from documents.test_bad_inputs import BOMB
from faktura.inbox import limits
from faktura.inbox.errors import ReceivedEmpty, ReceivedTooLarge
from faktura.inbox.examine import normal
from faktura.inbox.orders.create import close_order, create_order
from faktura.inbox.orders.read import read_order
from faktura.inbox.schemas import PurchaseOrderRequest
from faktura.inbox.suppliers.read import list_suppliers
from faktura.model import Buyer, ElectronicAddress
from faktura.model.json import adapter

from .stage import IBAN, OTHER_IBAN, SELLER, Receiver, codes, paid_to, xml

OTHER = replace(SELLER, vat_id="ATU87654321", electronic_address=None, legal_registration=None)

pytestmark = pytest.mark.anyio


async def test_a_document_is_kept_as_it_came(receiver: Receiver) -> None:
    content = xml(number="R-1")
    received = await receiver.receive(content, name="R-1.xml")
    item = await receiver.item(received)
    assert not received.duplicate
    assert (item.state.value, item.verdict, item.name, item.facts.number) == ("received", "valid", "R-1.xml", "R-1")
    assert await receiver.floor.objects.get(item.sha256) == content
    assert [row["type"] for row in await receiver.events(item.id)] == ["inbox.received"]
    assert codes(item) == ["inbox_supplier_new"]


async def test_the_same_bytes_lead_to_the_first_item(receiver: Receiver) -> None:
    first = await receiver.receive(xml())
    second = await receiver.receive(xml(), name="again.xml", channel="email", envelope={"from": "a@b.test"})
    assert (second.item, second.duplicate, second.repeated) == (first.item, True, False)
    types = [row["type"] for row in await receiver.events(first.item)]
    assert types == ["inbox.received", "inbox.duplicate"]
    async with receiver.unit() as unit:
        assert await unit.fetch_value("select count(*) from inbox_items where tenant = $1", unit.tenant) == 1
        assert await unit.fetch_value("select count(*) from inbox_arrivals where tenant = $1", unit.tenant) == 2


async def test_the_same_envelope_is_received_once(receiver: Receiver) -> None:
    first = await receiver.receive(xml(), channel="peppol", envelope_id="env-1", envelope={"sender": "0088:1"})
    again = await receiver.receive(xml(), channel="peppol", envelope_id="env-1")
    # Another road may have the same id for another thing.
    other = await receiver.receive(xml(number="R-2"), channel="email", envelope_id="env-1")
    assert again.item == first.item
    assert again.repeated
    assert other.item != first.item
    assert len(await receiver.events(first.item)) == 1


async def test_many_at_once_make_one_item_and_one_supplier(receiver: Receiver) -> None:
    same = [receiver.receive(xml()) for _ in range(4)]
    others = [receiver.receive(xml(number=f"R-{n}")) for n in range(4)]
    received = await asyncio.gather(*same, *others)
    assert len({each.item for each in received}) == 5
    assert sum(not each.duplicate for each in received) == 5
    async with receiver.unit() as unit:
        assert len(await list_suppliers(unit)) == 1


async def test_the_same_number_with_other_bytes_is_told_and_not_lost(receiver: Receiver) -> None:
    first = await receiver.get(number="R-1")
    second = await receiver.get(number="R-1", buyer_reference="other")
    assert second.id != first.id
    assert second.duplicate_of == first.id
    assert "inbox_duplicate" in codes(second)
    assert [row["type"] for row in await receiver.events(second.id)] == ["inbox.received", "inbox.duplicate"]
    # A credit note, another number or another supplier is no copy.
    for changes in (
        {"number": "R-1", "type_code": "381"},
        {"number": "R-2"},
        {"number": "R-1", "seller": OTHER},
    ):
        assert "inbox_duplicate" not in codes(await receiver.get(**changes)), changes


@pytest.mark.parametrize(
    ("content", "verdict"),
    [(BOMB.encode(), "unreadable"), (b"Dear customer", "unreadable"), (b"PK\x03\x04 a zip", "unsupported")],
)
async def test_what_can_not_be_read_is_kept_with_its_finding(receiver: Receiver, content: bytes, verdict: str) -> None:
    item = await receiver.item(await receiver.receive(content, name="x"))
    assert item.state.value == "received"
    assert item.verdict in (verdict, "unreadable")
    assert item.rule_findings[0]["severity"] == "fatal"
    assert item.supplier is None
    assert await receiver.floor.objects.get(item.sha256) == content


async def test_empty_and_too_long_documents_are_refused(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReceivedEmpty):
        await receiver.receive(b"")
    monkeypatch.setattr("faktura.inbox.receive.DOCUMENT_BYTES_MAX", 10)
    assert (await receiver.receive(b"x" * 10)).item
    with pytest.raises(ReceivedTooLarge):
        await receiver.receive(b"x" * 11)


async def test_what_is_kept_of_an_envelope_is_limited(receiver: Receiver) -> None:
    assert (await receiver.receive(b"a", envelope={"a": "x" * (limits.ENVELOPE_BYTES_MAX - 8)})).item
    with pytest.raises(ValueError, match="envelope"):
        await receiver.receive(b"b", envelope={"a": "x" * limits.ENVELOPE_BYTES_MAX})


async def test_names_of_files_are_cut(receiver: Receiver) -> None:
    item = await receiver.item(await receiver.receive(b"x", name="\x00" + "n" * 2_000))
    assert item.name == "n" * limits.NAME_LENGTH_MAX


async def test_suppliers_are_found_by_vat_id_then_endpoint_then_registration(receiver: Receiver) -> None:
    endpoint = ElectronicAddress(value="AT:Ex", scheme="9915")
    bare = replace(SELLER, electronic_address=None, legal_registration=None)
    first = await receiver.get(number="1", seller=replace(bare, electronic_address=endpoint))
    # The VAT identifier is compared without signs and case, whatever the name is.
    by_vat = await receiver.get(number="2", seller=replace(bare, name="Other name", vat_id="atu 1234 5675"))
    lower = ElectronicAddress(value="at:ex", scheme="9915")
    by_endpoint = await receiver.get(number="3", seller=replace(bare, vat_id=None, electronic_address=lower))
    nobody = await receiver.get(number="4", seller=replace(bare, vat_id="ATU87654321"))
    assert by_vat.supplier == by_endpoint.supplier == first.supplier
    assert nobody.supplier != first.supplier
    assert "inbox_supplier_new" in codes(nobody)
    assert "inbox_supplier_new" not in codes(by_vat)
    # By name only where nothing else is said.
    named = replace(bare, vat_id=None, name="Just a name")
    one, two = await receiver.get(number="5", seller=named), await receiver.get(number="6", seller=named)
    assert one.supplier == two.supplier != first.supplier


async def test_identifiers_that_lead_to_two_suppliers_are_told(receiver: Receiver) -> None:
    endpoint = ElectronicAddress(value="at:ex", scheme="9915")
    bare = replace(SELLER, electronic_address=None, legal_registration=None)
    first = await receiver.get(number="1", seller=bare)
    await receiver.get(number="2", seller=replace(bare, vat_id="ATU87654321", electronic_address=endpoint))
    mixed = await receiver.get(number="3", seller=replace(bare, electronic_address=endpoint))
    assert mixed.supplier == first.supplier
    assert "inbox_supplier_ambiguous" in codes(mixed)


async def test_another_vat_identifier_than_the_supplier_has_is_told(receiver: Receiver) -> None:
    endpoint = ElectronicAddress(value="at:ex", scheme="9915")
    first = await receiver.get(number="1", seller=replace(SELLER, electronic_address=endpoint))
    odd = await receiver.get(number="2", seller=replace(OTHER, electronic_address=endpoint))
    assert odd.supplier == first.supplier
    assert codes(odd) == ["inbox_supplier_differs"]


async def test_another_account_than_before_is_a_finding_also_the_second_time(receiver: Receiver) -> None:
    await receiver.get(number="1")
    same = await receiver.get(number="2", payment_instructions=paid_to("at61 1904 3002 3457 3201"))
    forged = await receiver.get(number="3", payment_instructions=paid_to(OTHER_IBAN))
    again = await receiver.get(number="4", payment_instructions=paid_to(OTHER_IBAN))
    assert "inbox_account_unknown" not in codes(same)
    assert "inbox_account_unknown" in codes(forged)
    assert "inbox_account_unknown" in codes(again)
    finding = next(each for each in forged.findings if each["code"] == "inbox_account_unknown")
    assert OTHER_IBAN in finding["message"]
    assert finding["term"] == "BT-84"
    assert normal(IBAN) == IBAN


async def test_a_document_for_somebody_else_is_told(receiver: Receiver) -> None:
    async with receiver.unit() as unit:
        await unit.execute(
            'update organizations set profile = profile || \'{"vat_id": "ATU11111116"}\'::jsonb where tenant = $1',
            unit.tenant,
        )
    theirs = await receiver.get(number="1", buyer=Buyer(name="Other", vat_id="ATU22222224"))
    ours = await receiver.get(number="2", buyer=Buyer(name="We", vat_id="ATU 11111116"))
    assert "inbox_not_addressed" in codes(theirs)
    assert "inbox_not_addressed" not in codes(ours)
    # In a self-billed document we are the seller, and no supplier of ours.
    own = await receiver.get(number="3", type_code="389", seller=replace(SELLER, vat_id="ATU11111116"))
    assert own.supplier is None
    assert "inbox_not_addressed" not in codes(own)


async def order(receiver: Receiver, **fields: str) -> str:
    given = {"number": "PO-1", "currency": "EUR", "total_without_vat": "2000.00", **fields}
    async with receiver.unit() as unit:
        made = await create_order(unit, adapter(PurchaseOrderRequest).validate_python(given))
    return made.public_id


async def test_a_document_is_held_against_its_order(receiver: Receiver) -> None:
    await order(receiver)
    fitting = await receiver.get(number="1", purchase_order_reference="PO-1")
    assert fitting.purchase_order is not None
    assert codes(fitting) == ["inbox_supplier_new"]
    async with receiver.unit() as unit:
        held = await read_order(unit, fitting.purchase_order)
    assert held.invoiced == fitting.facts.total_without_vat
    # The second one is too much, a credit note is not.
    assert "inbox_order_exceeded" in codes(await receiver.get(number="2", purchase_order_reference="PO-1"))
    credit = await receiver.get(number="3", type_code="381", purchase_order_reference="PO-1")
    assert "inbox_order_exceeded" not in codes(credit)
    assert "inbox_order_unknown" in codes(await receiver.get(number="4", purchase_order_reference="PO-9"))


async def test_an_order_has_a_tolerance(receiver: Receiver) -> None:
    total = (await receiver.get(number="0")).facts.total_without_vat
    assert total is not None
    ordered = str(total - 1)
    await order(receiver, number="strict", total_without_vat=ordered)
    await order(receiver, number="wide", total_without_vat=ordered, tolerance_percent="1.5")
    assert "inbox_order_exceeded" in codes(await receiver.get(number="1", purchase_order_reference="strict"))
    assert "inbox_order_exceeded" not in codes(await receiver.get(number="2", purchase_order_reference="wide"))


async def test_closed_foreign_and_other_orders_are_told(receiver: Receiver) -> None:
    other = await receiver.get(number="0", seller=OTHER)
    assert other.supplier is not None
    async with receiver.unit() as unit:
        supplier = next(each for each in await list_suppliers(unit) if each.id == other.supplier)
    await order(receiver, number="theirs", supplier=supplier.public_id)
    await order(receiver, number="dollars", currency="USD")
    await order(receiver, number="closed")
    async with receiver.unit() as unit:
        closed = await unit.fetch_value(
            "select id from purchase_orders where tenant = $1 and number = 'closed'", unit.tenant
        )
        await close_order(unit, closed)
    for name, code in (
        ("theirs", "inbox_order_supplier"),
        ("dollars", "inbox_order_currency"),
        ("closed", "inbox_order_closed"),
    ):
        assert code in codes(await receiver.get(number=name, purchase_order_reference=name))

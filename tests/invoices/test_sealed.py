"""The sealed document: canonical, hashed, and what the database made of the marks."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from faktura.invoices.read import IssuedInvoice, read_invoice
from faktura.invoices.sealed import SCHEMA, hash_of, is_canonical, new_mark, number_mark
from faktura.model.json import canonical
from faktura.storage.floor import Floor
from faktura.storage.ids import show_id
from scenarios.business import Business, new_business

NOW = datetime(2026, 6, 1, 12, 30, 15, 250000, tzinfo=UTC)
# What JSON has to escape, what PostgreSQL's replace() and format() could stumble over, and what sorts oddly.
NASTY = 'quote " backslash \\ slash / tab \t newline \n %s %1$I $1 {n} @mark:number "null" ü € 𝄞 ﬁ \u2028 é ́ <>& '


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


KEYS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_our_canonical_json_is_that_of_the_rfc(plain: Any) -> None:
    assert canonical(plain) == rfc8785.dumps(plain)
    assert is_canonical(canonical(plain).decode())


@pytest.mark.parametrize("text", ['{"b":1,"a":2}', '{"a": 1}', '{"a":1}\n', '{"a":"\\u0041"}'])
def test_other_spellings_are_not_canonical(text: str) -> None:
    assert not is_canonical(text)


def test_marks_occur_nowhere_else() -> None:
    assert len({new_mark() for _ in range(100)}) == 100
    assert canonical([number_mark(new_mark())]).count(b"\\") == 0


def check_sealed(issued: IssuedInvoice) -> dict[str, Any]:
    """The hash and the canonical form are those that anybody can compute again from the text alone."""
    assert issued.hash == hashlib.sha256(issued.text.encode()).digest() == hash_of(issued.text)
    plain: dict[str, Any] = orjson.loads(issued.text)
    assert rfc8785.dumps(plain) == issued.text.encode()
    assert is_canonical(issued.text)
    return plain


@pytest.mark.anyio
async def test_the_sealed_document_says_everything(business: Business) -> None:
    issued = await business.issue(NOW, external_id="x-1", metadata={"key": "value"})
    plain = check_sealed(issued)
    assert plain["schema"] == SCHEMA
    assert plain["id"] == show_id("inv", issued.id)
    assert (plain["mode"], plain["document_type"], plain["language"]) == ("test", "invoice", "de")
    assert (plain["sequence"], plain["position"], plain["previous_hash"]) == (1, 1, None)
    assert plain["document"]["number"] == issued.number == "2026-00001"
    assert plain["document"]["payment_instructions"][0]["remittance_information"] == issued.number
    assert (plain["external_id"], plain["metadata"]) == ("x-1", {"key": "value"})
    assert plain["issued_at"] == "2026-06-01T12:30:15.250000+00:00"
    assert plain["email"] == "buyer@example.com"
    assert set(plain["versions"]) == {"faktura", "calculation", "specification"}
    assert plain["branding"]["colour"]
    async with business.unit() as unit:
        again = await read_invoice(unit, issued.id)
    assert (again.text, again.hash, again.previous_hash) == (issued.text, issued.hash, None)


@pytest.mark.anyio
async def test_no_mark_is_left_and_no_text_of_the_user_is_touched(business: Business) -> None:
    issued = await business.issue(
        NOW,
        notes=[{"text": NASTY}],
        metadata={"sequence": '"@x:sequence"', "position": "@position", "previous": "@previous"},
        lines=[{"name": NASTY, "quantity": "1", "unit_price": "1.00"}],
    )
    plain = check_sealed(issued)
    assert plain["document"]["notes"][0]["text"] == NASTY
    assert plain["document"]["lines"][0]["name"] == NASTY
    assert plain["metadata"] == {"sequence": '"@x:sequence"', "position": "@position", "previous": "@previous"}
    assert isinstance(plain["sequence"], int)


@pytest.mark.anyio
async def test_each_document_holds_the_hash_of_the_one_before(business: Business) -> None:
    chain = [await business.issue(NOW) for _ in range(3)]
    assert [issued.previous_hash for issued in chain] == [None, chain[0].hash, chain[1].hash]
    for place, issued in enumerate(chain, 1):
        plain = check_sealed(issued)
        assert plain["position"] == plain["sequence"] == place
        assert plain["previous_hash"] == (chain[place - 2].hash.hex() if place > 1 else None)
    note = await business.issue(NOW, document_type="credit_note", due_date=None)
    assert (note.number, note.previous_hash) == ("CN-2026-00001", None)


@pytest.mark.anyio
async def test_the_columns_repeat_what_the_document_says(business: Business) -> None:
    issued = await business.issue(NOW, external_id="x-2")
    async with business.unit() as unit:
        row = await unit.fetch_row("select * from invoices where tenant = $1 and id = $2", business.tenant, issued.id)
        event = await unit.fetch_row("select * from events where tenant = $1 and object = $2", unit.tenant, issued.id)
    assert (row["number"], row["external_id"], row["currency"]) == (issued.number, "x-2", "EUR")
    assert (row["total_with_vat"], row["amount_due"]) == (issued.amount_due, issued.amount_due)
    assert (row["issue_date"], row["due_date"]) == (issued.issue_date, issued.due_date)
    assert row["hash"] == issued.hash
    assert (event["type"], event["occurred_at"]) == ("invoice.issued", NOW)
    assert event["data"] == {"number": issued.number, "hash": issued.hash.hex()}

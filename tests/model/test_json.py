import json
from datetime import date
from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from faktura.model import (
    Address,
    Buyer,
    CreditTransfer,
    DocumentAllowance,
    Identifier,
    Invoice,
    Line,
    LineAllowance,
    Note,
    PaymentInstructions,
    Seller,
    Totals,
    Vat,
    VatBreakdown,
)
from faktura.model.json import canonical, from_plain, to_plain

INVOICE = Invoice(
    number="2026-00017",
    issue_date=date(2026, 11, 23),
    currency="EUR",
    notes=(Note(text="Danke für Ihren Auftrag €, 請求書, \u2028 and \U0001f600", subject_code="AAI"),),
    seller=Seller(name="Bäckerei Müller", identifiers=(Identifier(value="4000001123452", scheme="0088"),)),
    buyer=Buyer(name='"Quoted" \\ GmbH', address=Address(city="Łódź", country="PL")),
    payment_instructions=(
        PaymentInstructions(means_code="58", credit_transfers=(CreditTransfer(account="DE02120300000000202051"),)),
    ),
    allowances=(DocumentAllowance(amount=Decimal("1.00"), vat=Vat(category="S", rate=Decimal(19))),),
    lines=(
        Line(
            id="1",
            quantity=Decimal("1E+3"),
            unit_price=Decimal("0.0000000001"),
            allowances=(LineAllowance(amount=Decimal("0.00")),),
        ),
    ),
    vat_breakdown=(VatBreakdown(category="S", rate=Decimal("19.00"), taxable_amount=Decimal("-1.00")),),
    totals=Totals(sum_of_lines=Decimal("0.00")),
)

# What our JSON is made of: no floats, and names as the model has them (ASCII).
NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


def test_a_document_comes_back_as_it_was():
    assert from_plain(to_plain(INVOICE)) == INVOICE
    assert from_plain(json.loads(canonical(to_plain(INVOICE)))) == INVOICE


def test_decimals_are_plain_strings_dates_are_iso_and_absent_fields_are_left_out():
    plain = to_plain(INVOICE)
    assert plain["lines"][0]["quantity"] == "1000"
    assert plain["lines"][0]["unit_price"] == "0.0000000001"
    assert plain["lines"][0]["allowances"] == [{"amount": "0.00"}]
    assert plain["vat_breakdown"] == [{"category": "S", "rate": "19.00", "taxable_amount": "-1.00"}]
    assert plain["issue_date"] == "2026-11-23"
    assert "due_date" not in plain
    assert "charges" not in plain
    assert to_plain(Invoice()) == {}


def test_the_canonical_form_of_a_document_is_rfc_8785():
    assert canonical(to_plain(INVOICE)) == rfc8785.dumps(to_plain(INVOICE))


@given(PLAIN)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_canonical_form_is_rfc_8785(plain):
    assert canonical(plain) == rfc8785.dumps(plain)


@given(PLAIN)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_the_canonical_form_depends_on_the_content_only(plain):
    assert canonical(json.loads(canonical(plain))) == canonical(plain)


def test_the_order_of_names_does_not_matter_and_digits_do():
    assert canonical({"b": "1", "a": "2"}) == canonical({"a": "2", "b": "1"}) == b'{"a":"2","b":"1"}'
    assert canonical({"rate": "19"}) != canonical({"rate": "19.00"})


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (1234.5, "number_not_string"),
        (5, "number_not_string"),
        (True, "number_not_string"),
        ("1e3", "decimal_invalid"),
        ("+1", "decimal_invalid"),
        ("01", "decimal_invalid"),
        ("1.", "decimal_invalid"),
        (".5", "decimal_invalid"),
        ("NaN", "decimal_invalid"),
        ("١", "decimal_invalid"),
        ("1\n", "decimal_invalid"),
        ("1234567890123456", "decimal_invalid"),
        ("0.12345678901", "decimal_invalid"),
        ("-0.00", "negative_zero"),
    ],
)
def test_what_is_no_decimal_string_is_refused(number, code):
    with pytest.raises(ValidationError) as refused:
        from_plain({"lines": [{"quantity": number}]})
    assert [(error["type"], error["loc"]) for error in refused.value.errors()] == [(code, ("lines", 0, "quantity"))]


@pytest.mark.parametrize("number", ["0", "-1", "0.10", "999999999999999.9999999999"])
def test_decimal_strings_keep_their_digits(number):
    assert to_plain(from_plain({"lines": [{"quantity": number}]})) == {"lines": [{"quantity": number}]}


@pytest.mark.parametrize("day", ["2026-02-29", "23.11.2026", "2026-11-23T00:00:00", "20261123", "1899-12-31", 20261123])
def test_what_is_no_date_is_refused(day):
    with pytest.raises(ValidationError) as refused:
        from_plain({"issue_date": day})
    assert [error["type"] for error in refused.value.errors()] == ["date_invalid"]


def test_everything_wrong_is_reported_at_once():
    with pytest.raises(ValidationError) as refused:
        from_plain({"number": "a\x00b", "surprise": 1, "lines": [{"quantity": 1}, {"name": ""}]})
    assert {error["type"] for error in refused.value.errors()} == {
        "text_unwritable",
        "unexpected_keyword_argument",
        "number_not_string",
        "string_too_short",
    }

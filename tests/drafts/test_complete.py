"""Each derivation: what it makes, and the step that says so."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from faktura.codes.units import UNIT_ALIASES
from faktura.customers.record import CustomerRecord
from faktura.drafts.complete import complete
from faktura.model import DOCUMENT_TYPES, CreditTransfer
from faktura.model.invoice import CREDIT_NOTE_TYPE_CODES
from faktura.model.json import adapter
from faktura.registry import countries

from .around import TODAY, around, buyer, completed, line, read, refused, steps


def customer(**fields: Any) -> CustomerRecord:
    found: CustomerRecord = adapter(CustomerRecord).validate_python({**buyer(), "email": "ap@example.com", **fields})
    return found


def test_a_small_request_becomes_a_whole_document_without_a_fatal_finding() -> None:
    done = completed()
    assert refused(done) == []
    invoice = done.invoice
    assert (invoice.number, invoice.type_code, invoice.currency) == ("@mark:number", "380", "EUR")
    assert invoice.seller is not None
    assert invoice.seller.name == "Seller"
    assert invoice.totals is not None
    assert invoice.totals.total_with_vat == Decimal("120.00")
    assert done.document_type.name == "invoice"
    assert sorted(steps(done)) == [
        "/currency",
        "/due_date",
        "/issue_date",
        "/language",
        "/lines/0/unit",
        "/lines/0/vat",
        "/payment_instructions/0/means_code",
        "/payment_instructions/0/remittance_information",
        "/specification",
    ]
    assert all(step.why for step in done.derivations)
    terms = {step.pointer: step.term for step in done.derivations}
    assert (terms["/issue_date"], terms["/due_date"], terms["/lines/0/unit"]) == ("BT-2", "BT-9", "BT-130")


def test_completing_what_was_completed_changes_nothing_more() -> None:
    once = completed().invoice
    given = {
        name: getattr(once, name)
        for name in ("issue_date", "currency", "due_date", "lines", "payment_instructions", "specification", "buyer")
    }
    again = complete(replace(read(), **given, language="de"), around(), number_mark="@mark:number")
    assert again.invoice == once
    assert again.derivations == []


def test_nothing_is_asked_of_the_number_before_there_is_one() -> None:
    """Only a mark stands in its place; each country's rule on numbers is asked when it is known."""
    for code in countries():
        done = completed(around(code), buyer=buyer(code))
        assert [found.rule for found in done.findings if found.pointer == "/number"] == []
    told = completed(number="7").findings
    assert [(found.rule, found.pointer) for found in told if found.severity == "fatal"] == [
        ("number_not_taken", "/number")
    ]


@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"number": "7"}, "number_not_taken", "/number"),
        ({"seller": {"name": "Somebody else"}}, "seller_not_taken", "/seller"),
        ({"document_type": "receipt"}, "document_type_unknown", "/document_type"),
        ({"document_type": "invoice", "type_code": "381"}, "document_type_mismatch", "/type_code"),
        ({"document_type": "credit_note", "type_code": "380"}, "document_type_mismatch", "/type_code"),
        ({"language": "tlh"}, "language_unknown", "/language"),
        ({"specification": "peppol-bis-2"}, "specification_unknown", "/specification"),
    ],
)
def test_a_request_that_contradicts_itself_is_told_so(fields: dict[str, Any], code: str, pointer: str) -> None:
    assert (code, pointer) in refused(completed(**fields))


def test_customer_and_buyer_are_not_both_taken() -> None:
    assert ("buyer_given_twice", "/buyer") in refused(completed(around(customer=customer())))


# --- the type of the document -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DOCUMENT_TYPES.values(), ids=lambda kind: kind.name)
def test_every_document_type_has_its_code_and_the_other_way_round(kind: Any) -> None:
    assert completed(document_type=kind.name).invoice.type_code == kind.type_code
    assert completed(type_code=kind.type_code).document_type == kind
    assert completed(document_type=kind.name, type_code=kind.type_code).document_type == kind


def test_the_default_is_an_invoice() -> None:
    assert completed().document_type.name == "invoice"


@pytest.mark.parametrize("code", sorted(CREDIT_NOTE_TYPE_CODES - {"381", "261"}))
def test_other_codes_of_credit_notes_are_credit_notes(code: str) -> None:
    done = completed(type_code=code)
    assert (done.document_type.name, done.invoice.type_code) == ("credit_note", code)
    assert done.invoice.due_date is None


def test_other_codes_of_invoices_are_invoices() -> None:
    done = completed(type_code="875")
    assert (done.document_type.name, done.invoice.type_code) == ("invoice", "875")
    assert completed(document_type="corrective_invoice", type_code="875").document_type.name == "corrective_invoice"


# --- dates ----------------------------------------------------------------------------------------------------


def test_the_issue_date_is_today_where_the_organization_is() -> None:
    done = completed()
    assert done.invoice.issue_date == TODAY
    assert steps(done)["/issue_date"] == ("2026-06-15", "today in Europe/Vienna")
    assert "/issue_date" not in steps(completed(issue_date="2026-01-01"))


@pytest.mark.parametrize(
    ("days", "of_customer", "due", "whose"),
    [
        (30, None, date(2026, 7, 15), "the organization's days to pay"),
        (0, None, date(2026, 6, 15), "the organization's days to pay"),
        (30, 14, date(2026, 6, 29), "the customer's days to pay"),
        (30, 0, date(2026, 6, 15), "the customer's days to pay"),
    ],
)
def test_the_due_date_comes_from_the_days_to_pay(days: int, of_customer: int | None, due: date, whose: str) -> None:
    place = around(customer=customer(payment_days=of_customer), payment_days=days)
    done = completed(place, buyer=None)
    assert done.invoice.due_date == due
    assert steps(done)["/due_date"] == (due.isoformat(), whose)
    formula = next(step.formula for step in done.derivations if step.pointer == "/due_date")
    assert formula.startswith("2026-06-15 + ")


@pytest.mark.parametrize(
    "fields",
    [{"due_date": "2026-12-24"}, {"payment_terms": "When the moon is full."}, {"document_type": "credit_note"}],
)
def test_no_due_date_is_made_up_where_something_was_said_or_the_seller_owes(fields: dict[str, Any]) -> None:
    done = completed(**fields)
    assert "/due_date" not in steps(done)
    assert done.invoice.due_date == (date(2026, 12, 24) if "due_date" in fields else None)


# --- language -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "spoken", "language", "why"),
    [
        ({"language": "pl"}, "it", "pl", None),
        ({}, "it", "it", None),
        ({"buyer": buyer("FR")}, None, "fr", "the first language of the buyer's country, France"),
        ({"buyer": buyer("BE")}, None, "nl", "the first language of the buyer's country, Belgium"),
        ({"buyer": buyer("AT")}, None, "de", "the organization's language"),
        ({"buyer": buyer("US")}, None, "de", "the organization's language"),
        ({"buyer": {"name": "Nowhere"}}, None, "de", "the organization's language"),
    ],
)
def test_the_language_is_asked_for_or_the_buyers(
    fields: dict[str, Any], spoken: str | None, language: str, why: str | None
) -> None:
    place = around(customer=customer(language=spoken)) if spoken else around()
    done = completed(place, **{"buyer": None, **fields} if spoken else fields)
    assert done.language == language
    assert steps(done).get("/language") == ((language, why) if why else None)


# --- lines ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "code"), [("hour", "HUR"), ("piece", "H87"), ("day", "DAY"), ("kg", "KGM")])
def test_friendly_units_become_codes(unit: str, code: str) -> None:
    done = completed(lines=[line(unit=unit, price_base_unit=unit, price_base_quantity="1")])
    assert done.invoice.lines[0].unit == code
    assert done.invoice.lines[0].price_base_unit == code
    assert steps(done)["/lines/0/unit"] == (code, f"the UNECE code of {unit}")


def test_every_alias_becomes_its_code_and_every_code_stays() -> None:
    for alias, code in UNIT_ALIASES.items():
        assert completed(lines=[line(unit=alias)]).invoice.lines[0].unit == code
        done = completed(lines=[line(unit=code)])
        assert done.invoice.lines[0].unit == code
        assert "/lines/0/unit" not in steps(done)


def test_a_line_without_a_unit_counts_ones_and_an_unknown_unit_is_found() -> None:
    done = completed()
    assert done.invoice.lines[0].unit == "C62"
    assert steps(done)["/lines/0/unit"] == ("C62", "one, because no unit was given")
    wrong = completed(lines=[line(unit="furlong")])
    assert wrong.invoice.lines[0].unit == "furlong"
    assert "/lines/0/unit" in [pointer for _, pointer in refused(wrong)]


def test_the_name_of_a_line_comes_from_its_description() -> None:
    done = completed(lines=[line(name=None, description="Consulting in June")][:1])
    assert (done.invoice.lines[0].name, done.invoice.lines[0].description) == ("Consulting in June", None)
    assert steps(done)["/lines/0/name"] == ("Consulting in June", "the description, because no name was given")
    both = completed(lines=[line(description="More")]).invoice.lines[0]
    assert (both.name, both.description) == ("Work", "More")
    long = "long " * 200
    cut = completed(lines=[line(name=None, description=long)]).invoice.lines[0]
    assert (cut.name, cut.description) == (long[:500], long)


def test_each_line_is_derived_by_itself() -> None:
    done = completed(lines=[line(vat={"category": "S", "rate": "10"}), line(unit="HUR"), line(name=None)])
    assert [sorted(p for p in steps(done) if p.startswith(f"/lines/{n}/")) for n in range(3)] == [
        ["/lines/0/unit"],
        ["/lines/1/vat"],
        ["/lines/2/unit", "/lines/2/vat"],
    ]
    assert "/lines/2/name" in [pointer for _, pointer in refused(done)]


# --- payment --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("currency", "means"), [("EUR", "58"), ("USD", "30")])
def test_buyers_pay_to_the_organizations_account_and_name_the_number(currency: str, means: str) -> None:
    done = completed(currency=currency)
    (instructions,) = done.invoice.payment_instructions
    assert instructions.means_code == means
    assert instructions.remittance_information == "@mark:number"
    assert instructions.credit_transfers == around().profile.bank_accounts


@pytest.mark.parametrize(
    ("country", "name", "means"), [("DE", "xrechnung-3", ["1"]), ("DE", "en16931", []), ("NL", "peppol-bis-3", [])]
)
def test_a_credit_note_says_how_it_is_paid_where_the_country_s_networks_want_it(country, name, means) -> None:
    done = completed(around(country), document_type="credit_note", specification=name)
    assert [each.means_code for each in done.invoice.payment_instructions] == means


@pytest.mark.parametrize("fields", [{"document_type": "credit_note"}, {"payment_instructions": [{"means_code": "10"}]}])
def test_no_account_is_named_where_the_seller_owes_or_something_was_said(fields: dict[str, Any]) -> None:
    done = completed(**fields)
    assert [each.means_code for each in done.invoice.payment_instructions] == (
        ["10"] if "payment_instructions" in fields else []
    )
    assert "/payment_instructions/0/means_code" not in steps(done)


def test_all_accounts_of_the_organization_are_named() -> None:
    accounts = (CreditTransfer(account="AT611904300234573201"), CreditTransfer(account="DE89370400440532013000"))
    assert completed(around(bank_accounts=accounts)).invoice.payment_instructions[0].credit_transfers == accounts
    assert completed(around(bank_accounts=())).invoice.payment_instructions == ()


def test_the_currency_is_the_organizations_unless_said() -> None:
    assert completed(around("PL"), buyer=buyer("PL")).invoice.currency == "PLN"
    assert completed(currency="CHF").invoice.currency == "CHF"


# --- specification --------------------------------------------------------------------------------------------

ADDRESSED = buyer("DE", vat_id="DE123456788", electronic_address={"scheme": "9930", "value": "DE123456788"})


@pytest.mark.parametrize(
    ("fields", "name", "why"),
    [
        ({}, "en16931", "Peppol BIS would need an electronic address"),
        ({"buyer_reference": "X"}, "en16931", "Peppol BIS would need an electronic address"),
        (
            {"buyer": ADDRESSED},
            "en16931",
            "Peppol BIS would need a buyer reference or purchase order reference",
        ),
        (
            {"buyer": ADDRESSED, "buyer_reference": "X"},
            "peppol-bis-3",
            "seller and buyer have electronic addresses and a reference is given",
        ),
        (
            {"buyer": ADDRESSED, "purchase_order_reference": "X"},
            "peppol-bis-3",
            "seller and buyer have electronic addresses and a reference is given",
        ),
    ],
)
def test_peppol_bis_is_chosen_where_it_can_work(fields: dict[str, Any], name: str, why: str) -> None:
    place = around("DE")
    assert place.profile.electronic_address is not None
    done = completed(place, **fields)
    assert done.specification.name == name
    assert done.invoice.specification == done.specification.identifier
    assert steps(done)["/specification"] == (done.specification.identifier, why)
    assert (done.invoice.business_process is not None) == (name == "peppol-bis-3")


def test_a_specification_is_asked_for_by_our_name_or_by_its_identifier() -> None:
    known = around().specifications.values()
    for spec in known:
        for wanted in (spec.name, spec.identifier):
            done = completed(specification=wanted)
            # Two may have one identifier (a profile and the standard itself); then it means the older one.
            assert done.specification is spec or wanted == spec.identifier == done.specification.identifier
            assert done.invoice.specification == spec.identifier
            assert "/specification" not in steps(done)
    assert completed(specification="nonsense").specification.name == "en16931"
    assert completed(specification="peppol-bis-3", business_process="own").invoice.business_process == "own"


def test_without_the_sellers_electronic_address_it_is_the_european_standard() -> None:
    done = completed(around("DE", electronic_address=None), buyer=ADDRESSED, buyer_reference="X")
    assert done.specification.name == "en16931"


# --- texts and mail -------------------------------------------------------------------------------------------


def test_the_texts_of_the_law_are_printed_in_the_buyers_language_where_there_are_some() -> None:
    reverse = {"buyer": buyer("DE", vat_id="DE123456788")}
    (german,) = completed(**reverse).printed_texts
    assert "Reverse Charge" in german
    (english,) = completed(**reverse, language="en").printed_texts
    (polish,) = completed(**reverse, language="pl").printed_texts
    known = {text.language: text.text for text in countries()["AT"].printed_texts if text.id == "reverse_charge"}
    assert german == known["de"]
    assert english == known.get("en", german)
    assert polish == known.get("pl", german)


def test_texts_are_printed_from_their_first_day_on_and_once_each() -> None:
    for code, country in countries().items():
        done = completed(around(code), buyer=buyer(code))
        applying = {text.id for text in country.printed_texts if text.since <= TODAY and text.applies(done.invoice)}
        assert len(done.printed_texts) == len(applying)
        long_ago = completed(around(code), buyer=buyer(code), issue_date="1990-01-01")
        old = {text.id for text in country.printed_texts if text.since <= date(1990, 1, 1)}
        assert len(long_ago.printed_texts) <= len(old)


def test_mail_goes_to_the_customer_or_to_the_buyers_contact() -> None:
    assert completed(around(customer=customer()), buyer=None).email == "ap@example.com"
    assert completed(buyer=buyer(contact={"email": "desk@example.com"})).email == "desk@example.com"
    assert completed().email is None
    record = customer(email=None, contact={"email": "desk@example.com"})
    assert completed(around(customer=record), buyer=None).email == "desk@example.com"


def test_the_record_of_a_customer_becomes_the_buyer_without_what_is_only_for_the_way() -> None:
    done = completed(around(customer=customer(language="de", payment_days=3)), buyer=None)
    assert done.invoice.buyer is not None
    assert done.invoice.buyer.name == "Buyer"
    assert not hasattr(done.invoice.buyer, "email")


def test_everything_that_is_wrong_comes_at_once() -> None:
    done = completed(number="1", language="xx", buyer={"name": "Nobody"}, lines=[line(name=None, unit="?")])
    rules = {rule for rule, _ in refused(done)}
    assert {"number_not_taken", "language_unknown", "vat_not_derivable", "BR-25"} <= rules


def test_steps_of_the_calculation_are_told_when_asked_for() -> None:
    assert completed().steps == ()
    explained = complete(read(), around(), number_mark="X", explain=True)
    assert explained.steps
    assert explained.invoice.totals == completed().invoice.totals


@pytest.mark.parametrize("country", sorted(countries()))
def test_a_service_outside_the_union_is_issuable_without_vat_identifiers_and_says_so(country: str) -> None:
    done = completed(around(country), buyer=buyer("CH", vat_id="CHE123456788MWST"), vat_currency=None)
    assert done.invoice.vat_breakdown[0].category == "O"
    assert done.invoice.seller is not None
    assert done.invoice.seller.vat_id is None
    assert done.invoice.buyer is not None
    assert done.invoice.buyer.vat_id is None
    assert "BR-O-02" in steps(done)["/seller/vat_id"][1]
    assert "BR-O-02" in steps(done)["/buyer/vat_id"][1]
    assert refused(done) == []


def test_findings_about_the_buyer_point_at_the_customer_that_was_sent() -> None:
    sent = adapter(CustomerRecord).validate_python({"name": "Buyer", "address": {"country": "XX"}})
    done = complete(replace(read(), buyer=None, customer=sent), around(customer=sent), number_mark="@mark:number")
    assert ("BR-CL-14", "/customer/address/country") in refused(done)

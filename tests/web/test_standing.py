from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from faktura.formats.pdf.language import find_language
from faktura.model import DirectDebit, Invoice, PaymentInstructions, Totals
from faktura.web.standing import Standing, describe_standing
from faktura.web.words import LANGUAGES, find_words

from .sample import invoice, standing_on

LATE = date(2026, 7, 1)


def said(document: Invoice, language: str = "en", **state: Any) -> Standing:
    return describe_standing(document, standing_on(document, **state), find_language(language), find_words(language))


def test_an_open_invoice_says_what_is_due_and_when() -> None:
    standing = said(invoice())
    assert (standing.kind, standing.state) == ("open", "Open")
    assert (standing.label, standing.amount) == ("Amount due", "€120.00")
    assert standing.sentences == ("Please pay by 30 Jun 2026.",)


def test_the_due_day_itself_is_not_late() -> None:
    assert said(invoice(), on=date(2026, 6, 30)).kind == "open"


def test_an_overdue_invoice_says_since_when() -> None:
    standing = said(invoice(), on=LATE)
    assert (standing.kind, standing.state) == ("overdue", "Overdue")
    assert standing.sentences == ("Payment was due on 30 Jun 2026.",)


def test_without_a_due_date_nothing_is_said_of_one() -> None:
    assert said(invoice(due_date=None), on=LATE).sentences == ()


def test_a_part_that_came_is_told() -> None:
    standing = said(invoice(), paid="20.00")
    assert (standing.kind, standing.label, standing.amount) == ("partly_paid", "Still to pay", "€100.00")
    assert standing.sentences == ("Please pay by 30 Jun 2026.", "20.00 of €120.00 has been received.")


def test_a_part_that_came_does_not_hide_that_the_rest_is_late() -> None:
    standing = said(invoice(), paid="20.00", credited="10.00", on=LATE)
    assert (standing.kind, standing.amount) == ("overdue", "€90.00")
    assert standing.sentences[1:] == ("20.00 of €120.00 has been received.", "10.00 of €120.00 has been credited.")


def test_a_paid_invoice_says_thanks() -> None:
    standing = said(invoice(), paid="120.00", on=LATE)
    assert (standing.kind, standing.label, standing.amount) == ("paid", "Amount paid", "€120.00")
    assert standing.sentences == ("Paid in full. Thank you!",)


def test_paid_after_a_credit_tells_both() -> None:
    standing = said(invoice(), paid="100.00", credited="20.00")
    assert (standing.kind, standing.amount) == ("paid", "€100.00")
    assert standing.sentences[-1] == "20.00 of €120.00 has been credited."


def test_too_much_is_told() -> None:
    standing = said(invoice(), paid="130.00")
    assert (standing.kind, standing.state, standing.amount) == ("overpaid", "Overpaid", "€130.00")
    assert standing.sentences == ("€10.00 more than was due has been received.",)


def test_a_credited_invoice_is_not_called_paid() -> None:
    standing = said(invoice(), credited="120.00")
    assert (standing.kind, standing.state) == ("credited", "Credited")
    assert standing.sentences == ("Credited in full. There is nothing to pay.",)


@pytest.mark.parametrize("due", ["0.00", "-5.00"])
def test_nothing_due_from_the_start_is_not_called_paid(due: str) -> None:
    document = invoice()
    document = replace(document, totals=replace(document.totals or Totals(), amount_due=Decimal(due)))
    assert said(document, on=LATE).kind == "nothing_due"


def test_a_credit_note_asks_for_nothing() -> None:
    note = invoice(type_code="381")
    standing = said(note, on=LATE)
    assert (standing.kind, standing.label, standing.amount) == ("credited", "Amount credited", "€120.00")
    assert standing.sentences == ("This amount is credited to you. There is nothing to pay.",)
    told = said(note, credited="100.00", paid="20.00").sentences
    assert told[1:] == ("€100.00 has been set off against the invoice.", "€20.00 has been paid out.")


def test_a_direct_debit_leaves_nothing_to_do() -> None:
    debit = PaymentInstructions(means_code="59", direct_debit=DirectDebit(mandate_reference="M-1"))
    standing = said(invoice(payment_instructions=(debit,)))
    assert standing.sentences[0].startswith("The amount will be collected by direct debit.")


def test_an_amount_keeps_the_decimals_of_its_currency() -> None:
    yen = invoice(currency="JPY")
    assert said(yen, paid="20").sentences[-1] == "20 of JPY\u00a0120 has been received."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_every_state(language: str) -> None:
    states: list[dict[str, Any]] = [
        {},
        {"on": LATE},
        {"paid": "20.00"},
        {"paid": "120.00"},
        {"paid": "130.00"},
        {"credited": "120.00"},
        {"paid": "100.00", "credited": "20.00"},
    ]
    told = [said(invoice(), language, **state) for state in states]
    assert len({standing.state for standing in told}) >= 6
    for standing in told:
        assert standing.amount.replace("\u00a0", " ").strip("€ ")
        assert not any("{" in sentence for sentence in standing.sentences)

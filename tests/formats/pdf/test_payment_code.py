from dataclasses import replace
from decimal import Decimal

import pytest

from faktura.formats.pdf.payment_code import payment_code_payload
from faktura.model import CreditTransfer, Payee, PaymentInstructions, Totals

from .samples import IBAN, TRANSFER, sample


def due(amount):
    return Totals(amount_due=Decimal(amount))


def test_the_payload_has_the_lines_of_the_guideline():
    assert payment_code_payload(sample(1)).split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "COBADEFFXXX",
        "Lindenhof GmbH",
        IBAN,
        "EUR4403.00",
        "",
        "",
        "2026-00042",
    ]


def test_a_creditor_reference_is_structured_and_ends_the_payload():
    invoice = sample(1, payment_instructions=(replace(TRANSFER, remittance_information="RF18 5390 0754 7034"),))
    assert payment_code_payload(invoice).split("\n")[8:] == ["", "RF18539007547034"]


def test_without_a_reference_the_number_is_given():
    invoice = sample(1, payment_instructions=(replace(TRANSFER, remittance_information=None),))
    assert payment_code_payload(invoice).endswith("\n\n\n2026-00042")


def test_the_payee_is_named_before_the_seller():
    transfer = CreditTransfer(account="DE89 3704 0044 0532 0130 00")
    invoice = sample(
        1,
        payee=Payee(name="Factoring AG"),
        payment_instructions=(replace(TRANSFER, credit_transfers=(transfer,)),),
    )
    assert payment_code_payload(invoice).split("\n")[4:7] == ["", "Factoring AG", IBAN]


def test_long_and_broken_texts_become_one_short_line():
    transfer = CreditTransfer(account=IBAN, account_name="Ä" * 80)
    instructions = replace(TRANSFER, credit_transfers=(transfer,), remittance_information="a\nEUR9999\n" + "b " * 90)
    payload = payment_code_payload(sample(1, payment_instructions=(instructions,)))
    fields = payload.split("\n")
    assert len(fields) == 11
    assert fields[5] == "Ä" * 70
    assert fields[10].startswith("a EUR9999 b b")
    assert len(fields[10]) <= 140


def test_a_payload_beyond_331_bytes_is_none():
    transfer = CreditTransfer(account=IBAN, account_name="中" * 70)
    instructions = replace(TRANSFER, credit_transfers=(transfer,), remittance_information="中" * 140)
    assert payment_code_payload(sample(1, payment_instructions=(instructions,))) == ""


@pytest.mark.parametrize(("amount", "drawn"), [("0.01", True), ("999999999.99", True), ("0", False), ("-5", False),
                                               ("0.001", False), ("1000000000", False)])  # fmt: skip
def test_the_amount_has_its_limits(amount, drawn):
    assert bool(payment_code_payload(sample(1, totals=due(amount)))) is drawn


@pytest.mark.parametrize(
    "changes",
    [
        {"currency": "CHF"},
        {"type_code": "381"},
        {"totals": None, "lines": ()},
        {"payment_instructions": ()},
        {"payment_instructions": (replace(TRANSFER, means_code="59"),)},
        {"payment_instructions": (PaymentInstructions(means_code="58"),)},
        {"payment_instructions": (replace(TRANSFER, credit_transfers=(CreditTransfer(account="DE00123"),)),)},
        {"payment_instructions": (replace(TRANSFER, credit_transfers=(CreditTransfer(account="123456"),)),)},
    ],
)
def test_there_is_no_code_where_it_would_not_work(changes):
    assert payment_code_payload(sample(1, **changes)) == ""

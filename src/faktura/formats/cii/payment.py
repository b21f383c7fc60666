"""How the amount is to be paid: BG-16 to BG-19, with due date and terms (BT-9, BT-20).

The remittance information (BT-83), the mandate (BT-89) and the creditor identifier (BT-90) stand once for the whole
document, beside the payment means. EN 16931 knows one BG-16 only; where the model holds several instructions, their
different remittance informations and mandates are all written, in their order, and one creditor identifier, because
the schema has no room for a second one.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from faktura.formats.cii.values import day
from faktura.formats.mapping.payment import (
    PaymentMeans,
    creditor_identifiers,
    direct_debits,
    distinct,
    give,
    keep_aside,
    put_creditor_identifier,
)
from faktura.formats.mapping.reading import Entry, Reading
from faktura.formats.mapping.syntax import Syntax
from faktura.formats.mapping.table import Group, Inside, Leaf, Node, Write, Writing
from faktura.formats.mapping.values import TERMS
from faktura.model import CreditTransfer, Invoice

# ISO 13616: country, two check digits, up to 30 letters and digits; spaces are for people.
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


def _has_iban(transfer: CreditTransfer) -> bool:
    return bool(_IBAN.fullmatch((transfer.account or "").replace(" ", "").upper()))


def _has_other_account(transfer: CreditTransfer) -> bool:
    return not _has_iban(transfer)


PAYMENT_MEANS = PaymentMeans(
    Group(
        "ram:SpecifiedTradeSettlementPaymentMeans",
        Inside(
            "instructions",
            Leaf("ram:TypeCode", "means_code"),
            Leaf("ram:Information", "means_text"),
            Inside(
                "card",
                Group(
                    "ram:ApplicableTradeSettlementFinancialCard",
                    Leaf("ram:ID", "account_number"),
                    Leaf("ram:CardholderName", "holder_name"),
                ),
            ),
            Inside(
                "direct_debit", Group("ram:PayerPartyDebtorFinancialAccount", Leaf("ram:IBANID", "debited_account"))
            ),
        ),
        Inside(
            "transfer",
            Group(
                "ram:PayeePartyCreditorFinancialAccount",
                Leaf("ram:IBANID", "account", only=_has_iban),
                Leaf("ram:AccountName", "account_name"),
                Leaf("ram:ProprietaryID", "account", only=_has_other_account),
            ),
            Group("ram:PayeeSpecifiedCreditorFinancialInstitution", Leaf("ram:BICID", "bic")),
        ),
    )
)


class Aside(Node):
    """An element for each different text that `texts` finds in the document; `term` and `pointer` say which one."""

    def __init__(self, tag: str, term: str, pointer: str, texts: Callable[[Invoice], tuple[str, ...]]) -> None:
        self.tag = tag
        self.term = term
        self.pointer = pointer
        self.texts = texts

    def writer(self, syntax: Syntax) -> Write:
        """All texts, in their order."""
        tag, texts = syntax.clark(self.tag), self.texts

        def write(parent: etree._Element, invoice: Invoice, writing: Writing) -> bool:
            found = texts(invoice)
            for text in found:
                etree.SubElement(parent, tag).text = text
            return bool(found)

        return write

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """Kept aside until the instructions are known; see `place_asides`."""
        term = self.term

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            reading.unknown_attributes(element)
            for child in element:
                reading.unknown(child)
            keep_aside(element, term, reading)

        yield Entry(syntax.clark(self.tag), read, pointer=self.pointer, is_apart=True)

    def pointers(self) -> Iterator[str]:
        """The place that `place_asides` fills."""
        yield self.pointer


def _remittance_informations(invoice: Invoice) -> tuple[str, ...]:
    return distinct(one.remittance_information for one in invoice.payment_instructions)


def _mandates(invoice: Invoice) -> tuple[str, ...]:
    debits = (one.direct_debit for one in invoice.payment_instructions if one.direct_debit)
    return distinct(debit.mandate_reference for debit in debits)


CREDITOR = Aside(
    "ram:CreditorReferenceID",
    "BT-90",
    "/payment_instructions/-/direct_debit/creditor_identifier",
    lambda invoice: creditor_identifiers(invoice)[:1],
)
REMITTANCE = Aside(
    "ram:PaymentReference",
    "BT-83",
    "/payment_instructions/-/remittance_information",
    _remittance_informations,
)
PAYMENT_TERMS = Group(
    "ram:SpecifiedTradePaymentTerms",
    Leaf("ram:Description", "payment_terms", TERMS),
    day("ram:DueDateDateTime", "due_date"),
    Aside("ram:DirectDebitMandateID", "BT-89", "/payment_instructions/-/direct_debit/mandate_reference", _mandates),
    repeats=True,
)


def _put_remittance(instructions: dict[Any, Any], text: str) -> None:
    instructions["remittance_information"] = text


def _put_mandate(instructions: dict[Any, Any], text: str) -> None:
    instructions.setdefault("direct_debit", {})["mandate_reference"] = text


def place_asides(root: etree._Element, values: dict[Any, Any], reading: Reading) -> None:
    """Give BT-83 to the instructions, BT-89 and BT-90 to those that are direct debits, each in their order.

    Where there is no instruction, or no direct debit, one begins with them: the document says that much.
    """
    if not reading.aside:
        return
    instructions = values.setdefault("payment_instructions", [])
    if not instructions and any(reading.aside.values()):
        instructions.append({"credit_transfers": []})
    debits = direct_debits(values) or instructions[:1]
    for term, parts, put in (
        ("BT-83", instructions, _put_remittance),
        ("BT-89", debits, _put_mandate),
        ("BT-90", debits, put_creditor_identifier),
    ):
        for lost in give(reading.aside.get(term, []), parts, put):
            reading.report(
                "value_without_place",
                root,
                f"“{lost[:60]}” ({term}) belongs to no payment instruction; it was not kept.",
            )

"""How the amount is to be paid: BG-16 to BG-19, and a credit note's due date (BT-9).

The creditor identifier of a direct debit (BT-90) does not stand in ``cac:PaymentMeans``, but among the identifiers of
the payee, or of the seller when nobody else is paid.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lxml import etree

from faktura.formats.mapping.payment import (
    Means,
    PaymentMeans,
    creditor_identifiers,
    direct_debits,
    give,
    keep_aside,
    put_creditor_identifier,
)
from faktura.formats.mapping.reading import Entry, Reading
from faktura.formats.mapping.syntax import Syntax
from faktura.formats.mapping.table import Fixed, Group, Inside, Leaf, Node, Write, Writing
from faktura.formats.mapping.values import DAY
from faktura.formats.ubl.syntax import UBL
from faktura.model import Invoice, PaymentInstructions
from faktura.source.safe_xml import SPACE

SEPA = "SEPA"
NOT_DEFINED = "1"
"""UNTDID 4461 "instrument not defined": stands before a due date that comes without payment instructions."""
_DUE_DATE = "cbc:PaymentDueDate"


@dataclass(frozen=True, slots=True)
class _Means(Means):
    """A credit note's due date stands in the element too."""

    due_date: date | None


_MEANS = Group(
    "cac:PaymentMeans",
    Inside("instructions", Leaf("cbc:PaymentMeansCode", "means_code", attributes=(("name", "means_text"),))),
    Leaf(_DUE_DATE, "due_date", DAY),
    Inside(
        "instructions",
        Leaf("cbc:PaymentID", "remittance_information"),
        Inside(
            "card",
            Group(
                "cac:CardAccount",
                Leaf("cbc:PrimaryAccountNumberID", "account_number"),
                # The schema demands the card's network, EN 16931 does not know it.
                Fixed("cbc:NetworkID", "NA", free=True),
                Leaf("cbc:HolderName", "holder_name"),
            ),
        ),
    ),
    Inside(
        "transfer",
        Group(
            "cac:PayeeFinancialAccount",
            Leaf("cbc:ID", "account"),
            Leaf("cbc:Name", "account_name"),
            Group("cac:FinancialInstitutionBranch", Leaf("cbc:ID", "bic")),
        ),
    ),
    Inside(
        "instructions",
        Inside(
            "direct_debit",
            Group(
                "cac:PaymentMandate",
                Leaf("cbc:ID", "mandate_reference"),
                Group("cac:PayerFinancialAccount", Leaf("cbc:ID", "debited_account")),
            ),
        ),
    ),
)


class _PaymentMeans(PaymentMeans):
    """The payment instructions of a document; `due_date` says whether BT-9 stands here (in credit notes)."""

    def __init__(self, *, due_date: bool) -> None:
        super().__init__(_MEANS)
        self.due_date = due_date

    def rows(self, invoice: Invoice) -> Iterator[Means]:
        """The due date only in the first; the text of a means (BT-82) once, as UBL-SR-46 wants it."""
        due = invoice.due_date if self.due_date else None
        if due and not invoice.payment_instructions:
            yield _Means(PaymentInstructions(means_code=NOT_DEFINED), None, due)
        before: PaymentInstructions | None = None
        for means in super().rows(invoice):
            instructions = means.instructions
            again = replace(instructions, means_text=None) if instructions is before else instructions
            yield _Means(again, means.transfer, due)
            before, due = instructions, None

    def is_instruction(
        self, row: dict[Any, Any], element: etree._Element, values: dict[Any, Any], reading: Reading
    ) -> bool:
        """Take the due date; an element that says nothing else is no instruction."""
        due = row.get("due_date")
        if not due:
            return True
        if not self.due_date or values.get("due_date", due) != due:
            reading.unknown(next(element.iterchildren(UBL.clark(_DUE_DATE))))
        else:
            values["due_date"] = due
        only_due = len(element) == 2 and row.get("instructions", {}).get("means_code") == NOT_DEFINED
        return not (self.due_date and only_due)

    def pointers(self) -> Iterator[str]:
        """Without the due date where it stands elsewhere."""
        return (pointer for pointer in super().pointers() if self.due_date or pointer != "/due_date")


PAYMENT_MEANS = _PaymentMeans(due_date=False)
PAYMENT_MEANS_WITH_DUE_DATE = _PaymentMeans(due_date=True)


class CreditorIdentifier(Node):
    """BT-90 among the identifiers of a party: the one whose scheme is SEPA."""

    needs_context = True

    def __init__(self, bearer: str) -> None:
        self.bearer = bearer

    def writer(self, syntax: Syntax) -> Write:
        """Written at one party only: the payee, or the seller when there is none."""
        group, identifier = syntax.clark("cac:PartyIdentification"), syntax.clark("cbc:ID")
        bearer = self.bearer

        def write(parent: etree._Element, part: Any, writing: Writing) -> bool:
            invoice = writing.invoice
            if bearer != ("payee" if invoice.payee else "seller"):
                return False
            values = creditor_identifiers(invoice)
            for value in values:
                element = etree.SubElement(etree.SubElement(parent, group), identifier, schemeID=SEPA)
                element.text = value
            return bool(values)

        return write

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """Kept aside until the direct debit that it belongs to is known."""
        identifier = syntax.clark("cbc:ID")

        def accepts(element: etree._Element, reading: Reading) -> bool:
            found = element.find(identifier)
            return len(element) == 1 and found is not None and found.get("schemeID", "").strip(SPACE) == SEPA

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            keep_aside(element[0], "BT-90", reading)

        yield Entry(syntax.clark("cac:PartyIdentification"), read, accepts, CREDITOR_POINTER, is_apart=True)

    def pointers(self) -> Iterator[str]:
        """None of the party's own; see `CREDITOR_POINTER`."""
        return iter(())


CREDITOR_POINTER = "/payment_instructions/-/direct_debit/creditor_identifier"


def place_creditors(root: etree._Element, values: dict[Any, Any], reading: Reading) -> None:
    """Give the creditor identifiers that were read to the direct debits, in their order."""
    for lost in give(reading.aside.get("BT-90", []), direct_debits(values), put_creditor_identifier):
        reading.report(
            "value_without_place",
            root,
            f"The creditor identifier {lost[:60]} (BT-90) belongs to no direct debit; it was not kept.",
        )

"""How the amount is to be paid: BG-16 to BG-19, and a credit note's due date (BT-9).

``cac:PaymentMeans`` holds one account only, so an instruction with several credit transfers (BG-17) is written once
for each; on reading, neighbours that say the same but for the account become one instruction again. The creditor
identifier of a direct debit (BT-90) does not stand there at all, but among the identifiers of the payee, or of the
seller when nobody else is paid.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from faktura.formats.ubl.reading import Entry, Reading
from faktura.formats.ubl.table import Fixed, Group, Inside, Leaf, Node, Write, Writing
from faktura.formats.ubl.values import DAY
from faktura.formats.ubl.xml import SPACE, clark
from faktura.model import CreditTransfer, Invoice, PaymentInstructions

SEPA = "SEPA"
NOT_DEFINED = "1"
"""UNTDID 4461 "instrument not defined": stands before a due date that comes without payment instructions."""
DIRECT_DEBIT_CODES = frozenset({"49", "59"})


@dataclass(frozen=True, slots=True)
class _Means:
    """One ``cac:PaymentMeans``: an instruction with at most one of its credit transfers."""

    instructions: PaymentInstructions
    transfer: CreditTransfer | None
    due_date: date | None


_MEANS = Group(
    "cac:PaymentMeans",
    Inside("instructions", Leaf("cbc:PaymentMeansCode", "means_code", attributes=(("name", "means_text"),))),
    Leaf("cbc:PaymentDueDate", "due_date", DAY),
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


class PaymentMeans(Node):
    """The payment instructions of a document; `due_date` says whether BT-9 stands here (in credit notes)."""

    def __init__(self, *, due_date: bool) -> None:
        self.due_date = due_date

    def writer(self) -> Write:
        """Each instruction, once for each of its accounts; the due date only in the first."""
        write_means, due_date = _MEANS.writer(), self.due_date

        def write(parent: etree._Element, invoice: Invoice, writing: Writing) -> bool:
            due = invoice.due_date if due_date else None
            instructions = invoice.payment_instructions
            if due and not instructions:
                instructions = (PaymentInstructions(means_code=NOT_DEFINED),)
            for one in instructions:
                for transfer in one.credit_transfers or (None,):
                    write_means(parent, _Means(one, transfer, due), writing)
                    due = None
            return bool(instructions)

        return write

    def entries(self) -> Iterator[Entry]:
        """Read each element as a row of its own, then see whether it belongs to the row before."""
        (means,) = _MEANS.entries()
        has_due_date = self.due_date

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            row: dict[Any, Any] = {}
            instructions: list[dict[Any, Any]] = values.setdefault("payment_instructions", [])
            means.read(element, row, f"{pointer}/payment_instructions/{len(instructions)}", reading)
            if row.get("due_date"):
                if not has_due_date or values.get("due_date", row["due_date"]) != row["due_date"]:
                    reading.unknown(element[_position(element, "cbc:PaymentDueDate")])
                else:
                    values["due_date"] = row["due_date"]
            new = row.get("instructions", {})
            if has_due_date and len(element) == 2 and row.get("due_date") and new.get("means_code") == NOT_DEFINED:
                return
            transfer = row.get("transfer")
            same_as_before = instructions and new == {
                name: value for name, value in instructions[-1].items() if name != "credit_transfers"
            }
            if same_as_before and transfer is not None and instructions[-1]["credit_transfers"]:
                instructions[-1]["credit_transfers"].append(transfer)
            else:
                instructions.append({**new, "credit_transfers": [] if transfer is None else [transfer]})

        yield Entry(means.tag, read, means.accepts)

    def pointers(self) -> Iterator[str]:
        """The places that the table above carries."""
        for pointer in _MEANS.pointers():
            if pointer == "/due_date":
                if self.due_date:
                    yield pointer
            elif pointer.startswith("/transfer"):
                yield f"/payment_instructions/-/credit_transfers/-{pointer.removeprefix('/transfer')}"
            else:
                yield f"/payment_instructions/-{pointer.removeprefix('/instructions')}"


def _position(element: etree._Element, tag: str) -> int:
    return next(place for place, child in enumerate(element) if child.tag == clark(tag))


class CreditorIdentifier(Node):
    """BT-90 among the identifiers of a party: the one whose scheme is SEPA."""

    needs_context = True

    def __init__(self, bearer: str) -> None:
        self.bearer = bearer

    def writer(self) -> Write:
        """Written at one party only, which `Writing` names."""
        group, identifier, bearer = clark("cac:PartyIdentification"), clark("cbc:ID"), self.bearer

        def write(parent: etree._Element, part: Any, writing: Writing) -> bool:
            if writing.creditor_bearer != bearer:
                return False
            for value in writing.creditor_identifiers:
                element = etree.SubElement(etree.SubElement(parent, group), identifier, schemeID=SEPA)
                element.text = value
            return bool(writing.creditor_identifiers)

        return write

    def entries(self) -> Iterator[Entry]:
        """Kept aside until the direct debit that it belongs to is known."""
        identifier = clark("cbc:ID")

        def accepts(element: etree._Element, reading: Reading) -> bool:
            found = element.find(identifier)
            return len(element) == 1 and found is not None and found.get("schemeID", "").strip(SPACE) == SEPA

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            text = (element[0].text or "").strip(SPACE)
            if not text:
                reading.empty(element[0])
            elif text not in reading.creditor_identifiers:
                reading.creditor_identifiers.append(text)

        yield Entry(clark("cac:PartyIdentification"), read, accepts)

    def pointers(self) -> Iterator[str]:
        """None of the party's own; see `CREDITOR_POINTER`."""
        return iter(())


CREDITOR_POINTER = "/payment_instructions/-/direct_debit/creditor_identifier"


def creditors_to_write(invoice: Invoice) -> tuple[tuple[str, ...], str]:
    """The creditor identifiers of the document's direct debits, and the party that bears them."""
    found = (one.direct_debit.creditor_identifier for one in invoice.payment_instructions if one.direct_debit)
    return tuple(
        dict.fromkeys(identifier for identifier in found if identifier)
    ), "payee" if invoice.payee else "seller"


def place_creditors(root: etree._Element, values: dict[Any, Any], reading: Reading) -> None:
    """Give the creditor identifiers that were read to the direct debits, in their order; the last one goes on."""
    identifiers = reading.creditor_identifiers
    if not identifiers:
        return
    debits = [
        one
        for one in values.get("payment_instructions", ())
        if "direct_debit" in one or one.get("means_code") in DIRECT_DEBIT_CODES
    ]
    for place, one in enumerate(debits):
        one.setdefault("direct_debit", {})["creditor_identifier"] = identifiers[min(place, len(identifiers) - 1)]
    for lost in identifiers[len(debits) :]:
        reading.report(
            "ubl_value_without_place",
            root,
            f"The creditor identifier {lost[:60]} (BT-90) belongs to no direct debit; it was not kept.",
        )

"""How the amount is to be paid (BG-16 to BG-19), where syntaxes split what the model holds together.

An element of payment means has room for one account only, so an instruction with several credit transfers (BG-17) is
written once for each; on reading, neighbours that say the same but for the account become one instruction again.
Other terms stand far from their instruction and once for the whole document: they are kept aside while the document
is read, and given to the instructions at its end.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from faktura.formats.mapping.reading import Entry, Reading
from faktura.formats.mapping.syntax import Syntax
from faktura.formats.mapping.table import Node, Write, Writing
from faktura.model import CreditTransfer, Invoice, PaymentInstructions
from faktura.source.safe_xml import SPACE

DIRECT_DEBIT_CODES = frozenset({"49", "59"})
"""UNTDID 4461: direct debit, and SEPA direct debit."""


@dataclass(frozen=True, slots=True)
class Means:
    """One element of payment means: an instruction with at most one of its credit transfers."""

    instructions: PaymentInstructions
    transfer: CreditTransfer | None


class PaymentMeans(Node):
    """The payment instructions of a document; `element` is the table of one `Means`."""

    def __init__(self, element: Node) -> None:
        self.element = element

    def rows(self, invoice: Invoice) -> Iterator[Means]:
        """Each instruction, once for each of its accounts."""
        for one in invoice.payment_instructions:
            for transfer in one.credit_transfers or (None,):
                yield Means(one, transfer)

    def writer(self, syntax: Syntax) -> Write:
        """An element for each of `rows`."""
        write_means, rows = self.element.writer(syntax), self.rows

        def write(parent: etree._Element, invoice: Invoice, writing: Writing) -> bool:
            written = False
            for means in rows(invoice):
                if write_means(parent, means, writing):
                    written = True
            return written

        return write

    def entries(self, syntax: Syntax) -> Iterator[Entry]:
        """Read each element as a row of its own, then see whether it belongs to the row before."""
        (means,) = self.element.entries(syntax)

        def read(element: etree._Element, values: dict[Any, Any], pointer: str, reading: Reading) -> None:
            row: dict[Any, Any] = {}
            instructions: list[dict[Any, Any]] = values.setdefault("payment_instructions", [])
            means.read(element, row, f"{pointer}/payment_instructions/{len(instructions)}", reading)
            if self.is_instruction(row, element, values, reading):
                _join(instructions, row.get("instructions", {}), row.get("transfer"))

        below = {tag: tuple((at, _in_model(row)) for at, row in rows) for tag, rows in means.below.items()}
        yield Entry(means.tag, read, means.accepts, "/payment_instructions/-", below, may_join=True)

    def is_instruction(
        self, row: dict[Any, Any], element: etree._Element, values: dict[Any, Any], reading: Reading
    ) -> bool:
        """Whether the row that was read is an instruction; a syntax that says more in the element takes it here."""
        return True

    def pointers(self) -> Iterator[str]:
        """The places that the table of the element carries."""
        for pointer in self.element.pointers():
            if pointer.startswith("/transfer"):
                yield f"/payment_instructions/-/credit_transfers/-{pointer.removeprefix('/transfer')}"
            elif pointer.startswith("/instructions"):
                yield f"/payment_instructions/-{pointer.removeprefix('/instructions')}"
            else:
                yield pointer


def _in_model(row: Entry) -> Entry:
    """An entry of the table of one `Means`, with its pointer behind that of the instruction."""
    if row.pointer.startswith("/instructions"):
        return replace(row, pointer=row.pointer.removeprefix("/instructions"))
    if row.pointer.startswith("/transfer"):
        return replace(row, pointer=f"/credit_transfers/-{row.pointer.removeprefix('/transfer')}")
    return replace(row, is_apart=True)


def _join(instructions: list[dict[Any, Any]], new: dict[Any, Any], transfer: dict[Any, Any] | None) -> None:
    before = instructions[-1] if instructions else None
    if before is not None and transfer is not None and before["credit_transfers"] and _continues(new, before):
        before["credit_transfers"].append(transfer)
    else:
        instructions.append({**new, "credit_transfers": [] if transfer is None else [transfer]})


def _continues(new: dict[Any, Any], before: dict[Any, Any]) -> bool:
    """Whether a row says the same as the instruction before it; the text of the means need not be said again."""
    apart = {"credit_transfers"} if new.get("means_text") else {"credit_transfers", "means_text"}
    return {name: value for name, value in new.items() if name not in apart} == {
        name: value for name, value in before.items() if name not in apart
    }


def keep_aside(element: etree._Element, term: str, reading: Reading) -> None:
    """Keep the element's text until the whole document is known."""
    text = (element.text or "").strip(SPACE)
    kept = reading.aside.setdefault(term, [])
    if not text:
        reading.empty(element)
    elif text not in kept:
        kept.append(text)


def creditor_identifiers(invoice: Invoice) -> tuple[str, ...]:
    """The different creditor identifiers (BT-90) of the document's direct debits, in their order."""
    debits = (one.direct_debit for one in invoice.payment_instructions if one.direct_debit)
    return distinct(debit.creditor_identifier for debit in debits)


def distinct(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The texts that say something, each once, in their order."""
    return tuple(dict.fromkeys(text for text in texts if text and text.strip(SPACE)))


def direct_debits(values: dict[Any, Any]) -> list[dict[Any, Any]]:
    """The values of the instructions that are direct debits, by what they hold or by their code (BT-81)."""
    return [
        one
        for one in values.get("payment_instructions", ())
        if "direct_debit" in one or one.get("means_code") in DIRECT_DEBIT_CODES
    ]


def give(texts: list[str], parts: list[dict[Any, Any]], put: Callable[[dict[Any, Any], str], object]) -> list[str]:
    """Give texts to parts in their order; the last text goes on. What is left over comes back."""
    if texts:
        for place, one in enumerate(parts):
            put(one, texts[min(place, len(texts) - 1)])
    return texts[len(parts) :]


def put_creditor_identifier(instructions: dict[Any, Any], text: str) -> None:
    """BT-90 of the instruction's direct debit."""
    instructions.setdefault("direct_debit", {})["creditor_identifier"] = text

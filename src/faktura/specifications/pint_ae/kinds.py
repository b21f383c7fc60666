"""Kinds of transactions in the United Arab Emirates: eight signs (cbc:ProfileExecutionID), and types of documents."""

from collections.abc import Sequence
from typing import Any

from faktura.source import Document, value
from faktura.source.sequences import at, only

FREE_ZONE, DEEMED_SUPPLY, MARGIN, SUMMARY, CONTINUOUS, AGENT, E_COMMERCE, EXPORT = range(8)
"""Places of the signs."""
_LENGTH = 8
_SIGNS = frozenset("01")


class Kind:
    """What a document says it is: `flags` are its eight signs, empty where they are not given as they should be."""

    __slots__ = ("flags", "types")

    def __init__(self, document: Document) -> None:
        text = only(at(document, "/cbc:ProfileExecutionID"))
        self.flags = text if len(text) == _LENGTH and set(text) <= _SIGNS else ""
        self.types = {value(leaf) for leaf in types(document)}

    def has(self, place: int) -> bool:
        """Whether the sign at a place is set."""
        return bool(self.flags) and self.flags[place] == "1"

    def is_of(self, *wanted: str) -> bool:
        """Whether the document is of one of some types."""
        return not self.types.isdisjoint(wanted)


def types(document: Document) -> Sequence[Any]:
    """The codes of the document's type."""
    root = document.root
    return [*root.get("cbc:InvoiceTypeCode", ()), *root.get("cbc:CreditNoteTypeCode", ())]

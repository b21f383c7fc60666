"""What differs between billing and self-billing: identifiers, processes, types."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A specification of the Peppol BIS family.

    `identifier`: what BT-24 begins with. `processes`: what BT-23 may be; under `typed_processes` the type (BT-3) is
    one of `invoice_types` or `credit_note_types`. `german_types`: types that only Germans may send one another.
    `subtotals`: whether amounts of the VAT breakdown are held against the document's currency.
    """

    identifier: str
    processes: frozenset[str]
    typed_processes: frozenset[str]
    invoice_types: frozenset[str]
    credit_note_types: frozenset[str]
    german_types: frozenset[str] = frozenset()
    subtotals: bool = True

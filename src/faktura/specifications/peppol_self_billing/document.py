"""PEPPOL-EN16931-R004, R007, P0100 and P0101, as self-billing has them: identifier, process and types."""

from collections.abc import Iterable

from faktura.checks import Breach, Ruleset
from faktura.codes import CodeList
from faktura.model import Invoice
from faktura.specifications.peppol_self_billing.edition import SOURCE, VERSION

RULES = Ruleset("peppol-bis-3-selfbilling document", VERSION, SOURCE)

IDENTIFIER = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0"
BUSINESS_PROCESS = "urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0"
TYPED_PROCESSES = frozenset(
    (BUSINESS_PROCESS, "urn:peppol:france:billing:regulated", "urn:peppol:france:billing:non-regulated")
)
"""Under these BT-23 the type (BT-3) is bound."""
BUSINESS_PROCESSES = TYPED_PROCESSES | {"urn:peppol:bis:billing_with_response"}
INVOICE_TYPES = CodeList("UNTDID 1001, self-billed invoices of Peppol", "389 527", version=VERSION, source=SOURCE)
CREDIT_NOTE_TYPES = CodeList("UNTDID 1001, self-billed credit notes of Peppol", "261", version=VERSION, source=SOURCE)


@RULES.rule(
    "PEPPOL-EN16931-R004",
    f"The specification (BT-24) of a self-billed Peppol invoice begins with {IDENTIFIER} and holds no double colon.",
    "BT-24",
)
def _specification_is_ours(invoice: Invoice) -> Iterable[Breach]:
    given = invoice.specification or ""
    return () if given.startswith(IDENTIFIER) and "::" not in given else ("/specification",)


@RULES.rule(
    "PEPPOL-EN16931-R007",
    f"The business process (BT-23) is one that Peppol knows, usually {BUSINESS_PROCESS}.",
    "BT-23",
)
def _process_known(invoice: Invoice) -> Iterable[Breach]:
    return () if invoice.business_process in BUSINESS_PROCESSES else ("/business_process",)


@RULES.rule(
    "PEPPOL-EN16931-P0100",
    "A self-billed invoice on the Peppol network has the type (BT-3) 389 or 527; one that the seller writes follows "
    "the specification for billing.",
    "BT-3",
)
def _invoice_type(invoice: Invoice) -> Iterable[Breach]:
    if invoice.is_credit_note or invoice.type_code is None or invoice.business_process not in TYPED_PROCESSES:
        return ()
    return () if invoice.type_code in INVOICE_TYPES else ("/type_code",)


@RULES.rule("PEPPOL-EN16931-P0101", "A self-billed credit note on the Peppol network has the type (BT-3) 261.", "BT-3")
def _credit_note_type(invoice: Invoice) -> Iterable[Breach]:
    if not invoice.is_credit_note or invoice.business_process not in TYPED_PROCESSES:
        return ()
    return () if invoice.type_code in CREDIT_NOTE_TYPES else ("/type_code",)

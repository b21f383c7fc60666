"""PEPPOL-EN16931-R001 to R061 and P0100 to P0112: the document as a whole, its parties, and its kind."""

from collections.abc import Iterable

from faktura.checks import Breach
from faktura.codes import CodeList
from faktura.model import Buyer, Invoice, PaymentInstructions, Seller
from faktura.specifications.peppol_bis_3.edition import SOURCE, VERSION, family

RULES = family("document")

IDENTIFIER = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
BUSINESS_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
BUSINESS_PROCESSES = frozenset(
    (
        BUSINESS_PROCESS,
        "urn:peppol:france:billing:regulated",
        "urn:peppol:france:billing:non-regulated",
        "urn:peppol:bis:billing_with_response",
    )
)
INVOICE_TYPES = CodeList(
    "UNTDID 1001, invoices of Peppol",
    "71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877",
    version=VERSION,
    source=SOURCE,
)
CREDIT_NOTE_TYPES = CodeList("UNTDID 1001, credit notes of Peppol", "81 83 381 396 532", version=VERSION, source=SOURCE)
GERMAN_TYPES = frozenset(("326", "384"))
DIRECT_DEBITS = frozenset(("49", "59"))


def _both_german(invoice: Invoice) -> bool:
    return all(
        party is not None and party.address is not None and (party.address.country or "").upper() == "DE"
        for party in (invoice.seller, invoice.buyer)
    )


@RULES.rule("PEPPOL-EN16931-R001", f"Give business_process (BT-23), usually {BUSINESS_PROCESS}.", "BT-23")
def _process_given(invoice: Invoice) -> Iterable[Breach]:
    return () if invoice.business_process else ("/business_process",)


@RULES.rule(
    "PEPPOL-EN16931-R002",
    "Give one note only (BG-1); more are for invoices between a seller and a buyer in Germany. Join the texts.",
    "BG-1",
)
def _one_note(invoice: Invoice) -> Iterable[Breach]:
    return ("/notes/1",) if len(invoice.notes) > 1 and not _both_german(invoice) else ()


@RULES.rule(
    "PEPPOL-EN16931-R003",
    "Give buyer_reference (BT-10) or purchase_order_reference (BT-13): the buyer knows which of them is wanted.",
    "BT-10",
    "BT-13",
)
def _a_reference_of_the_buyer(invoice: Invoice) -> Iterable[Breach]:
    # Where there is only a sales order, its syntax binding writes "NA" as the purchase order, and that satisfies.
    given = invoice.buyer_reference or invoice.purchase_order_reference or invoice.sales_order_reference
    return () if given else ("/buyer_reference",)


@RULES.rule(
    "PEPPOL-EN16931-R004",
    f"The specification (BT-24) of a Peppol invoice begins with {IDENTIFIER} and holds no double colon.",
    "BT-24",
)
def _specification_is_ours(invoice: Invoice) -> Iterable[Breach]:
    given = invoice.specification or ""
    return () if given.startswith(IDENTIFIER) and "::" not in given else ("/specification",)


@RULES.rule(
    "PEPPOL-EN16931-R005",
    "The currency of VAT accounting (vat_currency, BT-6) is that of the document: leave it out.",
    "BT-5",
    "BT-6",
)
def _currencies_differ(invoice: Invoice) -> Iterable[Breach]:
    same = invoice.vat_currency is not None and invoice.vat_currency == invoice.currency
    return ("/vat_currency",) if same else ()


@RULES.rule(
    "PEPPOL-EN16931-R007",
    f"The business process (BT-23) is one that Peppol knows, usually {BUSINESS_PROCESS}.",
    "BT-23",
)
def _process_known(invoice: Invoice) -> Iterable[Breach]:
    return () if invoice.business_process in BUSINESS_PROCESSES else ("/business_process",)


def _has_address(party: Seller | Buyer) -> Iterable[Breach]:
    given = party.electronic_address is not None and party.electronic_address.value
    return () if given else ("/electronic_address",)


RULES.each(
    "buyer",
    "PEPPOL-EN16931-R010",
    "Give the buyer's electronic address with its scheme (BT-49): the network delivers to it.",
    "BT-49",
)(_has_address)
RULES.each(
    "seller",
    "PEPPOL-EN16931-R020",
    "Give the seller's electronic address with its scheme (BT-34): the network sends from it.",
    "BT-34",
)(_has_address)


@RULES.rule("PEPPOL-EN16931-R053", "Give the VAT breakdown (BG-23): at least one row with its VAT category.", "BG-23")
def _breakdown_given(invoice: Invoice) -> Iterable[Breach]:
    return () if invoice.vat_breakdown else ("/vat_breakdown",)


@RULES.rule(
    "PEPPOL-EN16931-R054",
    "A VAT total in accounting currency (totals.total_vat_accounting, BT-111) and that currency (vat_currency, BT-6) "
    "go together: give both or none.",
    "BT-6",
    "BT-111",
)
def _accounting_total_with_its_currency(invoice: Invoice) -> Iterable[Breach]:
    total = invoice.totals.total_vat_accounting if invoice.totals is not None else None
    return () if (total is None) == (invoice.vat_currency is None) else ("/totals/total_vat_accounting",)


@RULES.rule(
    "PEPPOL-EN16931-R055",
    "The VAT totals in the document's and in accounting currency (BT-110, BT-111) are both above or both below zero.",
    "BT-110",
    "BT-111",
)
def _same_sign(invoice: Invoice) -> Iterable[Breach]:
    totals = invoice.totals
    if invoice.vat_currency is None or totals is None:
        return ()
    if totals.total_vat is None or totals.total_vat_accounting is None:
        return ()
    return ("/totals/total_vat_accounting",) if totals.total_vat * totals.total_vat_accounting < 0 else ()


@RULES.each(
    "payment_instructions",
    "PEPPOL-EN16931-R061",
    "A direct debit (payment means 49 or 59) names its mandate: give direct_debit.mandate_reference (BT-89).",
    "BT-81",
    "BT-89",
)
def _mandate_given(instructions: PaymentInstructions) -> Iterable[Breach]:
    if instructions.means_code not in DIRECT_DEBITS:
        return ()
    debit = instructions.direct_debit
    return () if debit is not None and debit.mandate_reference else ("/direct_debit/mandate_reference",)


@RULES.rule(
    "PEPPOL-EN16931-P0100",
    "An invoice on the Peppol network has one of the types (BT-3) of its business process, usually 380; a "
    "self-billed one follows the specification for self-billing.",
    "BT-3",
)
def _invoice_type(invoice: Invoice) -> Iterable[Breach]:
    if invoice.is_credit_note or invoice.type_code is None or invoice.business_process not in BUSINESS_PROCESSES:
        return ()
    return () if invoice.type_code in INVOICE_TYPES else ("/type_code",)


@RULES.rule(
    "PEPPOL-EN16931-P0101",
    "A credit note on the Peppol network has one of the types (BT-3) 381, 396, 81, 83 or 532.",
    "BT-3",
)
def _credit_note_type(invoice: Invoice) -> Iterable[Breach]:
    if not invoice.is_credit_note or invoice.business_process not in BUSINESS_PROCESSES:
        return ()
    return () if invoice.type_code in CREDIT_NOTE_TYPES else ("/type_code",)


@RULES.rule(
    "PEPPOL-EN16931-P0112",
    "Partial and corrected invoices (types 326 and 384, BT-3) are for a seller and a buyer in Germany; elsewhere send "
    "a credit note and a new invoice.",
    "BT-3",
)
def _german_types(invoice: Invoice) -> Iterable[Breach]:
    return ("/type_code",) if invoice.type_code in GERMAN_TYPES and not _both_german(invoice) else ()

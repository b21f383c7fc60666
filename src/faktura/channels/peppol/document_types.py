"""The document types that can be sent and received here, with the processes under which each travels. Pure.

Source: OpenPeppol eDEC Code Lists, document types 9.7 (https://docs.peppol.eu/edelivery/codelists/), valid from
2026-07-02. A test compares the table with that list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from faktura.channels.peppol.identifiers import (
    DOCUMENT_SCHEME,
    WILDCARD_SCHEME,
    DocumentTypeId,
    ProcessId,
)

VERSION = "9.7"
VALID_FROM = date(2026, 7, 2)
SOURCE = "https://docs.peppol.eu/edelivery/codelists/"

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_ROOTS = {"invoice": "Invoice", "credit-note": "CreditNote"}

BILLING = ProcessId("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0")
SELF_BILLING = ProcessId("urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0")
BILLING_WITH_RESPONSE = ProcessId("urn:peppol:bis:billing_with_response")
PINT_BILLING = ProcessId("urn:peppol:bis:billing")
PINT_SELF_BILLING = ProcessId("urn:peppol:bis:selfbilling")
INVOICE_RESPONSE_PROCESS = ProcessId("urn:fdc:peppol.eu:poacc:bis:invoice_response:3")
MLS_PROCESS = ProcessId("urn:peppol:edec:mls")
REPORTING_PROCESS = ProcessId("urn:fdc:peppol.eu:edec:bis:reporting:1.0")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDocumentType:
    """A document type that is known here.

    `kind` is ``invoice``, ``credit-note``, ``invoice-response``, ``message-level-status`` or ``report``; `since` is the
    release of the code lists that brought it. `processes` come in the order in which they are tried.
    """

    id: DocumentTypeId
    processes: tuple[ProcessId, ...]
    kind: str
    title: str
    since: str
    self_billing: bool = False

    @property
    def customization(self) -> str:
        """What the document says of itself (BT-24 in invoices)."""
        return self.id.customization


def _ubl(root: str, customization: str, scheme: str = DOCUMENT_SCHEME) -> DocumentTypeId:
    return DocumentTypeId(f"{_UBL}{root}-2::{root}##{customization}::2.1", scheme)


def _family(
    title: str, customization: str, process: ProcessId, since: str, *, scheme: str = DOCUMENT_SCHEME,
    kinds: tuple[str, ...] = ("invoice", "credit-note"), self_billing: bool = False,
    more: tuple[ProcessId, ...] = (),
) -> Iterator[KnownDocumentType]:  # fmt: skip
    for kind in kinds:
        yield KnownDocumentType(
            id=_ubl(_ROOTS[kind], customization, scheme),
            processes=(process, *more),
            kind=kind,
            title=f"{title} {'invoice' if kind == 'invoice' else 'credit note'}",
            since=since,
            self_billing=self_billing,
        )


def _pint(
    title: str, part: str, since: str, self_billed_since: str = "", kinds: tuple[str, ...] = ("invoice", "credit-note")
) -> Iterator[KnownDocumentType]:
    yield from _family(
        title, f"urn:peppol:pint:billing-1@{part}", PINT_BILLING, since, scheme=WILDCARD_SCHEME, kinds=kinds
    )
    if self_billed_since:
        yield from _family(
            f"{title} self-billing", f"urn:peppol:pint:selfbilling-1@{part}", PINT_SELF_BILLING, self_billed_since,
            scheme=WILDCARD_SCHEME, kinds=kinds, self_billing=True,
        )  # fmt: skip


MLS = KnownDocumentType(
    id=_ubl("ApplicationResponse", "urn:peppol:edec:mls:1.0"),
    processes=(MLS_PROCESS,),
    kind="message-level-status",
    title="Message Level Status",
    since="9.2",
)
INVOICE_RESPONSE = KnownDocumentType(
    id=_ubl("ApplicationResponse", "urn:fdc:peppol.eu:poacc:trns:invoice_response:3"),
    processes=(INVOICE_RESPONSE_PROCESS,),
    kind="invoice-response",
    title="Invoice Response",
    since="4",
)
END_USER_STATISTICS = KnownDocumentType(
    id=DocumentTypeId(
        "urn:fdc:peppol:end-user-statistics-report:1.1::EndUserStatisticsReport"
        "##urn:fdc:peppol.eu:edec:trns:end-user-statistics-report:1.1::1.1"
    ),
    processes=(REPORTING_PROCESS,),
    kind="report",
    title="End User Statistics Report",
    since="8.6",
)
TRANSACTION_STATISTICS = KnownDocumentType(
    id=DocumentTypeId(
        "urn:fdc:peppol:transaction-statistics-report:1.0::TransactionStatisticsReport"
        "##urn:fdc:peppol.eu:edec:trns:transaction-statistics-reporting:1.0::1.0"
    ),
    processes=(REPORTING_PROCESS,),
    kind="report",
    title="Transaction Statistics Report",
    since="8.6",
)

KNOWN: tuple[KnownDocumentType, ...] = (
    *_family(
        "BIS Billing", "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", BILLING, "2",
        more=(BILLING_WITH_RESPONSE,),
    ),
    *_family(
        "BIS Self-Billing", "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0",
        SELF_BILLING, "9.0", self_billing=True, more=(BILLING_WITH_RESPONSE,),
    ),
    *_family(
        "XRechnung 3.0", "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", BILLING, "8.7"
    ),
    *_family("NLCIUS", "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0", BILLING, "4"),
    *_pint("EU PINT", "eu-1", "9.3"),
    *_pint("A-NZ PINT", "aunz-1", "8.6", "8.6"),
    *_pint("JP PINT", "jp-1", "8.6", "8.6", kinds=("invoice",)),
    *_pint("SG PINT", "sg-1", "8.7"),
    *_pint("MY PINT", "my-1", "8.8", "8.8"),
    *_pint("AE PINT", "ae-1", "9.1", "9.1"),
    INVOICE_RESPONSE,
    MLS,
    END_USER_STATISTICS,
    TRANSACTION_STATISTICS,
)  # fmt: skip

_BY_ID = {known.id: known for known in KNOWN}


def known(document_type: DocumentTypeId) -> KnownDocumentType | None:
    """What is known of a document type; None for all others."""
    return _BY_ID.get(document_type)


def known_for(customization: str, kind: str) -> KnownDocumentType | None:
    """The document type of a document by what it says of itself: its customization, and its `kind`."""
    for each in KNOWN:
        if each.kind == kind and each.customization == customization:
            return each
    return None

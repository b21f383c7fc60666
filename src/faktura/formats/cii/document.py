"""The document: its own terms, notes (BG-1), and the table of the whole invoice in the schema's order."""

from faktura.formats.cii.agreement import AGREEMENT
from faktura.formats.cii.allowances import DOCUMENT_ALLOWANCES, DOCUMENT_CHARGES
from faktura.formats.cii.delivery import DELIVERY, PERIOD
from faktura.formats.cii.lines import LINES
from faktura.formats.cii.party import PAYEE
from faktura.formats.cii.payment import CREDITOR, PAYMENT_MEANS, PAYMENT_TERMS, REMITTANCE
from faktura.formats.cii.syntax import CII, NAMESPACE
from faktura.formats.cii.tax import TAXES, TOTALS
from faktura.formats.cii.values import day
from faktura.formats.mapping.table import Document, Each, Group, Leaf

_SETTLEMENT = Group(
    "ram:ApplicableHeaderTradeSettlement",
    CREDITOR,
    REMITTANCE,
    Leaf("ram:TaxCurrencyCode", "vat_currency"),
    Leaf("ram:InvoiceCurrencyCode", "currency"),
    PAYEE,
    PAYMENT_MEANS,
    TAXES,
    PERIOD,
    DOCUMENT_ALLOWANCES,
    DOCUMENT_CHARGES,
    PAYMENT_TERMS,
    TOTALS,
    # D16B has room for one, D22B for many; the namespace is the same, and none is left out.
    Each(
        "preceding_invoices",
        Group(
            "ram:InvoiceReferencedDocument",
            Leaf("ram:IssuerAssignedID", "number"),
            day("ram:FormattedIssueDateTime", "issue_date", "qdt:DateTimeString"),
        ),
    ),
    Group("ram:ReceivableSpecifiedTradeAccountingAccount", Leaf("ram:ID", "buyer_accounting_reference")),
    required=True,
)

INVOICE = Document(
    CII,
    "CrossIndustryInvoice",
    NAMESPACE,
    (
        Group(
            "rsm:ExchangedDocumentContext",
            Group("ram:BusinessProcessSpecifiedDocumentContextParameter", Leaf("ram:ID", "business_process")),
            Group("ram:GuidelineSpecifiedDocumentContextParameter", Leaf("ram:ID", "specification")),
            required=True,
        ),
        Group(
            "rsm:ExchangedDocument",
            Leaf("ram:ID", "number"),
            Leaf("ram:TypeCode", "type_code"),
            day("ram:IssueDateTime", "issue_date"),
            Each(
                "notes",
                Group("ram:IncludedNote", Leaf("ram:Content", "text"), Leaf("ram:SubjectCode", "subject_code")),
            ),
            required=True,
        ),
        Group("rsm:SupplyChainTradeTransaction", LINES, AGREEMENT, DELIVERY, _SETTLEMENT, required=True),
    ),
)

"""The names of UBL 2.1 Invoice and CreditNote."""

from faktura.source.tree import Names

INVOICE = "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice"
CREDIT_NOTE = "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote"

_SCHEMAS = "urn:oasis:names:specification:ubl:schema:xsd:"

UBL = Names(
    {
        "cac": f"{_SCHEMAS}CommonAggregateComponents-2",
        "cbc": f"{_SCHEMAS}CommonBasicComponents-2",
        "ext": f"{_SCHEMAS}CommonExtensionComponents-2",
        "ubl": f"{_SCHEMAS}Invoice-2",
        "cn": f"{_SCHEMAS}CreditNote-2",
    },
    is_leaf=lambda name: name.startswith("cbc:"),
    watched=(
        "cac:AccountingCustomerParty",
        "cac:AccountingSupplierParty",
        "cac:AdditionalDocumentReference",
        "cac:AllowanceCharge",
        "cac:ClassifiedTaxCategory",
        "cac:Country",
        "cac:CreditNoteLine",
        "cac:InvoiceLine",
        "cac:InvoicePeriod",
        "cac:LegalMonetaryTotal",
        "cac:OrderLineReference",
        "cac:PartyIdentification",
        "cac:PartyTaxScheme",
        "cac:PaymentMeans",
        "cac:Price",
        "cac:TaxCategory",
        "cac:TaxRepresentativeParty",
        "cac:TaxTotal",
        "cbc:ActualDeliveryDate",
        "cbc:AllowanceTotalAmount",
        "cbc:Amount",
        "cbc:BaseAmount",
        "cbc:ChargeTotalAmount",
        "cbc:CompanyID",
        "cbc:CreditNoteTypeCode",
        "cbc:DueDate",
        "cbc:EmbeddedDocumentBinaryObject",
        "cbc:EndDate",
        "cbc:EndpointID",
        "cbc:IdentificationCode",
        "cbc:InvoiceTypeCode",
        "cbc:IssueDate",
        "cbc:LineExtensionAmount",
        "cbc:PayableAmount",
        "cbc:PayableRoundingAmount",
        "cbc:PaymentID",
        "cbc:PaymentMeansCode",
        "cbc:PrepaidAmount",
        "cbc:PriceAmount",
        "cbc:StartDate",
        "cbc:TaxAmount",
        "cbc:TaxCurrencyCode",
        "cbc:TaxExclusiveAmount",
        "cbc:TaxInclusiveAmount",
        "cbc:TaxPointDate",
        "cbc:TaxableAmount",
    ),
)
"""Basic components (cbc) are leaves; all others are groups."""

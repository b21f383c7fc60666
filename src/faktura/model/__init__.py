"""The semantic invoice of EN 16931-1: every field carries its business term (BT) or group (BG).

All parts are frozen dataclasses and every field may be absent, because the same shape holds a
draft, an issued document and a foreign document that breaks rules. What must be there is the
matter of `faktura.checks`, not of the shape.
"""

from faktura.model.allowances import DocumentAllowance, LineAllowance
from faktura.model.delivery import Delivery, Period
from faktura.model.invoice import DOCUMENT_TYPES, DocumentType, Invoice, Note
from faktura.model.lines import Attribute, Classification, Line, Vat
from faktura.model.party import (
    Address,
    Buyer,
    Contact,
    ElectronicAddress,
    Identifier,
    Payee,
    Seller,
    TaxRepresentative,
)
from faktura.model.payment import CreditTransfer, DirectDebit, PaymentCard, PaymentInstructions
from faktura.model.references import PrecedingInvoice, SupportingDocument
from faktura.model.totals import Totals, VatBreakdown

__all__ = [
    "DOCUMENT_TYPES",
    "Address",
    "Attribute",
    "Buyer",
    "Classification",
    "Contact",
    "CreditTransfer",
    "Delivery",
    "DirectDebit",
    "DocumentAllowance",
    "DocumentType",
    "ElectronicAddress",
    "Identifier",
    "Invoice",
    "Line",
    "LineAllowance",
    "Note",
    "Payee",
    "PaymentCard",
    "PaymentInstructions",
    "Period",
    "PrecedingInvoice",
    "Seller",
    "SupportingDocument",
    "TaxRepresentative",
    "Totals",
    "Vat",
    "VatBreakdown",
]

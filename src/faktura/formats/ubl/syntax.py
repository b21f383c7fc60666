"""The namespaces of UBL 2.1."""

from faktura.formats.mapping.syntax import Syntax

INVOICE_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CREDIT_NOTE_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"

UBL = Syntax(
    name="ubl",
    title="UBL 2.1",
    prefixes={
        "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
        "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    },
    also_shown={
        "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2": "ext:",
        INVOICE_NAMESPACE: "",
        CREDIT_NOTE_NAMESPACE: "",
    },
)

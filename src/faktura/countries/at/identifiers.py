"""Austrian identifiers of parties."""

from faktura.sockets import IdentifierKind

IDENTIFIERS = (
    IdentifierKind(
        name="VAT identification number",
        native_name="Umsatzsteuer-Identifikationsnummer (UID)",
        field="vat_id",
        stdnum="stdnum.at.uid",
        electronic_scheme="9914",
        example="ATU13585627",
    ),
    IdentifierKind(
        name="Tax number",
        native_name="Abgabenkontonummer",
        field="tax_registration_id",
        stdnum="stdnum.at.tin",
        example="59-119/9013",
    ),
    IdentifierKind(
        name="Company register number",
        native_name="Firmenbuchnummer",
        field="legal_registration",
        stdnum="stdnum.at.businessid",
        example="FN 122119m",
    ),
)

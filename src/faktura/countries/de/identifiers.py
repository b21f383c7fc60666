"""German identifiers of parties."""

from faktura.sockets import IdentifierKind

IDENTIFIERS = (
    IdentifierKind(
        name="VAT identification number",
        native_name="Umsatzsteuer-Identifikationsnummer",
        field="vat_id",
        stdnum="stdnum.de.vat",
        electronic_scheme="9930",
        example="DE136695976",
    ),
    IdentifierKind(
        name="Tax number",
        native_name="Steuernummer",
        field="tax_registration_id",
        stdnum="stdnum.de.stnr",
        example="181/815/08155",
    ),
    IdentifierKind(
        name="Commercial register number",
        native_name="Handelsregisternummer",
        field="legal_registration",
        stdnum="stdnum.de.handelsregisternummer",
        example="Aachen HRB 11223",
    ),
    IdentifierKind(
        name="Routing identifier of public buyers",
        native_name="Leitweg-ID",
        field="buyer_reference",
        stdnum="stdnum.de.leitweg",
        scheme="0204",
        electronic_scheme="0204",
        example="991-03730-19",
    ),
)

"""Italian identifiers of parties."""

from faktura.sockets import IdentifierKind

IDENTIFIERS = (
    IdentifierKind(
        name="VAT number",
        native_name="Partita IVA",
        field="vat_id",
        stdnum="stdnum.it.iva",
        scheme="0211",
        electronic_scheme="0211",
        example="IT00743110157",
    ),
    IdentifierKind(
        name="Fiscal code",
        native_name="Codice fiscale",
        field="tax_registration_id",
        stdnum="stdnum.it.codicefiscale",
        scheme="0210",
        electronic_scheme="0210",
        example="00743110157",
    ),
)

"""Polish identifiers of parties."""

from faktura.sockets import IdentifierKind

IDENTIFIERS = (
    IdentifierKind(
        name="VAT identification number",
        native_name="NIP with the prefix PL",
        field="vat_id",
        stdnum="stdnum.pl.nip",
        electronic_scheme="9945",
        example="PL8567346215",
    ),
    IdentifierKind(
        name="Tax identification number",
        native_name="Numer identyfikacji podatkowej (NIP)",
        field="tax_registration_id",
        stdnum="stdnum.pl.nip",
        example="8567346215",
    ),
    IdentifierKind(
        name="Statistical number of the register of businesses",
        native_name="REGON",
        field="legal_registration",
        stdnum="stdnum.pl.regon",
        example="192598184",
    ),
)

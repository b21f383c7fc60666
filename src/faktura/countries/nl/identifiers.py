"""Dutch identifiers of parties."""

from faktura.sockets import IdentifierKind

IDENTIFIERS = (
    IdentifierKind(
        name="VAT identification number",
        native_name="Btw-identificatienummer",
        field="vat_id",
        stdnum="stdnum.nl.btw",
        electronic_scheme="9944",
        example="NL004495445B01",
    ),
    IdentifierKind(
        name="Trade register number",
        native_name="KVK-nummer",
        field="legal_registration",
        stdnum="",
        pattern=r"[0-9]{8}",
        scheme="0106",
        electronic_scheme="0106",
        example="12345678",
    ),
    IdentifierKind(
        name="Identifier of public organizations",
        native_name="Organisatie-identificatienummer (OIN)",
        field="identifiers",
        stdnum="",
        pattern=r"[0-9]{20}",
        scheme="0190",
        electronic_scheme="0190",
        example="00000001820029336000",
    ),
)

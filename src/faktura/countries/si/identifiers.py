"""Slovenian identifiers of parties."""

from faktura.sockets import IdentifierKind

IDENTIFIERS = (
    IdentifierKind(
        name="VAT identification number",
        native_name="Identifikacijska številka za DDV",
        field="vat_id",
        stdnum="stdnum.si.ddv",
        electronic_scheme="9949",
        example="SI50223054",
    ),
    IdentifierKind(
        name="Tax number",
        native_name="Davčna številka",
        field="tax_registration_id",
        stdnum="stdnum.si.ddv",
        example="50223054",
    ),
    IdentifierKind(
        name="Registration number",
        native_name="Matična številka",
        field="legal_registration",
        stdnum="stdnum.si.maticna",
        example="9331310000",
    ),
)

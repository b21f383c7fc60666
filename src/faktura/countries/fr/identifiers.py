"""French identifiers of parties."""

from faktura.sockets import IdentifierKind

IDENTIFIERS = (
    IdentifierKind(
        name="VAT identification number",
        native_name="Numéro de TVA intracommunautaire",
        field="vat_id",
        stdnum="stdnum.fr.tva",
        electronic_scheme="9957",
        example="FR23334175221",
    ),
    IdentifierKind(
        name="Company number",
        native_name="SIREN",
        field="legal_registration",
        stdnum="stdnum.fr.siren",
        scheme="0002",
        electronic_scheme="0002",
        example="334175221",
    ),
    IdentifierKind(
        name="Establishment number",
        native_name="SIRET",
        field="identifiers",
        stdnum="stdnum.fr.siret",
        scheme="0009",
        electronic_scheme="0009",
        example="33417522100004",
    ),
)

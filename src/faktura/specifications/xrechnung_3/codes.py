"""Codes that XRechnung allows: types of documents, VAT categories, identifier schemes of the Extension, vehicles."""

from faktura.codes.code_list import CodeList
from faktura.codes.electronic_addresses import ELECTRONIC_ADDRESS_SCHEMES
from faktura.codes.identifier_schemes import IDENTIFIER_SCHEMES
from faktura.codes.media_types import ATTACHMENT_MEDIA_TYPES
from faktura.codes.untdid_7143 import CLASSIFICATION_SCHEMES
from faktura.specifications.xrechnung_3.edition import SOURCE, VERSION

TYPES = CodeList("UNTDID 1001 of XRechnung", "326 380 381 384 389 875 876 877", version=VERSION, source=SOURCE)
CORRECTED = "384"
TAXED_CATEGORIES = CodeList(
    "UNTDID 5305 that ask for the seller's tax number", "S Z E AE K G L M", version=VERSION, source=SOURCE
)

CREDIT_TRANSFERS = frozenset(("30", "58"))
SEPA_CREDIT_TRANSFER = "58"
CARDS = frozenset(("48", "54", "55"))
SEPA_DIRECT_DEBIT = "59"
DIRECT_DEBITS = frozenset(("49", "59"))

HEALTH_SCHEMES = frozenset(("XR01", "XR02", "XR03"))
"""Schemes of the Extension for digital health applications (DiGA)."""

# The stylesheet looks an identifier's scheme up in a text of codes. Where two of its lists meet stand two blanks, so
# that an empty scheme is found; the list of ISO 6523 has no blank behind its last code, 0244, which therefore is not.
# Both lists are older than ours: what came later is unknown there.
_ISO_6523_LAST = "0243"
_EAS_LAST = "0244"
_EAS_LATER = frozenset(("0242",))

EXTENSION_SCHEMES = HEALTH_SCHEMES.union(("",), (code for code in IDENTIFIER_SCHEMES.codes if code <= _ISO_6523_LAST))
"""What an identifier's scheme may be in the Extension."""
EXTENSION_ADDRESS_SCHEMES = HEALTH_SCHEMES.union(
    ("",),
    (code for code in ELECTRONIC_ADDRESS_SCHEMES.codes - _EAS_LATER if code <= _EAS_LAST or not code.startswith("0")),
)
"""What the scheme of an electronic address may be in the Extension."""
EXTENSION_MEDIA_TYPES = ATTACHMENT_MEDIA_TYPES.codes | {"application/xml"}

VEHICLE_SCHEME = "CVD"
VEHICLE_SCHEMES = CLASSIFICATION_SCHEMES.codes | {VEHICLE_SCHEME, ""}
"""What the scheme of an item's classification may be where clean vehicles are invoiced."""
VEHICLE_CATEGORIES = frozenset(("M1", "M2", "M3", "N1", "N2", "N3"))
VEHICLE_ATTRIBUTE = "cva"
VEHICLE_ATTRIBUTE_VALUES = frozenset(("clean", "zero-emission", "other"))

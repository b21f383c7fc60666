"""Which edition of CIUS-RO these rules follow."""

VERSION = "1.0.9"
SOURCE = (
    "CIUS-RO 1.0.9, national rules of RO e-Factura (Ministerul Finanțelor, ANAF), by their published validation "
    "artefact for UBL; https://mfinante.gov.ro/ro/web/efactura"
)
IDENTIFIER = "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1"
"""BT-24; the identifier has stayed that of 1.0.1."""
RECOGNISED_BY = r"urn:cen\.eu:en16931:2017#compliant#urn:efactura\.mfinante\.ro:CIUS-RO:[0-9.]+(?:#.*)?"

_COUNTIES = (
    "AB AG AR B BC BH BN BR BT BV BZ CJ CL CS CT CV DB DJ GJ GL GR HD HR IF IL IS MH MM MS NT OT PH SB SJ SM SV "
    "TL TM TR VL VN VS"
)
COUNTIES = frozenset(f"RO-{code}" for code in _COUNTIES.split())
"""ISO 3166-2:RO."""
BUCHAREST = "RO-B"
SECTORS = frozenset(f"SECTOR{number}" for number in range(1, 7))
"""The sectors of Bucharest, as they stand for its city."""
INVOICE_TYPES = frozenset(("380", "384", "389", "751"))
CREDIT_NOTE_TYPES = frozenset(("381",))
LEU = "RON"
NOTES_MAX = 20
REFERENCES_MAX = 500
TAXED = frozenset(("S", "Z", "E", "AE", "K", "G", "L", "M"))
"""VAT categories with which seller and buyer must be identified."""

"""Which edition of CIUS-PT these rules follow."""

VERSION = "2.1.1"
SOURCE = (
    "CIUS-PT 2.1.1, national rules for invoices to public buyers in Portugal (eSPap, FE-AP), by their published "
    "validation artefact for UBL; https://www.espap.gov.pt"
)
IDENTIFIER = "urn:cen.eu:en16931:2017#compliant#urn:feap.gov.pt:CIUS-PT:2.1.1"
"""BT-24 as we write it; the artefact takes any edition behind the last colon."""
PREFIX = "urn:cen.eu:en16931:2017#compliant#urn:feap.gov.pt:CIUS-PT:"
RECOGNISED_BY = r"urn:cen\.eu:en16931:2017#compliant#urn:feap\.gov\.pt:CIUS-PT:.*"
EDITION_SIGNS_MAX = 10

INVOICE_TYPES = frozenset(["380", "383", "386", "389", "FT", "FS", "FR", "ND", "RP", "RE", "CS", "LD", "RA"])
CREDIT_NOTE_TYPES = frozenset(("381", "NC"))

REDUCED = frozenset(("AA", "RED", "INT"))
STANDARD = frozenset(("S", "NOR"))
EXEMPT = frozenset(("E", "ISE"))
"""VAT categories, by UNTDID 5305 and by the Portuguese codes."""

EXEMPTION_CODE = "#TAXEXEMPTIONREASONCODE@CLASSIFIEDTAXCATEGORY#"
EXEMPTION_TEXT = "#TAXEXEMPTIONREASON@CLASSIFIEDTAXCATEGORY#"
"""Names of item attributes that say why a line is exempt from VAT."""

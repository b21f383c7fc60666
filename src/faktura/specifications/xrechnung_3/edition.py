"""Which edition of XRechnung 3 these rules follow, and how its documents name it in BT-24."""

from faktura.checks import Ruleset, Severity

VERSION = "3.0.2"
SOURCE = (
    "XRechnung 3.0.2, https://xeinkauf.de/xrechnung/, KoSIT's Schematron 2.5.0 (the verdicts of 2.5.1), "
    "https://github.com/itplr-kosit/xrechnung-schematron"
)

IDENTIFIER = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
EXTENSION = f"{IDENTIFIER}#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0"
"""The Extension adds sub-lines, payments by third parties and more kinds of attachments and identifiers."""
VEHICLES = f"{IDENTIFIER}#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9"
"""CVD: invoices for vehicles under the Clean Vehicles Directive (EU) 2019/1161."""
IDENTIFIERS = frozenset((IDENTIFIER, EXTENSION, VEHICLES))

# Identifiers of 1.x and 2.x (xoev-de) are out of force; BR-DE-21 says so of the document, which is then held against
# the rules of today, as no older ones are.
RECOGNISED_BY = (
    r"urn:cen\.eu:en16931:2017#compliant#urn:(?:xeinkauf\.de:kosit:|xoev-de:kosit:standard:)xrechnung_[0-9.]+(?:#.*)?"
)

SEVERITIES = {
    "BR-CL-21": Severity.WARNING,
    "BR-CL-23": Severity.WARNING,
    "UBL-CR-646": Severity.FATAL,
    "CII-SR-452": Severity.FATAL,
    "CII-SR-453": Severity.FATAL,
    "CII-SR-454": Severity.FATAL,
}
"""How grave KoSIT takes rules of EN 16931."""
VARIANTS = {
    "#urn:xeinkauf.de:kosit:extension:xrechnung_": {
        # Each of the first has a rule of the Extension in its place: BR-DEX-01, BR-DEX-04 to BR-DEX-09.
        **dict.fromkeys(
            ("BR-CL-10", "BR-CL-11", "BR-CL-21", "BR-CL-24", "BR-CL-25", "BR-CL-26", "BR-CO-16"), Severity.INFORMATION
        ),
        # Sub-lines are what the Extension is for.
        "UBL-CR-646": Severity.WARNING,
    },
    # BR-TMP-CVD-01 stands in its place.
    "#urn:xeinkauf.de:kosit:xrechnung:cvd_": {"BR-CL-13": Severity.INFORMATION},
}
"""What differs where BT-24 holds such a part."""


def family(name: str) -> Ruleset:
    """An empty set of rules for one family of the specification's rules."""
    return Ruleset(f"xrechnung-3 {name}", VERSION, SOURCE)

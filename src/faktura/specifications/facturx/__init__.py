"""Factur-X 1.09, in Germany ZUGFeRD: five profiles of the Cross Industry Invoice, from a booking aid to an extension.

What stands where in a profile is in its outline (``structure/``, `outline`); the other rules are shared by the
profiles (`profiles`).
"""

from datetime import date

from faktura.checks import Ruleset
from faktura.sockets import Specification
from faktura.specifications.en16931 import RULES as EN16931_RULES
from faktura.specifications.facturx.edition import SOURCE, VERSION
from faktura.specifications.facturx.profiles import BASIC, BASIC_WL, EN16931, EXTENDED, MINIMUM, NOT_CHECKED, Profile
from faktura.specifications.facturx.without_lines import BASIC_WL_RULES, MINIMUM_RULES

__all__ = ["NOT_CHECKED", "SPECIFICATIONS"]


# Published on 2026-06-10, in force from this day (information package of FeRD for ZUGFeRD 2.5).
_SINCE = date(2026, 7, 1)


def _specification(
    profile: Profile, title: str, identifier: str, rules: Ruleset, recognised_by: str = "", builds_on: str = ""
) -> Specification:
    return Specification(
        name=f"facturx-{profile.name}",
        title=f"Factur-X {VERSION} (ZUGFeRD), profile {title}",
        version=VERSION,
        identifier=identifier,
        rules=rules,
        since=_SINCE,
        source=SOURCE,
        builds_on=builds_on,
        recognised_by=recognised_by,
        books={"cii": (profile.book(),)},
    )


# Older documents write the prefix with other signs, or leave it out; they are of the profile all the same.
_PREFIX = r"(?:urn:cen\.eu:en16931:2017[#:](?:compliant|conformant)[#:])?(?:urn:)?(?:factur-x\.eu:1p0|zugferd\.de:2p0)"

SPECIFICATIONS = (
    _specification(MINIMUM, "Minimum", "urn:factur-x.eu:1p0:minimum", MINIMUM_RULES, rf"{_PREFIX}:minimum"),
    _specification(BASIC_WL, "Basic WL", "urn:factur-x.eu:1p0:basicwl", BASIC_WL_RULES, rf"{_PREFIX}:basicwl"),
    _specification(
        BASIC,
        "Basic",
        "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
        EN16931_RULES,
        rf"{_PREFIX}:basic",
        "en16931",
    ),
    # BT-24 is that of EN 16931 itself: nothing is recognised as this profile, it must be asked for.
    _specification(EN16931, "EN 16931", "urn:cen.eu:en16931:2017", EN16931_RULES, r"(?!)", "en16931"),
    _specification(
        EXTENDED,
        "Extended",
        "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
        EN16931_RULES,
        rf"{_PREFIX}:extended",
        "en16931",
    ),
)

"""What must hold for an organization's or a customer's own data; findings, never silent changes."""

import importlib
import re
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stdnum import bic, iban

from faktura.checks import Finding, Severity
from faktura.codes.countries import COUNTRIES
from faktura.codes.currencies import CURRENCIES
from faktura.model import Buyer, Seller
from faktura.organizations.profile import Profile
from faktura.sockets import Country, IdentifierKind

LANGUAGES = ("en", "de", "fr", "it", "es", "sl", "hr", "pl", "nl", "pt")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def finding(code: str, pointer: str, message: str) -> Finding:
    """A fatal finding of ours."""
    return Finding(rule=code, severity=Severity.FATAL, message=message, pointer=pointer)


def _accepts(kind: IdentifierKind, value: str) -> bool:
    if kind.stdnum:
        return bool(importlib.import_module(kind.stdnum).is_valid(value))
    return re.fullmatch(kind.pattern, value) is not None


def check_identifiers(party: Seller | Buyer, country: Country | None) -> Iterator[Finding]:
    """The party's identifiers by the algorithms of python-stdnum for the kinds that its country declares.

    An identifier passes when one of the country's kinds for that field accepts it; a foreign VAT identifier (another
    country's prefix) is left to the rules.
    """
    if country is None:
        return
    for field in ("vat_id", "tax_registration_id"):
        value = getattr(party, field, None)
        kinds = [kind for kind in country.identifiers if kind.field == field]
        if value is None or not kinds:
            continue
        prefix = country.vat_prefix or country.code
        if field == "vat_id" and not value.upper().startswith(prefix):
            continue
        if not any(_accepts(kind, value) for kind in kinds):
            names = ", ".join(f"{kind.native_name} (such as {kind.example})" for kind in kinds)
            yield finding(
                "identifier_invalid", f"/{field}", f"{value} is not valid in {country.name}: expected a {names}."
            )


def check_profile(profile: Profile, country: Country) -> Iterable[Finding]:
    """Everything that is wrong in an organization's profile, at once."""
    yield from check_identifiers(profile, country)
    if profile.currency not in CURRENCIES:
        yield finding("currency_unknown", "/currency", f"{profile.currency} is not a currency code of ISO 4217.")
    if profile.language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        yield finding("language_unknown", "/language", f"{profile.language} is not among the languages: {known}.")
    try:
        ZoneInfo(profile.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of zones, or too long for a file's name
        yield finding("timezone_unknown", "/timezone", f"{profile.timezone} is not a time zone such as Europe/Rome.")
    if profile.address is not None and profile.address.country not in (None, *COUNTRIES):
        yield finding("country_unknown", "/address/country", "This is not a country code of ISO 3166-1, such as DE.")
    if not 0 <= profile.payment_days <= 365:
        yield finding("payment_days_invalid", "/payment_days", "Send between 0 and 365 days.")
    for index, account in enumerate(profile.bank_accounts):
        number = account.account or ""
        if number[:2].isalpha() and not iban.is_valid(number):
            yield finding("iban_invalid", f"/bank_accounts/{index}/account", f"{number} is not a valid IBAN.")
        if account.bic and not bic.is_valid(account.bic):
            yield finding("bic_invalid", f"/bank_accounts/{index}/bic", f"{account.bic} is not a valid BIC.")


def colour_is_valid(colour: str) -> bool:
    """Whether a colour is written ``#rrggbb`` in lower case."""
    return _COLOUR.fullmatch(colour) is not None

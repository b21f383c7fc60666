"""A country: its law as data. Every fact names its source and the day it came into force."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from faktura.checks import Ruleset
from faktura.model import Invoice


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A VAT rate in percent from `since` on, until the next entry of the same kind.

    `law` names the provision. `unverified` marks what is in doubt until somebody reads it in the law. `until` is the
    last day of a rate that ended without a successor.
    """

    rate: Decimal
    since: date
    law: str
    unverified: bool = False
    until: date | None = None


def in_force(rates: Iterable[DatedRate], day: date) -> DatedRate | None:
    """The rate in force on a day among one kind's rates, oldest first; None before the first and after an end."""
    begun = [rate for rate in rates if rate.since <= day]
    if not begun or (begun[-1].until is not None and begun[-1].until < day):
        return None
    return begun[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierKind:
    """A kind of identifier that parties of the country have.

    `field` is the model's place for it: ``vat_id`` (BT-31/48), ``legal_registration`` (BT-30/47),
    ``tax_registration_id`` (BT-32), ``identifiers`` (BT-29/46) or ``buyer_reference`` (BT-10).
    `stdnum` is the module of python-stdnum that validates it (``stdnum.de.vat``); it is empty for a kind that
    python-stdnum lacks, and `pattern` is then the regular expression for the whole number.
    `scheme` is its ISO 6523 ICD code where it has one; `electronic_scheme` its EAS code.
    """

    name: str
    native_name: str
    field: str
    stdnum: str
    scheme: str = ""
    electronic_scheme: str = ""
    example: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """A text that the law wants on the document when `applies`; `language` is an ISO 639-1 code.

    `id` is stable (``reverse_charge``, ``small_business``, ``late_payment``).
    """

    id: str
    language: str
    text: str
    law: str
    since: date
    applies: Callable[[Invoice], bool]
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long issued documents must be kept: `years` counted from the end of the calendar year of issue,
    or from the day of issue when `from_end_of_year` is false."""

    years: int
    law: str
    since: date
    from_end_of_year: bool = True
    unverified: bool = False

    def until(self, issue_date: date) -> date:
        """The last day on which a document issued on `issue_date` must be kept."""
        if self.from_end_of_year:
            return date(issue_date.year + self.years, 12, 31)
        try:
            return issue_date.replace(year=issue_date.year + self.years)
        except ValueError:  # 29 February
            return date(issue_date.year + self.years, 2, 28)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRules:
    """What the country asks of invoice numbers.

    `default_pattern` is used for a new organization (see `faktura.invoices.numbers`); `restart` is ``yearly`` or
    ``never``; `separate_credit_notes` whether credit notes (corrections) need a series of their own; `pattern` is a
    regular expression that the whole number must match when the law or the platform limits it.
    """

    law: str
    default_pattern: str = "{yyyy}-{n:5}"
    restart: str = "yearly"
    separate_credit_notes: bool = False
    length_max: int = 50
    pattern: str = ""
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleIdentity:
    """An address and an IBAN for organizations made up in test mode; their identifiers are the kinds' examples."""

    line1: str
    city: str
    postal_code: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country folder's one export, `COUNTRY`.

    `vat_rates`: kind (``standard``, ``reduced``, ``super_reduced``, ``second_reduced``, ``parking``, ``zero``,
    ``temporary``) -> dated rates, oldest first. `exempt_territories`, platforms and mandates come in later issues as
    further fields.

    `credit_note_means`: the payment means code (UNTDID 4461) that stands in a credit note for which nobody said how it
    is paid back, where the networks of the country demand one in every document.
    """

    code: str
    name: str
    currency: str
    languages: tuple[str, ...]
    eu_member: bool
    vat_name: str
    vat_rates: dict[str, tuple[DatedRate, ...]]
    identifiers: tuple[IdentifierKind, ...]
    printed_texts: tuple[PrintedText, ...]
    retention: tuple[Retention, ...]
    numbering: NumberRules
    sources: tuple[tuple[str, date], ...]
    vat_prefix: str = ""
    rules: Ruleset | None = None
    payment_days: int = 30
    credit_note_means: str = ""
    timezone: str = "UTC"
    sample: SampleIdentity | None = None
    notes: tuple[str, ...] = field(default=())

    def rate_on(self, kind: str, day: date) -> DatedRate | None:
        """The rate of a kind in force on a day; None before its first entry or for a kind the country lacks."""
        return in_force(self.vat_rates.get(kind, ()), day)

    def rates_on(self, day: date) -> dict[str, DatedRate]:
        """All rates in force on a day, by kind."""
        found = {kind: self.rate_on(kind, day) for kind in self.vat_rates}
        return {kind: rate for kind, rate in found.items() if rate is not None}

    def retention_on(self, day: date) -> Retention:
        """The retention rule for documents issued on a day (the oldest rule for earlier days)."""
        in_force = [rule for rule in self.retention if rule.since <= day]
        return in_force[-1] if in_force else self.retention[0]

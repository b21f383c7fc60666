"""What follows from a country on a day: rates, numbering and retention, for whoever sets an organization up."""

from datetime import datetime
from typing import Any

from faktura.organizations.create import country_of


def country_defaults_on(code: str, now: datetime) -> dict[str, Any]:
    """The defaults of a country on the day of `now`, as JSON-ready data; each with its law."""
    country, day = country_of(code), now.date()
    retention = country.retention_on(day)
    return {
        "currency": country.currency,
        "languages": list(country.languages),
        "vat_name": country.vat_name,
        "vat_rates": [
            {"kind": kind, "rate": format(dated.rate, "f"), "since": dated.since, "law": dated.law}
            for kind, dated in country.rates_on(day).items()
        ],
        "numbering": {
            "pattern": country.numbering.default_pattern,
            "restart": country.numbering.restart,
            "separate_credit_notes": country.numbering.separate_credit_notes,
            "law": country.numbering.law,
        },
        "retention": {
            "years": retention.years,
            "from_end_of_year": retention.from_end_of_year,
            "law": retention.law,
        },
    }

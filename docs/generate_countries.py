"""Writes docs/reference/countries.md from the country folders. Run it after changing one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from faktura.registry import countries
from faktura.sockets import Country

PAGE = Path(__file__).parent / "reference" / "countries.md"

HEAD = """\
# Countries

This page is generated from `src/faktura/countries/` by `python docs/generate_countries.py`; a test compares the two.
This is a list of facts, not legal advice. It was put together in November 2026 from stored copies of laws, tax
offices' pages and secondary literature, and not every provision was read in its official text. A dagger (†) marks what
is in doubt: check it before you rely on it, and tell us. The sources say where to check, with the day of the entry.
The VAT rates in force in January 2013 and January 2014 are tested against the lists of the European Commission.

## How to add a country

1. Make the folder `src/faktura/countries/<cc>/` (ISO 3166-1, lower case) and export `COUNTRY = Country(...)` from its
   `__init__.py`; every field is explained in `src/faktura/sockets/country.py`. Nothing else is registered anywhere.
2. Give each VAT rate its first day and its law, oldest first and back to 2010 at least; `until` ends a rate that has
   no successor. What you are not sure of gets `unverified=True`.
3. Name the modules of python-stdnum for the identifiers, with a valid example each; `pattern` where it has none.
4. Conditions for texts and rules that other countries need too are in `src/faktura/countries/conditions.py`.
5. Write at least one good and one bad case for each rule in `tests/countries/cases/<cc>.toml`, and the historical
   facts that you know in `tests/countries/test_facts.py`. The contract tests find the folder by themselves.
6. Run `pytest tests/countries` and `python docs/generate_countries.py`.
"""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "|" + " --- |" * len(header)
    for row in rows:
        yield "| " + " | ".join(_cell(cell) for cell in row) + " |"
    yield ""


def _dagger(unverified: bool) -> str:
    return " †" if unverified else ""


def _rates(country: Country) -> Iterator[str]:
    yield "**VAT rates** (" + country.vat_name + ")\n"
    rows = [
        (
            kind,
            f"{rate.rate:f} %{_dagger(rate.unverified)}",
            rate.since.isoformat() + (f" to {rate.until.isoformat()}" if rate.until else ""),
            rate.law,
        )
        for kind, rates in country.vat_rates.items()
        for rate in rates
    ]
    yield from _table(("kind", "rate", "since", "law"), rows)


def _identifiers(country: Country) -> Iterator[str]:
    yield "**Identifiers**\n"
    rows = [
        (
            f"{kind.native_name} ({kind.name})",
            f"`{kind.field}`",
            kind.scheme,
            kind.electronic_scheme,
            f"`{kind.stdnum or kind.pattern}`",
            f"`{kind.example}`",
        )
        for kind in country.identifiers
    ]
    yield from _table(("identifier", "field", "ISO 6523", "EAS", "checked by", "example"), rows)


def _numbering(country: Country) -> Iterator[str]:
    rules = country.numbering
    said = [
        f"default `{rules.default_pattern}`",
        f"restart {rules.restart}",
        f"at most {rules.length_max} characters",
    ]
    if rules.separate_credit_notes:
        said.append("a series of their own for credit notes and corrections")
    if rules.pattern:
        said.append(f"must match `{rules.pattern}`")
    yield f"**Numbers**: {'; '.join(said)}.\n\n{rules.law}.{_dagger(rules.unverified)}\n"


def _retention(country: Country) -> Iterator[str]:
    yield "**Retention**\n"
    rows = [
        (
            f"{rule.years} years{_dagger(rule.unverified)}",
            "the end of the year of issue" if rule.from_end_of_year else "the day of issue",
            rule.since.isoformat(),
            rule.law,
        )
        for rule in country.retention
    ]
    yield from _table(("period", "counted from", "for documents since", "law"), rows)


def _texts(country: Country) -> Iterator[str]:
    yield "**Printed texts**\n"
    rows = [
        (
            f"`{text.id}`",
            text.language,
            text.text + _dagger(text.unverified),
            (text.applies.__doc__ or "").strip(),
            text.since.isoformat(),
            text.law,
        )
        for text in country.printed_texts
    ]
    yield from _table(("id", "language", "text", "when", "since", "law"), rows)


def _rules(country: Country) -> Iterator[str]:
    if country.rules is None:
        return
    yield "**National rules**\n"
    rows = [(f"`{rule.id}`", rule.severity.value, ", ".join(rule.terms), rule.message) for rule in country.rules.rules]
    yield from _table(("rule", "severity", "terms", "what must hold"), rows)


def _country(country: Country) -> Iterator[str]:
    yield f"## {country.name} ({country.code})\n"
    member = "member of the EU" if country.eu_member else "not a member of the EU"
    yield (
        f"Currency {country.currency}; languages {', '.join(country.languages)}; {member}; "
        f"payment within {country.payment_days} days unless agreed otherwise.\n"
    )
    for part in (_rates, _identifiers, _numbering, _retention, _texts, _rules):
        yield from part(country)
    if country.notes:
        yield "**Notes**\n"
        yield from (f"- {note}" for note in country.notes)
        yield ""
    yield "**Sources**\n"
    yield from (f"- <{address}> ({gathered.isoformat()})" for address, gathered in country.sources)
    yield ""


def render() -> str:
    """The whole page, in the order of the country codes."""
    found = sorted(countries().values(), key=lambda country: country.code)
    lines = [HEAD, *(line for country in found for line in _country(country))]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")

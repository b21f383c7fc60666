"""The rules that all jurisdictions share, as books; the United Arab Emirates have them with lists of their own."""

from dataclasses import replace

from faktura.checks import Book, RuleText, catalogue_of
from faktura.checks.books import Test
from faktura.checks.places import Places
from faktura.specifications.pint import allowances, amounts, codes, document, forms, lines, parties
from faktura.specifications.pint.edition import EMIRATES, SOURCE, VERSION


def _tests(lists: codes.Lists) -> tuple[Test, ...]:
    places = Places()
    emirates = lists is codes.EMIRATES
    for part in (document, allowances, lines, forms):
        part.add_to(places)
    amounts.add_to(places, extensions_free=emirates)
    parties.add_to(places, one_due_date=not emirates)
    codes.add_to(places, lists)
    return (document.whole, document.accounting_currency, document.gross_total, places, forms.empty_elements)


def texts() -> dict[str, RuleText]:
    """The texts of all shared rules."""
    return catalogue_of("faktura.specifications.pint", "rules.toml")


BOOK = Book("pint-ubl", VERSION, SOURCE, _tests(codes.WORLD), texts)
"""The shared rules."""
EMIRATES_BOOK = replace(BOOK, version=EMIRATES, tests=_tests(codes.EMIRATES)).without(("ibr-sr-45",))
"""The shared rules as the United Arab Emirates have them."""

"""Every term of the model is printed, or `cannot_carry` says why it is not."""

import typing
from datetime import date, timedelta
from decimal import Decimal

import pytest

from faktura.formats.pdf import FORMAT
from faktura.formats.pdf.language import find_language
from faktura.model import Invoice
from faktura.model.terms import all_terms, fields_of

from .samples import squash, text

ENGLISH = find_language("en")
CODED = {
    "BT-3": ("384", "Corrective invoice"),
    "BT-5": ("EUR", "Net amount EUR"),
    "BT-6": ("PLN", "VAT in PLN"),
    "BT-8": ("432", "VAT due on payment"),
    "BT-40": ("HR", "CROATIA"),
    "BT-55": ("FR", "FRANCE"),
    "BT-69": ("IT", "ITALY"),
    "BT-80": ("ES", "SPAIN"),
    "BT-81": ("59", "SEPA direct debit"),
    "BT-130": ("XBX", "boxes"),
    "BT-150": ("XPX", "pallets"),
    "BT-159": ("PT", "Portugal"),
}


class Filler:
    """Fills every field with something that occurs nowhere else, and remembers how it should look in print."""

    def __init__(self):
        self.count = 0
        self.expected = {}

    def value(self, number, name, hint):
        self.count += 1
        if number in CODED:
            given, shown = CODED[number]
        elif "Decimal" in hint:
            given = Decimal(f"{10 + self.count}.{self.count:03}7")
            shown = ENGLISH.percent(given) if name in ("rate", "percent") else ENGLISH.number(given)
        elif "date" in hint:
            given = date(2000, 1, 1) + timedelta(days=37 * self.count)
            shown = ENGLISH.day(given)
        else:
            given = shown = f"T{self.count}{name.replace('_', '')}"
        if number:
            self.expected.setdefault(number, []).append(shown)
        return given

    def fill(self, cls, group=""):
        hints = typing.get_type_hints(cls)
        values = {}
        for info in fields_of(cls):
            number = info.term.within(group)
            if info.part:
                inner = self.fill(info.part, number if number.startswith("BG-") else group)
                values[info.name] = (inner,) if info.many else inner
                if number.startswith("BT-"):  # an identifier: the term is its value
                    self.expected[number] = [inner.value]
            else:
                values[info.name] = self.value(number, info.name, str(hints[info.name]))
        return cls(**values)


FILLER = Filler()
INVOICE = FILLER.fill(Invoice)
TERMS = sorted({number for number, _, _ in all_terms(Invoice) if not number.startswith("BG-")})


@pytest.fixture(scope="module")
def printed():
    return text(INVOICE, language="en")


@pytest.mark.parametrize("number", [number for number in TERMS if number not in FORMAT.cannot_carry])
def test_the_term_is_printed(printed, number):
    assert any(squash(shown) in printed for shown in FILLER.expected[number]), FILLER.expected[number]


def test_what_is_excused_exists_and_has_a_reason():
    assert set(FORMAT.cannot_carry) <= set(TERMS)
    assert all(FORMAT.cannot_carry.values())

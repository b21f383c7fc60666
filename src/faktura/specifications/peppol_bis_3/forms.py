"""The form of identifiers under the schemes that Peppol's rules look at: PEPPOL-COMMON-R040 to R057."""

from collections.abc import Callable

from faktura.source import spaced
from faktura.source.sequences import is_integer
from faktura.source.tree import Leaf
from faktura.specifications.peppol_bis_3.check_digits import (
    all_digits,
    australian,
    belgian,
    gln,
    italian_vat,
    luhn,
    norwegian,
)

Form = Callable[[str, Leaf], bool]
"""Whether an identifier has the form of its scheme; given its text as it stands, and its element."""


def _digits(count: int, check: Callable[[str], bool] | None = None) -> Form:
    """Digits of a fixed number, and perhaps with check digits; white space around them does not count."""

    def form(text: str, leaf: Leaf) -> bool:
        text = spaced(text)
        return len(text) == count and all_digits(text) and (check is None or check(text))

    return form


def _gln(text: str, leaf: Leaf) -> bool:
    text = spaced(text)
    return all_digits(text) and gln(text)


def _danish(text: str, leaf: Leaf) -> bool:
    # The Danish rules take a text as it stands.
    return danish_vat(text, leaf) or (len(text) == 8 and all_digits(text))


def danish_vat(text: str, leaf: Leaf) -> bool:
    """DK and eight digits."""
    return len(text) == 10 and text.startswith("DK") and all_digits(text[2:])


def _danish_place(text: str, leaf: Leaf) -> bool:
    return len(text) == 10 and all_digits(text)


def _letters(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _italian_office(text: str, leaf: Leaf) -> bool:
    text = spaced(text)
    return len(text) == 6 and text.isascii() and text.isalnum()


def italian_fiscal(text: str, leaf: Leaf) -> bool:
    """A fiscal code of Italy: of a person with sixteen signs, or eleven digits."""
    text = spaced(text)
    if len(text) == 11:
        return is_integer(text)
    return (
        len(text) == 16
        and _letters(text[:6] + text[8] + text[15])
        and is_integer(text[6:8])
        and is_integer(text[9:11])
        and is_integer(text[14])
    )


def italian_vat_number(text: str, leaf: Leaf) -> bool:
    """A VAT number with its country; Italian ones have check digits."""
    return italian_vat(spaced(text), leaf)


def dutch_vat(text: str, leaf: Leaf) -> bool:
    """A VAT number of the Netherlands, such as NL123456789B12."""
    text = spaced(text)
    return (
        len(text) == 14
        and text.startswith("NL")
        and text[11] == "B"
        and all_digits(text[2:11])
        and all_digits(text[12:])
    )


FORMS: dict[str, tuple[str, Form]] = {
    "0088": ("PEPPOL-COMMON-R040", _gln),
    "0192": ("PEPPOL-COMMON-R041", _digits(9, norwegian)),
    "0184": ("PEPPOL-COMMON-R042", _danish),
    "0208": ("PEPPOL-COMMON-R043", _digits(10, belgian)),
    "0201": ("PEPPOL-COMMON-R044", _italian_office),
    "0210": ("PEPPOL-COMMON-R045", italian_fiscal),
    "0211": ("PEPPOL-COMMON-R047", italian_vat_number),
    "0007": ("PEPPOL-COMMON-R049", _digits(10, luhn)),
    "0151": ("PEPPOL-COMMON-R050", _digits(11, australian)),
    "0096": ("PEPPOL-COMMON-R052", _danish_place),
    "0198": ("PEPPOL-COMMON-R053", danish_vat),
    "0106": ("PEPPOL-COMMON-R054", _digits(8)),
    "0190": ("PEPPOL-COMMON-R055", _digits(20)),
    "9944": ("PEPPOL-COMMON-R056-1", dutch_vat),
    "0217": ("PEPPOL-COMMON-R057", _digits(12)),
}
"""Scheme -> the rule of its form, and the form, as UBL has them."""
FORMS_OF_ADDRESSES = {**FORMS, "9907": ("PEPPOL-COMMON-R046", italian_fiscal)}
"""`FORMS`, with those of electronic addresses alone."""

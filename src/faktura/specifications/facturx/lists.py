"""The code lists of Factur-X 1.09: by the names that the outlines use."""

import functools
from importlib import resources

from faktura.codes import (
    ALLOWANCE_REASONS,
    ATTACHMENT_MEDIA_TYPES,
    CHARGE_REASONS,
    CLASSIFICATION_SCHEMES,
    COUNTRIES,
    CURRENCIES,
    DOCUMENT_TYPES,
    ELECTRONIC_ADDRESS_SCHEMES,
    IDENTIFIER_SCHEMES,
    NOTE_SUBJECTS,
    OBJECT_SCHEMES,
    PAYMENT_MEANS,
    UNITS,
    VAT_CATEGORIES,
    VAT_EXEMPTION_REASONS,
    VAT_PREFIXES,
)

PREFIXES = VAT_PREFIXES.codes - {"SS"} | {"AN"}
"""What a VAT identifier begins with (BR-CO-09): the artefact has not followed the last changes of ISO 3166."""


@functools.cache
def lists() -> dict[str, frozenset[str]]:
    """Name of a list -> its codes; where Factur-X is behind or ahead of the lists of EN 16931, that is here."""
    own = _own()
    return own | {
        "allowances": ALLOWANCE_REASONS.codes,
        "charges": CHARGE_REASONS.codes,
        "classifications": CLASSIFICATION_SCHEMES.codes,
        "countries": COUNTRIES.codes,
        "currencies": CURRENCIES.codes - {"STD"} | {"STN"},
        "date-formats": frozenset({"102", "205"}),
        "document-references": frozenset({"50", "130", "916"}),
        "documents": DOCUMENT_TYPES.codes,
        "documents-before-471": DOCUMENT_TYPES.codes - {"471", "472", "473", "500", "501", "502", "503"},
        "electronic-addresses": ELECTRONIC_ADDRESS_SCHEMES.codes - {"0219", "0220"},
        "exemptions": VAT_EXEMPTION_REASONS.codes,
        "identifiers": IDENTIFIER_SCHEMES.codes,
        "identifiers-and-agencies": IDENTIFIER_SCHEMES.codes | {"BY", "SE"},
        "identifiers-to-0240": IDENTIFIER_SCHEMES.codes - _numbers(241, 248, "04d"),
        "line-kinds": frozenset({"DETAIL", "GROUP", "INFORMATION"}),
        "line-states": _numbers(1, 119),
        "media": ATTACHMENT_MEDIA_TYPES.codes,
        "media-and-data": ATTACHMENT_MEDIA_TYPES.codes | {"application/json", "application/xml", "text/xml"},
        "modes": _numbers(0, 9),
        "note-subjects": NOTE_SUBJECTS.codes,
        "payment-means": PAYMENT_MEANS.codes,
        "product-types": _numbers(1, 7),
        "references": OBJECT_SCHEMES.codes,
        "references-and-contracts": OBJECT_SCHEMES.codes | {"CONTRAT", "MARCHE"},
        "tax-points": frozenset({"5", "29", "72"}),
        "taxes-without-VAT": own["taxes"] - {"VAT"},
        "units": UNITS.codes,
        "vat-categories": VAT_CATEGORIES.codes,
        "vat-categories-without-B": VAT_CATEGORIES.codes - {"B"},
    }


def _own() -> dict[str, frozenset[str]]:
    """The lists in ``lists.txt``: a line with the name in brackets, then lines of codes."""
    found: dict[str, frozenset[str]] = {}
    name = ""
    for line in resources.files(__package__).joinpath("lists.txt").read_text("ascii").splitlines():
        if line.startswith("["):
            name = line[1 : line.index("]")]
            found[name] = frozenset()
        elif not line.startswith("#"):
            found[name] |= frozenset(line.split())
    return found


def _numbers(first: int, last: int, form: str = "d") -> frozenset[str]:
    return frozenset(format(number, form) for number in range(first, last + 1))

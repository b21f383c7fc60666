"""What the United Arab Emirates add to PINT Billing in UBL 2.1."""

from decimal import Decimal

from faktura.checks import Book, RuleText, catalogue_of
from faktura.checks.places import Places
from faktura.specifications.pint.codes import of_list
from faktura.specifications.pint.messages import texts_of_families
from faktura.specifications.pint.rows import identified_rows
from faktura.specifications.pint.shapes import add_shapes
from faktura.specifications.pint.taxes import Family, Rate, families, numbered
from faktura.specifications.pint_ae import document, lines, parties
from faktura.specifications.pint_ae.document import VAT
from faktura.specifications.pint_ae.edition import SOURCE, VERSION

_CENTS = Decimal("0.02")
_CATEGORIES = frozenset(("S", "E", "O", "AE", "Z", "N"))
_CODES = (
    (
        "ibr-001-ae",
        "cac:DiscrepancyResponse/cbc:ResponseCode",
        frozenset(("VD", *(f"DL8.61.1.{letter}" for letter in "ABCDE"))),
    ),
    (
        "ibr-005-ae",
        "cac:InvoicePeriod/cbc:DescriptionCode",
        frozenset(("DLY", "WKY", "Q15", "MTH", "Q45", "Q60", "QTR", "YRL", "HYR", "OTH")),
    ),
    ("ibr-139-ae", "cac:TaxCategory/cbc:ID", _CATEGORIES),
    ("ibr-139-ae", "cac:ClassifiedTaxCategory/cbc:ID", _CATEGORIES),
    (
        "ibr-006-ae",
        "cbc:NatureCode",
        frozenset(("DL8.48.8.2", "DL8.48.8.1", "DL8.48.3.1", "DL8.48.3.2", "DL8.48.3.3")),
    ),
)

FAMILIES = (
    Family(
        code="S",
        scheme=VAT,
        ids={"used": "aligned-ibrp-s-01"} | numbered("aligned-ibrp-s-{}", "05 06 07 08 09 10"),
        line_rate=Rate.POSITIVE_IF_READABLE,
        charge_rate=Rate.POSITIVE_IF_READABLE,
        tolerance=_CENTS,
        needs_readable=True,
    ),
    Family(
        code="N",
        scheme=VAT,
        ids={"08": "ibr-102-ae", "09": "ibr-108-ae"},
        tolerance=_CENTS,
        charges_count=False,
        needs_readable=True,
        tax_is_double=True,
    ),
    Family(
        code="E",
        scheme=VAT,
        ids=numbered("aligned-ibrp-e-{}", "01 05 06 07 08 09"),
        line_rate=Rate.NONE,
        charge_rate=Rate.ZERO_IF_READABLE,
    ),
    Family(
        code="Z",
        scheme=VAT,
        ids=numbered("aligned-ibrp-z-{}", "01 05 06 07 08 09"),
        line_rate=Rate.ZERO_IF_READABLE,
        charge_rate=Rate.ZERO_IF_READABLE,
    ),
    Family(
        code="O",
        scheme=VAT,
        ids=numbered("aligned-ibrp-o-{}", "01 05 06 07 08 09"),
        line_rate=Rate.NONE,
        charge_rate=Rate.NONE,
    ),
    Family(
        code="AE",
        scheme=VAT,
        ids=numbered("aligned-ibrp-ae-{}-ae", "01 05 08 09") | numbered("aligned-ibrp-ae-{}", "06 07"),
        line_rate=Rate.GIVEN,
        charge_rate=Rate.ZERO_IF_READABLE,
        several_rows=True,
    ),
)
"""Standard rate, margin, exempt, zero rate, outside the scope of VAT, and reverse charge."""


def texts() -> dict[str, RuleText]:
    """The texts of all rules."""
    return {**texts_of_families(FAMILIES), **catalogue_of("faktura.specifications.pint_ae", "rules.toml")}


def _places() -> Places:
    places = Places()
    for part in (parties, lines):
        part.add_to(places)
    for rule, place, known in _CODES:
        places.add(place, of_list(rule, known))
    places.add("cac:TaxSubtotal", identified_rows("aligned-ibrp-047", "aligned-ibrp-048", VAT, frozenset(("O", "E"))))
    add_shapes(
        places,
        "cac:TaxSubtotal",
        needs=(("aligned-ibrp-045", "cbc:TaxableAmount"), ("aligned-ibrp-046", "cbc:TaxAmount")),
    )
    return places


NOT_CHECKED = {"ibr-187-ae": "the artefact asks for nothing here"}
"""Official rules that are not in `BOOK`, each with the reason."""

BOOK = Book(
    "pint-ae-ubl",
    VERSION,
    SOURCE,
    (
        document.identified,
        document.of_kind,
        document.categories,
        document.currencies,
        families(FAMILIES),
        _places(),
    ),
    texts,
)
"""All rules that the United Arab Emirates add."""

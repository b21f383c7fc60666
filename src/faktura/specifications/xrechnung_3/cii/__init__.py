"""XRechnung 3 as bound to UN/CEFACT's Cross Industry Invoice."""

from faktura.checks import Book
from faktura.specifications.xrechnung_3.catalogue import catalogue
from faktura.specifications.xrechnung_3.cii import extension, german, peppol, vehicles
from faktura.specifications.xrechnung_3.edition import SOURCE, VERSION

BOOK = Book(
    "xrechnung-3-cii",
    VERSION,
    SOURCE,
    (*peppol.TESTS, *german.TESTS, *extension.TESTS, *vehicles.TESTS),
    catalogue,
)
"""All rules of KoSIT's artefact for CII."""

"""XRechnung 3 as bound to UBL 2.1: Invoice and CreditNote."""

from faktura.checks import Book
from faktura.specifications.xrechnung_3.catalogue import catalogue
from faktura.specifications.xrechnung_3.edition import SOURCE, VERSION
from faktura.specifications.xrechnung_3.ubl import extension, german, peppol, vehicles

BOOK = Book(
    "xrechnung-3-ubl",
    VERSION,
    SOURCE,
    (*peppol.TESTS, *german.TESTS, *extension.TESTS, *vehicles.TESTS),
    catalogue,
)
"""All rules of KoSIT's artefact for UBL."""

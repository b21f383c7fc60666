"""Which edition of Malaysia's PINT Billing these rules follow."""

VERSION = "1.3.1"
SOURCE = "Peppol PINT Billing for Malaysia 1.3.1 (2026), https://docs.peppol.eu/poac/my/"
IDENTIFIER = "urn:peppol:pint:billing-1@my-1"

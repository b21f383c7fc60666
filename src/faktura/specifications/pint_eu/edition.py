"""Which edition of the European Union's PINT Billing these rules follow."""

VERSION = "1.1.1"
SOURCE = "Peppol PINT Billing for the European Union 1.1.1 (2025/2026), https://docs.peppol.eu/poac/eu/"
IDENTIFIER = "urn:peppol:pint:billing-1@eu-1"

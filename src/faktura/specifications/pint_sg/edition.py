"""Which edition of Singapore's PINT Billing these rules follow."""

VERSION = "1.4.1"
SOURCE = "Peppol PINT Billing for Singapore 1.4.1 (2026), https://docs.peppol.eu/poac/sg/"
IDENTIFIER = "urn:peppol:pint:billing-1@sg-1"

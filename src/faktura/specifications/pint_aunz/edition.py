"""Which edition of the PINT Billing of Australia and New Zealand these rules follow."""

VERSION = "1.1.3"
SOURCE = "Peppol PINT Billing for Australia and New Zealand 1.1.3 (2026), https://docs.peppol.eu/poac/aunz/"
IDENTIFIER = "urn:peppol:pint:billing-1@aunz-1"

"""Which edition of the PINT Billing of the United Arab Emirates these rules follow."""

VERSION = "2026.5"
SOURCE = "Peppol PINT Billing for the United Arab Emirates 2026.5 (May 2026), https://docs.peppol.eu/poac/ae/"
IDENTIFIER = "urn:peppol:pint:billing-1@ae-1"
SELF_BILLING_IDENTIFIER = "urn:peppol:pint:selfbilling-1@ae-1"
"""The rules on the identifier let self-billing pass, too."""

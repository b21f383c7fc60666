"""Which edition of Japan's PINT Billing these rules follow."""

VERSION = "1.1.3"
SOURCE = "Peppol PINT Billing for Japan 1.1.3 (2026), https://docs.peppol.eu/poac/jp/"
IDENTIFIER = "urn:peppol:pint:billing-1@jp-1"
FORMER_IDENTIFIER = "urn:fdc:peppol:jp:billing:3.0"
"""What documents of the first edition say; the rules still take it."""

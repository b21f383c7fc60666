"""Which edition of PINT Billing the shared rules follow."""

VERSION = "1.1.1"
SOURCE = "Peppol PINT Billing, rules shared by all jurisdictions (2025/2026), https://docs.peppol.eu/poac/pint/"
EMIRATES = "2026.5"

"""Which edition of Peppol BIS Self-Billing 3 these rules follow."""

VERSION = "3.0.2"
SOURCE = "Peppol BIS Self-Billing 3.0.2 (May 2026), https://docs.peppol.eu/poacc/self-billing/3.0/"

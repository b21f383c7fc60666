"""Reporting: what the ledgers, the archive and the authorities are told. Nothing is reported in this version yet."""

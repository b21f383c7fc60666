"""Invoices: issued documents. Numbered without a gap, frozen, sealed into their series' chain, written as files."""

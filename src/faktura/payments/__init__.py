"""Payments: a ledger that is only added to. What a document's state of payment is follows from its entries."""

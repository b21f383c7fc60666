"""Customers: stored records of buyers."""

"""Suppliers: who sends documents, by what they are recognised, and which accounts they named."""

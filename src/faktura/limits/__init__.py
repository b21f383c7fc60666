"""Limits: how much a key, an organization, an account or an address may ask for, counted over all processes."""

"""Accounts, organizations (the tenants) and their keys: the floor under the stations."""

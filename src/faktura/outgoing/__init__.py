"""Outgoing: HTTP to addresses that tenants name, without reaching into the operator's own network."""

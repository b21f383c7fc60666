"""Webhooks: events for others, pushed to endpoints or pulled by cursor. A station that listens; nobody waits for it."""

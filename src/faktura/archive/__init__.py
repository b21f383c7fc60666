"""The archive: what was issued, sent and paid, kept as long as the law asks, and proven. It only listens."""

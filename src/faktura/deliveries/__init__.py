"""Deliveries: documents on their way. One delivery is one chain of attempts over one channel."""

"""The Peppol network."""

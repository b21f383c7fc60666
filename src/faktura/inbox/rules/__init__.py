"""Rules: what is done with a received document by itself. Conditions are data of known fields, never expressions."""

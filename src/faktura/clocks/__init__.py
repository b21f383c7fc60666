"""Test clocks: a test organization may live in a time of its own, which stands still until it is moved."""

"""countries: one folder each; see docs/architecture.md."""

"""Drafts: documents that can still be changed. They are calculated and checked as they stand, each time."""

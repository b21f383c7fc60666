"""The inbox's limits, each in one place."""

DOCUMENT_BYTES_MAX = 25 * 1024 * 1024
"""A received document; what is longer is refused."""
FINDINGS_KEPT_MAX = 200
"""Findings that are kept of one document, the gravest first; the others are counted."""
FACT_LENGTH_MAX = 200
"""Numbers, ids and references that were read; longer ones are cut."""
NAME_LENGTH_MAX = 500
"""Names that were read, of parties and of files; longer ones are cut."""
ACCOUNTS_MAX = 10
"""Accounts of one document that are looked at."""
ENVELOPE_BYTES_MAX = 20_000
"""What a road tells of an envelope, as JSON."""
COMMENT_LENGTH_MAX = 2_000
"""A comment on a move."""
REASONS_MAX = 10
"""Reason codes of one move."""
MOVES_SHOWN_MAX = 200
"""Moves, and arrivals, that are shown with a document; the newest ones."""
TOLERANCE_PERCENT_MAX = 100
"""By how much an order may be exceeded at most."""
RULES_MAX = 50
"""Rules of an organization, also those that are disabled."""
CONDITIONS_MAX = 20
"""Conditions of one rule."""
VALUES_MAX = 50
"""Values of one condition."""
ACTIONS_MAX = 5
"""Actions of one rule."""
DRY_RUN_MAX = 500
"""Documents that one dry run looks at; the newest ones."""

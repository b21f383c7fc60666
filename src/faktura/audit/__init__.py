"""The audit trail: who did what, when and from where; one row for each write that was carried out, kept for ever."""

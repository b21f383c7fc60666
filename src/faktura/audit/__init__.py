"""The audit trail (who changed what, when and from where; one row for each write, kept for ever) and the request log
(what was asked and how it was answered, kept for some days)."""

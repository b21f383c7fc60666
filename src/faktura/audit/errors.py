"""What the audit trail and the request log refuse."""

from faktura.errors import NotFound


class AuditEntryNotFound(NotFound):
    """No such entry."""

    code = "audit_entry_not_found"
    title = "There is no such entry."


class AuditSealNotFound(NotFound):
    """No such seal."""

    code = "audit_seal_not_found"
    title = "There is no such seal."


class RequestNotFound(NotFound):
    """No such request in the log."""

    code = "request_not_found"
    title = "There is no such request."

"""What the archive refuses."""

from faktura.errors import NotFound


class EntryNotFound(NotFound):
    """No such entry of the archive."""

    code = "archive_entry_not_found"
    title = "There is no such entry in the archive."

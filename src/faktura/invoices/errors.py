"""What invoices refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class InvoiceNotFound(NotFound):
    """No such document."""

    code = "invoice_not_found"
    title = "There is no such document."


class InvoiceFrozen(Refusal):
    """An issued document can't be changed or deleted."""

    code = "invoice_frozen"
    title = "The document is issued and can't be changed."


class SeriesInvalid(Invalid):
    """The series' pattern is wrong."""

    code = "series_invalid"
    title = "The series is not right."


class SeriesNotFound(NotFound):
    """No such series."""

    code = "series_not_found"
    title = "There is no such series."


class NumberTaken(Refusal):
    """Two series make the same numbers."""

    code = "number_taken"
    title = "The number is taken."


class SeriesFixed(Refusal):
    """A series that has numbered documents keeps its pattern."""

    code = "series_in_use"
    title = "The series is in use."


class NotCreditable(Refusal):
    """A document that can't be credited."""

    code = "not_creditable"
    title = "The document can't be credited."


class LinkNotFound(NotFound):
    """No such link, or it is expired or revoked."""

    code = "link_not_found"
    title = "There is no such link."


class FileNotFound(NotFound):
    """No such file of the document."""

    code = "file_not_found"
    title = "There is no such file."

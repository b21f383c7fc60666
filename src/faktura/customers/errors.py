"""What customers refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class CustomerNotFound(NotFound):
    """No such customer in this organization."""

    code = "customer_not_found"
    title = "There is no such customer."


class CustomerInvalid(Invalid):
    """The customer's data is wrong."""

    code = "customer_invalid"
    title = "The customer's data is not right."


class CustomerChanged(Refusal):
    """Somebody else changed the customer in between."""

    status = 412
    code = "customer_changed"
    title = "The customer was changed in between."

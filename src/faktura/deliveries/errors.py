"""What deliveries refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class DeliveryNotFound(NotFound):
    """No such delivery."""

    code = "delivery_not_found"
    title = "There is no such delivery."


class SendInvalid(Invalid):
    """The document can't be sent as asked."""

    code = "send_invalid"
    title = "The document can't be sent as asked."


class DeliveryEnded(Refusal):
    """The delivery's state does not allow the move."""

    code = "delivery_state"
    title = "The delivery's state does not allow this."

"""What payments refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class PaymentNotFound(NotFound):
    """No such payment."""

    code = "payment_not_found"
    title = "There is no such payment."


class PaymentInvalid(Invalid):
    """What was sent of a payment is wrong; `findings` hold everything at once."""

    code = "payment_invalid"
    title = "The payment is not right."


class PaymentAlreadyReversed(Refusal):
    """A payment is reversed once."""

    code = "payment_already_reversed"
    title = "The payment is reversed already."


class PaymentNotReversible(Refusal):
    """A reversal or a credit can't be reversed."""

    code = "payment_not_reversible"
    title = "The entry can't be reversed."

"""What transfers refuse."""

from faktura.errors import Invalid, Refusal


class BatchRefused(Invalid):
    """An atomic batch holds something wrong; `findings` tell all of it, with the place of each document."""

    code = "batch_refused"
    title = "The batch was refused as a whole."


class BatchUnsettled(Refusal):
    """The series were changed again and again while the batch was made ready."""

    code = "batch_unsettled"
    title = "The series keep changing."


class ItemKeyReused(Invalid):
    """The same key of an item came with another document."""

    code = "idempotency_key_reused"
    title = "The Idempotency-Key belongs to another request."


class ItemKeyRepeated(Invalid):
    """Two items of one batch have the same key."""

    code = "idempotency_key_repeated"
    title = "The key stands in the batch twice."

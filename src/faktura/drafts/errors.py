"""What drafts refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class DraftNotFound(NotFound):
    """No such draft."""

    code = "invoice_not_found"
    title = "There is no such document."


class DraftInvalid(Invalid):
    """The request contradicts itself, before any rule of law is asked."""

    code = "draft_invalid"
    title = "The document can't be understood."


class DraftChanged(Refusal):
    """Somebody else changed the draft in between."""

    status = 412
    code = "draft_changed"
    title = "The draft was changed in between."


class DraftNotIssuable(Invalid):
    """Rules are broken; `findings` say which."""

    code = "draft_not_issuable"
    title = "The document breaks rules and was not issued."

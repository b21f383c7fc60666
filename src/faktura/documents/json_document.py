"""Our own JSON -> Invoice: as the API answers it, as it is sealed, or the bare semantic invoice."""

from dataclasses import fields
from typing import Any

import pydantic
from pydantic_core import from_json

from faktura.checks import Finding, Severity
from faktura.documents.recognise import UnsupportedDocument
from faktura.model import Invoice
from faktura.model.json import from_plain
from faktura.model.terms import term_at
from faktura.source import UnreadableDocument

FINDINGS_MAX = 500

_FIELDS = frozenset(field.name for field in fields(Invoice))
_REQUEST_ONLY = frozenset({"customer", "issue", "send"})
_SENTENCES = {
    "unexpected_keyword_argument": ("field_unknown", "The invoice has no such field; take it out."),
    "extra_forbidden": ("field_unknown", "The invoice has no such field; take it out."),
    "missing": ("field_missing", "This field is needed."),
    "string_type": ("string_expected", "A string belongs here."),
    "string_too_short": ("text_empty", "An empty text says nothing: leave the field out, or fill it."),
    "dataclass_type": ("object_expected", "An object belongs here."),
    "tuple_type": ("list_expected", "A list belongs here."),
}


def read_json(content: bytes) -> tuple[Invoice | None, list[Finding]]:
    """The invoice, and what is wrong with its shape (fatal); None where the shape lets no invoice be made.

    Raises:
        UnreadableDocument: not JSON.
        UnsupportedDocument: JSON that is no invoice of ours.
    """
    try:
        plain = from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise UnreadableDocument(f"The document can't be read as JSON: {error}.") from None
    document = _document(plain)
    try:
        return from_plain(document), []
    except pydantic.ValidationError as error:
        details = error.errors(include_url=False, include_input=False, include_context=False)
    return None, [_finding(detail) for detail in details[:FINDINGS_MAX]]


def _document(plain: Any) -> Any:
    if isinstance(plain, dict):
        sealed = plain.get("document")
        if isinstance(sealed, dict) and not _FIELDS & plain.keys():
            plain = sealed
        if plain.get("object") == "invoice":
            # What the API tells beside the document is no part of it, and neither is what it says is absent.
            return {name: value for name, value in plain.items() if name in _FIELDS and value is not None}
        if _REQUEST_ONLY & plain.keys() and "seller" not in plain:
            raise UnsupportedDocument(
                "json",
                "The document is a request to make an invoice, not an invoice: it has no seller and no totals yet. "
                "POST it to /v1/invoices/preview, which answers with the whole invoice and its findings.",
            )
        if _FIELDS & plain.keys():
            return plain
    raise UnsupportedDocument("json", "The document is JSON, but no invoice as the API answers or accepts it.")


def _finding(detail: Any) -> Finding:
    code, message = _SENTENCES.get(detail["type"], (detail["type"], detail["msg"]))
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in detail["loc"])
    return Finding(rule=code, severity=Severity.FATAL, message=message, pointer=pointer, term=term_at(Invoice, pointer))

"""What a column of a table stands for: paths of fields (``customer.name``, ``lines.0.quantity``), and the guess from a
heading. Pure."""

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from faktura.customers.record import CustomerRecord
from faktura.customers.schemas import CustomerRequest
from faktura.drafts.schemas import InvoiceRequest
from faktura.model.terms import part
from faktura.model.values import Code
from faktura.payments.schemas import PaymentRequest
from faktura.transfers.cells import Kind

_INDEX = re.compile(r"[0-9]{1,3}")


@part
class PaymentRow(PaymentRequest):
    """A payment with the document that it belongs to: its id, or its number."""

    invoice: Code | None = None
    number: Code | None = None


SHAPES: Mapping[str, Any] = {"invoices": InvoiceRequest, "customers": CustomerRequest, "payments": PaymentRow}
"""Kind of import -> the shape of one thing."""

FACTS: Mapping[str, frozenset[str]] = {
    "invoices": frozenset(
        {
            "id", "object", "state", "mode", "number", "hash", "previous_hash", "sequence", "seller", "files", "links",
            "findings", "deliveries", "corrected_by", "version", "created_at", "issued_at", "updated_at",
            "total_with_vat", "total_without_vat", "total_vat", "amount_due", "corrected_document", "specification",
            "business_process",
            "payment_instructions", "type_code",
        }
    ),
    "customers": frozenset({"id", "object", "version", "created_at", "updated_at", "archived_at"}),
    "payments": frozenset(
        {"id", "object", "kind", "created_at", "created_by", "reverses", "source", "reason", "reversed_by"}
    ),
}  # fmt: skip
"""Kind of import -> what Faktura says of a thing: an export tells it, and an import passes it over."""

NOT_TAKEN = frozenset({"issue", "send"})
"""Whether documents are issued is said of the whole import; nothing is sent by one."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "invoices": {
        "qty": "lines.0.quantity", "menge": "lines.0.quantity", "anzahl": "lines.0.quantity",
        "quantite": "lines.0.quantity", "cantidad": "lines.0.quantity", "quantita": "lines.0.quantity",
        "price": "lines.0.unit_price", "einzelpreis": "lines.0.unit_price", "preis": "lines.0.unit_price",
        "prixunitaire": "lines.0.unit_price", "preciounitario": "lines.0.unit_price", "prezzo": "lines.0.unit_price",
        "item": "lines.0.name", "product": "lines.0.name", "artikel": "lines.0.name", "bezeichnung": "lines.0.name",
        "beschreibung": "lines.0.description", "sku": "lines.0.seller_item_id",
        "artikelnummer": "lines.0.seller_item_id",
        "einheit": "lines.0.unit", "vat": "lines.0.vat.rate", "vatrate": "lines.0.vat.rate",
        "taxrate": "lines.0.vat.rate",
        "mwst": "lines.0.vat.rate", "ust": "lines.0.vat.rate", "tva": "lines.0.vat.rate", "iva": "lines.0.vat.rate",
        "vatcategory": "lines.0.vat.category", "customer": "customer.name", "buyer": "customer.name",
        "customerid": "customer", "kunde": "customer.name", "kundenname": "customer.name", "client": "customer.name",
        "customername": "customer.name", "buyername": "customer.name", "name": "customer.name",
        "ustid": "customer.vat_id", "ustidnr": "customer.vat_id", "vatid": "customer.vat_id",
        "strasse": "customer.address.line1", "street": "customer.address.line1", "address": "customer.address.line1",
        "line1": "customer.address.line1", "line2": "customer.address.line2",
        "zip": "customer.address.postal_code", "postcode": "customer.address.postal_code",
        "plz": "customer.address.postal_code", "postalcode": "customer.address.postal_code",
        "ort": "customer.address.city", "stadt": "customer.address.city", "city": "customer.address.city",
        "land": "customer.address.country", "country": "customer.address.country", "mail": "customer.email",
        "email": "customer.email", "date": "issue_date", "invoicedate": "issue_date", "rechnungsdatum": "issue_date",
        "datum": "issue_date", "faelligkeit": "due_date", "fällig": "due_date", "faelligam": "due_date",
        "waehrung": "currency", "währung": "currency", "reference": "buyer_reference", "leitwegid": "buyer_reference",
        "bestellnummer": "purchase_order_reference", "ordernumber": "purchase_order_reference",
        "purchaseorder": "purchase_order_reference", "note": "notes.0.text", "invoicenumber": "number",
        "invoiceno": "number", "rechnungsnummer": "number", "rechnungsnr": "number",
    },
    "customers": {
        "customer": "name", "kunde": "name", "firma": "name", "company": "name", "mail": "email", "ustid": "vat_id",
        "ustidnr": "vat_id", "strasse": "address.line1", "street": "address.line1", "zip": "address.postal_code",
        "postcode": "address.postal_code", "plz": "address.postal_code", "ort": "address.city", "stadt": "address.city",
        "land": "address.country", "phone": "contact.phone", "telefon": "contact.phone", "kundennummer": "external_id",
        "customernumber": "external_id",
    },
    "payments": {
        "invoicenumber": "number", "invoiceno": "number", "rechnungsnummer": "number", "rechnungsnr": "number",
        "betrag": "amount", "date": "received_on", "datum": "received_on", "zahlungsdatum": "received_on",
        "paymentdate": "received_on", "verwendungszweck": "reference", "waehrung": "currency", "währung": "currency",
        "invoiceid": "invoice",
    },
}  # fmt: skip

Use = Literal["taken", "key", "fact", "not_taken", "unknown", "empty", "repeated"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, the path it is taken for, and what becomes of it.

    ``taken``: its cells are read. ``key``: rows with the same text there belong to one document. ``fact``: Faktura
    says it and does not take it. ``not_taken``, ``unknown``, ``empty``, ``repeated``: it is passed over.
    """

    heading: str
    path: str | None
    use: Use

    def to_plain(self) -> dict[str, Any]:
        """The column as JSON-ready data."""
        return {"heading": self.heading, "path": self.path, "use": self.use}


Steps = tuple[str | int, ...]


@functools.cache
def steps_of(path: str) -> Steps:
    """``lines.0.quantity`` -> ("lines", 0, "quantity")."""
    if path.startswith("metadata."):
        # A key may hold dots.
        return ("metadata", path.removeprefix("metadata."))
    return tuple(int(step) if _INDEX.fullmatch(step) else step for step in path.split("."))


@functools.lru_cache(maxsize=4096)
def kind_at(kind: str, path: str) -> Kind | None:
    """The kind of value at a path of an import's shape; None when no value can stand there."""
    hint: Any = SHAPES[kind]
    for step in steps_of(path):
        hint = _below(hint, step)
        if hint is None:
            return None
    return _leaf(hint)


def _bare(hint: Any) -> Any:
    """An annotation without what is said about it, and without None."""
    while True:
        origin = typing.get_origin(hint)
        if origin is Annotated:
            hint = typing.get_args(hint)[0]
        elif origin in (types.UnionType, typing.Union):
            left = [each for each in typing.get_args(hint) if each is not type(None)]
            if len(left) > 1:
                return hint
            hint = left[0]
        else:
            return hint


def _below(hint: Any, step: str | int) -> Any:
    hint = _bare(hint)
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        # A customer is an id or a record.
        return _below(CustomerRecord, step)
    if origin is tuple:
        return typing.get_args(hint)[0] if isinstance(step, int) else None
    if origin is dict:
        return typing.get_args(hint)[1]
    if dataclasses.is_dataclass(hint) and isinstance(step, str):
        return typing.get_type_hints(hint, include_extras=True).get(step)
    return None


def _leaf(hint: Any) -> Kind | None:
    hint = _bare(hint)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return "text"
    if hint is bool:
        return "boolean"
    if not isinstance(hint, type):
        return None
    kinds: tuple[tuple[type, Kind], ...] = ((Decimal, "decimal"), (date, "day"), (int, "integer"), (str, "text"))
    return next((kind for known, kind in kinds if issubclass(hint, known)), None)


def _paths(hint: Any, before: str = "", depth: int = 0) -> Iterator[str]:
    """The paths of all values of a shape; of lists, those of the first entry."""
    hint = _bare(hint)
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        yield before
        yield from _paths(CustomerRecord, before, depth)
    elif origin is tuple:
        yield from _paths(typing.get_args(hint)[0], f"{before}.0", depth)
    elif dataclasses.is_dataclass(hint) and depth < 6:
        for name, inner in typing.get_type_hints(hint, include_extras=True).items():
            yield from _paths(inner, f"{before}.{name}" if before else name, depth + 1)
    elif _leaf(hint) is not None:
        yield before


def normalized(heading: str) -> str:
    """A heading without letter case, blanks and signs."""
    return re.sub(r"[\W_]+", "", heading.casefold())


@functools.cache
def _guesses(kind: str) -> Mapping[str, str]:
    """Normalized heading -> path: whole paths, the ends of paths where they are single, and words people use."""
    found: dict[str, str] = {}
    ends: dict[str, set[str]] = {}
    for path in _paths(SHAPES[kind]):
        shown = normalized("".join(step for step in path.split(".") if not step.isdigit()))
        found.setdefault(shown, path)
        names = [step for step in path.split(".") if not step.isdigit()]
        for count in range(1, len(names)):
            ends.setdefault(normalized("".join(names[-count:])), set()).add(path)
    for end, paths in ends.items():
        # Where several end alike, that of a line is meant: it is what most columns speak of.
        lines = [path for path in paths if path.startswith("lines.0.") and path.count(".") == 2]
        if end not in found and (len(paths) == 1 or len(lines) == 1):
            found[end] = lines[0] if len(lines) == 1 else next(iter(paths))
    return {**found, **_WORDS[kind]}


def canonical(path: str) -> str:
    """A path with the index of the line that is left out: ``lines.quantity`` is ``lines.0.quantity``."""
    steps = path.split(".")
    if len(steps) > 1 and steps[0] == "lines" and not steps[1].isdigit():
        steps.insert(1, "0")
    return ".".join(steps)


def path_of(kind: str, heading: str) -> str | None:
    """The path that a heading is taken for; None when nothing is like it."""
    bare = canonical(heading.strip())
    if kind_at(kind, bare) is not None or bare.split(".")[0] in FACTS[kind]:
        return bare
    return _guesses(kind).get(normalized(heading))


def columns_of(
    kind: str, headings: Sequence[str], mapping: Mapping[str, str | None], group_by: str | None
) -> list[Column]:
    """What each column is taken for: what `mapping` says (None: nothing), else what its heading says."""
    found: list[Column] = []
    seen: set[str] = set()
    for heading in headings:
        column = _column(kind, heading, mapping)
        if column.use == "taken" and column.path in seen:
            column = dataclasses.replace(column, use="repeated")
        if column.use == "taken" and column.path is not None:
            seen.add(column.path)
        found.append(column)
    return _with_key(found, group_by) if kind == "invoices" else found


def _column(kind: str, heading: str, mapping: Mapping[str, str | None]) -> Column:
    if not heading.strip():
        return Column(heading, None, "empty")
    if heading in mapping:
        given = mapping[heading]
        if given is None:
            return Column(heading, None, "unknown")
        return Column(heading, canonical(given), _use(kind, canonical(given)))
    path = path_of(kind, heading)
    return Column(heading, path, _use(kind, path)) if path is not None else Column(heading, None, "unknown")


def _use(kind: str, path: str) -> Use:
    first = path.split(".", maxsplit=1)[0]
    if first in NOT_TAKEN:
        return "not_taken"
    if kind_at(kind, path) is not None and first not in FACTS[kind]:
        return "taken"
    return "fact" if first in FACTS[kind] else "unknown"


def _with_key(columns: list[Column], group_by: str | None) -> list[Column]:
    """The columns with the one that tells which rows belong to one document."""
    for wanted in (group_by,) if group_by is not None else ("external_id", "number", "id"):
        for place, column in enumerate(columns):
            if (column.heading == wanted if group_by is not None else column.path == wanted) and wanted is not None:
                if column.use != "taken":
                    columns[place] = dataclasses.replace(column, use="key")
                return columns
    return columns


def key_place(columns: Sequence[Column], group_by: str | None) -> int | None:
    """The place of the column by whose text rows belong together."""
    for place, column in enumerate(columns):
        if column.use == "key" or (column.heading == group_by if group_by else column.path == "external_id"):
            return place
    return None

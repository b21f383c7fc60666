"""Numbering series: by organization and document type; a default one is made when it is first needed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from faktura.invoices import store
from faktura.invoices.errors import SeriesFixed, SeriesInvalid, SeriesNotFound
from faktura.invoices.numbers import check_against, check_pattern
from faktura.model import DOCUMENT_TYPES
from faktura.organizations.checks import finding
from faktura.sockets import Country
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit

DEFAULT_NAME = "default"
_PREFIXES = {
    "invoice": "",
    "credit_note": "CN-",
    "debit_note": "DN-",
    "corrective_invoice": "CI-",
    "prepayment_invoice": "PI-",
    "self_billed_invoice": "SB-",
    "self_billed_credit_note": "SC-",
}


@dataclass(frozen=True, slots=True)
class Series:
    """A numbering series."""

    id: UUID
    document_type: str
    name: str
    pattern: str
    restart: str
    is_default: bool
    issued_count: int

    def to_plain(self) -> dict[str, Any]:
        """The series as JSON-ready data."""
        return {
            "id": show_id("ser", self.id),
            "object": "series",
            "document_type": self.document_type,
            "name": self.name,
            "pattern": self.pattern,
            "restart": self.restart,
            "is_default": self.is_default,
            "issued_count": self.issued_count,
        }


def _series(row: Any) -> Series:
    return Series(
        row["id"],
        row["document_type"],
        row["name"],
        row["pattern"],
        row["restart"],
        row["is_default"],
        row["issued_count"],
    )


async def series_for(unit: Unit, document_type: str, name: str | None, country: Country) -> Series:
    """The series that numbers a document: the one named, else the type's default, which is made when missing.

    Raises:
        SeriesInvalid: a series was named that does not exist.
    """
    row = await store.read_series(unit, document_type, name)
    if row is None:
        if name is not None:
            raise series_missing(document_type, name)
        pattern = default_pattern(document_type, country)
        if pattern is None:
            return await series_for(unit, "invoice", None, country)
        await store.insert_series(unit, new_id(), document_type, DEFAULT_NAME, pattern, country.numbering.restart, True)
        # A series of that name that somebody added is not replaced, and serves.
        row = await store.read_series(unit, document_type, None) or await store.read_series(
            unit, document_type, DEFAULT_NAME
        )
    return _series(row)


def series_missing(document_type: str, name: str) -> SeriesInvalid:
    """The refusal of a series that is not there."""
    message = f"There is no series {name} for documents of type {document_type}."
    return SeriesInvalid(message, [finding("series_not_found", "/series", message)])


def default_pattern(document_type: str, country: Country) -> str | None:
    """The pattern of a type's default series; None where the documents are numbered with the invoices, because the
    law fixes the form of numbers."""
    pattern = _PREFIXES[document_type] + country.numbering.default_pattern
    return None if check_against(country.numbering, pattern) else pattern


async def list_series(unit: Unit) -> list[Series]:
    """All series of the tenant."""
    return [_series(row) for row in await store.list_series(unit)]


async def create_series(
    unit: Unit, *, document_type: str, name: str, pattern: str, restart: str, is_default: bool, country: Country
) -> Series:
    """Add a series; with `is_default` it takes the place of the type's default from now on.

    Raises:
        SeriesInvalid: with everything that is wrong.
        SeriesFixed: the name is taken, or somebody else names another default at this moment.
    """
    wrong = check_pattern(pattern, restart) or check_against(country.numbering, pattern)
    if document_type not in DOCUMENT_TYPES:
        known = ", ".join(DOCUMENT_TYPES)
        wrong.append(finding("document_type_unknown", "/document_type", f"Send one of: {known}."))
    if wrong:
        raise SeriesInvalid("The series was not added.", wrong)
    if await store.read_series(unit, document_type, name) is not None:
        raise SeriesFixed(f"There is a series {name} for documents of type {document_type} already.")
    if is_default:
        await store.clear_default(unit, document_type)
    if not await store.insert_series(unit, new_id(), document_type, name, pattern, restart, is_default):
        raise SeriesFixed(f"Somebody else added a series for documents of type {document_type}; read them, try again.")
    return _series(await store.read_series(unit, document_type, name))


async def change_series(
    unit: Unit, series: UUID, *, pattern: str | None, restart: str | None, country: Country
) -> Series:
    """Change a series that has not numbered anything yet.

    Raises:
        SeriesNotFound, SeriesFixed, SeriesInvalid: nothing is changed then.
    """
    row = await store.lock_series(unit, series)
    if row is None:
        raise SeriesNotFound("There is no such series.")
    current = _series(row)
    if current.issued_count:
        raise SeriesFixed(
            f"{current.issued_count} documents carry numbers of this series. Add another series and make it the "
            "default."
        )
    new_pattern, new_restart = pattern or current.pattern, restart or current.restart
    if wrong := check_pattern(new_pattern, new_restart) or check_against(country.numbering, new_pattern):
        raise SeriesInvalid("The series was not changed.", wrong)
    await store.update_series(unit, series, new_pattern, new_restart)
    return _series(await store.lock_series(unit, series))

"""Creating, changing and archiving brands."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any
from uuid import UUID

from stdnum import bic, iban

from faktura.brands import store
from faktura.brands.errors import BrandInvalid
from faktura.brands.read import Brand, read_brand
from faktura.brands.record import LEGAL, BrandRecord, BrandRequest
from faktura.checks import Finding
from faktura.codes.countries import COUNTRIES
from faktura.codes.currencies import CURRENCIES
from faktura.model import DOCUMENT_TYPES
from faktura.model.json import adapter, to_plain
from faktura.organizations.change import merge_patch
from faktura.organizations.checks import LANGUAGES, finding
from faktura.organizations.external_ids import claim_external_id
from faktura.organizations.looks import changed_looks, check_looks
from faktura.organizations.schemas import BrandingRequest
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit

_RECORD = tuple(field.name for field in fields(BrandRecord))


def record_of(request: BrandRequest) -> BrandRecord:
    """The part of a request that describes the brand."""
    return BrandRecord(**{name: getattr(request, name) for name in _RECORD})


def _is_mail_address(text: str) -> bool:
    return text.count("@") == 1 and not any(letter.isspace() for letter in text)


def check_record(record: BrandRecord) -> Iterator[Finding]:
    """Everything that is wrong in what a brand says, at once."""
    if record.currency is not None and record.currency not in CURRENCIES:
        yield finding("currency_unknown", "/currency", f"{record.currency} is not a currency code of ISO 4217.")
    if record.language is not None and record.language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        yield finding("language_unknown", "/language", f"{record.language} is not among the languages: {known}.")
    if record.address is not None and record.address.country not in (None, *COUNTRIES):
        yield finding("country_unknown", "/address/country", "This is not a country code of ISO 3166-1, such as DE.")
    for kind in record.series or {}:
        if kind not in DOCUMENT_TYPES:
            known = ", ".join(DOCUMENT_TYPES)
            yield finding("document_type_unknown", f"/series/{kind}", f"Send one of: {known}.")
    for index, account in enumerate(record.bank_accounts or ()):
        number = account.account or ""
        if number[:2].isalpha() and not iban.is_valid(number):
            yield finding("iban_invalid", f"/bank_accounts/{index}/account", f"{number} is not a valid IBAN.")
        if account.bic and not bic.is_valid(account.bic):
            yield finding("bic_invalid", f"/bank_accounts/{index}/bic", f"{account.bic} is not a valid BIC.")
    sender = record.sender
    for name in ("address", "reply_to"):
        address = getattr(sender, name) if sender is not None else None
        if address is not None and not _is_mail_address(address):
            yield finding("address_invalid", f"/sender/{name}", f"{address} is not an e-mail address.")


def _check_request(request: BrandRequest) -> Iterator[Finding]:
    for name, why in LEGAL.items():
        if getattr(request, name) is not None:
            yield finding("legal_data_fixed", f"/{name}", f"A brand can't say this: {why}.")
    if request.branding is not None:
        yield from check_looks(request.branding, "/branding")


async def create_brand(unit: Unit, request: BrandRequest, given: set[str]) -> Brand:
    """Store a new brand; `given` names the fields of its branding that the request holds.

    Raises:
        BrandInvalid: with everything that is wrong.
        LogoInvalid, ExternalIdTaken.
    """
    record = record_of(request)
    if wrong := [*_check_request(request), *check_record(record)]:
        raise BrandInvalid("The brand was not stored.", wrong)
    looks: dict[str, Any] = {}
    if request.branding is not None:
        looks = await changed_looks(unit, {}, request.branding, given, "/branding")
    brand = new_id()
    await claim_external_id(unit, "brand", request.external_id, brand)
    await store.insert_brand(unit, brand, request.name, request.external_id, {**to_plain(record), "branding": looks})
    return await read_brand(unit, brand)


async def change_brand(unit: Unit, brand: UUID, patch: dict[str, Any], request: BrandRequest) -> Brand:
    """Apply a merge patch, whose shape was read as `request`. Issued documents keep what they froze.

    Raises:
        BrandNotFound, BrandInvalid, LogoInvalid: nothing is changed then.
    """
    current = await read_brand(unit, brand, lock=True)
    said = {name: value for name, value in patch.items() if name in _RECORD}
    record: BrandRecord = adapter(BrandRecord).validate_python(merge_patch(to_plain(current.record), said))
    wrong = [*_check_request(request), *check_record(record)]
    if patch.get("name", current.name) is None:
        wrong.append(finding("name_missing", "/name", "A brand needs a name."))
    if "external_id" in patch and patch["external_id"] != current.external_id:
        wrong.append(finding("external_id_fixed", "/external_id", "An external id stays as it was given."))
    if wrong:
        raise BrandInvalid("The brand was not changed.", wrong)
    looks = dict(current.looks)
    if "branding" in patch:
        asked = patch["branding"]
        # Without a branding of its own it looks like its organization again.
        looks = (
            await changed_looks(unit, looks, request.branding or BrandingRequest(), set(asked), "/branding")
            if asked
            else {}
        )
    await store.update_brand(unit, brand, patch.get("name", current.name), {**to_plain(record), "branding": looks})
    return await read_brand(unit, brand)


async def archive_brand(unit: Unit, brand: UUID) -> None:
    """Take a brand out of use for new documents.

    Raises:
        BrandNotFound: there is none.
    """
    await read_brand(unit, brand)
    await store.archive_brand(unit, brand)

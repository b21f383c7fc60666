"""Creating, changing and archiving customers."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from faktura.checks import Finding
from faktura.codes.countries import COUNTRIES
from faktura.customers import store
from faktura.customers.errors import CustomerChanged, CustomerInvalid
from faktura.customers.read import Customer, read_customer
from faktura.customers.record import CustomerRecord
from faktura.customers.schemas import METADATA_KEYS_MAX, CustomerRequest
from faktura.events import CUSTOMER_ARCHIVED, CUSTOMER_CHANGED, CUSTOMER_CREATED
from faktura.jobs import publish
from faktura.model.json import adapter, to_plain
from faktura.organizations.change import merge_patch
from faktura.organizations.checks import LANGUAGES, check_identifiers, finding
from faktura.organizations.external_ids import claim_external_id
from faktura.registry import countries
from faktura.search.documents import words_of_customer
from faktura.search.index import CUSTOMER, index_words
from faktura.storage.ids import new_id
from faktura.storage.unit import Unit


def record_of(request: CustomerRequest) -> CustomerRecord:
    """The part of a request that describes the customer."""
    return CustomerRecord(**{field.name: getattr(request, field.name) for field in fields(CustomerRecord)})


def check_record(record: CustomerRecord) -> list[Finding]:
    """Everything that is wrong in a customer's record, at once."""
    wrong: list[Finding] = []
    if not record.name:
        wrong.append(finding("name_missing", "/name", "A customer needs a name (BT-44)."))
    code = record.address.country if record.address else None
    if code is not None and code not in COUNTRIES:
        wrong.append(
            finding("country_unknown", "/address/country", f"{code} is not a country code of ISO 3166-1, such as DE.")
        )
    if record.email is not None and (record.email.count("@") != 1 or any(c.isspace() for c in record.email)):
        wrong.append(finding("email_invalid", "/email", f"{record.email} is not an e-mail address."))
    if record.language is not None and record.language not in LANGUAGES:
        wrong.append(
            finding("language_unknown", "/language", f"{record.language} is not one of {', '.join(LANGUAGES)}.")
        )
    wrong.extend(check_identifiers(record, countries().get(code or "")))
    return wrong


async def create_customer(unit: Unit, request: CustomerRequest) -> Customer:
    """Store a new customer.

    Raises:
        CustomerInvalid: with everything that is wrong.
        ExternalIdTaken: the external id was used before.
    """
    record = record_of(request)
    if wrong := check_record(record):
        raise CustomerInvalid("The customer was not stored.", wrong)
    customer = new_id()
    await claim_external_id(unit, "customer", request.external_id, customer)
    plain = to_plain(record)
    await store.insert_customer(unit, customer, plain, request.external_id, request.metadata or {})
    await index_words(unit, CUSTOMER, customer, words_of_customer(plain, request.external_id), is_new=True)
    await publish(unit, CUSTOMER_CREATED, customer, {})
    return await read_customer(unit, customer)


async def _locked(unit: Unit, customer: UUID, expected_version: int | None) -> Customer:
    """The customer, which nobody else can change until the unit ends.

    Raises:
        CustomerNotFound: there is none.
        CustomerChanged: `expected_version` was given and is not the current one.
    """
    current = await read_customer(unit, customer, lock=True)
    if expected_version is not None and expected_version != current.version:
        raise CustomerChanged(
            f"Its version is {current.version} now, not {expected_version}. Read it, look at the change, send again."
        )
    return current


async def change_customer(
    unit: Unit, customer: UUID, patch: dict[str, Any], *, expected_version: int | None = None
) -> Customer:
    """Apply a merge patch (RFC 7396). Issued documents keep the buyer that they froze.

    Raises:
        CustomerNotFound, CustomerChanged, CustomerInvalid: nothing is changed then.
    """
    current = await _locked(unit, customer, expected_version)
    metadata = merge_patch(current.metadata, patch.get("metadata", {})) if "metadata" in patch else current.metadata
    rest = {name: value for name, value in patch.items() if name not in ("metadata", "external_id")}
    if "external_id" in patch and patch["external_id"] != current.external_id:
        message = "An external id stays as it was given; create another customer for another one."
        raise CustomerInvalid(message, [finding("external_id_fixed", "/external_id", message)])
    record: CustomerRecord = adapter(CustomerRecord).validate_python(merge_patch(to_plain(current.record), rest))
    wrong = check_record(record)
    if len(metadata or {}) > METADATA_KEYS_MAX:
        message = f"At most {METADATA_KEYS_MAX} keys are kept; this would make {len(metadata)}."
        wrong.append(finding("metadata_too_long", "/metadata", message))
    if wrong:
        raise CustomerInvalid("The customer was not changed.", wrong)
    plain = to_plain(record)
    await store.update_customer(unit, customer, plain, metadata or {})
    await index_words(unit, CUSTOMER, customer, words_of_customer(plain, current.external_id))
    await publish(unit, CUSTOMER_CHANGED, customer, {"fields": sorted(patch)})
    return await read_customer(unit, customer)


async def archive_customer(unit: Unit, customer: UUID, *, expected_version: int | None = None) -> None:
    """Hide a customer from lists.

    Raises:
        CustomerNotFound, CustomerChanged: nothing is changed then.
    """
    current = await _locked(unit, customer, expected_version)
    await store.archive_customer(unit, customer)
    if current.archived_at is None:
        await publish(unit, CUSTOMER_ARCHIVED, customer, {})

"""Domains over HTTP: those that mail is sent from, and those of buyers' pages."""

from typing import Annotated

from annotated_types import MaxLen, MinLen

from faktura.api.answers import Answer
from faktura.api.brand_shapes import EmailDomainAnswer, EmailDomainList, PageDomainAnswer, PageDomainList
from faktura.api.operation import Call, Operations
from faktura.api.own import PATH, own_organization
from faktura.audit.record import record_write
from faktura.brands.email_domains import (
    add_email_domain,
    list_email_domains,
    look_at_email_domain,
    read_email_domain,
    record_email_check,
    remove_email_domain,
)
from faktura.brands.page_domains import (
    add_page_domain,
    list_page_domains,
    look_at_page_domain,
    read_page_domain,
    record_page_check,
    remove_page_domain,
)
from faktura.model.terms import part
from faktura.model.values import Code
from faktura.storage.unit import open_unit

OPERATIONS = Operations("domains")

_EMAIL = f"{PATH}/email-domains"
_ONE_EMAIL = f"{_EMAIL}/{{email_domain}}"
_PAGE = f"{PATH}/page-domains"
_ONE_PAGE = f"{_PAGE}/{{page_domain}}"

DomainText = Annotated[str, MinLen(1), MaxLen(253)]


@part
class EmailDomainRequest:
    """A domain to send mail from, such as ``billing.example.com``."""

    domain: DomainText


@part
class PageDomainRequest:
    """A host for buyers' pages, such as ``invoices.example.com``; of a brand (its id or external id), when named."""

    host: DomainText
    brand: Code | None = None


@OPERATIONS.declare(
    "POST",
    _EMAIL,
    "email_domains.add",
    "Add a domain to send from; the answer holds the DNS records to set.",
    shape=EmailDomainRequest,
    answers={201: EmailDomainAnswer},
    refusals=(409,),
)
async def email_add(call: Call) -> Answer:
    """Add a sender domain."""
    await own_organization(call)
    return Answer(body=(await add_email_domain(call.unit, call.body.domain)).to_plain(), status=201)


@OPERATIONS.declare("GET", _EMAIL, "email_domains.list", "The sender domains.", answers={200: EmailDomainList})
async def email_list(call: Call) -> Answer:
    """List sender domains."""
    await own_organization(call)
    found = [each.to_plain() for each in await list_email_domains(call.unit)]
    return Answer(body={"data": found, "has_more": False, "next_cursor": None})


@OPERATIONS.declare(
    "GET", _ONE_EMAIL, "email_domains.get", "Get a sender domain with its records.", answers={200: EmailDomainAnswer}
)
async def email_get(call: Call) -> Answer:
    """Get a sender domain."""
    await own_organization(call)
    return Answer(body=(await read_email_domain(call.unit, call.path_id("edm", "email_domain"))).to_plain())


@OPERATIONS.declare(
    "POST",
    f"{_ONE_EMAIL}/check",
    "email_domains.check",
    "Look the records up now, and say for each what was found.",
    answers={200: EmailDomainAnswer},
)
async def email_check(call: Call) -> Answer:
    """Check a sender domain."""
    await own_organization(call)
    domain = await read_email_domain(call.unit, call.path_id("edm", "email_domain"))
    floor, unit, address = call.floor, call.unit, call.address

    async def checked() -> Answer:
        records = await look_at_email_domain(floor, domain)
        async with open_unit(floor, unit.tenant, actor=unit.actor, request_id=unit.request_id) as own:
            found = await record_email_check(own, domain.id, records)
            await record_write(own, "email_domains.check", domain.public_id, status=200, address=address, fields=[])
        return Answer(body=found.to_plain())

    # Strangers' name servers may be slow, so the transaction of this request ends first.
    return Answer(later=checked)


@OPERATIONS.declare(
    "DELETE",
    _ONE_EMAIL,
    "email_domains.remove",
    "Remove a sender domain with its key.",
    answers={204: None},
)
async def email_remove(call: Call) -> Answer:
    """Remove a sender domain."""
    await own_organization(call)
    await remove_email_domain(call.unit, call.path_id("edm", "email_domain"))
    return Answer(status=204)


@OPERATIONS.declare(
    "POST",
    _PAGE,
    "page_domains.add",
    "Add a host for buyers' pages; the answer holds the DNS records to set.",
    shape=PageDomainRequest,
    answers={201: PageDomainAnswer},
    refusals=(409,),
)
async def page_add(call: Call) -> Answer:
    """Add a domain of pages."""
    await own_organization(call)
    asked: PageDomainRequest = call.body
    return Answer(body=(await add_page_domain(call.unit, asked.host, asked.brand)).to_plain(), status=201)


@OPERATIONS.declare("GET", _PAGE, "page_domains.list", "The hosts of buyers' pages.", answers={200: PageDomainList})
async def page_list(call: Call) -> Answer:
    """List domains of pages."""
    await own_organization(call)
    found = [each.to_plain() for each in await list_page_domains(call.unit)]
    return Answer(body={"data": found, "has_more": False, "next_cursor": None})


@OPERATIONS.declare(
    "GET", _ONE_PAGE, "page_domains.get", "Get a host of pages with its records.", answers={200: PageDomainAnswer}
)
async def page_get(call: Call) -> Answer:
    """Get a domain of pages."""
    await own_organization(call)
    return Answer(body=(await read_page_domain(call.unit, call.path_id("pdm", "page_domain"))).to_plain())


@OPERATIONS.declare(
    "POST",
    f"{_ONE_PAGE}/check",
    "page_domains.check",
    "Look the records up now, and say for each what was found.",
    answers={200: PageDomainAnswer},
)
async def page_check(call: Call) -> Answer:
    """Check a domain of pages."""
    await own_organization(call)
    domain = await read_page_domain(call.unit, call.path_id("pdm", "page_domain"))
    floor, unit, address = call.floor, call.unit, call.address

    async def checked() -> Answer:
        records = await look_at_page_domain(floor, domain)
        async with open_unit(floor, unit.tenant, actor=unit.actor, request_id=unit.request_id) as own:
            found = await record_page_check(own, domain.id, records)
            await record_write(own, "page_domains.check", domain.public_id, status=200, address=address, fields=[])
        return Answer(body=found.to_plain())

    return Answer(later=checked)


@OPERATIONS.declare(
    "DELETE",
    _ONE_PAGE,
    "page_domains.remove",
    "Remove a host of pages; links use the installation's address again.",
    answers={204: None},
)
async def page_remove(call: Call) -> Answer:
    """Remove a domain of pages."""
    await own_organization(call)
    await remove_page_domain(call.unit, call.path_id("pdm", "page_domain"))
    return Answer(status=204)

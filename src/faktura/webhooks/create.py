"""Creating endpoints."""

from dataclasses import dataclass

from faktura.checks import Finding
from faktura.events import WEBHOOK_ENDPOINT_CREATED
from faktura.jobs import enqueue, publish
from faktura.organizations.checks import finding
from faktura.outgoing.errors import AddressRefused
from faktura.outgoing.url import read_url
from faktura.settings import Settings
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit
from faktura.webhooks import store
from faktura.webhooks.errors import EndpointInvalid, EndpointsTooMany
from faktura.webhooks.forget import PRUNE_EVERY, PRUNE_JOB
from faktura.webhooks.patterns import like_of, what_is_wrong
from faktura.webhooks.read import Endpoint, read_endpoint
from faktura.webhooks.schemas import EndpointRequest
from faktura.webhooks.signature import show_secret
from faktura.webhooks.signing_secrets import new_secret
from faktura.webhooks.stream.advance import catch_up

ENDPOINTS_MAX = 20


@dataclass(frozen=True, slots=True)
class NewEndpoint:
    """An endpoint that was just made; its secret is never to be seen again."""

    endpoint: Endpoint
    secret: str


def check_endpoint(url: str, events: tuple[str, ...], settings: Settings) -> list[Finding]:
    """Everything that is wrong with an endpoint, at once."""
    wrong = []
    try:
        read_url(url, private=settings.private_webhook_hosts == "allow")
    except AddressRefused as refused:
        wrong.append(finding("url_invalid", "/url", str(refused)))
    for place, pattern in enumerate(events):
        if why := what_is_wrong(pattern):
            wrong.append(finding("event_unknown", f"/events/{place}", why))
    return wrong


async def create_endpoint(unit: Unit, request: EndpointRequest) -> NewEndpoint:
    """Make an endpoint for the unit's tenant: it gets the events from now on.

    Raises:
        EndpointInvalid: with everything that is wrong.
        EndpointsTooMany: the tenant has `ENDPOINTS_MAX` already.
    """
    if wrong := check_endpoint(request.url, request.events, unit.floor.settings):
        raise EndpointInvalid("The endpoint was not created.", wrong)
    if await store.count_endpoints(unit) >= ENDPOINTS_MAX:
        raise EndpointsTooMany(f"There are {ENDPOINTS_MAX} endpoints already. Delete one that is not needed.")
    # What happened before it was made is none of its business.
    await catch_up(unit)
    endpoint = new_id()
    raw, stored = new_secret(unit.floor.secret)
    await store.insert_endpoint(
        unit,
        endpoint,
        url=request.url,
        description=request.description or "",
        events=request.events,
        likes=[like_of(each) for each in request.events],
        payload=request.payload,
        secrets=[stored],
        metadata=dict(request.metadata or {}),
    )
    await enqueue(unit, (PRUNE_JOB,), endpoint, after=PRUNE_EVERY)
    await publish(unit, WEBHOOK_ENDPOINT_CREATED, endpoint, {"endpoint": show_id("whe", endpoint)})
    return NewEndpoint(await read_endpoint(unit, endpoint), show_secret(raw))

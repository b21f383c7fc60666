"""From a participant and a document to the road: over the DNS, an SMP, certificates, and what is remembered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from cryptography import x509

from faktura.channels.peppol.discovery import (
    KEPT_NEGATIVE_SECONDS,
    KEPT_SECONDS,
    Capabilities,
    Discovery,
    NotTaken,
    Road,
    Undiscovered,
    Unknown,
    Wanted,
)
from faktura.channels.peppol.document_types import BILLING, KNOWN, PINT_BILLING
from faktura.channels.peppol.identifiers import WILDCARD_SCHEME, DocumentTypeId, ParticipantId
from faktura.channels.peppol.publishing import write_redirect
from faktura.channels.peppol.sml import host_of
from faktura.channels.peppol.smp import Smp
from faktura.outgoing.http import Http

from .keys import NOW, holder
from .network import INVOICE, RECEIVER, ZONE, Network, endpoint, network, served

UBL = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##"
CREDIT_NOTE = DocumentTypeId(INVOICE.value.replace("Invoice", "CreditNote"))
PINT = DocumentTypeId(f"{UBL}urn:peppol:pint:billing-1@jp-1::2.1", WILDCARD_SCHEME)
PINT_ANY = DocumentTypeId(f"{UBL}urn:peppol:pint:billing-1*::2.1", WILDCARD_SCHEME)
PINT_JP_ANY = DocumentTypeId(f"{UBL}urn:peppol:pint:billing-1@jp-1*::2.1", WILDCARD_SCHEME)
WANTED = (Wanted.of(KNOWN[0]),)


@dataclass
class Stage:
    net: Network
    now: datetime = NOW
    distrusted: dict[str, str] = field(default_factory=dict)
    checked: list[tuple[str, str]] = field(default_factory=list)
    discovery: Discovery = field(init=False)

    async def check(self, certificate: x509.Certificate, role: str, at: datetime) -> str | None:
        assert at == self.now
        name = certificate.subject.rfc4514_string().rpartition("CN=")[2]
        self.checked.append((role, name))
        return self.distrusted.get(name)


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    http = Http()
    try:
        async with network() as net:
            made = Stage(net)
            made.discovery = Discovery(
                net.sml, Smp(http, private=True), now=lambda: made.now, check_certificate=made.check
            )  # fmt: skip
            yield made
    finally:
        await http.aclose()


@pytest.mark.anyio
async def test_the_road_to_a_receiver():
    async with stage() as here:
        here.net.register(RECEIVER, {INVOICE: served(endpoint(expiration=NOW + timedelta(days=9)))})
        road = await here.discovery.road(RECEIVER, WANTED)
        assert road == Road(
            participant=RECEIVER,
            document_type=INVOICE,
            registered=INVOICE,
            process=BILLING,
            transport_profile="peppol-transport-as4-v2_0",
            url="https://ap.example.com/as4",
            certificate=holder("POP000001").certificate,
            smp_url=here.net.smp.url,
            smp_certificate=holder("PDE000001").certificate,
            expiration=NOW + timedelta(days=9),
            found_at=NOW,
        )
        assert here.checked == [("smp", "PDE000001"), ("ap", "POP000001")]


@pytest.mark.anyio
async def test_a_receiver_that_is_not_registered():
    async with stage() as here:
        assert isinstance(await here.discovery.road(RECEIVER, WANTED), Unknown)
        # At the SML, but not at the SMP that it names.
        here.net.naptr(RECEIVER, f'100 10 "U" "Meta:SMP" "!.*!{here.net.smp.url}!" .')
        assert isinstance(await here.discovery.road(RECEIVER, WANTED, fresh=True), Unknown)


@pytest.mark.anyio
async def test_a_dns_that_fails_is_not_a_receiver_that_is_not_there():
    async with stage() as here:
        here.net.register(RECEIVER, {INVOICE: served()})
        here.net.names.broken.add(host_of(RECEIVER, ZONE))
        found = await here.discovery.road(RECEIVER, WANTED)
        assert isinstance(found, Undiscovered)
        assert (found.code, found.again) == ("dns", True)
        here.net.names.broken.clear()
        assert isinstance(await here.discovery.road(RECEIVER, WANTED), Road)


@pytest.mark.anyio
async def test_the_first_wanted_document_that_is_taken_counts():
    async with stage() as here:
        here.net.register(RECEIVER, {INVOICE: served(), PINT: served(process=PINT_BILLING)})
        wanted = (Wanted(CREDIT_NOTE, (BILLING,)), Wanted(PINT, (PINT_BILLING,)), Wanted(INVOICE, (BILLING,)))
        road = await here.discovery.road(RECEIVER, wanted)
        assert isinstance(road, Road)
        assert (road.document_type, road.process) == (PINT, PINT_BILLING)


@pytest.mark.anyio
async def test_the_exact_type_goes_before_wildcards():
    async with stage() as here:
        wild = served(endpoint("https://wild.example.com"), process=PINT_BILLING)
        here.net.register(RECEIVER, {PINT_ANY: wild, PINT: served(process=PINT_BILLING)})
        road = await here.discovery.road(RECEIVER, (Wanted(PINT, (PINT_BILLING,)),))
        assert isinstance(road, Road)
        assert (road.registered, road.url) == (PINT, "https://ap.example.com/as4")


@pytest.mark.anyio
async def test_the_nearest_wildcard_is_taken():
    async with stage() as here:
        near, far = (served(endpoint(f"https://{name}.example.com"), process=PINT_BILLING) for name in ("near", "far"))
        here.net.register(RECEIVER, {PINT_ANY: far, PINT_JP_ANY: near})
        road = await here.discovery.road(RECEIVER, (Wanted(PINT, (PINT_BILLING,)),))
        assert isinstance(road, Road)
        assert (road.document_type, road.registered, road.url) == (PINT, PINT_JP_ANY, "https://near.example.com")


@pytest.mark.anyio
async def test_documents_that_nobody_takes():
    async with stage() as here:
        here.net.register(RECEIVER, {CREDIT_NOTE: served()})
        found = await here.discovery.road(RECEIVER, WANTED)
        assert isinstance(found, NotTaken)
        assert (found.code, found.offered) == ("no_document_type", (CREDIT_NOTE,))


@pytest.mark.anyio
async def test_endpoints_that_are_not_in_use():
    async with stage() as here:
        for one, code in (
            (endpoint(expiration=NOW - timedelta(seconds=1)), "expired"),
            (endpoint(activation=NOW + timedelta(seconds=1)), "not_yet"),
            (endpoint(transport_profile="peppol-transport-as4-v1_0"), "no_transport"),
        ):
            here.net.register(RECEIVER, {INVOICE: served(one)})
            found = await here.discovery.road(RECEIVER, WANTED, fresh=True)
            assert isinstance(found, NotTaken)
            assert found.code == code
        here.net.register(RECEIVER, {INVOICE: served(process=PINT_BILLING)})
        found = await here.discovery.road(RECEIVER, WANTED, fresh=True)
        assert isinstance(found, NotTaken)
        assert found.code == "no_process"


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["PDE000001", "POP000001"])
async def test_certificates_that_are_not_trusted(name):
    async with stage() as here:
        here.net.register(RECEIVER, {INVOICE: served()})
        here.distrusted[name] = "It was revoked."
        found = await here.discovery.road(RECEIVER, WANTED)
        assert isinstance(found, Undiscovered)
        assert (found.code, found.again) == ("untrusted", False)
        assert "It was revoked." in found.why
        here.distrusted.clear()
        assert isinstance(await here.discovery.road(RECEIVER, WANTED), Road)


@pytest.mark.anyio
async def test_whoever_redirects_is_checked_too():
    async with stage() as here, network() as second:
        second.register(RECEIVER, {INVOICE: served()})
        here.net.register(RECEIVER, {INVOICE: served()})
        first = holder("PDE000002")
        path = next(path for path in second.answers if "/services/" in path)
        here.net.answer(
            RECEIVER, INVOICE, write_redirect(second.smp.url + path, "uid", first.key, first.certificate)
        )  # fmt: skip
        assert isinstance(await here.discovery.road(RECEIVER, WANTED), Road)
        assert here.checked == [("smp", "PDE000001"), ("smp", "PDE000002"), ("ap", "POP000001")]
        here.distrusted["PDE000002"] = "Nobody knows it."
        assert isinstance(await here.discovery.road(RECEIVER, WANTED, fresh=True), Undiscovered)


@pytest.mark.anyio
async def test_a_wrong_signature_gives_no_road():
    async with stage() as here:
        here.net.register(RECEIVER, {INVOICE: served()})
        for place, content in list(here.net.answers.items()):
            here.net.answers[place] = content.replace(b"ap.example.com", b"ap.example.org")
        found = await here.discovery.road(RECEIVER, WANTED)
        assert isinstance(found, Undiscovered)
        assert (found.code, found.again) == ("signature", False)


@pytest.mark.anyio
async def test_roads_are_remembered_for_a_while():
    async with stage() as here:
        here.net.register(RECEIVER, {INVOICE: served()})
        road = await here.discovery.road(RECEIVER, WANTED)
        assert isinstance(road, Road)
        here.now += timedelta(seconds=KEPT_SECONDS - 1)
        again = await here.discovery.road(ParticipantId(RECEIVER.value.upper()), WANTED)
        assert again is road
        assert road.age(here.now) == timedelta(seconds=KEPT_SECONDS - 1)
        assert len(here.net.asked) == 1
        here.now += timedelta(seconds=1)
        newer = await here.discovery.road(RECEIVER, WANTED)
        assert isinstance(newer, Road)
        assert newer.found_at == here.now
        assert len(here.net.asked) == 2


@pytest.mark.anyio
async def test_many_who_ask_at_once_ask_the_network_once():
    async with stage() as here:
        here.net.register(RECEIVER, {INVOICE: served()})
        roads = await asyncio.gather(*(here.discovery.road(RECEIVER, WANTED) for _ in range(50)))
        assert all(road is roads[0] for road in roads)
        assert len(here.net.asked) == 1


@pytest.mark.anyio
async def test_a_remembered_road_ends_when_its_endpoint_does():
    async with stage() as here:
        here.net.register(RECEIVER, {INVOICE: served(endpoint(expiration=NOW + timedelta(seconds=10)))})
        assert isinstance(await here.discovery.road(RECEIVER, WANTED), Road)
        here.now += timedelta(seconds=11)
        assert isinstance(await here.discovery.road(RECEIVER, WANTED), NotTaken)


@pytest.mark.anyio
async def test_a_receiver_that_is_not_there_is_asked_for_again_soon():
    async with stage() as here:
        assert isinstance(await here.discovery.road(RECEIVER, WANTED), Unknown)
        here.net.register(RECEIVER, {INVOICE: served()})
        assert isinstance(await here.discovery.road(RECEIVER, WANTED), Unknown)
        here.now += timedelta(seconds=KEPT_NEGATIVE_SECONDS)
        assert isinstance(await here.discovery.road(RECEIVER, WANTED), Road)


@pytest.mark.anyio
async def test_what_is_remembered_can_be_passed_over_and_forgotten():
    async with stage() as here:
        here.net.register(RECEIVER, {INVOICE: served()})
        await here.discovery.road(RECEIVER, WANTED)
        await here.discovery.road(RECEIVER, WANTED, fresh=True)
        assert len(here.net.asked) == 2
        here.discovery.forget(RECEIVER)
        await here.discovery.road(RECEIVER, WANTED)
        assert len(here.net.asked) == 3


@pytest.mark.anyio
async def test_what_a_receiver_takes():
    async with stage() as here:
        unknown = DocumentTypeId("urn:a::B##c::1")
        here.net.register(RECEIVER, {INVOICE: served(), PINT_ANY: served(), unknown: served()})
        found = await here.discovery.capabilities(RECEIVER)
        assert isinstance(found, Capabilities)
        assert found.document_types == (INVOICE, PINT_ANY, unknown)
        assert [each.id for each in found.known] == [INVOICE]
        assert found.takes(PINT)
        assert not found.takes(CREDIT_NOTE)
        assert next(each.id for each in KNOWN if found.takes(each.id)) == INVOICE


@pytest.mark.anyio
async def test_what_a_receiver_takes_that_is_not_there():
    async with stage() as here:
        assert isinstance(await here.discovery.capabilities(RECEIVER), Unknown)
        here.net.names.broken.add(host_of(RECEIVER, ZONE))
        assert isinstance(await here.discovery.capabilities(RECEIVER), Undiscovered)
        here.net.names.broken.clear()
        here.net.naptr(RECEIVER, f'100 10 "U" "Meta:SMP" "!.*!{here.net.smp.url}!" .')
        assert isinstance(await here.discovery.capabilities(RECEIVER), Unknown)

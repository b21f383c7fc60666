"""The network itself: its directory, who else may take part, and the example in the documentation."""

import asyncio
import json
import re
import textwrap
from pathlib import Path

import pytest

from faktura.channels.peppol.access_point.evidence import verify_evidence, write_evidence
from faktura.channels.peppol.access_point.outcomes import Delivered
from faktura.channels.peppol.box import BUYER, SELLER, BoxAccessPoint, Network
from faktura.channels.peppol.box.http_server import Request, Response, http_server
from faktura.channels.peppol.box.network import POINTS_MAX
from faktura.channels.peppol.box.point import PATH
from faktura.channels.peppol.box.stores import MemoryStore
from faktura.channels.peppol.identifiers import NoIdentifier, ParticipantId
from faktura.outgoing.http import Http

from .networks import INVOICE, box

PAGE = Path(__file__).parents[4] / "docs" / "as4.md"
OUTSIDER = ParticipantId("9930:de123456789")


@pytest.mark.anyio
async def test_an_access_point_from_outside() -> None:
    async with box() as network:
        point: BoxAccessPoint

        async def answer(request: Request) -> Response | None:
            return await point.answer(request)

        async with http_server(answer, body_bytes_max=10**6) as server:
            held = network.enroll(OUTSIDER, "POP000123", server.url + PATH)
            point = BoxAccessPoint("POP000123", held, network.trust, MemoryStore(), network._now, [OUTSIDER])
            outcome = await network.send(SELLER, OUTSIDER.value, INVOICE)
            point.point.close()
        assert isinstance(outcome, Delivered)
        assert verify_evidence(write_evidence(outcome.evidence), network.trust) == ()
        assert len(point.arrived) == 1


@pytest.mark.anyio
async def test_a_message_of_30_megabytes() -> None:
    """A document with a big attachment, of which one text has more bytes than parsers take by themselves."""
    document = INVOICE.replace(
        b"<cbc:BuyerReference>", b"<cbc:Note>" + b"A" * 30_000_000 + b"</cbc:Note><cbc:BuyerReference>"
    )
    async with box(seconds=60) as network:
        outcome = await network.carry(network.order(SELLER, BUYER, document))
        assert isinstance(outcome, Delivered), outcome
        assert len(network.received(BUYER)[0].document) > 30_000_000
        assert verify_evidence(write_evidence(outcome.evidence), network.trust) == ()


@pytest.mark.anyio
async def test_the_directory_and_the_smp() -> None:
    http = Http()
    try:
        async with box() as network:

            async def get(url: str) -> tuple[int, bytes]:
                reply = await http.request("GET", url, private=True, bytes_max=10**6)
                return reply.status, reply.content

            status, content = await get(network.directory_url + f"?participant=iso6523-actorid-upis::{BUYER}")
            assert status == 200
            found = json.loads(content)
            assert [match["participantID"]["value"] for match in found["matches"]] == [BUYER]
            assert json.loads((await get(network.directory_url))[1])["total-result-count"] == 2
            for path in ("/", "/nobody", "/%FF", f"/iso6523-actorid-upis%3A%3A{BUYER}/services/nothing", "/a/b/c/d"):
                assert (await get(network.smp.url + path))[0] == 404
            assert (await http.request("PUT", network.smp.url, private=True)).status == 405
    finally:
        await http.aclose()


@pytest.mark.anyio
async def test_who_can_not_take_part() -> None:
    with pytest.raises(NoIdentifier):
        async with Network.start(["nobody"]):
            pass
    with pytest.raises(ValueError, match="at most"):
        async with Network.start([f"0088:{number}" for number in range(POINTS_MAX + 1)]):
            pass


def test_the_example_of_the_documentation() -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    exec(f"async def example():\n{textwrap.indent(example, '    ')}", names)
    asyncio.run(names["example"]())  # type: ignore[operator]

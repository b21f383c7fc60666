"""Asking an SMP over real sockets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from faktura.channels.peppol.identifiers import ParticipantId, encoded
from faktura.channels.peppol.metadata import ServiceGroup
from faktura.channels.peppol.publishing import write_redirect, write_service_group, write_service_metadata
from faktura.channels.peppol.smp import ANSWER_BYTES_MAX, Answered, NotThere, Smp, SmpFailed
from faktura.outgoing.http import Http
from outgoing.receivers import reply

from .keys import holder
from .network import INVOICE, RECEIVER, Network, network, served

OTHER = ParticipantId("0088:7300010000002")
SIGNER = holder("PDE000001")


@asynccontextmanager
async def stage(*, private: bool = True) -> AsyncIterator[tuple[Network, Smp]]:
    http = Http()
    try:
        async with network() as net:
            net.register(RECEIVER, {INVOICE: served()})
            yield net, Smp(http, private=private)
    finally:
        await http.aclose()


def failure(answer: object) -> SmpFailed:
    assert isinstance(answer, SmpFailed)
    return answer


@pytest.mark.anyio
async def test_metadata_is_fetched_and_checked():
    async with stage() as (net, smp):
        answer = await smp.service_metadata(net.smp.url + "/", RECEIVER, INVOICE)
        assert isinstance(answer, Answered)
        assert answer.redirect is None
        assert answer.metadata.participant == RECEIVER
        assert answer.metadata.signer == SIGNER.certificate
        (path,) = net.asked
        assert path.startswith("/iso6523-actorid-upis%3A%3A0088%3A7300010000001/services/busdox-docid-qns%3A%3Aurn%3A")


@pytest.mark.anyio
async def test_the_service_group_is_fetched():
    async with stage() as (net, smp):
        assert await smp.service_group(net.smp.url, RECEIVER) == ServiceGroup(RECEIVER, (INVOICE,))
        assert isinstance(await smp.service_group(net.smp.url, OTHER), NotThere)


@pytest.mark.anyio
async def test_what_is_not_there_is_no_failure():
    async with stage() as (net, smp):
        assert isinstance(await smp.service_metadata(net.smp.url, OTHER, INVOICE), NotThere)


@pytest.mark.anyio
async def test_participants_may_be_answered_in_another_case():
    async with stage() as (net, smp):
        asked, said = ParticipantId("9915:TEST"), ParticipantId("9915:test")
        content = write_service_metadata(said, INVOICE, served(), SIGNER.key, SIGNER.certificate)
        net.answer(asked, INVOICE, content)
        assert isinstance(await smp.service_metadata(net.smp.url, asked, INVOICE), Answered)


@pytest.mark.anyio
async def test_an_answer_about_another_one_is_refused():
    async with stage() as (net, smp):
        content = write_service_metadata(OTHER, INVOICE, served(), SIGNER.key, SIGNER.certificate)
        net.answer(RECEIVER, INVOICE, content)
        assert failure(await smp.service_metadata(net.smp.url, RECEIVER, INVOICE)).code == "another"
        credit_note = type(INVOICE)(INVOICE.value.replace("Invoice", "CreditNote"))
        content = write_service_metadata(RECEIVER, credit_note, served(), SIGNER.key, SIGNER.certificate)
        net.answer(RECEIVER, INVOICE, content)
        assert failure(await smp.service_metadata(net.smp.url, RECEIVER, INVOICE)).code == "another"
        net.answers[f"/{encoded(str(RECEIVER))}"] = reply(200, write_service_group(OTHER, net.smp.url, ()))
        assert failure(await smp.service_group(net.smp.url, RECEIVER)).code == "another"


@pytest.mark.anyio
async def test_a_wrong_signature_is_a_failure_for_good():
    async with stage() as (net, smp):
        content = write_service_metadata(RECEIVER, INVOICE, served(), SIGNER.key, holder("PDE000002").certificate)
        net.answer(RECEIVER, INVOICE, content)
        failed = failure(await smp.service_metadata(net.smp.url, RECEIVER, INVOICE))
        assert (failed.code, failed.again) == ("signature", False)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("status", "again"), [(500, True), (503, True), (429, True), (403, False), (301, False)]
)  # fmt: skip
async def test_other_statuses(status, again):
    async with stage() as (net, smp):
        net.answer(RECEIVER, INVOICE, b"", status)
        failed = failure(await smp.service_metadata(net.smp.url, RECEIVER, INVOICE))
        assert (failed.code, failed.again) == ("status", again)


@pytest.mark.anyio
async def test_answers_that_can_not_be_read():
    async with stage() as (net, smp):
        for body, code in (
            (b"no xml", "xml"),
            (b'<!DOCTYPE r [<!ENTITY a "aa">]><r>&a;</r>', "xml"),
            (b"<r/>", "structure"),
            (b"<r>" + b" " * ANSWER_BYTES_MAX + b"</r>", "too_long"),
        ):
            net.answer(RECEIVER, INVOICE, body)
            assert failure(await smp.service_metadata(net.smp.url, RECEIVER, INVOICE)).code == code


@pytest.mark.anyio
async def test_one_redirect_is_followed():
    async with stage() as (net, smp), network() as second:
        path = "/somewhere/else"
        content = write_service_metadata(RECEIVER, INVOICE, served(), SIGNER.key, SIGNER.certificate)
        second.answers[path] = reply(200, content)
        first = holder("PDE000002")
        net.answer(RECEIVER, INVOICE, write_redirect(second.smp.url + path, "uid", first.key, first.certificate))
        answer = await smp.service_metadata(net.smp.url, RECEIVER, INVOICE)
        assert isinstance(answer, Answered)
        assert answer.metadata.signer == SIGNER.certificate
        assert answer.redirect is not None
        assert (answer.redirect.signer, answer.redirect.certificate_uid) == (first.certificate, "uid")


@pytest.mark.anyio
async def test_a_second_redirect_is_not_followed():
    async with stage() as (net, smp):
        url = f"{net.smp.url}/{encoded(str(RECEIVER))}/services/{encoded(str(INVOICE))}"
        net.answer(RECEIVER, INVOICE, write_redirect(url, "uid", SIGNER.key, SIGNER.certificate))
        assert failure(await smp.service_metadata(net.smp.url, RECEIVER, INVOICE)).code == "redirect"
        assert len(net.asked) == 2


@pytest.mark.anyio
async def test_outside_of_tests_only_https_and_public_addresses_are_asked():
    async with stage(private=False) as (net, smp):
        for base in (net.smp.url, net.smp.url.replace("http://", "https://"), "https://10.0.0.1", "http://example.com"):
            failed = failure(await smp.service_metadata(base, RECEIVER, INVOICE))
            assert (failed.code, failed.again) == ("refused_address", False)
        assert net.asked == []


@pytest.mark.anyio
async def test_an_smp_that_is_down_may_come_back():
    async with stage() as (net, smp):
        url = net.smp.url
    async with stage() as (_, smp):
        failed = failure(await smp.service_metadata(url, RECEIVER, INVOICE))
        assert (failed.code, failed.again) == ("unreachable", True)

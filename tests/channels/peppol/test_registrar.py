"""Calls to the SML, as SOAP, against a server of the tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from lxml import etree

from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.registrar import (
    IDS,
    LOCATOR,
    SOAP,
    Declined,
    Done,
    NoAnswer,
    Registrar,
    SoapRegistrar,
    address_of,
    is_migration_key,
    write_call,
)
from faktura.channels.peppol.sml import PRODUCTION
from faktura.outgoing.http import Http
from outgoing.receivers import Receiver, always, receiving, reply

from .network import RECEIVER

KEY = "Ab3#Cd4$"
OTHER = ParticipantId("0088:7300010000002")
EMPTY = f'<s:Envelope xmlns:s="{SOAP}"><s:Body/></s:Envelope>'.encode()
FAULT = (
    f'<s:Envelope xmlns:s="{SOAP}"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>No</faultstring>'
    f'<detail><l:NotFoundFault xmlns:l="{LOCATOR}"><l:FaultMessage>Not here.</l:FaultMessage></l:NotFoundFault>'
    "</detail></s:Fault></s:Body></s:Envelope>"
).encode()


@asynccontextmanager
async def stage(answer: bytes | None) -> AsyncIterator[tuple[Receiver, Registrar]]:
    http = Http()
    try:
        async with receiving(always(answer)) as sml:
            yield sml, SoapRegistrar(http, f"{sml.url}/manage", "SMP-1", private=True)
    finally:
        await http.aclose()


def body(content: bytes) -> etree._Element:
    return etree.fromstring(content)[0][0]


@pytest.mark.anyio
async def test_calls_and_their_elements():
    async with stage(reply(200, EMPTY)) as (sml, registrar):
        assert await registrar.create([RECEIVER]) == Done()
        assert await registrar.create([RECEIVER, OTHER]) == Done()
        assert await registrar.delete([RECEIVER]) == Done()
        assert await registrar.delete([RECEIVER, OTHER]) == Done()
        assert await registrar.prepare_to_migrate(RECEIVER, KEY) == Done()
        assert await registrar.migrate(RECEIVER, KEY) == Done()
        assert [etree.QName(body(received.body)).localname for received in sml.got] == [
            "CreateParticipantIdentifier", "CreateList", "DeleteParticipantIdentifier", "DeleteList",
            "PrepareMigrationRecord", "CompleteMigrationRecord",
        ]  # fmt: skip
        actions = [received.headers["soapaction"].rpartition(":")[2] for received in sml.got]
        assert actions == [
            'createIn"',
            'createListIn"',
            'deleteIn"',
            'deleteListIn"',
            'prepareMigrateIn"',
            'migrateIn"',
        ]
        assert sml.got[0].path == "/manage"


def test_a_call_holds_what_the_schema_wants():
    call = body(write_call("PrepareToMigrate", "SMP-1", [RECEIVER], KEY))
    assert [(child.tag, child.text) for child in call] == [
        (f"{{{LOCATOR}}}ServiceMetadataPublisherID", "SMP-1"),
        (f"{{{IDS}}}ParticipantIdentifier", "0088:7300010000001"),
        (f"{{{LOCATOR}}}MigrationKey", KEY),
    ]
    assert call[1].get("scheme") == "iso6523-actorid-upis"
    listed = body(write_call("CreateList", "SMP-1", [RECEIVER, OTHER]))
    assert [etree.QName(child).localname for child in listed] == [
        "ParticipantIdentifier", "ParticipantIdentifier", "ServiceMetadataPublisherID",
    ]  # fmt: skip


@pytest.mark.anyio
async def test_a_fault_is_told():
    async with stage(reply(500, FAULT)) as (_, registrar):
        assert await registrar.delete([RECEIVER]) == Declined("NotFoundFault", "Not here.")


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("answer", "expected"),
    [(reply(200), Done), (reply(403, b"no"), Declined), (reply(502, b"<html>"), NoAnswer), (None, NoAnswer)],
)
async def test_other_answers(answer, expected):
    async with stage(answer) as (_, registrar):
        assert isinstance(await registrar.create([RECEIVER]), expected)


@pytest.mark.anyio
async def test_a_key_of_the_wrong_form_is_not_sent():
    async with stage(reply(200)) as (sml, registrar):
        assert isinstance(await registrar.migrate(RECEIVER, "short"), Declined)
        assert sml.got == []


@pytest.mark.parametrize("key", ["Ab3#Cd4$", "AAaa11##", "x" * 16 + "AA11##aa"])
def test_migration_keys(key):
    assert is_migration_key(key)


@pytest.mark.parametrize("key", ["", "Ab3#Cd4", "Ab3#Cd45", "ab3#cd4$", "AB3#CD4$", "Ab3#Cd4$ ", "x" * 17 + "AA11##aa"])
def test_what_is_no_migration_key(key):
    assert not is_migration_key(key)


def test_where_the_calls_go():
    assert address_of(PRODUCTION).startswith(PRODUCTION.management_url)

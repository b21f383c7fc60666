"""Looking participants up, against a name server on the loopback interface."""

import pytest

from faktura.channels.peppol.identifiers import ParticipantId
from faktura.channels.peppol.sml import (
    PRODUCTION,
    ZONES,
    Found,
    LookupFailed,
    NotRegistered,
    Sml,
    UnusableRecord,
    hashed,
    host_of,
    url_of,
)

from .network import RECEIVER, ZONE, network

SMP = '100 10 "U" "Meta:SMP" "!.*!https://smp.example.com/peppol/!" .'


def test_the_hash_of_the_specification():
    assert hashed("9915:test") == "eh5boavaktmbgzyh2a63dz4qov33fvp5nsdvqklucfraayoodw6a"
    assert hashed("9915:TEST") == hashed("9915:test")


def test_the_name_in_the_dns():
    assert host_of(ParticipantId("9915:test"), PRODUCTION) == (
        "eh5boavaktmbgzyh2a63dz4qov33fvp5nsdvqklucfraayoodw6a.iso6523-actorid-upis.participant.sml.prod.tech.peppol.org"
    )
    assert all(zone.management_url.startswith("https://") and zone.source for zone in ZONES.values())


@pytest.mark.parametrize(
    ("regexp", "url"),
    [
        ("!.*!https://smp.example.com!", "https://smp.example.com"),
        ("!^.*$!https://smp.example.com/a/!", "https://smp.example.com/a"),
        ("/.*/http:\x2f/", None),
        ("~.*~http://smp.example.com:8080/a~i", "http://smp.example.com:8080/a"),
        ("!.*!ftp://smp.example.com!", None),
        ("!.*!https://smp.example.com", None),
        ("!.*!https://smp.example.com!x", None),
        ("!(.*)!https://smp.example.com/\\1!", None),
        ("!.*!https://smp.example.com/\\1!", None),
        ("!.*!https://smp.example.com /!", None),
        ("!(a+)+$!https://smp.example.com!", None),
        ("!.*!!", None),
        ("!", None),
        ("", None),
    ],
)
def test_regular_expressions(regexp, url):
    if url is None:
        with pytest.raises(UnusableRecord):
            url_of(regexp)
    else:
        assert url_of(regexp) == url


@pytest.mark.anyio
async def test_a_participant_is_found():
    async with network() as net:
        net.naptr(RECEIVER, SMP)
        assert await net.sml.look_up(RECEIVER) == Found("https://smp.example.com/peppol")
        assert net.names.asked == [(host_of(RECEIVER, ZONE), "NAPTR")]


@pytest.mark.anyio
async def test_the_first_record_by_order_and_preference_counts():
    async with network() as net:
        net.naptr(
            RECEIVER,
            '200 10 "U" "Meta:SMP" "!.*!https://third.example.com!" .',
            '100 20 "U" "Meta:SMP" "!.*!https://second.example.com!" .',
            '100 10 "U" "Meta:SMP" "!.*!https://first.example.com!" .',
            '10 10 "U" "Meta:Other" "!.*!https://other.example.com!" .',
            '10 10 "S" "Meta:SMP" "!.*!https://wrong.example.com!" .',
        )
        assert await net.sml.look_up(RECEIVER) == Found("https://first.example.com")


@pytest.mark.anyio
async def test_flags_and_services_are_read_without_regard_to_case():
    async with network() as net:
        net.naptr(RECEIVER, '100 10 "u" "meta:smp" "!.*!https://smp.example.com!" .')
        assert await net.sml.look_up(RECEIVER) == Found("https://smp.example.com")


@pytest.mark.anyio
async def test_a_participant_that_is_not_there_is_not_registered():
    async with network() as net:
        assert await net.sml.look_up(RECEIVER) == NotRegistered(host_of(RECEIVER, ZONE))
        # The name exists, without such a record.
        net.names.set("TXT", host_of(RECEIVER, ZONE), "something else")
        assert await net.sml.look_up(RECEIVER) == NotRegistered(host_of(RECEIVER, ZONE))


@pytest.mark.anyio
async def test_a_dns_that_fails_tells_nothing():
    async with network() as net:
        net.names.broken.add(host_of(RECEIVER, ZONE))
        failed = await net.sml.look_up(RECEIVER)
        assert isinstance(failed, LookupFailed)
        assert failed.again
        net.names.broken.clear()
        net.names.silent.add(host_of(RECEIVER, ZONE))
        failed = await Sml(ZONE, net.names.servers, seconds=0.3).look_up(RECEIVER)
        assert isinstance(failed, LookupFailed)
        assert failed.again


@pytest.mark.anyio
@pytest.mark.parametrize(
    "record",
    [
        '100 10 "U" "Meta:Other" "!.*!https://smp.example.com!" .',
        '100 10 "U" "Meta:SMP" "!.*!mailto:smp@example.com!" .',
    ],
)
async def test_records_that_lead_nowhere_are_no_answer(record):
    async with network() as net:
        net.naptr(RECEIVER, record)
        failed = await net.sml.look_up(RECEIVER)
        assert isinstance(failed, LookupFailed)
        assert not failed.again

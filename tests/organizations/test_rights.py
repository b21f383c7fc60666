"""What a key may hold, and that nobody gives more than they hold. Pure, but for the last."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.organizations import make_key as making
from faktura.organizations.errors import KeysTooMany
from faktura.organizations.key_rights import (
    Rights,
    beyond,
    check_browser_key,
    is_part,
    network_of,
    read_expiry,
    read_network,
    read_origin,
    read_rights,
)
from faktura.organizations.make_key import make_key
from faktura.organizations.revoke_key import revoke_key
from faktura.organizations.schemas import KeyRequest
from faktura.organizations.scopes import holds, known_scopes
from faktura.organizations.tenants import Mode
from faktura.storage.floor import Floor
from scenarios.business import new_business

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SCOPES = st.lists(st.sampled_from(known_scopes()), max_size=6, unique=True).map(tuple)
ENDS = st.none() | st.integers(1, 1000).map(lambda hours: NOW + timedelta(hours=hours))
NETWORKS = st.lists(
    st.sampled_from(["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.3/32", "::/0", "2001:db8::/32"]),
    max_size=3, unique=True,
).map(tuple)  # fmt: skip
ORIGINS = st.lists(st.sampled_from(["https://a.example", "https://b.example"]), max_size=2, unique=True).map(tuple)
RIGHTS = st.builds(Rights, SCOPES, ENDS, NETWORKS, ORIGINS)


@given(RIGHTS)
def test_everybody_may_give_what_they_hold(rights: Rights) -> None:
    assert list(beyond(rights, rights)) == []


@given(RIGHTS, RIGHTS, RIGHTS)
def test_nobody_climbs_over_another_key(first: Rights, second: Rights, third: Rights) -> None:
    """What the first may give to the second, and the second to the third, the first could have given to the third."""
    if not list(beyond(first, second)) and not list(beyond(second, third)):
        assert list(beyond(first, third)) == []


@given(RIGHTS, RIGHTS)
def test_what_is_given_is_never_more(giver: Rights, asked: Rights) -> None:
    if list(beyond(giver, asked)):
        return
    assert all(holds(giver.scopes, scope) for scope in asked.scopes)
    if giver.expires_at is not None:
        assert asked.expires_at is not None
        assert asked.expires_at <= giver.expires_at
    if giver.allowed_addresses:
        assert asked.allowed_addresses
        assert all(is_part(network, giver.allowed_addresses) for network in asked.allowed_addresses)
    if giver.allowed_origins:
        assert set(asked.allowed_origins) <= set(giver.allowed_origins)
        assert asked.allowed_origins


@pytest.mark.parametrize(("text", "network"), [
    ("203.0.113.7", "203.0.113.7/32"), ("203.0.113.0/24", "203.0.113.0/24"), ("2001:DB8::1", "2001:db8::1/128"),
    ("203.0.113.7/24", None), ("", None), ("::ffff:10.0.0.0/104", None), ("10.0.0.0/33", None), ("localhost", None),
    ("fe80::1%eth0", None), ("10.0.0.0/255.0.0.0", "10.0.0.0/8"), ("1", None), ("0x7f.1", None),
])  # fmt: skip
def test_networks_have_one_form(text: str, network: str | None) -> None:
    assert read_network(text) == network


@pytest.mark.parametrize(("address", "network"), [
    ("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1::/48"), ("", ""), ("testclient", ""),
])  # fmt: skip
def test_the_last_use_is_told_by_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(("text", "live", "test"), [
    ("https://a.example", True, True), ("https://a.example:8443", True, True), ("https://127.0.0.1", True, True),
    ("http://localhost:3000", False, True), ("http://127.0.0.1", False, True), ("http://[::1]:1", False, True),
    ("http://a.example", False, False), ("https://[::1]", True, True), ("https://a.example:", False, False),
    ("https://a..example.", False, False), ("https://a b", False, False), ("https:///a", False, False),
    ("https://a.example\n", False, False), ("HTTPS://a.example", False, False), ("", False, False),
])  # fmt: skip
def test_origins_are_written_as_browsers_send_them(text: str, live: bool, test: bool) -> None:
    assert (read_origin(text, Mode.LIVE) is not None, read_origin(text, Mode.TEST) is not None) == (live, test)


@given(st.text(max_size=60) | st.from_regex(r"https?://[ -~]{0,30}", fullmatch=True))
def test_garbage_is_no_origin_and_never_raises(text: str) -> None:
    for mode in Mode:
        read = read_origin(text, mode)
        assert read is None or text.startswith(read)


def test_the_end_of_a_key_is_told_one_way() -> None:
    assert read_expiry(None, None, NOW) == (None, [])
    assert read_expiry(None, 60, NOW) == (NOW + timedelta(minutes=1), [])
    assert read_expiry(NOW + timedelta(minutes=1), None, NOW) == (NOW + timedelta(minutes=1), [])
    for given_at, seconds in ((NOW, None), (NOW + timedelta(seconds=59), None), (None, 59), (NOW, 60), (None, -1)):
        assert len(read_expiry(given_at, seconds, NOW)[1]) == 1


def test_a_server_key_is_no_browser_key() -> None:
    assert list(check_browser_key(Rights(("*",)), "account", NOW)) == []


def test_rights_are_read_without_repetitions() -> None:
    rights, wrong = read_rights(
        scopes=["invoices:read", "invoices:read"], expires_at=None, allowed_addresses=["10.0.0.1", "10.0.0.1/32"],
        allowed_origins=["https://a.example", "https://a.example:443"], mode=Mode.LIVE,
    )  # fmt: skip
    assert wrong == []
    assert rights == Rights(("invoices:read",), None, ("10.0.0.1/32",), ("https://a.example",))


@pytest.mark.anyio
async def test_there_are_so_many_keys_at_a_time_and_no_more(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "KEYS_ACTIVE_MAX", 3)
    business = await new_business(floor)
    everything = Rights(("*",))
    async with business.unit() as unit:
        made = [await make_key(unit, everything, "organization", KeyRequest()) for _ in range(3)]
        with pytest.raises(KeysTooMany):
            await make_key(unit, everything, "organization", KeyRequest())
        await revoke_key(unit, made[0].id)
        await make_key(unit, everything, "organization", KeyRequest())

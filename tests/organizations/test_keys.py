import hashlib
import string
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.organizations.errors import KeyNotFound
from faktura.organizations.keys import Key, _base62, create_key, list_keys, read_key
from faktura.organizations.revoke_key import revoke_key
from faktura.organizations.tenants import Mode, owner_of, tenant_of
from faktura.storage.floor import Floor
from faktura.storage.ids import new_id
from scenarios.business import Business, new_business

LETTERS = string.ascii_letters + string.digits
GOOD = "fo_test_" + "0" * 22 + "a" * 43


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


@pytest.mark.anyio
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(("kind", "prefix"), [("organization", "fo"), ("account", "fk")])
async def test_a_key_names_its_kind_its_mode_and_its_tenant(floor: Floor, mode: Mode, kind: str, prefix: str) -> None:
    business = await new_business(floor, mode=mode)
    async with business.unit() as unit:
        key = await create_key(unit, kind, "cash desk")
    assert key.text.startswith(f"{prefix}_{mode}_")
    read = read_key(key.text)
    assert read is not None
    assert (read.kind, read.tenant) == (kind, business.tenant)


@pytest.mark.anyio
async def test_the_secret_is_not_stored(business: Business) -> None:
    async with business.unit() as unit:
        key = await create_key(unit, "organization", "cash desk")
        row = dict(await unit.fetch_row("select * from api_keys where tenant = $1 and id = $2", unit.tenant, key.id))
    secret = key.text[-43:]
    assert row["secret_hash"] == hashlib.sha256(secret.encode()).digest()
    assert row["hint"] == secret[-4:]
    stored = "".join(str(value) for name, value in row.items() if name != "secret_hash")
    assert secret not in stored
    assert secret[:8] not in stored
    assert key.text not in str(await _listed(business))
    assert key.text not in repr(read_key(key.text))


@pytest.mark.anyio
async def test_every_key_has_a_secret_of_its_own(business: Business) -> None:
    async with business.unit() as unit:
        texts = [(await create_key(unit, "organization", "key")).text for _ in range(20)]
    assert len({text[-43:] for text in texts}) == 20
    assert len({text[:-43] for text in texts}) == 1


async def _listed(business: Business) -> list[Key]:
    async with business.unit() as unit:
        return await list_keys(unit)


@pytest.mark.anyio
async def test_keys_are_listed_newest_first_and_revoked_once(business: Business) -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    ids = []
    for day in range(3):
        async with business.unit(now + timedelta(days=day)) as unit:
            ids.append((await create_key(unit, "organization", f"key {day}", expires_at=now + timedelta(days=90))).id)
    assert [key.id for key in await _listed(business)] == ids[::-1]
    async with business.unit(now + timedelta(days=4)) as unit:
        await revoke_key(unit, ids[0])
    async with business.unit(now + timedelta(days=5)) as unit:
        await revoke_key(unit, ids[0])
        with pytest.raises(KeyNotFound):
            await revoke_key(unit, new_id())
    listed = {key.id: key for key in await _listed(business)}
    assert listed[ids[0]].revoked_at == now + timedelta(days=4)
    assert listed[ids[1]].revoked_at is None
    assert listed[ids[1]].rights.expires_at == now + timedelta(days=90)


@pytest.mark.anyio
async def test_another_tenant_can_not_revoke_a_key(floor: Floor, business: Business) -> None:
    async with business.unit() as unit:
        key = await create_key(unit, "organization", "key")
    async with (await new_business(floor)).unit() as unit:
        with pytest.raises(KeyNotFound):
            await revoke_key(unit, key.id)
    assert (await _listed(business))[0].revoked_at is None


def test_a_key_is_read_as_it_was_written() -> None:
    read = read_key(GOOD)
    assert read is not None
    assert read.kind == "organization"
    assert read.tenant.int == 1
    assert read.secret_hash == hashlib.sha256(b"a" * 43).digest()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fo",
        "fo_test_",
        GOOD[:-1],
        GOOD + "a",
        GOOD.replace("fo_", "fx_"),
        GOOD.replace("fo_", "FO_"),
        GOOD.replace("test", "demo"),
        GOOD.replace("_", "-"),
        " " + GOOD,
        GOOD + "\n",
        GOOD[:8] + "-" + GOOD[9:],
        GOOD[:8] + "é" + GOOD[9:],
        GOOD[:-1] + "é",
        GOOD[:-1] + "\ud800",
        # 62 to the power of 22 is more than 128 bits can hold.
        "fo_test_" + "z" * 22 + "a" * 43,
    ],
)
def test_what_is_not_a_key_is_none(text: str) -> None:
    assert read_key(text) is None


@given(st.text() | st.from_regex(r"f[ok]_(live|test)_[ -~]*", fullmatch=True))
def test_garbage_never_raises(text: str) -> None:
    assert read_key(text) is None or len(text) == len(GOOD)


@given(st.uuids(), st.sampled_from(Mode), st.text(LETTERS, min_size=43, max_size=43))
def test_the_largest_and_the_smallest_tenants_fit(owner: UUID, mode: Mode, secret: str) -> None:
    tenant = tenant_of(owner, mode)
    read = read_key(f"fk_{mode}_{_base62(owner_of(tenant).int, 22)}{secret}")
    assert read is not None
    assert read.tenant == tenant

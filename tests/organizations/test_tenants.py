from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from faktura.organizations.tenants import LOCAL_ACCOUNT, Mode, mode_of, new_owner_id, owner_of, tenant_of


@given(st.uuids(), st.sampled_from(Mode))
def test_a_tenant_tells_its_owner_and_its_mode(anything: UUID, mode: Mode) -> None:
    tenant = tenant_of(anything, mode)
    assert mode_of(tenant) is mode
    assert owner_of(tenant) == owner_of(anything)
    assert tenant_of(tenant, mode) == tenant


def test_live_and_test_are_two_tenants_of_one_owner() -> None:
    owner = new_owner_id()
    live, test = tenant_of(owner, Mode.LIVE), tenant_of(owner, Mode.TEST)
    assert live == owner
    assert test.int == live.int + 1
    assert owner_of(live) == owner_of(test) == owner


def test_owners_have_the_last_bit_free() -> None:
    assert all(new_owner_id().int % 2 == 0 for _ in range(64))
    assert LOCAL_ACCOUNT.int % 2 == 0

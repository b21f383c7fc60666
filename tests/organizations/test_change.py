import base64
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from faktura.errors import Refusal
from faktura.organizations.change import change_branding, change_organization, merge_patch
from faktura.organizations.create import country_of, create_organization, ensure_access, new_profile
from faktura.organizations.errors import LogoInvalid, OrganizationInvalid, OrganizationNotFound
from faktura.organizations.looks import LOGO_BYTES_MAX, read_logo
from faktura.organizations.read import has_organization, list_account_organizations, read_organization
from faktura.organizations.schemas import BrandingRequest, OrganizationRequest
from faktura.organizations.tenants import LOCAL_ACCOUNT, Mode, new_owner_id, owner_of, tenant_of
from faktura.storage.floor import Floor
from faktura.storage.unit import open_unit
from scenarios.business import Business, new_business

pytestmark = pytest.mark.anyio


@pytest.fixture
async def business(floor: Floor) -> Business:
    return await new_business(floor)


# RFC 7396, appendix A: what the patch does to the original.
@pytest.mark.parametrize(
    ("original", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_merge_patch_does_what_the_rfc_says(original: Any, patch: Any, result: Any) -> None:
    assert merge_patch(original, patch) == result


PLAIN = st.recursive(
    st.none() | st.booleans() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN, PLAIN)
def test_merging_the_same_patch_twice_changes_nothing_more(original: Any, patch: Any) -> None:
    once = merge_patch(original, patch)
    assert merge_patch(once, patch) == once


async def test_a_change_is_stored_and_counted(business: Business) -> None:
    async with business.unit() as unit:
        before = await read_organization(unit)
        after = await change_organization(unit, {"name": "New Ltd", "payment_days": 14, "contact": {"phone": None}})
        again = await read_organization(unit)
    assert again == after
    assert (after.name, after.profile.name, after.profile.payment_days) == ("New Ltd", "New Ltd", 14)
    assert after.profile.contact is not None
    assert after.profile.contact.phone is None
    assert after.version == before.version + 1


async def test_null_gives_back_what_the_country_decides(floor: Floor) -> None:
    business = await new_business(floor, "PL", currency="EUR", language="en", timezone="UTC", payment_days=90)
    poland = country_of("PL")
    nothing = {"currency": None, "language": None, "timezone": None, "payment_days": None, "vat_id": None}
    async with business.unit() as unit:
        profile = (await change_organization(unit, nothing)).profile
    assert (profile.currency, profile.language, profile.timezone) == ("PLN", "pl", "Europe/Warsaw")
    assert profile.payment_days == poland.payment_days
    assert profile.vat_id is None


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"name": None}, "/name"),
        ({"vat_id": "ATU00000000"}, "/vat_id"),
        ({"currency": "XYZ"}, "/currency"),
    ],
)
async def test_what_would_be_wrong_afterwards_is_refused_whole(
    business: Business, patch: dict[str, Any], pointer: str
) -> None:
    async with business.unit() as unit:
        before = await read_organization(unit)
        with pytest.raises(OrganizationInvalid) as refused:
            await change_organization(unit, {"trading_name": "Other", **patch})
        assert [found.pointer for found in refused.value.findings] == [pointer]
        assert await read_organization(unit) == before


async def test_an_identity_stops_being_a_sample_when_something_legal_is_said(business: Business) -> None:
    async with business.unit() as unit:
        assert (await read_organization(unit)).profile.sample
        assert (await change_organization(unit, {"name": "Still Sample"})).profile.sample
        assert not (await change_organization(unit, {"address": {"city": "Graz"}})).profile.sample


def test_test_mode_fills_an_identity_only_when_nothing_legal_was_said() -> None:
    bare = OrganizationRequest(name="A", country="SI")
    assert new_profile(bare, Mode.TEST).sample
    assert new_profile(bare, Mode.TEST).vat_id
    assert not new_profile(bare, Mode.LIVE).sample
    assert new_profile(bare, Mode.LIVE).vat_id is None
    told = OrganizationRequest(name="A", country="SI", vat_id="SI15012557")
    profile = new_profile(told, Mode.TEST)
    assert not profile.sample
    assert profile.bank_accounts == ()


def test_an_unknown_country_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(OrganizationInvalid, match="AT, BE, DE, ES, FR, HR, IT, NL, PL, SI") as refused:
        new_profile(OrganizationRequest(name="A", country="US"), Mode.TEST)
    assert [found.rule for found in refused.value.findings] == ["country_unsupported"]
    assert country_of("de") is country_of("DE")


async def test_live_and_test_data_of_one_organization_are_two_tenants(floor: Floor) -> None:
    test = await ensure_access(floor, "Twice Ltd", "DE", Mode.TEST)
    live = await ensure_access(floor, "Twice Ltd", "DE", Mode.LIVE)
    assert test.organization == live.organization
    assert test.key.text[:8] == "fo_test_"
    assert live.key.text[:8] == "fo_live_"
    again = await ensure_access(floor, "Twice Ltd", "DE", Mode.TEST)
    assert again.organization == test.organization
    assert again.key.text != test.key.text
    for mode in Mode:
        async with open_unit(floor, tenant_of(test.organization, mode), actor="test") as unit:
            record = await read_organization(unit)
            assert (record.id, record.mode, record.account) == (test.organization, mode, LOCAL_ACCOUNT)
            assert record.profile.sample is (mode is Mode.TEST)


async def test_an_organization_that_is_not_there_is_refused(floor: Floor) -> None:
    async with open_unit(floor, tenant_of(new_owner_id(), Mode.TEST), actor="test") as unit:
        with pytest.raises(OrganizationNotFound):
            await read_organization(unit)


async def test_an_account_lists_its_organizations_newest_first_and_no_others(floor: Floor) -> None:
    first = await new_business(floor)
    async with first.unit() as unit:
        account = (await read_organization(unit)).account
    asked = OrganizationRequest(name="Second", country="DE")
    second = await create_organization(floor, account, Mode.TEST, asked, actor="test", request_id="")
    strange = await new_business(floor)
    async with open_unit(floor, tenant_of(account, Mode.TEST), actor="test") as unit:
        rows = await list_account_organizations(unit, None, 10)
        assert [(row["organization"], row["name"]) for row in rows] == [
            (second, "Second"),
            (owner_of(first.tenant), "Example AT"),
        ]
        assert len(await list_account_organizations(unit, second, 10)) == 1
        assert await has_organization(unit, second)
        assert not await has_organization(unit, owner_of(strange.tenant))


def picture(kind: str, size: tuple[int, int] = (40, 20)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (10, 20, 30)).save(file, kind)
    return file.getvalue()


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_logo_is_a_png_or_a_jpeg(kind: str, media_type: str) -> None:
    assert read_logo(encoded(picture(kind))) == (picture(kind), media_type)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("not base64!", "not base64"),
        ("Größe", "not base64"),
        ("", "not a readable PNG or JPEG"),
        (encoded(b"plain text"), "not a readable PNG or JPEG"),
        (encoded(picture("GIF")), "not a readable PNG or JPEG"),
        (encoded(picture("BMP")), "not a readable PNG or JPEG"),
        (encoded(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "SVG is not taken"),
        (encoded(b'\n<?xml version="1.0"?><svg/>'), "SVG is not taken"),
        (encoded(picture("JPEG")[:300]), "not a readable PNG or JPEG"),
        (encoded(picture("PNG", (4001, 1))), "at most 4000 a side"),
        (encoded(picture("PNG", (1, 4001))), "at most 4000 a side"),
        (encoded(bytes(LOGO_BYTES_MAX + 1)), "at most 1048576 are taken"),
    ],
)
def test_other_logos_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(LogoInvalid, match=sentence) as refused:
        read_logo(text)
    assert [found.pointer for found in refused.value.findings] == ["/logo"]


async def test_branding_keeps_what_is_not_said_and_null_removes_the_logo(business: Business) -> None:
    logo = encoded(picture("PNG"))
    async with business.unit() as unit:
        first = await change_branding(unit, BrandingRequest(colour="#ABCDEF", logo=logo), {"colour", "logo"})
        assert (first.colour, first.footer, first.logo_media_type) == ("#abcdef", "", "image/png")
        assert first.logo_sha256 is not None
        assert await unit.floor.objects.get(first.logo_sha256) == picture("PNG")
        second = await change_branding(unit, BrandingRequest(footer="FN 1"), {"footer"})
        assert (second.colour, second.footer, second.logo_sha256) == ("#abcdef", "FN 1", first.logo_sha256)
        third = await change_branding(unit, BrandingRequest(), {"logo", "footer"})
        assert (third.colour, third.footer, third.logo_sha256, third.logo_media_type) == ("#abcdef", "", None, None)
        assert (await read_organization(unit)).branding == third


@pytest.mark.parametrize(
    "request_", [BrandingRequest(colour="red"), BrandingRequest(colour="#12"), BrandingRequest(logo="?")]
)
async def test_branding_that_is_wrong_changes_nothing(business: Business, request_: BrandingRequest) -> None:
    async with business.unit() as unit:
        before = (await read_organization(unit)).branding
        with pytest.raises(Refusal):
            await change_branding(unit, request_, {"colour", "logo"})
        assert (await read_organization(unit)).branding == before

"""The first request of a newcomer must give a complete document: made-up identities are whole in every country."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from faktura.drafts.read import prepare
from faktura.organizations.checks import check_profile
from faktura.organizations.sample import SAMPLE_EMAIL, default_profile, sample_profile
from faktura.registry import countries
from faktura.storage.floor import Floor
from scenarios.business import new_business, request

pytestmark = pytest.mark.anyio

CODES = sorted(countries())
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_there_are_ten_countries() -> None:
    assert CODES == ["AT", "BE", "DE", "ES", "FR", "HR", "IT", "NL", "PL", "SI"]


@pytest.mark.parametrize("code", CODES)
def test_a_sample_profile_is_complete_and_passes_its_own_checks(code: str) -> None:
    country = countries()[code]
    profile = sample_profile("Example", country)
    assert list(check_profile(profile, country)) == []
    assert profile.vat_id is not None
    assert profile.address is not None
    assert (profile.address.country, profile.country, profile.currency) == (code, code, country.currency)
    assert profile.address.line1
    assert profile.address.city
    assert profile.address.postal_code
    assert profile.contact is not None
    assert profile.contact.email == SAMPLE_EMAIL
    assert profile.bank_accounts[0].account_name == "Example"
    assert profile.language == country.languages[0]


@pytest.mark.parametrize("code", CODES)
def test_a_default_profile_says_only_what_the_country_decides(code: str) -> None:
    country = countries()[code]
    profile = default_profile("Example", country)
    assert profile == replace(
        sample_profile("Example", country),
        vat_id=None,
        tax_registration_id=None,
        legal_registration=None,
        electronic_address=None,
        contact=None,
        bank_accounts=(),
        address=profile.address,
    )
    assert list(check_profile(profile, country)) == []


@pytest.mark.parametrize("code", CODES)
async def test_a_domestic_example_has_no_fatal_finding_and_is_issued(floor: Floor, code: str) -> None:
    business = await new_business(floor, code)
    async with business.unit(NOW) as unit:
        completed = (await prepare(unit, request(code))).completed
    assert [found.to_plain() for found in completed.findings if found.severity == "fatal"] == []
    issued = await business.issue(NOW)
    assert issued.document["seller"]["name"] == f"Example {code}"
    assert "invoices.write_files" in await business.run_jobs()
    rate = countries()[code].rate_on("standard", NOW.date())
    assert rate is not None
    assert issued.document["vat_breakdown"][0]["rate"] == format(rate.rate, "f")

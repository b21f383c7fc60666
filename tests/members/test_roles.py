"""Roles as scopes, and who may give what."""

import pytest

from faktura.members.cookies import cookie_name, is_own_origin, may_sign_in, origin_of
from faktura.members.mail import ATTEMPTS_MAX, quoted, wait_after
from faktura.members.people import is_reserved
from faktura.members.roles import covers, may_give, scopes_of
from faktura.organizations.scopes import ROLES

ORDER = ("owner", "admin", "accountant", "viewer")


@pytest.mark.parametrize("holder", ORDER)
@pytest.mark.parametrize("given", ORDER)
def test_a_role_covers_those_below_it(holder: str, given: str) -> None:
    below = ORDER.index(given) >= ORDER.index(holder)
    assert covers(ROLES[holder], ROLES[given]) is below
    assert may_give(ROLES[holder], given, ()) is below


@pytest.mark.parametrize(
    ("held", "given", "may"),
    [
        (["*"], ["*"], True),
        (ROLES["admin"], ["*"], False),
        (ROLES["admin"], ["customers:write"], True),
        # A wide scope may grow with a later version, so only a wider one gives it.
        (ROLES["admin"], ["customers:*"], False),
        (["customers:*"], ["customers:*"], True),
        (["customers:read", "customers:write"], ["customers:*"], False),
        (["*:read"], ["invoices:read"], True),
        (["*:read"], ["invoices:write"], False),
        ([], ["invoices:read"], False),
        ([], [], True),
    ],
)
def test_custom_scopes_are_given_by_who_holds_them(held: list[str], given: list[str], may: bool) -> None:
    assert may_give(held, "custom", given) is may


def test_a_role_holds_what_it_means_today_and_custom_what_was_given() -> None:
    assert scopes_of("viewer", ["*"]) == ROLES["viewer"]
    assert scopes_of("custom", ["invoices:read"]) == ("invoices:read",)


def test_only_the_owner_covers_what_grows_by_itself() -> None:
    every = [f"{resource}:*" for resource in ("organizations", "members")]
    assert not covers([*ROLES["admin"], *every], ["*"])


@pytest.mark.parametrize(
    ("url", "origin", "name", "may"),
    [
        ("https://invoices.example.com", "https://invoices.example.com", "__Host-faktura-session", True),
        ("https://invoices.example.com:443/a", "https://invoices.example.com", "__Host-faktura-session", True),
        ("https://Invoices.example.com:8443", "https://invoices.example.com:8443", "__Host-faktura-session", True),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "faktura-session", True),
        ("http://localhost:8080", "http://localhost:8080", "faktura-session", True),
        ("http://[::1]:8080", "http://[::1]:8080", "faktura-session", True),
        ("http://invoices.example.com", "http://invoices.example.com", "faktura-session", False),
        ("http://192.168.1.5:80", "http://192.168.1.5", "faktura-session", False),
        (
            "https://rechnungen.müller.example",
            "https://rechnungen.xn--mller-kva.example",
            "__Host-faktura-session",
            True,
        ),
    ],
)
def test_origins_and_cookies(url: str, origin: str, name: str, may: bool) -> None:
    assert origin_of(url) == origin
    assert cookie_name(url) == name
    assert may_sign_in(url) is may
    assert is_own_origin(url, origin, None)
    assert is_own_origin(url, origin, "same-origin")
    for other, site in ((None, None), ("null", None), (origin + "0", None), (origin, "cross-site"), (origin, "none")):
        assert not is_own_origin(url, other, site)


@pytest.mark.parametrize("address", ["a@b.test", "a@example.com", "a@x.example.org", "a@B.TEST", "a@b.test."])
def test_reserved_addresses(address: str) -> None:
    assert is_reserved(address)


@pytest.mark.parametrize("address", ["a@test.com", "a@latest", "a@example.company", "a@example.com.evil.co"])
def test_real_addresses(address: str) -> None:
    assert not is_reserved(address)


def test_names_of_others_in_our_mails_lead_nowhere() -> None:
    assert quoted("Click https://evil.test/x now\r\nBcc: all@x.test") == "Click https evil.test/x now Bcc: all x.test"
    assert len(quoted("x" * 500)) == 60
    assert quoted("  ") == "an organization"


def test_mails_are_tried_with_growing_waits_and_not_for_ever() -> None:
    waits = [wait_after(attempts) for attempts in range(1, ATTEMPTS_MAX + 1)]
    assert waits[-1] is None
    known = [wait.total_seconds() for wait in waits if wait is not None]
    assert known == sorted(known)
    assert 15 <= known[0] <= 20

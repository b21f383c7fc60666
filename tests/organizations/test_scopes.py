import pytest

from faktura.organizations.scopes import ROLES, VERBS, holds, holds_all, known_scopes, unknown_scopes


@pytest.mark.parametrize(
    ("held", "wanted", "is_held"),
    [
        ("*", "invoices:issue", True),
        ("*", "*:read", True),
        ("*", "*", True),
        ("invoices:*", "invoices:issue", True),
        ("invoices:*", "invoices:*", True),
        ("*:read", "invoices:read", True),
        ("*:read", "*:read", True),
        ("invoices:read", "invoices:read", True),
        ("invoices:read", "invoices:write", False),
        ("invoices:write", "invoices:read", False),
        ("invoices:write", "invoices:issue", False),
        ("invoices:read", "invoices:*", False),
        ("*:read", "invoices:*", False),
        ("*:read", "*", False),
        ("invoices:*", "*:read", False),
        ("", "invoices:read", False),
    ],
)
def test_what_a_scope_holds(held: str, wanted: str, is_held: bool) -> None:
    assert holds({held}, wanted) is is_held


def test_narrow_scopes_never_add_up_to_a_wide_one() -> None:
    assert not holds({f"{resource}:{verb}" for resource, verbs in VERBS.items() for verb in verbs}, "*")
    assert not holds({f"{resource}:read" for resource in VERBS}, "*:read")


def test_nobody_gives_away_more_than_they_hold() -> None:
    assert holds_all(["*:read", "invoices:*"], ["customers:read", "invoices:issue"])
    assert not holds_all(["*:read", "invoices:*"], ["customers:read", "customers:write"])


def test_roles_hold_known_scopes_and_less_from_one_to_the_next() -> None:
    for scopes in ROLES.values():
        assert unknown_scopes(scopes) == []
    single = [f"{resource}:{verb}" for resource, verbs in VERBS.items() for verb in verbs]
    held = {role: {scope for scope in single if holds(scopes, scope)} for role, scopes in ROLES.items()}
    assert held["owner"] > held["admin"] > held["accountant"] > held["viewer"]
    assert held["owner"] - held["admin"] == {"organizations:create", "organizations:close"}
    assert unknown_scopes(["invoices:read", "invoices:fly", "x", "*:*"]) == ["invoices:fly", "x", "*:*"]
    assert "*" in known_scopes()

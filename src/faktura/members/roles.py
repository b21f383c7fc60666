"""Roles as scopes, and who may give what to whom. Pure."""

from collections.abc import Iterable, Sequence

from faktura.organizations.scopes import ALL, ROLES, VERBS, holds_all

CUSTOM = "custom"
ROLE_NAMES = (*ROLES, CUSTOM)


def scopes_of(role: str, scopes: Sequence[str]) -> tuple[str, ...]:
    """What a member may do: what the role holds today, or the member's own scopes."""
    return tuple(scopes) if role == CUSTOM else ROLES[role]


def _expanded(scopes: Iterable[str]) -> set[tuple[str, str]]:
    """Scopes as pairs of resource and verb, so that a wide one can be compared with many narrow ones."""
    found = set()
    for scope in scopes:
        wanted, _, verb = scope.partition(":")
        found |= {
            (resource, each)
            for resource, verbs in VERBS.items()
            for each in verbs
            if scope == ALL or (wanted in ("*", resource) and verb in ("*", each))
        }
    return found


def covers(held: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one holds everything that the others hold today. Only ``*`` covers ``*``: it grows by itself."""
    held, others = set(held), set(others)
    if ALL in others:
        return ALL in held
    return _expanded(others) <= _expanded(held)


def may_give(held: Iterable[str], role: str, scopes: Sequence[str]) -> bool:
    """Whether a holder may give a role, or scopes of one's own.

    A role means what it means by then, so that it may be given by whoever holds as much. A wide scope of a custom set
    may grow, so that it may only be given by who holds it, or a wider one.
    """
    held = set(held)
    return holds_all(held, scopes) if role == CUSTOM else covers(held, ROLES[role])

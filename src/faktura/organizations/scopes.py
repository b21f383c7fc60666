"""Scopes: what a key or a person may do, as ``resource:verb``. Pure.

``*`` holds everything, ``invoices:*`` all of a resource, ``*:read`` one verb of every resource. A verb that is not
`read` never comes along with another one: who may write drafts may not issue them unless that is said.
"""

from collections.abc import Iterable, Mapping

ALL = "*"

VERBS: Mapping[str, tuple[str, ...]] = {
    "account": ("read", "write"),
    "organizations": ("read", "write", "create", "close"),
    "members": ("read", "write"),
    "api-keys": ("read", "write"),
    "branding": ("read", "write"),
    "brands": ("read", "write"),
    "series": ("read", "write"),
    "email-sender": ("read", "write"),
    "email-domains": ("read", "write"),
    "page-domains": ("read", "write"),
    "rate-limits": ("read", "write"),
    "features": ("read", "write"),
    "templates": ("read", "write"),
    "customers": ("read", "write"),
    "invoices": ("read", "write", "issue", "send"),
    "payments": ("read", "write"),
    "deliveries": ("read", "write"),
    "archive": ("read", "write"),
    "imports": ("read", "write"),
    "exports": ("read", "write"),
    "events": ("read",),
    "webhook-endpoints": ("read", "write"),
    "webhook-deliveries": ("read", "write"),
    "audit-trail": ("read",),
    "request-log": ("read",),
    "test-clocks": ("read", "write"),
    "documents": ("check",),
    "inbox": ("read", "write", "approve", "pay"),
    "inbox-rules": ("read", "write"),
    "suppliers": ("read", "write"),
    "purchase-orders": ("read", "write"),
}
"""Resource -> its verbs."""

ROLES: Mapping[str, tuple[str, ...]] = {
    "owner": (ALL,),
    "admin": (
        "*:read",
        "*:write",
        "*:issue",
        "*:send",
        "*:check",
        "*:approve",
        "*:pay",
    ),
    "accountant": (
        "*:read",
        "customers:*",
        "invoices:*",
        "payments:*",
        "deliveries:*",
        "archive:*",
        "imports:*",
        "exports:*",
        "documents:*",
        "inbox:*",
        "suppliers:*",
        "purchase-orders:*",
    ),
    "viewer": ("*:read", "documents:check"),
}
"""Role -> what it holds. An owner may also close the organization."""


def known_scopes() -> list[str]:
    """Every scope that can be given, the wide ones first."""
    verbs = sorted({verb for verbs in VERBS.values() for verb in verbs})
    return [
        ALL,
        *(f"*:{verb}" for verb in verbs),
        *(f"{resource}:*" for resource in VERBS),
        *(f"{resource}:{verb}" for resource, verbs in VERBS.items() for verb in verbs),
    ]


def unknown_scopes(scopes: Iterable[str]) -> list[str]:
    """Those that are no scopes."""
    known = set(known_scopes())
    return [scope for scope in scopes if scope not in known]


def holds(held: Iterable[str], wanted: str) -> bool:
    """Whether scopes hold one (which may be a wide one)."""
    resource, _, verb = wanted.partition(":")
    covering = {ALL, wanted, f"{resource}:*", f"*:{verb}"} if verb else {ALL}
    # A wide scope is held by itself or a wider one only, never by the sum of narrow ones.
    if resource == "*":
        covering -= {f"{resource}:*"}
    return not covering.isdisjoint(held)


def holds_all(held: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether scopes hold every one of others; nobody can give away more than that."""
    held = set(held)
    return all(holds(held, scope) for scope in wanted)

"""Bodies that are right for the operations, so that an attack gets past the reading of the body."""

from collections.abc import Callable, Mapping
from typing import Any

from api.stage import request

Body = Any | Callable[[Mapping[str, str]], Any]

CONDITION = {"field": "number", "operator": "is_not_empty"}

BODIES: dict[str, Body] = {
    "organizations.change": {"name": "Attacker"},
    "organizations.branding.change": {"footer": "Attacker"},
    "organizations.email_sender.put": {"address": "attacker@example.com"},
    "organizations.series.create": lambda things: {"name": "attack", "pattern": "A{n}", "restart": "never"},
    "organizations.series.change": {"pattern": "AA{n}"},
    "organizations.keys.create": {"name": "attack"},
    "organizations.keys.change": {"name": "attack"},
    "organizations.keys.rotate": {"overlap_seconds": 60},
    "customers.create": {"name": "Attacker"},
    "customers.change": {"name": "Attacker"},
    "invoices.create": request(),
    "invoices.preview": request(),
    "invoices.batch": {"documents": [request(), request(issue=True)]},
    "exports.create": {"kind": "invoices"},
    "imports.repeat": {"dry_run": True},
    "invoices.change": {"buyer_reference": "attack"},
    "invoices.replace": request(),
    "invoices.issue": {},
    "invoices.send": {"channels": ["email"], "email": {"to": "attacker@example.com"}},
    "invoices.credit": {"issue": True},
    "invoices.links.create": {},
    "payments.record": {"amount": "1.00"},
    "payments.reverse": {"reason": "attack"},
    "templates.create": {"kind": "pdf", "name": "Attacker", "source": "attack"},
    "templates.change": {"name": "Attacker"},
    "templates.preview": {"kind": "pdf", "source": "attack"},
    "templates.preview_stored": {"sample": "invoice"},
    "members.create": {"email": "attacker@people.test", "role": "viewer"},
    "members.change": {"role": "admin"},
    "members.sign_in_policy.put": {"second_factor": True},
    "brands.create": {"name": "Attacker"},
    "brands.change": {"name": "Attacker"},
    "email_domains.add": {"domain": "attacker.example"},
    "page_domains.add": {"host": "pages.attacker.example"},
    "features.change": {"features": {"brands": True}},
    "test_clocks.create": {"frozen_at": "2031-01-01T00:00:00Z"},
    "test_clocks.advance": {"frozen_at": "2031-01-01T00:00:00Z"},
    "inbox.assign": {"to": "attacker"},
    "inbox.query": {"comment": "attack"},
    "inbox.approve": {},
    "inbox.reject": {"reasons": ["UNR"]},
    "inbox.pay": {},
    "inbox.archive": {},
    "inbox.reopen": {},
    "inbox_rules.create": {"name": "attack", "conditions": [CONDITION], "actions": [{"action": "archive"}]},
    "inbox_rules.change": {"state": "disabled"},
    "inbox_rules.dry_run": {"conditions": [CONDITION], "actions": [{"action": "approve"}]},
    "organizations.inbox.put": {"four_eyes": False},
    "suppliers.change": {"state": "known"},
    "purchase_orders.create": {"number": "attack", "currency": "EUR", "total_without_vat": "1.00"},
    "webhook_endpoints.create": {"url": "https://hooks.attacker.invalid/"},
    "webhook_endpoints.change": {"description": "attack"},
    "webhook_endpoints.rotate_secret": {},
    "webhook_endpoints.replay": {"since": "2020-01-01T00:00:00Z"},
}

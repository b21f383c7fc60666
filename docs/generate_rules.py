"""Writes docs/reference/rules.md from the specifications that are plugged in."""

import functools
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from writing import REFERENCE, code, page, table

from faktura import specifications as rooms
from faktura.registry import specifications
from faktura.sockets import Specification

PAGE = REFERENCE / "rules.md"

HEAD = """\
# Rules

Every rule that a document is checked against before it is issued, in our own words. This page is generated from the
specifications in the source by `python docs/generate.py`; a test compares the two. The rules of countries are in
[Countries](countries.md).

A **fatal** finding stops issuing; no number is taken. A **warning** is told and does not stop. Each rule has at least
one document that passes and one that fails, beside the tests (`tests/specifications/`). In the conformance run the
verdicts are compared with the official rules themselves (`tests/conformance/test_written.py`,
`tests/conformance/test_corpora.py`).

The specification of a document is the one that the request names, else Peppol BIS Billing 3 when seller and buyer have
electronic addresses and a reference is given, else EN 16931. `GET /v1/invoices/{id}/explain` says why.
"""


def _own_rules(spec: Specification) -> list[tuple[str, str, str, str]]:
    inherited = {rule.id for rule in specifications()[spec.builds_on].rules.rules} if spec.builds_on else set()
    return [
        (code(rule.id), rule.severity.value, ", ".join(rule.terms), rule.message)
        for rule in spec.rules.rules
        if rule.id not in inherited
    ]


@functools.cache
def _rooms() -> dict[str, ModuleType]:
    """The folder of each specification; one folder may hold several."""
    found = {}
    for module in pkgutil.iter_modules(rooms.__path__):
        room = importlib.import_module(f"{rooms.__name__}.{module.name}")
        found |= {spec.name: room for spec in getattr(room, "SPECIFICATIONS", ())}
    return found


def _left_out(spec: Specification) -> Iterator[str]:
    left_out: dict[str, str] = getattr(_rooms()[spec.name], "NOT_IN_THE_MODEL", {})
    if left_out:
        yield "Official rules that are left out, each with the reason:\n"
        yield from table(("rule", "why"), [(code(rule), why) for rule, why in left_out.items()])


def _specification(spec: Specification) -> Iterator[str]:
    rows = _own_rules(spec)
    yield f"## {spec.title}\n"
    yield f"- Name here: `{spec.name}`, version {spec.version}, in force since {spec.since.isoformat()}"
    yield f"- Identifier (BT-24): `{spec.identifier}`"
    if spec.business_process:
        yield f"- Business process (BT-23): `{spec.business_process}`"
    yield f"- Source: {spec.source}"
    more = f"; those of `{spec.builds_on}` hold as well" if spec.builds_on else ""
    yield f"- {len(rows)} rules{more}\n"
    yield from table(("rule", "severity", "terms", "what must hold"), rows)
    yield from _left_out(spec)


def render() -> str:
    """The whole page: what is built upon goes first."""
    ordered = sorted(specifications().values(), key=lambda spec: (bool(spec.builds_on), spec.name))
    return page(HEAD, *(_specification(spec) for spec in ordered))

"""Whose document it is: found by what it says of its seller, or remembered as somebody new; and whether the money would
go where it went before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from faktura.checks import Finding, Severity
from faktura.inbox.examine import Facts, normal
from faktura.inbox.suppliers import store
from faktura.inbox.suppliers.read import Supplier, read_supplier
from faktura.storage.ids import new_id, show_id
from faktura.storage.unit import Unit

Key = tuple[str, str, str]
"""An identifier as it is compared: kind, scheme, value."""

NAMELESS = "(no name)"
ACCOUNT_UNKNOWN = "inbox_account_unknown"


@dataclass(frozen=True, slots=True)
class Match:
    """The supplier of a document, if it names one, and what is to be told about that."""

    supplier: Supplier | None
    findings: tuple[Finding, ...]


def keys_of(facts: Facts) -> list[Key]:
    """By what a document's seller is recognised, the surest first; by its name only if it says nothing else."""
    keys = []
    if facts.supplier_vat_id and (vat := normal(facts.supplier_vat_id)):
        keys.append(("vat", "", vat))
    if facts.supplier_endpoint:
        # Participants of Peppol are compared without regard to case.
        keys.append(("endpoint", facts.supplier_endpoint_scheme or "", facts.supplier_endpoint.lower()))
    if facts.supplier_legal_id and (legal := normal(facts.supplier_legal_id)):
        keys.append(("legal", facts.supplier_legal_scheme or "", legal))
    if not keys and facts.supplier_name:
        keys.append(("name", "", facts.supplier_name.casefold()[:500]))
    return keys


def told(rule: str, severity: Severity, message: str, pointer: str = "", term: str = "") -> Finding:
    """A finding of the inbox itself."""
    return Finding(rule=rule, severity=severity, message=message, pointer=pointer, term=term)


async def match_supplier(unit: Unit, facts: Facts) -> Match:
    """Find the supplier, or make one that is new. The caller holds the inbox's lock, so that nobody is made twice."""
    keys = keys_of(facts)
    if not keys:
        return Match(None, ())
    rows = {(row["kind"], row["scheme"], row["value"]): row["supplier"] for row in await _found(unit, keys)}
    leading = [rows[key] for key in keys if key in rows]
    if not leading:
        return await _new(unit, facts, keys)
    supplier = await read_supplier(unit, leading[0])
    findings = []
    others = [each for each in dict.fromkeys(leading) if each != supplier.id]
    if others:
        findings.append(
            told(
                "inbox_supplier_ambiguous",
                Severity.WARNING,
                f"The identifiers of the seller lead to {supplier.name} and to "
                f"{', '.join(show_id('sup', each) for each in others)}; the first was taken. Look at who sent this.",
                "/seller",
                "BG-4",
            )
        )
    vat_ids = {each["value"] for each in supplier.identifiers if each["kind"] == "vat"}
    if vat_ids and keys[0][0] == "vat" and keys[0][2] not in vat_ids:
        findings.append(
            told(
                "inbox_supplier_differs",
                Severity.WARNING,
                f"The seller is found as {supplier.name} by another identifier, and its VAT identifier "
                f"{facts.supplier_vat_id} is not one of that supplier's. Look at who sent this.",
                "/seller/vat_id",
                "BT-31",
            )
        )
    if supplier.state == "blocked":
        findings.append(
            told("inbox_supplier_blocked", Severity.WARNING, f"{supplier.name} is blocked.", "/seller", "BG-4")
        )
    findings += await _see_accounts(unit, supplier, facts.accounts)
    return Match(await read_supplier(unit, supplier.id), tuple(findings))


async def _found(unit: Unit, keys: list[Key]) -> list[Any]:
    return await store.find_by_identifiers(unit, keys)


async def _new(unit: Unit, facts: Facts, keys: list[Key]) -> Match:
    supplier = new_id()
    await store.insert_supplier(unit, supplier, facts.supplier_name or NAMELESS)
    await store.insert_identifiers(unit, supplier, keys)
    await store.insert_accounts(unit, supplier, facts.accounts, is_first=True)
    made = await read_supplier(unit, supplier)
    message = f"{made.name} sends for the first time. Look at who that is before you pay."
    return Match(made, (told("inbox_supplier_new", Severity.INFORMATION, message, "/seller", "BG-4"),))


def known_accounts(accounts: Iterable[dict[str, Any]]) -> set[str]:
    """The accounts that a document may name without a finding: confirmed ones; before any is, those that came first."""
    accounts = list(accounts)
    confirmed = {each["account"] for each in accounts if each["confirmed_at"] is not None}
    return confirmed or {each["account"] for each in accounts if each["is_first"]}


async def _see_accounts(unit: Unit, supplier: Supplier, accounts: tuple[str, ...]) -> list[Finding]:
    known = known_accounts(supplier.accounts)
    is_first = not supplier.accounts and supplier.state == "new"
    # What is only seen does not become known by being repeated: whoever forges one document forges two.
    await store.insert_accounts(unit, supplier.id, accounts, is_first=is_first)
    # A supplier that is known, and never named an account, is not to be paid to the first one that comes.
    if is_first or (not known and supplier.state == "new"):
        return []
    return [
        told(
            ACCOUNT_UNKNOWN,
            Severity.WARNING,
            f"The account {account} is not one that is known of {supplier.name}. Ask the supplier by a way that you "
            "know, not by one that this document names.",
            "/payment_instructions",
            "BT-84",
        )
        for account in accounts
        if account not in known
    ]


async def learn(unit: Unit, supplier: UUID, facts: Facts) -> None:
    """Somebody approved a document: what it says of its seller counts from now on."""
    await store.insert_identifiers(unit, supplier, [key for key in keys_of(facts) if key[0] != "name"])
    await store.confirm_accounts(unit, supplier, facts.accounts)
    found = await read_supplier(unit, supplier, lock=True)
    if found.state == "new":
        await store.update_supplier(
            unit, supplier, name=found.name, state="known", four_eyes=found.four_eyes, note=found.note
        )

"""The DNS records that a domain needs: what to set, and what a look at them found. Pure but for the looking."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from faktura.brands.spf import LOOKUPS_MAX, has_mechanisms, read_spf, with_mechanisms
from faktura.outgoing.records import Records, Unanswered

OWNERSHIP_LABEL = "_invoicing"
"""Where the token stands that proves who controls a domain. A neutral word: buyers of a brand may see it."""

_DMARC_POLICY = re.compile(r"\s*v\s*=\s*DMARC1\s*;\s*p\s*=\s*(none|quarantine|reject)\b", re.IGNORECASE)


class RecordState(StrEnum):
    """What a look at a record found. `unknown`: no name server answered, which tells nothing."""

    UNCHECKED = "unchecked"
    FOUND = "found"
    MISSING = "missing"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record to set, and what stands there.

    `purpose` is ``ownership``, ``dkim``, ``spf``, ``dmarc`` or ``address``. A domain is verified when all that are
    `required` are found. `found` are the exact texts that were seen, `hint` says what to do or why it matters.
    """

    purpose: str
    type: str
    name: str
    value: str
    required: bool
    state: RecordState = RecordState.UNCHECKED
    found: tuple[str, ...] = ()
    hint: str = ""

    def to_plain(self) -> dict[str, Any]:
        """The record as JSON-ready data."""
        return {**asdict(self), "state": self.state.value, "found": list(self.found)}


Look = Callable[[Record], Awaitable[Record]]


def record_from_plain(plain: dict[str, Any]) -> Record:
    """A record from its stored form."""
    return Record(**{**plain, "state": RecordState(plain["state"]), "found": tuple(plain["found"])})


def all_required_found(records: Iterable[Record]) -> bool:
    """Whether nothing is left to set that is required."""
    return all(record.state is RecordState.FOUND for record in records if record.required)


def any_required_lost(records: Iterable[Record]) -> bool:
    """Whether something that is required is certainly not there; what nobody answered is not lost."""
    lost = (RecordState.MISSING, RecordState.DIFFERENT)
    return any(record.state in lost for record in records if record.required)


def tags_of(text: str) -> dict[str, str]:
    """The tags of a DKIM or DMARC record: ``v=DKIM1; p=…`` (RFC 6376, 3.2), blanks inside values left out."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, _, value in pairs if name.strip()}


async def look_at(records: Iterable[Record], look: Look) -> list[Record]:
    """All records with what stands there now."""

    async def safely(record: Record) -> Record:
        try:
            return await look(record)
        except Unanswered as error:
            return replace(record, state=RecordState.UNKNOWN, hint=f"{error} It is tried again later.")

    return list(await asyncio.gather(*(safely(record) for record in records)))


class Looks:
    """Looks at records of each purpose."""

    def __init__(self, dns: Records) -> None:
        self._dns = dns

    async def ownership(self, record: Record, *, alone: bool = False) -> Record:
        """The token; with `alone`, no other token may stand beside it."""
        found = await self._dns.texts(record.name)
        if record.value not in (text.strip() for text in found):
            return _unlike(record, found, "Add it as it is; it proves that the domain is yours.")
        others = [text for text in found if text.strip() != record.value]
        if alone and others:
            hint = "Another token stands beside yours, of an earlier set-up; leave only this one."
            return replace(record, state=RecordState.DIFFERENT, found=found, hint=hint)
        return replace(record, state=RecordState.FOUND, found=found)

    async def dkim(self, record: Record) -> Record:
        """The public key that receivers check signatures with."""
        found = await self._dns.texts(record.name)
        wanted = tags_of(record.value)["p"]
        keys = [tags_of(text).get("p") for text in found]
        if keys == [wanted]:
            return replace(record, state=RecordState.FOUND, found=found)
        hint = "Receivers check the signature of each mail with it. Some providers want it in parts of 255 characters."
        if "" in keys:
            hint = "The key is revoked (p is empty); set the value as it is."
        elif wanted in keys:
            hint = "Two keys stand at this name; leave only this one."
        return _unlike(record, found, hint)

    async def spf(self, record: Record, domain: str, wanted: str) -> Record:
        """The one SPF record, with what lets our mail servers send, within the lookups that are allowed."""
        spf = await read_spf(domain, self._dns.texts)
        if not spf.records:
            return replace(record, state=RecordState.MISSING, hint="Receivers see by it who may send for the domain.")
        if len(spf.records) > 1:
            hint = "There are several SPF records, which receivers take for an error: put all into one."
            return replace(record, state=RecordState.DIFFERENT, found=spf.records, hint=hint)
        one = spf.records[0]
        if not has_mechanisms(one, wanted):
            hint = f"Add {wanted} to the record that is there; never set a second one."
            value = with_mechanisms(one, wanted)
            return replace(record, state=RecordState.DIFFERENT, found=spf.records, value=value, hint=hint)
        if spf.lookups > LOOKUPS_MAX:
            hint = f"It needs more than {LOOKUPS_MAX} lookups, which receivers take for an error: remove an include."
            return replace(record, state=RecordState.DIFFERENT, found=spf.records, value=one, hint=hint)
        hint = f"It needs {spf.lookups} of {LOOKUPS_MAX} lookups."
        return replace(record, state=RecordState.FOUND, found=spf.records, value=one, hint=hint)

    async def dmarc(self, record: Record, domain: str) -> Record:
        """The policy of the domain, or of a domain above it."""
        labels = domain.split(".")
        for start in range(len(labels) - 1):
            name = f"_dmarc.{'.'.join(labels[start:])}"
            found = tuple(text for text in await self._dns.texts(name) if "dmarc1" in text.lower())
            if not found:
                continue
            if len(found) > 1:
                hint = f"There are several records at {name}, so receivers follow none: leave one."
                return replace(record, state=RecordState.DIFFERENT, found=found, hint=hint)
            if not _DMARC_POLICY.match(found[0]):
                hint = "It does not begin with v=DMARC1; p=none, quarantine or reject, so receivers ignore it."
                return replace(record, state=RecordState.DIFFERENT, found=found, hint=hint)
            hint = (
                f"It holds ({name}). Mail is aligned: it is signed with the very domain that stands in From, which is "
                "what DMARC asks for."
            )
            return replace(record, state=RecordState.FOUND, found=found, hint=hint)
        hint = "Large receivers want a policy; p=none asks them to change nothing, and is enough to begin with."
        return replace(record, state=RecordState.MISSING, hint=hint)

    async def address(self, record: Record, target: str) -> Record:
        """Whether a host leads to the server of the pages: by alias, or by the same addresses."""
        alias = await self._dns.alias(record.name)
        if alias == target.lower():
            return replace(record, state=RecordState.FOUND, found=(alias,))
        has = await self._dns.addresses(record.name)
        wanted = await self._dns.addresses(target) if not _is_address(target) else (target,)
        found = (alias,) if alias else has
        if has and wanted and set(has) <= set(wanted):
            return replace(record, state=RecordState.FOUND, found=found)
        if not found:
            hint = "Set it, so that the host leads to the server of the pages."
            return replace(record, state=RecordState.MISSING, hint=hint)
        listed = ", ".join(wanted) or "nothing yet"
        hint = f"The host leads elsewhere. Where no CNAME can be set, set A records to: {listed}."
        return replace(record, state=RecordState.DIFFERENT, found=found, hint=hint)


def _is_address(text: str) -> bool:
    return ":" in text or text.replace(".", "").isdigit()


def _unlike(record: Record, found: tuple[str, ...], hint: str) -> Record:
    state = RecordState.DIFFERENT if found else RecordState.MISSING
    return replace(record, state=state, found=found, hint=hint)

"""SPF (RFC 7208): whether a domain's one record lets our mail servers send, within the ten lookups that are allowed."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

LOOKUPS_MAX = 10
"""RFC 7208, 4.6.4: more terms that need the DNS make the whole record an error for receivers."""

_VERSION = re.compile(r"v=spf1( |$)", re.IGNORECASE)
_COSTLY = re.compile(r"[+?~-]?(include:|a(?=$|[:/])|mx(?=$|[:/])|ptr(?=$|:)|exists:)", re.IGNORECASE)
_LEADS_ON = re.compile(r"(?:[+?~-]?include:|redirect=)(\S+)", re.IGNORECASE)
_ALL = re.compile(r"[+?~-]?all", re.IGNORECASE)

TextsOf = Callable[[str], Awaitable[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Spf:
    """What a domain's TXT records say: `records` are all that begin with ``v=spf1``, `lookups` what the one costs."""

    records: tuple[str, ...]
    lookups: int = 0


def spf_records(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The SPF records among a name's TXT records."""
    return tuple(text for text in texts if _VERSION.match(text))


async def read_spf(domain: str, texts_of: TextsOf) -> Spf:
    """The SPF records of a domain, and how many lookups the one costs, counted to one more than are allowed."""
    records = spf_records(await texts_of(domain))
    if len(records) != 1:
        return Spf(records)
    return Spf(records, await _lookups(records[0], texts_of, frozenset({domain}), LOOKUPS_MAX + 1))


async def _lookups(record: str, texts_of: TextsOf, above: frozenset[str], room: int) -> int:
    """What the terms of a record cost; `room` bounds how many are followed, `above` are the domains that led here."""
    count = 0
    for term in record.split()[1:]:
        if not (_COSTLY.match(term) or term.lower().startswith("redirect=")):
            continue
        count += 1
        if count >= room:
            return count
        leads = _LEADS_ON.fullmatch(term)
        # A name with a macro is made anew for each mail; nobody can follow it beforehand.
        if leads is None or "%" in leads[1]:
            continue
        target = leads[1].rstrip(".").lower()
        if target in above:
            # It leads in a circle, which receivers count until they give up.
            return room
        inner = spf_records(await texts_of(target))
        if len(inner) == 1:
            count += await _lookups(inner[0], texts_of, above | {target}, room - count)
        if count >= room:
            return count
    return count


def has_mechanisms(record: str, wanted: str) -> bool:
    """Whether a record has each of the mechanisms (``include:spf.example.net``), none of them as a refusal."""
    terms = {term.removeprefix("+").lower() for term in record.split()[1:]}
    return set(wanted.lower().split()) <= terms


def with_mechanisms(record: str, wanted: str) -> str:
    """A record with the mechanisms in it, before its ``all``; a new one when there is none."""
    if not record:
        return f"v=spf1 {wanted} ~all"
    terms = record.split()
    held = {term.removeprefix("+").lower() for term in terms}
    lacking = [term for term in wanted.split() if term.lower() not in held]
    end = next((place for place, term in enumerate(terms) if _ALL.fullmatch(term)), len(terms))
    return " ".join([*terms[:end], *lacking, *terms[end:]])

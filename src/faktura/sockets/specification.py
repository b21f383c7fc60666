"""A specification: the content that BT-24 names, with its rules and its dates in force."""

from dataclasses import dataclass
from datetime import date

from faktura.checks import Ruleset


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """A specification folder's export, one of `SPECIFICATIONS`, a version each.

    `name` is ours (``peppol-bis-3``); `identifier` is BT-24; `business_process` is BT-23 or empty; `builds_on` the
    name of the specification whose rules come first (they are already inside `rules`).
    """

    name: str
    title: str
    version: str
    identifier: str
    rules: Ruleset
    since: date
    source: str
    until: date | None = None
    business_process: str = ""
    builds_on: str = ""

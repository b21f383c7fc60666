"""A specification: the content that BT-24 names, with its rules and its dates in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from faktura.checks import Book, Ruleset, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """A specification folder's export, one of `SPECIFICATIONS`, a version each.

    `name` is ours (``peppol-bis-3``); `identifier` is BT-24; `business_process` is BT-23 or empty; `builds_on` the
    name of the specification whose rules come first (they are already inside `rules`); `borrows_from` names others
    that some of its rules are taken from. `unverified` names fields here that we only believe (``since``).

    `rules` are held against our model, `books` (syntax -> books in order; ``ubl``, ``cii``) against a document as it
    was written, with the changes of `severities`. A specification that has no books for a syntax can't be checked in
    it. `recognised_by` is a regular expression for the whole of BT-24; empty: exactly `identifier`. `variants` are
    further changes where BT-24 holds such a part, as that of an extension.
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
    borrows_from: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    recognised_by: str = ""
    books: Mapping[str, tuple[Book, ...]] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    variants: Mapping[str, Mapping[str, Severity]] = field(default_factory=dict)

    def severities_for(self, identifier: str) -> Mapping[str, Severity]:
        """How grave rules are taken in a document with this BT-24, where it is not as their books say."""
        if not self.variants:
            return self.severities
        changed = dict(self.severities)
        for part, changes in self.variants.items():
            if part in identifier:
                changed |= changes
        return changed

"""The cases of rules before the official stylesheets: that what we say of them is what these say.

A case that no official stylesheet confirms would only prove that we agree with ourselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from checks.case_files import Case

from . import oracles


@dataclass
class Proof:
    """What the official rules made of cases: `proven` rules, and a sentence for each case that they deny."""

    cases: int = 0
    proven: set[str] = field(default_factory=set)
    denied: list[str] = field(default_factory=list)


def prove(cases: Iterable[Case]) -> Proof:
    """Ask the official rules: each case's rule fires on the bad document and not on the good one.

    Raises `oracles.NoOracleError` when they can't be fetched.
    """
    proof = Proof()
    for case in cases:
        proof.cases += 1
        bad, good = (_fired(case, content) for content in (case.bad_document, case.good_document))
        if isinstance(bad, str) or isinstance(good, str):
            proof.denied.append(f"{case}: the stylesheet breaks off: {bad if isinstance(bad, str) else good}"[:400])
        elif case.rule not in bad:
            proof.denied.append(f"{case}: the official rules do not name it; they name {sorted(bad)}")
        elif case.rule in good:
            proof.denied.append(f"{case}: the official rules name it on the good document, too")
        else:
            proof.proven.add(case.rule)
    return proof


def _fired(case: Case, content: bytes) -> set[str] | str:
    answer = oracles.ask(case.specification, oracles.syntax_of(content), content)
    return answer.error or answer.rules

"""CIUS-RO: every rule of the artefact is told or listed as not checked, and each of its own has a case."""

import re
from pathlib import Path

import pytest

from checks.case_files import cases
from faktura.checks import Severity
from faktura.specifications.cius_ro import NOT_CHECKED, SPECIFICATIONS
from faktura.specifications.cius_ro.codes import REPLACED
from faktura.specifications.cius_ro.core import WORDED_OTHERWISE
from faktura.specifications.cius_ro.edition import IDENTIFIER
from faktura.specifications.cius_ro.ubl import BOOK, CORE
from faktura.specifications.en16931 import RULES
from faktura.specifications.en16931.ubl import NOT_CHECKED as NOT_IN_CORE

# CIUS-RO 1.0.9 names this many rules; 121 of them begin with BR-RO or BR-DEC-RO.
OFFICIAL, ROMANIAN = 1098, 121
_OWN = re.compile("BR-(?:DEC-)?RO-")


def told() -> set[str]:
    """The ids under which both books may report."""
    core = {CORE.renamed.get(rule, rule) for rule in CORE.catalogue() if rule not in CORE.silent}
    own = {rule for rule in BOOK.catalogue() if _OWN.match(rule)}
    return core | own | WORDED_OTHERWISE | REPLACED | {"UBL-CR-631", "BR-CO-25"}


def test_every_rule_of_the_artefact_is_told_or_listed() -> None:
    assert len(told() | set(NOT_CHECKED)) == OFFICIAL
    romanian = {rule for rule in told() | set(NOT_CHECKED) if _OWN.match(rule)}
    assert len(romanian) == ROMANIAN
    assert told() & set(NOT_CHECKED) <= set(NOT_IN_CORE)


def test_every_rule_of_its_own_has_a_case() -> None:
    covered = {case.rule for case in cases(Path(__file__).parent / "cases")}
    own = {rule for rule in BOOK.catalogue() if _OWN.match(rule)} | WORDED_OTHERWISE | REPLACED
    assert own <= covered


def test_the_texts_are_complete() -> None:
    for rule, text in BOOK.catalogue().items():
        assert text.id == rule
        assert text.message
        if _OWN.match(rule):
            assert text.severity is Severity.FATAL


@pytest.mark.parametrize("edition", ["1.0.0", "1.0.1"])
def test_the_identifier_of_every_edition_is_recognised(edition: str) -> None:
    (specification,) = SPECIFICATIONS
    assert re.fullmatch(specification.recognised_by, IDENTIFIER.replace("1.0.1", edition))


def test_the_rules_on_the_model_build_on_the_core() -> None:
    (specification,) = SPECIFICATIONS
    assert {rule.id for rule in RULES.rules} < {rule.id for rule in specification.rules.rules}

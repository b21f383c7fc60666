"""NLCIUS: every rule that is told is in the code, and every one in the code is told."""

import re
from importlib import resources
from pathlib import Path

from checks.case_files import cases
from faktura.checks import catalogue_of
from faktura.specifications.nlcius import NOT_CHECKED, SPECIFICATIONS, cii
from faktura.specifications.nlcius.ubl import BOOK

ROOM = "faktura.specifications.nlcius"
CASES = cases(Path(__file__).parent / "cases")
ID = re.compile(r'"((?:BR-NL|BR-CO|BR-B|SI|BII2)-[A-Z0-9a-z-]+)"')
ON_CII = re.compile(r'"((?:BR-(?:NL-|CO-)?[0-9]|CII-SR-[0-9]|empty-)[a-z0-9-]*)"')

ONLY_ON_UBL = {
    *("BII2-T10-R001", "SI-V20-INV-R000", "SI-UBL-2"),
    *("BR-NL-8", "BR-NL-32-1"),
}
"""What the artefact for CII does not have, or calls otherwise."""

OFFICIAL = 35
"""Assertions of the pattern nlcius in NLCIUS-CII 1.0.3.12, and BR-CO-25 of its copy of the core."""


def code_and_table(file: str) -> str:
    return resources.files(ROOM).joinpath(file).read_text("utf-8")


def test_the_rules_of_the_code_are_those_of_the_catalogue() -> None:
    named = set(ID.findall(code_and_table("ubl.py")))
    own = set(catalogue_of(ROOM, "rules.toml"))
    assert own <= named
    assert named - {"BR-NL"} <= set(BOOK.catalogue())
    assert not named & set(NOT_CHECKED)


def test_the_rules_on_cii_are_those_of_the_catalogue() -> None:
    named = set(ON_CII.findall(code_and_table("cii.py"))) - {"CII-SR-464"} - cii.NOT_CHECKED.keys()
    own = (catalogue_of(ROOM, "rules.toml").keys() | catalogue_of(ROOM, "cii.toml").keys()) - ONLY_ON_UBL
    assert own - cii.NOT_CHECKED.keys() <= named
    assert named <= cii.BOOK.catalogue().keys()
    dutch = {rule for rule in named | cii.NOT_CHECKED.keys() if rule.startswith(("BR-NL", "empty"))}
    assert len({*dutch, "BR-CO-25"}) == OFFICIAL


def test_every_rule_of_its_own_has_a_case() -> None:
    covered = {case.rule for case in CASES if case.base.startswith("ubl")}
    assert covered == {*catalogue_of(ROOM, "rules.toml"), "BR-B-02", "BR-CO-26"}


def test_every_rule_in_the_book_for_cii_has_a_case() -> None:
    covered = {case.rule for case in CASES if case.base.startswith("cii")}
    named = set(ON_CII.findall(code_and_table("cii.py"))) - cii.NOT_CHECKED.keys()
    assert covered == named


def test_there_is_one_specification() -> None:
    (specification,) = SPECIFICATIONS
    assert specification.name == "nlcius"
    assert set(specification.books) == {"ubl", "cii"}

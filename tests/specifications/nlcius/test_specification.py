"""NLCIUS: every rule that is told is in the code, and every one in the code is told."""

import re
from importlib import resources
from pathlib import Path

from checks.case_files import cases
from faktura.checks import catalogue_of
from faktura.specifications.nlcius import NOT_CHECKED, SPECIFICATIONS
from faktura.specifications.nlcius.ubl import BOOK

ROOM = "faktura.specifications.nlcius"
ID = re.compile(r'"((?:BR-NL|BR-CO|BR-B|SI|BII2)-[A-Z0-9a-z-]+)"')


def test_the_rules_of_the_code_are_those_of_the_catalogue() -> None:
    named = set(ID.findall(resources.files(ROOM).joinpath("ubl.py").read_text("utf-8")))
    own = set(catalogue_of(ROOM, "rules.toml"))
    assert own <= named
    assert named - {"BR-NL"} <= set(BOOK.catalogue())
    assert not named & set(NOT_CHECKED)


def test_every_rule_of_its_own_has_a_case() -> None:
    covered = {case.rule for case in cases(Path(__file__).parent / "cases")}
    assert covered == {*catalogue_of(ROOM, "rules.toml"), "BR-B-02", "BR-CO-26"}


def test_there_is_one_specification() -> None:
    (specification,) = SPECIFICATIONS
    assert specification.name == "nlcius"
    assert set(specification.books) == {"ubl"}

"""Each rule fires on its bad document and not on its good one; the conformance tests prove the same of the artefact."""

from pathlib import Path

import pytest

from checks.case_files import Case, assert_case, cases

CASES = cases(Path(__file__).parent / "cases")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule_fires_where_it_must(case: Case) -> None:
    assert_case(case)

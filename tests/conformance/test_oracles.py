"""The official stylesheets, as we run them, say what the manifest says that they say."""

import pytest

from . import manifest, official, oracles
from .comparison import BROKEN_OFF, CRASH, INVENTED, MISSED, Ours, differences

pytestmark = pytest.mark.conformance

OTHER_VERSION = {"pint-my": {"aligned-ibrp-e-08"}}
"""Rules in which the manifest's version of the rules differs from the one that can be fetched."""


@pytest.mark.parametrize("specification", oracles.SPECIFICATIONS)
def test_the_oracle_repeats_the_manifest(specification):
    wrong, seen = {}, 0
    for kind in ("full", "fragment"):
        for row in manifest.rows(specification, kind=kind):
            try:
                answer = oracles.ask(specification, row.syntax, row.content)
            except oracles.NoOracleError:
                continue
            seen += 1
            if row.verdict == "error" or answer.error:
                if bool(answer.error) != (row.verdict == "error"):
                    wrong[row.name] = answer.error
                continue
            other = set(answer.fatal) ^ row.fatal | ({*answer.warning, *answer.information} ^ row.warning)
            if other - OTHER_VERSION.get(specification, set()):
                wrong[row.name] = sorted(other)
    if seen:
        official.report(f"oracle of {specification}", {"documents": seen})
    assert wrong == {}


def test_every_stylesheet_names_rules():
    for specification in oracles.SPECIFICATIONS:
        try:
            rules = oracles.all_rules(specification)
        except oracles.NoOracleError:
            continue
        assert len(rules) >= 100, specification


def _mine(**levels: str) -> Ours:
    mine = Ours()
    for level, rule in levels.items():
        mine.levels[level][rule] = "said"
    return mine


def test_a_difference_has_a_rule_and_a_direction():
    theirs = oracles.Answer({"A": "a"}, {"W": "w"}, {})
    found = list(differences(_mine(fatal="B"), theirs, ("fatal", "warning")))
    assert [(one.rule, one.direction) for one in found] == [("A", MISSED), ("B", INVENTED), ("W (warning)", MISSED)]
    assert [one.is_fatal for one in found] == [True, True, False]
    assert list(differences(_mine(fatal="A"), theirs)) == []


def test_where_a_stylesheet_breaks_off_only_the_verdict_counts():
    theirs = oracles.Answer({}, {}, {}, error="no number")
    assert list(differences(_mine(fatal="B"), theirs)) == []
    assert [one.rule for one in differences(_mine(warning="B"), theirs)] == [BROKEN_OFF]
    assert [one.rule for one in differences(Ours(crash="KeyError"), theirs)] == [CRASH]

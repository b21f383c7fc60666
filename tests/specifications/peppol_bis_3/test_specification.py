"""What the registry finds of Peppol BIS Billing 3."""

from datetime import date

from faktura.specifications import en16931
from faktura.specifications.peppol_bis_3 import SPECIFICATIONS


def test_the_specification_builds_on_the_european_core():
    (specification,) = SPECIFICATIONS
    core = en16931.SPECIFICATIONS[-1]
    assert (specification.name, specification.version) == ("peppol-bis-3", "3.0.21")
    assert specification.identifier == ("urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0")
    assert specification.business_process == "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
    assert specification.builds_on == core.name
    assert specification.rules.rules[: len(core.rules.rules)] == core.rules.rules
    assert specification.since == date(2026, 8, 17)


def test_each_rule_has_its_official_id_once():
    (specification,) = SPECIFICATIONS
    ids = [rule.id for rule in specification.rules.rules]
    assert len(ids) == len(set(ids))
    own = [rule.id for rule in specification.rules.rules if not rule.id.startswith("BR-")]
    assert all(rule.startswith(("PEPPOL-EN16931-", "PEPPOL-COMMON-")) for rule in own)

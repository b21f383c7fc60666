"""The five specifications: what BT-24 names them, and what they hold."""

import pytest

from checks.case_files import base
from checks.edits import edit
from faktura.documents import check
from faktura.registry import specifications

GUIDELINE = "//ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"
NAMED = {
    "urn:factur-x.eu:1p0:minimum": "facturx-minimum",
    "urn:zugferd.de:2p0:minimum": "facturx-minimum",
    "urn:factur-x.eu:1p0:basicwl": "facturx-basic-wl",
    "urn:zugferd.de:2p0:basicwl": "facturx-basic-wl",
    "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic": "facturx-basic",
    "urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic": "facturx-basic",
    "urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:basic": "facturx-basic",
    "urn:factur-x.eu:1p0:basic": "facturx-basic",
    "urn:cen.eu:en16931:2017": "en16931",
    "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended": "facturx-extended",
    "urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended": "facturx-extended",
    "urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:extended": "facturx-extended",
}


@pytest.mark.parametrize("identifier", NAMED)
def test_the_identifier_names_the_profile(identifier: str) -> None:
    content = edit(base("cii-invoice"), [f"set {GUIDELINE} = {identifier}"])
    assert check(content).specification == NAMED[identifier]


def test_the_profile_en16931_must_be_asked_for() -> None:
    report = check(base("cii-outside-scope"), specification="facturx-en16931")
    assert (report.specification, report.valid) == ("facturx-en16931", True)


def test_an_old_identifier_is_recognised_and_refused() -> None:
    content = edit(base("cii-outside-scope"), [f"set {GUIDELINE} = urn:factur-x.eu:1p0:basic"])
    assert "FX-SCH-A-000026" in {finding.rule for finding in check(content).findings}


def test_a_profile_without_lines_has_no_rules_of_lines() -> None:
    found = specifications()
    without = {rule.id for rule in found["facturx-basic-wl"].rules.rules}
    assert {"BR-01", "BR-CO-15", "BR-S-09"} <= without
    assert not {"BR-16", "BR-21", "BR-CO-10", "BR-S-02", "BR-S-08"} & without
    assert {rule.id for rule in found["facturx-minimum"].rules.rules} < without
    assert len(found["facturx-minimum"].rules.rules) == 18
    assert len(without) == 128


def test_a_finding_says_which_element_does_not_belong() -> None:
    report = check(base("cii-invoice"), specification="facturx-minimum")
    unused = [finding for finding in report.findings if finding.rule == "FX-NOT-USED"]
    assert any("ram:BuyerTradeParty/ram:PostalTradeAddress" in finding.location for finding in unused)
    assert any(finding.message.startswith("ram:PostalTradeAddress does not belong") for finding in unused)

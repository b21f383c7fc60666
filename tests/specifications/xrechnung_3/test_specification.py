"""How XRechnung's documents are found, and how grave rules are taken in each variant."""

import pytest

from checks.case_files import base
from checks.edits import edit
from faktura.checks import Finding, Severity
from faktura.documents import check
from faktura.specifications.xrechnung_3 import SPECIFICATIONS
from faktura.specifications.xrechnung_3.edition import EXTENSION, IDENTIFIER, VEHICLES

(SPECIFICATION,) = SPECIFICATIONS
OLD = "urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.3"


def said(content: bytes, rule: str) -> set[Severity]:
    return {finding.severity for finding in findings(content) if finding.rule == rule}


def findings(content: bytes) -> tuple[Finding, ...]:
    report = check(content)
    assert report.specification == "xrechnung-3"
    return report.findings


@pytest.mark.parametrize("name", ["ubl-xrechnung", "ubl-xrechnung-vehicles", "cii-xrechnung"])
def test_a_document_is_found_by_its_content_and_has_nothing_against_it(name: str) -> None:
    assert not [finding for finding in findings(base(name)) if finding.severity is not Severity.INFORMATION]


def test_the_extension_is_found_by_its_content_and_warned_of_what_en16931_does_not_know() -> None:
    content = base("ubl-xrechnung-extension")
    assert {finding.rule for finding in findings(content) if finding.severity is Severity.WARNING} == {
        "UBL-CR-470",
        "UBL-CR-646",
    }
    assert check(content).valid


def test_an_identifier_out_of_force_is_held_against_the_rules_of_today() -> None:
    content = edit(base("ubl-xrechnung"), [f"set //cbc:CustomizationID = {OLD}"])
    assert said(content, "BR-DE-21") == {Severity.WARNING}
    assert check(content).valid


@pytest.mark.parametrize(
    ("identifier", "rule", "severity"),
    [
        (IDENTIFIER, "BR-CL-23", Severity.WARNING),
        (IDENTIFIER, "BR-CL-21", Severity.WARNING),
        (EXTENSION, "BR-CL-21", Severity.INFORMATION),
        (EXTENSION, "BR-CO-16", Severity.INFORMATION),
        (VEHICLES, "BR-CL-13", Severity.INFORMATION),
        (IDENTIFIER, "UBL-CR-646", Severity.FATAL),
        (VEHICLES, "UBL-CR-646", Severity.FATAL),
        (EXTENSION, "UBL-CR-646", Severity.WARNING),
    ],
)
def test_a_variant_takes_rules_otherwise(identifier: str, rule: str, severity: Severity) -> None:
    assert SPECIFICATION.severities_for(identifier)[rule] is severity


def test_the_extension_replaces_the_amount_due_by_its_own_rule() -> None:
    extension = base("ubl-xrechnung-extension")
    assert said(extension, "BR-CO-16") == {Severity.INFORMATION}
    plain = edit(extension, [f"set //cbc:CustomizationID = {IDENTIFIER}"])
    assert said(plain, "BR-CO-16") == {Severity.FATAL}
    assert said(plain, "UBL-CR-646") == {Severity.FATAL}
    assert not said(plain, "BR-DEX-09")


def test_a_text_that_is_no_number_is_fatal_and_no_traceback() -> None:
    content = edit(base("ubl-xrechnung"), ["set (//cac:InvoiceLine)[1]/cbc:InvoicedQuantity = two"])
    assert said(content, "value_unreadable") == {Severity.FATAL}

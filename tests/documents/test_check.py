"""The report on a document."""

import orjson
import pytest

from faktura.documents import check
from faktura.model.json import to_plain

from . import samples

SHAPE = {"format", "specification", "valid", "findings"}
FINDING = {"rule", "severity", "message", "pointer", "term", "location"}


def plain_of(content: bytes) -> dict[str, object]:
    return check(content).to_plain()


def test_a_broken_rule_is_told_with_its_place_in_the_file_and_in_the_model() -> None:
    report = plain_of(samples.WRONG_TOTAL)
    assert set(report) == SHAPE
    (finding,) = report["findings"]
    assert set(finding) == FINDING
    assert finding["rule"] == "BR-CO-16"
    assert finding["severity"] == "fatal"
    assert finding["pointer"] == "/totals"
    assert "BT-115" in finding["term"]
    assert finding["location"].startswith("/ubl:Invoice/cac:LegalMonetaryTotal (line ")


def test_the_place_of_a_line_counts_from_nought() -> None:
    content = samples.changed(samples.UBL, ("<cbc:Name>Handbook</cbc:Name>", ""))
    found = {finding.rule: finding for finding in check(content).findings}
    assert found["BR-25"].pointer.startswith("/lines/1")
    assert "BT-153" in found["BR-25"].term


def test_the_invoice_inside_a_pdf_is_checked() -> None:
    assert check(samples.PDF).format == "hybrid-pdf"
    assert check(samples.PDF).valid


def test_what_a_reader_would_not_keep_is_no_matter_of_the_check() -> None:
    unknown = "<x:Own xmlns:x='urn:example:own'>1</x:Own><cbc:CustomizationID>"
    content = samples.changed(samples.UBL, ("<cbc:CustomizationID>", unknown))
    assert check(content).valid


def test_our_own_json_is_checked_by_the_rules_on_the_model() -> None:
    plain = to_plain(samples.INVOICE)
    plain["totals"]["amount_due"] = "1.00"
    (finding,) = check(orjson.dumps(plain)).findings
    assert (finding.rule, finding.pointer, finding.location) == ("BR-CO-16", "/totals/amount_due", "")


def test_an_answer_of_the_api_and_a_sealed_document_are_our_json() -> None:
    plain = to_plain(samples.INVOICE)
    answer = {**plain, "id": "inv_1", "object": "invoice", "state": "issued", "files": [], "due_date": None}
    assert check(orjson.dumps(answer)).valid
    assert check(orjson.dumps({"document": plain, "language": "de"})).valid


@pytest.mark.parametrize(
    ("changes", "pointer", "rule"),
    [
        ({"colour": "red"}, "/colour", "field_unknown"),
        ({"totals": {"amount_due": 5}}, "/totals/amount_due", "number_not_string"),
        ({"issue_date": "yesterday"}, "/issue_date", "date_invalid"),
        ({"lines": {}}, "/lines", "list_expected"),
    ],
)
def test_json_of_the_wrong_shape_is_told_field_by_field(changes: dict[str, object], pointer: str, rule: str) -> None:
    report = check(orjson.dumps({**to_plain(samples.INVOICE), **changes}))
    assert (report.format, report.valid) == ("json", False)
    assert [(finding.rule, finding.pointer) for finding in report.findings] == [(rule, pointer)]

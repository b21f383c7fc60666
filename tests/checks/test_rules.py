"""Rulesets: declaring, gathering, and holding a document against them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pytest

from faktura.checks import Breach, Finding, Ruleset, Severity, check, fatal
from faktura.model import Invoice, Line, Totals
from faktura.model.json import from_plain

INVOICE = from_plain({"lines": [{"id": "1"}, {"quantity": "2"}, {"id": "3", "quantity": "3"}, {}]})


def rules() -> Ruleset:
    return Ruleset("test", "1", "https://example.com")


def two_on_lines_and_two_on_the_document() -> Ruleset:
    result = rules()

    @result.each("lines", "L-1", "Give the line an id.", "BT-126")
    def has_id(line: Line) -> Iterable[Breach]:
        return () if line.id else ("/id",)

    @result.rule("D-1", "Give the number.", "BT-1", severity=Severity.WARNING)
    def has_number(invoice: Invoice) -> Iterator[Breach]:
        if invoice.number is None:
            yield "/number"

    @result.each("lines", "L-2", "Give the line a quantity.", "BT-129")
    def has_quantity(line: Line) -> Iterator[Breach]:
        if line.quantity is None:
            yield "/quantity", f"Line {line.id} has no quantity."

    @result.rule("D-2", "Four lines are too many.", "BG-25")
    def few_lines(invoice: Invoice) -> Iterable[Breach]:
        return () if len(invoice.lines) < 4 else ("",)

    return result


def test_findings_come_in_the_order_of_the_rules_and_then_of_the_parts() -> None:
    found = check(INVOICE, two_on_lines_and_two_on_the_document())
    assert [(finding.rule, finding.pointer) for finding in found] == [
        ("L-1", "/lines/1/id"),
        ("L-1", "/lines/3/id"),
        ("D-1", "/number"),
        ("L-2", "/lines/0/quantity"),
        ("L-2", "/lines/3/quantity"),
        ("D-2", ""),
    ]


def test_a_rule_alone_says_the_same_as_within_its_set() -> None:
    ruleset = two_on_lines_and_two_on_the_document()
    alone = [finding for rule in ruleset.rules for finding in rule.findings(INVOICE)]
    assert alone == check(INVOICE, ruleset)


def test_a_finding_has_the_sentence_the_term_and_the_severity() -> None:
    found = check(INVOICE, two_on_lines_and_two_on_the_document())
    assert found[2] == Finding(
        rule="D-1", severity=Severity.WARNING, message="Give the number.", pointer="/number", term="BT-1"
    )
    assert found[3].message == "Line 1 has no quantity."
    assert found[3].term == "BT-129"
    assert found[5].term == "BG-25"
    assert [finding.rule for finding in fatal(found)] == ["L-1", "L-1", "L-2", "L-2", "D-2"]


def test_the_scheme_of_an_identifier_has_the_term_of_the_identifier() -> None:
    ruleset = rules()
    ruleset.rule("S-1", "Not this scheme.", "BT-29", "BT-46")(lambda invoice: ("/seller/identifiers/0/scheme",))
    assert [finding.term for finding in check(Invoice(), ruleset)] == ["BT-29"]


def test_a_finding_as_json_has_everything_that_an_error_shows() -> None:
    plain = check(INVOICE, two_on_lines_and_two_on_the_document())[2].to_plain()
    assert plain == {
        "pointer": "/number",
        "code": "D-1",
        "rule": "D-1",
        "term": "BT-1",
        "severity": "warning",
        "message": "Give the number.",
        "location": "",
    }


def test_a_document_without_parts_breaks_no_rule_on_them() -> None:
    found = check(Invoice(number="1"), two_on_lines_and_two_on_the_document())
    assert found == []


def test_an_id_is_taken_once() -> None:
    ruleset = two_on_lines_and_two_on_the_document()
    with pytest.raises(ValueError, match="D-1 is declared twice in test"):
        ruleset.rule("D-1", "Again.")
    with pytest.raises(ValueError, match="L-1 is declared twice"):
        ruleset.each("lines", "L-1", "Again.")


def test_a_rule_on_parts_that_the_model_does_not_have_is_refused() -> None:
    with pytest.raises(LookupError, match="'linse'"):
        rules().each("linse", "L-1", "Misspelt.")


def test_a_rule_that_is_declared_later_is_held_too() -> None:
    ruleset = rules()
    assert check(Invoice(), ruleset) == []
    ruleset.rule("D-9", "Nothing is right.")(lambda invoice: ("/number",))
    assert [finding.rule for finding in check(Invoice(), ruleset)] == ["D-9"]
    ruleset.rules = []
    assert check(Invoice(), ruleset) == []


def test_an_extended_set_has_all_rules_and_leaves_the_first_as_it_was() -> None:
    first, second = two_on_lines_and_two_on_the_document(), rules()
    second.rule("E-1", "One more.")(lambda invoice: ("/currency",))
    both = first.extended("both", "2", "https://example.com/2", second)
    assert [rule.id for rule in both.rules] == ["L-1", "D-1", "L-2", "D-2", "E-1"]
    assert len(first.rules) == 4
    assert (both.name, both.version, both.source) == ("both", "2", "https://example.com/2")


def test_severities_can_be_changed_for_some_ids() -> None:
    changed = two_on_lines_and_two_on_the_document().with_severity({"L-1": Severity.INFORMATION})
    severities = {finding.rule: finding.severity for finding in check(INVOICE, changed)}
    assert severities == {
        "L-1": Severity.INFORMATION,
        "D-1": Severity.WARNING,
        "L-2": Severity.FATAL,
        "D-2": Severity.FATAL,
    }


def test_tests_compute_without_rounding_in_silence() -> None:
    ruleset = rules()
    seen: list[Decimal] = []

    @ruleset.each("totals", "T-1", "Never broken.")
    def remember(totals: Totals) -> Iterable[Breach]:
        assert totals.amount_due is not None
        seen.append(totals.amount_due * totals.amount_due)
        return ()

    invoice = from_plain({"totals": {"amount_due": "123456789012345.0123456789"}})
    exact = 1234567890123450123456789**2
    check(invoice, ruleset)
    assert list(ruleset.rules[0].findings(invoice)) == []
    assert [int(str(product).replace(".", "")) for product in seen] == [exact, exact]

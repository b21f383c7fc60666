"""CIUS-PT: every rule of the artefact is told or listed as not checked, and each fatal one has a case."""

import re
from importlib import resources
from pathlib import Path

from checks.case_files import cases
from faktura.checks import Severity, hold
from faktura.source import UBL, document, parse
from faktura.specifications.cius_pt import NOT_CHECKED, SPECIFICATIONS, notes, unused
from faktura.specifications.cius_pt.formats import FORMATS
from faktura.specifications.cius_pt.presence import PRESENCE
from faktura.specifications.cius_pt.ubl import BOOK
from faktura.specifications.cius_pt.vat import FAMILIES
from faktura.specifications.en16931.ubl.unused import UNUSED as UNUSED_IN_CORE

# CIUS-PT 2.1.1 names this many rules; the fatal ones are of this number.
OFFICIAL, FATAL = 1154, 451
TOO_BIG_TO_KEEP = "DT-CIUS-PT-111.2"
ID = re.compile(r'"((?:BR|BR-CO|BR-CIUS-PT|BR-E|DT-CIUS-PT|UBL-SR|UBL-DT)-[0-9]+(?:[_.][0-9a-z]+)?)"')
# Of these, the exempt category has its rules by other numbers, or not at all.
_OF_FAMILY = ("01", "02", "03", "04", "05", "06", "07", "10")


def told() -> set[str]:
    """The ids that the tables and the code name."""
    folder = resources.files("faktura.specifications.cius_pt")
    files = [file for file in folder.iterdir() if file.name.endswith(".py") and file.name != "__init__.py"]
    named = {rule for file in files for rule in ID.findall(file.read_text("utf-8"))}
    tables = {row.rule for row in FORMATS} | {row.rule for row in PRESENCE} | set(unused.UNUSED)
    attributes = {rule for rule, place in UNUSED_IN_CORE.items() if place.startswith("//@")} - unused.LATER
    families = {f"{family.name}-{number}" for family in FAMILIES for number in _OF_FAMILY}
    return (named | tables | attributes | families | set(notes.texts()) | {"UBL-DT-18"}) - BOOK.silent


def test_every_rule_of_the_artefact_is_told_or_listed() -> None:
    assert len(told() | set(NOT_CHECKED)) == OFFICIAL
    assert not told() & set(NOT_CHECKED)
    assert told() <= set(BOOK.catalogue())


def test_every_fatal_rule_has_a_case() -> None:
    texts = BOOK.catalogue()
    fatal = {rule for rule in told() if texts[rule].severity is Severity.FATAL} - {"UBL-DT-06", "UBL-DT-07"}
    assert len(fatal) + len({"UBL-DT-06", "UBL-DT-07"} | set(NOT_CHECKED)) == FATAL
    covered = {case.rule for case in cases(Path(__file__).parent / "cases")}
    assert fatal - covered == {TOO_BIG_TO_KEEP}


def test_an_attached_document_may_be_too_big() -> None:
    content = b"""<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
      xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
      xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
      <cac:AdditionalDocumentReference><cac:Attachment>
      <cbc:EmbeddedDocumentBinaryObject>%s</cbc:EmbeddedDocumentBinaryObject>
      </cac:Attachment></cac:AdditionalDocumentReference></Invoice>"""
    for signs, expected in ((6_826_666, False), (6_826_667, True)):
        findings = hold(document(parse(content % (b"A" * signs)), UBL), (BOOK,))
        assert any(finding.rule == TOO_BIG_TO_KEEP for finding in findings) is expected


def test_the_texts_are_complete() -> None:
    for rule, text in BOOK.catalogue().items():
        assert text.id == rule
        assert text.message


def test_there_is_one_specification() -> None:
    (specification,) = SPECIFICATIONS
    assert specification.name == "cius-pt"
    assert set(specification.books) == {"ubl"}

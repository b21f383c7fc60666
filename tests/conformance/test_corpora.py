"""Foreign UBL documents: they are read, written again as valid as they were, and judged as the official rules do.

The floors are what was measured when they were set. They only rise.
"""

import csv

import pytest

from faktura.checks import check
from faktura.formats.ubl import UnreadableDocument, read, write
from faktura.sockets import RenderOptions

from . import official
from .corpora import FORMATS, OFFICIAL, RULES, Agreement, documents

pytestmark = pytest.mark.conformance

SPECIFICATIONS = ("en16931", "peppol")
NATIONAL = ("xrechnung", "nlcius", "cius-ro", "cius-pt", "peppol-sb", "ublbe")
"""Specifications that narrow EN 16931: here their documents are judged by the rules of EN 16931 alone."""

AGREEMENT_MIN = {
    "model alone, EN 16931 and Peppol": 1.0,
    "model alone, national": 0.81,
    "model alone, single rules": 0.969,
}


def row(name: str, documents_seen: int, agreeing: int, accepts: int, refusals: int) -> None:
    official.note(
        f"{name:<33} documents {documents_seen:>4}  agreeing {agreeing:>4}"
        f"  false accepts {accepts:>3}  false refusals {refusals:>3}"
    )


def test_no_foreign_document_breaks_the_reader():
    folder = official.corpora()
    if folder is None:
        return
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        paths = [folder / line["path"] for line in csv.DictReader(manifest) if line["format"] in FORMATS]
    refused = []
    for path in paths:
        try:
            invoice, _ = read(path.read_bytes())
        except UnreadableDocument as why:
            refused.append(f"{path.relative_to(folder)}: {why}")
        else:
            write(invoice, RenderOptions())
    official.report("reading", {"documents": len(paths), "refused": refused})
    assert refused == []


@pytest.mark.parametrize(
    ("name", "profiles", "judged_as"),
    [("model alone, EN 16931 and Peppol", SPECIFICATIONS, ""), ("model alone, national", NATIONAL, "en16931")],
)
def test_verdicts_agree_with_the_official_ones(name, profiles, judged_as):
    agreement = Agreement()
    for document in documents("full", *profiles, judged_as=judged_as):
        agreement.add(document.name, document.official().fatal_ids, document.read()[1])
    if not agreement.documents:
        return
    official.report(name, agreement.to_plain())
    row(
        name,
        agreement.documents,
        agreement.agreeing,
        len(agreement.false_accepts),
        len(agreement.false_refusals),
    )
    if agreement.only_official:
        official.note(f"  only the official rules report: {dict(agreement.only_official.most_common())}")
    assert agreement.agreeing >= AGREEMENT_MIN[name] * agreement.documents
    assert agreement.false_refusals == []
    assert not agreement.only_ours


def test_rules_agree_with_the_official_unit_tests():
    agreement = Agreement()
    for document in documents("fragment", *SPECIFICATIONS):
        rules = RULES[document.profile]
        invoice, findings = read(document.content)
        fired = {finding.rule for finding in (*findings, *check(invoice, rules))}
        for rule in rules.rules:
            if rule.id in document.expect_fire | document.expect_not_fire:
                expected = {rule.id} & document.expect_fire
                agreement.add(f"{rule.id}: {document.name}", expected, fired & {rule.id})
    if not agreement.documents:
        return
    official.report("model alone, single rules", agreement.to_plain())
    row(
        "model alone, single rules",
        agreement.documents,
        agreement.agreeing,
        len(agreement.false_accepts),
        len(agreement.false_refusals),
    )
    assert agreement.agreeing >= AGREEMENT_MIN["model alone, single rules"] * agreement.documents


def test_a_valid_document_is_still_valid_when_we_write_it_again():
    seen, broken = 0, {}
    both = (*documents("full", *SPECIFICATIONS), *documents("full", *NATIONAL, judged_as="en16931"))
    for document in both:
        if document.official().valid:
            seen += 1
            content = write(read(document.content)[0], RenderOptions()).content
            errors = official.schema_errors(content) or sorted(OFFICIAL[document.profile](content).fatal_ids)
            if errors:
                broken[document.name] = errors
    if seen:
        official.report("written again", {"documents": seen, "no_longer_valid": broken})
        official.note(f"Of {seen} valid foreign documents, {seen - len(broken)} are valid after we wrote them again.")
    assert broken == {}

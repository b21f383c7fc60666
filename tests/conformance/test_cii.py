"""CII before the official validators: what we write is valid, and foreign documents stay as valid as they were."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from faktura.formats import cii, ubl
from faktura.model import Invoice, PaymentInstructions
from faktura.sockets import RenderOptions

from . import official, official_cii
from .corpora import FORMATS
from .invoices import INVOICES

pytestmark = pytest.mark.conformance

OPTIONS = RenderOptions()


def corpus(*formats: str, **wanted: str) -> Iterator[Path]:
    """The manifest's documents in one of the formats, whose columns say what is wanted."""
    folder = official.corpora()
    if folder is None:
        return
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest):
            if row["format"] in formats and all(row[column] == value for column, value in wanted.items()):
                yield folder / row["path"]


@pytest.mark.parametrize("name", INVOICES)
def test_a_written_invoice_is_valid(name):
    invoice = INVOICES[name]
    content = cii.write(invoice, OPTIONS).content
    assert official_cii.schema_errors(content) == []
    verdict = official_cii.en16931(content)
    if verdict is not None:
        assert verdict.fatal == ()
        assert verdict.warning == ()
    assert cii.read(content) == (invoice, [])


def test_the_second_opinion_does_object():
    content = cii.write(INVOICES["domestic, two rates"], OPTIONS).content
    assert official_cii.schema_errors(content.replace(b"ram:TypeCode>", b"ram:Typecode>")) != []
    wrong_sum = content.replace(b">1273.28<", b">1273.29<")
    assert wrong_sum != content
    verdict = official_cii.en16931(wrong_sum)
    if verdict is not None:
        assert "BR-CO-15" in verdict.fatal_ids
        official.note(f"Second opinion on CII: schemas D22B and D16B, CEN EN16931-CII {official_cii.EN16931_VERSION}.")


def test_no_foreign_document_breaks_the_reader():
    refused, seen = [], 0
    for path in corpus("cii"):
        seen += 1
        try:
            invoice, _ = cii.read(path.read_bytes())
        except cii.UnreadableDocument as why:
            refused.append(f"{path.name}: {why}")
        else:
            cii.write(invoice, OPTIONS)
    official.report("reading CII", {"documents": seen, "refused": refused})
    assert refused == []


def test_a_valid_document_is_still_valid_when_we_write_it_again():
    seen, broken = 0, {}
    for path in corpus("cii", kind="full", oracle_verdict="valid"):
        original = path.read_bytes()
        before = official_cii.en16931(original)
        if before is None or not before.valid or official_cii.schema_errors(original):
            continue
        seen += 1
        invoice, _ = cii.read(original)
        content = cii.write(invoice, OPTIONS).content
        after = official_cii.en16931(content)
        errors = official_cii.schema_errors(content) or sorted(after.fatal_ids if after else ())
        if errors:
            broken[path.name] = errors
        # Once written by us, it is the same invoice for ever.
        assert cii.read(cii.write(cii.read(content)[0], OPTIONS).content) == cii.read(content)
    if seen:
        official.report("CII written again", {"documents": seen, "no_longer_valid": broken})
        official.note(
            f"Of {seen} valid foreign CII documents, {seen - len(broken)} are valid after we wrote them again."
        )
    assert broken == {}


def joined(instructions: tuple[PaymentInstructions, ...]) -> tuple[PaymentInstructions, ...]:
    """Neighbours that say the same but for their accounts are one instruction; one reference holds for all."""
    reference = next((one.remittance_information for one in instructions if one.remittance_information), None)
    found: list[PaymentInstructions] = []
    for each in instructions:
        one = replace(each, remittance_information=reference)
        if found and replace(one, credit_transfers=()) == replace(found[-1], credit_transfers=()):
            one = replace(one, credit_transfers=(*found.pop().credit_transfers, *one.credit_transfers))
        found.append(one)
    return tuple(found)


def in_the_form_of_cii(invoice: Invoice) -> Invoice:
    """Identifiers without a scheme stand first, what is said once of the payment holds for all of it, and a discount
    stands beside a gross price."""
    parties = {
        name: replace(party, identifiers=tuple(sorted(party.identifiers, key=lambda one: bool(one.scheme))))
        for name in ("seller", "buyer")
        if (party := getattr(invoice, name)) is not None
    }
    lines = tuple(
        replace(line, gross_price=line.unit_price + line.price_discount)
        if line.gross_price is None and line.unit_price is not None and line.price_discount is not None
        else line
        for line in invoice.lines
    )
    return replace(invoice, **parties, lines=lines, payment_instructions=joined(invoice.payment_instructions))


def test_ubl_through_cii_stays_the_same_invoice():
    seen, changed = 0, {}
    for profile in ("en16931", "peppol", "xrechnung"):
        for path in corpus(*FORMATS, kind="full", oracle_profile=profile, oracle_verdict="valid"):
            seen += 1
            invoice = in_the_form_of_cii(ubl.read(path.read_bytes())[0])
            back, findings = cii.read(cii.write(invoice, OPTIONS).content)
            if back != invoice or findings:
                changed[path.name] = [finding.message for finding in findings]
    if seen:
        official.report("UBL through CII", {"documents": seen, "changed": changed})
        official.note(f"Of {seen} valid UBL documents, {seen - len(changed)} are the same invoice after a way as CII.")
    assert changed == {}

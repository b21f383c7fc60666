"""Factur-X before the official validators: what we write is valid in every profile, foreign PDFs are opened."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from faktura.formats import cii, facturx
from faktura.formats.facturx import Profile, ProfileTooSmall, UnreadableDocument
from faktura.formats.facturx.metadata import NAMESPACE
from faktura.model import Invoice
from faktura.sockets import Branding, RenderOptions
from faktura.templates.draw import page_drawer
from faktura.templates.starter import starter
from formats.samples import every_term

from . import official, official_facturx
from .invoices import INVOICES

pytestmark = pytest.mark.conformance

OPTIONS = RenderOptions()
WITHOUT_ROUNDING = (Profile.BASIC, Profile.BASIC_WL)
# EXTENDED allows VAT to differ from taxable amount times rate by a hundredth for each line; whole yen differ by more.
RULES_OF_CONTENT = {("yen", Profile.EXTENDED): {"BR-FXEXT-S-09b"}}
# The schemas demand the element of the delivery, which has nothing to say here: this rule warns of it.
EMPTY_ELEMENTS = {"PEPPOL-EN16931-R008", "FX-SCH-A-000372"}


def is_too_large(invoice: Invoice, profile: Profile) -> bool:
    return profile in WITHOUT_ROUNDING and bool(invoice.totals and invoice.totals.rounding_amount)


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("name", INVOICES)
def test_a_written_invoice_is_valid_in_every_profile(name, profile):
    invoice = INVOICES[name]
    if is_too_large(invoice, profile):
        with pytest.raises(ProfileTooSmall):
            facturx.write(invoice, OPTIONS, profile)
        return
    content = facturx.write(invoice, OPTIONS, profile).content
    hybrid = facturx.extract(content)
    assert hybrid.notes == ()
    assert official_facturx.schema_errors(hybrid.xml, profile) == []
    verdict = official_facturx.rules(hybrid.xml, profile)
    assert verdict.fatal_ids == RULES_OF_CONTENT.get((name, profile), set())
    if profile is not Profile.EXTENDED:
        assert {rule for rule, _ in verdict.warning} <= EMPTY_ELEMENTS
    assert facturx.read(content) == (facturx.reduce(invoice, profile), [])


@pytest.mark.parametrize("type_code", ["380", "381"])
@pytest.mark.parametrize("profile", Profile)
def test_no_term_is_written_that_a_profile_does_not_know(profile, type_code):
    whole = every_term(type_code)
    assert whole.totals is not None
    invoice = replace(
        whole,
        totals=replace(whole.totals, rounding_amount=None),
        payment_instructions=whole.payment_instructions[:1],
    )
    content = cii.write(facturx.reduce(invoice, profile), OPTIONS).content
    assert official_facturx.schema_errors(content, profile) == []
    sentences = [sentence for _, sentence in official_facturx.rules(content, profile).fatal]
    assert [sentence for sentence in sentences if "marked as not used" in sentence] == []


def test_the_second_opinion_does_object():
    invoice = INVOICES["every reference"]
    whole = cii.write(invoice, OPTIONS).content
    for profile in (Profile.MINIMUM, Profile.BASIC_WL, Profile.BASIC):
        assert official_facturx.schema_errors(whole, profile) != []
        assert official_facturx.rules(whole, profile).fatal != ()
    totals = replace(INVOICES["card"].totals, amount_due=Decimal(1))
    wrong = facturx.extract(facturx.write(replace(INVOICES["card"], totals=totals), OPTIONS).content).xml
    assert official_facturx.rules(wrong, Profile.EN16931).fatal_ids == {"BR-CO-16"}
    official.note(f"Second opinion on the XML of Factur-X: {official_facturx.source()}.")


OF_MUSTANG = (
    *(("domestic, two rates", profile) for profile in Profile),
    ("every reference", Profile.EN16931),
    ("every reference", Profile.MINIMUM),
    ("credit note", Profile.EXTENDED),
    ("three hundred lines", Profile.EN16931),
)


@pytest.mark.parametrize(("name", "profile"), OF_MUSTANG)
def test_mustang_and_verapdf_find_a_valid_hybrid_pdf(name, profile, tmp_path):
    options = RenderOptions(language="de", branding=Branding(colour="#7a1f5f"), pay_url="https://example.com/p/1")
    report = official_facturx.mustang(facturx.write(INVOICES[name], options, profile).content, tmp_path)
    if report is not None:
        assert report.is_pdf_a_3b, report.text
        assert report.is_valid, report.text
        official.note(f"Second opinion on hybrid PDFs: Mustang {official_facturx.MUSTANG_VERSION} with veraPDF.")


def test_a_page_of_somebodys_own_is_a_valid_hybrid_pdf_too(tmp_path):
    """A template with a logo, links and pictures of its own; and one that can't be read aloud."""
    source = starter("pdf").source or ""
    linked = (
        source
        + "\n#link(<end>)[End] #block[The end] <end>\n#rect(fill: gradient.linear(red, blue.transparentize(50%)))"
    )
    silent = source + "\n#image(bytes(data.payment.code), width: 10mm)"
    for number, own in enumerate((source, linked, silent)):
        options = RenderOptions(language="de", branding=Branding(colour="#7a1f5f"), page=page_drawer(own))
        content = facturx.write(INVOICES["domestic, two rates"], options).content
        (tmp_path / str(number)).mkdir()
        report = official_facturx.mustang(content, tmp_path / str(number))
        if report is not None:
            assert report.is_pdf_a_3b, report.text
            assert report.is_valid, report.text
            official.note(
                f"Second opinion on pages of templates: Mustang {official_facturx.MUSTANG_VERSION} with veraPDF."
            )


def test_mustang_does_object(tmp_path):
    content = facturx.write(INVOICES["card"], OPTIONS).content
    report = official_facturx.mustang(content.replace(b"<fx:Version>1.0<", b"<fx:Version>9.9<"), tmp_path)
    if report is not None:
        assert not report.is_valid
        broken = content.replace(NAMESPACE.encode() + b"</pdfaSchema", b"x" * len(NAMESPACE) + b"</pdfaSchema")
        other = official_facturx.mustang(broken, tmp_path)
        assert other is not None
        assert not other.is_pdf_a_3b


def foreign() -> Iterator[tuple[dict[str, str], Path]]:
    """The corpora's PDFs, each with its row of the manifest."""
    folder = official.corpora()
    if folder is None:
        return
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest):
            if row["kind"] == "pdf":
                yield row, folder / row["path"]


def test_foreign_pdfs_are_opened_or_refused_with_a_sentence():
    opened, refused = {}, {}
    for row, path in foreign():
        try:
            hybrid = facturx.extract(path.read_bytes())
        except UnreadableDocument as why:
            assert row["format"] == "pdf-no-xml", path.name
            refused[path.name] = str(why)
            continue
        assert row["format"] == "hybrid-pdf", path.name
        assert hybrid.file_name.casefold().endswith(".xml")
        assert hybrid.profile
        # The corpora hold the XML of some, taken out by other software.
        twin = path.parents[1] / "cii" / f"{path.name}.extracted.xml"
        if twin.is_file():
            assert hybrid.xml == twin.read_bytes()
        opened[path.name] = [finding.rule for finding in hybrid.notes]
        if etree.QName(etree.fromstring(hybrid.xml)).localname == "CrossIndustryDocument":
            with pytest.raises(UnreadableDocument, match=r"ZUGFeRD 1\.0"):
                facturx.read(path.read_bytes())
        else:
            assert facturx.read(path.read_bytes())[0].number
    official.report("hybrid PDFs", {"opened": opened, "refused": refused})
    if opened:
        official.note(f"Of {len(opened) + len(refused)} foreign PDFs, {len(opened)} were opened.")
        assert {name for name, notes in opened.items() if notes} == set()

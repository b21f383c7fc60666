"""A document in another form, and what is told of it."""

from dataclasses import replace

import orjson
import pytest

from faktura.documents import NotConvertible, check, convert, find_target, read_document, targets
from faktura.documents.content import name_of, said_by
from faktura.formats import ubl
from faktura.model import Note, SupportingDocument
from faktura.model.json import to_plain
from formats import samples as others

from . import samples

READABLE = [name for name in targets() if name != "pdf"]


@pytest.mark.parametrize("to", READABLE)
@pytest.mark.parametrize("form", samples.FORMS)
def test_from_every_form_to_every_form(form: str, to: str) -> None:
    converted = convert(samples.FORMS[form], to)
    assert converted.report is not None
    before, _ = read_document(samples.FORMS[form])
    after, _ = read_document(converted.content)
    changed = {"/specification", "/business_process"}
    lost = {pointer for pointer, _ in said_by(before) - said_by(after)} - changed
    assert lost <= {finding.pointer for finding in converted.lost}
    assert not lost


@pytest.mark.parametrize("to", ["ubl", "cii", "json", "facturx"])
def test_what_is_written_is_checked_by_the_rules_that_it_names(to: str) -> None:
    converted = convert(samples.UBL, to)
    assert converted.report == check(converted.content)
    assert converted.good
    wrong = convert(samples.WRONG_TOTAL, to)
    assert not wrong.good
    assert "BR-CO-16" in {finding.rule for finding in wrong.findings}


def test_the_same_document_gives_the_same_bytes() -> None:
    for to in targets():
        assert convert(samples.UBL, to).content == convert(samples.UBL, to).content


def test_what_a_pdf_does_not_say_is_named_with_the_reason() -> None:
    converted = convert(samples.UBL, "pdf")
    assert (converted.media_type, converted.report) == ("application/pdf", None)
    assert converted.content.startswith(b"%PDF-")
    told = {finding.term: finding for finding in converted.lost}
    assert "BT-24" in told
    assert samples.CORE in told["BT-24"].message
    assert told["BT-24"].severity == "warning"


def test_what_the_reader_could_not_read_is_told() -> None:
    unknown = "<x:Own xmlns:x='urn:example:own'>1</x:Own><cbc:CustomizationID>"
    converted = convert(samples.changed(samples.UBL, ("<cbc:CustomizationID>", unknown)), "cii")
    assert "ubl_unknown_element" in {finding.rule for finding in converted.read}
    assert converted.good


def test_a_value_that_finds_no_place_is_named() -> None:
    # A blank text is no element in UBL, though our JSON takes it.
    invoice = replace(samples.INVOICE, notes=(Note(text="  "),), buyer_reference=" ")
    converted = convert(orjson.dumps(to_plain(invoice)), "ubl")
    assert {finding.term for finding in converted.lost} == {"BT-10", "BT-22"}


@pytest.mark.parametrize("to", ["xrechnung-ubl", "xrechnung-cii"])
def test_a_target_that_names_a_specification_sets_it_and_says_so(to: str) -> None:
    bare = samples.changed(samples.UBL, (f"<cbc:ProfileID>{others.BILLING}</cbc:ProfileID>", ""))
    converted = convert(bare, to)
    assert converted.report is not None
    assert converted.report.specification == "xrechnung-3"
    assert [finding.term for finding in converted.changed] == ["BT-24", "BT-23"]
    assert samples.CORE in converted.changed[0].message
    again = convert(converted.content, to)
    assert again.changed == ()
    assert again.content == converted.content


def test_targets_that_do_not_exist_are_refused_with_those_that_do() -> None:
    for wrong in ("fatturapa", "", "UBL"):
        with pytest.raises(LookupError, match="there are json, ubl, cii"):
            find_target(wrong)
    with pytest.raises(LookupError, match="no profile"):
        find_target("ubl", "basic")
    with pytest.raises(LookupError, match="no profile"):
        convert(samples.UBL, "facturx", profile="huge")


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "document_unreadable"),
        (b"<Rechnung/>", "document_unsupported"),
        (b'{"number": 5}', "string_expected"),
        (b'{"customer": {}}', "document_unsupported"),
    ],
)
def test_what_cannot_be_read_cannot_be_converted(content: bytes, rule: str) -> None:
    with pytest.raises(NotConvertible) as refused:
        convert(content, "ubl")
    assert rule in {finding.rule for finding in refused.value.findings}


def test_names_of_terms() -> None:
    assert name_of("/lines/-/net_amount") == ("BT-131", "Invoice line net amount")
    assert name_of("/seller/identifiers/-/value")[0] == "BT-29"


def test_attachments_come_along() -> None:
    document = SupportingDocument(reference="A", content="UmVjaG51bmc=", media_type="text/csv", file_name="a.csv")
    content = ubl.write(replace(samples.INVOICE, supporting_documents=(document,)), samples.OPTIONS).content
    for to in ("cii", "json", "facturx"):
        assert read_document(convert(content, to).content)[0].supporting_documents == (document,)

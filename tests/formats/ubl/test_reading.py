"""What a foreign document says beyond the model is reported with its place, never dropped in silence."""

from datetime import date
from decimal import Decimal

import pytest

from faktura.checks import Severity
from faktura.formats.mapping.reading import FINDINGS_MAX
from faktura.formats.ubl import UnreadableDocument, read, write
from faktura.model import Identifier, Note
from faktura.sockets import RenderOptions
from formats import samples

HEAD = (
    '<?xml version="1.0"?>\n<i:Invoice xmlns:i="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"'
    ' xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"'
    ' xmlns="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">\n'
)


def read_body(body: str):
    return read(f"{HEAD}{body}\n</i:Invoice>".encode())


def only(findings):
    (finding,) = findings
    return finding


def test_any_prefix_is_read():
    body = "<ID>7</ID><a:OrderReference><ID>PO</ID></a:OrderReference>"
    invoice, findings = read_body(body)
    assert (invoice.number, invoice.purchase_order_reference, findings) == ("7", "PO", [])


@pytest.mark.parametrize(
    ("body", "rule", "place"),
    [
        ("<ID>7</ID>\n<Colour>red</Colour>", "ubl_unknown_element", "/Invoice/cbc:Colour (line 4)"),
        ('<x xmlns="urn:x">1</x>', "ubl_unknown_element", "/Invoice/{urn:x}x (line 3)"),
        ("<ID>7<b/></ID>", "ubl_unknown_element", "/Invoice/cbc:ID/cbc:b (line 3)"),
        ('<ID colour="red">7</ID>', "ubl_unknown_attribute", "/Invoice/cbc:ID (line 3)"),
        ("<ID>7</ID><ID>8</ID>", "ubl_repeated_element", "/Invoice/cbc:ID[2] (line 3)"),
        ("<a:Delivery/>", "ubl_empty_element", "/Invoice/cac:Delivery (line 3)"),
        ("<ID> </ID>", "ubl_empty_element", "/Invoice/cbc:ID (line 3)"),
        ("lost <ID>7</ID>", "ubl_unknown_text", "/Invoice (line 2)"),
        (
            "<DocumentCurrencyCode>EUR</DocumentCurrencyCode><ID>7</ID>",
            "ubl_element_order",
            "/Invoice/cbc:ID (line 3)",
        ),
        ("<UBLVersionID>2.4</UBLVersionID>", "ubl_unexpected_value", "/Invoice/cbc:UBLVersionID (line 3)"),
        ("<IssueDate>23.11.2026</IssueDate>", "ubl_value_unreadable", "/Invoice/cbc:IssueDate (line 3)"),
        (
            '<a:LegalMonetaryTotal><PayableAmount currencyID="USD">1</PayableAmount></a:LegalMonetaryTotal>',
            "ubl_currency_differs",
            "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount (line 3)",
        ),
        (
            "<a:AllowanceCharge><ChargeIndicator>maybe</ChargeIndicator></a:AllowanceCharge>",
            "ubl_unknown_element",
            "/Invoice/cac:AllowanceCharge (line 3)",
        ),
        (
            "<a:PaymentMeans><PaymentMeansCode>30</PaymentMeansCode><PaymentDueDate>2026-12-01</PaymentDueDate>"
            "</a:PaymentMeans>",
            "ubl_unknown_element",
            "/Invoice/cac:PaymentMeans/cbc:PaymentDueDate (line 3)",
        ),
    ],
)
def test_what_has_no_place_is_reported_with_its_place(body, rule, place):
    finding = only(read_body(body)[1])
    assert (finding.rule, finding.location) == (rule, place)
    assert finding.message.endswith(".")


@pytest.mark.parametrize("number", ["1,50", "1E3", "", "one", "1.2.3", "9" * 41, "NaN", "∞"])
def test_a_number_that_cannot_be_read_is_fatal_and_names_its_term(number):
    body = f"<a:InvoiceLine><InvoicedQuantity>{number}</InvoicedQuantity></a:InvoiceLine>"
    invoice, findings = read_body(body)
    assert invoice.lines[0].quantity is None
    finding = only(findings)
    if number:
        assert (finding.rule, finding.severity) == ("ubl_value_unreadable", Severity.FATAL)
        assert (finding.pointer, finding.term) == ("/lines/0/quantity", "BT-129")
    else:
        assert finding.rule == "ubl_empty_element"


@pytest.mark.parametrize(
    ("text", "number"), [(" +01.50\n", "1.50"), ("-.5", "-0.5"), ("5.", "5"), ("-0.00", "0.00"), ("0", "0")]
)
def test_every_spelling_of_a_decimal_is_read(text, number):
    body = f"<a:InvoiceLine><InvoicedQuantity>{text}</InvoicedQuantity></a:InvoiceLine>"
    quantity = read_body(body)[0].lines[0].quantity
    assert str(quantity) == str(Decimal(number))


def test_a_day_with_a_time_zone_is_the_day_as_written():
    assert read_body("<IssueDate>2026-11-23+01:00</IssueDate>")[0].issue_date == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("#AAI#text", Note(text="text", subject_code="AAI")),
        ("#AAI#", Note(subject_code="AAI")),
        ("#1 in town", Note(text="#1 in town")),
        ("#ab# x", Note(text="#ab# x")),
    ],
)
def test_a_subject_code_is_told_from_the_text(text, note):
    assert read_body(f"<Note>{text}</Note>")[0].notes == (note,)


def test_document_references_are_told_apart_by_their_type():
    reference = "<a:AdditionalDocumentReference><ID{0}>{1}</ID>{2}</a:AdditionalDocumentReference>"
    body = (
        reference.format(' schemeID="ABT"', "obj", "<DocumentTypeCode>130</DocumentTypeCode>")
        + reference.format("", "file", "")
        + reference.format("", "more", "<DocumentTypeCode>916</DocumentTypeCode>")
    )
    invoice, findings = read_body(body)
    assert invoice.invoiced_object == Identifier(value="obj", scheme="ABT")
    assert [document.reference for document in invoice.supporting_documents] == ["file", "more"]
    assert only(findings).location.startswith("/Invoice/cac:AdditionalDocumentReference[3]/cbc:DocumentTypeCode")


def test_a_creditor_identifier_without_direct_debit_is_reported():
    party = '<a:PartyIdentification><ID schemeID="SEPA">DE98</ID></a:PartyIdentification>'
    body = f"<a:AccountingSupplierParty><a:Party>{party}</a:Party></a:AccountingSupplierParty>"
    invoice, findings = read_body(body)
    assert invoice.seller is not None
    assert invoice.seller.identifiers == ()
    assert only(findings).rule == "ubl_value_without_place"


def test_a_sign_of_nothing_is_read_as_nothing_only_beside_what_it_serves():
    order = "<a:OrderReference><ID>NA</ID>{}</a:OrderReference>"
    assert read_body(order.format("<SalesOrderID>S</SalesOrderID>"))[0].purchase_order_reference is None
    assert read_body(order.format(""))[0].purchase_order_reference == "NA"


@pytest.mark.parametrize(("sample", "type_code"), [(samples.INVOICE, b"381"), (samples.CREDIT_NOTE, b"380")])
def test_a_type_code_must_fit_the_root(sample, type_code):
    content = write(sample, RenderOptions()).content
    own = (sample.type_code or "").encode()
    changed = content.replace(b"TypeCode>" + own, b"TypeCode>" + type_code)
    finding = only(read(changed)[1])
    assert (finding.rule, finding.term, finding.severity) == ("BR-CL-01", "BT-3", Severity.FATAL)


def test_findings_are_bounded():
    _, findings = read_body("<Colour/>" * (FINDINGS_MAX + 100))
    assert len(findings) == FINDINGS_MAX + 1
    assert findings[-1].rule == "ubl_findings_cut"


def test_another_document_is_refused_by_name():
    with pytest.raises(UnreadableDocument, match=r"is a \{urn:x\}Order"):
        read(b'<Order xmlns="urn:x"/>')


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_comments_and_instructions_are_no_content(line_break):
    body = line_break.join(["<ID>4<!-- not -->2<?not this?></ID>", "<!-- nothing -->"])
    invoice, findings = read_body(body)
    assert (invoice.number, findings) == ("42", [])

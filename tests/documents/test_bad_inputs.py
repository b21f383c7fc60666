"""What strangers send, by accident or on purpose: a finding each, soon, and never an exception."""

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faktura.documents import check
from faktura.source.safe_xml import BYTES_MAX, DEPTH_MAX, ELEMENTS_MAX
from faktura.source.tree import PATH_LENGTH_MAX, PATHS_MAX
from formats.facturx.samples import Handmade

from . import samples

UBL_2 = "urn:oasis:names:specification:ubl:schema:xsd:"
ROOT = (
    f'<Invoice xmlns="{UBL_2}Invoice-2" xmlns:cbc="{UBL_2}CommonBasicComponents-2" '
    f'xmlns:cac="{UBL_2}CommonAggregateComponents-2">'
)
END = "</Invoice>"
ATTRIBUTES = " ".join(f"a{n}=''" for n in range(100_000))
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE Invoice [<!ENTITY a0 "ha">{LAUGHS}]>{ROOT}<cbc:ID>&a9;</cbc:ID>{END}'
EXTERNAL = f'<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]>{ROOT}<cbc:ID>&x;</cbc:ID>{END}'
BARE = samples.UBL.decode().partition("?>")[2]

UNREADABLE = {
    "empty": b"",
    "blank": b" \r\n\t ",
    "binary": bytes(range(256)) * 4,
    "zeros": bytes(1000),
    "text": b"Dear customer, please find attached",
    "truncated": samples.UBL[:-50],
    "truncated in a tag": samples.UBL[:200],
    "only a declaration": b"<?xml version='1.0'?>",
    "only a mark": b"\xef\xbb\xbf",
    "doctype": f"<!DOCTYPE Invoice>{BARE}".encode(),
    "external doctype": f'<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/x.dtd">{BARE}'.encode(),
    "bomb": BOMB.encode(),
    "external entity": EXTERNAL.encode(),
    "unknown entity": f"{ROOT}&nobody;{END}".encode(),
    "utf-7": f'<?xml version="1.0" encoding="UTF-7"?>{BARE}'.encode(),
    "utf-7 itself": f'<?xml version="1.0" encoding="UTF-7"?>{BARE}'.encode("utf-7"),
    "utf-32": BARE.encode("utf-32"),
    "utf-16 without a mark": BARE.encode("utf-16-le"),
    "declared otherwise": f'<?xml version="1.0" encoding="UTF-8"?>{BARE}'.encode("latin-1"),
    "declared as UTF-16": f'<?xml version="1.0" encoding="UTF-16"?>{BARE}'.encode(),
    "ebcdic": BARE.encode("cp037", "replace"),
    "duplicate attribute": f'{ROOT}<cbc:ID a="1" a="2"/>{END}'.encode(),
    "undeclared prefix": f"{ROOT}<xyz:ID/>{END}".encode(),
    "two roots": f"{ROOT}{END}{ROOT}{END}".encode(),
    "control character": f"{ROOT}<cbc:ID>\x01</cbc:ID>{END}".encode(),
    "deep": f"{ROOT}{'<cac:Party>' * 10_000}{'</cac:Party>' * 10_000}{END}".encode(),
    "a little too deep": f"{ROOT}{'<cac:Party>' * DEPTH_MAX}{'</cac:Party>' * DEPTH_MAX}{END}".encode(),
    "a million elements": f"{ROOT}{'<cbc:Note/>' * 1_000_000}{END}".encode(),
    "too many kinds": f"{ROOT}{''.join(f'<cbc:A{n}/>' for n in range(PATHS_MAX + 1))}{END}".encode(),
    "long names": f"{ROOT}<cbc:{'A' * PATH_LENGTH_MAX}/>{END}".encode(),
    "too long": b"<a>" + b" " * BYTES_MAX,
    "deep json": b'{"lines":' * 100_000,
    "half json": b'{"lines": [',
    "no pdf": b"%PDF-1.7\nnothing",
    "pdf without an invoice": Handmade(files={"hours.xml": b"<a/>"}).content(),
    "encrypted pdf": Handmade(trailer=b"/Encrypt<</Filter/Standard/V 5>>").content(),
}


def test_a_million_attributes_are_nothing_special() -> None:
    report = check(f"{ROOT}<cbc:ID {ATTRIBUTES}/>{END}".encode())
    assert "BR-02" in {finding.rule for finding in report.findings}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_a_finding(name: str) -> None:
    report = check(UNREADABLE[name])
    assert not report.valid
    (finding,) = report.findings
    assert finding.rule == "document_unreadable"
    assert finding.severity == "fatal"
    assert finding.message.endswith((".", ")")) or "line" in finding.message
    assert "Traceback" not in finding.message


def test_a_script_in_a_pdf_is_told_and_not_run() -> None:
    report = check(Handmade(catalog=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>").content())
    assert report.valid
    assert "facturx_script" in {finding.rule for finding in report.findings}


def test_the_greatest_document_is_within_the_limits() -> None:
    elements = f"{ROOT}{'<cbc:Note/>' * (ELEMENTS_MAX // 100)}{END}".encode()
    assert "document_unreadable" not in {finding.rule for finding in check(elements).findings}


def test_a_broken_rule_on_thousands_of_lines_is_told_soon() -> None:
    lines = b"<cac:InvoiceLine><cbc:ID/></cac:InvoiceLine>" * 3_000
    report = check(samples.UBL.replace(b"</Invoice>", lines + b"</Invoice>"))
    assert not report.valid
    assert len(report.findings) > 1_000


NAMES = ("lines", "totals", "seller", "vat", "document", "object", "number", "currency")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9) | st.just("invoice"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)
TOKENS = st.sampled_from(
    [b"<", b">", b"/", b"&", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?a", b"?>", b"\x00", b"\xff\xfe", b"{", b"}",
     b"<cbc:ID>", b"</cbc:ID>", b"-1", b"NaN", b"1e9", b"", b"&#0;", b"\xc3", b" "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(samples.FORMS)), st.data())
def test_no_edit_of_the_bytes_raises(form: str, data: st.DataObject) -> None:
    content = bytearray(samples.FORMS[form])
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 40))
        content[start : start + length] = data.draw(TOKENS)
    report = check(bytes(content))
    assert all(finding.message for finding in report.findings)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(content: bytes) -> None:
    assert not check(content).valid


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4))
def test_no_json_raises(plain: object) -> None:
    assert not check(orjson.dumps(plain)).valid

"""MIME as others write it, and as nobody may."""

import base64

import pytest

from faktura.channels.peppol.as4 import As4Error, Limits
from faktura.channels.peppol.as4.mime import Package, parse_content_type, split, write

from .stage import PAYLOAD, Packed, packed, received, with_body

LIMITS = Limits()
CONTENT_TYPE = 'multipart/related; boundary="b"; type="application/soap+xml"'
ROOT = b"Content-Type: application/soap+xml; charset=UTF-8\r\n\r\n<x/>"
PART = b"Content-Type: application/octet-stream\r\nContent-ID: <a@b>\r\n\r\n\x00\r\n--\xff"


def joined(*parts: bytes, newline: bytes = b"\r\n", end: bytes = b"--b--") -> bytes:
    return b"".join(b"--b" + newline + part + newline for part in parts) + end


def parts(body: bytes, content_type: str = CONTENT_TYPE) -> Package:
    return split({"CONTENT-TYPE": content_type}, body, LIMITS)


def test_parts_are_views_of_the_message() -> None:
    package = parts(joined(ROOT, PART))
    assert bytes(package.root) == b"<x/>"
    part = package.attachments["a@b"]
    assert isinstance(part.content, memoryview)
    assert bytes(part.content) == b"\x00\r\n--\xff"


@pytest.mark.parametrize(
    "body",
    [
        b"preamble\r\n\r\n" + joined(ROOT, PART),
        b"\r\n" + joined(ROOT, PART) + b"\r\nepilogue",
        joined(ROOT, PART, end=b"--b--  \r\n"),
        joined(ROOT, PART).replace(b"--b\r\n", b"--b \t\r\n"),
        joined(b"Content-Type: application/soap+xml;\r\n  charset=UTF-8\r\nX: y\r\n\r\n<x/>", PART),
        joined(ROOT, PART.replace(b"Content-ID: ", b"content-id:\r\n ")),
        joined(
            ROOT.replace(b"\r\n", b"\n"), PART.replace(b"\r\n\r\n", b"\n\n").replace(b"m\r\nC", b"m\nC"), newline=b"\n"
        ),
    ],
)
def test_what_others_send_is_read(body: bytes) -> None:
    package = parts(body)
    assert bytes(package.root) == b"<x/>"
    assert bytes(package.attachments["a@b"].content) == b"\x00\r\n--\xff"


def test_base64_is_undone() -> None:
    encoded = base64.encodebytes(bytes(range(256))).replace(b"\n", b"\r\n")
    part = b"Content-ID: <a@b>\r\nContent-Transfer-Encoding: BASE64\r\n\r\n" + encoded
    assert parts(joined(ROOT, part)).attachments["a@b"].content == bytes(range(256))


def test_a_message_in_base64_is_taken() -> None:
    message = packed()
    package = split(message.headers, message.body, LIMITS)
    (content_id,) = package.attachments
    root = base64.encodebytes(bytes(package.root))
    payload = base64.encodebytes(bytes(package.attachments[content_id].content))
    head = b"Content-Transfer-Encoding: base64\r\n"
    body = joined(
        b"Content-Type: application/soap+xml\r\n" + head + b"\r\n" + root,
        b"Content-ID: <" + content_id.encode() + b">\r\n" + head + b"\r\n" + payload,
    )
    again = Packed(
        message_id=message.message_id,
        headers={"Content-Type": CONTENT_TYPE},
        body=body,
        references=message.references,
        receiver_certificate=b"",
    )
    assert received(again).payload == PAYLOAD


def test_the_root_is_where_start_says() -> None:
    body = joined(PART, b"Content-ID: <r@b>\r\n" + ROOT)
    package = parts(body, CONTENT_TYPE + '; start="<r@b>"')
    assert bytes(package.root) == b"<x/>"
    with pytest.raises(As4Error, match="EBMS:0007"):
        parts(body, CONTENT_TYPE + '; start="<other@b>"')


def test_content_that_looks_like_a_delimiter_is_content() -> None:
    part = b"Content-ID: <a@b>\r\n\r\nx\r\n--because\r\n--b-\r\ny"
    assert bytes(parts(joined(ROOT, part)).attachments["a@b"].content) == b"x\r\n--because\r\n--b-\r\ny"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--b",
        b"--b--",
        b"--b\r\n",
        b"x",
        joined(ROOT, PART)[:-5],
        joined(ROOT, PART.replace(b"Content-ID: <a@b>\r\n", b"")),
        joined(ROOT, PART, PART),
        joined(PART, ROOT),
        joined(ROOT, PART, *(PART.replace(b"a@b", b"%d@b" % n) for n in range(9))),
        joined(ROOT, PART.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")),
        joined(ROOT, PART.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n")),
        joined(ROOT, PART.replace(b"\r\n\r\n", b"\r\nContent-ID: <c@d>\r\n\r\n")),
        joined(ROOT, PART.replace(b"\r\n\r\n", b"\r\nno colon\r\n\r\n")),
        joined(ROOT, PART.replace(b"\r\n\r\n", b"\r\n\xff: x\r\n\r\n")),
        joined(ROOT, PART.replace(b"\r\n\r\n", b"\r\n" + b"X: y\r\n" * 40 + b"\r\n")),
        joined(ROOT, b"X: " + b"y" * 20_000 + b"\r\n" + PART),
        joined(ROOT, b"Content-ID: <a@b>\r\n\r\n" + b"\r\n--bx" * 1_000_000),
        joined(ROOT, b"Content-ID: <a@b>"),
    ],
)
def test_what_is_not_a_message_is_refused(body: bytes) -> None:
    with pytest.raises(As4Error, match="EBMS:0007"):
        parts(body)


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "multipart/related",
        "multipart/related; boundary=",
        "multipart/mixed; boundary=b",
        "text/xml",
        'multipart/related; boundary=b; type="text/xml"',
        "multipart/related; boundary=b; boundary=c",
        'multipart/related; boundary="b',
        "multipart/related; boundary=b; =x",
        "multipart/related; boundary=é",
        "multipart/related; boundary=" + "b" * 300,
        "a" * 10_000,
    ],
)
def test_content_types_that_are_refused(content_type: str) -> None:
    with pytest.raises(As4Error, match="EBMS:0007"):
        parts(joined(ROOT, PART), content_type)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"--\r\n" + ROOT + b"\r\n----", "multipart/related"),
        (joined(ROOT.replace(b"soap+xml", b"xml")), CONTENT_TYPE),
        (joined(ROOT), CONTENT_TYPE + "; x=y; X=z"),
        (joined(b"Content-ID: <r@b>\r\n" + ROOT, PART.replace(b"Content-ID: <a@b>\r\n", b"")), CONTENT_TYPE),
        (b"xxx\r\n" + ROOT + b" " * LIMITS.part_header_bytes_max + b"\r\n--b--", CONTENT_TYPE),
    ],
)
def test_messages_without_boundary_or_envelope_are_refused(body: bytes, content_type: str) -> None:
    with pytest.raises(As4Error, match="EBMS:0007"):
        parts(body, content_type)


def test_parameters_are_read() -> None:
    held = 'Multipart/Related ;Boundary="a\\"b;c" ; TYPE=x ;'
    assert parse_content_type(held) == ("multipart/related", {"boundary": 'a"b;c', "type": "x"})


def test_what_is_written_is_read() -> None:
    headers, body = write(b"<x/>", [("a@b", "application/octet-stream", [b"12", memoryview(b"34")])], "some-boundary")
    package = split(headers, body, LIMITS)
    assert (bytes(package.root), bytes(package.attachments["a@b"].content)) == (b"<x/>", b"1234")
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_a_signal_needs_no_multipart() -> None:
    assert parts(b"<x/>", "application/soap+xml;charset=UTF-8").root == b"<x/>"


def test_the_boundary_of_another_message_is_not_this_ones() -> None:
    message = packed()
    with pytest.raises(As4Error, match="EBMS:0007"):
        received(with_body(message, packed().body))

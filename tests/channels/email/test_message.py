import email
import email.policy
import re
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest

from faktura.channels.email.addresses import AddressError
from faktura.channels.email.message import clean, compose, message_id, needs_smtputf8
from faktura.sockets import Parcel, ParcelFile

from .parcels import PDF, XML, parcel, with_data


def parsed(sent: Parcel) -> EmailMessage:
    message = email.message_from_bytes(compose(sent), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    parts = list(message.walk())
    assert [part.defects for part in parts if part.defects] == []
    return message


def test_the_message_is_read_back_with_all_its_parts() -> None:
    message = parsed(parcel())
    assert message["From"] == "Seller Ltd <billing@seller.example>"
    assert message["To"] == "ap@buyer.example"
    assert message["Reply-To"] == "office@seller.example"
    assert message["Subject"] == "Invoice 2026-00017"
    assert message["Message-ID"] == "<del_01JD5X9Z8Q@seller.example>"
    assert message["Date"].datetime == datetime(2026, 11, 23, 8, 30, 15, tzinfo=UTC)
    assert message["Content-Language"] == "en"
    assert message.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
        "application/xml",
    ]
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == parcel().data["text"] + "\n"
    assert html.get_content().replace("\r\n", "\n") == parcel().data["html"] + "\n"
    files = list(message.iter_attachments())
    assert [file.get_filename() for file in files] == [PDF.name, XML.name]
    assert [file.get_payload(decode=True) for file in files] == [PDF.content, XML.content]


def test_the_same_parcel_gives_the_same_bytes_and_another_id_gives_others() -> None:
    assert compose(parcel()) == compose(parcel())
    elsewhere = parcel().created_at.astimezone(timezone(timedelta(hours=-8)))
    assert compose(parcel(created_at=elsewhere)) == compose(parcel())
    assert compose(parcel(id="del_2")) != compose(parcel())
    assert message_id(parcel(id="del 2>\r\n")) == message_id(parcel(id="del 2>\r\n"))
    assert re.fullmatch(r"<[0-9a-f]{40}@seller\.example>", message_id(parcel(id="del 2>\r\n")))


def test_lines_are_ascii_end_in_crlf_and_are_short() -> None:
    name = "Ä" * 40 + "GmbH & Co. KG " * 20
    content = compose(parcel(sender_name=name, data={**parcel().data, "subject": "Rechnung für " + "ü" * 300}))
    assert content.isascii()
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(len(line) for line in lines) <= 78


def test_nothing_in_the_message_tracks_the_reader_or_calls_it_automatic() -> None:
    names = {name.lower() for name in parsed(parcel())}
    assert names == {
        "date",
        "from",
        "to",
        "reply-to",
        "subject",
        "message-id",
        "content-language",
        "mime-version",
        "content-type",
    }


@pytest.mark.parametrize(
    "name",
    [
        "Müller & Söhne GmbH",
        'The "Best", Inc. <evil@example.com>',
        "Ödipus, " + "sehr lange Firma, " * 10 + "<evil@example.com>",
        "back\\slash",
        "=?UTF-8?Q?evil?=",
        "株式会社例え" * 12,
        "",
    ],
)
def test_a_senders_name_stays_a_name(name: str) -> None:
    sent = parcel(sender_name=name)
    assert [address.addr_spec for address in parsed(sent)["From"].addresses] == ["billing@seller.example"]
    # Python's address parser leaves spaces between encoded words, against RFC 2047 §6.2; decode_header does not.
    phrase, address = parseaddr(email.message_from_bytes(compose(sent))["From"])
    assert address == "billing@seller.example"
    assert str(make_header(decode_header(phrase))) == clean(name)


@pytest.mark.parametrize(
    "subject", ["Invoice 17", "Fatura nº 17 €", "word " * 40, "x" * 200, "=?UTF-8?Q?x?=", "Zażółć " * 30]
)
def test_a_subject_is_read_back_whole(subject: str) -> None:
    assert parsed(with_data(subject=subject))["Subject"] == clean(subject)


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\x00"])
def test_no_header_can_be_smuggled_in(line_break: str) -> None:
    evil = f"Name{line_break}Bcc: evil@example.com{line_break}{line_break}body"
    file = ParcelFile(
        name=f"a{line_break}X-Evil: 1.pdf", media_type=f"application/pdf{line_break}X-Evil: 1", content=b"1"
    )
    message = parsed(
        parcel(
            sender_name=evil,
            files=(file,),
            data={**parcel().data, "subject": evil, "language": f"en{line_break}X: 1"},
        )
    )
    assert message["Bcc"] is None
    assert message["Content-Language"] is None
    assert message["Subject"] == "Name Bcc: evil@example.com body"
    assert message["From"].addresses[0].display_name == "Name Bcc: evil@example.com body"
    attached = list(message.iter_attachments())
    assert attached[0].get_filename() == "a X-Evil: 1.pdf"
    assert attached[0].get_content_type() == "application/octet-stream"
    assert all(part["X-Evil"] is None for part in message.walk())
    for field in ("recipient", "sender"):
        with pytest.raises(AddressError):
            compose(parcel(**{field: f"a@example.com{line_break}Bcc: evil@example.com"}))
    with pytest.raises(AddressError):
        compose(with_data(reply_to=f"a@example.com{line_break}Bcc: evil@example.com"))


def test_marks_that_turn_the_reading_direction_are_taken_out() -> None:
    assert clean("invoice\u202efdp.exe") == "invoicefdp.exe"
    assert clean("خوش‌آمدید") == "خوش‌آمدید"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rechnung 2026/17 – Müller.pdf", "Rechnung 2026-17 – Müller.pdf"),
        ("請求書.xml", "請求書.xml"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ('a"b.pdf', 'a"b.pdf'),
        ("", "attachment"),
        ("..", "attachment"),
    ],
)
def test_file_names_are_names_and_travel_as_rfc_2231_says(name: str, expected: str) -> None:
    message = parsed(parcel(files=(ParcelFile(name=name, media_type="application/pdf", content=b"x"),)))
    assert next(iter(message.iter_attachments())).get_filename() == expected


def test_a_very_long_file_name_keeps_its_ending() -> None:
    message = parsed(parcel(files=(ParcelFile(name="請" * 200 + ".pdf", media_type="application/pdf", content=b"x"),)))
    name = next(iter(message.iter_attachments())).get_filename()
    assert name is not None
    assert name.endswith("請.pdf")
    assert len(name.encode()) <= 200


def test_a_mail_without_files_or_without_html_has_no_more_parts_than_it_needs() -> None:
    assert parsed(parcel(files=())).get_content_type() == "multipart/alternative"
    assert parsed(parcel(files=(), data={"subject": "a", "text": "b"})).get_content_type() == "text/plain"
    assert [p.get_content_type() for p in parsed(parcel(data={"subject": "a", "text": "b"})).iter_parts()] == [
        "text/plain",
        "application/pdf",
        "application/xml",
    ]


def test_international_domains_are_written_in_ascii_and_other_local_parts_need_smtputf8() -> None:
    sent = parcel(sender="billing@müller.example", recipient="ap@straße.example")
    assert not needs_smtputf8(sent)
    message = parsed(sent)
    assert message["From"].addresses[0].addr_spec == "billing@xn--mller-kva.example"
    assert message["To"] == "ap@xn--strae-oqa.example"
    assert message["Message-ID"].endswith("@xn--mller-kva.example>")
    sent = parcel(recipient="jörg@müller.example")
    assert needs_smtputf8(sent)
    assert "To: jörg@xn--mller-kva.example\r\n".encode() in compose(sent)
    assert needs_smtputf8(with_data(reply_to="jörg@müller.example"))


def test_a_time_without_a_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="time zone"):
        compose(parcel(created_at=datetime(2026, 1, 1)))  # noqa: DTZ001 - the mistake itself

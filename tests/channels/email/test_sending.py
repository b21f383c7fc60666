"""Every outcome, against a real SMTP server on this machine."""

import asyncio
import hashlib
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from faktura.channels.email import CHANNEL
from faktura.channels.email.message import compose
from faktura.channels.email.outcomes import MENDING_WAIT_SECONDS
from faktura.cli.demo_mail import MailServer
from faktura.sockets import Delivered, Outcome, Parcel, ParcelFile, Refused, TryLater

from .certificates import Authority
from .parcels import parcel, with_data


def settings_for(server: MailServer, **more: Any) -> dict[str, Any]:
    return {"host": server.host, "port": server.port, "security": "none", "timeout_seconds": 5, **more}


def send_to(server: MailServer, sent: Parcel | None = None, tries: int = 1, **more: Any) -> list[Outcome]:
    """The outcomes of sending a parcel to a server that is started for it."""

    async def story() -> list[Outcome]:
        async with server:
            given = sent or parcel()
            fields = {name: getattr(given, name) for name in Parcel.__dataclass_fields__}
            ready = Parcel(**{**fields, "settings": settings_for(server, **more)})
            return [await CHANNEL.send(ready) for _ in range(tries)]

    return asyncio.run(story())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def test_a_taken_message_is_delivered_with_its_proof() -> None:
    server = MailServer()
    (outcome,) = send_to(server)
    assert isinstance(outcome, Delivered)
    (message,) = server.messages
    assert message.sender == "billing@seller.example"
    assert message.recipients == ("ap@buyer.example",)
    assert message.content == outcome.sent == compose(parcel())
    assert not message.tls
    assert outcome.sent_media_type == "message/rfc822"
    accepted_at = outcome.proof["accepted_at"]
    assert outcome.proof == {
        "host": "127.0.0.1",
        "port": server.port,
        "security": "none",
        "sender": "billing@seller.example",
        "recipient": "ap@buyer.example",
        "sha256": hashlib.sha256(outcome.sent).hexdigest(),
        "size_bytes": len(outcome.sent),
        "message_id": "<del_01JD5X9Z8Q@seller.example>",
        "server_greeting": "mail.demo.example Faktura demo mail",
        "response_code": 250,
        "response_text": "2.0.0 Taken as number 1",
        "enhanced_status": "2.0.0",
        "accepted_at": accepted_at,
    }


@pytest.mark.parametrize("implicit", [True, False])
def test_over_tls_the_certificate_is_checked_and_named_in_the_proof(authority: Authority, implicit: bool) -> None:
    server = MailServer(tls=authority.server_context("127.0.0.1"), implicit_tls=implicit, require_starttls=not implicit)
    security = "tls" if implicit else "starttls"
    (outcome,) = send_to(server, security=security, ca_file=str(authority.ca_file))
    assert isinstance(outcome, Delivered)
    assert server.messages[0].tls
    assert outcome.proof["tls_version"] == "TLSv1.3"
    assert outcome.proof["tls_cipher"].startswith("TLS_")
    assert len(outcome.proof["tls_certificate_sha256"]) == 64


@pytest.mark.parametrize("implicit", [True, False])
@pytest.mark.parametrize("trusted", [True, False])
def test_a_wrong_certificate_stops_the_message(authority: Authority, implicit: bool, trusted: bool) -> None:
    """Trusted authority but another name, or the right name from an unknown authority."""
    server = MailServer(
        tls=authority.server_context("mail.other.example" if trusted else "127.0.0.1"), implicit_tls=implicit
    )
    ca_file = str(authority.ca_file) if trusted else ""
    (outcome,) = send_to(server, security="tls" if implicit else "starttls", ca_file=ca_file)
    assert isinstance(outcome, TryLater)
    assert "certificate" in outcome.why
    assert "ca_file" in outcome.why
    assert outcome.after_seconds == MENDING_WAIT_SECONDS
    assert server.messages == []


def test_a_server_without_starttls_gets_nothing() -> None:
    server = MailServer()
    (outcome,) = send_to(server, security="starttls", username="u", password="secret")
    assert isinstance(outcome, TryLater)
    assert "does not offer STARTTLS, so nothing was sent" in outcome.why
    assert server.messages == []
    assert server.logins == []


def test_tls_against_a_server_that_speaks_plainly_and_the_other_way_round(authority: Authority) -> None:
    (outcome,) = send_to(MailServer(), security="tls", ca_file=str(authority.ca_file))
    assert isinstance(outcome, TryLater)
    assert "No TLS connection" in outcome.why
    assert "starttls (usually port 587)" in outcome.why
    silent = MailServer(tls=authority.server_context("127.0.0.1"), implicit_tls=True)
    (outcome,) = send_to(silent, security="starttls", timeout_seconds=0.3)
    assert isinstance(outcome, TryLater)
    assert "did not answer within 0.3 seconds while connecting. Check host, port and security." in outcome.why


@pytest.mark.parametrize("implicit", [True, False, None])
def test_a_login_is_made_before_the_message(authority: Authority, implicit: bool | None) -> None:
    """Over TLS, over STARTTLS, and unprotected on this machine itself."""
    tls = None if implicit is None else authority.server_context("127.0.0.1")
    server = MailServer(tls=tls, implicit_tls=implicit is True, users={"seller": "sécret"})
    security = {True: "tls", False: "starttls", None: "none"}[implicit]
    more = {"security": security, "ca_file": str(authority.ca_file), "username": "seller"}
    good, *_ = send_to(server, password="sécret", **more)
    assert isinstance(good, Delivered)
    assert server.messages[0].user == "seller"
    bad, *_ = send_to(server, password="wrong-password", **more)
    assert isinstance(bad, TryLater)
    assert bad.after_seconds == MENDING_WAIT_SECONDS
    assert bad.proof["response_code"] == 535
    assert bad.proof["enhanced_status"] == "5.7.8"
    assert "did not accept the login: 535 5.7.8" in bad.why
    assert "wrong-password" not in repr(bad)
    assert server.logins == [("seller", True), ("seller", False)]


def test_a_login_that_is_demanded_or_not_offered_can_be_mended(authority: Authority) -> None:
    (outcome,) = send_to(MailServer(users={"seller": "x"}))
    assert isinstance(outcome, TryLater)
    assert "530 5.7.0" in outcome.why
    assert outcome.after_seconds == MENDING_WAIT_SECONDS
    server = MailServer(tls=authority.server_context("127.0.0.1"))
    server_offers_none = {"security": "starttls", "ca_file": str(authority.ca_file)}
    (outcome,) = send_to(server, username="seller", password="x", **server_offers_none)
    assert isinstance(outcome, TryLater)
    assert "offers no login" in outcome.why
    assert server.messages == []


def test_a_password_never_travels_unprotected_to_another_machine() -> None:
    sent = parcel(settings={"host": "mail.seller.example", "security": "none", "username": "u", "password": "secret"})
    outcome = asyncio.run(CHANNEL.send(sent))
    assert isinstance(outcome, TryLater)
    assert "unprotected" in outcome.why
    assert "secret" not in repr(outcome)


def test_an_unknown_recipient_is_refused_in_the_servers_words() -> None:
    server = MailServer(refused_recipients={"ap@buyer.example"})
    (outcome,) = send_to(server)
    assert isinstance(outcome, Refused)
    assert outcome.why == (
        "The mail server 127.0.0.1 refused the recipient ap@buyer.example: 550 5.1.1 No such mailbox here."
    )
    assert outcome.proof["enhanced_status"] == "5.1.1"
    assert outcome.proof["stage"] == "recipient"
    assert server.messages == []


def test_a_refused_message_is_refused() -> None:
    (outcome,) = send_to(MailServer(refused_content="554 5.7.1 Looks like spam"))
    assert isinstance(outcome, Refused)
    assert outcome.why == "The mail server 127.0.0.1 refused the message: 554 5.7.1 Looks like spam."
    (outcome,) = send_to(MailServer(size_bytes_max=1000))
    assert isinstance(outcome, Refused)
    assert "552" in outcome.why
    assert outcome.proof["stage"] == "sender"


def test_a_temporary_answer_is_tried_again_with_the_same_bytes() -> None:
    server = MailServer(temporary_answers=1)
    first, second = send_to(server, tries=2)
    assert isinstance(first, TryLater)
    assert first.after_seconds is None
    assert "451 4.3.0 Try again later" in first.why
    assert isinstance(second, Delivered)
    assert first.proof["sha256"] == second.proof["sha256"]
    assert len(server.messages) == 1


def test_a_connection_that_breaks_in_the_message_is_tried_again() -> None:
    server = MailServer(drops_in_content=1)
    first, second = send_to(server, tries=2)
    assert isinstance(first, TryLater)
    assert "was lost while handing over the message" in first.why
    assert first.proof["stage"] == "content"
    assert isinstance(second, Delivered)
    assert len(server.messages) == 1


def test_an_answer_that_is_lost_makes_a_copy_that_the_receiver_can_tell() -> None:
    server = MailServer(drops_before_answer=1)
    first, second = send_to(server, tries=2)
    assert isinstance(first, TryLater)
    assert "may have arrived" in first.why
    assert isinstance(second, Delivered)
    assert len(server.messages) == 2
    assert server.messages[0].content == server.messages[1].content


def test_where_nothing_listens_it_is_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        sent = parcel(settings={"host": "127.0.0.1", "port": taken.getsockname()[1], "security": "none"})
        outcome = asyncio.run(CHANNEL.send(sent))
    assert isinstance(outcome, TryLater)
    assert "connection was refused" in outcome.why
    assert outcome.proof["stage"] == "connect"


def test_a_name_that_is_not_found_is_tried_again() -> None:
    """``.invalid`` never resolves (RFC 6761 §6.4)."""
    outcome = asyncio.run(CHANNEL.send(parcel(settings={"host": "mail.invalid", "timeout_seconds": 5})))
    assert isinstance(outcome, TryLater)
    assert "mail.invalid" in outcome.why


@pytest.mark.parametrize(
    ("server", "stage"),
    [(MailServer(answer_after_seconds=60), "connect"), (MailServer(content_answer_after_seconds=60), "content")],
)
def test_a_slow_server_is_given_up(server: MailServer, stage: str) -> None:
    timeouts = {"timeout_seconds": 0.3} if stage == "connect" else {"content_timeout_seconds": 0.3}
    (outcome,) = send_to(server, **timeouts)
    assert isinstance(outcome, TryLater)
    assert "did not answer within 0.3 seconds" in outcome.why
    assert outcome.proof["stage"] == stage


def test_a_local_part_beyond_ascii_needs_a_server_that_can() -> None:
    sent = parcel(recipient="jörg@müller.example")
    server = MailServer()
    (outcome,) = send_to(server, sent)
    assert isinstance(outcome, Delivered)
    assert server.messages[0].recipients == ("jörg@xn--mller-kva.example",)
    server = MailServer(smtputf8=False)
    (outcome,) = send_to(server, sent)
    assert isinstance(outcome, Refused)
    assert "SMTPUTF8" in outcome.why
    assert server.messages == []
    (outcome,) = send_to(server, parcel(recipient="joerg@müller.example"))
    assert isinstance(outcome, Delivered)
    assert server.messages[0].recipients == ("joerg@xn--mller-kva.example",)


def test_big_attachments_arrive_whole() -> None:
    file = ParcelFile(name="big.pdf", media_type="application/pdf", content=bytes(range(256)) * 6000)
    server = MailServer()
    (outcome,) = send_to(server, parcel(files=(file,)))
    assert isinstance(outcome, Delivered)
    assert len(outcome.sent) > 2_000_000
    assert server.messages[0].content == outcome.sent


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (parcel(recipient="nobody"), Refused),
        (parcel(recipient="a@b.example\r\nRCPT TO:<evil@example.com>"), Refused),
        (parcel(sender="nobody"), TryLater),
        (with_data(reply_to="nobody"), TryLater),
    ],
)
def test_wrong_addresses_never_reach_a_server(sent: Parcel, kind: type) -> None:
    server = MailServer()
    (outcome,) = send_to(server, sent)
    assert isinstance(outcome, kind)
    assert server.messages == []


def test_a_ca_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    for name in ("empty.pem", "missing.pem"):
        settings = {"host": "mail.seller.example", "ca_file": str(tmp_path / name)}
        outcome = asyncio.run(CHANNEL.send(parcel(settings=settings)))
        assert isinstance(outcome, TryLater)
        assert name in outcome.why


def rude_server(answers: list[bytes]) -> Outcome:
    """The outcome with a server that says given things, one at the greeting and one for each line it reads."""

    async def story() -> Outcome:
        ended = asyncio.Event()

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            for answer in answers:
                writer.write(answer)
                await reader.readline()
            writer.close()
            ended.set()

        async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            settings = {"host": "127.0.0.1", "port": port, "security": "none", "timeout_seconds": 1}
            outcome = await CHANNEL.send(parcel(settings=settings))
            await ended.wait()
        return outcome

    return asyncio.run(story())


@pytest.mark.parametrize(
    ("answers", "kind", "words"),
    [
        ([b"554 5.7.1 Go away\r\n"], TryLater, "refused to talk while connecting: 554 5.7.1 Go away"),
        ([b"421 4.3.2 Too busy\r\n"], TryLater, "try again later while connecting: 421 4.3.2 Too busy"),
        ([b"HTTP/1.1 400 Bad Request\r\n\r\n"], TryLater, "did not answer as SMTP wants"),
        ([b""], TryLater, "while connecting"),
        ([b"220 a\r\n", b"250 a\r\n", b"550-5.7.1 Not\r\n550 5.7.1 yours\x07\r\n"], Refused, "550 5.7.1 Not yours."),
        ([b"220 a\r\n", b"250 a\r\n", b"250 a\r\n", b"550 " + b"x" * 2000 + b"\r\n"], Refused, "xx…"),
        ([b"220 a\r\n", b"502 what\r\n", b"250 a\r\n", b"550 no\r\n"], Refused, "refused to take mail"),
    ],
)
def test_rude_servers(answers: list[bytes], kind: Callable[..., Outcome], words: str) -> None:
    outcome = rude_server(answers)
    assert isinstance(outcome, Refused | TryLater)
    assert type(outcome) is kind
    assert words in outcome.why
    assert "\x07" not in outcome.why
    assert len(outcome.why) < 500


def test_a_mistake_of_the_program_is_not_swallowed() -> None:
    async def story() -> Outcome:
        return await CHANNEL.send(parcel(data={}, settings={"host": "127.0.0.1"}))

    with pytest.raises(KeyError):
        asyncio.run(story())

"""The guarded client against real receivers on loopback; networks and names of others are seams."""

import asyncio
import datetime
import ipaddress
import ssl
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from faktura.outgoing.connection import HEADER_BYTES_MAX, Connection
from faktura.outgoing.http import ADDRESSES_MAX, AddressRefused, Http, ReplyTooLong, Unreachable

from .receivers import Received, always, receiving, reply

pytestmark = pytest.mark.anyio


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    opened = Http()
    yield opened
    await opened.aclose()


class Names:
    """A resolver that answers one after the other, as a name server under somebody's hand does."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Network:
    """Notes what is connected to; leads to a local port, or nowhere."""

    def __init__(self, port: int | None = None) -> None:
        self.port = port
        self.reached: list[str] = []

    async def __call__(self, address: str, port: int) -> Connection:
        self.reached.append(address)
        if self.port is None:
            raise OSError("nobody there")
        _, made = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", self.port)
        return made


async def test_a_request_and_its_answer(http: Http) -> None:
    async with receiving(always(reply(201, b"thanks", x_word="Yes"))) as receiver:
        answer = await http.request(
            "POST", f"{receiver.url}/hooks?a=b", headers={"x-one": "1"}, content=b"{}", private=True
        )
    assert (answer.status, answer.content, answer.address) == (201, b"thanks", "127.0.0.1")
    assert answer.headers["x-word"] == "Yes"
    got = receiver.got[0]
    assert (got.method, got.path, got.body) == ("POST", "/hooks?a=b", b"{}")
    assert got.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert got.headers["x-one"] == "1"


async def test_a_connection_is_kept(http: Http) -> None:
    async with receiving(always(reply())) as receiver:
        for _ in range(3):
            await http.request("POST", receiver.url, private=True)
    assert [got.connection for got in receiver.got] == [1, 1, 1]


async def test_a_connection_into_a_private_network_is_not_used_by_who_may_not_go_there() -> None:
    http = Http(resolve=Names(["127.0.0.1"]))
    async with receiving(always(reply())) as receiver:
        url = f"http://hooks.example:{receiver.port}/"
        await http.request("POST", url, private=True)
        with pytest.raises(AddressRefused):
            await http.request("POST", url.replace("http:", "https:"))
    assert len(receiver.got) == 1
    await http.aclose()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1", "[64:ff9b::7f00:1]"]
)
async def test_an_address_inside_is_refused_before_anything_is_sent(host: str) -> None:
    network = Network()
    http = Http(connect=network)
    with pytest.raises(AddressRefused, match=r"not (on the )?public"):
        await http.request("POST", f"https://{host}/")
    assert network.reached == []


async def test_one_address_inside_refuses_the_whole_name() -> None:
    network = Network()
    http = Http(resolve=Names(["8.8.8.8", "2606:4700:4700::1111", "10.1.2.3"]), connect=network)
    with pytest.raises(AddressRefused, match=r"10\.1\.2\.3"):
        await http.request("POST", "https://hooks.example/")
    assert network.reached == []


async def test_a_name_that_changes_its_answer_is_asked_once_and_the_checked_address_is_reached() -> None:
    names, network = Names(["8.8.8.8"], ["127.0.0.1"]), Network()
    http = Http(resolve=names, connect=network)
    with pytest.raises(Unreachable):
        await http.request("POST", "https://hooks.example/")
    assert names.asked == ["hooks.example"]
    assert network.reached == ["8.8.8.8"]
    # The next request asks anew, and is refused then.
    with pytest.raises(AddressRefused):
        await http.request("POST", "https://hooks.example/")
    assert network.reached == ["8.8.8.8"]


async def test_who_answers_from_elsewhere_is_hung_up_on() -> None:
    async with receiving(always(reply())) as receiver:
        http = Http(resolve=Names(["8.8.8.8"]), connect=Network(receiver.port))
        with pytest.raises(AddressRefused, match="not the address that was checked"):
            await http.request("POST", "https://hooks.example/")
        await http.aclose()
    assert receiver.got == []


async def test_every_address_of_a_name_is_tried_up_to_a_limit() -> None:
    network = Network()
    http = Http(resolve=Names([f"8.8.8.{last}" for last in range(20)]), connect=network)
    with pytest.raises(Unreachable, match=r"hooks\.example can't be reached"):
        await http.request("POST", "https://hooks.example/")
    assert network.reached == [f"8.8.8.{last}" for last in range(ADDRESSES_MAX)]


async def test_the_next_address_serves_when_the_first_does_not() -> None:
    async with receiving(always(reply())) as receiver:
        http = Http(resolve=Names(["::1", "127.0.0.1"]))
        answer = await http.request("POST", f"http://hooks.example:{receiver.port}/", private=True)
        await http.aclose()
    assert answer.address == "127.0.0.1"
    assert receiver.got[0].headers["host"] == f"hooks.example:{receiver.port}"


async def test_a_redirect_is_not_followed(http: Http) -> None:
    async with receiving(always(reply())) as inner:
        elsewhere = always(reply(302, location=f"{inner.url}/secret"))
        async with receiving(elsewhere) as receiver:
            answer = await http.request("POST", receiver.url, private=True)
    assert answer.status == 302
    assert inner.got == []


async def test_the_environments_proxy_is_not_asked(http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    async with receiving(always(reply(502))) as proxy, receiving(always(reply(200))) as receiver:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert (await http.request("POST", receiver.url, private=True)).status == 200
    assert proxy.got == []


async def test_time_is_limited_from_the_name_to_the_last_byte(http: Http) -> None:
    async def slowly(received: Received) -> bytes | None:
        await asyncio.sleep(30)
        return None

    async def never(host: str, port: int) -> Sequence[str]:
        await asyncio.sleep(30)
        return []

    async with (
        receiving(slowly) as receiver,
        receiving(always(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx")) as half,
    ):
        for url in (receiver.url, half.url):
            began = time.monotonic()
            with pytest.raises(Unreachable, match=r"within 0\.3 seconds"):
                await http.request("POST", url, private=True, seconds=0.3)
            assert time.monotonic() - began < 5
    with pytest.raises(Unreachable, match=r"within 0\.2 seconds"):
        await Http(resolve=never).request("POST", "https://hooks.example/", seconds=0.2)


async def test_the_length_of_an_answer_is_limited(http: Http) -> None:
    async with receiving(always(reply(200, b"x" * 100))) as receiver:
        whole = await http.request("POST", receiver.url, private=True, bytes_max=100)
        assert (len(whole.content), whole.cut) == (100, False)
        with pytest.raises(ReplyTooLong):
            await http.request("POST", receiver.url, private=True, bytes_max=99)
        part = await http.request("POST", receiver.url, private=True, bytes_max=10, cut=True)
        assert (part.status, part.content, part.cut) == (200, b"x" * 10, True)
    endless = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000
    async with receiving(always(endless)) as receiver:
        assert (await http.request("POST", receiver.url, private=True, bytes_max=10, cut=True)).cut


@pytest.mark.parametrize(
    "answer", [None, b"HTTP/1.1 20x OK\r\n\r\n", b"220 mail.example ESMTP\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 9"]
)
async def test_who_breaks_off_or_speaks_something_else_is_unreachable(http: Http, answer: bytes | None) -> None:
    async def once(received: Received) -> bytes | None:
        return answer

    async with receiving(once) as receiver:
        with pytest.raises(Unreachable):
            await http.request("POST", receiver.url, private=True, seconds=1)


async def test_headers_of_endless_length_are_unreachable(http: Http) -> None:
    async with receiving(always(b"HTTP/1.1 200 OK\r\nx-a: " + b"a" * 1_000_000)) as receiver:
        with pytest.raises(Unreachable):
            await http.request("POST", receiver.url, private=True)


async def test_a_port_where_nobody_listens_and_a_name_that_nobody_has(http: Http) -> None:
    async with receiving(always(reply())) as receiver:
        pass
    with pytest.raises(Unreachable, match="takes no connection"):
        await http.request("POST", receiver.url, private=True)
    with pytest.raises(Unreachable, match="can't be"):
        await http.request("POST", "https://nobody.invalid/", seconds=5)
    with pytest.raises(Unreachable):
        await Http(resolve=Names([])).request("POST", "https://hooks.example/")


class Authority:
    """An authority of the test's own, and a certificate for one name."""

    def __init__(self, folder: Path, name: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.datetime.now(datetime.UTC)
        names: list[x509.GeneralName] = [x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.9"))]
        certificate = (
            x509.CertificateBuilder()
            .subject_name(who)
            .issuer_name(who)
            .public_key(key.public_key())
            .serial_number(7)
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(hours=1))
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        file = folder / "certificate.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(file)
        self.asked_for: list[str | None] = []
        self.server.sni_callback = lambda _socket, asked, _context: self.asked_for.append(asked)
        self.client = ssl.create_default_context(cafile=str(file))


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    return Authority(tmp_path, "hooks.example")


async def test_tls_asks_for_the_urls_name_and_not_for_the_address(authority: Authority) -> None:
    http = Http(resolve=Names(["127.0.0.1"]), tls=authority.client)
    async with receiving(always(reply()), authority.server) as receiver:
        answer = await http.request("POST", f"https://hooks.example:{receiver.port}/", private=True)
        await http.aclose()
    assert answer.status == 200
    assert authority.asked_for == ["hooks.example"]
    assert receiver.got[0].headers["host"] == f"hooks.example:{receiver.port}"


async def test_a_certificate_for_another_name_or_of_an_unknown_authority_is_refused(authority: Authority) -> None:
    async with receiving(always(reply()), authority.server) as receiver:
        for http, host in (
            (Http(resolve=Names(["127.0.0.1"]), tls=authority.client), "other.example"),
            (Http(resolve=Names(["127.0.0.1"])), "hooks.example"),
        ):
            with pytest.raises(Unreachable, match="certificate"):
                await http.request("POST", f"https://{host}:{receiver.port}/", private=True)
            await http.aclose()
    assert receiver.got == []


async def test_a_connection_that_was_closed_while_it_was_kept_costs_nothing(http: Http) -> None:
    first = True

    async def answer(received: Received) -> bytes | None:
        nonlocal first
        if received.connection == 1 and not first:
            return None  # it hangs up instead of answering a second time
        first = False
        return reply()

    async with receiving(answer) as receiver:
        for _ in range(2):
            assert (await http.request("POST", receiver.url, private=True)).status == 200
    assert [got.connection for got in receiver.got] == [1, 1, 2]


async def test_what_nobody_asked_for_ends_a_connection(http: Http) -> None:
    """A second answer behind the first must never be taken for the answer to the next request."""
    async with receiving(always(reply(200, b"one") + reply(200, b"two"))) as receiver:
        for _ in range(3):
            assert (await http.request("POST", receiver.url, private=True)).content == b"one"
    assert [got.connection for got in receiver.got] == [1, 2, 3]


@pytest.mark.parametrize(
    ("answer", "content"),
    [
        (
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nx-trailer: 1\r\n\r\n",
            b"abcde",
        ),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx", b"x"),
        (b"HTTP/1.1 204 No\r\n\r\n", b""),
        (b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok", b"ok"),
    ],
)
async def test_answers_of_every_kind_are_read(http: Http, answer: bytes, content: bytes) -> None:
    async with receiving(always(answer)) as receiver:
        for _ in range(2):
            assert (await http.request("POST", receiver.url, private=True)).content == content


async def test_an_answer_without_a_length_ends_with_the_connection(http: Http) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.0 200 OK\r\n\r\nall of it")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    assert (await http.request("GET", f"http://127.0.0.1:{port}/", private=True)).content == b"all of it"
    server.close()


async def test_head_has_no_body(http: Http) -> None:
    async with receiving(always(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n")) as receiver:
        answer = await http.request("HEAD", receiver.url, private=True, seconds=2)
    assert (answer.status, answer.content) == (200, b"")


async def test_the_head_of_an_answer_has_a_limit(http: Http) -> None:
    long = b"HTTP/1.1 200 OK\r\nx-a: " + b"a" * (HEADER_BYTES_MAX + 1)
    async with receiving(always(long)) as receiver:
        with pytest.raises(Unreachable):
            await http.request("POST", receiver.url, private=True, bytes_max=10)


async def test_a_header_cannot_break_out_of_its_line(http: Http) -> None:
    for name, value in (("x", "a\r\nb: c"), ("x\ny", "a"), ("x", "a\0"), ("ü", "a")):
        with pytest.raises(ValueError, match="can't be sent"):
            await http.request("POST", "http://127.0.0.1:9/", headers={name: value}, private=True)


async def test_idle_connections_are_closed_after_a_while(http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faktura.outgoing.http.IDLE_SECONDS", 0.1)
    async with receiving(always(reply())) as receiver:
        await http.request("POST", receiver.url, private=True)
        await asyncio.sleep(0.3)
        await http.request("POST", receiver.url, private=True)
    assert [got.connection for got in receiver.got] == [1, 2]

"""The small server of the box, with what clients of other stacks send."""

import asyncio

import pytest

from faktura.channels.peppol.box.http_server import HEAD_BYTES_MAX, Request, Response, http_server


async def echo(request: Request) -> Response:
    if request.path == "/fault":
        raise ValueError("unforeseen")
    return Response(status=200, headers={"X-Method": request.method}, body=request.body)


async def talk(raw: bytes, *, body_bytes_max: int = 100) -> bytes:
    async with http_server(echo, body_bytes_max=body_bytes_max) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        try:
            writer.write(raw)
            return await asyncio.wait_for(reader.read(), 5)
        finally:
            writer.close()


CLOSE = b"host: x\r\nconnection: close\r\n"


@pytest.mark.anyio
async def test_lengths_and_chunks() -> None:
    assert (await talk(b"POST / HTTP/1.1\r\n" + CLOSE + b"content-length: 5\r\n\r\nhello")).endswith(b"\r\n\r\nhello")
    chunks = b"transfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
    assert (await talk(b"POST / HTTP/1.1\r\n" + CLOSE + chunks)).endswith(b"\r\n\r\nhello")


@pytest.mark.anyio
async def test_a_client_that_waits_to_go_on() -> None:
    async with http_server(echo, body_bytes_max=100) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"POST / HTTP/1.1\r\n" + CLOSE + b"content-length: 5\r\nexpect: 100-continue\r\n\r\n")
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(b"hello")
        assert (await reader.read()).endswith(b"hello")
        writer.close()


@pytest.mark.anyio
async def test_one_connection_for_several() -> None:
    one = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\n1"
    async with http_server(echo, body_bytes_max=100) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for _ in range(3):
            writer.write(one)
            assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
            assert await reader.readexactly(1) == b"1"
        writer.close()


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 101\r\n\r\n", b"413"),
        (b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999999999999\r\n\r\n", b"4"),
        (b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n65\r\n" + b"x" * 101 + b"\r\n", b"413"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nx: " + b"x" * (HEAD_BYTES_MAX + 1), b"431"),
        (b"GET /fault HTTP/1.1\r\n" + CLOSE + b"\r\n", b"500"),
    ],
)
async def test_what_is_refused(raw: bytes, status: bytes) -> None:
    assert (await talk(raw)).startswith(b"HTTP/1.1 " + status)


@pytest.mark.anyio
async def test_a_request_that_breaks_off() -> None:
    async with http_server(echo, body_bytes_max=100) as server:
        _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\nhalf")
        await writer.drain()
        writer.close()
        await asyncio.sleep(0.05)
        assert server._bytes_left > 0

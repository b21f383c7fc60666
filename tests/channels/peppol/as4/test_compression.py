"""gzip under a limit, at sizes where buffers end."""

import zlib

import pytest

from faktura.channels.peppol.as4 import As4Error
from faktura.channels.peppol.as4.compression import unzip_payload, zip_payload

CHUNK = 1_048_576


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, *range(2 * CHUNK - 3, 2 * CHUNK + 600, 53)])
def test_what_is_zipped_is_unzipped(size: int) -> None:
    content = bytes(size)
    zipped = zip_payload(content)
    assert unzip_payload(zipped, size) == content
    assert zip_payload(content) == zipped
    if size:
        with pytest.raises(As4Error, match="EBMS:0303"):
            unzip_payload(zipped, size - 1)


@pytest.mark.parametrize("cut", [1, 4, 8, 9, 20])
def test_what_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(As4Error, match="EBMS:0303"):
        unzip_payload(zip_payload(bytes(100_000))[:-cut], 200_000)


def test_a_wrong_checksum_is_refused() -> None:
    zipped = zip_payload(b"content")
    with pytest.raises(As4Error, match="EBMS:0303"):
        unzip_payload(zipped[:-8] + bytes(4) + zipped[-4:], 100)


def test_other_formats_of_zlib_are_refused() -> None:
    for window in (15, -15):
        zipper = zlib.compressobj(wbits=window)
        with pytest.raises(As4Error, match="EBMS:0303"):
            unzip_payload(zipper.compress(b"x") + zipper.flush(), 100)


def test_views_are_read_as_they_are() -> None:
    zipped = b"xx" + zip_payload(b"content") + b"yy"
    assert unzip_payload(memoryview(zipped)[2:-2], 100) == b"content"

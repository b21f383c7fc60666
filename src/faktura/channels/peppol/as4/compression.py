"""gzip of payloads (AS4 profile 1.0), unzipped under a limit."""

import io
import zlib

from faktura.channels.peppol.as4.errors import DecompressionFailure
from faktura.channels.peppol.as4.mime import Buffer

_GZIP = 31  # window bits of zlib for the gzip format alone
_CHUNK_BYTES = 1_048_576
_LARGE_BYTES = 1_048_576
_LEVEL, _LEVEL_LARGE = 6, 1  # big payloads are mostly attachments, which hardly get smaller


def zip_payload(content: Buffer) -> bytes:
    """The content in the gzip format, the same bytes for the same content."""
    zipper = zlib.compressobj(_LEVEL if len(content) < _LARGE_BYTES else _LEVEL_LARGE, zlib.DEFLATED, _GZIP)
    return zipper.compress(content) + zipper.flush()


def unzip_payload(content: Buffer, bytes_max: int) -> bytes:
    """The one gzip member that this is; never more than `bytes_max` are held.

    Raises:
        DecompressionFailure: not gzip, cut off, followed by something, or bigger than that.
    """
    unzipper = zlib.decompressobj(_GZIP)
    held, at, view = io.BytesIO(), 0, memoryview(content)
    try:
        while not unzipper.eof:
            piece: Buffer = unzipper.unconsumed_tail or view[at : at + _CHUNK_BYTES]
            if not unzipper.unconsumed_tail:
                at += len(piece)
            out = unzipper.decompress(piece, _CHUNK_BYTES)
            # Without input, zlib may still have some output that did not fit before.
            if not piece and not out and not unzipper.eof:
                raise DecompressionFailure("The zipped payload is cut off.")
            held.write(out)
            if held.tell() > bytes_max:
                raise DecompressionFailure(f"The payload is bigger than {bytes_max} bytes when it is unzipped.")
    except zlib.error:
        raise DecompressionFailure("The payload is not gzip.") from None
    if unzipper.unused_data or at < len(view):
        raise DecompressionFailure("Something follows the zipped payload.")
    return held.getvalue()

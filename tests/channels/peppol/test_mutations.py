"""Spoiled bytes: whatever happens to them on the way, nothing else is read than what was written."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faktura.channels.peppol.identifiers import decoded, encoded
from faktura.channels.peppol.metadata import ServiceMetadata, UnreadableMetadata, read_signed_metadata
from faktura.channels.peppol.publishing import write_service_metadata
from faktura.channels.peppol.sbdh import Malformed, Opened, read_envelope, write_envelope
from faktura.source import UnreadableDocument, parse

from .envelopes import DOCUMENT, header
from .keys import holder
from .network import INVOICE, RECEIVER, served

MUTATIONS = 400


def spoil(content: bytes, dice: random.Random) -> bytes:
    """One change: a byte replaced, taken out, or doubled, or a piece moved."""
    at = dice.randrange(len(content))
    piece = content[at : at + dice.randrange(1, 40)]
    match dice.randrange(4):
        case 0:
            return content[:at] + bytes([dice.randrange(32, 127)]) + content[at + 1 :]
        case 1:
            return content[:at] + content[at + len(piece) :]
        case 2:
            return content[:at] + piece + content[at:]
    to = dice.randrange(len(content))
    rest = content[:at] + content[at + len(piece) :]
    return rest[:to] + piece + rest[to:]


@pytest.mark.parametrize("seed", range(4))
def test_signed_metadata_is_refused_or_the_same(seed):
    """The certificate lies outside of what is signed: a changed one has the same key, and nobody vouches for it."""
    signer = holder("PDE000001")
    content = write_service_metadata(RECEIVER, INVOICE, served(), signer.key, signer.certificate)
    right = read_signed_metadata(content)
    assert isinstance(right, ServiceMetadata)
    dice = random.Random(seed)
    for _ in range(MUTATIONS):
        spoiled = spoil(content, dice)
        try:
            read = read_signed_metadata(spoiled)
        except UnreadableMetadata:
            continue
        assert isinstance(read, ServiceMetadata)
        assert replace(read, signer=right.signer) == right, spoiled
        assert read.signer.public_key() == right.signer.public_key()


@pytest.mark.parametrize("seed", range(4))
def test_an_envelope_is_refused_or_reads_as_xml_does(seed):
    content = write_envelope(header(), DOCUMENT)
    dice = random.Random(seed)
    for _ in range(MUTATIONS):
        spoiled = spoil(content, dice)
        read = read_envelope(spoiled)
        assert isinstance(read, Opened) or read.problems
        if isinstance(read, Opened):
            try:
                inside = parse(spoiled)[1]
            except UnreadableDocument:
                # Prefixes that are declared nowhere: whoever reads the document sees it, too.
                with pytest.raises(UnreadableDocument):
                    parse(read.document)
                continue
            assert [element.tag for element in parse(read.document).iter()] == [
                element.tag for element in inside.iter()
            ]  # fmt: skip


text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(text)
def test_encoding_goes_there_and_back(value):
    assert decoded(encoded(value)) == value
    assert encoded(value).isascii()


@settings(max_examples=60)
@given(text, text)
def test_any_document_comes_out_as_it_went_in(one, other):
    escaped = one.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "")
    cdata = other.replace("]]>", "")
    document = DOCUMENT.replace(b"1 &amp; 2", f"{escaped}<![CDATA[{cdata}]]>".encode())
    read = read_envelope(write_envelope(header(), document))
    assert not isinstance(read, Malformed)
    assert read.document == document

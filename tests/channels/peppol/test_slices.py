"""Cutting a document's children out of its bytes."""

import pytest

from faktura.channels.peppol.slices import CHILDREN_MAX, cut
from faktura.source import UnreadableDocument
from faktura.source.safe_xml import ELEMENTS_MAX


def alone(content: bytes) -> list[bytes]:
    sliced = cut(content)
    return [sliced.alone(child) for child in sliced.children]


@pytest.mark.parametrize(
    "content",
    [
        b"<r><a/><b></b></r>",
        b'<?xml version="1.0"?><!-- <a/> --><r> <a/>\n<!-- </b> --><b></b> <?x </b>?> </r><!-- end -->',
        b"\xef\xbb\xbf<r><a/><b></b></r>",
    ],
)
def test_children_come_out_as_they_are(content):
    assert alone(content) == [b"<a/>", b"<b></b>"]


def test_what_stands_inside_is_not_touched():
    inside = b'<a x=">" y=\'"\'><a><![CDATA[</a>]]><!-- </a> --></a> text </a>'
    assert alone(b"<r>" + inside + b"<a/></r>") == [inside, b"<a/>"]


def test_an_empty_child_at_the_end_of_one_of_its_name():
    assert alone(b"<a><a/></a>") == [b"<a/>"]
    assert alone(b"<a><a ></a ></a>") == [b"<a ></a >"]


def test_the_root_has_an_end():
    for content in (b"<r/>", b"<r></r>", b"<r>x</r >"):
        sliced = cut(content + b"  <!-- c -->")
        assert sliced.content[sliced.root.start : sliced.root.end] == content


def test_namespaces_of_the_root_are_added_where_they_are_needed():
    content = b'<r xmlns="u:d" xmlns:p="u:p" xmlns:q="u:&quot;q&amp;"><p:a x="1"/><b xmlns="u:b"/><c><q:d/></c></r>'
    assert alone(content) == [
        b'<p:a xmlns:p="u:p" x="1"/>',
        b'<b xmlns="u:b"/>',
        b'<c xmlns="u:d" xmlns:q="u:&quot;q&amp;"><q:d/></c>',
    ]


def test_names_in_values_keep_their_namespace():
    content = b'<r xmlns:p="u:p" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><a i:type="p:t"/></r>'
    assert b'xmlns:p="u:p"' in alone(content)[0]


def test_other_encodings_become_utf_8():
    text = '<?xml version="1.0" encoding="{}"?><r><a>ä</a></r>'
    for encoding in ("iso-8859-1", "utf-16", "windows-1252", "utf-8"):
        assert alone(text.format(encoding).encode(encoding)) == ["<a>ä</a>".encode()]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<r>",
        b"<r></s>",
        b"no xml",
        b'<?xml version="1.0" encoding="utf-7"?><r/>',
        b'<?xml version="1.0" encoding="windows-1252"?><r>\x81</r>',
        b"<r>\xff</r>",
    ],
)
def test_what_is_not_well_formed_is_refused(content):
    with pytest.raises(UnreadableDocument):
        cut(content)


BOMB = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><r>&b;</r>'


@pytest.mark.parametrize("content", [BOMB, b'<!DOCTYPE r SYSTEM "http://example.com/x.dtd"><r/>'])
def test_a_document_type_is_refused(content):
    with pytest.raises(UnreadableDocument, match="DOCTYPE"):
        cut(content)


def test_names_that_only_end_like_a_prefix():
    assert alone(b'<r xmlns:d="u:d"><a>id: x-d: 1</a></r>') == [b"<a>id: x-d: 1</a>"]
    assert alone(b'<r xmlns:d="u:d"><a x="d:t"/></r>') == [b'<a xmlns:d="u:d" x="d:t"/>']


def test_there_are_limits_of_elements():
    many = b"<r>" + b"<a/>" * (CHILDREN_MAX + 1) + b"</r>"
    with pytest.raises(UnreadableDocument, match="children"):
        cut(many)
    assert cut(many, children=False).children == []
    assert len(cut(b"<r>" + b"<a/>" * CHILDREN_MAX + b"</r>").children) == CHILDREN_MAX
    with pytest.raises(UnreadableDocument, match="elements"):
        cut(b"<r><a>" + b"<a/>" * ELEMENTS_MAX + b"</a></r>")


def test_there_is_a_limit_of_bytes():
    assert cut(b"<r/>", 4).content == b"<r/>"
    with pytest.raises(UnreadableDocument, match="at most 3"):
        cut(b"<r/>", 3)

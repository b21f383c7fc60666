"""The language of edits: each verb, and what it refuses."""

import pytest
from lxml import etree

from .edits import PREFIXES, EditError, edit

DOCUMENT = (
    f'<ubl:Invoice xmlns:ubl="{PREFIXES["ubl"]}" xmlns:cbc="{PREFIXES["cbc"]}" xmlns:cac="{PREFIXES["cac"]}">'
    '<cbc:ID schemeID="A">1</cbc:ID><cac:Party><cbc:Name>x = y</cbc:Name></cac:Party></ubl:Invoice>'
).encode()


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ("delete //cac:Party", '<cbc:ID schemeID="A">1</cbc:ID>'),
        ("set //cbc:ID = 2", '<cbc:ID schemeID="A">2</cbc:ID><cac:Party><cbc:Name>x = y</cbc:Name></cac:Party>'),
        (
            "set //cbc:Name[. = 'x = y'] = ",
            '<cbc:ID schemeID="A">1</cbc:ID><cac:Party><cbc:Name></cbc:Name></cac:Party>',
        ),
        (
            'set //cbc:Name = " z "',
            '<cbc:ID schemeID="A">1</cbc:ID><cac:Party><cbc:Name> z </cbc:Name></cac:Party>',
        ),
        (
            "attribute //cbc:Name @languageID = de",
            '<cbc:ID schemeID="A">1</cbc:ID><cac:Party><cbc:Name languageID="de">x = y</cbc:Name></cac:Party>',
        ),
        (
            "drop //cbc:ID[@schemeID='A'] @schemeID",
            "<cbc:ID>1</cbc:ID><cac:Party><cbc:Name>x = y</cbc:Name></cac:Party>",
        ),
        (
            "double //cbc:ID",
            '<cbc:ID schemeID="A">1</cbc:ID><cbc:ID schemeID="A">1</cbc:ID>'
            "<cac:Party><cbc:Name>x = y</cbc:Name></cac:Party>",
        ),
        (
            "rename //cbc:Name = cbc:Note",
            '<cbc:ID schemeID="A">1</cbc:ID><cac:Party><cbc:Note>x = y</cbc:Note></cac:Party>',
        ),
        (
            "append //cac:Party <cbc:A/><cbc:B>1</cbc:B>",
            '<cbc:ID schemeID="A">1</cbc:ID>'
            "<cac:Party><cbc:Name>x = y</cbc:Name><cbc:A></cbc:A><cbc:B>1</cbc:B></cac:Party>",
        ),
        (
            "prepend //cac:Party <cbc:A/><cbc:B/>",
            '<cbc:ID schemeID="A">1</cbc:ID>'
            "<cac:Party><cbc:A></cbc:A><cbc:B></cbc:B><cbc:Name>x = y</cbc:Name></cac:Party>",
        ),
        (
            "insert-before //cac:Party <cbc:A/><cbc:B/>",
            '<cbc:ID schemeID="A">1</cbc:ID><cbc:A></cbc:A><cbc:B></cbc:B>'
            "<cac:Party><cbc:Name>x = y</cbc:Name></cac:Party>",
        ),
        (
            "insert-after /ubl:Invoice/cbc:ID <cbc:A/><cbc:B/>",
            '<cbc:ID schemeID="A">1</cbc:ID><cbc:A></cbc:A><cbc:B></cbc:B>'
            "<cac:Party><cbc:Name>x = y</cbc:Name></cac:Party>",
        ),
    ],
)
def test_an_edit_changes_what_it_says(line, inside):
    expected = DOCUMENT[: DOCUMENT.index(b"<cbc:ID")] + inside.encode() + b"</ubl:Invoice>"
    assert etree.tostring(etree.fromstring(edit(DOCUMENT, [line])), method="c14n2") == etree.tostring(
        etree.fromstring(expected), method="c14n2"
    )


def test_edits_apply_one_after_the_other_and_to_all_that_is_found():
    once = edit(DOCUMENT, ["double //cbc:ID", "set //cbc:ID = 7"])
    assert etree.fromstring(once).xpath("count(//cbc:ID[. = '7'])", namespaces=PREFIXES) == 2


@pytest.mark.parametrize(
    "line",
    [
        "remove //cbc:ID",
        "delete //cbc:Missing",
        "delete //[",
        "delete /*",
        "set //cbc:ID",
        "drop //cbc:ID @listID",
        "attribute //cbc:ID @listID",
        "rename //cbc:ID = Other",
        "append //cac:Party <cbc:A>",
        "append //cac:Party",
    ],
)
def test_an_edit_that_says_nothing_is_an_error(line):
    with pytest.raises(EditError):
        edit(DOCUMENT, [line])

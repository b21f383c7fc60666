"""Names of elements, for lxml and for people."""

import pytest
from lxml import etree

from faktura.formats.mapping.syntax import Syntax

SYNTAX = Syntax(
    name="x", title="X 1", prefixes={"a": "urn:a", "b": "urn:b"}, also_shown={"urn:root": "", "urn:e": "e:"}
)


@pytest.mark.parametrize(("name", "clark"), [("a:ID", "{urn:a}ID"), ("b:ID", "{urn:b}ID"), ("plain", "plain")])
def test_a_short_name_is_that_of_its_namespace(name, clark):
    assert SYNTAX.clark(name) == clark


@pytest.mark.parametrize(
    ("namespace", "shown"), [("urn:a", "a:ID"), ("urn:root", "ID"), ("urn:e", "e:ID"), ("urn:z", "{urn:z}ID")]
)
def test_an_element_is_shown_in_the_usual_prefixes(namespace, shown):
    assert SYNTAX.shown(etree.fromstring(f'<z:ID xmlns:z="{namespace}"/>')) == shown


def test_a_place_counts_only_what_is_repeated():
    root = etree.fromstring('<r xmlns="urn:root" xmlns:a="urn:a">\n<a:x/>\n<a:x><a:y/></a:x></r>')
    assert SYNTAX.location(root[1][0]) == "/r/a:x[2]/a:y (line 3)"

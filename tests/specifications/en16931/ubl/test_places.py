"""Tests are run on the elements at their places, and on no others."""

from collections.abc import Sequence
from typing import Any

import pytest

from checks.case_files import base
from faktura.checks import Breaches
from faktura.checks.places import Places
from faktura.source import UBL, Document, Unreadable, document, parse


@pytest.fixture
def invoice() -> Document:
    return document(parse(base("ubl-invoice")), UBL)


@pytest.mark.parametrize(
    ("place", "count"),
    [
        ("/cbc:Note", 1),
        ("cbc:Note", 3),
        ("cac:PaymentTerms/cbc:Note", 1),
        ("bc:Note", 0),
        ("*bc:Note", 3),
        ("*InclusiveAmount", 1),
        ("/cac:PaymentTerms", 1),
        ("cbc:Absent", 0),
    ],
)
def test_a_place_is_a_path_or_its_end(invoice: Document, place: str, count: int) -> None:
    places = Places()
    seen: list[Any] = []
    places.add(place, lambda document, nodes, found: seen.extend(nodes))
    places(invoice, Breaches())
    assert len(seen) == count


def test_a_test_that_cannot_go_on_does_not_hold_up_the_others(invoice: Document) -> None:
    def stops(document: Document, nodes: Sequence[Any], found: Breaches) -> None:
        raise Unreadable("no", nodes[0])

    places = Places()
    places.add("/cbc:ID", stops)
    places.add("/cbc:Note", lambda document, nodes, found: found("NOTE", nodes[0]))
    breaches = Breaches()
    with pytest.raises(Unreadable):
        places(invoice, breaches)
    assert [rule for rule, _, _ in breaches.found] == ["NOTE"]

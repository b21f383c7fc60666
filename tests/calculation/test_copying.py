import dataclasses
from decimal import Decimal

import pytest

from faktura.calculation.copying import changed
from faktura.model import DocumentAllowance, Invoice, Line, LineAllowance, Totals, Vat, VatBreakdown


@pytest.mark.parametrize("cls", [Invoice, Line, Vat, LineAllowance, DocumentAllowance, VatBreakdown, Totals])
def test_a_changed_copy_is_what_replace_would_give(cls):
    first, second = (field.name for field in dataclasses.fields(cls)[:2])
    part = cls(**{first: "a", second: "b"})
    copy = changed(part, **{second: "c"})
    assert copy == dataclasses.replace(part, **{second: "c"})
    assert (type(copy), hash(copy)) == (cls, hash(cls(**{first: "a", second: "c"})))
    assert part == cls(**{first: "a", second: "b"})


def test_a_changed_copy_is_frozen():
    copy = changed(Line(), net_amount=Decimal(1))
    with pytest.raises(dataclasses.FrozenInstanceError):
        copy.net_amount = Decimal(2)


def test_an_unknown_field_is_refused():
    with pytest.raises(AttributeError):
        changed(Line(), netto=Decimal(1))

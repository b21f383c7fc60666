"""Drawn invoices: any of their terms may be there, with any text, number or day."""

import typing
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from faktura.model import Line, PaymentInstructions, SupportingDocument
from faktura.model.terms import fields_of

from .samples import CARRIED_ELSEWHERE

_TEXTS = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\n\t\r"),
        min_size=1,
        max_size=12,
    )
    .map(lambda text: text.strip(" \t\r\n").lstrip("#"))
    .filter(lambda text: text.strip(" \t\r\n") == text != "")
)
_DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=Decimal(-(10**9)), max_value=Decimal(10**9)
).map(lambda number: number if number else abs(number))
_DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
_ATTRIBUTE_OF = {
    ("scheme",): "value",
    ("list_id", "list_version"): "value",
}
_NEEDS: dict[type, dict[str, str]] = {
    Line: {"unit": "quantity", "price_base_unit": "price_base_quantity", "gross_price": "price_discount"},
    PaymentInstructions: {"means_text": "means_code"},
    SupportingDocument: {"media_type": "content", "file_name": "content"},
}
"""Fields that both XML syntaxes write as an attribute of another, or that a schema allows only beside another."""


@st.composite
def parts(draw: st.DrawFn, cls: type, path: str = "") -> Any:
    """A part with some of its fields; None when it would say nothing."""
    hints = typing.get_type_hints(cls)
    values: dict[str, Any] = {}
    for info in fields_of(cls):
        here = f"{path}/{info.name}"
        if here.endswith(CARRIED_ELSEWHERE) and not here.startswith("/vat_breakdown"):
            continue
        if not draw(st.booleans()):
            continue
        if info.part is not None and info.many:
            items = draw(st.lists(parts(info.part, here), max_size=2))
            values[info.name] = tuple(item for item in items if item is not None)
        elif info.part is not None:
            values[info.name] = draw(parts(info.part, here))
        else:
            kinds = typing.get_args(hints[info.name])
            values[info.name] = draw(_DECIMALS if Decimal in kinds else _DAYS if date in kinds else _TEXTS)
    needs = dict(_NEEDS.get(cls, {}))
    for names, other in _ATTRIBUTE_OF.items():
        needs |= {name: other for name in names if name in hints and other in hints}
    for name, other in needs.items():
        if values.get(other) is None:
            values.pop(name, None)
    return cls(**values) if any(value not in (None, ()) for value in values.values()) else None

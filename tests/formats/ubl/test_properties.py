"""Whatever invoice is drawn, it comes back from UBL unchanged."""

import dataclasses
import typing
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faktura.formats.ubl import read, write
from faktura.model import Invoice, Line, PaymentInstructions, SupportingDocument
from faktura.model.terms import fields_of
from faktura.sockets import RenderOptions

from .samples import CARRIED_ELSEWHERE

TEXTS = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\n\t\r"),
        min_size=1,
        max_size=12,
    )
    .map(lambda text: text.strip(" \t\r\n").lstrip("#"))
    .filter(lambda text: text.strip(" \t\r\n") == text != "")
)
DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=Decimal(-(10**9)), max_value=Decimal(10**9)
).map(lambda number: number if number else abs(number))
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
ATTRIBUTE_OF = {
    ("scheme",): "value",
    ("list_id", "list_version"): "value",
}
NEEDS = {
    Line: {"unit": "quantity", "price_base_unit": "price_base_quantity", "gross_price": "price_discount"},
    PaymentInstructions: {"means_text": "means_code"},
    SupportingDocument: {"media_type": "content", "file_name": "content"},
}
"""Fields that UBL writes as an attribute of another, or that the schema allows only beside another."""


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
            values[info.name] = draw(DECIMALS if Decimal in kinds else DAYS if date in kinds else TEXTS)
    needs = dict(NEEDS.get(cls, {}))
    for names, other in ATTRIBUTE_OF.items():
        needs |= {name: other for name in names if name in hints and other in hints}
    for name, other in needs.items():
        if values.get(other) is None:
            values.pop(name, None)
    return cls(**values) if any(value not in (None, ()) for value in values.values()) else None


def in_normal_form(drawn: Invoice | None, credit_note: bool) -> Invoice:
    """What UBL can't tell apart is brought into the one form that reading gives."""
    invoice = drawn or Invoice()
    instructions = []
    for place, one in enumerate(invoice.payment_instructions):
        debit = one.direct_debit
        if debit is not None:
            debit = dataclasses.replace(
                debit,
                mandate_reference=debit.mandate_reference or "M",
                creditor_identifier="DE98ZZZ" if invoice.seller or invoice.payee else None,
            )
        instructions.append(dataclasses.replace(one, means_code=f"x{place}", direct_debit=debit))
    notes = tuple(
        dataclasses.replace(note, subject_code="AAI" if note.subject_code else None) for note in invoice.notes
    )
    totals = invoice.totals
    if totals is not None and invoice.vat_currency is None:
        totals = dataclasses.replace(totals, total_vat_accounting=None)
    if totals == type(totals)():
        totals = None
    documents = tuple(
        dataclasses.replace(document, content=document.content and "UmVjaG51bmc=")
        for document in invoice.supporting_documents
    )
    return dataclasses.replace(
        invoice,
        type_code="381" if credit_note else "380",
        currency="EUR",
        vat_currency="SEK" if invoice.vat_currency else None,
        payment_instructions=tuple(instructions),
        notes=notes,
        totals=totals,
        supporting_documents=documents,
    )


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(parts(Invoice), st.booleans())
def test_read_gives_back_what_was_written(drawn, credit_note):
    invoice = in_normal_form(drawn, credit_note)
    back, findings = read(write(invoice, RenderOptions()).content)
    assert back == invoice
    assert findings == []

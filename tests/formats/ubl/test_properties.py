"""Whatever invoice is drawn, it comes back from UBL unchanged."""

import dataclasses

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faktura.formats.ubl import read, write
from faktura.model import Invoice
from faktura.sockets import RenderOptions
from formats.drawn import parts


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

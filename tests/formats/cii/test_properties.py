"""Whatever invoice is drawn, it comes back from CII unchanged."""

import dataclasses

from hypothesis import HealthCheck, given, settings

from faktura.formats.cii import read, write
from faktura.model import DirectDebit, Invoice
from faktura.sockets import RenderOptions
from formats.drawn import parts


def in_normal_form(drawn: Invoice | None) -> Invoice:
    """What CII can't tell apart is brought into the one form that reading gives."""
    invoice = drawn or Invoice()
    remittance = next((one.remittance_information for one in invoice.payment_instructions), None)
    instructions = tuple(
        dataclasses.replace(
            one,
            means_code=f"x{place}",
            remittance_information=remittance,
            direct_debit=one.direct_debit
            and DirectDebit(mandate_reference="M-1", creditor_identifier="DE98ZZZ", debited_account=f"DE89{place}"),
        )
        for place, one in enumerate(invoice.payment_instructions)
    )
    totals = invoice.totals
    if totals is not None and invoice.vat_currency is None:
        totals = dataclasses.replace(totals, total_vat_accounting=None)
    if totals == type(totals)():
        totals = None
    parties = {
        name: dataclasses.replace(party, identifiers=tuple(sorted(party.identifiers, key=lambda one: bool(one.scheme))))
        for name in ("seller", "buyer")
        if (party := getattr(invoice, name)) is not None
    }
    return dataclasses.replace(
        invoice,
        **parties,
        currency="EUR",
        vat_currency="SEK" if invoice.vat_currency else None,
        tax_point_date=invoice.tax_point_date if invoice.vat_breakdown else None,
        tax_point_date_code="35" if invoice.tax_point_date_code and invoice.vat_breakdown else None,
        payment_instructions=instructions,
        totals=totals,
        supporting_documents=tuple(
            dataclasses.replace(document, content=document.content and "UmVjaG51bmc=")
            for document in invoice.supporting_documents
        ),
        lines=tuple(
            dataclasses.replace(line, price_discount=line.price_discount if line.gross_price is not None else None)
            for line in invoice.lines
        ),
    )


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(parts(Invoice))
def test_read_gives_back_what_was_written(drawn):
    invoice = in_normal_form(drawn)
    back, findings = read(write(invoice, RenderOptions()).content)
    assert back == invoice
    assert findings == []

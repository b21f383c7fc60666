"""One valid invoice in every form that is read, and ways to break it."""

from dataclasses import replace

import orjson

from faktura.calculation import calculate
from faktura.formats import cii, facturx, ubl
from faktura.model.json import to_plain
from faktura.sockets import RenderOptions
from formats import samples

CORE = "urn:cen.eu:en16931:2017"
OPTIONS = RenderOptions()
INVOICE = calculate(
    replace(samples.INVOICE, totals=None, vat_breakdown=(), specification=CORE, sales_order_reference=None)
).invoice
CREDIT_NOTE = calculate(replace(INVOICE, totals=None, vat_breakdown=(), type_code="381")).invoice

UBL = ubl.write(INVOICE, OPTIONS).content
UBL_CREDIT_NOTE = ubl.write(CREDIT_NOTE, OPTIONS).content
CII = cii.write(INVOICE, OPTIONS).content
PDF = facturx.write(INVOICE, OPTIONS).content
JSON = orjson.dumps(to_plain(INVOICE))
FORMS = {"ubl-invoice": UBL, "ubl-creditnote": UBL_CREDIT_NOTE, "cii": CII, "hybrid-pdf": PDF, "json": JSON}

SBDH = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"


def in_envelope(*documents: bytes) -> bytes:
    """Documents in a StandardBusinessDocument, as they travel on the Peppol network."""
    inside = b"".join(document.partition(b"?>")[2] for document in documents)
    head = f'<sh:StandardBusinessDocument xmlns:sh="{SBDH}"><sh:StandardBusinessDocumentHeader/>'
    return head.encode() + inside + b"</sh:StandardBusinessDocument>"


def changed(content: bytes, *changes: tuple[str, str]) -> bytes:
    """The document with texts replaced, each of which must stand in it."""
    text = content.decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


_DUE = '<cbc:PayableAmount currencyID="EUR">1235.{}<'
WRONG_TOTAL = changed(UBL, (_DUE.format("59"), _DUE.format("60")))
"""UBL that breaks BR-CO-16."""

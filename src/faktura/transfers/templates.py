"""Empty files to fill in: the headings that an import takes as they are, and a row that shows what stands below."""

import csv
import io

import openpyxl

from faktura.transfers.errors import TemplateNotFound

_ROWS: dict[str, list[dict[str, str]]] = {
    "invoices": [
        {
            "external_id": "order-1001", "issue_date": "2026-11-23", "due_date": "2026-12-23", "currency": "EUR",
            "buyer_reference": "04011000-12345-39", "customer.name": "Example GmbH", "customer.vat_id": "DE123456788",
            "customer.email": "ap@example.com", "customer.address.line1": "Musterweg 1",
            "customer.address.postal_code": "10115", "customer.address.city": "Berlin",
            "customer.address.country": "DE", "lines.name": "Consulting", "lines.quantity": "12.5",
            "lines.unit": "hour", "lines.unit_price": "80.00", "lines.vat.category": "S", "lines.vat.rate": "19",
        },
        {
            "external_id": "order-1001", "lines.name": "Handbook", "lines.quantity": "3", "lines.unit": "piece",
            "lines.unit_price": "19.90", "lines.vat.category": "S", "lines.vat.rate": "7",
        },
    ],
    "customers": [
        {
            "external_id": "customer-17", "name": "Example GmbH", "vat_id": "DE123456788", "email": "ap@example.com",
            "language": "de", "payment_days": "30", "address.line1": "Musterweg 1", "address.line2": "",
            "address.postal_code": "10115", "address.city": "Berlin", "address.country": "DE",
            "contact.name": "Ada Example", "contact.phone": "030 123456",
        },
    ],
    "payments": [
        {
            "number": "2026-00001", "amount": "1190.00", "currency": "EUR", "received_on": "2026-11-30",
            "method": "credit_transfer", "reference": "Invoice 2026-00001", "external_id": "bank-4711",
        },
    ],
}  # fmt: skip

TEMPLATES = tuple(f"{kind}.{form}" for kind in _ROWS for form in ("csv", "xlsx"))


def template(kind: str, form: str) -> bytes:
    """The template of a kind as CSV or XLSX.

    Raises:
        TemplateNotFound.
    """
    rows = _ROWS.get(kind)
    if rows is None or form not in ("csv", "xlsx"):
        raise TemplateNotFound(f"There are {', '.join(TEMPLATES)}.")
    headings = list(rows[0])
    table = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
    if form == "csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(table)
        return text.getvalue().encode("utf-8-sig")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(kind)
    for line in table:
        sheet.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()

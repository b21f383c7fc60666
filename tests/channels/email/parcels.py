"""A parcel as the deliveries station would make it."""

from datetime import UTC, datetime
from typing import Any

from faktura.sockets import Parcel, ParcelFile

PDF = ParcelFile(name="2026-00017.pdf", media_type="application/pdf", content=b"%PDF-1.7\n\x00\xff\r\n.\r\nend")
XML = ParcelFile(name="2026-00017.xml", media_type="application/xml", content="<a>ö</a>\r\n".encode())


def parcel(**changes: Any) -> Parcel:
    fields: dict[str, Any] = {
        "id": "del_01JD5X9Z8Q",
        "recipient": "ap@buyer.example",
        "sender": "billing@seller.example",
        "sender_name": "Seller Ltd",
        "created_at": datetime(2026, 11, 23, 8, 30, 15, 123456, tzinfo=UTC),
        "files": (PDF, XML),
        "data": {
            "subject": "Invoice 2026-00017",
            "text": "Hello,\n\n.a line that begins with a dot\nFrom here on: 1.234,50 € äöü\n" + "long " * 300,
            "html": "<!doctype html><p>1.234,50 € äöü</p>" + "<i>x</i>" * 500,
            "language": "en",
            "reply_to": "office@seller.example",
        },
        "settings": {},
    }
    return Parcel(**{**fields, **changes})


def with_data(**data: Any) -> Parcel:
    return parcel(data={**parcel().data, **data})

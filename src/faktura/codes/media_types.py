"""Media types: what an attached document may be, BT-125-1 (rule BR-CL-24)."""

from faktura.codes.code_list import CodeList

ATTACHMENT_MEDIA_TYPES = CodeList(
    "EN 16931-1 media types of attached documents",
    (
        "application/pdf",
        "image/png",
        "image/jpeg",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
)

"""UNTDID 1001: kinds of documents that EN 16931 allows in BT-3 (rule BR-CL-01)."""

from faktura.codes.code_list import CodeList

INVOICE_TYPES = CodeList(
    "UNTDID 1001, invoices",
    """
    71 80 81 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394
    395 456 457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935
    """,
)
CREDIT_NOTE_TYPES = CodeList("UNTDID 1001, credit notes", "81 83 261 262 296 308 381 396 420 458 502 503 532")
DOCUMENT_TYPES = CodeList("UNTDID 1001, invoices and credit notes", INVOICE_TYPES.codes | CREDIT_NOTE_TYPES.codes)

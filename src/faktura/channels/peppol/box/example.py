"""Whom the box has when nobody says otherwise, and an invoice between them: valid by Peppol BIS Billing 3."""

from pathlib import Path

SELLER = "9915:box-seller"
BUYER = "0088:7300010000001"


def example_invoice() -> bytes:
    """An invoice of `SELLER` to `BUYER`, as UBL."""
    return (Path(__file__).parent / "example.xml").read_bytes()

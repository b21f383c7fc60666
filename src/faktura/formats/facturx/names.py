"""The file names that a hybrid PDF gives to its XML."""

INVOICE_NAMES = frozenset(
    {
        "factur-x.xml",  # Factur-X, ZUGFeRD from 2.1
        "zugferd-invoice.xml",  # ZUGFeRD 1.0 and 2.0, in both spellings
        "xrechnung.xml",  # the profile XRECHNUNG
        "order-x.xml",  # Order-X: found, and refused when it is read
        "cii.xml",
        "zugferd.xml",
        "facturx.xml",
    }
)


def is_invoice_name(name: str) -> bool:
    """Whether an embedded file of this name is the invoice; capitals don't matter."""
    return name.strip().casefold() in INVOICE_NAMES

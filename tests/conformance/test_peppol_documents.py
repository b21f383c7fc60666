"""What we write for the Peppol network before the official rules: Message Level Status, Invoice Response, reports."""

from pathlib import Path

import pytest
from lxml import etree

from channels.peppol.test_invoice_response import response
from channels.peppol.test_mls import status
from channels.peppol.test_reporting import EXCHANGES, PERIOD
from faktura.channels.peppol.invoice_response import (
    ACTIONS,
    REASONS,
    STATUS_ACTIONS,
    STATUS_CODES,
    STATUS_REASONS,
    Clarification,
    InvoiceResponse,
    read_invoice_response,
    write_invoice_response,
)
from faktura.channels.peppol.mls import StatusLine, write_mls
from faktura.channels.peppol.reporting import write_end_user_statistics, write_transaction_statistics

from . import official

pytestmark = pytest.mark.conformance

_SCHEMATRON = "external/schematron"
_SCHEMAS = "external/schemas"
MLS = f"{_SCHEMATRON}/mls/1.0.0/xslt/peppol-mls-1.0.0.xslt"
T111 = f"{_SCHEMATRON}/openpeppol/2026.5/xslt/PEPPOLBIS-T111.xslt"
EUSR = f"{_SCHEMATRON}/reporting/eusr/1.1.5/xslt/peppol-end-user-statistics-reporting-1.1.5.xslt"
TSR = f"{_SCHEMATRON}/reporting/tsr/1.0.5/xslt/peppol-transaction-statistics-reporting-1.0.5.xslt"
EUSR_SCHEMA = f"{_SCHEMAS}/peppol-end-user-statistics-reporting-1.1.xsd"
TSR_SCHEMA = f"{_SCHEMAS}/peppol-transaction-statistics-reporting-1.0.1.xsd"

UBL_ARTIFACT = "com.helger.ubl:ph-ubl21:9.0.2"
UBL_SCHEMA = "external/schemas/ubl21/maindoc/UBL-ApplicationResponse-2.1.xsd"

REJECTED = Clarification(REASONS, "REF", "The order number is wrong.")


def artefact(file: str) -> Path | None:
    return official.from_maven(official.PEPPOL_ARTIFACT, file, "Peppol's")


def broken(file: str, content: bytes) -> list[tuple[str, str]]:
    """Everything that the official rules say, warnings too."""
    stylesheet = artefact(file)
    if stylesheet is None:
        return []
    verdict = official.run(stylesheet, content)
    official.note(f"Official rules were run: {Path(file).stem}.")
    return [*verdict.fatal, *verdict.warning]


def ubl_errors(content: bytes) -> list[str]:
    """What the schema of UBL's ApplicationResponse refuses; its common parts are those that invoices have, too."""
    path = official.from_maven(UBL_ARTIFACT, UBL_SCHEMA, "The schema's")
    if path is None:
        return []
    common = f"{(official.UBL / 'common').as_uri()}/".encode()
    schema = etree.XMLSchema(etree.fromstring(path.read_bytes().replace(b"../common/", common)))
    schema.validate(etree.fromstring(content))
    return [str(error) for error in schema.error_log]


def schema_errors(file: str, content: bytes) -> list[str]:
    path = artefact(file)
    if path is None:
        return []
    schema = etree.XMLSchema(etree.parse(path))
    schema.validate(etree.fromstring(content))
    return [str(error) for error in schema.error_log]


@pytest.mark.parametrize(
    "written",
    [
        status(),
        status(code="AP", description="", lines=()),
        status(code="AB", lines=(StatusLine("NA", "A warning.", "BW"),)),
        *(status(lines=(StatusLine("NA", "x", reason),)) for reason in ("SV", "BV", "FD")),
    ],
)
def test_a_message_level_status_is_valid(written):
    assert ubl_errors(write_mls(written)) == []
    assert broken(MLS, write_mls(written)) == []


def test_the_official_rules_see_what_ours_see():
    content = write_mls(status()).replace(b">RE<", b">AP<")
    if artefact(MLS) is not None:
        assert {rule for rule, _ in broken(MLS, content)} == {"SCH-MLS-25"}


@pytest.mark.parametrize(
    "written",
    [
        response(),
        *(response(code=code, clarifications=(REJECTED,)) for code in STATUS_CODES),
        *(response(clarifications=(Clarification(ACTIONS, code, "x"),)) for code in STATUS_ACTIONS),
        *(
            response(code="PD" if code == "PPD" else "CA", clarifications=(Clarification(REASONS, code, "x"),))
            for code in STATUS_REASONS
        ),
        response(code="AB", clarifications=(), note="", effective_date=None, issuer=None, recipient=None),
        response(profile="urn:peppol:bis:billing_with_response"),
    ],
)
def test_an_invoice_response_is_valid(written):
    assert ubl_errors(write_invoice_response(written)) == []
    assert broken(T111, write_invoice_response(written)) == []


def test_a_foreign_invoice_response_is_read_and_written_again():
    folder = official.corpora()
    if folder is None:
        return
    path = folder / "instances/peppol-poacc/ubl-applicationresponse/examples_InvoiceResponse_Example.xml"
    read = read_invoice_response(path.read_bytes())
    assert isinstance(read, InvoiceResponse)
    assert (read.code, read.invoice_number, read.sender.name) == ("RE", "inv021", "Buyer organization")
    written = write_invoice_response(read)
    assert read_invoice_response(written) == read
    assert broken(T111, written) == []


@pytest.mark.parametrize("exchanges", [EXCHANGES, EXCHANGES[:1], EXCHANGES[3:], []])
def test_reports_are_valid(exchanges):
    for write, rules, schema in (
        (write_end_user_statistics, EUSR, EUSR_SCHEMA),
        (write_transaction_statistics, TSR, TSR_SCHEMA),
    ):
        content = write(exchanges, *PERIOD)
        assert schema_errors(schema, content) == []
        assert broken(rules, content) == []

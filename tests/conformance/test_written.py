"""What we write passes the official validators without a fatal finding."""

import pytest

from faktura.checks import check, fatal
from faktura.formats.ubl import read, write
from faktura.sockets import RenderOptions
from faktura.specifications.peppol_bis_3 import RULES

from . import official
from .invoices import INVOICES

pytestmark = pytest.mark.conformance


@pytest.mark.parametrize("name", INVOICES)
def test_a_written_invoice_is_valid_everywhere(name):
    invoice = INVOICES[name]
    assert fatal(check(invoice, RULES)) == []
    content = write(invoice, RenderOptions()).content
    assert official.schema_errors(content) == []
    verdict = official.peppol(content)
    assert verdict.fatal == ()
    assert verdict.warning == ()
    assert read(content) == (invoice, [])


def test_the_second_opinion_is_of_the_expected_versions():
    assert official.en16931_version() == "1.3.16"
    peppol = f"Peppol BIS 3.0.21 from {official.PEPPOL_ARTIFACT}" if official.peppol_stylesheet() else "no Peppol"
    official.note(f"Second opinion: UBL 2.1 schemas, CEN EN16931-UBL 1.3.16, {peppol}.")


def test_the_second_opinion_does_object():
    broken = write(INVOICES["domestic, two rates"], RenderOptions()).content
    assert official.schema_errors(broken.replace(b"cbc:IssueDate>", b"cbc:Issued>")) != []
    wrong_sum = broken.replace(b">1273.28<", b">1273.29<")
    assert wrong_sum != broken
    assert "BR-CO-15" in official.en16931(wrong_sum).fatal_ids

"""Where elements stand in the model: the pointer of each element leads to the value that was read from it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from faktura.formats import cii, ubl
from faktura.formats.cii.document import INVOICE as CII_INVOICE
from faktura.formats.ubl.document import CREDIT_NOTE, INVOICE
from faktura.model import PaymentInstructions
from faktura.model.json import to_plain
from faktura.sockets import RenderOptions
from formats.samples import every_term

FORMS = [(ubl, "380", INVOICE), (ubl, "381", CREDIT_NOTE), (cii, "380", CII_INVOICE)]
# Several means of payment may become one instruction, and what stands far from it finds its place at the end.
WITHOUT_NUMBER = "/payment_instructions"


def written(form: Any, type_code: str) -> tuple[etree._Element, Callable[[etree._Element], str], dict[str, Any]]:
    content = form.write(every_term(type_code), RenderOptions()).content
    root = etree.fromstring(content)
    return root, form.FORMAT.places(root), to_plain(form.read(content)[0])


def at(plain: Any, pointer: str) -> Any:
    for step in pointer.strip("/").split("/"):
        plain = plain[int(step)] if step.isdigit() else plain[step]
    return plain


def generic(pointer: str) -> str:
    return "/".join("-" if step.isdigit() else step for step in pointer.split("/"))


@pytest.mark.parametrize(("form", "type_code", "document"), FORMS)
def test_the_pointer_of_an_element_leads_to_its_value(form: Any, type_code: str, document: Any) -> None:
    root, place, plain = written(form, type_code)
    seen = set()
    for element in root.iter():
        pointer = place(element)
        text = (element.text or "").strip()
        if len(element) or not pointer or pointer.startswith(WITHOUT_NUMBER):
            continue
        value = at(plain, pointer)
        if not isinstance(value, str):
            # What only tells groups apart has the place of its group.
            continue
        same = {value, value.replace("-", ""), f"#AAI#{value}"}
        if pointer.endswith(("tax_point_date_code", "content")):
            same.add(text)
        assert text in same, f"{element.tag} leads to {pointer}"
        seen.add(generic(pointer))
    # A credit note's due date stands in the means of payment, of which there are several here.
    carried = {pointer for pointer in document.pointers() if not pointer.startswith(WITHOUT_NUMBER)} - {"/due_date"}
    # Schemes, units and their like are attributes of an element, which has one pointer.
    attributes = ("scheme", "unit", "list_id", "list_version", "media_type", "file_name", "subject_code")
    assert {pointer for pointer in carried - seen if not pointer.endswith(attributes)} == set()


@pytest.mark.parametrize(("form", "type_code", "document"), FORMS)
def test_a_group_has_the_place_of_its_part(form: Any, type_code: str, document: Any) -> None:
    root, place, _ = written(form, type_code)
    found = {place(element) for element in root.iter() if len(element)}
    wanted = {"", "/lines/0", "/lines/1", "/seller", "/buyer/address", "/totals", "/vat_breakdown/1", "/allowances/0"}
    assert wanted <= found


@pytest.mark.parametrize(("form", "type_code", "document"), FORMS)
def test_what_the_model_does_not_know_has_no_place(form: Any, type_code: str, document: Any) -> None:
    root, _, _ = written(form, type_code)
    unknown = etree.SubElement(root[-1], "{urn:nobody}Unknown")
    inside = etree.SubElement(unknown, "{urn:nobody}Inside")
    place = form.FORMAT.places(root)
    assert place(unknown) == place(inside) == place(root) == ""
    assert place(etree.Element("elsewhere")) == ""


def test_one_means_of_payment_has_its_number() -> None:
    invoice = every_term("380")
    only = PaymentInstructions(means_code="30", credit_transfers=invoice.payment_instructions[0].credit_transfers[:1])
    root = etree.fromstring(ubl.write(replace(invoice, payment_instructions=(only,)), RenderOptions()).content)
    place = ubl.FORMAT.places(root)
    names = {"PaymentMeansCode": "/means_code", "FinancialInstitutionBranch": "/credit_transfers/0/bic"}
    for name, behind in names.items():
        (element,) = root.iterfind(f".//{{*}}{name}")
        assert place(element) == f"/payment_instructions/0{behind}"

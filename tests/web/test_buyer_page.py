import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from faktura.model import (
    Attribute,
    CreditTransfer,
    Delivery,
    DocumentAllowance,
    Identifier,
    Invoice,
    Line,
    LineAllowance,
    Note,
    PaymentInstructions,
    Period,
    PrecedingInvoice,
    SupportingDocument,
    Vat,
)
from faktura.web.buyer_page import buyer_page, mail_address
from faktura.web.rendering import style_of
from faktura.web.words import LANGUAGES

from .html_rules import breaches
from .sample import html_of, invoice, issued, page_of, standing_on, text_of

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}</style></title>&lt;b&gt;\u202e"
LINE = invoice().lines[0]


def test_the_page_shows_the_document() -> None:
    page = page_of()
    assert page.title == "Invoice 2026-00001 – Wiesenhof GmbH"
    assert (page.heading, page.number, page.seller) == ("Invoice", "2026-00001", "Wiesenhof GmbH")
    assert page.buyer[0] == "Buyer AG"
    assert not page.test
    text = text_of(html_of(page))
    for words in ("Invoice 2026-00001", "€120.00", "Please pay by 30 Jun 2026.", "Work", "Total including VAT", "20%"):
        assert words in text, words


def test_the_page_keeps_the_rules_of_html() -> None:
    assert breaches(html_of(page_of())) == []
    assert breaches(html_of(page_of(invoice(type_code="381"), mode="test"))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_documents_language(language: str) -> None:
    page = page_of(language=language)
    tree = html_of(page)
    assert tree.get("lang") == language
    assert breaches(tree) == []
    text = text_of(tree)
    assert page.words.say("page.how_to_pay") in text
    assert page.words.say("page.download_pdf") in text
    if language != "en":
        for english in ("Amount due", "How to pay", "Download PDF", "Please pay", "Net amount", "Account holder"):
            assert english not in text, english
    digits = "120.00" if language == "en" else "120,00"
    assert digits in text


def test_an_unknown_language_is_english() -> None:
    assert html_of(page_of(language="ja")).get("lang") == "en"


def test_test_mode_is_told() -> None:
    assert "do not pay it" not in text_of(html_of(page_of()))
    text = text_of(html_of(page_of(mode="test")))
    assert text.startswith("Test Made in test mode. This is not a legal document: please do not pay it.")


def test_all_lines_are_there() -> None:
    lines = tuple(replace(LINE, name=f"Item <{place}>", id=str(place)) for place in range(1, 1001))
    tree = html_of(page_of(invoice(lines=lines)))
    names = tree.xpath("//table[contains(@class, 'lines')]//tr/th[@scope='row']/span[1]/text()")
    assert names == [f"Item <{place}>" for place in range(1, 1001)]


def test_what_the_printed_document_says_is_said() -> None:
    document = invoice(
        notes=(Note(text="First line\nsecond line"),),
        payment_terms="30 days net",
        preceding_invoices=(PrecedingInvoice(number="2025-9", issue_date=date(2025, 1, 2)),),
        supporting_documents=(SupportingDocument(reference="Timesheet May"),),
        delivery=Delivery(name="Warehouse 7"),
        allowances=(DocumentAllowance(amount=Decimal(5), reason="Loyalty", vat=Vat(category="S", rate=Decimal(20))),),
    )
    text = text_of(html_of(page_of(document, printed_texts=["Reverse charge applies."])))
    for words in (
        "First line second line",
        "30 days net",
        "Relating to invoice 2025-9 of 2 Jan 2025",
        "Timesheet May",
        "Warehouse 7",
        "Loyalty",
        "−5.00",
        "Reverse charge applies.",
    ):
        assert words in text, words


def test_terms_of_a_paid_document_are_still_there_once() -> None:
    document = invoice(payment_terms="30 days net")
    assert text_of(html_of(page_of(document))).count("30 days net") == 1
    assert text_of(html_of(page_of(document, paid="120.00"))).count("30 days net") == 1


def test_money_that_came_is_told_below_the_amount_due() -> None:
    rows = [(row.label, row.amount, row.strong) for row in page_of(paid="20.00").settled]
    assert rows == [("Received", "−€20.00", False), ("Still to pay", "€100.00", True)]
    assert page_of().settled == ()


def test_a_correction_is_told_with_its_number() -> None:
    document = invoice()
    note = issued(invoice(type_code="381", number="CN-7", issue_date=date(2026, 6, 12)))
    page = buyer_page(issued(document), standing_on(document), address="t", corrections=[note])
    assert page.corrections == ("Credit note CN-7 of 12 Jun 2026",)
    assert "This document was corrected: Credit note CN-7 of 12 Jun 2026" in text_of(html_of(page))


def test_a_credit_note_has_no_payment_block() -> None:
    tree = html_of(page_of(invoice(type_code="381")))
    assert tree.xpath("//*[@id='pay']|//svg") == []
    assert "This amount is credited to you." in text_of(tree)


def test_a_copied_iban_has_no_gaps() -> None:
    (iban,) = (
        element for element in html_of(page_of()).xpath("//*[@class='copy']") if element.text_content().startswith("AT")
    )
    assert iban.text_content() == "AT611904300234573201"
    assert len(iban.xpath(".//span")) == 5


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("a@b.example", "mailto:a@b.example"),
        ("a?cc=x&body=y@b.example", "mailto:a%3Fcc%3Dx%26body%3Dy@b.example"),
        ('"><script>@x', "mailto:%22%3E%3Cscript%3E@x"),
        ("javascript:alert(1)", ""),
        ("a b@c.example", ""),
        ("a@b@c", ""),
        ("", ""),
    ],
)
def test_a_mail_address_leads_to_mail_and_nowhere_else(written: str, address: str) -> None:
    assert mail_address(written) == address


def _poisoned(value: Any, name: str = "") -> Any:
    """The same value with the hostile text in every text that is no code or number."""
    if isinstance(value, tuple):
        return tuple(_poisoned(item, name) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {each.name: _poisoned(getattr(value, each.name), each.name) for each in fields(value)}
        return replace(value, **changes)
    kept = ("currency", "category", "type_code", "means_code", "account", "vat_currency")
    return HOSTILE if isinstance(value, str) and name not in kept else value


def rich() -> Invoice:
    """A document with texts in many places."""
    vat = Vat(category="S", rate=Decimal(20))
    account = CreditTransfer(account="12-34", account_name="a", bic="b")
    return invoice(
        buyer_reference="a",
        purchase_order_reference="a",
        contract_reference="a",
        invoiced_object=Identifier(value="a"),
        payment_terms="a",
        notes=(Note(text="a"),),
        preceding_invoices=(PrecedingInvoice(number="a"),),
        supporting_documents=(SupportingDocument(reference="a", description="a", url="javascript:alert(1)"),),
        delivery=Delivery(name="a"),
        period=Period(start_date=date(2026, 5, 1)),
        payment_instructions=(
            PaymentInstructions(means_code="58", remittance_information="a", credit_transfers=(account,)),
        ),
        allowances=(DocumentAllowance(amount=Decimal(1), reason="a", vat=vat),),
        lines=(
            replace(
                LINE,
                id="a",
                note="a",
                description="a",
                seller_item_id="a",
                attributes=(Attribute(name="a", value="a"),),
                allowances=(LineAllowance(amount=Decimal(1), reason="a"),),
            ),
        ),
    )


def test_hostile_texts_stay_texts_everywhere() -> None:
    document = _poisoned(rich())
    page = page_of(document, printed_texts=[HOSTILE], branding={"colour": HOSTILE, "footer": HOSTILE})
    tree = html_of(page)
    assert breaches(tree) == []
    (style,) = tree.xpath("//style")
    assert style.text == style_of(page.shades, "base", "buyer")
    text = text_of(tree)
    assert text.count("<script>alert(1)</script>") > 25
    assert "49" not in re.sub(r"\{\{ 7\*7 \}\}", "", text)


def test_enormous_numbers_are_stacked() -> None:
    huge = Decimal("123456789012345.1234567891")
    line = Line(name="Work", quantity=Decimal(1), unit_price=huge, vat=Vat(category="S", rate=Decimal(20)))
    assert page_of(invoice(lines=(line,))).stacked
    assert not page_of().stacked


def test_the_page_holds_no_token_but_in_its_links() -> None:
    document = invoice()
    page = buyer_page(issued(document), standing_on(document), address="SECRET")
    tree = html_of(page)
    assert "SECRET" not in text_of(tree)
    assert sorted(tree.xpath("//@href[contains(., 'SECRET')]")) == ["SECRET/pdf", "SECRET/xml"]

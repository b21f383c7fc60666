import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from faktura.formats.pdf import FORMAT, Attachment, render, write
from faktura.model import (
    Address,
    Buyer,
    DocumentAllowance,
    Invoice,
    LineAllowance,
    Note,
    Period,
    PrecedingInvoice,
    Totals,
    Vat,
)
from faktura.sockets import Branding, RenderOptions

from .samples import BUYER, SELLER, STANDARD, line, reader, sample, squash, text, texts

TESTS = Path(__file__).parents[2]
GERMAN = RenderOptions(language="de")


def test_the_format_says_what_it_is():
    rendered = write(sample(), GERMAN)
    assert rendered.content.startswith(b"%PDF-1.7")
    assert (rendered.media_type, rendered.file_extension) == (FORMAT.media_type, FORMAT.file_extension)
    assert FORMAT.read is None


def test_the_same_invoice_gives_the_same_bytes():
    first = write(sample(), GERMAN).content
    write(sample(30), RenderOptions(language="fr"))
    assert write(sample(), GERMAN).content == first


def test_another_process_gives_the_same_bytes():
    script = (
        "import hashlib; from formats.pdf.samples import *;"
        "print(hashlib.sha256(write(sample(), RenderOptions(language='de')).content).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=TESTS).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_two_fonts_are_enough_and_each_is_known():
    page = reader(sample(), language="de", preview=True).pages[0]
    fonts = {font.get_object()["/BaseFont"].split("+")[1] for font in page["/Resources"]["/Font"].values()}
    assert fonts == {"SourceSansPro-Regular-Identity-H", "SourceSansPro-Semibold-Identity-H"}


def test_threads_give_the_same_bytes():
    numbers = [f"2026-{n:05}" for n in range(12)]
    alone = [write(sample(number=number), GERMAN).content for number in numbers]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda number: write(sample(number=number), GERMAN).content, numbers))
    assert together == alone


def test_the_file_is_pdf_a_3b_tagged_and_titled():
    pdf = reader(sample(), language="de")
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Rechnung 2026-00042"
    assert pdf.metadata.author == "Lindenhof GmbH"
    assert pdf.metadata.creation_date is not None
    assert pdf.metadata.creation_date.date() == date(2026, 11, 3)
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


@pytest.mark.parametrize(
    ("count", "pages_min", "pages_max"), [(1, 1, 1), (2, 1, 1), (30, 2, 3), (300, 10, 20), (700, 25, 40)]
)
def test_every_line_is_there_in_order(count, pages_min, pages_max):
    invoice = sample(count)
    pages = texts(invoice, language="de")
    assert pages_min <= len(pages) <= pages_max
    whole = "".join(pages)
    places = [whole.index(squash(f"Stuhl Nr. {n:05}")) for n in range(1, count + 1)]
    assert places == sorted(places)
    for number, page in enumerate(pages, start=1):
        assert f"Seite{number}von{len(pages)}" in page
        if "StuhlNr." in page:
            assert "Einzelpreis" in page, "the head of the table stands on each page with lines"


@pytest.mark.parametrize("count", [*range(1, 25), *range(301, 311)])
def test_totals_never_stand_alone(count):
    pages = texts(sample(count), language="de")
    (page,) = [page for page in pages if "Zahlbetrag" in page]
    assert "StuhlNr." in page
    assert "Gesamtbetragbrutto" in page


def test_the_figures_of_the_law_are_printed():
    shown = text(sample(1), language="de")
    for expected in (
        "Rechnung2026-00042", "03.11.2026", "30.10.2026", "LindenhofGmbH", "Lindenstraße14", "10969Berlin",
        "AtelierLumièreSARL", "FRANKREICH", "DE123456789", "FR40303265045", "2,5", "Std.", "1.480,00",
        "3.700,00", "19%", "703,00", "4.403,00€", "DE89370400440532013000", "COBADEFFXXX", "HRB123456B",
    ):  # fmt: skip
        assert expected in shown


def test_line_allowances_and_charges_are_rows_below_the_line():
    allowed = line(
        allowances=(
            LineAllowance(amount=Decimal(370), base_amount=Decimal(3700), percent=Decimal(10), reason="Treuerabatt"),
        ),
        charges=(LineAllowance(amount=Decimal("25.50")),),
        period=Period(start_date=date(2026, 10, 1), end_date=date(2026, 10, 31)),
    )
    shown = text(sample(lines=(allowed,)), language="de")
    assert "Treuerabatt,10%von3.700,00−370,00" in shown
    assert "Zuschlag25,50" in shown
    assert "01.10.2026–31.10.2026" in shown
    assert "3.355,50" in shown


def test_document_allowances_and_charges_show_their_vat():
    invoice = sample(
        1,
        allowances=(DocumentAllowance(amount=Decimal(100), reason="Messerabatt", vat=STANDARD),),
        charges=(DocumentAllowance(amount=Decimal(49), reason="Fracht", vat=STANDARD),),
        totals=Totals(prepaid_amount=Decimal(500), rounding_amount=Decimal("0.02")),
    )
    shown = text(invoice, language="de")
    for expected in ("Messerabatt19%−100,00", "Fracht19%49,00", "Bereitsgezahlt−500,00", "Rundung0,02"):
        assert expected in shown
    assert "Summenetto3.649,00" in shown


def test_prices_keep_their_own_decimals():
    invoice = sample(lines=(line(unit_price=Decimal("0.01234"), price_base_quantity=Decimal(100)),))
    shown = text(invoice, language="en")
    assert "0.01234" in shown
    assert "per100h" in shown


def test_gross_price_and_discount_are_shown():
    invoice = sample(lines=(line(gross_price=Decimal(1500), price_discount=Decimal(20)),))
    assert "Listenpreis1.500,00,Nachlass20,00" in text(invoice, language="de")


def test_an_exemption_says_why():
    exempt = Vat(
        category="AE",
        rate=Decimal(0),
        exemption_reason="Article 196 Directive 2006/112/EC",
        exemption_reason_code="VATEX-EU-AE",
    )
    shown = text(sample(lines=(line(vat=exempt),)), language="de")
    assert "0%AE" in shown
    assert squash(
        "AE: Steuerschuldnerschaft des Leistungsempfängers – Article 196 Directive 2006/112/EC (VATEX-EU-AE)"
    ) in (shown)


def test_a_credit_note_names_its_invoice_and_has_no_payment_code():
    preceding = PrecedingInvoice(number="2026-00041", issue_date=date(2026, 10, 1))
    invoice = sample(1, type_code="381", preceding_invoices=(preceding,))
    shown = text(invoice, language="de")
    assert "Rechnungskorrektur2026-00042" in shown
    assert "ZuRechnung2026-00041vom01.10.2026" in shown
    assert "Gutschriftsbetrag" in shown
    assert "Zahlbetrag" not in shown
    assert "Banking-App" not in shown


def test_a_self_billed_invoice_goes_from_the_buyer_to_the_seller():
    pdf = reader(sample(1, type_code="389"), language="fr")
    assert pdf.metadata is not None
    assert pdf.metadata.author == BUYER.name
    shown = squash(pdf.pages[0].extract_text())
    assert shown.startswith(squash("Atelier Lumière SARL"))
    assert "Autofacturation" in shown
    assert squash(f"Votre n° de TVA {SELLER.vat_id}") in shown


def test_the_payment_code_is_drawn_only_when_wanted():
    assert "Banking-App" in text(sample(1), language="de")
    assert "Banking-App" not in text(sample(1), language="de", payment_qr=False)
    assert "Banking-App" not in text(sample(1), language="de", preview=True)


@pytest.mark.parametrize(("language", "mark"), [("en", "DRAFT"), ("de", "ENTWURF"), ("sl", "OSNUTEK")])
def test_a_preview_is_marked_on_each_page(language, mark):
    for page in texts(sample(30, number=None), language=language, preview=True):
        assert mark in page
    assert mark not in text(sample(30), language=language)


def test_notes_and_printed_texts_of_the_law_are_printed():
    invoice = sample(1, notes=(Note(text="Vielen Dank!"),))
    shown = text(invoice, language="de", printed_texts=("Kein Ausweis von Umsatzsteuer, § 19 UStG.",))
    assert squash("Vielen Dank!") in shown
    assert squash("Kein Ausweis von Umsatzsteuer, § 19 UStG.") in shown


def test_the_buyers_page_is_a_link_only_into_the_web():
    def links(pay_url):
        annotations = reader(sample(1), language="de", pay_url=pay_url).pages[0].get("/Annots", ())
        return [each.get_object()["/A"]["/URI"] for each in annotations]

    assert links("https://pay.example/abc") == ["https://pay.example/abc"]
    assert links("javascript:alert(1)") == []


def test_a_long_footer_and_long_legal_information_move_into_the_notes():
    long_footer, long_legal = "Fußzeile " * 60, "Rechtliches " * 40
    invoice = sample(1, seller=replace(SELLER, legal_information=long_legal.strip()))
    shown = text(invoice, language="de", branding=Branding(footer=long_footer))
    assert shown.index("Hinweise") < shown.index(squash(long_legal)) < shown.index(squash(long_footer))
    pages = texts(sample(30), language="de", branding=Branding(footer="Wir pflanzen Bäume."))
    assert all("WirpflanzenBäume." in page for page in pages)


def test_an_empty_invoice_is_a_page():
    assert "Invoice" in text(Invoice())


def test_addresses_follow_the_country():
    def window_of(country, **values):
        address = Address(line1="1 High St", city="Leeds", postal_code="LS1 4AP", country=country, **values)
        return text(sample(1, buyer=Buyer(name="B", address=address)))

    assert "LeedsLS14APUNITEDKINGDOM" in window_of("GB")
    assert "LS14APLeedsFRANCE" in window_of("FR")
    assert "LS14APLeeds(MI)ITALY" in window_of("IT", subdivision="MI")
    assert "LeedsTXLS14APUNITEDSTATES" in window_of("US", subdivision="TX")


def test_other_currencies_have_their_own_decimals_and_no_payment_code():
    shown = text(sample(lines=(line(unit_price=Decimal(1000), quantity=Decimal(3)),), currency="JPY"), language="de")
    assert "3.570JPY" in shown
    assert "Banking-App" not in shown


def test_enormous_amounts_stay_on_the_page():
    huge = line(quantity=Decimal("123456789012345.1234567891"), unit_price=Decimal("123456789012345.1234567891"))
    pdf = reader(sample(lines=(replace(huge, net_amount=Decimal("999999999999999.99")),)), language="de")
    shown = squash(pdf.pages[0].extract_text())
    assert "123.456.789.012.345,1234567891" in shown
    assert "999.999.999.999.999,99" in shown


def test_files_can_travel_inside():
    attached = Attachment(
        name="factur-x.xml", media_type="text/xml", text="<Ünvoice/>", description="The invoice as data"
    )
    pdf = PdfReader(io.BytesIO(render(sample(1), GERMAN, (attached,))))
    assert pdf.attachments["factur-x.xml"] == ["<Ünvoice/>".encode()]
    (file,) = pdf.trailer["/Root"]["/AF"]
    assert file.get_object()["/AFRelationship"] == "/Alternative"

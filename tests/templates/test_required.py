"""What the law wants must be on the page, and readable; how it stands there is free."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PageObject, PdfReader

from faktura.formats.pdf import BrandingError, write
from faktura.model import Address
from faktura.sockets import Branding
from faktura.templates.draw import TemplateFailed, draw_pages, page_drawer
from faktura.templates.required import find_missing
from faktura.templates.samples import samples
from faktura.templates.sandbox.page_text import SIZE_MIN, read_pages

from .pages import STARTER, drawn, set_source, text_of


def missing(source: str, sample: str = "invoice") -> set[str]:
    """The hints of what a template leaves out, without places in lists."""
    found = drawn(source, sample).findings
    assert {each.code for each in found if each.severity == "fatal"} <= {"template_omits_required"}
    return {
        re.sub(r"\.at\(\d+\)", "", each.hint.removeprefix("Print data.").rstrip(".")) for each in found if each.hint
    }


def test_the_standard_layout_shows_all_that_is_asked_for() -> None:
    for sample in samples().values():
        options = sample.options(Branding())
        pages = read_pages(write(sample.invoice, options).content, 1_000)
        assert find_missing(sample.invoice, options, pages) == [], sample.name


def test_an_empty_page_omits_everything() -> None:
    found = missing("Hello")
    assert {"document.number", "document.issue_date", "seller.name", "seller.vat_id", "buyer.name"} <= found


def test_each_thing_that_is_taken_out_is_missed() -> None:
    for taken, wanted in {
        "data.vat_breakdown.len() > 0": "vat_breakdown.tax_amount",
        "for row in data.total_rows": "totals.total_vat",
        "..for item in data.lines": "lines.name",
        "..buyer.address.lines": "buyer.address.lines",
    }.items():
        assert taken in STARTER
        replacement = {
            "data.vat_breakdown.len() > 0": "false",
            "for row in data.total_rows": "for row in ()",
            "..for item in data.lines": "..for item in ()",
            "..buyer.address.lines": "buyer.name",
        }[taken]
        assert wanted in missing(STARTER.replace(taken, replacement)), taken


def test_texts_of_the_law_must_be_there() -> None:
    broken = STARTER.replace("(..texts.exemptions, ..texts.legal)", "()")
    assert {"texts.legal", "texts.exemptions"} <= missing(broken, "reverse_charge")
    assert missing(STARTER.replace("text(fill: quiet, entry.text)", "none"), "credit_note") == {"document.preceding"}


@pytest.mark.parametrize(
    "hidden",
    [
        "#set page(margin: 20mm)\n#set text(size: 1pt)\n",
        "#show: body => hide(body)\n",
        "#show: body => place(dx: -2000pt, body)\n",
        "#show: body => scale(5%, body)\n",
    ],
)
def test_what_can_not_be_read_does_not_count(hidden: str) -> None:
    source = hidden + (
        "#let data = json(bytes(sys.inputs.data))\n#data.document.number #data.seller.vat_id #data.buyer.name"
    )
    assert {"document.number", "seller.vat_id", "buyer.name"} <= missing(source)


def test_other_ways_of_writing_are_as_good() -> None:
    """Uppercase, hyphenated, narrow, in another language's notation, or reckoned from the raw values."""
    source = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 70mm, height: auto)
#set text(hyphenate: true, lang: "de")
#let raw(amount) = if amount != none { [ #amount.value ] }
#data.document.number #data.document.issue_date.value #data.document.delivery_date.long
#upper(data.seller.name) #data.seller.address.line1 #data.seller.address.city
#data.seller.vat_id.clusters().join(" ")
#smallcaps(data.buyer.name) #data.buyer.address.line1 #data.buyer.address.city #data.buyer.vat_id
#for line in data.lines [ #line.name: #line.quantity.value ]
#for row in data.vat_breakdown [ #row.vat.rate.value % #raw(row.taxable_amount) #raw(row.tax_amount) ]
#raw(data.totals.total_without_vat) #raw(data.totals.total_vat) #raw(data.totals.total_with_vat)
#data.totals.amount_due.money
"""
    assert missing(source) == set()


def test_a_number_is_not_found_inside_another_one() -> None:
    sample = samples()["small_amounts"]
    options = sample.options(Branding())
    good = read_pages(write(sample.invoice, options).content, 10)
    assert find_missing(sample.invoice, options, good) == []
    wrong = [page.replace("0,53", "10,53").replace("0,50", "10,50") for page in good]
    found = {each.term for each in find_missing(sample.invoice, options, wrong)}
    assert {"BT-112", "BT-109"} <= found


def test_a_text_may_go_over_the_end_of_a_page() -> None:
    sample = samples()["reverse_charge"]
    options = sample.options(Branding())
    text = options.printed_texts[0]
    pages = read_pages(write(sample.invoice, options).content, 10)
    joined = " ".join(pages).replace(text, "")
    torn = [f"{joined} {text[:30]} Foot 1", f"Head 2 {text[30:]} Foot 2"]
    assert find_missing(sample.invoice, options, torn) == []
    assert find_missing(sample.invoice, options, [torn[0], "Head 2"])


def test_letters_that_no_font_has_do_not_make_a_document_fail() -> None:
    sample = samples()["invoice"]
    buyer = sample.invoice.buyer
    assert buyer is not None
    invoice = replace(sample.invoice, buyer=replace(buyer, name="漢字 Handel"))
    made = draw_pages(STARTER, invoice, sample.options(Branding()), patient=True)
    assert made.is_good, made.findings
    assert re.search(r"□\s+Handel", " ".join(made.header["pages"]))
    # What the template itself can't show is its own fault.
    assert not draw_pages("漢字 " + STARTER, invoice, sample.options(Branding()), patient=True).is_good


def test_the_text_of_a_page_is_read() -> None:
    made = set_source(
        f"""#set page(width: 100mm, height: 60mm)
Office (fluffy) \\ "quoted" #box(rotate(90deg)[turned]) #text(size: {SIZE_MIN - 1}pt)[tiny] #place(dx: 500mm)[outside]
#text(fill: rgb("#00000080"))[half clear] #underline[under] A\u00a0B soft\u00adhyphen 1 234,50 #sub[low]
#pagebreak() second #place(bottom)[foot]"""
    )
    text = re.sub(r"\s+", " ", text_of(made))
    for said in ("Office (fluffy)", "turned", "half", "clear", "under", "1 234,50", "second", "foot"):
        assert said in text, text
    assert "tiny" not in text
    assert "outside" not in text
    assert len(made.header["pages"]) == 2


def test_a_fault_of_ours_is_a_template_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("a value of somebody")

    monkeypatch.setattr("faktura.templates.draw.template_data", fail)
    sample = samples()["invoice"]
    with pytest.raises(TemplateFailed) as failure:
        page_drawer(STARTER)(sample.invoice, sample.options(Branding()))
    assert [each.code for each in failure.value.findings] == ["template_crashes"]
    # A branding that can't be used would stop the standard layout as well.
    monkeypatch.undo()
    with pytest.raises(BrandingError):
        page_drawer(STARTER)(sample.invoice, sample.options(Branding(colour="red")))


@pytest.mark.parametrize("font", ["source-sans", "source-serif", "manrope"])
def test_a_branding_comes_into_the_page(font: str) -> None:
    branding = Branding(
        colour="#7a1f5f",
        secondary_colour="#1f7a3a",
        font=font,
        footer="Own footer",
        payment_note="Own note on paying",
        address=Address(line1="Brand Street 1", city="Bern", postal_code="3011", country="CH"),
    )
    sample = samples()["invoice"]
    made = draw_pages(STARTER, sample.invoice, sample.options(branding), patient=True)
    assert made.is_good, made.findings
    text = " ".join(made.header["pages"])
    for said in ("Own footer", "Own note on paying", "Brand Street 1", "Lindenstraße 14"):
        assert said in text
    reader = PdfReader(io.BytesIO(made.content))
    families = {str(name) for page in reader.pages for name in fonts_of(page)}
    assert any(
        {"source-sans": "SourceSans", "source-serif": "SourceSerif", "manrope": "Manrope"}[font] in each
        for each in families
    )


def fonts_of(page: PageObject) -> list[str]:
    fonts = page["/Resources"]["/Font"]
    return [fonts[name].get_object()["/BaseFont"] for name in fonts]

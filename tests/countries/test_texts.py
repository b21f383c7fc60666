"""Each printed text stands where its condition holds, and only there."""

from datetime import date

import pytest

from faktura.model.json import from_plain
from faktura.registry import countries

from .sample import changed, sample_invoice


def _vat(category, **more):
    vat = {"category": category, "rate": "0", **more}
    return {"lines": [{"id": "1", "vat": vat}], "vat_breakdown": [{"taxable_amount": "100.00", **vat}]}


# What must be changed on a country's sample invoice so that a text with this id applies.
WHEN = {
    "reverse_charge": _vat("AE"),
    "self_billing": {"type_code": "389"},
    "intra_community_supply": _vat("K"),
    "export": _vat("G"),
    "cash_accounting": {"tax_point_date_code": "432"},
    "split_payment": {**_vat("B"), "charges": [{"vat": {"category": "S"}}], "totals": {"total_with_vat": "15000.01"}},
    "stamp_duty": _vat("E"),
    "margin_travel": _vat("E", exemption_reason_code="VATEX-EU-D"),
    "margin_second_hand": _vat("E", exemption_reason_code="VATEX-EU-F"),
    "margin_art": _vat("E", exemption_reason_code="VATEX-EU-I"),
    "margin_antiques": _vat("E", exemption_reason_code="VATEX-EU-J"),
}
ON_EVERY_BUSINESS_INVOICE = {("FR", "late_payment"), ("FR", "early_payment")}


def test_texts_apply_when_their_condition_holds(country):
    plain = sample_invoice(country)
    for text in country.printed_texts:
        always = (country.code, text.id) in ON_EVERY_BUSINESS_INVOICE
        assert text.applies(from_plain(plain)) is always, text.id
        if text.id == "small_business":
            # The text itself is the exemption reason (BT-120) that the completion of a draft may use.
            change = _vat("E", exemption_reason=text.text)
        else:
            assert always or text.id in WHEN, f"say in WHEN when {text.id} applies"
            change = WHEN.get(text.id, {})
        assert text.applies(from_plain(changed(plain, change))), text.id


def _texts(code, change=None, remove=None):
    country = countries()[code]
    invoice = from_plain(changed(sample_invoice(country), change or {}, remove))
    return {text.id: text.text for text in country.printed_texts if text.applies(invoice)}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("AT", "Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge)"),
        ("DE", "Steuerschuldnerschaft des Leistungsempfängers"),
        ("ES", "Inversión del sujeto pasivo"),
        ("FR", "Autoliquidation"),
        ("HR", "Prijenos porezne obveze"),
        ("IT", "Inversione contabile"),
        ("NL", "Btw verlegd"),
        ("PL", "odwrotne obciążenie"),
        ("SI", "Obrnjena davčna obveznost"),
    ],
)
def test_reverse_charge_is_said_in_the_words_of_the_law(code, text):
    assert _texts(code, WHEN["reverse_charge"])["reverse_charge"] == text


def test_belgium_says_it_in_three_languages():
    texts = {t.language: t.text for t in countries()["BE"].printed_texts if t.id == "reverse_charge"}
    assert texts == {
        "nl": "Btw verlegd",
        "fr": "Autoliquidation",
        "de": "Steuerschuldnerschaft des Leistungsempfängers",
    }


def test_gutschrift_is_for_self_billing_only():
    assert _texts("DE", {"type_code": "389"})["self_billing"] == "Gutschrift"
    assert "self_billing" not in _texts("DE", {"type_code": "381"})


def test_french_terms_for_businesses():
    texts = _texts("FR")
    assert "40 €" in texts["late_payment"]
    assert "escompte" in texts["early_payment"]
    assert "early_payment" not in _texts("FR", {"payment_terms": "2 % d'escompte sous 8 jours"})
    consumer = ["/buyer/vat_id", "/buyer/legal_registration"]
    assert {"late_payment", "early_payment"}.isdisjoint(_texts("FR", remove=consumer))
    assert "late_payment" not in _texts("FR", {"type_code": "381"})


def test_french_small_business_by_code():
    reason = _vat("E", exemption_reason_code="VATEX-FR-FRANCHISE")
    assert _texts("FR", reason)["small_business"] == "TVA non applicable, article 293 B du CGI"
    assert "small_business" not in _texts("FR", _vat("E", exemption_reason_code="VATEX-FR-CGI261-1"))


def test_polish_split_payment_begins_above_15000_zloty():
    assert "split_payment" in _texts("PL", {"totals": {"total_with_vat": "15000.01"}})
    assert "split_payment" not in _texts("PL", {"totals": {"total_with_vat": "15000.00"}})
    in_euro = {"currency": "EUR", "totals": {"total_with_vat": "99999.00"}}
    assert "split_payment" not in _texts("PL", in_euro)
    abroad = {"buyer": {"address": {"country": "DE"}}, "totals": {"total_with_vat": "99999.00"}}
    assert "split_payment" not in _texts("PL", abroad)


def test_italian_stamp_duty_begins_above_77_47():
    def charged(amount):
        return {"vat_breakdown": [{"category": "E", "rate": "0", "taxable_amount": amount}]}

    assert "stamp_duty" in _texts("IT", charged("77.48"))
    assert "stamp_duty" not in _texts("IT", charged("77.47"))


def test_german_small_business_text_is_law_since_2025():
    text = next(t for t in countries()["DE"].printed_texts if t.id == "small_business")
    assert text.since == date(2025, 1, 1)
    for reason in ("§19 UStG", "steuerfreier kleinunternehmer"):
        assert "small_business" in _texts("DE", _vat("E", exemption_reason=reason))
    assert "small_business" not in _texts("DE", _vat("E", exemption_reason="§ 4 Nr. 14 UStG"))

from dataclasses import replace

import pytest

from faktura.formats.facturx import Profile, ProfileTooSmall, left_out, profile_of, profiles, reduce
from faktura.formats.facturx.profiles import profile_at, told_by
from faktura.model import DirectDebit, Invoice, Line, PaymentInstructions, Seller
from faktura.model.party import Contact
from faktura.model.terms import all_terms
from formats.samples import every_term

from .samples import INVOICE, rounded


def test_identifiers_and_relationships():
    assert {(one.name, one.level, one.identifier, one.relationship, one.file_name) for one in Profile} == {
        ("MINIMUM", "MINIMUM", "urn:factur-x.eu:1p0:minimum", "Data", "factur-x.xml"),
        ("BASIC_WL", "BASIC WL", "urn:factur-x.eu:1p0:basicwl", "Data", "factur-x.xml"),
        (
            "BASIC",
            "BASIC",
            "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
            "Alternative",
            "factur-x.xml",
        ),
        ("EN16931", "EN 16931", "urn:cen.eu:en16931:2017", "Alternative", "factur-x.xml"),
        (
            "EXTENDED",
            "EXTENDED",
            "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
            "Alternative",
            "factur-x.xml",
        ),
        (
            "XRECHNUNG",
            "XRECHNUNG",
            "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
            "Alternative",
            "xrechnung.xml",
        ),
    }


@pytest.mark.parametrize(
    ("specification", "profile"),
    [
        (None, Profile.EN16931),
        ("urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", Profile.EN16931),
        ("urn:factur-x.eu:1p0:minimum", Profile.MINIMUM),
        ("urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.3", Profile.XRECHNUNG),
        *((profile.identifier, profile) for profile in Profile),
    ],
)
def test_the_specification_decides(specification, profile):
    assert profile_of(specification) is profile


@pytest.mark.parametrize(
    ("specification", "profile"),
    [
        ("urn:cen.eu:en16931:2017:compliant:factur-x.eu:1p0:basic", Profile.BASIC),
        ("urn:zugferd.de:2p0:minimum", Profile.MINIMUM),
        ("urn:factur-x.eu:1p0:basicwl", Profile.BASIC_WL),
        ("urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended", Profile.EXTENDED),
        ("urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr", Profile.EXTENDED),
        ("urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0", Profile.EN16931),
        ("urn:example", None),
    ],
)
def test_older_and_national_identifiers_are_told(specification, profile):
    assert told_by(specification) is profile


@pytest.mark.parametrize(
    ("level", "profile"),
    [
        ("EN 16931", Profile.EN16931),
        ("EN16931", Profile.EN16931),
        ("comfort", Profile.EN16931),
        ("BASICWL", Profile.BASIC_WL),
        ("", None),
        ("SUPER", None),
    ],
)
def test_names_in_metadata(level, profile):
    assert profile_at(level) is profile


def test_what_the_profiles_leave_out():
    assert left_out(Profile.EN16931) == left_out(Profile.EXTENDED) == left_out(Profile.XRECHNUNG) == {}
    basic, without_lines, minimum = (left_out(one) for one in (Profile.BASIC, Profile.BASIC_WL, Profile.MINIMUM))
    assert basic["/lines/-/description"] == "BT-154"
    assert basic["/supporting_documents/-/content"] == "BT-125"
    assert set(basic) < set(without_lines) < set(minimum)
    assert "/lines" in without_lines
    assert minimum["/notes"] == "BG-1"
    assert "/seller/address/country" not in minimum
    assert "/seller/address" not in minimum


def test_what_is_left_out_is_in_the_model():
    known = {pointer.removesuffix("/-") for _, pointer, _ in all_terms(Invoice)}
    assert set(profiles._OF_MINIMUM) <= known
    assert set(profiles._NOT_IN_BASIC) <= known


def test_one_remittance_information_and_one_mandate_for_all_instructions():
    for several, sentence in (
        ([PaymentInstructions(remittance_information=text) for text in "ab"], "BT-83"),
        ([PaymentInstructions(direct_debit=DirectDebit(mandate_reference=text)) for text in "ab"], "BT-89"),
    ):
        invoice = replace(INVOICE, payment_instructions=tuple(several))
        with pytest.raises(ProfileTooSmall, match=sentence):
            reduce(invoice, Profile.EN16931)
        assert reduce(invoice, Profile.MINIMUM).payment_instructions == ()
        assert reduce(replace(invoice, payment_instructions=(several[0], PaymentInstructions())), Profile.BASIC)


@pytest.mark.parametrize("profile", Profile)
def test_nothing_that_is_left_out_stays_and_nothing_else_goes(profile):
    whole = every_term("380")
    whole = replace(whole, payment_instructions=whole.payment_instructions[:1])
    if profile in (Profile.BASIC, Profile.BASIC_WL):
        whole = replace(whole, totals=replace(whole.totals, rounding_amount=None))
    reduced = reduce(whole, profile)
    gone = left_out(profile)
    for pointer in gone:
        assert not any(value not in (None, ()) for value in at(reduced, pointer)), pointer
    if not gone:
        assert replace(reduced, specification=whole.specification) == whole
    assert reduced.number == whole.number
    assert reduced.specification == profile.identifier


def at(part, pointer):
    """All values that a pointer with ``-`` leads to."""
    found = [part]
    for step in pointer.strip("/").split("/"):
        if step == "-":
            continue
        found = [getattr(one, step) for one in found if one is not None]
        found = [item for one in found for item in (one if isinstance(one, tuple) else (one,))]
    return found


def test_parts_that_have_nothing_left_are_gone():
    invoice = Invoice(
        number="1", seller=Seller(contact=Contact(name="Eva")), lines=(Line(description="x"), Line(id="2"))
    )
    reduced = reduce(invoice, Profile.BASIC)
    assert reduced.seller is None
    assert reduced.lines == (Line(id="2"),)


@pytest.mark.parametrize("profile", [Profile.BASIC, Profile.BASIC_WL])
def test_a_rounded_amount_due_needs_a_larger_profile(profile):
    with pytest.raises(ProfileTooSmall, match=r"rounding amount \(BT-114\) of 0.01"):
        reduce(rounded(), profile)


@pytest.mark.parametrize("profile", [Profile.MINIMUM, Profile.EN16931])
def test_other_profiles_take_one(profile):
    assert reduce(rounded(), profile).totals is not None


def test_a_version_of_xrechnung_is_kept():
    extension = (
        "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
        "#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0"
    )
    invoice = replace(INVOICE, specification=extension)
    assert profile_of(extension) is Profile.XRECHNUNG
    assert reduce(invoice, Profile.XRECHNUNG) is not None
    assert reduce(invoice, Profile.XRECHNUNG).specification == extension
    assert reduce(invoice, Profile.EN16931).specification == "urn:cen.eu:en16931:2017"

"""Identifiers: reading, comparing, matching, putting into URLs."""

import pytest

from faktura.channels.peppol.identifiers import (
    DOCUMENT_SCHEME,
    WILDCARD_SCHEME,
    DocumentTypeId,
    NoIdentifier,
    ParticipantId,
    best_match,
    decoded,
    document_type,
    encoded,
    is_scheme,
    is_service_provider,
    matches,
    participant,
    process,
    service_provider,
)

UBL = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##"


def pint(customization: str, scheme: str = WILDCARD_SCHEME) -> DocumentTypeId:
    return DocumentTypeId(f"{UBL}{customization}::2.1", scheme)


def test_a_participant_is_read_with_and_without_its_scheme():
    assert participant("0088:7300010000001") == participant("iso6523-actorid-upis::0088:7300010000001")
    assert participant("0088:7300010000001").agency == "0088"
    assert participant("0088:7300010000001").number == "7300010000001"


def test_participants_are_compared_without_regard_to_case():
    assert participant("9915:TEST") == participant("9915:test")
    assert hash(participant("9915:TEST")) == hash(participant("9915:test"))
    assert str(participant("9915:TEST")) == "iso6523-actorid-upis::9915:TEST"
    assert participant("9915:test") != ParticipantId("9915:test", "another-scheme-here")


@pytest.mark.parametrize("length", [1, 130])
def test_a_participants_number_has_up_to_130_signs(length):
    assert participant("9915:" + "a" * length).number == "a" * length


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9915",
        "9915:",
        ":123",
        "99155:1",
        "991:1",
        "9915:a b",
        "9915:ä",
        "other-scheme::9915:1",
        "9915:" + "a" * 131,
    ],
)
def test_what_is_no_participant_is_refused(text):
    with pytest.raises(NoIdentifier):
        participant(text)


def test_a_document_type_has_four_parts():
    kind = document_type(f"{UBL}urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1")
    assert kind.scheme == DOCUMENT_SCHEME
    assert kind.standard == "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
    assert kind.type == "Invoice"
    assert kind.customization == "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    assert kind.version == "2.1"
    assert kind.is_xml


def test_a_document_type_of_another_syntax_has_no_root():
    kind = document_type("urn:peppol:doctype:pdf+xml##urn:cen.eu:en16931:2017#conformant#urn:x:Factur-X:1.0::D22B")
    assert not kind.is_xml
    assert (kind.standard, kind.version) == ("urn:peppol:doctype:pdf+xml", "D22B")


def test_document_types_are_compared_sign_by_sign():
    assert document_type(f"{UBL}urn:A::2.1") != document_type(f"{UBL}urn:a::2.1")
    assert document_type(f"{WILDCARD_SCHEME}::{UBL}urn:a::2.1") != document_type(f"{UBL}urn:a::2.1")


@pytest.mark.parametrize("text", ["", "Invoice", "a##b", "##b::2.1", "a##b::", "a ##b::2.1", f"{UBL}{'x' * 500}::2.1"])
def test_what_is_no_document_type_is_refused(text):
    with pytest.raises(NoIdentifier):
        document_type(text)


def test_a_process_is_read_with_and_without_its_scheme():
    assert process("cenbii-procid-ubl::urn:peppol:bis:billing") == process("urn:peppol:bis:billing")


@pytest.mark.parametrize("text", ["", "a b", "x" * 201])
def test_what_is_no_process_is_refused(text):
    with pytest.raises(NoIdentifier):
        process(text)


def test_identifiers_are_encoded_for_urls_and_back():
    text = "busdox-docid-qns::urn:a-2::B##urn:c@d*::2.1 ä"
    assert encoded(text) == "busdox-docid-qns%3A%3Aurn%3Aa-2%3A%3AB%23%23urn%3Ac%40d%2A%3A%3A2.1%20%C3%A4"
    assert decoded(encoded(text)) == text


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(NoIdentifier):
        decoded("%FF%FE")


def test_schemes():
    assert is_scheme("busdox-docid-qns")
    assert not is_scheme("a::b")
    assert not is_scheme("")
    assert not is_scheme("x" * 26)


@pytest.mark.parametrize("text", ["000123", "000123-MLS", "000123-mls.my_own-1"])
def test_service_providers(text):
    assert is_service_provider(text)


@pytest.mark.parametrize("text", ["00012", "0001234", "000123-", "000123-ML", "000123-MLS.ab"])
def test_what_is_no_service_provider(text):
    assert not is_service_provider(text)


def test_a_seat_id_gives_the_service_provider():
    assert str(service_provider("POP000123")) == "iso6523-actorid-upis::0242:000123"
    with pytest.raises(NoIdentifier):
        service_provider("APP_1000000123")


def test_a_document_of_the_old_scheme_matches_itself_only():
    kind = pint("urn:a@b", DOCUMENT_SCHEME)
    assert list(matches(kind)) == [kind]
    assert best_match(kind, {pint("urn:a@b*"), pint("urn:a@b*", DOCUMENT_SCHEME)}) is None


def test_a_wildcard_matches_the_nearest_first():
    kind = pint("urn:peppol:pint:billing-1@jp-1@sub")
    assert [each.customization for each in matches(kind)] == [
        "urn:peppol:pint:billing-1@jp-1@sub",
        "urn:peppol:pint:billing-1@jp-1@sub*",
        "urn:peppol:pint:billing-1@jp-1*",
        "urn:peppol:pint:billing-1*",
    ]


def test_the_best_match_is_the_nearest_that_is_offered():
    kind = pint("urn:peppol:pint:billing-1@jp-1")
    coarse, fine = pint("urn:peppol:pint:billing-1*"), pint("urn:peppol:pint:billing-1@jp-1*")
    assert best_match(kind, (coarse, fine)) == fine
    assert best_match(kind, (coarse, fine, kind)) == kind
    assert best_match(kind, (coarse,)) == coarse
    assert best_match(kind, (pint("urn:peppol:pint:billing-1@sg-1*"),)) is None
    # Registered without an asterisk, the general one takes the general one only.
    assert best_match(kind, (pint("urn:peppol:pint:billing-1"),)) is None


def test_nobody_sends_an_asterisk():
    with pytest.raises(NoIdentifier):
        best_match(pint("urn:a*"), (pint("urn:a*"),))

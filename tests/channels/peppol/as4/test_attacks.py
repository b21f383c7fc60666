"""What somebody on the way, or a peer who does wrong, may try; each with the code that answers it."""

import re
import time
import zlib
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import pytest
from lxml import etree

from faktura.channels.peppol.as4 import PEPPOL, Algorithms, As4Error, Limits, Packed, names
from faktura.channels.peppol.as4.compression import zip_payload
from faktura.channels.peppol.as4.envelope import Envelope, add, tag
from faktura.channels.peppol.as4.errors import country_missing, differs, not_serviced
from faktura.channels.peppol.as4.user_message import PartInfo, Property

from .stage import (
    CA,
    CONTENT_ID,
    MESSAGE_ID,
    PAYLOAD,
    RECEIVER,
    STRANGER,
    built,
    changed,
    envelope_in,
    packed,
    received,
    user_message,
    with_body,
)


def refused(message: Packed, code: str, **changes: object) -> As4Error:
    with pytest.raises(As4Error) as caught:
        received(message, **changes)
    assert caught.value.code == code, caught.value
    return caught.value


def mutated(message: Packed, change: Callable[[etree._Element], object]) -> Packed:
    """The message with its envelope changed as a tree, after it was signed."""
    old = envelope_in(message)
    root = etree.fromstring(old)
    change(root)
    return changed(message, old, etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def at(root: etree._Element, namespace: str, name: str) -> etree._Element:
    found = next(root.iter(tag(namespace, name)))
    assert found is not None
    return found


def test_flipped_ciphertext() -> None:
    message = packed()
    at_end = message.body.rindex(b"\r\n--") - 40
    flipped = message.body[:at_end] + bytes([message.body[at_end] ^ 1]) + message.body[at_end + 1 :]
    error = refused(with_body(message, flipped), "EBMS:0102")
    assert error.message_id == MESSAGE_ID


def test_another_wrapped_key() -> None:
    def swap(root: etree._Element) -> None:
        value = at(root, names.XENC, "CipherValue")
        value.text = "A" + str(value.text)[1:] if str(value.text)[0] != "A" else "B" + str(value.text)[1:]

    refused(mutated(packed(), swap), "EBMS:0102")


def test_a_changed_final_recipient() -> None:
    refused(changed(packed(), "0204:991-12345-06", "0204:991-12345-07"), "EBMS:0101")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">conversation-1<", ">conversation-2<"),
        (f"<eb:MessageId>{MESSAGE_ID}", f"<eb:MessageId>x{MESSAGE_ID}"),
        ("busdox-docid-qns::", "busdox-docid-xyz::"),
        (">2026-11-23T", ">2026-11-24T"),
    ],
)
def test_other_changed_values(old: str, new: str) -> None:
    refused(changed(packed(), old, new), "EBMS:0101")


def test_security_removed() -> None:
    refused(mutated(packed(), lambda root: root[0].remove(at(root, names.WSSE, "Security"))), "EBMS:0103")


def test_signature_removed() -> None:
    def remove(root: etree._Element) -> None:
        at(root, names.WSSE, "Security").remove(at(root, names.DS, "Signature"))

    refused(mutated(packed(), remove), "EBMS:0103")


def test_encryption_removed() -> None:
    """A message that was signed and never encrypted."""

    def remove(envelope: Envelope) -> None:
        assert envelope.security is not None
        for name in ("EncryptedKey", "EncryptedData"):
            envelope.security.remove(at(envelope.security, names.XENC, name))

    refused(built(before_signing=remove), "EBMS:0103")


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">',
        "<!-- x --><!DOCTYPE x>",
        "<?evil x?>",
    ],
)
def test_document_types_and_instructions(prolog: str) -> None:
    refused(changed(packed(), "?>\n<S12", f"?>\n{prolog}<S12"), "EBMS:0009")


def test_instructions_within_what_is_signed() -> None:
    refused(changed(packed(), "<eb:Action>", "<?evil x?><eb:Action>"), "EBMS:0009")


def test_comments_do_not_cut_values() -> None:
    """Canonical XML leaves comments out, so the signature holds; the value must stay whole, too."""
    message = changed(packed(), "0204:991-12345-06<", "0204:991<!-- x -->-12345-06<")
    assert received(message).message.value("finalRecipient") == "0204:991-12345-06"


def test_wrapping_by_duplicate_id() -> None:
    """The signed Messaging is put aside and another one with its id takes its place."""

    def wrap(root: etree._Element) -> None:
        signed = at(root, names.EB, "Messaging")
        evil = deepcopy(signed)
        at(evil, names.EB, "Action").text = "evil"
        signed.addprevious(evil)
        wrapper = etree.SubElement(root[0], "wrapper")
        wrapper.append(signed)

    refused(mutated(packed(), wrap), "EBMS:0101")


def test_wrapping_by_an_unsigned_copy() -> None:
    def wrap(root: etree._Element) -> None:
        signed = at(root, names.EB, "Messaging")
        evil = deepcopy(signed)
        at(evil, names.EB, "Action").text = "evil"
        evil.set(tag(names.WSU, "Id"), "other")
        signed.addprevious(evil)
        etree.SubElement(root[0], "wrapper").append(signed)

    refused(mutated(packed(), wrap), "EBMS:0103")


def test_two_messagings() -> None:
    def double(root: etree._Element) -> None:
        copy = deepcopy(at(root, names.EB, "Messaging"))
        copy.set(tag(names.WSU, "Id"), "other")
        root[0].insert(0, copy)

    refused(mutated(packed(), double), "EBMS:0009")


def test_the_signed_body_elsewhere() -> None:
    def wrap(root: etree._Element) -> None:
        body = root[1]
        evil = deepcopy(body)
        evil.set(tag(names.WSU, "Id"), "other")
        root.append(evil)
        etree.SubElement(root[0], "wrapper").append(body)

    refused(mutated(packed(), wrap), "EBMS:0103")


def test_an_id_of_another_kind_is_a_double_too() -> None:
    refused(mutated(packed(), lambda root: etree.SubElement(root[0], "x", Id="messaging")), "EBMS:0101")


def test_something_in_the_body() -> None:
    refused(mutated(packed(), lambda root: etree.SubElement(root[1], "x")), "EBMS:0009")


def test_another_root() -> None:
    def rename(root: etree._Element) -> None:
        root.tag = tag(names.S12, "Letter")

    refused(mutated(packed(), rename), "EBMS:0009")


def test_what_has_no_canonical_form() -> None:
    refused(changed(packed(), "<ds:SignedInfo>", '<ds:SignedInfo xmlns:r="relative">'), "EBMS:0009")


def test_a_header_that_must_be_understood() -> None:
    def insert(root: etree._Element) -> None:
        etree.SubElement(root[0], "x").set(tag(names.S12, "mustUnderstand"), "true")

    refused(mutated(packed(), insert), "EBMS:0009")


def test_a_second_signature() -> None:
    def double(root: etree._Element) -> None:
        at(root, names.WSSE, "Security").append(deepcopy(at(root, names.DS, "Signature")))

    refused(mutated(packed(), double), "EBMS:0103")


def test_a_signature_of_somebody_else() -> None:
    refused(built(sender=STRANGER), "EBMS:0101")


def test_a_signature_of_another_access_point() -> None:
    refused(built(sender=CA.issue("PFR000009")), "EBMS:0003")


def test_a_message_for_another_access_point() -> None:
    refused(packed(), "EBMS:0102", keys=(CA.issue("PDE000003"),))
    other = user_message(to_party=(replace(user_message().to_party[0], value="PDE000003"),))
    refused(built(other), "EBMS:0003")


def test_a_swapped_certificate() -> None:
    """The token of a stranger, with the name of the sender, over the sender's signature."""
    own, other = built(), built(sender=STRANGER)
    token = re.compile(rb'wsu:Id="signing-certificate">([^<]+)<')
    mine, theirs = (token.search(message.body) for message in (own, other))
    assert mine
    assert theirs
    refused(changed(own, mine[1], theirs[1]), "EBMS:0101")


def test_a_gzip_bomb() -> None:
    size = PEPPOL.limits.payload_bytes_max + 1
    zipper = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(zipper.compress(b"\0" * min(10_000_000, size - at)) for at in range(0, size, 10_000_000))
    bomb += zipper.flush()
    refused(built(zipped=lambda _: bomb), "EBMS:0303")


@pytest.mark.parametrize(
    "zipped",
    [
        lambda content: content,
        lambda content: zip_payload(content)[:-5],
        lambda content: zip_payload(content) + b"x",
        lambda content: zip_payload(content) * 2,
        zlib.compress,
        lambda content: b"",
    ],
)
def test_bad_gzip(zipped: Callable[[bytes], bytes]) -> None:
    refused(built(zipped=zipped), "EBMS:0303")


def test_an_unknown_compression() -> None:
    part = replace(user_message().parts[0], properties=(Property(name="CompressionType", value="application/zip"),))
    refused(built(user_message(parts=(part,))), "EBMS:0303")


def test_a_part_that_is_not_there() -> None:
    refused(built(user_message(parts=(PartInfo(href="cid:other@x"),))), "EBMS:0011")


def test_a_part_that_nobody_names() -> None:
    refused(built(parts={CONTENT_ID: PAYLOAD, "other@x": b"evil"}), "EBMS:0007")


def test_a_payload_in_the_body() -> None:
    refused(built(user_message(parts=(PartInfo(href=""),))), "EBMS:0010")


def test_two_payloads() -> None:
    part = user_message().parts[0]
    two = user_message(parts=(part, replace(part, href="cid:other@x")))
    refused(built(two, parts={CONTENT_ID: PAYLOAD, "other@x": b"second"}), "EBMS:0010")


def test_two_names_for_one_payload() -> None:
    profile = replace(PEPPOL, payloads=2)
    refused(built(user_message(parts=user_message().parts * 2)), "EBMS:0003", profile=profile)


def test_a_part_property_that_is_there_twice() -> None:
    part = user_message().parts[0]
    refused(built(user_message(parts=(replace(part, properties=part.properties * 2),))), "EBMS:0003")


def test_a_big_part_that_is_not_zipped() -> None:
    part = user_message().parts[0]
    plain = user_message(parts=(replace(part, properties=part.properties[:1]),))
    limits = Limits(payload_bytes_max=len(PAYLOAD) - 1)
    refused(built(plain, zipped=lambda content: content), "EBMS:0303", profile=replace(PEPPOL, limits=limits))


def test_a_part_that_is_not_signed() -> None:
    """Two payloads in a profile that allows them, one of which the signature leaves out."""
    profile = replace(PEPPOL, payloads=2)
    part = user_message().parts[0]
    two = user_message(parts=(part, replace(part, href="cid:other@x")))
    parts = {CONTENT_ID: PAYLOAD, "other@x": b"second"}
    assert len(received(built(two, parts=parts, profile=profile), profile=profile).payloads) == 2
    refused(built(two, parts=parts, profile=profile, signed=1), "EBMS:0103", profile=profile)
    refused(built(signed=0), "EBMS:0103")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (names.RSA_SHA256, "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
        (names.RSA_SHA256, names.RSA_SHA384),
        (names.RSA_SHA256, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"),
        (f'Algorithm="{names.EXCLUSIVE_C14N}"', 'Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"'),
        (names.CONTENT_SIGNATURE, names.CONTENT_SIGNATURE.replace("Content-S", "Complete-S")),
        (names.AES128_GCM, "http://www.w3.org/2001/04/xmlenc#aes128-cbc"),
        (names.RSA_OAEP + '"', 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"'),
        (names.MGF1_SHA256, "http://www.w3.org/2009/xmlenc11#mgf1sha1"),
        (f'<ds:DigestMethod Algorithm="{names.SHA256}"/>', '<ds:DigestMethod Algorithm="urn:sha1"/>'),
        (names.CONTENT_ONLY, names.CONTENT_ONLY.replace("Content-Only", "Complete")),
        (names.CIPHERTEXT, "urn:other"),
        ("#X509v3", "#X509PKIPathv1"),
    ],
)
def test_algorithms_that_are_not_allowed(old: str, new: str) -> None:
    refused(changed(packed(), old, new), "EBMS:0103")


def test_a_stylesheet_as_transform() -> None:
    def insert(root: etree._Element) -> None:
        transforms = at(root, names.DS, "Transforms")
        add(transforms, names.DS, "Transform", Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116")

    refused(mutated(packed(), insert), "EBMS:0103")


@pytest.mark.parametrize("uri", ["", "http://example.com/", "file:///etc/passwd", "#xpointer(/)", "cid:%zz", "#"])
def test_references_to_elsewhere(uri: str) -> None:
    refused(changed(packed(), '<ds:Reference URI="#body"', f'<ds:Reference URI="{uri}"'), "EBMS:0103")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"from_role": "urn:other"}, "EBMS:0010"),
        ({"to_role": "urn:other"}, "EBMS:0010"),
        ({"agreement": "urn:other"}, "EBMS:0010"),
        ({"agreement": None}, "EBMS:0010"),
        ({"agreement_type": "urn:other"}, "EBMS:0010"),
        ({"service_type": None}, "EBMS:0010"),
        ({"mpc": "urn:other"}, "EBMS:0010"),
        ({"parts": ()}, "EBMS:0010"),
        ({"properties": ()}, "EBMS:0003"),
        ({"properties": user_message().properties[:1]}, "EBMS:0003"),
        ({"properties": (*user_message().properties, user_message().properties[0])}, "EBMS:0003"),
        ({"properties": tuple(replace(each, type=None) for each in user_message().properties)}, "EBMS:0003"),
        ({"from_party": user_message().from_party * 2}, "EBMS:0010"),
        ({"from_party": (replace(user_message().from_party[0], type="urn:other"),)}, "EBMS:0010"),
        ({"to_party": (replace(user_message().to_party[0], value="somebody"),)}, "EBMS:0010"),
        ({"action": " "}, "EBMS:0009"),
        ({"message_id": "with spaces@x"}, "EBMS:0009"),
        ({"message_id": "x" * 400}, "EBMS:0009"),
    ],
)
def test_headers_that_were_not_agreed(change: dict[str, object], code: str) -> None:
    refused(built(user_message(**change)), code)


def test_beyond_the_limits() -> None:
    message = packed()
    for limits, code in (
        (Limits(message_bytes_max=len(message.body) - 1), "EBMS:0007"),
        (Limits(envelope_bytes_max=len(envelope_in(message)) - 1), "EBMS:0009"),
        (Limits(payload_bytes_max=len(PAYLOAD) - 1), "EBMS:0303"),
        (Limits(parts_max=1), "EBMS:0007"),
        (Limits(part_headers_max=2), "EBMS:0007"),
        (Limits(part_header_bytes_max=20), "EBMS:0007"),
        (Limits(references_max=2), "EBMS:0103"),
    ):
        refused(message, code, profile=replace(PEPPOL, limits=limits))
    refused(message, "EBMS:0103", profile=replace(PEPPOL, algorithms=Algorithms(rsa_bits_min=4096)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<S12:Header>", "<S12:Header " + " ".join(f'a{n}="u"' for n in range(40_000)) + ">"),
        ("<S12:Header>", "<S12:Header " + " ".join(f'xmlns:a{n}="urn:u"' for n in range(2_000)) + ">"),
        ("<S12:Header>", "<S12:Header>" + "<a/>" * 50_000),
        ("<S12:Header>", "<S12:Header>" + "<a>" * 100 + "</a>" * 100),
    ],
)
def test_envelopes_that_take_long_to_read(old: str, new: str) -> None:
    message = changed(packed(), old, new)
    started = time.monotonic()
    refused(message, "EBMS:0009")
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("number", [100, 450])
def test_what_is_within_the_limits_is_read_quickly(number: int) -> None:
    spaces = " ".join(f'xmlns:a{n}="urn:u{n}"' for n in range(number))
    attributes = " ".join(f'b{n}="u"' for n in range(5 * number))
    message = changed(packed(), "<S12:Header>", f"<S12:Header {spaces} {attributes}>" + "<a/>" * 10 * number)
    started = time.monotonic()
    assert received(message).payload == PAYLOAD
    assert time.monotonic() - started < 1


def test_keys_that_are_too_short_or_of_another_kind() -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    short = CA.issue("POP000001", key=rsa.generate_private_key(public_exponent=65537, key_size=1024))
    refused(built(sender=short), "EBMS:0103")


@pytest.mark.parametrize("error", [country_missing(), differs("Action", "a", "b"), not_serviced("0088:1")])
def test_what_the_payload_says_is_refused_by_the_caller(error: As4Error) -> None:
    """The hook: what is unpacked is authenticated, and the caller raises what the SBDH has it raise."""

    def deliver(message: Packed) -> None:
        assert received(message, keys=(RECEIVER,)).payload == PAYLOAD
        raise error

    with pytest.raises(As4Error) as caught:
        deliver(packed())
    assert caught.value.code in {"EBMS:0003", "EBMS:0004"}

"""Messages shaped as other stacks shape them, and our own read by other code than the one that wrote them.

The peer here shares nothing with the room but lxml: it writes XML as text, canonicalizes with the standard library
where it can, and signs and encrypts with the library for keys alone.
"""

import base64
import gzip
import hashlib
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from faktura.channels.peppol.as4 import PEPPOL, As4Error, Packed, receipt_for

from .stage import NOW, PAYLOAD, RECEIVER, SENDER, STRANGER, built, changed, envelope_in, packed, received

DS = "{http://www.w3.org/2000/09/xmldsig#}"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
SWA = "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#"
WSU_ID = f"{{{WSS}wssecurity-utility-1.0.xsd}}Id"
CID = "att%2D1@peer"  # an escape in the URL, none in the Content-ID


def canonicalized(element: etree._Element) -> bytes:
    """Exclusive canonical XML by the standard library: C14N 2.0 writes the same where no prefix list is given."""
    return ElementTree.canonicalize(etree.tostring(element, with_tail=False).decode()).encode()


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize("make", [lambda: envelope_in(packed()), lambda: receipt_of(packed())])
def test_our_signatures_hold_for_another_canonicalizer(make: Callable[[], bytes]) -> None:
    root = etree.fromstring(make())
    signature = next(root.iter(DS + "Signature"))
    signed_info = signature[0]
    token = next(each for each in root.iter() if each.get(WSU_ID) == "signing-certificate")
    signer = next(
        each.certificate
        for each in (SENDER, RECEIVER)
        if b64(each.certificate.public_bytes(Encoding.DER)) == token.text
    )
    value = base64.b64decode(str(signature[1].text))
    signer.public_key().verify(value, canonicalized(signed_info), padding.PKCS1v15(), hashes.SHA256())
    seen = 0
    for reference in signed_info.iter(DS + "Reference"):
        uri = str(reference.get("URI"))
        if uri.startswith("#"):
            (element,) = [each for each in root.iter() if each.get(WSU_ID) == uri[1:]]
            assert b64(hashlib.sha256(canonicalized(element)).digest()) == reference[-1].text
            seen += 1
    assert seen == 2


def receipt_of(message: Packed) -> bytes:
    return receipt_for(received(message), PEPPOL, (RECEIVER,), "r@x", NOW)


TEMPLATE = f"""<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
  xmlns:eb3="http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/" xmlns:unused="urn:unused">
  <env:Header>
    <eb3:Messaging xmlns:wsu="{WSS}wssecurity-utility-1.0.xsd" env:mustUnderstand="1" id="legacy" wsu:Id="msg-1">
      <eb3:UserMessage mpc="http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/defaultMPC">
        <eb3:MessageInfo>
          <eb3:Timestamp>2026-11-23T13:00:00.1234567+01:00</eb3:Timestamp>
          <eb3:MessageId>peer-1@peer.example</eb3:MessageId>
        </eb3:MessageInfo>
        <eb3:PartyInfo>
          <eb3:From><eb3:PartyId type="{PEPPOL.party_id_type}"> POP000001 </eb3:PartyId>
            <eb3:Role>{PEPPOL.initiator_role}</eb3:Role></eb3:From>
          <eb3:To><eb3:PartyId type="{PEPPOL.party_id_type}">PDE000002</eb3:PartyId>
            <eb3:Role>{PEPPOL.responder_role}</eb3:Role></eb3:To>
        </eb3:PartyInfo>
        <eb3:CollaborationInfo>
          <eb3:AgreementRef>{PEPPOL.agreement}</eb3:AgreementRef>
          <eb3:Service type="cenbii-procid-ubl">process &amp; more</eb3:Service>
          <eb3:Action>busdox-docid-qns::x</eb3:Action>
          <eb3:ConversationId>1</eb3:ConversationId>
        </eb3:CollaborationInfo>
        <eb3:MessageProperties>
          <eb3:Property name="originalSender" type="iso6523-actorid-upis">9930:de1</eb3:Property>
          <eb3:Property name="finalRecipient" type="iso6523-actorid-upis">9930:de2</eb3:Property>
          <eb3:Property name="trackingIdentifier">ü</eb3:Property>
        </eb3:MessageProperties>
        <eb3:PayloadInfo><eb3:PartInfo href="cid:{CID}"><eb3:PartProperties>
          <eb3:Property name="CompressionType">application/gzip</eb3:Property>
          <eb3:Property name="MimeType">application/xml</eb3:Property>
        </eb3:PartProperties></eb3:PartInfo></eb3:PayloadInfo>
      </eb3:UserMessage>
    </eb3:Messaging>
    <wsse:Security xmlns:wsse="{WSS}wssecurity-secext-1.0.xsd" xmlns:wsu="{WSS}wssecurity-utility-1.0.xsd"
      xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
      <wsu:Timestamp wsu:Id="time-1"><wsu:Created>2026-11-23T12:00:00Z</wsu:Created></wsu:Timestamp>
      <wsse:BinarySecurityToken EncodingType="{WSS}soap-message-security-1.0#Base64Binary"
        ValueType="{WSS}x509-token-profile-1.0#X509v3" wsu:Id="sign-1">@SIGNER@</wsse:BinarySecurityToken>
      <ds:Signature>@SIGNED_INFO@<ds:SignatureValue>@VALUE@</ds:SignatureValue><ds:KeyInfo>
        <wsse:SecurityTokenReference><wsse:Reference URI="#sign-1"/></wsse:SecurityTokenReference></ds:KeyInfo>
      </ds:Signature>
      <wsse:BinarySecurityToken EncodingType="{WSS}soap-message-security-1.0#Base64Binary"
        ValueType="{WSS}x509-token-profile-1.0#X509v3" wsu:Id="crypt-1">@RECEIVER@</wsse:BinarySecurityToken>
      <xenc:EncryptedKey Id="key-1">
        <xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep">
          <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
          <x:MGF xmlns:x="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"/>
        </xenc:EncryptionMethod>
        <ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI="#crypt-1"
          ValueType="{WSS}x509-token-profile-1.0#X509v3"/></wsse:SecurityTokenReference></ds:KeyInfo>
        <xenc:CipherData><xenc:CipherValue>@KEY@</xenc:CipherValue></xenc:CipherData>
        <xenc:ReferenceList><xenc:DataReference URI="#data-1"/></xenc:ReferenceList>
      </xenc:EncryptedKey>
      <xenc:EncryptedData Id="data-1" MimeType="application/gzip" Type="{SWA}Attachment-Content-Only">
        <xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes128-gcm"/>
        <xenc:CipherData><xenc:CipherReference URI="cid:{CID}"><xenc:Transforms>
          <ds:Transform Algorithm="{SWA}Attachment-Ciphertext-Transform"/>
        </xenc:Transforms></xenc:CipherReference></xenc:CipherData>
      </xenc:EncryptedData>
    </wsse:Security>
  </env:Header>
  <env:Body xmlns:p="{WSS}wssecurity-utility-1.0.xsd" p:Id="body-1">
  </env:Body>
</env:Envelope>"""


def reference(uri: str, transform: str, digest: bytes, prefixes: str = "") -> str:
    inclusive = f'<ec:InclusiveNamespaces xmlns:ec="{EXCLUSIVE}" PrefixList="{prefixes}"/>' if prefixes else ""
    return (
        f'<ds:Reference URI="{uri}"><ds:Transforms><ds:Transform Algorithm="{transform}">{inclusive}</ds:Transform>'
        '</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
        f"<ds:DigestValue>{b64(digest)}</ds:DigestValue></ds:Reference>"
    )


def wrapped(text: str) -> str:
    return "\n".join(text[at : at + 76] for at in range(0, len(text), 76))


def peers_message(
    *,
    prefixes: str = "env xsd",
    signed: tuple[str, ...] = ("time-1", "msg-1", "body-1"),
    change: Callable[[str], str] = lambda text: text,
    sends: bytes | None = None,
) -> Packed:
    """A message as WSS4J might write it: prefix lists, its own prefixes, white space, a signed time stamp.

    `change` is applied to the envelope before it is signed; `sends` is encrypted in place of what is signed.
    """
    zipped = gzip.compress(PAYLOAD)
    key, iv = AESGCM.generate_key(128), bytes(12)
    closed = iv + AESGCM(key).encrypt(iv, zipped if sends is None else sends, None)
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    text = TEMPLATE
    for name, content in (
        ("@SIGNER@", SENDER.certificate.public_bytes(Encoding.DER)),
        ("@RECEIVER@", RECEIVER.certificate.public_bytes(Encoding.DER)),
        ("@KEY@", RECEIVER._key.public_key().encrypt(key, oaep)),
    ):
        text = text.replace(name, wrapped(b64(content)))
    text = change(text)

    def canonical(element: etree._Element) -> bytes:
        listed = prefixes.split() or None
        return etree.tostring(element, method="c14n", exclusive=True, inclusive_ns_prefixes=listed, with_comments=False)

    root = etree.fromstring(text)
    references = "".join(
        reference(
            f"#{name}",
            EXCLUSIVE,
            hashlib.sha256(canonical(next(each for each in root.iter() if each.get(WSU_ID) == name))).digest(),
            prefixes,
        )
        for name in signed
    )
    references += reference(
        f"cid:{CID}", SWA + "Attachment-Content-Signature-Transform", hashlib.sha256(zipped).digest()
    )
    inclusive = f'<ec:InclusiveNamespaces xmlns:ec="{EXCLUSIVE}" PrefixList="{prefixes}"/>' if prefixes else ""
    text = text.replace(
        "@SIGNED_INFO@",
        f'<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}">{inclusive}</ds:CanonicalizationMethod>'
        '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>'
        f"{references}</ds:SignedInfo>",
    )
    signed_info = next(etree.fromstring(text).iter(DS + "SignedInfo"))
    value = SENDER._key.sign(canonical(signed_info), padding.PKCS1v15(), hashes.SHA256())
    root_part = text.replace("@VALUE@", wrapped(b64(value))).encode()
    body = (
        b"\r\n--peer\r\nContent-Type: application/soap+xml;\r\n\tcharset=UTF-8\r\n\r\n" + root_part + b"\r\n--peer\r\n"
        b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-ID: <att-1@peer>\r\nContent-Description: x\r\n\r\n"
        + base64.encodebytes(closed).replace(b"\n", b"\r\n")
        + b"\r\n--peer--\r\n"
    )
    headers = {"content-type": 'Multipart/Related; boundary=peer; type="application/soap+xml"; start-info=x'}
    return Packed(message_id="peer-1@peer.example", headers=headers, body=body, references=(), receiver_certificate=b"")


@pytest.mark.parametrize("prefixes", ["", "env xsd", "unused xsd nothing", "#default eb3"])
def test_a_message_of_another_stack_is_read(prefixes: str) -> None:
    arrived = received(peers_message(prefixes=prefixes))
    assert arrived.payload == PAYLOAD
    message = arrived.message
    assert (message.service, message.from_party[0].value) == ("process & more", "POP000001")
    assert message.timestamp.isoformat() == "2026-11-23T12:00:00.123456+00:00"
    assert message.value("trackingIdentifier") == "ü"
    assert len(arrived.references) == 4


def test_the_receipt_repeats_the_references_as_they_were() -> None:
    message = peers_message()
    held = re.search(rb"<ds:SignedInfo>.*?</ds:SignedInfo>", message.body, re.DOTALL)
    assert held
    receipt = receipt_of(message).decode()
    sent = re.findall(r"<ds:Reference .*?</ds:Reference>", held[0].decode())
    repeated = re.findall(r"<ds:Reference .*?</ds:Reference>", receipt)
    assert len(sent) == 4
    assert [re.findall('URI="(.*?)"|PrefixList="(.*?)"|<ds:DigestValue>(.*?)<', each) for each in repeated[-4:]] == [
        re.findall('URI="(.*?)"|PrefixList="(.*?)"|<ds:DigestValue>(.*?)<', each) for each in sent
    ]


def test_a_changed_time_stamp_is_noticed_when_it_is_signed() -> None:
    for signed, is_refused in ((("time-1", "msg-1", "body-1"), True), (("msg-1", "body-1"), False)):
        message = peers_message(signed=signed)
        later = Packed(
            message_id="x",
            headers=message.headers,
            body=message.body.replace(b"<wsu:Created>2026", b"<wsu:Created>2027"),
            references=(),
            receiver_certificate=b"",
        )
        if is_refused:
            with pytest.raises(As4Error, match="EBMS:0101"):
                received(later)
        else:
            assert received(later).payload == PAYLOAD


def inserted(before: str, what: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert before in text
        return text.replace(before, what + before)

    return change


def removed(what: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert what in text
        return text.replace(what, "")

    return change


EXTRA = f'<x xmlns:w="{WSS}wssecurity-utility-1.0.xsd" w:Id="extra"/>'
DATA = re.compile(r"<xenc:EncryptedData.*?</xenc:EncryptedData>", re.DOTALL)


def more_data(number: int) -> Callable[[str], str]:
    """The same attachment encrypted more than once, by the same key."""

    def change(text: str) -> str:
        (data,) = DATA.findall(text)
        listed = '<xenc:DataReference URI="#data-1"/>'
        for n in range(2, number + 2):
            text = text.replace(data, data + data.replace("data-1", f"data-{n}"), 1)
            text = text.replace(listed, listed + listed.replace("data-1", f"data-{n}"), 1)
        return text

    return change


@pytest.mark.parametrize(
    ("message", "code"),
    [
        # A payload of somebody who only has the receiver's certificate, beside a signature over another one.
        (peers_message(sends=gzip.compress(b"evil")), "EBMS:0101"),
        (peers_message(signed=("body-1",)), "EBMS:0103"),
        (peers_message(signed=("msg-1",)), "EBMS:0103"),
        (peers_message(signed=("msg-1", "msg-1", "body-1")), "EBMS:0103"),
        (peers_message(signed=("msg-1", "body-1", "extra"), change=inserted("<eb3:Messaging ", EXTRA)), "EBMS:0103"),
        (peers_message(prefixes=" ".join(f"p{n}" for n in range(33))), "EBMS:0103"),
        (peers_message(change=more_data(1)), "EBMS:0103"),
        (peers_message(change=more_data(5)), "EBMS:0103"),
        (peers_message(change=removed('<xenc:DataReference URI="#data-1"/>')), "EBMS:0103"),
        (peers_message(change=lambda text: text.replace("#data-1", "#data-2")), "EBMS:0103"),
        (peers_message(change=inserted("<xenc:EncryptedKey ", "<xenc:EncryptedKey/>")), "EBMS:0103"),
        (peers_message(change=inserted("<env:Body", "<env:Body/>")), "EBMS:0009"),
        (peers_message(change=lambda text: text.replace("env:Body", "env:Corpus")), "EBMS:0009"),
        (peers_message(change=lambda text: text.replace("2003/05/soap-envelope", "2003/05/soap-else")), "EBMS:0009"),
        (peers_message(change=lambda text: text.replace("T13:00:00", "T25:00:00")), "EBMS:0009"),
        (
            peers_message(change=lambda text: text.replace("2026-11-23T13:00:00.1234567+01:00", "yesterday")),
            "EBMS:0009",
        ),
        (peers_message(change=removed('name="originalSender"')), "EBMS:0009"),
        (peers_message(change=inserted("</eb3:UserMessage>", "<eb3:Extra/>")), "EBMS:0009"),
        (peers_message(change=inserted("</eb3:Action>", "<x/>")), "EBMS:0009"),
        (peers_message(change=inserted("<eb3:UserMessage ", "<eb3:SignalMessage/>")), "EBMS:0009"),
    ],
)
def test_what_a_peer_may_not_sign(message: Packed, code: str) -> None:
    with pytest.raises(As4Error) as caught:
        received(message)
    assert caught.value.code == code, caught.value


def test_a_signature_by_another_key_than_the_certificates() -> None:
    class Thief:
        """He shows the sender's certificate and signs with his own key."""

        certificate = SENDER.certificate
        sign = STRANGER.sign
        decrypt = STRANGER.decrypt

    with pytest.raises(As4Error, match="EBMS:0101 FailedAuthentication: The signature does not hold"):
        received(built(sender=Thief()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>',
            '<ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/><ds:DigestValue>',
        ),
        ('x509-token-profile-1.0#X509v3" wsu:Id="signing', 'x509-token-profile-1.0#PKCS7" wsu:Id="signing'),
    ],
)
def test_other_digests_and_tokens_are_refused(old: str, new: str) -> None:
    with pytest.raises(As4Error, match="EBMS:0103"):
        received(changed(packed(), old, new))

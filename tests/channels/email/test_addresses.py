import idna
import pytest

from faktura.channels.email.addresses import AddressError, ascii_domain, check_address, read_address


@pytest.mark.parametrize(
    "address",
    [
        "name@example.com",
        "o'brien+invoices@sub.example.co.uk",
        "a!#$%&*/=?^_`{|}~-z@example.com",
        '"a b\\"c"@example.com',
        "Buchhaltung@MÜLLER.example",
        "rechnung@straße.example",
        "jörg@müller.example",
        "経理@例え.テスト",
        "x@xn--mller-kva.example",
        "x@sub_domain.example.com",
        "x" * 64 + "@example.com",
    ],
)
def test_what_is_an_address(address: str) -> None:
    assert check_address(address) is None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("name", "has no @"),
        ("@example.com", "nothing before the @"),
        ("name@", "empty part"),
        ("name@example", "no dot"),
        ("name@example..com", "empty part"),
        ("name@example.com.", "empty part"),
        ("na me@example.com", "not allowed"),
        ("a..b@example.com", "not allowed"),
        (".a@example.com", "not allowed"),
        ("a@b@example.com", "not allowed"),
        ("a,b@example.com", "not allowed"),
        (" name@example.com", "space"),
        ("Name <name@example.com>", "bare"),
        ("name@exam ple.com", "cannot have"),
        ("name@-example.com", "cannot have"),
        ("name@[192.0.2.1]", "cannot have"),
        ("name@192.0.2.1", "is a number"),
        ("name@ex☃mple.com", "cannot have"),
        ("name@example.com\r\nBcc: x@example.com", "line break"),
        ("name\n@example.com", "line break"),
        ("name\u202e@example.com", "control character"),
        ("x" * 65 + "@example.com", "longer than 64"),
        ("x@" + "a" * 64 + ".com", "longer than 63"),
        ("x@" + ".".join(["a" * 60] * 5) + ".com", "longer than 253"),
        ("x" * 60 + "@" + ".".join(["a" * 60] * 4), "longer than 254"),
    ],
)
def test_what_is_no_address_is_told_in_a_sentence(address: str, words: str) -> None:
    sentence = check_address(address)
    assert sentence is not None
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 320


@pytest.mark.parametrize(
    "domain",
    [
        "example.com",
        "MÜLLER.example",
        "straße.example",
        "βόλος.example",
        "例え。テスト",
        "öbb.at",
        "paral·lel.example",
        "ｅxample.com",
    ],
)
def test_domains_become_what_the_idna_library_makes_of_them(domain: str) -> None:
    assert ascii_domain(domain) == idna.encode(domain, uts46=True).decode()


def test_an_address_keeps_its_local_part_and_gets_an_ascii_domain() -> None:
    mailbox = read_address("Jörg@Müller.example")
    assert mailbox.address == "Jörg@xn--mller-kva.example"
    assert mailbox.needs_smtputf8
    assert not read_address("Joerg@Müller.example").needs_smtputf8


def test_a_domain_that_begins_with_a_combining_mark_is_refused() -> None:
    with pytest.raises(AddressError, match="cannot have"):
        ascii_domain("a.\u0301b.example")

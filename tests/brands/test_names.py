import pytest

from faktura.brands.names import host_of, is_within, read_domain


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("example.com", "example.com"),
        (" Billing.Example.COM. ", "billing.example.com"),
        ("müller.example", "xn--mller-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("a-b.example", "a-b.example"),
    ],
)
def test_a_domain_is_read_as_the_dns_knows_it(text: str, name: str) -> None:
    assert read_domain(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "", ".", "localhost", "192.0.2.1", "::1", "exa mple.com", "example..com", "-a.example", "a-.example",
        "https://example.com", "example.com/x", "example.com:80", "a@example.com", "*.example.com",
        "x" * 64 + ".example", ("a" * 60 + ".") * 5 + "example", "a_b.example", "\u202eexample.com",
    ],
)  # fmt: skip
def test_other_texts_are_no_domain(text: str) -> None:
    assert read_domain(text) is None


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("example.com", "example.com"),
        ("Example.com:8443", "example.com"),
        ("127.0.0.1:8080", None),
        ("[::1]:8080", None),
        ("localhost:8080", None),
        ("example.com:x", None),
        ("", None),
    ],
)
def test_the_host_of_a_header(header: str, host: str | None) -> None:
    assert host_of(header) == host


def test_a_domain_lies_within_itself_and_those_above() -> None:
    assert is_within("a.example", "a.example")
    assert is_within("b.a.example", "a.example")
    assert not is_within("ba.example", "a.example")
    assert not is_within("example", "a.example")

import pytest

from faktura.outgoing.errors import AddressRefused
from faktura.outgoing.url import PORT_OWN_MIN, URL_LENGTH_MAX, read_url


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.com", "https://example.com/"),
        ("https://example.com:443/a?b=c", "https://example.com/a?b=c"),
        ("https://Example.COM./x", "https://example.com/x"),
        ("https://example.com:8443/x", "https://example.com:8443/x"),
        ("https://example.com:80/x", "https://example.com:80/x"),
        ("https://müller.example/x", "https://xn--mller-kva.example/x"),
        ("https://straße.example", "https://xn--strae-oqa.example/"),
        ("https://8.8.8.8/x", "https://8.8.8.8/x"),
        ("https://[2606:4700:4700:0::1111]:8443/", "https://[2606:4700:4700::1111]:8443/"),
        ("https://example.com/%C3%BC", "https://example.com/%C3%BC"),
    ],
)
def test_a_url_is_read_in_one_way(url: str, written: str) -> None:
    assert read_url(url).url == written


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "//example.com/",
        "/hooks",
        "https://",
        "https:///hooks",
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "https://user@example.com/",
        "https://user:password@example.com/",
        "https://@example.com/",
        "https://example.com/#part",
        "https://example.com/#",
        "https://example.com\\@127.0.0.1/",
        "https://example.com /",
        "https://example.com/a b",
        "https://example.com/\r\nx: y",
        "https://exa\tmple.com/",
        "https://example.com\u200b/",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://example.com:x/",
        "https://example.com:22/",
        "https://example.com:25/",
        f"https://example.com:{PORT_OWN_MIN - 1}/",
        "https://localhost/",
        "https://intranet/",
        "https://example..com/",
        "https://.example.com/",
        "https://example.com../",
        "https://-a.example.com/",
        "https://127.1/",
        "https://0x7f.1/",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://017700000001/",
        "https://127.0.0.01/",
        "https://1.2.3.4.5/",
        "https://example.0x1/",
        "https://①②⑦.0.0.1.x1/\u2488",
        "https://[::1",
        "https://[fe80::1%25eth0]/",
        "https://[::1]x/",
        "https://example%2ecom/",
        "https://example.com/ü",
        f"https://example.com/{'a' * URL_LENGTH_MAX}",
    ],
)
def test_what_means_nothing_or_two_things_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        read_url(url)


@pytest.mark.parametrize("url", ["https://①②⑦.0.0.1/", "https://127。0。0。1/", "https://[::1]/", "https://10.0.0.1/"])
def test_an_address_inside_is_refused_however_it_is_written(url: str) -> None:
    with pytest.raises(AddressRefused, match="not on the public network"):
        read_url(url)


def test_inside_a_network_http_short_names_and_any_port_pass() -> None:
    assert read_url("http://receiver:81/x", private=True).url == "http://receiver:81/x"
    for url in ("http://user@receiver/", "http://receiver/#x", "ftp://receiver/", "http://0x7f.1/"):
        with pytest.raises(AddressRefused):
            read_url(url, private=True)

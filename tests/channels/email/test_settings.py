from typing import Any

import pytest

from faktura.channels.email.settings import Security, check_settings, is_loopback, read_settings


def test_what_is_left_out_gets_its_default() -> None:
    settings = read_settings({"host": "mail.seller.example"})
    assert settings.security is Security.STARTTLS
    assert settings.port == 587
    assert settings.timeout_seconds == 30
    assert settings.content_timeout_seconds == 300
    assert read_settings({"host": "a.example", "security": "tls"}).port == 465
    assert read_settings({"host": "a.example", "security": "none"}).port == 25
    empty = {"port": None, "security": "", "username": None, "password": None, "ca_file": None, "timeout_seconds": None}
    assert read_settings({"host": "mail.seller.example", **empty}) == settings


def test_values_from_the_environment_are_read_as_text() -> None:
    settings = read_settings({"host": "Mail.Müller.example", "port": "2525", "timeout_seconds": "2.5"})
    assert settings.host == "mail.xn--mller-kva.example"
    assert settings.port == 2525
    assert settings.timeout_seconds == 2.5
    assert settings.content_timeout_seconds == 25


def test_a_password_is_not_shown() -> None:
    settings = read_settings({"host": "a.example", "username": "u", "password": "secret"})
    assert "secret" not in repr(settings)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_on_this_machine_itself_a_password_needs_no_tls(host: str) -> None:
    assert is_loopback(host)
    assert check_settings({"host": host, "security": "none", "username": "u", "password": "p"}) is None


@pytest.mark.parametrize("host", ["mail.example.com", "10.0.0.1", "localhost.example.com", "192.168.1.1"])
def test_elsewhere_it_does(host: str) -> None:
    assert not is_loopback(host)
    sentence = check_settings({"host": host, "security": "none", "username": "u", "password": "p"})
    assert sentence is not None
    assert "unprotected" in sentence
    assert check_settings({"host": host, "security": "none"}) is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "host is missing"),
        ({"host": " "}, "host is missing"),
        ({"host": "a b"}, "host is not a server's name"),
        ({"host": "a\r\nb"}, "host is not a server's name"),
        ({"host": "a.example", "port": 0}, "port is '0'"),
        ({"host": "a.example", "port": 65536}, "port is '65536'"),
        ({"host": "a.example", "port": True}, "port is 'True'"),
        ({"host": "a.example", "port": "9" * 9999}, "port is '999"),
        ({"host": "a.example", "security": "ssl"}, "security is 'ssl'"),
        ({"host": "a.example", "timeout_seconds": 0}, "timeout_seconds is '0'"),
        ({"host": "a.example", "timeout_seconds": "nan"}, "timeout_seconds is 'nan'"),
        ({"host": "a.example", "timeout_seconds": "soon"}, "timeout_seconds is 'soon'"),
        ({"host": "a.example", "content_timeout_seconds": 1e9}, "content_timeout_seconds"),
        ({"host": "a.example", "username": "u"}, "only one of username and password"),
        ({"host": "a.example", "password": "p"}, "only one of username and password"),
        ({"host": "a.example", "username": "u", "password": "p\0"}, "NUL"),
        ({"host": 1}, "host must be text"),
        ({"host": "a.example", "start_tls": True}, "'start_tls' is not known"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(values: dict[str, Any], words: str) -> None:
    sentence = check_settings(values)
    assert sentence is not None
    assert words in sentence
    assert sentence.endswith(".")

import os
import subprocess
import sys
from pathlib import Path

import pytest

from faktura.settings import Settings, SettingsError, load, mask_password

_KEY = "ab" * 32


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _origin(settings: Settings, name: str) -> str:
    [row] = [row for row in settings.report() if row.name == name]
    return row.origin


def test_defaults() -> None:
    settings = load(env={"HOME": "/home/anna"})
    usual = Path("/var/lib/faktura") if os.geteuid() == 0 else Path("/home/anna/.local/share/faktura")
    assert settings == Settings(home=usual)
    assert settings.database_url is None
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8080, 1)
    assert settings.public_url == "http://127.0.0.1:8080"
    assert (settings.signup, settings.log_level) == ("loopback", "info")
    assert (settings.body_bytes_max, settings.shutdown_seconds) == (2_097_152, 20)
    assert {row.origin for row in settings.report()} == {"default"}


def test_environment_over_file_over_default(tmp_path: Path) -> None:
    file = tmp_path / "faktura.toml"
    file.write_text('port = 9000\nworkers = "2"\nsignup = "off"\n', encoding="utf-8")
    settings = load(env={"FAKTURA_PORT": "9001", "FAKTURA_LOG_FORMAT": "JSON"})
    assert (settings.port, settings.workers, settings.signup, settings.log_format) == (9001, 2, "off", "json")
    assert _origin(settings, "port") == "FAKTURA_PORT"
    assert _origin(settings, "workers") == str(file)
    assert _origin(settings, "host") == "default"


def test_the_command_line_over_everything() -> None:
    settings = load(env={"FAKTURA_PORT": "9001"}, given={"port": 0, "workers": None})
    assert (settings.port, settings.workers) == (0, 1)
    assert _origin(settings, "port") == "command line"
    assert settings.public_url == "http://127.0.0.1:0"
    assert settings.changed({"port": 4711}).public_url == "http://127.0.0.1:4711"


def test_an_empty_variable_is_not_set() -> None:
    assert load(env={"FAKTURA_PORT": "", "FAKTURA_DATABASE_URL": " "}).port == 8080


def test_the_file_may_be_named_and_must_then_exist(tmp_path: Path) -> None:
    (tmp_path / "faktura.toml").write_text("port = 1", encoding="utf-8")
    other = tmp_path / "other.toml"
    with pytest.raises(SettingsError, match=r"The settings file .*other.toml does not exist"):
        load(env={"FAKTURA_CONFIG": str(other)})
    other.write_text("port = 2", encoding="utf-8")
    assert load(env={"FAKTURA_CONFIG": str(other)}).port == 2
    assert load(env={}, file=other).port == 2


def test_a_relative_home_in_a_file_is_relative_to_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    (folder / "faktura.toml").write_text('home = "data"', encoding="utf-8")
    assert load(env={}, file=folder / "faktura.toml").home == folder / "data"
    assert load(env={"FAKTURA_HOME": "data"}).home == tmp_path / "data"


def test_an_unknown_variable_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"FAKTURA_PROT\. Did you mean FAKTURA_PORT\? Known are FAKTURA_ASK"):
        load(env={"FAKTURA_PROT": "1"})


def test_an_unknown_key_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "faktura.toml").write_text("[smtp]\nhost = 'mail'\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"faktura.toml: smtp\. .*Known are ask_secret, "):
        load(env={})


def test_variables_read_elsewhere_are_known() -> None:
    load(env={"FAKTURA_CORPORA": "/somewhere", "FAKTURA_CONFIG": ""})


@pytest.mark.parametrize("content", [b"port = ", b'home = "\xff"'])
def test_a_file_that_is_no_toml_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "faktura.toml").write_bytes(content)
    with pytest.raises(SettingsError, match="is not a TOML file"):
        load(env={})


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("PORT", "65536", "port .from FAKTURA_PORT. must be a whole number from 0 to 65535"),
        ("PORT", "-1", "whole number"),
        ("PORT", "80.5", "whole number"),
        ("WORKERS", "0", "from 1 to 256"),
        ("WORKERS", "²", "whole number"),
        ("SIGNUP", "yes", "one of off, loopback, on"),
        ("LOG_FORMAT", "text", "one of json, console"),
        ("LOG_LEVEL", "loud", "one of debug"),
        ("PUBLIC_URL", "invoices.example.com", "web address"),
        ("PUBLIC_URL", "https://example.com/?a=b", "web address"),
        ("DATABASE_URL", "mysql://localhost/x", "postgresql://"),
        ("SMTP_SECURITY", "ssl", "one of none, starttls, tls"),
        ("SMTP_FROM", "invoices", "mail address"),
        ("SECRET_KEY", "short", "64 hexadecimal digits"),
    ],
)
def test_an_unusable_value_is_refused(variable: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        load(env={f"FAKTURA_{variable}": value})


def test_the_value_is_not_repeated_because_it_may_be_a_secret() -> None:
    for variable in ("FAKTURA_SECRET_KEY", "FAKTURA_PORT", "FAKTURA_DATABASE_URL"):
        with pytest.raises(SettingsError) as caught:
            load(env={variable: "hunter2"})
        assert "hunter2" not in str(caught.value)


def test_a_mail_login_needs_both_parts() -> None:
    with pytest.raises(SettingsError, match="belong together"):
        load(env={"FAKTURA_SMTP_USERNAME": "anna"})


def test_a_file_value_of_the_wrong_kind_is_refused(tmp_path: Path) -> None:
    for line in ("port = true", "signup = true", "host = 5", "port = 80.0"):
        (tmp_path / "faktura.toml").write_text(line, encoding="utf-8")
        with pytest.raises(SettingsError, match="must be"):
            load(env={})


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:8080"),
        ("::", "http://[::1]:8080"),
        ("fd00::5", "http://[fd00::5]:8080"),
        ("mill.example", "http://mill.example:8080"),
    ],
)
def test_the_public_address_follows_from_host_and_port(host: str, address: str) -> None:
    assert load(env={"FAKTURA_HOST": host}).public_url == address


def test_a_given_public_address_stays() -> None:
    settings = load(env={"FAKTURA_PUBLIC_URL": "https://invoices.example.com/"})
    assert settings.changed({"port": 1}).public_url == "https://invoices.example.com"


def test_the_mail_port_follows_from_the_security() -> None:
    assert load(env={}).smtp_port == 587
    assert load(env={"FAKTURA_SMTP_SECURITY": "tls"}).smtp_port == 465
    assert load(env={"FAKTURA_SMTP_SECURITY": "none"}).smtp_port == 25
    assert load(env={"FAKTURA_SMTP_SECURITY": "tls", "FAKTURA_SMTP_PORT": "2465"}).smtp_port == 2465


def test_secrets_are_masked_wherever_they_could_be_seen() -> None:
    settings = load(
        env={
            "FAKTURA_DATABASE_URL": "postgresql://anna:hunter2@db.example:5432/x?sslmode=require",
            "FAKTURA_SECRET_KEY": _KEY,
            "FAKTURA_SMTP_USERNAME": "anna",
            "FAKTURA_SMTP_PASSWORD": "hunter2",
        }
    )
    shown = {row.name: row.value for row in settings.report()}
    assert shown["database_url"] == "postgresql://anna:********@db.example:5432/x?sslmode=require"
    assert shown["secret_key"] == shown["smtp_password"] == "********"
    assert "hunter2" not in repr(settings) + repr(settings.report())
    assert _KEY not in repr(settings)
    assert settings.smtp_password == "hunter2"
    assert settings.secret_key == bytes.fromhex(_KEY)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://u@h/x", "postgresql://u@h/x"),
        ("postgresql:///x", "postgresql:///x"),
        ("postgresql://u@h/x?password=p&sslmode=require", "postgresql://u@h/x?password=********&sslmode=require"),
        ("postgresql://u:p@h@h/x", "postgresql://u:********@h/x"),
        ("postgresql://u:p@/x?host=%2Fhome", "postgresql://u:********@/x?host=%2Fhome"),
    ],
)
def test_mask_password(address: str, shown: str) -> None:
    assert mask_password(address) == shown


def test_the_secret_key_is_made_once_and_kept_closed(tmp_path: Path) -> None:
    settings = load(env={"FAKTURA_HOME": str(tmp_path / "home")})
    assert not (tmp_path / "home").exists()
    key = settings.secret_key
    path = tmp_path / "home" / "secret.key"
    assert len(key) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert load(env={"FAKTURA_HOME": str(tmp_path / "home")}).secret_key == key
    assert list(path.parent.iterdir()) == [path]


def test_a_damaged_secret_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("not a key", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"secret.key must be 64 hexadecimal digits"):
        _ = load(env={"FAKTURA_HOME": str(tmp_path)}).secret_key


def test_processes_that_start_together_agree_on_one_secret_key(tmp_path: Path) -> None:
    code = "from faktura.settings import load; print(load().secret_key.hex())"
    environment = {**os.environ, "FAKTURA_HOME": str(tmp_path / "home")}
    started = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
        for _ in range(6)
    ]
    assert len({process.communicate()[0] for process in started}) == 1

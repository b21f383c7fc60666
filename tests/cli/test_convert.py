"""``faktura convert``."""

from pathlib import Path

import orjson
import pytest

from documents import samples
from faktura.documents import check

from .runs import run, said


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.xml"
    path.write_bytes(samples.UBL)
    return path


FORMS = [("cii", "cii"), ("ubl", "ubl-invoice"), ("json", "json"), ("facturx", "hybrid-pdf")]


@pytest.mark.parametrize(("to", "form"), FORMS)
def test_a_document_is_written_in_another_form(source: Path, to: str, form: str) -> None:
    target = source.with_name("out")
    ended = run("convert", source, "--to", to, "-o", target)
    assert ended.returncode == 0, said(ended)
    report = check(target.read_bytes())
    assert (report.format, report.valid) == (form, True)
    assert ended.stdout == b""


def test_without_a_file_the_bytes_are_printed(source: Path) -> None:
    ended = run("convert", source, "--to", "json")
    assert orjson.loads(ended.stdout)["number"] == "2026-00042"
    assert ended.stderr == b""


def test_standard_error_names_what_is_lost(source: Path) -> None:
    ended = run("convert", source, "--to", "pdf")
    assert ended.returncode == 0
    assert ended.stdout.startswith(b"%PDF-")
    assert "BT-24" in said(ended)


def test_a_wrong_document_is_written_and_told(source: Path) -> None:
    source.write_bytes(samples.WRONG_TOTAL)
    target = source.with_name("out.xml")
    ended = run("convert", source, "--to", "cii", "-o", target)
    assert ended.returncode == 1
    assert "BR-CO-16" in said(ended)
    assert target.read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--to", "fatturapa"), "there are json, ubl, cii"),
        (("--to", "ubl", "--profile", "basic"), "no profile"),
        (("--to", "ubl", "-o", "missing/out.xml"), "can't be written"),
        ((), "Missing option"),
    ],
)
def test_wrong_usage_is_status_two(source: Path, arguments: tuple[str, ...], reason: str) -> None:
    ended = run("convert", source, *arguments)
    assert ended.returncode == 2
    assert reason in " ".join(said(ended).split())
    assert run("convert", source.with_name("nowhere"), "--to", "ubl").returncode == 2


def test_what_cannot_be_read_is_status_one(source: Path) -> None:
    source.write_bytes(b"<Rechnung/>")
    ended = run("convert", source, "--to", "ubl")
    assert ended.returncode == 1
    assert "Rechnung" in said(ended)
    assert "Traceback" not in said(ended)

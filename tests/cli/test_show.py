"""``faktura show``."""

from pathlib import Path

import pytest

from documents import samples

from .runs import run, said


@pytest.mark.parametrize("form", samples.FORMS)
def test_a_document_is_shown_with_its_verdict(tmp_path: Path, form: str) -> None:
    path = tmp_path / "document"
    path.write_bytes(samples.FORMS[form])
    ended = run("show", path)
    assert ended.returncode == 0, said(ended)
    text = ended.stdout.decode()
    assert "2026-00042" in text
    assert "Handbook" in text
    assert "\nValid by " in text


def test_findings_stand_below(tmp_path: Path) -> None:
    path = tmp_path / "document"
    path.write_bytes(samples.WRONG_TOTAL)
    assert "BR-CO-16" in run("show", path).stdout.decode().partition("NOT VALID")[2]


def test_pdf_and_html(tmp_path: Path) -> None:
    path, pdf, html = tmp_path / "document", tmp_path / "out.pdf", tmp_path / "out.html"
    path.write_bytes(samples.CII)
    ended = run("show", path, "--pdf", pdf, "--html", html)
    assert ended.returncode == 0, said(ended)
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "Handbook" in html.read_text("utf-8")


def test_what_cannot_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "document"
    path.write_bytes(b"nothing")
    ended = run("show", path)
    assert (ended.returncode, "Traceback" in said(ended)) == (1, False)
    assert run("show", tmp_path / "nowhere").returncode == 2

"""``faktura check``, as the contract says."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from documents import samples
from faktura.cli.check import FILES_IN_ONE_PROCESS

from .runs import PROGRAM, run, said, start

NAMES = {"ubl-invoice": "a.xml", "ubl-creditnote": "b.xml", "cii": "c.xml", "hybrid-pdf": "d.pdf", "json": "e.json"}
LINE = {"file", "format", "specification", "valid", "findings"}
FINDING = {"rule", "severity", "message", "pointer", "term", "location"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Valid documents of every form, and a file that is none."""
    for form, name in NAMES.items():
        (tmp_path / name).write_bytes(samples.FORMS[form])
    (tmp_path / "notes.txt").write_text("not a document")
    return tmp_path


def lines_of(output: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_one_line_of_json_for_each_file_in_the_order_of_names(folder: Path) -> None:
    ended = run("check", folder, "--json")
    assert ended.returncode == 0, said(ended)
    lines = lines_of(ended.stdout)
    assert [line["file"] for line in lines] == [str(folder / name) for name in NAMES.values()]
    assert [line["format"] for line in lines] == list(NAMES)
    assert all(set(line) == LINE and line["valid"] is True for line in lines)


def test_a_broken_rule_is_status_one(folder: Path) -> None:
    (folder / "bad.xml").write_bytes(samples.WRONG_TOTAL)
    ended = run("check", folder / "bad.xml", folder / "a.xml", "--json", "--specification", "en16931")
    assert ended.returncode == 1
    bad, good = lines_of(ended.stdout)
    assert (bad["valid"], good["valid"]) == (False, True)
    (finding,) = bad["findings"]
    assert set(finding) == FINDING
    assert finding["rule"] == "BR-CO-16"


def test_what_cannot_be_read_is_a_finding_and_no_traceback(folder: Path) -> None:
    (folder / "empty.xml").touch()
    ended = run("check", folder / "empty.xml", folder / "notes.txt", "--json")
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stdout + ended.stderr
    assert [line["findings"][0]["rule"] for line in lines_of(ended.stdout)] == ["document_unreadable"] * 2


def test_people_get_sentences(folder: Path) -> None:
    (folder / "bad.xml").write_bytes(samples.WRONG_TOTAL)
    ended = run("check", folder / "bad.xml", folder / "a.xml")
    text = ended.stdout.decode()
    assert f"{folder / 'bad.xml'}: NOT VALID (ubl-invoice, en16931 " in text
    assert "fatal       BR-CO-16: " in text
    assert "/ubl:Invoice/cac:LegalMonetaryTotal" in text
    assert f"{folder / 'a.xml'}: valid" in text


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("nowhere.xml",), "there is no file"),
        (("a.xml", "--specification", "nothing"), "there are auto, "),
        (("a.xml", "--on", "tomorrow"), "YYYY-MM-DD"),
        (("a.xml", "--report", "out.docx"), ".html or .pdf"),
        (("a.xml", "b.xml", "--report", "out.pdf"), "one file"),
        (("a.xml", "--report", "missing/out.pdf"), "can't be written"),
        (("empty",), "no file to check"),
        ((), "Missing argument"),
    ],
)
def test_wrong_usage_is_status_two(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], reason: str
) -> None:
    (folder / "empty").mkdir()
    monkeypatch.chdir(folder)
    ended = run("check", *arguments)
    assert ended.returncode == 2
    assert reason in " ".join(said(ended).split())


def test_the_day_whose_rules_count(folder: Path) -> None:
    (line,) = lines_of(run("check", folder / "a.xml", "--on", "2001-01-01", "--json").stdout)
    assert [finding["rule"] for finding in line["findings"]] == ["specification_version"]


def test_many_files_in_several_processes_come_in_their_order(tmp_path: Path) -> None:
    count = FILES_IN_ONE_PROCESS + 30
    for number in range(count):
        content = samples.WRONG_TOTAL if number % 50 == 7 else samples.UBL
        (tmp_path / f"{number:04}.xml").write_bytes(content)
    several, one = start("check", tmp_path, "--json", "--jobs", "2"), run("check", tmp_path, "--json", "--jobs", "1")
    assert several.returncode == one.returncode == 1
    assert several.stdout == one.stdout
    assert [Path(str(line["file"])).stem for line in lines_of(one.stdout)] == [f"{n:04}" for n in range(count)]


def test_folders_are_looked_through_at_any_depth(folder: Path) -> None:
    (folder / "z" / "y").mkdir(parents=True)
    (folder / "z" / "y" / "deep.XML").write_bytes(samples.CII)
    lines = lines_of(run("check", folder, "--json").stdout)
    assert str(lines[-1]["file"]).endswith("deep.XML")


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_a_report_is_written(folder: Path, kind: str) -> None:
    target = folder / f"report.{kind}"
    ended = run("check", folder / "a.xml", "--report", target)
    assert ended.returncode == 0, said(ended)
    assert target.read_bytes().startswith(b"%PDF-" if kind == "pdf" else b"<!doctype html>")


def test_a_reader_that_has_had_enough_is_no_failure_of_the_program(folder: Path) -> None:
    ended = subprocess.run(
        ["sh", "-c", '"$@" | head -n 1', "sh", *PROGRAM, "check", *[str(folder / "a.xml")] * 190],
        capture_output=True,
        timeout=120,
    )
    assert b"Traceback" not in ended.stderr
    assert ended.stdout.count(b"\n") == 1


def test_a_name_that_no_encoding_writes_is_no_trouble(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b.xml"))
    path.write_bytes(samples.UBL)
    assert json.loads(start("check", path, "--json").stdout)["file"] == str(path)
    assert b"\x1b" not in start("check", path).stdout

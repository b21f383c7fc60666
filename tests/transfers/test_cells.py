"""Cells: what people write, what spreadsheets take for formulas, and back."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.transfers.cells import defused, restored, value_of
from faktura.transfers.columns import columns_of, kind_at, path_of
from faktura.transfers.encoding import decoded, delimiter_of
from faktura.transfers.errors import FileUnreadable
from faktura.transfers.items import read_items
from faktura.transfers.schemas import ImportOptions


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1234.50", ".", "1234.50"), ("1,234.50", ".", "1234.50"), ("1.234,50", ",", "1234.50"),
        ("1 234,5", ",", "1234.5"),
        ("1'234.50", ".", "1234.50"), ("+5", ".", "5"), ("-0,5", ",", "-0.5"), ("007", ".", "7"), ("0", ".", "0"),
        ("1,5", ".", "1,5"), ("1.5", ",", "1.5"), ("12,34,567", ".", "12,34,567"), ("5.", ".", "5."), ("x", ".", "x"),
        ("1.234", ",", "1234"), ("€ 5", ".", "€ 5"), ("1e5", ".", "1e5"), ("--1", ".", "--1"), ("", ".", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, decimal: str, value: str | None) -> None:
    assert value_of(text, "decimal", decimal=decimal) == value


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("01.06.2026", "DD.MM.YYYY", "2026-06-01"), ("1.6.2026", "DD.MM.YYYY", "2026-06-01"),
        ("06/01/2026", "MM/DD/YYYY", "2026-06-01"), ("20260601", "YYYYMMDD", "2026-06-01"),
        ("2026-06-01", "DD/MM/YYYY", "2026-06-01"), ("31/31/2026", "DD/MM/YYYY", "31/31/2026"),
        ("soon", "YYYY-MM-DD", "soon"),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text: str, form: str, value: str) -> None:
    assert value_of(text, "day", date_format=form) == value


def test_truths_and_whole_numbers() -> None:
    assert [value_of(text, "boolean") for text in ("Yes", "0", "maybe")] == [True, False, "maybe"]
    assert [value_of(text, "integer") for text in ("30", "x")] == [30, "x"]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-x", "@sum", "\tx", "\rx", "'=1", "''@x"])
def test_what_would_be_a_formula_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"
    assert defused(text)[0] == "'"


@pytest.mark.parametrize("text", ["-5.50", "5", "", "a=b", "'quoted'", "--"[:0]])
def test_what_would_be_none_stays(text: str) -> None:
    assert defused(text) == text


@given(st.text())
def test_a_defused_text_comes_back(text: str) -> None:
    assert restored(defused(text)) == text
    assert not defused(text).startswith(("=", "+", "@", "\t", "\r"))


_TEXT = st.text(st.characters(exclude_categories=["C"]), max_size=20)


@given(st.lists(st.lists(_TEXT, min_size=2, max_size=2), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_tables_come_back(rows: list[list[str]], delimiter: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(["metadata.a", "metadata.b"])
    writer.writerows([[defused(cell) for cell in row] for row in rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(text.getvalue().encode())
        found = [
            item.content.get("metadata", {}) for item in read_items(path, "invoices", "csv", ImportOptions()).items
        ]
    meant = [
        {name: cell.strip() for name, cell in zip("ab", row, strict=True) if cell.strip()}
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    assert found == meant


def test_encodings_are_found_by_marks_then_by_trying() -> None:
    assert decoded("ä".encode(), None) == ("ä", "utf-8")
    assert decoded(b"\xef\xbb\xbf" + "ä".encode(), None) == ("ä", "utf-8")
    assert decoded("ä€".encode("windows-1252"), None) == ("ä€", "windows-1252")
    assert decoded(b"\xe4\x81", None) == ("ä\x81", "iso-8859-1")
    assert decoded("ä".encode("utf-16"), None) == ("ä", "utf-16")
    with pytest.raises(UnicodeDecodeError):
        decoded(b"\xe4", "utf-8")


def test_a_wrong_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"name\r\n\xe4")
    with pytest.raises(FileUnreadable, match="utf-8"):
        read_items(path, "customers", "csv", ImportOptions(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [("a;b;c\n1,2;3", ";"), ('"a,b,c";d\n', ";"), ("a\tb", "\t"), ("a|b|c", "|"), ("a", ","), ("\n\na;b", ";")],
)
def test_delimiters_are_counted(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("invoices", "lines.0.quantity", "decimal"), ("invoices", "customer", "text"),
        ("invoices", "issue_date", "day"),
        ("invoices", "customer.payment_days", "integer"), ("invoices", "metadata.a.b", "text"),
        ("invoices", "issue", "boolean"),
        ("invoices", "lines", None), ("invoices", "lines.0", None), ("invoices", "lines.x.quantity", None),
        ("invoices", "nothing", None), ("payments", "method", "text"), ("payments", "number", "text"),
        ("customers", "lines.0.name", None), ("invoices", "lines.0.quantity.more", None),
    ],
)  # fmt: skip
def test_paths_of_fields(kind: str, path: str, value: str | None) -> None:
    assert kind_at(kind, path) == value


def test_a_heading_that_comes_twice_is_taken_once() -> None:
    uses = [column.use for column in columns_of("customers", ["name", "Name", "", "x"], {}, None)]
    assert uses == ["taken", "repeated", "empty", "unknown"]
    assert path_of("customers", "VAT ID") == "vat_id"

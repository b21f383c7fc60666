"""Answers as typed views, and what is sent."""

import copy
import datetime
import pickle
from decimal import Decimal

import pytest

from faktura_client import File
from faktura_client._encoding import plain, to_json
from faktura_client.files import file_name
from faktura_client.models import DocumentAnswer, Line, PaymentAnswer

DOCUMENT = {
    "id": "inv_1", "object": "invoice", "state": "issued", "issue_date": "2026-11-23", "number": "2026-00001",
    "issued_at": "2026-11-23T10:00:00.123456Z", "totals": {"amount_due": "1234.50"},
    "lines": [{"quantity": "12.5", "unit_price": "80.00", "brand_new": "1"}], "brand_new": {"a": 1},
}  # fmt: skip


def test_values_have_their_types() -> None:
    document = DocumentAnswer(DOCUMENT)
    assert document.issue_date == datetime.date(2026, 11, 23)
    assert document.issued_at == datetime.datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=datetime.UTC)
    assert document.totals is not None
    assert document.totals.amount_due == Decimal("1234.50")
    assert str(document.totals.amount_due) == "1234.50"
    assert document.lines[0].quantity == Decimal("12.5")
    assert isinstance(document.lines[0], Line)


def test_what_is_absent_is_none_or_empty_and_what_must_be_there_is_missed() -> None:
    document = DocumentAnswer({"id": "inv_1"})
    assert document.due_date is None
    assert document.lines == ()
    assert document.metadata == {}
    with pytest.raises(AttributeError, match="leaves state out"):
        _ = document.state
    with pytest.raises(AttributeError, match="no field nubmer"):
        _ = document.nubmer  # type: ignore[attr-defined]


def test_what_is_new_is_kept() -> None:
    document = DocumentAnswer(DOCUMENT)
    assert document.to_dict()["brand_new"] == {"a": 1}
    assert document.lines[0].to_dict()["brand_new"] == "1"


def test_answers_never_change_and_can_be_compared_copied_and_kept() -> None:
    document = DocumentAnswer(DOCUMENT)
    with pytest.raises(AttributeError, match="never changes"):
        document.number = "2"
    assert document == DocumentAnswer(copy.deepcopy(DOCUMENT))
    assert document != PaymentAnswer(DOCUMENT)
    assert len({document, DocumentAnswer(DOCUMENT)}) == 1
    assert pickle.loads(pickle.dumps(document)) == document
    assert copy.deepcopy(document).lines[0].unit_price == Decimal("80.00")
    assert "number='2026-00001'" in repr(document)


def test_what_is_sent_is_exact() -> None:
    sent = {
        "amount": Decimal("1E+2"),
        "day": datetime.date(2026, 1, 2),
        "time": datetime.datetime(2026, 1, 2, 3, 4, tzinfo=datetime.timezone(datetime.timedelta(hours=1))),
        "lines": (Line({"quantity": "1"}),),
        "flag": True,
        "nothing": None,
    }
    assert plain(sent) == {
        "amount": "100",
        "day": "2026-01-02",
        "time": "2026-01-02T02:04:00Z",
        "lines": [{"quantity": "1"}],
        "flag": True,
        "nothing": None,
    }
    assert to_json({"name": "Müller"}) == '{"name":"Müller"}'.encode()


@pytest.mark.parametrize("wrong", [1.5, datetime.datetime.fromisoformat("2026-01-01T00:00"), object(), b"bytes"])
def test_what_has_no_exact_form_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        plain({"lines": [{"quantity": wrong}]})


def test_a_float_is_told_what_to_send() -> None:
    with pytest.raises(TypeError, match=r'Decimal\("0\.1"\)'):
        plain(0.1)


def test_files_are_saved_under_their_names(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = File(b"%PDF", "application/pdf", "../../2026-1.pdf", "abc")
    assert file.save(tmp_path) == tmp_path / "2026-1.pdf"
    assert (tmp_path / "2026-1.pdf").read_bytes() == bytes(file) == b"%PDF"
    assert file.save(tmp_path / "b.pdf").name == "b.pdf"
    assert len(file) == 4


@pytest.mark.parametrize(("disposition", "name"), [
    ('attachment; filename="a.pdf"', "a.pdf"),
    ("attachment; filename=\"_.pdf\"; filename*=UTF-8''%C3%A4.pdf", "ä.pdf"),
    (r'inline; filename="a\"b.pdf"', 'a"b.pdf'),
    ("inline", ""),
])  # fmt: skip
def test_names_of_files_are_read(disposition: str, name: str) -> None:
    assert file_name(disposition) == name

"""The limits of docs/reference/limits.md hold: what is just inside passes, what is one more is refused."""

import base64
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pydantic
import pytest
from PIL import Image
from starlette.requests import Request

from faktura.api.access import IDEMPOTENCY_KEY_LENGTH_MAX
from faktura.api.answers import Problem
from faktura.api.body import read_object, read_shape
from faktura.api.operation import WAIT_SECONDS_MAX, wait_seconds
from faktura.api.paging import LIMIT_MAX, read_page
from faktura.customers.schemas import METADATA_KEYS_MAX
from faktura.deliveries.states import ATTEMPTS_MAX, wait_after
from faktura.drafts.schemas import InvoiceRequest
from faktura.invoices.links import LINK_DAYS_MAX
from faktura.invoices.numbers import PATTERN_LENGTH_MAX, check_pattern
from faktura.invoices.schemas import LinkRequest
from faktura.model.json import adapter
from faktura.model.references import ATTACHMENT_BASE64_LENGTH_MAX
from faktura.model.values import CODE_LENGTH_MAX, LINES_MAX, LIST_LENGTH_MAX, NAME_LENGTH_MAX, TEXT_LENGTH_MAX
from faktura.organizations.errors import LogoInvalid
from faktura.organizations.looks import LOGO_BYTES_MAX, LOGO_PIXELS_MAX, read_logo
from faktura.settings import Settings

from .installation import Installation, running_installation


def refused(plain: dict[str, Any]) -> set[str]:
    """What a document's shape refuses: the places."""
    try:
        adapter(InvoiceRequest).validate_python(plain)
    except pydantic.ValidationError as error:
        return {"/".join(map(str, detail["loc"])) for detail in error.errors()}
    return set()


def test_lines() -> None:
    assert not refused({"lines": [{}] * LINES_MAX})
    assert refused({"lines": [{}] * (LINES_MAX + 1)}) == {"lines"}


@pytest.mark.parametrize("name", ["notes", "allowances", "charges", "preceding_invoices", "supporting_documents"])
def test_lists(name: str) -> None:
    assert not refused({name: [{}] * LIST_LENGTH_MAX})
    assert refused({name: [{}] * (LIST_LENGTH_MAX + 1)}) == {name}


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("buyer_accounting_reference", NAME_LENGTH_MAX),
        ("payment_terms", TEXT_LENGTH_MAX),
        ("buyer_reference", CODE_LENGTH_MAX),
    ],
)
def test_texts(name: str, most: int) -> None:
    assert not refused({name: "x" * most})
    assert refused({name: "x" * (most + 1)}) == {name}


def test_attachments() -> None:
    most = ATTACHMENT_BASE64_LENGTH_MAX
    assert not refused({"supporting_documents": [{"content": "A" * most}]})
    assert refused({"supporting_documents": [{"content": "A" * (most + 1)}]}) == {"supporting_documents/0/content"}


def test_metadata() -> None:
    assert not refused({"metadata": {f"key-{number}": "x" * 500 for number in range(METADATA_KEYS_MAX)}})
    assert refused({"metadata": {f"key-{number}": "x" for number in range(METADATA_KEYS_MAX + 1)}})
    assert refused({"metadata": {"k" * 41: "x"}})
    assert not refused({"metadata": {"k" * 40: "x"}})
    assert refused({"metadata": {"key": "x" * 501}})


def test_patterns() -> None:
    inside = "A" * (PATTERN_LENGTH_MAX - 3) + "{n}"
    assert not check_pattern(inside, "never")
    assert [wrong.rule for wrong in check_pattern("A" + inside, "never")] == ["pattern_invalid"]


def test_links() -> None:
    for days in (1, LINK_DAYS_MAX):
        assert read_shape(LinkRequest, b'{"expires_in_days": %d}' % days).expires_in_days == days
    for days in (0, LINK_DAYS_MAX + 1):
        with pytest.raises(Problem) as caught:
            read_shape(LinkRequest, b'{"expires_in_days": %d}' % days)
        assert caught.value.status == 422


def _png(width: int, height: int) -> bytes:
    target = io.BytesIO()
    Image.new("1", (width, height)).save(target, "PNG")
    return target.getvalue()


def test_logos() -> None:
    assert read_logo(base64.b64encode(_png(LOGO_PIXELS_MAX, 1)).decode())[1] == "image/png"
    for wrong in (_png(LOGO_PIXELS_MAX + 1, 1), _png(1, 1) + bytes(LOGO_BYTES_MAX), b"GIF89a"):
        with pytest.raises(LogoInvalid):
            read_logo(base64.b64encode(wrong).decode())


def test_deep_json() -> None:
    for read in (read_object, lambda raw: read_shape(InvoiceRequest, raw)):
        with pytest.raises(Problem) as caught:
            read(b'{"lines":' * 100_000 + b"1" + b"}" * 100_000)
        assert (caught.value.status, caught.value.code) == (400, "body_unreadable")


def test_pages_of_lists() -> None:
    assert read_page([("limit", str(LIMIT_MAX))], filters={}).limit == LIMIT_MAX
    for wrong in ("0", str(LIMIT_MAX + 1), "-1", "1e3", "9" * 1000):
        with pytest.raises(Problem):
            read_page([("limit", wrong)], filters={})


def test_the_wait_for_answers() -> None:
    def asked(value: str) -> float:
        return wait_seconds(Request({"type": "http", "headers": [(b"prefer", value.encode())]}))

    assert asked("wait=10") == 10
    assert asked(f"wait={WAIT_SECONDS_MAX + 1}") == WAIT_SECONDS_MAX
    assert asked("wait=" + "9" * 1000) == WAIT_SECONDS_MAX
    assert asked("wait=-1") == asked("wait=soon") == asked("respond-async") == 0


def test_attempts_to_deliver() -> None:
    minute = timedelta(minutes=1)
    waits = [wait_after(attempts, minute) for attempts in range(1, ATTEMPTS_MAX + 1)]
    assert waits[-1] is None
    assert None not in waits[:-1]


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with running_installation() as running:
        yield running


@pytest.mark.server
def test_the_body_of_a_request(installation: Installation, tmp_path: Any) -> None:
    most = Settings(home=tmp_path).body_bytes_max
    with httpx.Client(base_url=installation.url) as client:
        headers = {"Content-Type": "application/json"}
        inside = client.post("/v1/accounts", content=b" " * most, headers=headers)
        assert (inside.status_code, inside.json()["code"]) == (400, "body_unreadable")
        declared = client.post("/v1/accounts", content=b" " * (most + 1), headers=headers)
        assert (declared.status_code, declared.json()["code"]) == (413, "body_too_large")
        chunks = (b" " * 65536 for _ in range(most // 65536 + 1))
        undeclared = client.post("/v1/accounts", content=chunks, headers=headers)
        assert (undeclared.status_code, undeclared.json()["code"]) == (413, "body_too_large")


@pytest.mark.server
def test_idempotency_keys(installation: Installation) -> None:
    with httpx.Client(base_url=installation.url) as client:
        body = {"name": "Limits", "organization": {"name": "Limits", "country": "DE"}}
        key = client.post("/v1/accounts", json=body).json()["key"]

        def create(idempotency_key: str) -> httpx.Response:
            headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": idempotency_key}
            return client.post("/v1/customers", json={"name": "One"}, headers=headers)

        assert create("k" * IDEMPOTENCY_KEY_LENGTH_MAX).status_code == 201
        too_long = create("k" * (IDEMPOTENCY_KEY_LENGTH_MAX + 1))
        assert (too_long.status_code, too_long.json()["code"]) == (400, "idempotency_key_invalid")

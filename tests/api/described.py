"""The API's description as a judge: every answer that a test gets must be one that OpenAPI describes."""

import functools
import re
from typing import Any

import httpx
import jsonschema_rs

from faktura.api.app import describe_api

DESCRIBED = describe_api("https://invoices.example.com")
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# What any address answers, whatever is described for it: no such page, no such method, a fault of ours.
_ANYWHERE = frozenset({404, 405, 499, 500})


def is_json(media_type: str) -> bool:
    return media_type == "application/json" or media_type.endswith("+json")


def validator(schema: dict[str, Any]) -> Any:
    return jsonschema_rs.validator_for(
        {**schema, "components": DESCRIBED["components"], "$schema": _DRAFT}, validate_formats=True
    )


@functools.cache
def _validator_of(path: str, method: str, status: str, media_type: str) -> Any:
    return validator(DESCRIBED["paths"][path][method]["responses"][status]["content"][media_type]["schema"])


@functools.cache
def _paths() -> tuple[tuple[re.Pattern[str], str], ...]:
    # Fixed paths go before those with parameters, as in the application.
    ordered = sorted(DESCRIBED["paths"], key=lambda path: [part.startswith("{") for part in path.split("/")])
    return tuple((re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in ordered)


def check(method: str, path: str, response: httpx.Response) -> None:
    """An answer must have a status, a media type and a body that the description names."""
    status = str(response.status_code)
    described = DESCRIBED["paths"][path][method]["responses"]
    assert status in described, f"{method} {path} does not describe {status}: {response.text}"
    if "content" not in described[status]:
        assert response.content == b""
        return
    media_type = response.headers["content-type"].partition(";")[0]
    assert media_type in described[status]["content"], f"{method} {path} does not describe {media_type}"
    if is_json(media_type):
        try:
            _validator_of(path, method, status, media_type).validate(response.json())
        except jsonschema_rs.ValidationError as error:
            raise AssertionError(f"{method} {path} answered what is not described: {error}") from None


async def check_every_answer(response: httpx.Response) -> None:
    """For a client's event hooks."""
    method = response.request.method.lower()
    path = next((path for known, path in _paths() if known.fullmatch(response.request.url.path)), None)
    if path is None or method not in DESCRIBED["paths"][path] or response.status_code in _ANYWHERE:
        return
    if "fields" in response.request.url.params and response.is_success:
        # Who asks for single fields gets a part of what is described.
        return
    await response.aread()
    check(method, path, response)

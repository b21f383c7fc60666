"""The two ways that a call travels: waiting for it, and awaiting it. What is decided on the way is one for both."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

import httpx

from faktura_client._calls import Call, Prepared, Setting, prepare
from faktura_client._codes import BY_CODE
from faktura_client._model import reader_of
from faktura_client._retrying import retry_after, wait_seconds
from faktura_client.files import File, file_name
from faktura_client.pages import AsyncPaged, Page, Paged
from faktura_client.problems import BY_STATUS, AnswerUnreadable, ConnectionFailed, Problem, ServerFault

T = TypeVar("T")


def _object(response: httpx.Response) -> dict[str, Any]:
    try:
        # Amounts are strings; no number of an answer ever becomes a binary float.
        found = response.json(parse_float=Decimal)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise AnswerUnreadable(
            f"{response.request.method} {response.request.url} answered {response.status_code} without the API's JSON: "
            "is this the address of Faktura?"
        )
    return found


def _answer(kind: Any, response: httpx.Response) -> Any:
    # Some operations have something to tell only sometimes.
    return None if response.status_code == 204 else reader_of(kind)(_object(response))


def _problem(response: httpx.Response) -> Problem:
    try:
        plain = response.json()
    except ValueError:
        plain = None
    if not isinstance(plain, dict):
        plain = {"title": response.reason_phrase, "detail": response.text[:500]}
    status = response.status_code
    by_status = BY_STATUS.get(status, ServerFault if status >= 500 else Problem)
    # A code that this version does not know is told by its status.
    kind = BY_CODE.get(str(plain.get("code", "")), by_status)
    return kind(plain, status, retry_after(response.headers))


def _wait_after(setting: Setting, prepared: Prepared, attempt: int, problem: Problem | None) -> float | None:
    return wait_seconds(
        attempt,
        setting.retries,
        status=problem.status if problem else None,
        code=problem.code if problem else "",
        asked=problem.retry_after if problem else None,
        safe=prepared.safe_to_repeat,
    )


def _failed(prepared: Prepared, error: httpx.HTTPError) -> ConnectionFailed:
    told = str(error) or type(error).__name__
    return ConnectionFailed(f"{prepared.method} {prepared.url} got no answer: {told}", prepared.sent_key)


def _page(kind: type[T], response: httpx.Response) -> Page[T]:
    plain = _object(response)
    read = reader_of(kind)
    items = tuple(read(each) for each in plain.get("data", ()))
    return Page(items, bool(plain.get("has_more")), plain.get("next_cursor"), plain)


def _file(response: httpx.Response) -> File:
    headers: Mapping[str, str] = response.headers
    return File(
        response.content,
        headers.get("content-type", "").partition(";")[0],
        file_name(headers.get("content-disposition", "")),
        headers.get("etag", "").removeprefix("W/").strip('"'),
    )


def _at(call: Call, parameter: str, cursor: str | None) -> Call:
    return call if cursor is None else replace(call, query={**call.query, parameter or "cursor": cursor})


class Core:
    """Sends calls and waits for their answers."""

    def __init__(self, setting: Setting, http: httpx.Client) -> None:
        self.setting = setting
        self.http = http

    def send(self, call: Call) -> httpx.Response:
        """The answer to a call, after as many attempts as it takes.

        Raises:
            Problem: a refusal. ConnectionFailed: no answer.
        """
        prepared = prepare(self.setting, call)
        attempt = 0
        while True:
            problem = None
            try:
                response = self.http.request(
                    prepared.method,
                    prepared.url,
                    params=prepared.query,
                    headers=prepared.headers,
                    content=prepared.content,
                    timeout=prepared.timeout,
                )
            except httpx.TransportError as error:
                failure: Exception = _failed(prepared, error)
                failure.__cause__ = error
            else:
                if response.is_success:
                    return response
                failure = problem = _problem(response)
            seconds = _wait_after(self.setting, prepared, attempt, problem)
            if seconds is None:
                raise failure
            time.sleep(seconds)
            attempt += 1

    def answer(self, kind: type[T], call: Call) -> T:
        """The answer as an object."""
        found: T = _answer(kind, self.send(call))
        return found

    def nothing(self, call: Call) -> None:
        """No answer but that it is done."""
        self.send(call)

    def file(self, call: Call) -> File:
        """The answer as bytes."""
        return _file(self.send(call))

    def pages(self, kind: type[T], call: Call, cursor: str) -> Paged[T]:
        """The answer as a list of pages; `cursor` is the parameter that continues it."""
        return Paged(lambda place: _page(kind, self.send(_at(call, cursor, place))))


class AsyncCore:
    """Sends calls and awaits their answers."""

    def __init__(self, setting: Setting, http: httpx.AsyncClient) -> None:
        self.setting = setting
        self.http = http

    async def send(self, call: Call) -> httpx.Response:
        """The answer to a call, after as many attempts as it takes.

        Raises:
            Problem: a refusal. ConnectionFailed: no answer.
        """
        prepared = prepare(self.setting, call)
        attempt = 0
        while True:
            problem = None
            try:
                response = await self.http.request(
                    prepared.method,
                    prepared.url,
                    params=prepared.query,
                    headers=prepared.headers,
                    content=prepared.content,
                    timeout=prepared.timeout,
                )
            except httpx.TransportError as error:
                failure: Exception = _failed(prepared, error)
                failure.__cause__ = error
            else:
                if response.is_success:
                    return response
                failure = problem = _problem(response)
            seconds = _wait_after(self.setting, prepared, attempt, problem)
            if seconds is None:
                raise failure
            await asyncio.sleep(seconds)
            attempt += 1

    async def answer(self, kind: type[T], call: Call) -> T:
        """The answer as an object."""
        found: T = _answer(kind, await self.send(call))
        return found

    async def nothing(self, call: Call) -> None:
        """No answer but that it is done."""
        await self.send(call)

    async def file(self, call: Call) -> File:
        """The answer as bytes."""
        return _file(await self.send(call))

    def pages(self, kind: type[T], call: Call, cursor: str) -> AsyncPaged[T]:
        """The answer as a list of pages; `cursor` is the parameter that continues it."""

        async def fetch(place: str | None) -> Page[T]:
            return _page(kind, await self.send(_at(call, cursor, place)))

        return AsyncPaged(fetch)

"""One call before it travels: its address, headers and body. No connection is opened here."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict
from urllib.parse import quote

from faktura_client._codes import API_VERSION
from faktura_client._encoding import query_text, to_json

VERSION = "0.1.0"
JSON = "application/json"
_WAIT_SECONDS_MORE = 15


class Options(TypedDict, total=False):
    """What every method takes besides: how this one call is made.

    `timeout`: seconds for one attempt. `wait`: seconds that the server may wait for background work (Prefer: wait).
    `idempotency_key`: your own instead of a new one. `fields`: answer a reading with these fields only
    (``["id", "totals.amount_due"]``). `headers`: more of them.
    """

    timeout: float
    wait: int
    idempotency_key: str
    fields: Sequence[str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """How all calls of a client are made."""

    key: str = field(repr=False)
    url: str
    organization: str | None
    timeout: float
    retries: int
    wait: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A call as a method makes it. `keyed`: it takes an Idempotency-Key; `open`: it needs no key at all."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str | None] = field(default_factory=dict)
    body: Any = None
    content: bytes | None = None
    content_type: str = JSON
    accept: str = JSON
    keyed: bool = False
    open: bool = False
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A call ready to travel, the same in every attempt: a write keeps its Idempotency-Key."""

    method: str
    url: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    content: bytes | None
    timeout: float
    sent_key: str | None

    @property
    def safe_to_repeat(self) -> bool:
        """Whether it does no harm to send it again when nobody knows whether it was carried out."""
        return self.method == "GET" or self.sent_key is not None


def segment(value: str) -> str:
    """A part of a path; what is empty or dots would lead elsewhere.

    Raises:
        ValueError: there is nothing in it.
    """
    if not value or re.fullmatch(r"\.+", value):
        raise ValueError("an id is needed here")
    return quote(value, safe="")


def _pairs(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        if value is None:
            continue
        if isinstance(value, list | tuple | set | frozenset):
            yield from ((name, query_text(each)) for each in value)
        else:
            yield name, query_text(value)


def prepare(setting: Setting, call: Call) -> Prepared:
    """A call with everything that the client adds to it."""
    options = call.options
    headers = {"accept": call.accept, "user-agent": f"faktura-client-python/{VERSION}"}
    if API_VERSION:
        headers["faktura-version"] = API_VERSION
    headers |= {name.lower(): value for name, value in setting.headers.items()}
    if not call.open:
        headers["authorization"] = f"Bearer {setting.key}"
        if setting.organization is not None:
            headers["faktura-organization"] = setting.organization
    wait = options.get("wait", setting.wait)
    if wait:
        headers["prefer"] = f"wait={wait}"
    sent_key = None
    if call.keyed:
        sent_key = options.get("idempotency_key") or str(uuid.uuid4())
        headers["idempotency-key"] = sent_key
    content = call.content
    if content is None and call.body is not None:
        content = to_json(call.body)
    if content is not None:
        headers["content-type"] = call.content_type
    headers |= {name.lower(): value for name, value in call.headers.items() if value is not None}
    headers |= {name.lower(): value for name, value in options.get("headers", {}).items()}
    timeout = options.get("timeout", setting.timeout)
    query = {**call.query, "fields": ",".join(options["fields"])} if "fields" in options else call.query
    return Prepared(
        call.method,
        setting.url + call.path,
        tuple(_pairs(query)),
        headers,
        content,
        # The server answers when the wait is over: whoever asks it to wait must wait that long as well.
        max(timeout, wait + _WAIT_SECONDS_MORE) if wait else timeout,
        sent_key,
    )

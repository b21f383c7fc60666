"""The clients: `Faktura` waits for answers, `AsyncFaktura` awaits them."""

from dataclasses import replace
from types import TracebackType
from typing import Self, TypedDict, Unpack

import httpx

from faktura_client._calls import Setting
from faktura_client._core import AsyncCore, Core
from faktura_client.async_resources import AsyncResources
from faktura_client.resources import Resources

URL = "http://127.0.0.1:8080"
TIMEOUT_SECONDS = 30.0
RETRIES = 5


class Changes(TypedDict, total=False):
    """What `with_options` changes.

    `organization`: the one that an account's key acts for. `timeout`: seconds for one attempt. `retries`: attempts
    after the first. `wait`: seconds that the server may wait for background work. `headers`: more of them.
    """

    organization: str | None
    timeout: float
    retries: int
    wait: int | None
    headers: dict[str, str]


def _setting(key: str, url: str, organization: str | None, timeout: float, retries: int) -> Setting:
    if not key:
        raise ValueError("a key is needed: `faktura keys create` makes one")
    return Setting(key, url.rstrip("/"), organization, timeout, retries)


class Faktura(Resources):
    """The API for code that waits. Close it, or use it in a `with`; it may be used by several threads.

    `key`: an organization's (fo_…) or an account's (fk_…), which needs `organization` as well. `timeout`: seconds for
    one attempt. `retries`: how often a call is sent again after a lost connection, 429 or 503; a write keeps its
    Idempotency-Key, so it is carried out once. `http`: a client of your own, with its proxies and certificates.
    """

    def __init__(
        self,
        key: str,
        url: str = URL,
        organization: str | None = None,
        *,
        timeout: float = TIMEOUT_SECONDS,
        retries: int = RETRIES,
        http: httpx.Client | None = None,
    ) -> None:
        self._owns_http = http is None
        core = Core(_setting(key, url, organization, timeout, retries), http or httpx.Client())
        super().__init__(core)

    def with_options(self, **changes: Unpack[Changes]) -> "Faktura":
        """The same client with other options, on the same connections."""
        other = Faktura.__new__(Faktura)
        other._owns_http = False
        Resources.__init__(other, Core(replace(self._core.setting, **changes), self._core.http))
        return other

    def close(self) -> None:
        """Close the connections, unless they are another's."""
        if self._owns_http:
            self._core.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncFaktura(AsyncResources):
    """The API for code that awaits. Close it, or use it in an `async with`. The options are those of `Faktura`."""

    def __init__(
        self,
        key: str,
        url: str = URL,
        organization: str | None = None,
        *,
        timeout: float = TIMEOUT_SECONDS,
        retries: int = RETRIES,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        self._owns_http = http is None
        core = AsyncCore(_setting(key, url, organization, timeout, retries), http or httpx.AsyncClient())
        super().__init__(core)

    def with_options(self, **changes: Unpack[Changes]) -> "AsyncFaktura":
        """The same client with other options, on the same connections."""
        other = AsyncFaktura.__new__(AsyncFaktura)
        other._owns_http = False
        AsyncResources.__init__(other, AsyncCore(replace(self._core.setting, **changes), self._core.http))
        return other

    async def close(self) -> None:
        """Close the connections, unless they are another's."""
        if self._owns_http:
            await self._core.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

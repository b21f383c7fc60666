"""Lists: iterate, and the pages are fetched as they are needed."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page. `raw` is the answer's JSON, with what is answered besides."""

    items: tuple[T, ...]
    has_more: bool
    next_cursor: str | None
    raw: dict[str, Any]

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class Paged(Generic[T]):
    """A list: ``for each in client.customers.list()`` gives everything, page by page, each page when it is reached."""

    def __init__(self, fetch: Callable[[str | None], Page[T]]) -> None:
        self._fetch = fetch

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page

    def pages(self) -> Iterator[Page[T]]:
        """The pages one by one."""
        cursor: str | None = None
        while True:
            page = self._fetch(cursor)
            yield page
            if not page.has_more or page.next_cursor is None:
                return
            cursor = page.next_cursor

    def page(self, cursor: str | None = None) -> Page[T]:
        """One page: the first, or the one at a `next_cursor`."""
        return self._fetch(cursor)


class AsyncPaged(Generic[T]):
    """A list: ``async for each in client.customers.list()`` gives everything, each page when it is reached."""

    def __init__(self, fetch: Callable[[str | None], Awaitable[Page[T]]]) -> None:
        self._fetch = fetch

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for each in page:
                yield each

    async def pages(self) -> AsyncIterator[Page[T]]:
        """The pages one by one."""
        cursor: str | None = None
        while True:
            page = await self._fetch(cursor)
            yield page
            if not page.has_more or page.next_cursor is None:
                return
            cursor = page.next_cursor

    async def page(self, cursor: str | None = None) -> Page[T]:
        """One page: the first, or the one at a `next_cursor`."""
        return await self._fetch(cursor)

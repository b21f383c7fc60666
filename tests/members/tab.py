"""A browser's tab without a browser: it keeps cookies, fills in forms, and says where it comes from."""

from dataclasses import dataclass, field
from typing import Any

import httpx
import lxml.html
from starlette.applications import Starlette

from .stage import PUBLIC_URL, Person


@dataclass
class Tab:
    """One browser; `page` is what it shows, `path` where it is."""

    http: httpx.AsyncClient
    page: Any = None
    path: str = ""
    answer: httpx.Response = field(default_factory=lambda: httpx.Response(200))

    async def _take(self, answer: httpx.Response) -> "Tab":
        while answer.status_code in (302, 303) and answer.headers["location"].startswith("/"):
            answer = await self.http.get(answer.headers["location"])
        self.answer = answer
        self.path = answer.request.url.raw_path.decode()
        self.page = lxml.html.fromstring(answer.text) if answer.text else None
        return self

    async def open(self, path: str) -> "Tab":
        return await self._take(await self.http.get(path))

    def form(self, action: str) -> Any:
        """The form whose address ends like that."""
        (found,) = [each for each in self.page.forms if (each.get("action") or self.path).endswith(action)]
        return found

    async def send(self, action: str, *, origin: str | None = PUBLIC_URL, **values: str) -> "Tab":
        """Fill in a form and send it."""
        form = self.form(action)
        filled = {**{name: value or "" for name, value in form.form_values()}, **values}
        headers = {"origin": origin} if origin is not None else {}
        return await self._take(await self.http.post(form.get("action") or self.path, data=filled, headers=headers))

    async def post(self, path: str, headers: dict[str, str] | None = None, **values: str) -> "Tab":
        """Send what no form of ours holds."""
        return await self._take(await self.http.post(path, data=values, headers=headers or {"origin": PUBLIC_URL}))

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def heading(self) -> str:
        return str(self.page.xpath("string(//h1)"))

    @property
    def text(self) -> str:
        return " ".join(self.page.text_content().split())

    @property
    def wrong(self) -> str:
        return str(self.page.xpath("string(//*[@role='alert'])"))

    def cookie(self, what: str = "session") -> str | None:
        return self.http.cookies.get(f"__Host-faktura-{what}")

    async def sign_in(self, person: Person, password: str | None = None) -> "Tab":
        await self.open("/sign-in")
        return await self.send("/sign-in", email=person.email, password=password or person.password)


def new_tab(app: Starlette, address: str = "203.0.113.50", **headers: str) -> Tab:
    transport = httpx.ASGITransport(app, client=(address, 50000))
    return Tab(httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL, headers={"user-agent": "Tab/1", **headers}))

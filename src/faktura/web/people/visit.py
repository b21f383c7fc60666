"""One visit of a page: who comes with which cookies, what a form holds, and whether it is a form of ours."""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from faktura.members.cookies import cookie_name, is_own_origin, is_secure
from faktura.members.sessions import Session
from faktura.members.sign_in import Visitor
from faktura.storage.encryption import decrypt, encrypt, key_for
from faktura.storage.floor import Floor

FORM_BYTES_MAX = 65_536
FLOW_SECONDS = 600
_FIELDS_MAX = 30
_FLOW = "flows of signing in"
# Where one may be led after signing in: pages of ours, and nothing that somebody else wrote into a link.
_NEXT = re.compile(r"/(home|me|me/passkeys/new|invitations/[A-Za-z0-9_-]{60,100})")


class FormRefused(Exception):  # noqa: N818 - an answer, not a failure of the program
    """A form that is not one of ours, or too large."""


@dataclass(slots=True)
class Visit:
    """A request on its way through a page.

    `person` and `session` are there when somebody is signed in. `cookies`: what the answer sets (None removes).
    """

    floor: Floor
    request: Request
    session: Session | None = None
    form: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str | None] = field(default_factory=dict)

    @property
    def public_url(self) -> str:
        """The address of the installation."""
        return self.floor.settings.public_url

    @property
    def base(self) -> str:
        """The path in front of all pages: empty, unless the installation lives below a path."""
        return urlsplit(self.public_url).path.rstrip("/")

    @property
    def visitor(self) -> Visitor:
        """Who asks."""
        scope = self.request.scope
        agent = self.request.headers.get("user-agent", "")
        return Visitor(scope.get("faktura.address", ""), agent, scope.get("faktura.request_id", ""))

    def cookie(self, what: str) -> str:
        """The value of one of our cookies, as the answer leaves it; nothing when it is not there."""
        if what in self.cookies:
            return self.cookies[what] or ""
        return self.request.cookies.get(cookie_name(self.public_url, what), "")

    @property
    def form_token(self) -> str:
        """What every form of ours holds: it fits this browser, and this session."""
        visit = self.cookie("visit")
        if not re.fullmatch(r"[A-Za-z0-9_-]{43}", visit):
            visit = self.cookies["visit"] = secrets.token_urlsafe(32)
        # The session's cookie is part of it, so that a form of before signing in does nothing afterwards.
        message = f"{visit}\n{self.cookie('session')}".encode()
        digest = hmac.new(key_for(self.floor.secret, "forms"), message, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    async def read_form(self) -> None:
        """Read the form of a POST.

        Raises:
            FormRefused: it comes from elsewhere, has not our token, or is too large.
        """
        headers = self.request.headers
        if not is_own_origin(self.public_url, headers.get("origin"), headers.get("sec-fetch-site")):
            raise FormRefused
        content = bytearray()
        async for chunk in self.request.stream():
            content += chunk
            if len(content) > FORM_BYTES_MAX:
                raise FormRefused
        try:
            pairs = parse_qsl(content.decode(), keep_blank_values=True, max_num_fields=_FIELDS_MAX)
        except ValueError:
            raise FormRefused from None
        self.form = {name: value.replace("\x00", "") for name, value in pairs}
        if not hmac.compare_digest(self.form.get("token", "").encode(), self.form_token.encode()):
            raise FormRefused

    @property
    def next(self) -> str:
        """The page of ours to go to afterwards; nothing when none, or another one, is named."""
        named = self.form.get("next") or self.request.query_params.get("next", "")
        return named if _NEXT.fullmatch(named) else ""

    def keep_flow(self, **values: str) -> None:
        """Keep something in the browser, encrypted, for the few minutes until it comes back."""
        self.cookies["flow"] = encrypt(self.floor.secret, _FLOW, orjson.dumps(values)).decode()

    def take_flow(self) -> dict[str, str]:
        """What was kept; it is taken away. Empty when there is nothing, or it is too old."""
        kept = self.cookie("flow")
        self.cookies["flow"] = None
        if not kept.isascii() or len(kept) > 4096:
            return {}
        plain = decrypt(self.floor.secret, _FLOW, kept.encode(), seconds_max=FLOW_SECONDS)
        found: dict[str, str] = orjson.loads(plain) if plain is not None else {}
        return found

    def go(self, path: str) -> Response:
        """Lead to another page of ours."""
        return self.finished(RedirectResponse(self.base + path, 303))

    def leave_to(self, url: str) -> Response:
        """Lead to a provider's page."""
        return self.finished(RedirectResponse(url, 303))

    def finished(self, response: Response) -> Response:
        """The answer with the cookies that it sets. Each is for this host, for HTTP, and not for others' requests."""
        for what, value in self.cookies.items():
            attributes: dict[str, Any] = {
                "path": "/",
                "secure": is_secure(self.public_url),
                "httponly": True,
                "samesite": "lax",
            }
            name = cookie_name(self.public_url, what)
            if value is None:
                response.set_cookie(name, "", max_age=0, **attributes)
            else:
                max_age = FLOW_SECONDS if what == "flow" else None
                response.set_cookie(name, value, max_age=max_age, **attributes)
        return response

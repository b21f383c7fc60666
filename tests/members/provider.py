"""A small OpenID provider on this machine, honest unless a test changes what it says."""

import base64
import hashlib
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from faktura.storage.unit import utc_now
from web.chromium import serve

Claims = dict[str, Any]


@dataclass
class Provider:
    """`email`, `subject`: who signs in. `change` edits the claims of the next ID tokens, `describe` the description;
    `sign` makes the token, where a test wants to do that itself."""

    issuer: str = ""
    client_id: str = "faktura"
    client_secret: str = "s3cret +/%"
    email: str = "ada@people.test"
    subject: str = "subject-1"
    change: Callable[[Claims], Claims] = lambda claims: claims
    describe: Callable[[dict[str, Any]], dict[str, Any]] = lambda description: description
    sign: Callable[[Claims], str] | None = None
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def reset(self) -> None:
        """Be honest again."""
        fresh = Provider()
        for name in ("email", "subject", "change", "describe", "sign"):
            setattr(self, name, getattr(fresh, name))

    def answer_to(self, url: str) -> dict[str, str]:
        """What the provider's page would send the browser back with, once somebody signed in there."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def path_back(self, url: str, **changes: str) -> str:
        """The path of ours that the browser is sent to."""
        redirect = parse_qs(urlsplit(url).query)["redirect_uri"][0]
        return f"{urlsplit(redirect).path}?{urlencode({**self.answer_to(url), **changes})}"

    async def description(self, request: Request) -> Response:
        self.asked.append("description")
        return JSONResponse(
            self.describe(
                {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "jwks_uri": f"{self.issuer}/keys",
                    "authorization_response_iss_parameter_supported": True,
                }
            )
        )

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self.codes.pop(form.get("code", ""), None)
        scheme, _, pair = request.headers.get("authorization", "").partition(" ")
        name, _, secret = base64.b64decode(pair or "").decode().partition(":")
        right = (scheme, unquote(name), unquote(secret)) == ("Basic", self.client_id, self.client_secret)
        if asked is None or not right or asked["redirect_uri"] != form["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(utc_now().timestamp())
        claims = self.change(
            {
                "iss": self.issuer,
                "sub": self.subject,
                "aud": self.client_id,
                "exp": now + 300,
                "iat": now,
                "nonce": asked["nonce"],
                "email": self.email,
                "email_verified": True,
                "name": "Ada Provider",
            }
        )
        made = self.sign(claims) if self.sign else jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": made})


@asynccontextmanager
async def providing() -> AsyncIterator[Provider]:
    """A provider on a free port."""
    made = Provider()
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", made.description),
            Route("/keys", made.keys),
            Route("/token", made.token, methods=["POST"]),
        ]
    )
    async with serve(app) as address:
        made.issuer = address
        yield made

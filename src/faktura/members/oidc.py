"""OpenID Connect, as a relying party: discovery, the authorization code flow with PKCE, and the ID token.

What a provider says is judged, never trusted: the issuer must be the one that was asked, the token signed by its keys
with an asymmetric algorithm, meant for us, fresh, and an answer to this very flow (state, nonce, code verifier).
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from faktura.members.errors import ProviderTrouble, SignInRefused
from faktura.members.policy import issuer_is_usable
from faktura.outgoing.http import Http, Reply, Unsent

FLOW_SECONDS = 600
DOCUMENT_BYTES_MAX = 262_144
PROVIDER_SECONDS = 10
CLOCK_SECONDS = 60
"""How far the provider's clock may be from ours."""
TOKEN_SECONDS_MAX = 600
"""How old an ID token may be."""
ALGORITHMS = ("RS256", "ES256", "PS256", "RS384", "ES384", "PS384", "RS512", "ES512", "PS512", "EdDSA")


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID provider as somebody configured it. `private`: it may lie inside the operator's network."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    private: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """What has to be kept in the browser, encrypted, until the provider sends it back."""

    state: str
    nonce: str
    verifier: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for; the address is one that it has verified. `strong`: by more than one factor."""

    issuer: str
    subject: str
    email: str
    name: str
    strong: bool


def new_flow(issuer: str) -> Flow:
    """A flow with secrets of its own."""
    return Flow(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(64), issuer)


async def _fetch(http: Http, provider: Provider, method: str, url: str, **more: Any) -> Reply:
    if not issuer_is_usable(url.partition("?")[0], private=provider.private):
        raise ProviderTrouble("The sign-in provider names an address that is not asked.")
    try:
        return await http.request(
            method, url, seconds=PROVIDER_SECONDS, bytes_max=DOCUMENT_BYTES_MAX, private=provider.private, **more
        )
    except Unsent as unsent:
        raise ProviderTrouble(f"The sign-in provider can't be asked. {unsent}") from None


def _object(reply: Reply, what: str) -> dict[str, Any]:
    try:
        plain = orjson.loads(reply.content)
    except orjson.JSONDecodeError:
        plain = None
    if reply.status != 200 or not isinstance(plain, dict):
        raise ProviderTrouble(f"The sign-in provider answered {reply.status} for {what}.")
    return plain


async def discover(http: Http, provider: Provider) -> dict[str, Any]:
    """The provider's own description (OpenID Connect Discovery 1.0, 4).

    Raises:
        ProviderTrouble: it can't be had, or is another issuer's.
    """
    url = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
    found = _object(await _fetch(http, provider, "GET", url), "its description")
    if found.get("issuer") != provider.issuer:
        raise ProviderTrouble("The sign-in provider calls itself by another name than the one that is set here.")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(found.get(name), str) or not issuer_is_usable(
            found[name].partition("?")[0], private=provider.private
        ):
            raise ProviderTrouble(f"The sign-in provider's description has no usable {name}.")
    return found


def authorization_url(description: Mapping[str, Any], provider: Provider, flow: Flow, redirect_uri: str) -> str:
    """Where the browser is sent."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(flow.verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": "openid email profile",
        "state": flow.state,
        "nonce": flow.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    endpoint: str = description["authorization_endpoint"]
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def _code(description: Mapping[str, Any], provider: Provider, flow: Flow, answered: Mapping[str, str]) -> str:
    """The code that the browser brought back, if it is an answer to this flow."""
    refusal = SignInRefused("This answer does not belong to a sign-in that was begun here. Begin again.")
    if flow.issuer != provider.issuer or not secrets.compare_digest(
        answered.get("state", "").encode(), flow.state.encode()
    ):
        raise refusal
    # RFC 9207: an answer that names its issuer must name the right one.
    named = answered.get("iss")
    must_name = description.get("authorization_response_iss_parameter_supported") is True
    if (named is None and must_name) or named not in (None, provider.issuer):
        raise refusal
    if "error" in answered or not answered.get("code"):
        raise SignInRefused("The sign-in provider did not sign you in. Begin again, or ask whoever runs it.")
    return answered["code"]


async def identify(
    http: Http, provider: Provider, flow: Flow, answered: Mapping[str, str], redirect_uri: str, now: datetime
) -> Identity:
    """Exchange the code for an ID token, and judge it.

    Raises:
        SignInRefused, ProviderTrouble.
    """
    description = await discover(http, provider)
    code = _code(description, provider, flow, answered)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": flow.verifier,
        "client_id": provider.client_id,
    }
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
    if provider.client_secret:
        methods = description.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in methods:
            # RFC 6749, 2.3.1: both are form-encoded first.
            pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
            headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        else:
            form["client_secret"] = provider.client_secret
    reply = await _fetch(
        http, provider, "POST", description["token_endpoint"], headers=headers, content=urlencode(form).encode()
    )
    token = _object(reply, "the code").get("id_token")
    if not isinstance(token, str):
        raise ProviderTrouble("The sign-in provider answered no ID token.")
    keys = _object(await _fetch(http, provider, "GET", description["jwks_uri"]), "its keys")
    return judge(token, keys, provider, flow, now)


def judge(token: str, keys: Mapping[str, Any], provider: Provider, flow: Flow, now: datetime) -> Identity:
    """What an ID token says, if every word of it holds (OpenID Connect Core 1.0, 3.1.3.7).

    Raises:
        SignInRefused: always with the same sentence, but for an address that is not verified.
    """
    refusal = SignInRefused("The sign-in provider's answer is not right, so you are not signed in.")
    try:
        # Symmetric keys in a key set would let everybody who reads it sign.
        usable = [
            key for key in keys.get("keys", []) if isinstance(key, dict) and key.get("kty") in ("RSA", "EC", "OKP")
        ]
        decoded = jwt.decode(token, KeySet.import_key_set({"keys": usable}), algorithms=list(ALGORITHMS))
    except (JoseError, ValueError, KeyError, TypeError):
        raise refusal from None
    claims = decoded.claims
    if not _holds(claims, provider, flow, now.timestamp()):
        raise refusal
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is not True:
        raise SignInRefused("The sign-in provider has not verified your e-mail address, so you are not signed in.")
    methods = claims.get("amr")
    strong = isinstance(methods, list) and "mfa" in methods
    name = claims.get("name")
    return Identity(provider.issuer, claims["sub"], email, name if isinstance(name, str) else "", strong)


def _holds(claims: Mapping[str, Any], provider: Provider, flow: Flow, now: float) -> bool:
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    expires, issued = claims.get("exp"), claims.get("iat")
    subject, nonce = claims.get("sub"), claims.get("nonce")
    return (
        claims.get("iss") == provider.issuer
        and provider.client_id in audiences
        and (len(audiences) == 1 or claims.get("azp") == provider.client_id)
        and claims.get("azp", provider.client_id) == provider.client_id
        and isinstance(expires, int | float)
        and now < expires + CLOCK_SECONDS
        and isinstance(issued, int | float)
        and now - TOKEN_SECONDS_MAX - CLOCK_SECONDS < issued < now + CLOCK_SECONDS
        and isinstance(claims.get("nbf", 0), int | float)
        and claims.get("nbf", 0) < now + CLOCK_SECONDS
        and isinstance(subject, str)
        and 0 < len(subject) <= 255
        and isinstance(nonce, str)
        and secrets.compare_digest(nonce.encode(), flow.nonce.encode())
    )

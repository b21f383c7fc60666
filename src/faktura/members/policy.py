"""How members of an organization or account sign in: a second factor, and its own OpenID provider."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from faktura.members import store
from faktura.members.errors import PolicyInvalid
from faktura.members.schemas import SignInPolicyRequest
from faktura.organizations.checks import finding
from faktura.storage.encryption import decrypt, encrypt
from faktura.storage.unit import Unit

_PURPOSE = "secrets of sign-in providers"


@dataclass(frozen=True, slots=True)
class SignInPolicy:
    """The rules as they stand; `issuer` is empty where there is no provider of one's own."""

    second_factor: bool = False
    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    has_secret: bool = False


async def read_policy(unit: Unit) -> SignInPolicy:
    """The rules of the unit's tenant."""
    row = await store.read_policy(unit)
    if row is None:
        return SignInPolicy()
    encrypted = row["client_secret_encrypted"]
    secret = decrypt(unit.floor.secret, _PURPOSE, encrypted) if encrypted is not None else None
    return SignInPolicy(
        row["second_factor"],
        row["issuer"] or "",
        row["client_id"] or "",
        (secret or b"").decode(),
        encrypted is not None,
    )


def issuer_is_usable(issuer: str, *, private: bool) -> bool:
    """Whether an issuer's name is an address that can be asked (OpenID Connect Discovery 1.0, 3)."""
    try:
        parts = urlsplit(issuer)
        good = parts.hostname is not None and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    return good and plain and (parts.scheme == "https" or (private and parts.scheme == "http"))


async def change_policy(unit: Unit, request: SignInPolicyRequest) -> SignInPolicy:
    """Write the rules. Whoever may name the provider may become every member, so the door asks for all scopes.

    Raises:
        PolicyInvalid: with everything that is wrong.
    """
    wrong = []
    private = unit.floor.settings.private_sign_in_providers == "allow"
    if request.issuer is not None and not issuer_is_usable(request.issuer, private=private):
        told = "Send the provider's issuer, such as https://login.example.com, as its discovery document writes it."
        wrong.append(finding("issuer_invalid", "/issuer", told))
    if (request.issuer is None) != (request.client_id is None):
        missing = "client_id" if request.client_id is None else "issuer"
        wrong.append(finding("provider_incomplete", f"/{missing}", "issuer and client_id belong together."))
    if request.client_secret is not None and request.issuer is None:
        wrong.append(finding("provider_incomplete", "/issuer", "A secret belongs to an issuer and a client_id."))
    if wrong:
        raise PolicyInvalid(f"{len(wrong)} things are wrong.", wrong)
    current = await store.read_policy(unit)
    secret = None
    if request.client_secret is not None:
        secret = encrypt(unit.floor.secret, _PURPOSE, request.client_secret.encode())
    elif current is not None and (current["issuer"], current["client_id"]) == (request.issuer, request.client_id):
        secret = current["client_secret_encrypted"]
    await store.upsert_policy(
        unit,
        second_factor=request.second_factor,
        issuer=request.issuer,
        client_id=request.client_id,
        client_secret=secret if request.issuer is not None else None,
    )
    return await read_policy(unit)

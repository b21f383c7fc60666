"""Who sends an organization's mail: its own sender, or the installation's. Passwords are encrypted at rest."""

from dataclasses import dataclass, field
from typing import Any

from faktura.checks import Finding
from faktura.events import SENDER_CHANGED
from faktura.jobs import publish
from faktura.organizations import store
from faktura.organizations.checks import finding
from faktura.organizations.errors import OrganizationInvalid, SenderUnreadable
from faktura.organizations.read import read_organization
from faktura.organizations.schemas import EmailSenderRequest
from faktura.organizations.tenants import owner_of
from faktura.storage.encryption import decrypt, encrypt
from faktura.storage.unit import Unit

_PURPOSE = "e-mail passwords"
_SECURITY = ("none", "starttls", "tls")
_DEFAULT_PORTS = {"none": 25, "starttls": 587, "tls": 465}


@dataclass(frozen=True, slots=True)
class Sender:
    """An address, a name, and how to reach the server: host, port, security, username, password.

    `reply_to`: where answers go, when not to the address.
    """

    address: str
    name: str
    settings: dict[str, Any] = field(repr=False)
    reply_to: str = ""


def _decrypt(secret: bytes, encrypted: bytes) -> str:
    opened = decrypt(secret, _PURPOSE, encrypted)
    if opened is None:
        raise SenderUnreadable(
            "The mail server's password was encrypted with another key (FAKTURA_SECRET_KEY, or secret.key in the home "
            "folder). Set the sender again, or give the installation its key back."
        )
    return opened.decode()


async def read_sender(unit: Unit) -> Sender | None:
    """The tenant's own sender, else the installation's; None when neither is set up."""
    settings = unit.floor.settings
    row = await store.read_email_sender(unit)
    installation: dict[str, Any] = {}
    if settings.smtp_host:
        installation = {
            "host": settings.smtp_host,
            "port": settings.smtp_port,
            "security": settings.smtp_security,
            "username": settings.smtp_username,
            "password": settings.smtp_password,
        }
    if row is None:
        if not installation or not settings.smtp_from:
            return None
        organization = await read_organization(unit)
        return Sender(settings.smtp_from, organization.profile.name or "", installation)
    own = dict(row["settings"])
    if own.get("host"):
        if row["password_encrypted"] is not None:
            own["password"] = _decrypt(unit.floor.secret, row["password_encrypted"])
        # A tenant must not reach into the operator's network by naming a host there.
        own["public_only"] = settings.private_smtp_hosts == "refuse"
        return Sender(row["address"], row["name"], own)
    return Sender(row["address"], row["name"], installation) if installation else None


def _wrong(request: EmailSenderRequest) -> list[Finding]:
    wrong = []
    if request.address.count("@") != 1 or any(letter.isspace() for letter in request.address):
        wrong.append(finding("address_invalid", "/address", f"{request.address} is not an e-mail address."))
    if request.security is not None and request.security not in _SECURITY:
        wrong.append(finding("security_unknown", "/security", "Send one of none, starttls, tls."))
    if request.port is not None and not 0 < request.port < 65536:
        wrong.append(finding("port_invalid", "/port", "Send a port between 1 and 65535."))
    if request.password is not None and request.username is None:
        wrong.append(finding("username_missing", "/username", "A password needs a username."))
    return wrong


async def change_sender(unit: Unit, request: EmailSenderRequest) -> None:
    """Write the tenant's own sender.

    Raises:
        OrganizationInvalid: with everything that is wrong.
    """
    if wrong := _wrong(request):
        raise OrganizationInvalid("The sender was not changed.", wrong)
    organization = await read_organization(unit)
    settings: dict[str, Any] = {}
    if request.host:
        security = request.security or "starttls"
        settings = {
            "host": request.host,
            "port": request.port or _DEFAULT_PORTS[security],
            "security": security,
            "username": request.username,
        }
    password = None
    if request.password is not None:
        password = encrypt(unit.floor.secret, _PURPOSE, request.password.encode())
    await store.upsert_email_sender(unit, organization.id, request.address, request.name or "", settings, password)
    await publish(unit, SENDER_CHANGED, organization.id, {"address": request.address})


async def remove_sender(unit: Unit) -> None:
    """Go back to the installation's own sender."""
    await store.delete_email_sender(unit)
    await publish(unit, SENDER_CHANGED, owner_of(unit.tenant), {"address": None})

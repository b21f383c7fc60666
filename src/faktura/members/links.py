"""Addresses of pages that are named outside of them. Pure."""

from uuid import UUID

from faktura.organizations.tenants import mode_of, owner_of
from faktura.settings import Settings
from faktura.storage.ids import show_id


def provider_path(tenant: UUID) -> str:
    """The path at which an owner's members sign in through its own provider."""
    return f"/sign-in/at/{show_id('own', owner_of(tenant))}/{mode_of(tenant)}"


def sign_in_url(settings: Settings, tenant: UUID) -> str:
    """The address to give to members who sign in through their organization's own provider."""
    return settings.public_url + provider_path(tenant)


def redirect_uri(settings: Settings, tenant: UUID | None) -> str:
    """Where a provider sends people back to; each owner has one of its own, so that answers can't be mixed up.

    None means the installation's own provider.
    """
    path = "/sign-in/provider" if tenant is None else provider_path(tenant)
    return f"{settings.public_url}{path}/done"

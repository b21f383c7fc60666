"""Switches: which features an organization has. Its account sets them; all are on until it does."""

from collections.abc import Mapping
from dataclasses import dataclass

from faktura.organizations import store
from faktura.organizations.checks import finding
from faktura.organizations.errors import FeatureOff, OrganizationInvalid
from faktura.organizations.read import OrganizationRecord, read_organization
from faktura.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Feature:
    """What is switched off together: all operations on some resources (the first half of their scopes), or what
    `says` names besides. `account_passes`: the account's own keys may do it all the same."""

    says: str
    resources: tuple[str, ...] = ()
    account_passes: bool = False


EMAIL_DELIVERY = "email_delivery"
PAYMENT_DETAILS = "payment_details"

FEATURES: Mapping[str, Feature] = {
    "brands": Feature("Brands can be made and changed.", ("brands",)),
    "branding": Feature("Colours, fonts, texts and the logo can be changed.", ("branding",)),
    "templates": Feature("Layouts of PDF and mail can be changed.", ("templates",)),
    "series": Feature("Numbering series can be added and changed.", ("series",)),
    EMAIL_DELIVERY: Feature("Documents are sent by e-mail."),
    "email_sender": Feature("The organization may set a sender and a mail server of its own.", ("email-sender",)),
    "email_domains": Feature("The organization may send from domains of its own.", ("email-domains",)),
    "page_domains": Feature("Buyers' pages may have domains of their own.", ("page-domains",)),
    PAYMENT_DETAILS: Feature("Buyers' pages say how to pay."),
    "members": Feature("People can be invited and given roles.", ("members",)),
    "own_api_keys": Feature(
        "The organization makes and revokes keys by itself; its account always may.", ("api-keys",), True
    ),
    "imports": Feature("Data can be imported.", ("imports",)),
    "exports": Feature("Data can be exported.", ("exports",)),
    "webhooks": Feature("Webhook endpoints can be set up.", ("webhook-endpoints", "webhook-deliveries")),
}
"""Every feature that can be switched off."""

_BY_RESOURCE = {resource: name for name, feature in FEATURES.items() for resource in feature.resources}


def feature_of(scope: str) -> str | None:
    """The feature that an operation of a scope belongs to; None for what can't be switched off."""
    return _BY_RESOURCE.get(scope.partition(":")[0])


def refuse_when_off(features_off: frozenset[str], name: str) -> None:
    """Nothing, when the feature is on.

    Raises:
        FeatureOff: the account switched it off.
    """
    if name in features_off:
        raise FeatureOff(f"{name} is switched off for this organization. Whoever runs its account can switch it on.")


async def change_features(unit: Unit, wanted: Mapping[str, bool]) -> OrganizationRecord:
    """Switch features on (True) and off; those that are not named stay as they are.

    Raises:
        OrganizationInvalid: there is no such feature.
    """
    if unknown := [name for name in wanted if name not in FEATURES]:
        known = ", ".join(FEATURES)
        wrong = [finding("feature_unknown", f"/features/{name}", f"Send some of: {known}.") for name in unknown]
        raise OrganizationInvalid("Nothing was switched.", wrong)
    current = await read_organization(unit)
    off = current.features_off - {name for name, on in wanted.items() if on}
    off |= {name for name, on in wanted.items() if not on}
    await store.update_features_off(unit, current.id, sorted(off))
    return await read_organization(unit)

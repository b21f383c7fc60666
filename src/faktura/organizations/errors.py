"""What organizations refuse."""

from faktura.errors import Invalid, NotFound, Refusal


class OrganizationNotFound(NotFound):
    """No such organization in this account."""

    code = "organization_not_found"
    title = "There is no such organization."


class OrganizationInvalid(Invalid):
    """The organization's data is wrong."""

    code = "organization_invalid"
    title = "The organization's data is not right."


class OrganizationChanged(Refusal):
    """Somebody else changed the organization in between."""

    status = 412
    code = "organization_changed"
    title = "The organization was changed in between."


class SignupClosed(Refusal):
    """Nobody may sign up here without a key."""

    status = 403
    code = "signup_closed"
    title = "Signing up is closed."


class LogoInvalid(Invalid):
    """The logo can't be used."""

    code = "logo_invalid"
    title = "The logo can't be used."


class SenderUnreadable(Refusal):
    """The sender's password can't be decrypted any more."""

    code = "sender_unreadable"
    title = "The sender's password can't be read."


class FeatureOff(Refusal):
    """The account switched the feature off for this organization."""

    status = 403
    code = "feature_off"
    title = "The feature is switched off."


class OrganizationClosed(Refusal):
    """A closed organization can be read, and nothing else."""

    status = 403
    code = "organization_closed"
    title = "The organization is closed."


class OrganizationOpen(Refusal):
    """An organization that is open can't be reopened."""

    code = "organization_open"
    title = "The organization is open."


class ClosingFinal(Refusal):
    """The time in which a closed organization could be reopened is over."""

    code = "closing_final"
    title = "The organization is closed for good."


class KeyNotFound(NotFound):
    """No such key here."""

    code = "key_not_found"
    title = "There is no such key."


class KeyInvalid(Invalid):
    """The key that was asked for can't be."""


class KeyRightsExceeded(Refusal):
    """Nobody gives a key more than they hold."""

    status = 403
    code = "key_rights_exceeded"
    title = "Nobody can give a key more than they hold."


class KeyEnded(Refusal):
    """The key is revoked, expired or replaced."""

    code = "key_ended"
    title = "The key has ended."


class KeysTooMany(Refusal):
    """There are enough keys."""

    code = "keys_too_many"
    title = "There are too many keys."


class AccountNotFound(NotFound):
    """No such account in this mode."""

    code = "account_not_found"
    title = "There is no such account."

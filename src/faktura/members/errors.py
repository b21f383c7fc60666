"""What the members' room refuses."""

from faktura.errors import Invalid, NotFound, Refusal


class MemberNotFound(NotFound):
    """There is no such member here."""

    code = "member_not_found"
    title = "There is no such member."


class MemberInvalid(Invalid):
    """What was said of a member is wrong."""

    code = "member_invalid"
    title = "The member's data is not right."


class MemberExists(Refusal):
    """The person is a member, or invited, already."""

    code = "member_exists"
    title = "There is such a member already."


class MembersFull(Refusal):
    """No more members, or no more open invitations, are taken."""

    code = "members_full"
    title = "There are too many."


class LastOwner(Refusal):
    """Somebody must stay who may do everything."""

    code = "last_owner"
    title = "The last owner stays."


class TooMuchGiven(Refusal):
    """Nobody gives, changes or takes away more than they hold."""

    status = 403
    code = "more_than_held"
    title = "This is more than you hold."


class InvitationEnded(Refusal):
    """There is no open invitation to send again."""

    code = "invitation_ended"
    title = "There is no open invitation."


class InvitationSoon(Refusal):
    """The invitation was sent a moment ago."""

    code = "invitation_too_soon"
    title = "The invitation was just sent."


class MailMissing(Refusal):
    """The installation can't send mail to people."""

    code = "people_mail_missing"
    title = "The installation can't send mail."


class LinkInvalid(NotFound):
    """A link of an invitation or for a new password does not work."""

    code = "link_not_found"
    title = "This link does not work."


class SignInRefused(Refusal):
    """Not signed in; which part was wrong is never told."""

    status = 401
    code = "sign_in_refused"
    title = "You are not signed in."


class SecondFactorNeeded(Refusal):
    """The organization asks for a second factor."""

    status = 403
    code = "second_factor_needed"
    title = "A second factor is needed."


class TooManyGuesses(Refusal):
    """One has to wait before the next try."""

    status = 429
    code = "too_many_guesses"
    title = "Too many tries."

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many tries. Wait {seconds} seconds, then try again.")
        self.seconds = seconds


class PeopleBusy(Refusal):
    """Too many passwords are being checked at once."""

    status = 503
    code = "people_busy"
    title = "Too many sign in at once."


class PasswordInvalid(Invalid):
    """The password can't be taken."""

    code = "password_invalid"
    title = "The password can't be taken."


class CodeInvalid(Invalid):
    """The code is not right."""

    code = "code_invalid"
    title = "The code is not right."


class PasskeyInvalid(Invalid):
    """The passkey can't be taken."""

    code = "passkey_invalid"
    title = "The passkey can't be taken."


class LastMethod(Refusal):
    """A person keeps one way to sign in."""

    code = "last_method"
    title = "One way to sign in must stay."


class ProviderTrouble(Refusal):
    """The sign-in provider did not answer as it should."""

    status = 502
    code = "provider_trouble"
    title = "The sign-in provider did not help."


class PolicyInvalid(Invalid):
    """The rules for signing in are wrong."""

    code = "sign_in_policy_invalid"
    title = "The rules for signing in are not right."

"""The routes of the pages of people."""

from starlette.routing import BaseRoute, Route

from faktura.storage.floor import Floor
from faktura.web.people import account, joining, signing_in
from faktura.web.people.rendering import Work, endpoint, fresh, own_settings, signed_in


def people_routes(floor: Floor) -> list[BaseRoute]:
    """All of them; each is known to the log by its operation, so that no token of a path gets there."""

    def route(path: str, operation: str, work: Work, *methods: str) -> Route:
        return Route(path, endpoint(floor, f"page.{operation}", work), methods=list(methods or ("GET", "POST")))

    at = "/sign-in/at/{owner}/{mode}"
    return [
        route("/sign-in", "sign_in", signing_in.sign_in_page, "GET"),
        route("/sign-in", "sign_in", signing_in.sign_in_post, "POST"),
        route("/sign-in/passkey", "sign_in.passkey", signing_in.passkey_post, "POST"),
        route("/sign-in/second-factor", "sign_in.second_factor", signing_in.second_factor),
        route("/sign-in/provider", "sign_in.provider", signing_in.provider_begin, "GET"),
        route("/sign-in/provider/done", "sign_in.provider_done", signing_in.provider_done, "GET"),
        route(at, "sign_in.provider", signing_in.provider_begin, "GET"),
        route(f"{at}/done", "sign_in.provider_done", signing_in.provider_done, "GET"),
        route("/sign-out", "sign_out", signing_in.sign_out_post, "POST"),
        route("/new-password", "forgotten", signing_in.forgotten),
        route("/new-password/{token}", "new_password", signing_in.new_password),
        route("/invitations/{token}", "invitation", joining.invitation),
        route("/invitations/{token}/accept", "invitation.accept", signed_in(joining.accept), "POST"),
        route("/home", "home", signed_in(joining.home), "GET"),
        route("/leave", "home.leave", signed_in(joining.leave_post), "POST"),
        route("/me", "me", own_settings(account.me_page), "GET"),
        route("/me/name", "me.name", own_settings(account.name_post), "POST"),
        route("/me/password", "me.password", fresh(account.password_post), "POST"),
        route("/me/authenticator", "me.authenticator", fresh(account.authenticator_page), "GET"),
        route("/me/authenticator", "me.authenticator", fresh(account.authenticator_post), "POST"),
        route("/me/authenticator/confirm", "me.authenticator", fresh(account.authenticator_confirm), "POST"),
        route("/me/authenticator/remove", "me.authenticator", fresh(account.authenticator_remove), "POST"),
        route("/me/recovery-codes", "me.recovery_codes", fresh(account.recovery_codes_post), "POST"),
        route("/me/passkeys/new", "me.passkeys", fresh(account.passkey_new), "GET"),
        route("/me/passkeys", "me.passkeys", fresh(account.passkey_post), "POST"),
        route("/me/passkeys/remove", "me.passkeys", fresh(account.passkey_remove), "POST"),
        route("/me/sessions/end", "me.sessions", own_settings(account.session_end), "POST"),
        route("/me/sessions/end-all", "me.sessions", own_settings(account.sessions_end), "POST"),
    ]

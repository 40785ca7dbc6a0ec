"""The pages of allauth that are served: sign-in, passwords, second factors. The others have no address here."""

from allauth.account.urls import urlpatterns
from allauth.mfa.base.urls import urlpatterns as factors
from allauth.mfa.recovery_codes.urls import urlpatterns as recovery_codes
from django.urls import URLPattern, URLResolver, include, path

SERVED = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",  # only says that accounts are given by invitation
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
sign_in: list[URLPattern | URLResolver] = [
    *(pattern for pattern in urlpatterns if pattern.name in SERVED),
    path(
        "2fa/",
        include(
            [
                *factors,
                path("totp/", include("allauth.mfa.totp.urls")),
                path("webauthn/", include("allauth.mfa.webauthn.urls")),
                # Shown once, on a page: there is no file to forget somewhere.
                path(
                    "recovery-codes/",
                    include([page for page in recovery_codes if "download" not in str(page.pattern)]),
                ),
            ]
        ),
    ),
]

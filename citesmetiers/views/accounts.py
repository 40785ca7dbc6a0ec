"""The pages of allauth that are served: sign-in and passwords. The others have no address here."""

from allauth.account.urls import urlpatterns

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
sign_in = [pattern for pattern in urlpatterns if pattern.name in SERVED]

"""One settings file, driven by the environment; production is the default.

Every variable is described in `.env.example`.
"""

import os
import sys
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from citesmetiers import env
from citesmetiers.edge.circuit import circuit
from citesmetiers.postgres import Cluster

BASE_DIR = env.BASE_DIR
env.load_file(BASE_DIR / ".env")

# --- Identity ---------------------------------------------------------------------------------
SITE_URL = env.site_url("SITE_URL", f"http://localhost:{env.number('PORT', 8000)}")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
IS_LOCAL = SITE_HOST in {"localhost", "127.0.0.1"}
IS_SECURE = SITE_URL.startswith("https://")
DEBUG = env.flag("DEBUG")
# What the portal writes while it runs: the embedded database, mail without a server, built assets.
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
DEMONSTRATION_ALLOWED = env.flag("DEMONSTRATION_ALLOWED", default=True)
CONTACT_EMAIL = env.text("CONTACT_EMAIL", f"contact@{SITE_HOST}")
# Whom the legal notice names; it says so where one of them is not named.
PUBLISHER = env.text("PUBLISHER")
PUBLICATION_DIRECTOR = env.text("PUBLICATION_DIRECTOR")
HOSTING_PROVIDER = env.text("HOSTING_PROVIDER")

# --- Security ---------------------------------------------------------------------------------
SECRET_KEY = env.secret("SECRET_KEY", local_file=VAR_DIR / "secret-key" if IS_LOCAL else None)
SECRET_KEY_FALLBACKS = env.text("SECRET_KEY_FALLBACKS").split()
ALLOWED_HOSTS = ["localhost", "127.0.0.1"] if IS_LOCAL else [SITE_HOST]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
# It ends with the browser: nothing of a visit to the sign-in page is left behind.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "citesmetiers.unsent.csrf_failure"
SESSION_ENGINE = "citesmetiers.sessions"
# A session ends twelve hours after it began, and two after its last page (the privacy page says so).
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_AGE = 2 * 3600
X_FRAME_OPTIONS = "DENY"
# One policy for every page, the admin included: no nonce, nothing inline, nothing from elsewhere.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
# A preload list is hard to leave, and the domain is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if IS_LOCAL:
    # The default address is this machine's own, without a certificate.
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]

# --- Apps -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "network",
    "services",
    "events",
    "citesmetiers.apps.PortalConfig",
    "citesmetiers.apps.SecretariatAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "pghistory",
    "pgtrigger",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "citesmetiers.headers.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "citesmetiers.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "citesmetiers.hashing.BusyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "citesmetiers.sessions.SessionMiddleware",
    "citesmetiers.unsent.UnsentMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "citesmetiers.second_factor.SecondFactorMiddleware",
    "citesmetiers.history.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "citesmetiers.accounts.HeadMiddleware",
    "citesmetiers.former.FormerAddressMiddleware",
]
ROOT_URLCONF = "citesmetiers.urls"
WSGI_APPLICATION = "citesmetiers.wsgi.application"

# --- Database ---------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL")
IS_TESTED = "pytest" in sys.modules
EMBEDDED_CLUSTER = None
if not DATABASE_URL:
    EMBEDDED_CLUSTER = Cluster(
        VAR_DIR / ("postgres-tests" if IS_TESTED else "postgres"), durable=not IS_TESTED
    )
# A page waits for nobody long; a command, an import or a migration may. Tests are long as well.
IS_COMMAND = IS_TESTED or (Path(sys.argv[0]).name == "manage.py" and "runserver" not in sys.argv)
DATABASE_TIMEOUTS = {
    "statement_timeout": env.number("DATABASE_STATEMENT_TIMEOUT", 600 if IS_COMMAND else 5),
    "lock_timeout": env.number("DATABASE_LOCK_TIMEOUT", 5 if IS_COMMAND else 2),
    "idle_in_transaction_session_timeout": env.number("DATABASE_IDLE_TIMEOUT", 0 if IS_COMMAND else 10),
}
DATABASES = {
    "default": {
        # PostgreSQL, with two habits of ours.
        "ENGINE": "citesmetiers.database",
        **(EMBEDDED_CLUSTER.describe() if EMBEDDED_CLUSTER else env.database("DATABASE_URL", DATABASE_URL)),
        "OPTIONS": {
            "connect_timeout": 3,
            # Each trigger asks which of them are to be left out: where nobody said so, that costs it a savepoint
            # that fails, and many of those in one transaction a time that grows with its square. No statement of ours
            # takes as long as it would to compile it.
            "options": " ".join(f"-c {name}={seconds}s" for name, seconds in DATABASE_TIMEOUTS.items())
            + " -c timezone=UTC -c jit=off -c pgtrigger.ignore={}",
            # A pool outlives the tests' databases.
            **(
                {}
                if IS_TESTED
                else {"pool": {"min_size": 1, "max_size": env.number("DATABASE_POOL", 8), "timeout": 3}}
            ),
        },
        # Each run has a database of its own: tests work beside each other and beside the portal.
        "TEST": {"NAME": f"test_cdm_{os.environ.get('TEST_DATABASE') or f'p{os.getpid()}'}"},
    }
}
# Counts of attempts, shared by every process on every host; nothing else is kept here.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_counts",
        "KEY_FUNCTION": "citesmetiers.counts.hidden_key",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Copies of public pages -------------------------------------------------------------------
# The most that each process keeps in memory, and that all of them keep in VAR_DIR/pages.
PAGES_IN_MEMORY = env.number("PAGES_IN_MEMORY", 4000)
PAGES_MEMORY_MB = env.number("PAGES_MEMORY_MB", 64)
PAGES_ON_DISK = env.number("PAGES_ON_DISK", 20_000)
PAGES_DISK_MB = env.number("PAGES_DISK_MB", 256)

# --- People -----------------------------------------------------------------------------------
# GET never writes: there is nothing to sign.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "citesmetiers.hashing.PatientArgon2",
    # What was hashed before; it is hashed anew when its person signs in.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "citesmetiers.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Seconds for which it is known who somebody is, once they said so; then grave things ask again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Asks the database for nothing: a known address takes no longer than an unknown one.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "citesmetiers.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "citesmetiers.accounts.CodeForm",
    "reauthenticate": "citesmetiers.accounts.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A clock may be half a minute wrong, and a code typed slowly.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Every address of ours was reached by an invitation.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)

# --- Languages and time -----------------------------------------------------------------------
LANGUAGE_CODE = "en"
# A language is here when its catalog is complete; a test holds the list to that.
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["citesmetiers.formats"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# --- Pages ------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "citesmetiers.templatetags.components",
                "citesmetiers.templatetags.doors",
                "citesmetiers.templatetags.label",
                "citesmetiers.templatetags.linked_data",
                "citesmetiers.templatetags.search",
                "citesmetiers.templatetags.live",
                "citesmetiers.templatetags.words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "citesmetiers.context_processors.portal",
            ],
        },
    }
]
FORM_RENDERER = "citesmetiers.rendering.AccessibleFormRenderer"

# --- Files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
BUILT_ASSETS = VAR_DIR / "assets"
STATICFILES_DIRS = [BASE_DIR / "static", BUILT_ASSETS]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG or IS_TESTED
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG or IS_TESTED
# Tests make many handlers: none looks through all files first.
WHITENOISE_AUTOREFRESH = DEBUG or IS_TESTED
MEDIA_ROOT = VAR_DIR / ("media-tests" if IS_TESTED else "media")

# --- Mail -------------------------------------------------------------------------------------
SMTP_URL = env.text("SMTP_URL")
MAILERS = {
    "default": (
        env.mailer("SMTP_URL", SMTP_URL)
        if SMTP_URL
        else {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(VAR_DIR / "mail")},
        }
    )
}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", f"Cités des métiers <portail@{SITE_HOST}>")

# --- Logs -------------------------------------------------------------------------------------
# A search can be about a life: no query string, no address of a visitor is ever written.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "citesmetiers.logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "filters": {
        # Who is sent away for coming too often would fill the disk as well.
        "no_floods": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: (
                (status := getattr(record, "status_code", None)) != HTTPStatus.TOO_MANY_REQUESTS
                # That the database is down is told once.
                and not (status == HTTPStatus.SERVICE_UNAVAILABLE and circuit.is_open)
            ),
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_floods"]}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING"), "propagate": False}
    },
}

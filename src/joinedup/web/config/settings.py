"""Django's settings. Everything that differs between places comes from ``environment.py``; nothing here is a secret."""

import secrets

import dj_database_url
from csp.constants import NONE, SELF

from joinedup.governance import keys
from joinedup.web.config import environment

ENVIRONMENT = environment.read()
PRODUCTION = ENVIRONMENT.production
WORKSPACE = ENVIRONMENT.workspace

# ---------------------------------------------------------------------------------------------------------- secrets
SECRET_KEY = keys.read_or_make(ENVIRONMENT.keys, "site").hex() if ENVIRONMENT.keys else secrets.token_hex(64)
AUDIT_KEY = keys.read_or_make(ENVIRONMENT.keys, "audit") if ENVIRONMENT.keys else secrets.token_bytes(64)

DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
SITE_NAME = ENVIRONMENT.name
REIDENTIFY_A_DAY = ENVIRONMENT.reidentify_a_day
PROPOSAL_DAYS = ENVIRONMENT.proposal_days

# ------------------------------------------------------------------------------------------------------------- rooms
INSTALLED_APPS = [
    "joinedup.web.demo",
    "joinedup.web.linkage",
    "joinedup.web.insight",
    "joinedup.web.coordination",
    "joinedup.web.planning",
    "joinedup.web.people",
    "joinedup.web.governance",
    "joinedup.web.accounts",
    "joinedup.web.design",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "csp",
]

MIDDLEWARE = [
    "joinedup.web.config.middleware.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "joinedup.web.config.middleware.sessions.SessionsEnd",
    "joinedup.web.config.middleware.uploads.NotTooMuch",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "joinedup.web.config.middleware.following.DeskFollows",
    "joinedup.web.config.middleware.problems.ProblemsInWords",
    "joinedup.web.config.middleware.access.DenyByDefault",
]

ROOT_URLCONF = "joinedup.web.config.urls"
WSGI_APPLICATION = "joinedup.web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "joinedup.web.design.environment.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "joinedup.web.people.missing.on_every_page",
            ],
        },
    },
    # only for the one-line notices inside packages; every page is a Jinja template
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]

# ---------------------------------------------------------------------------------------------------------- the desk
DATABASES = {
    "default": dj_database_url.parse(
        ENVIRONMENT.database_url or (f"sqlite:///{WORKSPACE}/desk.sqlite3" if WORKSPACE else "sqlite://:memory:"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # writers queue instead of failing; FULL: what was committed is on the disk, so the access log has no gaps
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache"},
}

# ----------------------------------------------------------------------------------------------------------- sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",  # hard in memory, and in the standard library
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "joinedup.web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator opens accounts; nobody registers
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_USER_DISPLAY = "joinedup.web.accounts.adapters.user_display"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "30/m/ip,5/15m/key",  # five wrong passwords lock the account for a quarter of an hour
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "joinedup.web.accounts.adapters.SecondFactorAdapter"
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
SECOND_FACTOR_REQUIRED = ENVIRONMENT.second_factor

SOCIALACCOUNT_ADAPTER = "joinedup.web.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "care-identity",
                "name": ENVIRONMENT.oidc_name,
                "client_id": ENVIRONMENT.oidc_client,
                "secret": ENVIRONMENT.oidc_secret,
                "settings": {
                    "server_url": ENVIRONMENT.oidc_server,
                    "token_auth_method": "client_secret_post",
                    "kind": ENVIRONMENT.oidc_kind,
                },
            }
        ]
        if ENVIRONMENT.oidc
        else [],
    }
}

# ---------------------------------------------------------------------------------------------------------- sessions
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_SECONDS = ENVIRONMENT.idle_minutes * 60
SESSION_LONGEST_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_LONGEST_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-joinedup" if PRODUCTION else "joinedup"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_NAME = "__Host-joinedup-form" if PRODUCTION else "joinedup-form"
CSRF_FAILURE_VIEW = "joinedup.web.design.errors.form_too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ----------------------------------------------------------------------------------------------------------- headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF, *([ENVIRONMENT.oidc_origin] if ENVIRONMENT.oidc_origin else [])],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# ------------------------------------------------------------------------------------------------------ static files
STATIC_URL = "/static/"
STATIC_ROOT = WORKSPACE / "static" if WORKSPACE else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "joinedup.web.design.static_files.HashedFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# ---------------------------------------------------------------------------------------------------- words and time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# -------------------------------------------------------------------------------------------------------------- logs
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "joinedup.web.config.logs.Scrub"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["scrub"], "formatter": "line"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "propagate": True}, "joinedup": {"level": "INFO"}},
}

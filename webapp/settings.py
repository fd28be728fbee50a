"""Settings, from the environment only. A wrong one stops the start and says how to mend it."""

import os
import re
import secrets
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from werkzeug.sansio.utils import host_is_trusted

from webapp import clinics
from webapp.clinics import Clinic

IDLE_LIMIT = timedelta(hours=1)  # without use, answers end after this
RENEW_AFTER = timedelta(minutes=5)  # a slow page that renewed it each time could undo another tab
WARN_BEFORE = timedelta(minutes=8)  # the page says so this long before the end
KEPT_FOR = timedelta(days=30)  # only when the person asks for it
STATIC_FILES_KEPT_FOR = timedelta(days=365)  # their address changes with their content

FHIR_KEPT_FOR = timedelta(hours=1)  # by any cache: the questions, which a new version may change

COMPRESSED = (
    *("text/html", "text/css", "text/plain", "text/javascript", "image/svg+xml"),
    *("application/json", "application/fhir+json"),
)

MAX_BODY = 64 * 1024  # bytes; the longest honest form is under 4 KiB
MAX_RECORD = 64 * 1024  # bytes of FHIR that is pasted
MAX_OPENED = 4 * MAX_RECORD  # bytes, where a record is pasted: a form encodes them
MAX_FORM_PARTS = 200  # of a multipart body; the page with most fields has under 100
MAX_NOTE = 2000  # characters; of what a doctor said on one question, in visit mode
MAX_SHORT_TEXT = 2000  # characters; what many portals take in one message
MIN_KEY = 16  # characters
MAX_PUBLIC_URL = 80  # characters; with a clinic's slug it must fit on a card
PUBLIC_URL = re.compile(r"(https?)://([a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?)/?")
MAX_CONTACT = 100  # characters; it must fit on a narrow page
CONTACT = re.compile(r"mailto:[!-~]+@[!-~]+|https://[!-~]+")
HOST = re.compile(r"\.?[\w-]+(\.[\w-]+)*(:[0-9]{1,5})?")
BOOT_ERROR = 3  # exit status; at any other, gunicorn starts its workers again, without end


class SettingsError(SystemExit):
    """A setting is wrong; the message, printed at once, says how to mend it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.code = BOOT_ERROR
        print(message, file=sys.stderr)


def read(environment: Mapping[str, str], instance: Path) -> dict[str, Any]:
    """Turn the environment into Flask's settings. `instance` holds the development key."""
    allow_http = _allow_http(environment.get("ALLOW_HTTP", ""))
    trusted_hosts = _trusted_hosts(environment.get("TRUSTED_HOSTS", ""))
    key = _secret_key(environment, instance, allow_http)
    older_keys = _older_keys(environment)
    return {
        "SECRET_KEY": key,
        "SECRET_KEY_FALLBACKS": older_keys,
        "WTF_CSRF_SECRET_KEY": (*older_keys, key),  # the last signs; any of them is known again
        "SESSION_COOKIE_NAME": "answers" if allow_http else "__Host-answers",
        "SESSION_COOKIE_SECURE": not allow_http,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": KEPT_FOR,
        "SESSION_REFRESH_EACH_REQUEST": False,  # or files that any cache may keep carry the cookie
        "TRUSTED_HOSTS": trusted_hosts,
        "PROXIES": _proxies(environment),
        "PUBLIC_URL": _public_url(environment.get("PUBLIC_URL", ""), allow_http, trusted_hosts),
        "CONTACT": _contact(environment.get("CONTACT", "")),
        "CLINICS": _clinics(environment.get("CLINICS", "")),
        "MAX_CONTENT_LENGTH": MAX_BODY,
        "MAX_FORM_MEMORY_SIZE": MAX_BODY,
        "MAX_FORM_PARTS": MAX_FORM_PARTS,
        "SEND_FILE_MAX_AGE_DEFAULT": STATIC_FILES_KEPT_FOR,
        "COMPRESS_MIMETYPES": list(COMPRESSED),
        "COMPRESS_ALGORITHM": ["br", "zstd", "gzip"],  # Brotli writes a tenth less than the others
        "COMPRESS_BR_LEVEL": 5,
        "WTF_CSRF_TIME_LIMIT": None,  # slow readers must not lose a form
        "WTF_CSRF_SSL_STRICT": False,  # it asks for a Referer; webapp.security looks at Origin
    }


def _allow_http(value: str) -> bool:
    if value not in ("", "0", "1"):
        raise SettingsError("ALLOW_HTTP is 1, to try it out without TLS, or is not set.")
    return value == "1"


def _trusted_hosts(value: str) -> list[str] | None:
    hosts = value.split()
    for host in hosts:
        if not HOST.fullmatch(host) or host != host.lower():
            raise SettingsError(
                f"TRUSTED_HOSTS: {host} is not a name. Give names in small letters with spaces "
                "between them, like questions.example www.questions.example; "
                "one that begins with a dot stands for all below it."
            )
    return hosts or None


def _secret_key(environment: Mapping[str, str], instance: Path, allow_http: bool) -> str:
    key = environment.get("SECRET_KEY", "")
    if key:
        _check_length("SECRET_KEY", key)
        return key
    if allow_http:
        return _development_key(instance / "secret_key")
    raise SettingsError(
        "SECRET_KEY is not set. Make one with\n"
        "  python3 -c 'import secrets; print(secrets.token_urlsafe(32))'\n"
        "and set it in the environment, the same for every copy of the service."
    )


def _older_keys(environment: Mapping[str, str]) -> list[str]:
    keys = environment.get("SECRET_KEY_FALLBACKS", "").split()
    for key in keys:
        _check_length("SECRET_KEY_FALLBACKS", key)
    return keys


def _check_length(name: str, key: str) -> None:
    if len(key) < MIN_KEY:
        raise SettingsError(f"{name} is too short: use {MIN_KEY} characters or more.")


def _development_key(path: Path) -> str:
    """A random key of this checkout, so that a restart keeps the answers of who is testing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
    print(f"Made a development key in {path}", file=sys.stderr)
    return path.read_text(encoding="ascii")


def _proxies(environment: Mapping[str, str]) -> int:
    value = environment.get("PROXIES", "0")
    if not value.isdecimal():
        raise SettingsError("PROXIES is not a number: say how many proxies stand in front, like 1.")
    return int(value)


def _public_url(value: str, allow_http: bool, trusted_hosts: list[str] | None) -> str:
    """The address without a slash at its end; empty when it is not set."""
    if not value:
        return ""
    found = PUBLIC_URL.fullmatch(value)
    if not found or len(value) > MAX_PUBLIC_URL:
        raise SettingsError(
            "PUBLIC_URL is not an address that can be printed: give just the scheme and the name, "
            f"in small letters, like https://questions.example, {MAX_PUBLIC_URL} characters "
            "at most. The service cannot stand under a path."
        )
    if found[1] == "http" and not allow_http:
        raise SettingsError(
            "PUBLIC_URL must begin with https://, or set ALLOW_HTTP=1 to try it out."
        )
    if trusted_hosts and not host_is_trusted(found[2], trusted_hosts):
        raise SettingsError(
            f"PUBLIC_URL: add {found[2]} to TRUSTED_HOSTS, or nobody gets in there."
        )
    return value.rstrip("/")


def _contact(value: str) -> str:
    if value and (not CONTACT.fullmatch(value) or len(value) > MAX_CONTACT):
        raise SettingsError(
            "CONTACT is not an address to write to: give one like mailto:help@questions.example "
            f"or https://questions.example/help, {MAX_CONTACT} characters at most."
        )
    return value


def _clinics(path: str) -> Mapping[str, Clinic]:
    try:
        return clinics.read(Path(path)) if path else {}
    except ValueError as error:
        raise SettingsError(f"CLINICS does not name a right file of clinics:\n  {error}") from None

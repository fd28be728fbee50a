"""Settings, from the environment only. A wrong one stops the start and says how to mend it."""

import os
import secrets
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

KEPT_FOR = timedelta(days=30)  # only when the person asks for it; else see webapp.journey
LARGEST_BODY = 64 * 1024  # bytes; the longest honest form is under 4 KiB
SHORTEST_KEY = 16  # characters
BOOT_ERROR = 3  # exit status; at any other, gunicorn starts its workers again, without end


class ConfigError(SystemExit):
    """A setting is wrong; the message, printed at once, says how to mend it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.code = BOOT_ERROR
        print(message, file=sys.stderr)


def read(environment: Mapping[str, str], instance: Path) -> dict[str, Any]:
    """Turn the environment into Flask's settings. `instance` holds the development key."""
    allow_http = environment.get("ALLOW_HTTP") == "1"
    key = _secret_key(environment, instance, allow_http)
    older_keys = _older_keys(environment)
    return {
        "SECRET_KEY": key,
        "SECRET_KEY_FALLBACKS": older_keys,
        "WTF_CSRF_SECRET_KEY": [*older_keys, key],  # the last signs; any of them is known again
        "SESSION_COOKIE_NAME": "answers" if allow_http else "__Host-answers",
        "SESSION_COOKIE_SECURE": not allow_http,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": KEPT_FOR,
        "SESSION_REFRESH_EACH_REQUEST": False,  # or files that any cache may keep carry the cookie
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
        "MAX_FORM_PARTS": 200,
        "TRUSTED_HOSTS": environment.get("TRUSTED_HOSTS", "").split() or None,
        "PROXIES": _proxies(environment),
        "WTF_CSRF_TIME_LIMIT": None,  # slow readers must not lose a form
    }


def _secret_key(environment: Mapping[str, str], instance: Path, allow_http: bool) -> str:
    key = environment.get("SECRET_KEY", "")
    if key:
        _check_length("SECRET_KEY", key)
        return key
    if allow_http:
        return _development_key(instance / "secret_key")
    raise ConfigError(
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
    if len(key) < SHORTEST_KEY:
        raise ConfigError(f"{name} is too short: use {SHORTEST_KEY} characters or more.")


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
        raise ConfigError("PROXIES is not a number: say how many proxies stand in front, like 1.")
    return int(value)

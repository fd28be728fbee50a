"""Flask's own session cookie, encrypted: who holds the device or the cookie cannot read it.

Each cookie holds a Fernet token (AES and HMAC, from the `cryptography` package). What it holds is
compressed and then filled up to a fixed length, so that its length tells nothing of the answers; a
person's own words make it grow, in steps.
"""

import json
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from time import time
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

MAX_COOKIE = 4093  # bytes of a whole Set-Cookie header; browsers drop more
NAME_AND_ATTRIBUTES = 128  # bytes of that header beside the token
MAX_TOKEN = MAX_COOKIE - NAME_AND_ATTRIBUTES
BASE_LENGTH = 1279  # bytes; any answers without own words fit, and Fernet adds one
STEP = 512  # bytes
MAX_CONTENT = 64 * 1024  # bytes; a cookie that unpacks to more is not ours


class CookieCipher:
    """Writes and reads tokens. The first key encrypts; any of them decrypts."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(_derived(key)) for key in keys])

    def dumps(self, content: Mapping[str, Any], spare: int = 0) -> str:
        """Encrypt what a session holds, with so many bytes to spare."""
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        packed = zlib.compress(text.encode(), level=9)
        return self._fernet.encrypt(packed.ljust(_padded(len(packed) + spare), b"\0")).decode()

    def loads(self, token: str, max_age: int | None = None) -> dict[str, Any]:
        """Decrypt a token. Raises BadSignature when it is old, foreign or changed.

        One from the future is read: a copy made it, and that copy's clock is ahead. Fernet's own
        limit of the age would refuse it.
        """
        try:
            packed = self._fernet.decrypt(token)
            age = int(time()) - self._fernet.extract_timestamp(token)
            if max_age is not None and age > max_age:
                raise InvalidToken
            content = json.loads(zlib.decompressobj().decompress(packed, MAX_CONTENT))
        except (InvalidToken, zlib.error, ValueError) as error:
            raise BadSignature(type(error).__name__) from None
        return dict(content)


def _derived(key: str) -> bytes:
    derivation = HKDF(SHA256(), length=32, salt=None, info=b"eczema-questions session cookie")
    return urlsafe_b64encode(derivation.derive(key.encode()))


def _padded(length: int) -> int:
    steps = max(0, -(-(length - BASE_LENGTH) // STEP))
    return BASE_LENGTH + steps * STEP


class EncryptedSessions(SecureCookieSessionInterface):
    """Flask's sessions in a cookie; only how they are written down differs."""

    def get_signing_serializer(self, app: Flask) -> Any:
        """What Flask writes and reads a cookie with: it asks for no more than dumps and loads."""
        return CookieCipher([app.config["SECRET_KEY"], *app.config["SECRET_KEY_FALLBACKS"]])

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Never send a cookie that the browser would drop: the one before it stays."""
        return super().should_set_cookie(app, session) and self.fits(app, session)

    def fits(self, app: Flask, content: Mapping[str, Any], spare: int = 0) -> bool:
        """Whether a session with this content fits a cookie, with so many bytes to spare."""
        return len(self.get_signing_serializer(app).dumps(content, spare)) <= MAX_TOKEN

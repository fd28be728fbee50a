"""Flask's own signed sessions, and Flask-WTF's tokens, made with less work at every step.

Flask marks the types that JSON lacks (tuples, dates, bytes). A session here holds none of them but
the pairs of a flashed message, which are read as lists just as well, so the marks are left out. And
what signs is made once: the keys stay as they are while the app runs.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import csrf
from isal import isal_zlib
from itsdangerous import Serializer, Signer, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode

DIGEST = hashlib.sha1  # Flask's and Flask-WTF's own choice, by itself: then HMAC runs in C


class PlainJson:
    """JSON as short as it can be written: the cookie grows with it."""

    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    loads = staticmethod(json.loads)


class KeptSigner(TimestampSigner):
    """Derives each key once."""

    derive_key = cache(TimestampSigner.derive_key)


class TokenSerializer(URLSafeTimedSerializer):
    """Reads what the base class reads; one signer for all, and no try to pack a short token."""

    def __init__(self, keys: Sequence[str], salt: str, **signing: Any) -> None:
        how = {"digest_method": DIGEST} | signing
        super().__init__(
            keys, salt=salt, serializer=PlainJson, signer=KeptSigner, signer_kwargs=how
        )

    @cached_property
    def _signer(self) -> Signer:
        return super().make_signer()

    def make_signer(self, salt: str | bytes | None = None) -> Signer:
        return self._signer

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(Serializer.dump_payload(self, obj))


class CookieSerializer(TokenSerializer):
    """A cookie is longer, and packed by a quicker compressor."""

    def dump_payload(self, obj: Any) -> bytes:
        return b"." + base64_encode(isal_zlib.compress(Serializer.dump_payload(self, obj)))


class Sessions(SecureCookieSessionInterface):
    """Signed with the newest key, and read with any."""

    _serializer: CookieSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> CookieSerializer:
        if self._serializer is None:
            keys = (*app.config["SECRET_KEY_FALLBACKS"], app.config["SECRET_KEY"])
            self._serializer = CookieSerializer(keys, self.salt, key_derivation=self.key_derivation)
        return self._serializer


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()
    # Flask-WTF makes one for each token, and has no setting for it.
    csrf.URLSafeTimedSerializer = cache(TokenSerializer)

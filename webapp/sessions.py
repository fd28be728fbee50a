"""Flask's own signed sessions, made with less work: they are read and signed at every step.

Flask marks the types that JSON lacks (tuples, dates, bytes). A session here holds none of them but
the pairs of a flashed message, which are read as lists just as well, so the marks are left out. And
what signs is made once: the keys stay as they are while the app runs.
"""

import json
from functools import cache, cached_property
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from isal import isal_zlib
from itsdangerous import Serializer, Signer, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode

DIGEST = "sha1"  # Flask's own choice, by name: then HMAC runs in C


class PlainJson:
    """JSON as short as it can be written: the cookie grows with it."""

    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    loads = staticmethod(json.loads)


class CookieSigner(TimestampSigner):
    """Derives each key once."""

    derive_key = cache(TimestampSigner.derive_key)


class CookieSerializer(URLSafeTimedSerializer):
    """What the base class reads, written by a quicker compressor, with one signer for all."""

    @cached_property
    def _signer(self) -> Signer:
        return super().make_signer()

    def make_signer(self, salt: str | bytes | None = None) -> Signer:
        return self._signer

    def dump_payload(self, obj: Any) -> bytes:
        return b"." + base64_encode(isal_zlib.compress(Serializer.dump_payload(self, obj)))


class Sessions(SecureCookieSessionInterface):
    """Signed with the newest key, and read with any."""

    _serializer: CookieSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> CookieSerializer:
        if self._serializer is None:
            how = {"key_derivation": self.key_derivation, "digest_method": DIGEST}
            keys = [*app.config["SECRET_KEY_FALLBACKS"], app.config["SECRET_KEY"]]
            self._serializer = CookieSerializer(
                keys, salt=self.salt, serializer=PlainJson, signer=CookieSigner, signer_kwargs=how
            )
        return self._serializer

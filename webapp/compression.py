"""Compressed answers: gzip, which every browser reads and the standard library writes.

By hand, because Flask-Compress leaves a page with errors (422) as it is and compresses a static
file anew for each request. Level 5 costs 25 to 250 µs a page; Brotli would save a tenth of the
bytes of a page that is far below its budget already.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

TEXT = {"text/html", "text/css", "text/javascript", "text/plain", "image/svg+xml"}
LEVEL = 5
STATIC_FILES_KEPT = 16  # compressed once; there are three


def init_app(app: Flask) -> None:
    app.after_request(compress)


def compress(response: Response) -> Response:
    whole = response.status_code not in (206, 304)  # a part of a file, or nothing
    if response.mimetype not in TEXT or not whole:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"]:
        static = request.endpoint == "static"
        response.direct_passthrough = False
        response.set_data((_gzip_once if static else _gzip)(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)  # the same file in other bytes
    return response


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, LEVEL, mtime=0)


@lru_cache(STATIC_FILES_KEPT)
def _gzip_once(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)

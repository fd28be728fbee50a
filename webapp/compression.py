"""Compressed answers: gzip, which every browser reads.

By hand, because Flask-Compress leaves a page with errors (422) as it is and compresses a static
file anew for each request. Pages go through isal: zlib, which writes a sixth less, was the largest
single cost of a page. It still compresses static files, once, and long pages of now and then.
"""

import gzip
from functools import lru_cache

from flask import Response
from isal import isal_zlib
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from webapp import current

TEXT = {"text/html", "text/css", "text/javascript", "text/plain", "image/svg+xml"}
LEVEL = 1  # of 0 to 3
NOW_AND_THEN = {"reference.compare", "reference.how_it_works", "sheet.choose", "sheet.save_choice"}
GZIP = 31  # the window of 32 KB, and a header as gzip has it, in the terms of zlib
PARTIAL_CONTENT = 206
STATIC_FILES_KEPT = 16  # compressed once; there are three
BROWSERS_KEPT = 64  # what they accept; most say the same


def compress(response: Response) -> Response:
    status = response.status_code
    part_or_nothing = status == PARTIAL_CONTENT or 300 <= status < 400
    if part_or_nothing or response.mimetype not in TEXT:
        return response
    asked = current.request()
    if _reads_gzip(asked.environ.get("HTTP_ACCEPT_ENCODING", "")):
        response.headers["Content-Encoding"] = "gzip"
        if "ETag" in response.headers:
            _compress_file(response)
        else:
            response.set_data(_gzip(response.get_data(), asked.endpoint))
    return response


@lru_cache(BROWSERS_KEPT)
def _reads_gzip(accepted: str) -> bool:
    return bool(parse_accept_header(accepted, Accept)["gzip"])  # not with a quality of 0


def _gzip(data: bytes, endpoint: str | None) -> bytes:
    if endpoint in NOW_AND_THEN:
        return gzip.compress(data, mtime=0)
    return isal_zlib.compress(data, LEVEL, GZIP)


def _compress_file(response: Response) -> None:
    response.direct_passthrough = False
    response.set_data(_gzip_once(response.get_data()))
    response.headers["ETag"] = f"W/{response.headers['ETag']}"  # the same file in other bytes


@lru_cache(STATIC_FILES_KEPT)
def _gzip_once(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)

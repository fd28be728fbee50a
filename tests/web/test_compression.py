"""What goes over the wire: compressed where it helps, once for static files, never a PDF."""

import gzip

import pytest
from support.visiting import ADDRESS, PERSON_1, Visitor

from webapp import compression

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def get(visitor: Visitor, path: str, **headers: str):
    with visitor.client.get(path, base_url=ADDRESS, headers=GZIP | headers) as answer:
        answer.get_data()
        return answer


def asset(visitor: Visitor, name: str) -> str:
    page = visitor.open("/")
    found = [tag.get("src") or tag["href"] for tag in page.select("[src], link[href]")]
    return next(address for address in found if name in address)


@pytest.mark.parametrize("path", ["/", "/questions/health", "/sheet", "/sheet.txt", "/nowhere"])
def test_pages_are_compressed_and_say_that_it_depends_on_what_was_asked(visitor, path):
    visitor.walk(PERSON_1)
    plain = get(visitor, path, **{"Accept-Encoding": "identity"})
    small = get(visitor, path)
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert len(small.data) == int(small.headers["Content-Length"]) < len(plain.data)
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_page_with_errors_is_compressed_too(visitor):
    visitor.open("/questions/about-you")
    token = {"csrf_token": visitor.filled()["csrf_token"]}
    headers = GZIP | {"Referer": ADDRESS}
    answer = visitor.client.post(
        "/questions/about-you", base_url=ADDRESS, data=token, headers=headers
    )
    assert answer.status_code == 422
    assert b"There is a problem" in gzip.decompress(answer.data)


def test_a_pdf_is_not_compressed_again(visitor):
    visitor.walk(PERSON_1)
    answer = get(visitor, "/sheet.pdf")
    assert answer.data.startswith(b"%PDF")
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("asked", ["", "identity", "br", "gzip;q=0", "br, gzip;q=0"])
def test_who_does_not_read_gzip_gets_none(visitor, asked):
    answer = get(visitor, "/", **{"Accept-Encoding": asked})
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"<!doctype html>")


@pytest.mark.parametrize("name", ["style.css", "app.js", "icon.svg"])
def test_a_static_file_is_compressed_once(visitor, name):
    address = asset(visitor, name)
    compression._gzip_once.cache_clear()
    first, second = get(visitor, address), get(visitor, address)
    assert first.data == second.data
    assert compression._gzip_once.cache_info().misses == 1
    plain = get(visitor, address, **{"Accept-Encoding": "identity"})
    assert gzip.decompress(first.data) == plain.data


def test_a_static_file_that_is_not_there_is_not_kept(visitor):
    compression._gzip_once.cache_clear()
    answer = get(visitor, "/static/nothing.css")
    assert answer.status_code == 404
    assert b"Page not found" in gzip.decompress(answer.data)
    assert compression._gzip_once.cache_info().currsize == 0


def test_a_static_file_that_has_not_changed_is_not_sent_again(visitor):
    address = asset(visitor, "style.css")
    tag = get(visitor, address).headers["ETag"]
    again = get(visitor, address, **{"If-None-Match": tag})
    assert again.status_code == 304
    assert again.data == b""


def test_a_part_of_a_static_file_is_sent_as_it_is(visitor):
    part = get(visitor, asset(visitor, "style.css"), Range="bytes=0-9")
    assert part.status_code == 206
    assert part.data == b"/* One sty"


def test_a_static_file_is_kept_only_under_the_address_of_what_it_holds(visitor):
    address = asset(visitor, "style.css")
    for other in ("/static/style.css", address[:-1] + ("0" if address[-1] != "0" else "1")):
        assert get(visitor, other).headers["Cache-Control"] == "no-store"
    assert "immutable" in get(visitor, address).headers["Cache-Control"]

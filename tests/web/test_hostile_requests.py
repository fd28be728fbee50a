"""What no browser would send for a page of ours is refused before anything stumbles over it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.visiting import ADDRESS, KEY, PERSON_3

from webapp import create_app

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
NAMELESS = b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"
FILE = (
    b'--b\r\nContent-Disposition: form-data; name="own-1"; filename="a.txt"\r\n\r\nx\r\n--b--\r\n'
)

REFUSED = {
    "a query in bytes that are no UTF-8": (
        {"environ_overrides": {"QUERY_STRING": "change=\xff"}},
        400,
    ),
    "a part without a name": ({"data": NAMELESS, "content_type": PARTS}, 400),
    "a file": ({"data": FILE, "content_type": PARTS}, 400),
    "a form in JSON": ({"json": {"creams": "working"}}, 415),
    "JSON that breaks off": ({"data": b"{", "content_type": "application/json"}, 415),
    "a form of unknown length": (
        {
            "data": b"creams=working",
            "content_type": FORM,
            "headers": {"Transfer-Encoding": "chunked"},
        },
        411,
    ),
}


@pytest.mark.parametrize(("sent", "status"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("path", ["/questions/creams", "/sheet/choose", "/delete-answers"])
def test_it_gets_an_error_page_and_the_answers_stay(visitor, path, sent, status):
    visitor.walk(PERSON_3)
    answer = visitor.client.post(path, base_url=ADDRESS, **sent)
    assert answer.status_code == status
    assert "<h1>That did not work</h1>" in answer.get_data(as_text=True)
    visitor.open("/sheet")
    assert visitor.path == "/sheet"


@pytest.mark.parametrize("query", ["", "change=\xff"], ids=["", "with a broken query"])
@pytest.mark.parametrize("host", ["\xff", "a" * 64 + ".example", "x" * 9000, "a..b", "<b>", "a b"])
def test_a_host_that_is_no_name_gets_a_page_all_the_same(app, host, query):
    environ = {"QUERY_STRING": query, "HTTP_HOST": host}
    answer = app.test_client().get("/", base_url=ADDRESS, environ_overrides=environ)
    assert answer.status_code in (200, 400)
    assert "<h1>" in answer.get_data(as_text=True)


texts = st.text(max_size=300) | st.sampled_from(["working", "kidney", "none", "me", "<b>", "\x00"])
FIELDS = (
    *("who", "age", "severity", "specialist", "creams", "medicines", "health", "concerns", "x"),
    *("outcome-cyclosporine", "cyclosporine_months", "chosen", "first-1", "own-1", "own-2", "keep"),
)
PLACES = ["about-you", "creams", "medicines", "how-it-went", "health", "concerns"]
ADDRESSES = [*(f"/questions/{slug}" for slug in PLACES), "/sheet/choose", "/check-answers"]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    data=st.dictionaries(
        st.sampled_from(FIELDS), st.lists(texts, min_size=1, max_size=3), max_size=6
    ),
    address=st.sampled_from(ADDRESSES),
)
def test_no_form_whatever_fails_inside_or_loses_the_answers(visitors, data, address):
    visitor = visitors()
    visitor.walk(PERSON_3)
    token = visitor.filled()["csrf_token"]
    visitor.open(address, "POST", data=data | {"csrf_token": token})
    assert visitor.status in (200, 422)
    assert visitor.page.h1
    visitor.open("/")
    assert visitor.page.find("a", class_="button").get_text() == "Go on"


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(["Accept", "Accept-Language", "Cookie", "Range", "If-Range", "Origin"])
    | st.sampled_from(["If-None-Match", "If-Modified-Since", "X-Forwarded-For", "X-CSRFToken"]),
    value=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=80),
)
def test_no_header_whatever_fails_inside(app, name, value):
    for path in ("/", "/questions/creams", "/static/app.js", "/healthz"):
        with app.test_client().get(path, base_url=ADDRESS, headers={name: value}) as answer:
            assert answer.status_code < 500


def test_a_form_of_more_parts_than_any_page_has_is_refused(visitor):
    part = 'Content-Disposition: form-data; name="x{}"\r\n\r\ny\r\n'
    body = "--b\r\n" + "--b\r\n".join(part.format(n) for n in range(300)) + "--b--\r\n"
    visitor.open("/questions/creams", "POST", data=body.encode(), content_type=PARTS)
    assert visitor.status == 413


def test_a_host_of_a_proxy_counts_only_when_told_that_there_is_one():
    for proxies, status in (("0", 400), ("1", 200)):
        app = create_app({"SECRET_KEY": KEY, "TRUSTED_HOSTS": "clinic.example", "PROXIES": proxies})
        answer = app.test_client().get(
            "/", base_url="https://inside", headers={"X-Forwarded-Host": "clinic.example"}
        )
        assert answer.status_code == status


def test_options_of_a_file_that_is_not_there_are_told_without_a_fault(visitor):
    answer = visitor.client.options("/static/none.css?v=1", base_url=ADDRESS)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"

"""Whatever is sent gets a clear page and the right status, and the other answers stay."""

import pytest
from flask.sessions import SecureCookieSessionInterface
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.visiting import KEY, PERSON_1, PERSON_3, PERSONS

from webapp import create_app

GOOD = PERSON_1["about-you"]


def sent(visitor, slug: str, data: dict | bytes | str, **more):
    """Send what no honest form sends; `data` may leave out the token."""
    return visitor.open(f"/questions/{slug}", "POST", data=data, **more)


def with_token(visitor, slug: str, data: dict) -> dict:
    visitor.open(f"/questions/{slug}")
    return {"csrf_token": visitor.filled()["csrf_token"]} | data


@pytest.mark.parametrize(
    "age",
    [
        *("", " ", "x", "3.5", "3,5", "-1", "121", "999", "1e2", "0x10", "½", "²", "34 years"),
        *("٣x", "3\x004", "\x00", "9" * 5000, "<b>3</b>"),
    ],
    ids=lambda age: repr(age[:10]),
)
def test_what_is_no_age_is_asked_for_again(visitor, age):
    sent(visitor, "about-you", with_token(visitor, "about-you", GOOD | {"age": age}))
    assert visitor.status == 422
    assert visitor.page.title.get_text().startswith("Error: ")
    assert visitor.errors() == {"#age": "Enter the age in years, like 34."}
    kept = visitor.filled()
    assert {name: kept[name] for name in ("who", "severity", "specialist")} == {
        name: [GOOD[name]] for name in ("who", "severity", "specialist")
    }
    assert len(kept["age"][0]) <= 20


@pytest.mark.parametrize("age", ["10", "18", "120", " 34 ", "071", "٣٤"])
def test_an_age_is_whole_years(visitor, age):
    sent(visitor, "about-you", with_token(visitor, "about-you", GOOD | {"age": age}))
    assert (visitor.status, visitor.path) == (200, "/questions/creams")


def test_me_with_an_age_under_10_is_asked_to_check(visitor):
    visitor.open("/questions/about-you")
    visitor.send(GOOD | {"age": "9"})
    assert visitor.status == 422
    assert "Choose “My child”" in visitor.errors()["#age"]
    visitor.send({"who": "child"})
    assert visitor.path == "/questions/creams"


@pytest.mark.parametrize("slug", ["about-you", "creams", "medicines", "health", "concerns"])
def test_nothing_chosen_is_an_error_for_each_field_with_a_link_to_it(visitor, slug):
    sent(visitor, slug, with_token(visitor, slug, {}))
    assert visitor.status == 422
    fields = {box["name"] for box in visitor.page.select("main form input")} - {"csrf_token"}
    assert len(visitor.errors()) == len(fields)
    for link in visitor.errors():
        target = visitor.page.find(id=link.removeprefix("#"))
        assert target.name == "input"
        owner = target.find_parent("fieldset") or target
        assert f"{target['name']}-error" in owner["aria-describedby"].split()


def test_nothing_told_about_a_medicine_is_an_error_that_names_it(visitor):
    visitor.open("/questions/medicines")
    visitor.send({"medicines": ["cyclosporine", "newer"]})
    visitor.send()
    assert visitor.status == 422
    assert visitor.errors() == {
        "#outcome-cyclosporine-0": "Choose how it went with cyclosporine.",
        "#cyclosporine_months-0": "Choose how long, or “I am not sure”.",
        "#outcome-newer-0": "Choose how it went with the newer medicine.",
    }


UNKNOWN = {
    "an unknown code": "perhaps",
    "markup": "<script>alert(1)</script>",
    "a NUL": "me\x00",
    "nothing": "",
    "a code of another field": "kidney",
}


@pytest.mark.parametrize("value", UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("about-you", "who"),
        ("about-you", "severity"),
        ("creams", "creams"),
        ("medicines", "medicines"),
        ("concerns", "concerns"),
    ],
)
def test_an_unknown_code_is_refused(visitor, slug, name, value):
    good = GOOD if slug == "about-you" else {}
    sent(visitor, slug, with_token(visitor, slug, good | {name: value}))
    assert visitor.status == 422
    assert list(visitor.errors()) == [f"#{name}-0"]
    assert "alert(1)" not in str(visitor.page)


@pytest.mark.parametrize(
    ("slug", "codes"),
    [
        ("medicines", ["none", "methotrexate"]),
        ("health", ["none", "kidney"]),
        ("health", ["rather_not_say", "kidney"]),
        ("health", ["none", "rather_not_say"]),
        ("concerns", ["none", "infection"]),
    ],
)
def test_none_goes_with_nothing_else_and_the_ticks_stay(visitor, slug, codes):
    sent(visitor, slug, with_token(visitor, slug, {slug: codes}))
    assert visitor.status == 422
    assert "only if you tick nothing else" in visitor.errors()[f"#{slug}-0"]
    assert sorted(visitor.filled()[slug]) == sorted(codes)


@pytest.mark.parametrize("name", ["who", "age", "severity", "specialist"])
def test_a_field_sent_twice_is_refused(visitor, name):
    data = with_token(visitor, "about-you", GOOD)
    sent(visitor, "about-you", data | {name: [GOOD[name], "child" if name == "who" else "5"]})
    assert visitor.status == 422
    assert "sent twice" in visitor.text


def test_the_same_box_ticked_twice_counts_once(visitor):
    sent(visitor, "health", with_token(visitor, "health", {"health": ["liver", "liver"]}))
    assert visitor.path == "/questions/concerns"
    visitor.open("/questions/health")
    assert visitor.filled()["health"] == ["liver"]


@pytest.mark.parametrize("token", [None, "", "forged", "a" * 100_000, "\x00"])
def test_without_a_valid_token_nothing_is_saved_and_nothing_typed_is_lost(visitor, token):
    visitor.walk(PERSON_3)
    data = {"creams": "working"} | ({} if token is None else {"csrf_token": token})
    sent(visitor, "creams", data)
    if token and len(token) > 64 * 1024:
        assert visitor.status == 413
        return
    assert visitor.status == 400
    assert visitor.page.title.get_text().startswith("Error: ")
    assert "open for too long" in visitor.page.find(id="summary").get_text()
    assert visitor.filled()["creams"] == ["working"]
    visitor.send()
    visitor.open("/questions/creams")
    assert visitor.filled()["creams"] == ["working"]


@pytest.mark.parametrize(
    "address", ["/check-answers", "/questions/how-it-went", "/questions/x", "/sheet/choose"]
)
def test_a_post_without_a_token_or_answers_gets_an_error_page(visitor, address):
    visitor.open(address, "POST", data={})
    assert visitor.status in (400, 404)
    assert visitor.page.find("a", class_="button")["href"] == "/"


@pytest.mark.parametrize(
    ("address", "again"), [("/delete-answers", "/delete-answers"), ("/check-answers", "")]
)
def test_a_button_pressed_too_late_can_be_pressed_again(visitor, address, again):
    visitor.walk(PERSON_3)
    visitor.open(address, "POST", data={"csrf_token": "forged"})
    assert visitor.status == 400
    assert "open for too long" in visitor.text
    visitor.url = "https://clinic.example/check-answers"
    visitor.send(action=again)
    assert visitor.status == 200
    assert visitor.path == ("/" if again else "/sheet")


def test_a_token_of_another_visitor_is_refused(visitors):
    one, two = visitors(), visitors()
    data = with_token(one, "creams", {"creams": "working"})
    two.open("/")
    sent(two, "creams", data)
    assert two.status == 400


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ten megabytes of text", {"age": "9" * 10_000_000}),
        ("many fields", {f"field{number}": "x" for number in range(20_000)}),
    ],
)
def test_too_much_is_refused_and_the_answers_stay(visitor, name, data):
    visitor.walk(PERSON_1)
    sent(visitor, "about-you", data)
    assert visitor.status == 413
    assert "too much" in visitor.heading
    visitor.open("/sheet")
    assert visitor.path == "/sheet"


BODIES = {
    "lone surrogates, percent-encoded": (b"who=%ED%A0%80&age=%ED%B0%80", "x-www-form-urlencoded"),
    "bytes that are not UTF-8": (b"who=\xff\xfe&age=\x80", "x-www-form-urlencoded"),
    "a multipart body that breaks off": (b'--b\r\nContent-Disposition: form-data; name="w', "data"),
    "no body": (b"", "x-www-form-urlencoded"),
}


@pytest.mark.parametrize(("body", "kind"), BODIES.values(), ids=BODIES)
def test_a_broken_body_gets_an_error_page(visitor, body, kind):
    kind = "multipart/form-data; boundary=b" if kind == "data" else f"application/{kind}"
    sent(visitor, "about-you", body, content_type=kind)
    assert visitor.status == 400
    assert visitor.page.h1


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "a.b.c", "\x7f", "é", "." * 3000, "eyJhbnN3ZXJzIjp7fX0.aaaaaa.forged"],
    ids=lambda cookie: repr(cookie[:10]),
)
def test_a_tampered_cookie_is_an_empty_session(app, visitor, cookie):
    visitor.client.set_cookie("__Host-answers", cookie, domain="clinic.example", secure=True)
    visitor.open("/sheet")
    assert (visitor.status, visitor.path) == (200, "/questions/about-you")


def put_in_session(app, visitor, stored, **more) -> None:
    """Sign a session as an older version of the service, or a thief of the key, might have."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    with app.app_context():
        value = signer.dumps({"answers": stored} | more)
    visitor.client.set_cookie("__Host-answers", value, domain="clinic.example", secure=True)


WHOLE = {
    "who": "me",
    "age": 34,
    "severity": "moderate",
    "specialist": "no",
    "creams": "not_enough",
    "medicines": {"cyclosporine": "wore_off"},
    "cyclosporine_months": "3_to_5",
    "health": ["kidney"],
    "concerns": ["none"],
}
OUTDATED = {
    "a code that is gone": ({"creams": "a_bit"}, "creams"),
    "an age out of range": ({"age": 900}, "about-you"),
    "an age of the wrong type": ({"age": "34"}, "about-you"),
    "a medicine that is gone": ({"medicines": {"tacrolimus": "wore_off"}}, None),
    "an outcome that is gone": ({"medicines": {"cyclosporine": "meh"}}, "how-it-went"),
    "an outcome of the wrong type": ({"medicines": {"cyclosporine": ["x"]}}, "how-it-went"),
    "medicines as a list": ({"medicines": ["cyclosporine"]}, "medicines"),
    "health as text": ({"health": "kidney"}, "health"),
    "a key that is gone": ({"weight": 70}, None),
    "a conflict": ({"health": ["none", "kidney"]}, "health"),
}


@pytest.mark.parametrize(("change", "asked_again"), OUTDATED.values(), ids=OUTDATED)
def test_a_cookie_of_an_older_version_loses_only_what_is_out_of_date(
    app, visitor, change, asked_again
):
    put_in_session(app, visitor, WHOLE | change)
    visitor.open("/sheet")
    assert visitor.path == (f"/questions/{asked_again}" if asked_again else "/sheet")
    if asked_again != "health":
        visitor.open("/questions/health")
        assert visitor.filled()["health"] == ["kidney"]


CHOICES = [None, "Q13", [], {"chosen": "Q13"}, {"chosen": ["Q13"]}, {"chosen": [1], "first": [2]}]
CHOICES += [{"chosen": ["Q99"], "first": [[]]}, {"chosen": None, "first": None}]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_choice_that_makes_no_sense_is_no_choice(app, visitor, choice):
    put_in_session(app, visitor, WHOLE, choice=choice, used="yesterday")
    visitor.open("/sheet")
    assert visitor.path == "/sheet"
    assert len(visitor.page.select("ol.questions > li")) == 10


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*WHOLE, "x"]) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)
stored_values = json_values | st.dictionaries(st.sampled_from([*WHOLE]), json_values, max_size=9)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(stored=stored_values, change=json_values, key=st.sampled_from([*WHOLE]))
def test_no_stored_session_whatever_breaks_a_page(visitors, app, stored, change, key):
    for session in (stored, WHOLE | {key: change}):
        visitor = visitors()
        put_in_session(app, visitor, session)
        for address in ("/", "/sheet", "/check-answers", "/questions/how-it-went"):
            visitor.open(address)
            assert visitor.status == 200


PATHS = [
    "/nowhere",
    "/questions/",
    "/questions/xyz",
    "/%00",
    "/%ff",
    "/sheet/",
    "/../x",
    "/a" * 2000,
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:20])
def test_an_unknown_address_gets_a_page_that_leads_back(visitor, path):
    visitor.open(path)
    assert visitor.status == 404
    assert visitor.heading == "Page not found"
    assert visitor.page.find("a", class_="button")["href"] == "/"


def test_doubled_slashes_lead_to_the_page_that_was_meant(visitor):
    visitor.open("/questions//creams")
    assert (visitor.status, visitor.path) == (200, "/questions/creams")


def test_outcomes_sent_when_no_medicine_was_taken_lead_on_and_are_not_kept(visitor):
    data = with_token(visitor, "creams", {"outcome-methotrexate": "did_not_work"})
    sent(visitor, "how-it-went", data)
    assert visitor.path == "/questions/health"


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/sheet"), ("PUT", "/questions/creams"), ("DELETE", "/"), ("GET", "/delete-answers")],
)
def test_a_wrong_method_gets_a_page_that_leads_back(visitor, method, path):
    visitor.open("/questions/creams")
    token = visitor.filled()["csrf_token"][0]
    answer = visitor.client.open(
        path,
        base_url="https://clinic.example",
        method=method,
        headers={"X-CSRFToken": token, "Referer": "https://clinic.example/"},
    )
    assert answer.status_code == 405
    assert answer.headers["Allow"]
    assert b"<h1>" in answer.data


def test_a_fault_of_ours_gets_a_page_that_says_so(app):
    app.view_functions["pages.start"] = lambda: 1 / 0
    answer = app.test_client().get("/", base_url="https://clinic.example")
    assert answer.status_code == 500
    assert "our fault" in answer.get_data(as_text=True)


def test_a_host_that_is_not_trusted_is_refused():
    app = create_app({"SECRET_KEY": KEY, "TRUSTED_HOSTS": "clinic.example"})
    assert app.test_client().get("/", base_url="https://clinic.example").status_code == 200
    assert app.test_client().get("/", base_url="https://evil.example").status_code == 400


@pytest.mark.parametrize("name", PERSONS)
def test_every_page_survives_a_query_that_nobody_asked_for(visitor, name):
    visitor.walk(PERSONS[name])
    for path in ("/", "/sheet", "/check-answers", "/questions/health"):
        visitor.open(f"{path}?change=%00&who=%ff&<script>=1")
        assert visitor.status == 200
        assert "<script>=" not in str(visitor.page)

"""Whatever is sent gets a clear page and the right status, and the other answers stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.visiting import ADDRESS, KEY, PERSON_1, PERSON_3, PERSON_5, stored

from webapp import create_app

GOOD = PERSON_1["about-you"]
OPTIONAL = {"itch", "bad_nights"}
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"


def post(visitor, slug: str, data: dict) -> None:
    """Send what no honest form sends, with a token."""
    visitor.open(f"/questions/{slug}")
    token = visitor.filled()["csrf_token"]
    visitor.go(f"/questions/{slug}", "POST", data={"csrf_token": token} | data)


# Values


@pytest.mark.parametrize(
    "age",
    [
        *("", " ", "x", "3.5", "3,5", "-1", "121", "999", "1e2", "0x10", "½", "²", "34 years"),
        *("٣x", "3\x004", "\x00", "9" * 5000, "<b>3</b>"),
    ],
    ids=lambda age: repr(age[:10]),
)
def test_what_is_no_age_is_asked_for_again(visitor, age):
    post(visitor, "about-you", GOOD | {"age": age})
    assert visitor.status == 422
    assert visitor.page.title.get_text().startswith("Error: ")
    assert visitor.errors() == {"#age": "Enter the age in years, like 34."}
    kept = visitor.filled()
    assert all(kept[name] == [GOOD[name]] for name in ("who", "severity", "specialist"))
    assert len(kept["age"][0]) <= 20


@pytest.mark.parametrize("age", ["10", "18", "120", " 34 ", "071", "٣٤"])
def test_an_age_is_whole_years(visitor, age):
    post(visitor, "about-you", GOOD | {"age": age})
    assert (visitor.status, visitor.path) == (200, "/questions/creams")


def test_me_with_an_age_under_10_is_asked_to_check(visitor):
    visitor.open("/questions/about-you")
    visitor.send(GOOD | {"age": "9"})
    assert visitor.status == 422
    assert "Choose “My child”" in visitor.errors()["#age"]
    visitor.send({"who": "child"})
    assert visitor.path == "/questions/creams"


def fields_with_errors(visitor) -> list[str]:
    """The fields that the summary leads to; each says its error, also to who hears the page."""
    assert visitor.page.title.get_text().startswith("Error: ")
    found = []
    for link, words in visitor.errors().items():
        target = visitor.page.find(id=link.removeprefix("#"))
        owner = target.find_parent("fieldset", class_="field") or target
        said_by = f"{target['name']}-error"
        assert said_by in owner["aria-describedby"].split()
        assert words in visitor.page.find(id=said_by).get_text()
        found.append(target["name"])
    return found


@pytest.mark.parametrize("slug", ["about-you", "creams", "medicines", "health", "matters"])
def test_nothing_chosen_is_an_error_for_each_field_that_may_not_be_left_out(visitor, slug):
    post(visitor, slug, {})
    assert visitor.status == 422
    boxes = visitor.page.select("main form:not(.delete) input:not([type=hidden])")
    asked = dict.fromkeys(box["name"] for box in boxes)
    assert fields_with_errors(visitor) == [name for name in asked if name not in OPTIONAL]


NO_TILES = ("11", "bad", "8", "0.5")
OUT_OF_BOUNDS = {
    "a side effect of 61 characters": ("how-it-went", {"side_effect-cyclosporine": "x" * 61}),
    "a side effect that cannot be seen": ("how-it-went", {"side_effect-cyclosporine": "\u200b"}),
    "months with an unknown code": ("how-it-went", {"months-cyclosporine": "ages"}),
    "an itch of 11": ("matters", {"itch": "11"}),
    "an itch in words": ("matters", {"itch": "bad"}),
    "8 nights": ("matters", {"bad_nights": "8"}),
    "half a night": ("matters", {"bad_nights": "0.5"}),
    "4 goals": ("matters", {"goals": ["less_itch", "mood", "low_cost", "baby"]}),
}


@pytest.mark.parametrize(("slug", "change"), OUT_OF_BOUNDS.values(), ids=OUT_OF_BOUNDS)
def test_what_is_out_of_bounds_is_said_at_its_field_and_all_that_was_sent_stays(
    visitor, slug, change
):
    visitor.answered(PERSON_3)
    before = visitor.cookie
    good = {"itch": "3", "bad_nights": "2", "concerns": ["eyes", "mood"]}
    sent = PERSON_3[slug] | (good if slug == "matters" else {}) | change
    visitor.open(f"/questions/{slug}?change=1")
    visitor.go(visitor.url, "POST", data=visitor.filled() | sent)
    assert visitor.status == 422
    assert fields_with_errors(visitor) == [*change]
    kept = {name: value for name, value in visitor.filled().items() if name in sent}
    assert kept == {
        name: [value] if isinstance(value, str) else value
        for name, value in sent.items()
        if value not in ("ages", *NO_TILES)  # no box says that
    }
    assert visitor.cookie == before


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"itch": "0", "bad_nights": "0"}, "Itch 0 of 10; no bad night last week"),
        ({"itch": " 10 ", "bad_nights": "7"}, "Itch 10 of 10; 7 bad nights last week"),
        ({"itch": "", "bad_nights": "1"}, "1 bad night last week"),
        ({"itch": "", "bad_nights": ""}, "None given"),
    ],
    ids=str,
)
def test_the_past_week_is_two_numbers_that_may_be_left_out(visitor, typed, told):
    visitor.answered(PERSON_5)
    visitor.open("/questions/matters?change=1")
    visitor.go(visitor.url, "POST", data=visitor.filled() | typed)
    assert visitor.path == "/check-answers"
    lines = {term.get_text(): term.find_next("dd").get_text() for term in visitor.page.select("dt")}
    assert lines["This past week"] == told
    on_sheet = "This past week" in visitor.open("/sheet").main.get_text()
    assert on_sheet is (told != "None given")
    visitor.open("/questions/matters")
    kept = {key: [text.strip()] for key, text in typed.items() if text}
    assert {key: told for key, told in visitor.filled().items() if key in typed} == kept


def test_a_number_is_taken_back_with_skip(visitor):
    visitor.answered(PERSON_5)
    visitor.open("/questions/matters?change=1")
    assert visitor.filled().items() >= {"itch": ["8"], "bad_nights": ["0"]}.items()
    visitor.send({"itch": "", "bad_nights": ""})
    assert visitor.path == "/check-answers"
    visitor.open("/questions/matters")
    assert not {"itch", "bad_nights"} & visitor.filled().keys()


def test_nothing_told_about_a_medicine_is_an_error_that_names_it(visitor):
    visitor.open("/questions/medicines")
    visitor.send({"medicines": ["cyclosporine", "dupilumab"]})
    visitor.send()
    assert visitor.status == 422
    assert visitor.errors() == {
        "#outcome-cyclosporine-0": "Choose how it goes, or how it went, with cyclosporine.",
        "#months-cyclosporine-0": "Choose how long on cyclosporine, or “Not sure”.",
        "#outcome-dupilumab-0": "Choose how it goes, or how it went, with dupilumab.",
    }


UNKNOWN = {
    "an unknown code": "perhaps",
    "markup": "<script>alert(1)</script>",
    "a NUL": "me\x00",
    "nothing": "",
    "a code of another field": "kidney",
}
WENT = {"outcome-methotrexate": "wore_off", "months-methotrexate": "under_3"}
FIELDS = {
    "who": ("about-you", GOOD),
    "severity": ("about-you", GOOD),
    "creams": ("creams", {}),
    "medicines": ("medicines", {}),
    "outcome-methotrexate": ("how-it-went", WENT),
    "months-methotrexate": ("how-it-went", WENT),
    "goals": ("matters", {"concerns": "none"}),
    "concerns": ("matters", {"goals": "none"}),
}


@pytest.mark.parametrize("value", UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_code_is_refused(visitor, value):
    for name, (slug, rest) in FIELDS.items():
        post(visitor, slug, rest | {name: value})
        assert visitor.status == 422
        assert list(visitor.errors()) == [f"#{name}-0"]
        assert "alert(1)" not in str(visitor.page)


@pytest.mark.parametrize("slug", PERSON_3)
def test_nothing_sent_is_an_error_though_the_page_was_answered_before(visitor, slug):
    visitor.answered(PERSON_3)
    visitor.open(f"/questions/{slug}")
    visitor.send({name: [] for name in visitor.filled() if name != "csrf_token"})
    assert visitor.status == 422
    assert visitor.errors()
    visitor.open(f"/questions/{slug}")
    sent = {
        name: [value] if isinstance(value, str) else value for name, value in PERSON_3[slug].items()
    }
    assert sent.items() <= visitor.filled().items()  # and what was saved stays


@pytest.mark.parametrize(
    ("slug", "name", "codes"),
    [
        ("medicines", "medicines", ["none", "methotrexate"]),
        ("health", "health", ["none", "kidney"]),
        ("health", "health", ["rather_not_say", "kidney"]),
        ("health", "health", ["none", "rather_not_say"]),
        ("matters", "goals", ["none", "less_itch"]),
        ("matters", "concerns", ["none", "infection"]),
    ],
)
def test_none_goes_with_nothing_else_and_the_ticks_stay(visitor, slug, name, codes):
    post(visitor, slug, {name: codes})
    assert visitor.status == 422
    assert name in fields_with_errors(visitor)
    assert "only if you tick nothing else" in visitor.errors()[f"#{name}-0"]
    assert sorted(visitor.filled()[name]) == sorted(codes)


@pytest.mark.parametrize("name", ["who", "age", "severity", "specialist"])
def test_a_field_sent_twice_is_refused(visitor, name):
    post(visitor, "about-you", GOOD | {name: [GOOD[name], "child" if name == "who" else "5"]})
    assert visitor.status == 422
    assert "sent twice" in visitor.text


def test_the_same_box_ticked_twice_counts_once(visitor):
    post(visitor, "health", {"health": ["liver", "liver"]})
    assert visitor.path == "/questions/matters"
    visitor.open("/questions/health")
    assert visitor.filled()["health"] == ["liver"]


def test_outcomes_sent_when_no_medicine_was_taken_lead_on_and_are_not_kept(visitor):
    visitor.answered(PERSON_1)
    data = visitor.filled() | {"outcome-methotrexate": "did_not_work"}
    visitor.go("/questions/how-it-went", "POST", data=data)
    assert visitor.path == "/questions/health"
    assert visitor.open("/sheet").select("[data-medicine=methotrexate][data-state]")
    assert "It did not work" not in visitor.text


# Whole requests

NAMELESS = b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"
MANY = b"".join(
    b'--b\r\nContent-Disposition: form-data; name="x%d"\r\n\r\ny\r\n' % n for n in range(300)
)
REFUSED = {
    "a query in bytes that are no UTF-8": (
        {"environ_overrides": {"QUERY_STRING": "change=\xff"}},
        400,
    ),
    "a part without a name": ({"data": NAMELESS, "content_type": PARTS}, 400),
    "a multipart body that breaks off": ({"data": NAMELESS[:40], "content_type": PARTS}, 400),
    "more parts than any page has": ({"data": MANY + b"--b--\r\n", "content_type": PARTS}, 413),
    "a form in JSON": ({"json": {"creams": "working"}}, 400),
    "JSON that is no table": ({"json": 7}, 400),
    "JSON that breaks off": ({"data": b"{", "content_type": "application/json"}, 400),
    "a form cut short": (
        {
            "data": b"creams=work",
            "content_type": FORM,
            "environ_overrides": {"CONTENT_LENGTH": "20", "wsgi.input_terminated": True},
        },
        400,
    ),
    "lone surrogates": ({"data": b"who=%ED%A0%80&age=%ED%B0%80", "content_type": FORM}, 400),
    "bytes that are not UTF-8": ({"data": b"who=\xff\xfe&age=\x80", "content_type": FORM}, 400),
    "no body": ({"data": b"", "content_type": FORM}, 400),
    "a megabyte of text": ({"data": {"age": "9" * 1_000_000}}, 413),
    "many fields": ({"data": {f"field{number}": "x" for number in range(8_000)}}, 413),
}


@pytest.mark.parametrize(("sent", "status"), REFUSED.values(), ids=REFUSED)
def test_what_no_page_sends_is_refused_and_the_answers_stay(visitor, sent, status):
    visitor.answered(PERSON_3)
    before = visitor.cookie
    for path in ("/questions/creams", "/sheet/choose", "/delete-answers"):
        answer = visitor.client.post(path, base_url=ADDRESS, **sent)
        assert answer.status_code == status
        assert b"<h1>" in answer.data
        assert "Your answers are deleted" not in answer.text
        assert visitor.cookie == before


@pytest.mark.parametrize("query", ["", "change=\xff"], ids=["", "with a broken query"])
@pytest.mark.parametrize("host", ["\xff", "a" * 64 + ".example", "x" * 9000, "a..b", "<b>", "a b"])
def test_a_host_that_is_no_name_gets_a_page_all_the_same(app, host, query):
    environ = {"QUERY_STRING": query, "HTTP_HOST": host}
    answer = app.test_client().get("/", base_url=ADDRESS, environ_overrides=environ)
    assert answer.status_code in (200, 400)
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    ("asked", "proxies", "status"),
    [
        ({}, "0", 200),
        ({"base_url": "https://evil.example"}, "0", 400),
        ({"base_url": "https://in", "headers": {"X-Forwarded-Host": "clinic.example"}}, "0", 400),
        ({"base_url": "https://in", "headers": {"X-Forwarded-Host": "clinic.example"}}, "1", 200),
    ],
)
def test_only_a_trusted_host_is_served_and_a_proxys_word_counts_when_there_is_one(
    asked, proxies, status
):
    app = create_app({"SECRET_KEY": KEY, "TRUSTED_HOSTS": "clinic.example", "PROXIES": proxies})
    answer = app.test_client().get("/privacy", **({"base_url": ADDRESS} | asked))
    assert answer.status_code == status
    assert ("Unknown address" in answer.text) is (status == 400)


PATHS = ["/nowhere", "/questions/", "/questions/xyz", "/%00", "/%ff", "/sheet/", "/../x"]


@pytest.mark.parametrize("path", [*PATHS, "/a" * 2000], ids=lambda path: path[:20])
def test_an_unknown_address_gets_a_page_that_leads_back(visitor, path):
    visitor.open(path)
    assert visitor.status == 404
    assert visitor.heading == "Page not found"
    assert visitor.page.find("a", class_="button")["href"] == "/"


def test_doubled_slashes_lead_to_the_page_that_was_meant(visitor):
    visitor.open("/questions//creams")
    assert (visitor.status, visitor.path) == (200, "/questions/creams")


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/sheet"), ("PUT", "/questions/creams"), ("DELETE", "/"), ("GET", "/delete-answers")],
)
def test_a_wrong_method_gets_a_page_that_leads_back(visitor, method, path):
    answer = visitor.client.open(path, base_url=ADDRESS, method=method)
    assert answer.status_code == 405
    assert answer.headers["Allow"]
    assert b"<h1>" in answer.data


def test_options_of_a_file_that_is_not_there_are_told_without_a_fault(visitor):
    answer = visitor.client.options("/static/none.css?v=1", base_url=ADDRESS)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_fault_of_ours_gets_a_page_that_says_so(own_app):
    own_app.view_functions["start.show"] = lambda: 1 / 0
    answer = own_app.test_client().get("/", base_url=ADDRESS)
    assert answer.status_code == 500
    assert "our fault" in answer.text


def test_every_page_survives_a_query_that_nobody_asked_for(visitor):
    visitor.answered(PERSON_3)
    for path in ("/", "/sheet", "/check-answers", "/questions/health"):
        answer = visitor.get(f"{path}?change=%00&who=%ff&<script>=1")
        assert answer.status_code == 200
        assert "<script>=" not in answer.text


# What the cookie may hold, when an older version wrote it, or a thief of the key

OUTDATED = {
    "a code that is gone": ({"creams": "a_bit"}, "creams"),
    "an age out of range": ({"age": 900}, "about-you"),
    "an age of the wrong type": ({"age": "34"}, "about-you"),
    "a medicine that is gone": ({"outcomes": {"tacrolimus": "wore_off"}}, "how-it-went"),
    "an outcome that is gone": ({"outcomes": {"cyclosporine": "taking_now"}}, "how-it-went"),
    "an outcome of the wrong type": ({"outcomes": {"cyclosporine": ["x"]}}, "how-it-went"),
    "outcomes as a list": ({"outcomes": ["cyclosporine"]}, "how-it-went"),
    "medicines with outcomes": ({"medicines": {"cyclosporine": "wore_off"}}, "medicines"),
    "one medicine more": ({"medicines": ["cyclosporine", "newer"]}, "medicines"),
    "months that are gone": ({"months": {"cyclosporine": "ages"}}, "how-it-went"),
    "no months": ({"months": {}}, "how-it-went"),
    "a side effect that is too long": ({"side_effect": {"cyclosporine": "x" * 61}}, None),
    "a side effect of what did not end": ({"side_effect": {"steroids": "x"}}, None),
    "health as text": ({"health": "kidney"}, "health"),
    "a goal that is gone": ({"goals": ["fame"]}, "matters"),
    "one goal too many": ({"goals": ["mood", "baby", "low_cost", "less_itch"]}, "matters"),
    "a concern that is gone": ({"concerns": ["fame"]}, "matters"),
    "an itch out of range": ({"itch": 11}, None),
    "a key that is gone": ({"cyclosporine_months": "under_3"}, None),
    "a conflict": ({"health": ["none", "kidney"]}, "health"),
}
WHOLE = stored(PERSON_3)


@pytest.mark.parametrize(("change", "asked_again"), OUTDATED.values(), ids=OUTDATED)
def test_a_cookie_of_an_older_version_loses_only_what_is_out_of_date(visitor, change, asked_again):
    visitor.remember(answers=WHOLE | change)
    visitor.open("/sheet")
    assert visitor.path == (f"/questions/{asked_again}" if asked_again else "/sheet")
    if asked_again != "health":
        visitor.open("/questions/health")
        assert visitor.filled()["health"] == ["could_become_pregnant"]


FIRST_EDITION = {
    **{key: WHOLE[key] for key in ("who", "age", "severity", "specialist", "creams")},
    "medicines": ["cyclosporine", "newer"],
    "outcomes": {"cyclosporine": "side_effects", "newer": "taking_now"},
    "cyclosporine_months": "under_3",
    "health": ["pregnancy"],
    "concerns": ["infection"],
}


def test_who_comes_back_with_answers_of_the_first_edition_is_asked_what_it_did_not_know(visitor):
    visitor.remember(answers=FIRST_EDITION)
    asked = []
    visitor.open("/sheet")
    while visitor.path.startswith("/questions/"):
        slug = visitor.path.rsplit("/", 1)[1]
        asked.append(slug)
        visitor.send(PERSON_3[slug])
        assert visitor.status == 200
    assert asked == ["medicines", "how-it-went", "health", "matters"]
    assert visitor.path == "/sheet/choose"


CHOICES = [None, "Q13", [], {"chosen": "Q13"}, {"chosen": ["Q13"]}, {"chosen": [1], "first": [2]}]
CHOICES += [{"chosen": ["Q99"], "first": []}, {"chosen": None, "first": None}]
CHOICES += [{"chosen": ["Q99"], "first": ["own-9"], "offered": 1}]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_choice_that_makes_no_sense_is_no_choice(visitor, choice):
    visitor.remember(answers=WHOLE, choice=choice)
    visitor.open("/sheet")
    assert visitor.path == "/sheet"
    assert len(visitor.page.select("[data-question]")) == 10


# Anything at all

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*WHOLE, "x"]) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)
stored_values = json_values | st.dictionaries(st.sampled_from([*WHOLE]), json_values, max_size=9)
texts = st.text(max_size=300) | st.sampled_from(["working", "kidney", "none", "me", "<b>", "\x00"])
NAMES = (
    *(*WHOLE, "itch", "x", "csrf_token", "outcome-cyclosporine", "months-cyclosporine"),
    *("side_effect-cyclosporine", "chosen", "first", "move", "own_1", "own_2", "keep"),
)
SLUGS = ["about-you", "creams", "medicines", "how-it-went", "health", "matters"]
ADDRESSES = [*(f"/questions/{slug}" for slug in SLUGS), "/sheet/choose", "/check-answers"]


@settings(max_examples=50)
@given(
    answers=stored_values
    | st.builds(lambda key, value: WHOLE | {key: value}, st.sampled_from([*WHOLE]), json_values)
)
def test_no_stored_session_whatever_breaks_a_page(visitors, answers):
    visitor = visitors()
    visitor.remember(answers=answers)
    for address in ("/", "/sheet"):
        visitor.go(address)
        assert visitor.status == 200


@pytest.fixture(scope="module")
def finished(visitors) -> tuple[str, dict]:
    """The cookie and the token of somebody who has answered all."""
    visitor = visitors()
    visitor.answered(PERSON_3)
    return visitor.cookie, {"csrf_token": visitor.filled()["csrf_token"]}


@settings(max_examples=50)
@given(
    data=st.dictionaries(
        st.sampled_from(NAMES), st.lists(texts, min_size=1, max_size=3), max_size=6
    ),
    address=st.sampled_from(ADDRESSES),
)
def test_no_form_whatever_fails_inside_or_loses_the_answers(visitors, finished, data, address):
    visitor = visitors()
    visitor.cookie, token = finished
    visitor.go(address, "POST", data=token | data)
    assert visitor.status in ((200, 422) if "csrf_token" not in data else (400,))
    assert b"<h1" in visitor.html
    assert ">Continue where I left off</a>" in visitor.get("/").text


@settings(max_examples=50)
@given(
    name=st.sampled_from(["Accept", "Accept-Encoding", "Cookie", "Range", "If-Range", "Origin"])
    | st.sampled_from(["If-None-Match", "If-Modified-Since", "X-Forwarded-For", "Sec-Fetch-Site"]),
    value=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=80),
)
def test_no_header_whatever_fails_inside(app, name, value):
    for method, path in (("GET", "/"), ("GET", "/static/app.js"), ("POST", "/questions/creams")):
        client = app.test_client()
        with client.open(path, method=method, base_url=ADDRESS, headers={name: value}) as answer:
            assert answer.status_code < 500

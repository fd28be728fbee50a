"""Only a form of ours, sent by who opened it, changes anything; else its sender is told why."""

import pytest
from support.visiting import ADDRESS, KEY, PERSON_1, PERSON_3, Visitor

from webapp import create_app
from webapp.words import WORDS

OWN = "Is Zanzibar good for my skin?"
FORMS = {
    "/questions/creams": {"creams": "working"},
    "/sheet/choose": {"chosen": "Q13", "own_1": OWN},
    "/check-answers": {"keep": "yes"},
    "/delete-answers": {},
}


def post(visitor: Visitor, path: str, data: dict, headers: dict):
    """As a browser sends it that says no more of itself than these headers."""
    return visitor.client.post(path, base_url=ADDRESS, data=data, headers=headers)


@pytest.fixture
def token(visitor) -> dict:
    """The token of somebody who has answered all."""
    visitor.answered(PERSON_1)
    return {"csrf_token": visitor.filled()["csrf_token"][0]}


# The token


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_route_that_is_added_needs_a_token_for_whatever_changes_something(own_app, method):
    own_app.add_url_rule("/added", view_func=lambda: "done", methods=[method])
    visitor = Visitor(own_app.test_client())
    visitor.open("/questions/creams")
    token = {"X-CSRFToken": visitor.filled()["csrf_token"][0]}
    for headers, status in (({}, 400), ({"X-CSRFToken": "forged"}, 400), (token, 200)):
        sent = visitor.client.open("/added", method=method, base_url=ADDRESS, headers=headers)
        assert sent.status_code == status


@pytest.mark.parametrize("path", FORMS)
def test_a_token_of_another_visitor_is_refused_and_nothing_typed_is_lost(visitors, token, path):
    other = visitors()
    other.answered(PERSON_3)
    other.open("/questions/creams")
    before = other.cookie
    other.open(path, "POST", data=token | FORMS[path])
    assert other.status == 400
    assert WORDS["en"]["messages"]["form_old"] in other.text
    assert OWN in other.text or "own_1" not in FORMS[path]
    other.cookie = before
    assert "Not enough" in other.open("/check-answers").get_text()


CAUSES = {
    "without a token": ({}, True, "form_incomplete"),
    "with an empty token": ({"csrf_token": ""}, True, "form_incomplete"),
    "with a token of an earlier visit": ({"csrf_token": "forged"}, True, "form_old"),
    "with a token that is none": ({"csrf_token": "\x00"}, True, "form_old"),
    "without a cookie": ({"csrf_token": "forged"}, False, "form_no_cookie"),
}


@pytest.mark.parametrize(("sent", "cookie", "cause"), CAUSES.values(), ids=CAUSES)
@pytest.mark.parametrize("path", FORMS)
def test_the_true_cause_is_said_and_one_more_press_sends_what_was_typed(
    visitor, token, path, sent, cookie, cause
):
    if not cookie:
        visitor.client.delete_cookie("__Host-answers", domain="clinic.example")
    visitor.open(path, "POST", data=sent | FORMS[path])
    assert visitor.status == 400
    if not cookie and path in ("/sheet/choose", "/check-answers"):  # nothing to show it on
        assert visitor.heading == WORDS["en"]["errors"]["400"]["title"]
        return
    said = [words for words in WORDS["en"]["messages"].values() if words in visitor.text]
    assert said == [WORDS["en"]["messages"][cause]]
    if not cookie and path == "/delete-answers":  # nothing left to delete
        return
    visitor.send(action=path if path == "/delete-answers" else "")
    assert visitor.status == 200
    assert (
        visitor.path
        == {
            "/questions/creams": "/questions/medicines",
            "/sheet/choose": "/sheet",
            "/check-answers": "/sheet",
            "/delete-answers": "/",
        }[path]
    )
    if path == "/sheet/choose":
        questions = visitor.page.select("[data-question]")
        assert [item["data-question"] for item in questions] == ["own-1", "Q13"]
        assert OWN in questions[0].get_text()


def test_a_form_that_was_put_first_comes_back_as_it_was_sent(visitor, token):
    data = {"chosen": ["Q13"], "own_1": OWN, "first": ["own-1", "Q13"], "csrf_token": "x"}
    visitor.open("/sheet/choose", "POST", data=data)
    assert visitor.page.title.get_text().startswith("Error: ")
    kept = visitor.filled()
    assert (kept["chosen"], kept["first"], kept["own_1"]) == (
        ["own-1", "Q13"],
        ["own-1", "Q13"],
        [OWN],
    )


@pytest.mark.parametrize("path", ["/questions/how-it-went", "/questions/x", "/sheet/choose"])
def test_where_there_is_no_page_to_show_again_a_page_leads_back(visitor, path):
    visitor.open(path, "POST", data={})
    assert visitor.status == 400
    assert visitor.page.find("a", class_="button")["href"] == "/"


# Where it comes from

OURS = {
    "that says nothing": {},
    "with no more than a referrer": {"Referer": f"{ADDRESS}:8443/questions/creams"},
    "of this site": {"Origin": ADDRESS},
    "of this site behind another port": {"Origin": f"{ADDRESS}:8443"},
    "of this site, as the browser says": {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    "typed by the person": {"Sec-Fetch-Site": "none", "Origin": "null"},
    "that hides where it is from": {"Origin": "null"},
}
FOREIGN = {
    "another site": {"Origin": "https://evil.example"},
    "a longer name": {"Origin": f"{ADDRESS}.evil.example"},
    "a name in front": {"Origin": "https://evil.clinic.example"},
    "a person in front": {"Origin": f"{ADDRESS}@evil.example"},
    "no address": {"Origin": "//["},
    "nothing": {"Origin": ""},
    "another site, as the browser says": {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    "a neighbor": {"Sec-Fetch-Site": "same-site"},
    "another site that says it is ours": {"Sec-Fetch-Site": "cross-site", "Origin": ADDRESS},
}


@pytest.mark.parametrize("headers", OURS.values(), ids=OURS)
@pytest.mark.parametrize("path", FORMS)
def test_a_form_is_accepted_from_a_browser(visitor, token, path, headers):
    assert post(visitor, path, token | FORMS[path], headers).status_code == 303


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("path", FORMS)
def test_a_form_is_refused_from(visitor, token, path, headers):
    before = visitor.cookie
    for sent in (token, {}):
        answer = post(visitor, path, sent | FORMS[path], headers)
        assert answer.status_code == 403
        assert WORDS["en"]["errors"]["foreign"]["title"] in answer.text
        assert "Zanzibar" not in answer.text
        assert "csrf_token" not in answer.text
        assert "Set-Cookie" not in answer.headers
    assert visitor.cookie == before


def test_a_link_on_another_site_opens_a_page_and_changes_nothing(visitor, token):
    before = visitor.cookie
    for path in ("/", "/sheet?who=child&age=3", "/questions/creams?creams=working&change=1"):
        for headers in FOREIGN.values():
            assert visitor.get(path, **headers).status_code == 200
    assert visitor.cookie == before


@pytest.mark.parametrize("path", FORMS)
def test_who_hides_where_it_is_from_and_has_no_token_is_shown_nothing_typed(visitor, token, path):
    for sent in ({}, {"csrf_token": "forged"}):
        answer = post(visitor, path, sent | FORMS[path], {"Origin": "null"})
        assert answer.status_code == 400
        assert "Zanzibar" not in answer.text
        assert 'value="working" checked' not in answer.text
        assert 'value="yes" checked' not in answer.text
    # A browser that says that the form is ours may hide the same.
    told = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    again = post(visitor, path, FORMS[path], told).text
    assert ("Zanzibar" in again) is (path == "/sheet/choose")


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_to_a_name_that_we_do_not_answer_to_it_is_refused_for_that(headers):
    client = create_app({"SECRET_KEY": KEY, "TRUSTED_HOSTS": "clinic.example"}).test_client()
    answer = client.post("/es/sheet/choose", base_url="https://other.example", headers=headers)
    assert answer.status_code == 400
    assert WORDS["es"]["errors"]["unknown_host"]["title"] in answer.text


@pytest.mark.parametrize(("public", "status"), [("https://questions.example", 303), ("", 403)])
def test_the_public_address_counts_as_ours_where_a_proxy_passes_another_host_on(public, status):
    app = create_app({"SECRET_KEY": KEY, "PUBLIC_URL": public})
    visitor = Visitor(app.test_client())
    visitor.open("/questions/creams")
    data = {"csrf_token": visitor.filled()["csrf_token"][0], "creams": "working"}
    sent = post(visitor, "/questions/creams", data, {"Origin": "https://questions.example"})
    assert sent.status_code == status

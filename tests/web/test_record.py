"""For the clinic's record: the summary as a page and as text, and FHIR."""

import json
import re
from datetime import UTC, datetime
from random import Random

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from support.anyone import someone
from support.visiting import ADDRESS, KEY, PERSON_1, PERSON_3, PERSONS, Visitor, stored

from rules import Answers, build_sheet, carry
from rules.content import CONTENT
from rules.fhir import questionnaire
from rules.fhir_response import answers_from, response
from rules.selection import Choice
from webapp import create_app
from webapp.pages import answers_of
from webapp.settings import MAX_RECORD
from webapp.words import WORDS

OPEN = WORDS["en"]["open"]
PAGE, TEXT, FHIR = "/sheet/clinician", "/sheet/clinician.txt", "/sheet.fhir.json"
MARK = "zq0007mark"
FITTING = [each.id for each in build_sheet(answers_of(stored(PERSON_3))).questions]
CHOSEN = Choice((FITTING[2], FITTING[5]), (FITTING[5], "own-1"))


def record_of(person: dict, choice: Choice | None = None, **more) -> dict:
    answers = answers_of(stored(person) | more)
    made = response(answers, choice, ADDRESS, datetime(2026, 11, 29, tzinfo=UTC))
    return json.loads(json.dumps(made))


# Handed out


@pytest.mark.parametrize("name", PERSONS)
def test_the_page_shows_the_text_that_is_copied(visitor, name):
    visitor.answered(PERSONS[name])
    text = visitor.get(TEXT)
    assert text.mimetype == "text/plain"
    assert text.headers["Content-Disposition"] == 'inline; filename="eczema-summary.txt"'
    page = visitor.open(PAGE)
    shown = page.select_one("pre.record")
    assert shown.get_text() == text.text
    assert shown["lang"] == "en"
    assert page.select_one("button.copy")["data-text"] == TEXT
    assert page.select_one("button.copy").get_text() == WORDS["en"]["record"]["copy_text"]
    assert page.select_one("button.copy").has_attr("hidden")  # the script shows it


def test_in_another_language_the_page_changes_and_what_goes_to_the_clinic_does_not(visitor):
    visitor.answered(PERSON_3)
    english = {path: visitor.get(path) for path in (TEXT, FHIR)}
    page = visitor.open(f"/es{PAGE}")
    assert page.html["lang"] == "es"
    assert page.h1.get_text() == WORDS["es"]["record"]["title"]
    assert page.select_one("pre.record").get_text() == english[TEXT].text
    assert visitor.get(f"/es{TEXT}").data == english[TEXT].data
    spanish, other = (json.loads(each.text) for each in (visitor.get(f"/es{FHIR}"), english[FHIR]))
    assert spanish["language"] == "en"
    assert spanish["item"] == other["item"]


def test_it_names_the_questions_that_were_chosen(visitor):
    visitor.answered(PERSON_1)
    visitor.open("/sheet/choose")
    visitor.send({"own_1": "May I swim?", "first": ["own-1"]})
    assert "\n1. May I swim?\n" in visitor.get(TEXT).text


@pytest.mark.parametrize("path", [PAGE, TEXT, FHIR])
def test_without_answers_the_first_page_is_asked(visitor, path):
    visitor.open(path)
    assert visitor.path == "/questions/about-you"


@pytest.mark.parametrize("path", [PAGE, TEXT, FHIR])
def test_nothing_of_it_is_kept_and_all_headers_stand_there(visitor, path):
    visitor.answered(PERSON_3)
    headers = visitor.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_the_sheet_and_the_page_for_clinics_lead_there(visitor):
    visitor.answered(PERSON_3)
    links = {link["href"] for link in visitor.open("/sheet").select("a[href]")}
    assert {PAGE, FHIR} <= links
    links = {link["href"] for link in visitor.open(PAGE).select("main a[href]")}
    assert links == {TEXT, FHIR}
    assert visitor.open("/clinics").select_one("a[href='/fhir/Questionnaire']")


def test_the_answers_as_fhir_are_those_of_the_sheet(visitor):
    visitor.answered(PERSON_3)
    visitor.open("/sheet")
    printed = [item["data-question"] for item in visitor.page.select(".screen [data-question]")]
    first = [item["data-question"] for item in visitor.page.select(".screen [data-first]")]
    answer = visitor.get(FHIR)
    assert answer.mimetype == "application/fhir+json"
    to_save = 'attachment; filename="eczema-summary.fhir.json"'
    assert answer.headers["Content-Disposition"] == to_save
    resource = json.loads(answer.text)
    QuestionnaireResponse.model_validate(resource)
    answers, choice = answers_from(resource)
    assert answers == answers_of(stored(PERSON_3))
    assert sorted(choice.chosen) == sorted(printed)
    assert list(choice.first) == first
    assert resource["questionnaire"].startswith(f"{ADDRESS}/fhir/Questionnaire|")


def test_the_address_in_it_is_the_public_one_where_it_is_set():
    app = create_app({"SECRET_KEY": KEY, "PUBLIC_URL": "https://questions.example"})
    visitor = Visitor(app.test_client())
    visitor.answered(PERSON_1)
    for path in (FHIR, "/fhir/Questionnaire"):
        text = visitor.get(path).text
        assert "https://questions.example/fhir/" in text
        assert ADDRESS not in text


def test_the_questions_as_fhir_are_public_and_may_be_kept(visitor):
    answer = visitor.get("/fhir/Questionnaire")
    assert answer.mimetype == "application/fhir+json"
    assert json.loads(answer.text) == questionnaire(ADDRESS)
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]
    again = visitor.get("/fhir/Questionnaire", **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    packed = visitor.get("/fhir/Questionnaire", **{"Accept-Encoding": "br"})
    assert len(packed.data) < 10_000


def test_who_asks_for_the_questions_uses_no_session(visitor):
    visitor.answered(PERSON_3)
    before = visitor.cookie
    visitor.remember(used=1)  # and would be told that it ended
    stale = visitor.cookie
    assert "Set-Cookie" not in visitor.get("/fhir/Questionnaire").headers
    assert visitor.cookie == stale != before


# Opened


def opened(visitor, text: str) -> None:
    visitor.open("/open")
    visitor.send({"code": text})


@pytest.mark.parametrize("form", [json.dumps, lambda it: "\ufeff\r\n" + json.dumps(it, indent=4)])
def test_a_record_opens_as_a_code_does(visitor, form):
    visitor.answered(PERSON_1)
    opened(visitor, form(record_of(PERSON_3, CHOSEN, own_questions=[MARK])))
    assert visitor.status == 200
    assert OPEN["questions"].format(count=2) in visitor.text
    assert OPEN["own_words"]["more"].format(count=2) in visitor.text
    assert MARK not in visitor.text
    assert "kidney" not in str(visitor.page.select_one("dl.check"))
    visitor.send()
    assert visitor.path == "/sheet"
    first = [item["data-question"] for item in visitor.page.select(".screen [data-first]")]
    assert first == [FITTING[5], "own-1"]
    assert MARK in visitor.text


def test_what_anybody_downloads_opens_to_the_same_sheet(visitors):
    draw = Random(5)
    for _ in range(5):
        answers = Answers.from_json(someone(draw))
        theirs, mine = visitors(), visitors()
        theirs.remember(answers=_so_far(answers), used=10**10)
        shown = theirs.open("/sheet").select_one(".screen").get_text()
        opened(mine, theirs.get(FHIR).text)
        mine.send()
        assert mine.page.select_one(".screen").get_text() == shown


def _so_far(answers: Answers) -> dict:
    told = answers.to_json()
    alone = {key: told[key] or ["none"] for key in ("health", "goals", "concerns")}
    return told | alone | {"medicines": list(told["medicines"]), "outcomes": told["medicines"]}


def test_codes_that_are_not_known_are_left_out_and_asked(visitor):
    text = json.dumps(record_of(PERSON_3)).replace('"could_become_pregnant"', '"of_a_later_day"')
    opened(visitor, text)
    assert OPEN["gaps"] in visitor.text
    visitor.send()
    assert visitor.path == "/check-answers"
    text = json.dumps(record_of(PERSON_3)).replace('"code": "side_effects"', '"code": "later"')
    opened(visitor, text)
    visitor.send()
    assert visitor.path == "/questions/how-it-went"


def test_what_is_missing_is_asked_and_never_taken_for_none(visitor):
    record = record_of(PERSON_3)
    for page, slug in (("page-health", "health"), ("page-medicines", "medicines")):
        cut = [item for item in record["item"] if item["linkId"] != page]
        opened(visitor, json.dumps(record | {"item": cut}))
        assert OPEN["gaps"] in visitor.text
        visitor.send()
        assert visitor.path == f"/questions/{slug}"


BAD = {
    "half a file": json.dumps(record_of(PERSON_1))[:-9],
    "an empty object": "{}",
    "another resource": '{"resourceType": "Patient"}',
    "deep nesting": '{"item":' + "[" * 60_000,
    "deep nesting that ends": '{"item":' * 3000 + "1" + "}" * 3000,
    "a key twice": '{"resourceType": "x", "resourceType": "QuestionnaireResponse"}',
    "a huge number": '{"item": ' + "9" * 5000 + "}",
    "markup": '{"<script>zq(1)</script>',
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_is_no_record_of_ours_gets_a_clear_page_that_keeps_it(visitor, text):
    opened(visitor, text)
    assert visitor.status == 422
    assert visitor.page.title.get_text().startswith("Error: ")
    assert OPEN["problems"]["no_record"] in visitor.page.select_one("#summary").get_text()
    assert visitor.page.select_one("textarea").get_text().strip() == text


def test_a_record_of_64_kib_is_read_and_a_longer_one_refused(visitor):
    record = record_of(PERSON_1)
    room = MAX_RECORD - len(json.dumps(record | {"id": ""}).encode())
    opened(visitor, json.dumps(record | {"id": "%" * room}))  # which a form sends threefold
    assert visitor.status == 200
    opened(visitor, json.dumps(record | {"id": "%" * (room + 1)}))
    assert visitor.status == 422
    assert OPEN["problems"]["long_record"] in visitor.text
    opened(visitor, "{" + "\ud7ff" * (MAX_RECORD // 3 + 1))
    assert OPEN["problems"]["long_record"] in visitor.text


def test_a_code_is_still_4_kib_at_most(visitor):
    opened(visitor, "1" * (carry.MAX_CODE + 1))
    assert OPEN["problems"]["too_long"] in visitor.text


def test_no_answer_is_in_an_address(visitor):
    seen = []
    go = visitor.go

    def watched(*arguments, **more):
        go(*arguments, **more)
        seen.append(visitor.url)

    visitor.go = watched
    opened(visitor, json.dumps(record_of(PERSON_3, own_questions=[MARK])))
    visitor.send()
    for path in (PAGE, TEXT, FHIR):
        visitor.open(path)
    assert len(seen) == 6
    for address in seen:
        assert not re.search(f"28|moderate|cyclosporine|pregnant|kidney|{MARK}", address)


def test_a_record_stays_in_the_language_of_the_page_that_opens_it(visitor):
    for start, sheet in (("/es/open", "/es/sheet"), ("/open", "/sheet")):
        visitor.open(start)
        visitor.send({"code": json.dumps(record_of(PERSON_3))})
        visitor.send()
        assert visitor.path == sheet


def test_a_faulty_record_leaves_no_word_in_the_log(visitor, caplog):
    opened(visitor, '{"resourceType": "' + MARK)
    record = record_of(PERSON_3)
    record["item"][0]["linkId"] = MARK
    opened(visitor, json.dumps(record))
    assert MARK not in caplog.text


def test_the_summary_tells_its_version(visitor):
    visitor.answered(PERSON_1)
    assert CONTENT.version in visitor.get(TEXT).text

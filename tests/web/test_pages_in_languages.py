"""Every page in each language: its address, how to change it, and what a first visit is led to."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader
from support.persons import person
from support.visiting import ADDRESS, KEY, PERSON_1, PERSON_2, PERSON_3, Visitor, stored

from rules import carry
from rules.content import CONTENT, CONTENTS, LANGUAGES
from webapp import create_app
from webapp.languages import PREFIXES
from webapp.words import NAMES, WORDS

SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}
ENGLISH = {"Accept-Language": "en-US,en;q=0.9,es;q=0.5"}
FOREIGN = {"Sec-Fetch-Site": "none"}
CLINICS = """
[norte]
name = "Clínica del Norte"
language = "es"
[north]
name = "North Side Skin Clinic"
"""
# Every page that patients and clinics meet, for somebody who has answered all.
PAGES = [
    "/",
    "/questions/about-you",
    "/questions/creams",
    "/questions/medicines",
    "/questions/how-it-went",
    "/questions/health",
    "/questions/matters",
    "/questions/health?change=1",
    "/sheet/choose",
    "/check-answers",
    "/sheet",
    "/sheet/visit",
    "/sheet/clinician",
    "/compare",
    "/compare?treatment=methotrexate&treatment=jak_pills",
    "/how-it-works",
    "/privacy",
    "/clinics",
    "/clinics?clinic=norte",
    "/clinics/sample",
    "/clinics/sample?clinic=north",
    "/at/north",
    "/open",
]
FILES = ["/sheet.pdf", "/sheet.txt", "/sheet.txt?short=1", "/clinics/sample.pdf"]
FILES += ["/handout.pdf?clinic=norte", "/questionnaire.pdf"]
IN_ENGLISH_ALONE = [
    "/healthz",
    "/fhir/Questionnaire",
    "/static/app.js?v=1",
    "/how-it-works/rules",
    "/how-it-works/rules.csv",
    "/how-it-works.csv",
]


@pytest.fixture(scope="module")
def clinics_app(tmp_path_factory):
    path = tmp_path_factory.mktemp("clinics") / "clinics.toml"
    path.write_text(CLINICS, encoding="utf-8")
    told = {"SECRET_KEY": KEY, "CLINICS": str(path), "PUBLIC_URL": ADDRESS}
    return create_app(told)


@pytest.fixture
def patient(clinics_app) -> Visitor:
    return Visitor(clinics_app.test_client())


@pytest.fixture
def answered(patient) -> Visitor:
    patient.remember(answers=stored(PERSON_3), used=2**31)
    return patient


def switch(page):
    return page.select_one("header .language")


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_there_in_spanish_and_says_so(answered, path):
    page = answered.open("/es" + path)
    assert answered.status == 200
    assert page.html["lang"] == "es"
    assert answered.headers["Content-Language"] == "es"
    assert WORDS["es"]["base"]["skip"] in page.select_one(".skip").get_text()
    english = answered.open(path)
    assert english.html["lang"] == "en"
    assert answered.headers["Content-Language"] == "en"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_names_its_other_languages_and_changes_to_them(answered, language, path):
    page = answered.open(PREFIXES[language] + path)
    addresses = {link["hreflang"]: link["href"] for link in page.select("[rel=alternate]")}
    assert {name: same(address) for name, address in addresses.items()} == {
        name: same(PREFIXES[name] + path) for name in LANGUAGES
    }
    assert all(urlsplit(address).netloc for address in addresses.values())  # as crawlers want it
    link = switch(page)
    assert link.find_parent("main") is None
    assert link["lang"] == link["hreflang"] != language
    assert link.get_text() == NAMES[link["lang"]]
    answered.open(link["href"])
    assert same(answered.url.removeprefix(ADDRESS)) == same(addresses[link["lang"]])
    assert switch(answered.page)["lang"] == language


def same(address: str) -> tuple[str, dict]:
    parts = urlsplit(address)
    return parts.path, parse_qs(parts.query)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_and_form_of_a_spanish_page_stays_in_spanish(answered, path):
    page = answered.open("/es" + path)
    sent = [tag.get("action") for tag in page.select("form")] + [
        tag["data-pdf-to-print"] for tag in page.select("[data-pdf-to-print]")
    ]
    led = [tag["href"] for tag in page.select("a[href^='/']:not([hreflang])")] + sent
    out = {address for address in led if address and not address.startswith("/es/")}
    assert {address.partition("#")[0] for address in out} <= {
        "/how-it-works/rules",
        "/fhir/Questionnaire",
    }
    files = [tag.get("src") or tag["href"] for tag in page.select("[src], link[href*=static]")]
    unmoved = ("/static/", "/at/", "/es/sheet/code.svg")
    assert [file for file in files if not file.startswith(unmoved)] == []


def test_a_change_of_language_keeps_the_answers_and_the_choice(answered):
    answered.open("/sheet/choose")
    starred = [it["value"] for it in answered.page.select("#first [name=first]")]
    answered.send({"own_1": "May I swim?"})
    answered.open(switch(answered.page)["href"])
    assert answered.path == "/es/sheet"
    firsts = [it["data-question"] for it in answered.page.select("[data-first]")]
    assert firsts == starred
    assert "May I swim?" in answered.text
    answered.open(switch(answered.page)["href"])
    assert [it["data-question"] for it in answered.page.select("[data-first]")] == starred


def test_a_page_of_errors_changes_to_the_page_itself(patient):
    patient.open("/es/questions/about-you")
    patient.send({})
    assert patient.status == 422
    assert patient.page.title.get_text().startswith("Error: ")
    assert switch(patient.page)["href"] == "/questions/about-you"


@pytest.mark.parametrize("told", [PERSON_1, PERSON_2, PERSON_3], ids=["1", "2", "3"])
def test_the_journey_in_spanish_never_leaves_it(patient, told):
    patient.open("/es/questions/about-you")
    while "/questions/" in patient.path:
        patient.send(told[patient.path.rsplit("/", 1)[1]])
        assert (patient.status, patient.path[:4]) == (200, "/es/")
    assert patient.path == "/es/sheet/choose"
    patient.send()
    assert patient.path == "/es/sheet"
    patient.send(action="/es/delete-answers")
    assert patient.path == "/es/"
    assert WORDS["es"]["messages"]["deleted"] in patient.text


def test_an_answer_that_is_missing_is_asked_for_in_spanish(patient):
    patient.open("/es/sheet")
    assert patient.path == "/es/questions/about-you"
    assert WORDS["es"]["messages"]["no_answers"] in patient.text


@pytest.mark.parametrize("path", FILES)
def test_each_file_is_there_in_spanish(answered, path):
    found = answered.get("/es" + path)
    assert found.status_code == 200
    assert found.headers["Content-Language"] == "es"
    if found.mimetype == "application/pdf":
        reader = PdfReader(io.BytesIO(found.data))
        assert reader.trailer["/Root"]["/Lang"] == "es-US"
    else:
        assert CONTENTS["es"].titles["me"]["sheet"].lower() in found.text.lower()


def test_the_sheet_may_be_had_in_spanish_alone_and_nothing_else_is_guessed(answered):
    both, alone = (answered.get(f"/es/sheet.pdf{asked}").data for asked in ("", "?alone=1"))
    english = CONTENT.titles["me"]["matters"]
    texts = [PdfReader(io.BytesIO(each)).pages[0].extract_text() for each in (both, alone)]
    assert [english in text for text in texts] == [True, False]
    link = answered.open("/es/sheet").find("a", href="/es/sheet.pdf?alone=1")
    assert link.get_text() == WORDS["es"]["sheet"]["alone"]
    assert answered.get("/es/sheet.pdf?alone=yes").status_code == 400
    assert not answered.open("/sheet").find("a", href="/sheet.pdf?alone=1")


def test_what_is_for_the_record_is_the_same_as_that_of_the_english_journey(answered):
    for path in ("/sheet/clinician.txt", "/sheet.fhir.json"):
        plain, spanish = answered.get(path), answered.get("/es" + path)
        if path.endswith(".txt"):
            assert spanish.headers["Content-Language"] == "en"
            assert spanish.text == plain.text
        else:
            made = [answer.get_json() for answer in (plain, spanish)]
            assert {*made[0]} == {*made[1]}
            assert made[0]["item"] == made[1]["item"]
    summary = answered.open("/es/sheet/clinician").select_one("pre")
    assert summary["lang"] == "en"
    assert summary.get_text() == answered.get("/sheet/clinician.txt").text


# What is in English alone, and addresses that are none


@pytest.mark.parametrize("path", IN_ENGLISH_ALONE)
def test_what_is_in_english_alone_has_one_address(patient, path):
    plain, moved = patient.get(path), patient.get("/es" + path)
    assert plain.status_code in (200, 301)
    assert (moved.status_code, moved.headers["Location"]) == (308, path)


@pytest.mark.parametrize(
    "name", ["endpoint", "self", "filename", "_anchor", "_external", "_method", "_scheme"]
)
def test_what_its_address_asks_for_stays_whatever_it_is_called(patient, name):
    for path in ("/healthz", "/static/app.js"):
        moved = patient.get(f"/es{path}?{name}=1&{name}=2")
        assert (moved.status_code, moved.headers["Location"]) == (308, f"{path}?{name}=1&{name}=2")


def test_the_page_for_reviewers_leads_to_the_start_in_spanish(patient):
    page = patient.open("/how-it-works/rules")
    assert switch(page)["href"] == "/es/"
    assert page.select("[rel=alternate]") == []


NOWHERE = ["/fr/", "/fr/sheet", "/es/nowhere", "/es/es/", "/es/en/", "/ES/", "/es//evil.example/"]
NOWHERE += ["/es/at/nobody", "/es/questions/nothing", "/es/static/..%2f..%2fsecret", "/es/fhir/no"]


@pytest.mark.parametrize("path", NOWHERE)
def test_an_address_that_is_none_is_not_found_and_is_not_shown_again(patient, path):
    page = patient.open(path)
    assert patient.status == 404
    assert page.html["lang"] == ("es" if patient.path.startswith("/es/") else "en")
    assert switch(page)["href"] in ("/", "/es/")
    assert "evil" not in str(page)


STRANGE = ["/es/\x00", "/es/%00", "/es/%ff%fe", "/es/%0d%0aX: y", "/es/static/%0d%0aX", "/es?x=%ff"]
STRANGE += ["/es/sheet?change=%3Cscript%3E", "/es/compare?treatment=%00", "/es/clinics?clinic=\r\n"]


@pytest.mark.parametrize("path", STRANGE)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
def test_strange_addresses_in_spanish_fail_no_worse_than_in_english(answered, method, path):
    answer = answered.client.open(path, base_url=ADDRESS, method=method)
    assert answer.status_code < 500


def test_what_an_address_holds_beside_what_its_page_knows_is_not_shown(answered):
    for path in ("/es/questions/health", "/es/sheet/choose", "/es/compare", "/es/check-answers"):
        page = answered.open(f"{path}?change=zq1&clinic=zq2&treatment=jak_pills&token=zq3")
        assert "zq" not in str(page.header) + str(page.head), path
    answered.open("/es/clinics?clinic=norte&clinic=zq4")
    assert answered.status == 404
    assert "zq" not in str(answered.page)


def test_the_bare_name_of_a_language_leads_to_its_start(patient):
    answer = patient.get("/es")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/es/")


def test_the_cookie_is_the_same_for_every_language(patient):
    patient.open("/es/questions/about-you")
    cookie = patient.headers["Set-Cookie"]
    assert "Path=/;" in cookie + ";"


# A first visit


def test_a_first_visit_is_led_to_the_language_of_the_browser_and_told_so_once(patient):
    answer = patient.get("/", **SPANISH, **FOREIGN)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/es/")
    assert "Accept-Language" in answer.headers["Vary"]
    page = patient.open("/es/")
    told = page.main.select_one(".notice")
    assert told.get_text() == WORDS["es"]["start"]["led"].format(others=NAMES["en"])
    assert told.a["href"] == "/"
    assert patient.open("/es/").main.select_one(".notice:not(#deleted)") is None
    answer = patient.get("/", **SPANISH, **FOREIGN)
    assert answer.status_code == 200
    assert "Accept-Language" in answer.headers["Vary"]


STAYING = {
    "a browser that asks for English": (ENGLISH, "/"),
    "a browser that asks for nothing": ({}, "/"),
    "a browser that asks for neither": ({"Accept-Language": "de"}, "/"),
    "who comes from a page of ours": (SPANISH | {"Sec-Fetch-Site": "same-origin"}, "/"),
    "a page that is not the start": (SPANISH, "/questions/about-you"),
    "another page that is not the start": (SPANISH, "/compare"),
    "the start in Spanish, in an English browser": (ENGLISH, "/es/"),
    "an English clinic's link": (SPANISH, "/at/north"),
}


@pytest.mark.parametrize(("headers", "path"), STAYING.values(), ids=STAYING)
def test_nobody_else_is_led_to_another_language(patient, headers, path):
    assert patient.get(path, **FOREIGN | headers).status_code == 200


def test_who_has_answers_is_not_led_to_another_language(answered):
    assert answered.get("/", **SPANISH, **FOREIGN).status_code == 200


def test_a_clinics_link_leads_to_its_language_and_one_may_change_that(patient):
    answer = patient.get("/at/norte", **FOREIGN)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/es/at/norte")
    page = patient.open("/es/at/norte")
    assert "Clínica del Norte" in patient.text
    assert page.main.select_one(".notice:not(#deleted)") is None
    answer = patient.get(switch(page)["href"])
    assert answer.status_code == 200
    assert b'lang="en"' in answer.data


def test_what_a_clinic_hands_out_leads_to_the_language_it_is_in(patient):
    page = patient.open("/es/clinics?clinic=norte")
    assert page.select_one(".address").get_text(strip=True) == f"{ADDRESS}/es/at/norte"
    page = patient.open(switch(page)["href"])
    assert page.select_one(".address").get_text(strip=True) == f"{ADDRESS}/at/norte"


def test_the_command_line_writes_the_poster_in_the_clinics_language(clinics_app, tmp_path):
    runner = clinics_app.test_cli_runner()
    languages = {"norte": [], "north": ["--language", "es"]}
    for slug, options in languages.items():
        path = tmp_path / f"{slug}.pdf"
        run = runner.invoke(args=["handout", "--clinic", slug, *options, "-o", str(path)])
        assert run.exit_code == 0, run.output
        assert PdfReader(path).trailer["/Root"]["/Lang"] == "es-US"


# The carry code


def test_a_code_leads_to_the_language_that_it_was_made_in(answered, clinics_app):
    answered.remember(with_code=True)
    link = answered.open("/es/sheet").select_one(".carry .address a")["href"]
    assert link.startswith(f"{ADDRESS}/es/open#")
    assert carry.read(link).language == "es"
    other = Visitor(clinics_app.test_client())
    other.open("/open")
    other.send({"code": link})
    assert other.page.html["lang"] == "en"
    other.send()
    assert other.path == "/es/sheet"


def test_a_code_of_a_language_that_is_not_spoken_here_stays_in_that_of_the_page(
    patient, monkeypatch
):
    code = carry.write(person(), None, "es", 600).code
    monkeypatch.setattr("webapp.views.carry.LANGUAGES", ("en",))
    patient.open("/open")
    patient.send({"code": code})
    patient.send()
    assert patient.path == "/sheet"


# Said openly


def test_spanish_pages_say_that_nobody_has_reviewed_the_translation(patient):
    reviewer = CONTENTS["es"].translation_reviewer
    assert reviewer
    patient.open("/es/how-it-works")
    assert reviewer in patient.text
    patient.open("/how-it-works")
    assert WORDS["en"]["how_it_works"]["translation"].partition("{")[0] not in patient.text
    patient.open("/es/")
    assert "ni su texto en español" in patient.text


def test_our_translation_of_a_quote_is_marked_and_stands_beside_the_articles_words(answered):
    page = answered.open("/es/sheet")
    quotes = page.select(".screen blockquote")
    assert quotes
    for quote in quotes:
        wanted = CONTENTS["es"].quotes[quote["data-quote"]]
        assert quote["lang"] == "en"
        assert quote.get_text() == wanted.text == CONTENT.quotes[wanted.id].text
        before = quote.find_previous_sibling("p")
        assert before.get_text(" ", strip=True) == (
            f"“{wanted.translation}” {WORDS['es']['evidence']['our_translation']}"
        )


def test_plurals_follow_the_number(app):
    with app.test_request_context("/es/"):
        counted = app.jinja_env.filters["counted"]
        words = WORDS["es"]["evidence"]["reference_count"]
        assert [counted(words, count) for count in (0, 1, 2)] == [
            "0 referencias",
            "1 referencia",
            "2 referencias",
        ]

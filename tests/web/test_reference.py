"""The pages to look things up: nothing on them but the content, and all of it."""

import csv
import io
from datetime import date

import pytest
from support.visiting import PERSON_2, without_explanations

from rules.alerts import ALERTS
from rules.condition_words import rules_of, when_raised
from rules.content import CONTENT
from rules.content.rulebook import RULES, name_of
from rules.questions import ROWS, Ask
from rules.source_age import age_in_words
from rules.state_tables import tables

AGE = age_in_words(CONTENT, date.today())


def squeezed(text):
    return " ".join(text.split())


def blanked(words):
    return words.format(medicines="…", facts="…", goals="…")


def quoted(tag):
    return {each["data-quote"]: squeezed(each.get_text()) for each in tag.select("[data-quote]")}


@pytest.fixture(scope="module")
def compare(visitors):
    return visitors().open("/compare")


@pytest.fixture(scope="module")
def behind(visitors):
    return visitors().open("/how-it-works/rules")


@pytest.fixture(params=["compare", "behind"])
def page(request):
    return request.getfixturevalue(request.param)


def test_every_quote_is_word_for_word_and_every_note_in_full(page):
    assert quoted(page)
    for key, text in quoted(page).items():
        assert text == CONTENT.quotes[key].text
    notes = page.select("[data-note]")
    assert {note["data-note"] for note in notes} <= CONTENT.notes.keys()
    for note in notes:
        assert CONTENT.notes[note["data-note"]].text in squeezed(note.get_text())


def test_every_link_within_a_page_leads_somewhere(page, behind):
    targets = {link["href"][1:] for link in page.select("a[href^='#']")}
    assert targets <= {tag["id"] for tag in page.find_all(id=True)}


def test_every_link_to_a_part_of_the_page_for_reviewers_leads_to_one(compare, behind):
    links = [link["href"] for link in compare.select("a[href*='how-it-works']")]
    targets = {link.split("#")[1] for link in links if "#" in link}
    assert targets
    assert {link.split("#")[0] for link in links if "#" in link} == {"/how-it-works/rules"}
    assert targets <= {tag["id"] for tag in behind.find_all(id=True)}


# How it works


def test_the_page_for_patients_is_short_and_leads_to_the_one_for_reviewers(visitor):
    page = visitor.open("/how-it-works")
    text = without_explanations(page.main)
    assert len(text.split()) <= 300
    assert "No clinician has reviewed it yet" in text
    assert page.main.find("a", href="/how-it-works/rules")
    assert page.main.find("a", href=CONTENT.source.url)


def test_no_page_that_patients_meet_shows_a_command(visitor, behind):
    assert behind.select("pre code")  # but that of reviewers
    for path in ("/", "/how-it-works", "/privacy", "/compare"):
        assert not visitor.open(path).select("pre, code")


def test_the_old_address_of_the_table_leads_to_the_new_one(visitor):
    answer = visitor.get("/how-it-works.csv")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/how-it-works/rules.csv")


def test_every_rule_stands_there_in_words_with_its_quotes_and_the_name_of_its_function(behind):
    found = behind.select("[data-rule]")
    assert [rule["data-rule"] for rule in found] == [name_of(rule) for rule in RULES]
    for rule in found:
        wanted = CONTENT.rules[rule["data-rule"]]
        assert rule.strong.get_text() == wanted.says
        assert rule.code.get_text() == rule["data-rule"]
        assert list(quoted(rule)) == [quote.id for quote in wanted.evidence.quotes]


def test_every_question_stands_there_with_when_it_is_asked_its_quotes_and_its_notes(behind):
    found = {tag["data-question"]: tag for tag in behind.select("[data-question]")}
    assert found.keys() == CONTENT.questions.keys()
    for key, tag in found.items():
        wanted = CONTENT.questions[key]
        assert tag["id"] == key
        assert tag.strong.get_text() == blanked(wanted.me)
        cases = [case.get_text() for case in tag.select(".cases li")]
        assert cases == [f"If {case}." for case in rules_of(Ask(key))]
        assert list(quoted(tag)) == [quote.id for quote in wanted.quotes]
        assert ("From other sources alone." in tag.get_text()) is (not wanted.quotes)
        named = {link["href"][1:] for link in tag.select(".others a")}
        named |= {note["data-note"] for note in tag.select("[data-note]")}
        assert named == set(wanted.notes)


def test_a_blank_stands_where_a_question_names_an_answer(visitor, behind):
    shown = [tag.get_text() for tag in behind.select("[data-question] strong")]
    table = visitor.get("/how-it-works/rules.csv").text
    assert "I have tried …. What should we try next, and why?" in shown
    assert "I have tried …. What should we try next, and why?" in table
    named = ("{medicines}", "{facts}", "{goals}", "{person}")
    assert [name for name in named if name in behind.get_text() + table] == []


def test_every_alert_stands_there_with_when_it_is_raised_and_what_it_says(behind):
    found = {tag["data-alert"]: tag for tag in behind.select("[data-alert]")}
    assert found.keys() == ALERTS.keys()
    for key, tag in found.items():
        wanted = CONTENT.alerts[key]
        assert tag.strong.get_text() == wanted.short
        assert all(words in squeezed(tag.p.get_text()) for words in wanted.to_you.values())
        assert tag.select_one(".cases li").get_text() == f"If {when_raised(key)}."
        assert list(quoted(tag)) == [quote.id for quote in wanted.evidence.quotes]


def test_every_note_stands_there_with_all_its_references(behind):
    for key, note in CONTENT.notes.items():
        links = [link["href"] for link in behind.find(id=key).select(".references a")]
        assert links == [reference.url for reference in note.references]


def test_the_first_difference_is_the_one_on_injectable_cyclosporine_for_children(behind):
    first = behind.find(id="children-and-cyclosporine")
    assert list(quoted(first)) == ["S27", "S26"]
    assert first.select_one("[data-note]")["data-note"] == "N1"
    assert first.find_previous("h2")["id"] == "differences"


def test_the_child_quote_is_nowhere_apart_from_its_note(behind):
    for tag in behind.select("[data-quote=S27]"):
        assert tag.find_parent(class_="block").select_one("[data-note=N1]")


def test_every_table_of_states_is_shown_as_the_rules_work_it_out(behind):
    for table in tables():
        title = behind.find("h3", string=table.caption)
        shown = behind.find("table", attrs={"aria-labelledby": title["id"]})
        rows = [
            (row.th.get_text(), tuple(cell.get_text() for cell in row.select("td")))
            for row in shown.select("tbody tr")
        ]
        assert tuple(rows) == table.rows


def test_the_self_check_has_six_six_and_23_items(behind):
    items = CONTENT.about["ipdasi"]["items"]
    shown = {row["data-ipdasi"]: row for row in behind.select("[data-ipdasi]")}
    assert shown.keys() == items.keys()
    kinds = [key[0] for key in items]
    assert [kinds.count(kind) for kind in "QCI"] == [6, 6, 23]
    for key, row in shown.items():
        assert row.td.get_text() == CONTENT.about["ipdasi"]["levels"][items[key]["level"]]


def test_the_self_check_says_how_many_items_are_met_and_how_many_are_not(behind):
    about = CONTENT.about["ipdasi"]
    levels = [item["level"] for item in about["items"].values()]
    for level, title in about["levels"].items():
        assert f"{title}: {levels.count(level)}." in squeezed(behind.get_text())


def test_the_self_check_claims_no_test_with_people_and_no_trial():
    items = CONTENT.about["ipdasi"]["items"]
    for key in ("I3", "I12", "I13", "I14", "I15", "I16", "I17", "I22", "I23"):
        assert items[key]["level"] == "not_met"


def test_it_says_that_no_clinician_has_reviewed_it_and_how_old_the_article_is(behind):
    dates = behind.select_one(".dates").get_text()
    assert "not yet reviewed by a clinician" in dates
    assert "None yet" in dates
    assert f"October 2023, {AGE}" in squeezed(dates)


def test_the_table_for_sign_off_has_every_question_with_every_case(visitor):
    answer = visitor.get("/how-it-works/rules.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    order = list(dict.fromkeys(row.question for row in ROWS))
    assert [(row["place"], row["question"], row["asked if"]) for row in rows] == [
        (str(place), key, f"if {case}")
        for place, key in enumerate(order, start=1)
        for case in rules_of(key)
    ]
    assert {(row["agree"], row["comment"]) for row in rows} == {("", "")}
    assert {row["question"]: row["words for me"] for row in rows} == {
        key: blanked(CONTENT.questions[key].me) for key in order
    }


def test_the_age_of_the_article_is_said_in_words(visitor, compare, behind):
    visitor.answered(PERSON_2)
    opened = [visitor.open(path) for path in ("/", "/how-it-works", "/sheet")]
    for page in (*opened, compare, behind):
        assert f"October 2023, {AGE}" in squeezed(page.get_text())

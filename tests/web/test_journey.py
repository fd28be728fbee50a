"""From the start page to the sheet, as a browser without JavaScript goes through the pages."""

import pytest
from support.visiting import ADDRESS, PERSON_1, PERSON_2, PERSON_3, PERSON_6, PERSONS, stored

from rules import build_sheet
from rules.answers import Concern, Health, Medicine, Outcome
from webapp.forms import PREGNANCY_ITEMS
from webapp.pages import answers_of


@pytest.mark.parametrize("name", PERSONS)
def test_the_pages_lead_to_the_sheet_of_the_rules(visitor, name):
    visitor.open("/")
    visitor.open(visitor.page.find("a", class_="button")["href"])
    assert visitor.path == "/questions/about-you"
    visitor.walk(PERSONS[name])
    assert visitor.path == "/sheet/choose"
    visitor.send()
    assert visitor.path == "/sheet"
    sheet = build_sheet(answers_of(stored(PERSONS[name])))
    page = visitor.page
    shown = [item["data-question"] for item in page.select("[data-question]")]
    assert shown == [item.id for item in sheet.printed]
    for question in sheet.printed:
        item = page.select_one(f"[data-question={question.id}]")
        text = " ".join(item.get_text(" ").split())
        assert question.text in text
        assert (question.because or "") in text
        quotes = {box["data-quote"]: box.get_text() for box in item.select("[data-quote]")}
        assert quotes == {quote.id: quote.text for quote in question.quotes}
        assert [box["data-note"] for box in item.select("[data-note]")] == list(question.notes)
    states = {line["data-medicine"]: line["data-state"] for line in page.select("[data-medicine]")}
    assert states == {str(line.medicine): str(line.state) for line in sheet.medicines}
    alerts = {box["data-alert"]: box.get_text(" ") for box in page.select("[data-alert]")}
    every = (*sheet.alerts, sheet.emergency, sheet.bring_all)
    assert [*alerts] == [alert.id for alert in every]
    for alert in every:
        assert alert.to_doctor in alerts[alert.id]
        assert alert.to_you in alerts[alert.id]


@pytest.mark.parametrize("name", PERSONS)
def test_each_page_says_truly_which_of_how_many_it_is(visitor, name):
    shown = []
    go = visitor.go

    def watched(*arguments, **more):
        go(*arguments, **more)
        step = visitor.page.select_one(".way p")
        shown.extend([step.get_text()] if step else [])

    visitor.go = watched
    visitor.walk(PERSONS[name])
    went = ["3"] if "how-it-went" in PERSONS[name] else []
    assert shown == [f"Step {number} of 6" for number in ["1", "2", "3", *went, "4", "5", "6"]]


def listed(sent: str | list[str]) -> list[str]:
    return [sent] if isinstance(sent, str) else sent


def test_an_adult_who_has_little_to_tell_needs_at_most_20_taps(visitor):
    visitor.open("/")
    visitor.open(visitor.page.find("a", class_="button")["href"])
    taps = 1
    while visitor.path != "/sheet":
        answers = PERSON_6.get(visitor.path.rsplit("/", 1)[1], {})
        boxes = "input[type=radio], input[type=checkbox]"
        to_tick = {(box["name"], box["value"]) for box in visitor.form().select(boxes)}
        visitor.send(answers)
        told = [(name, each) for name, sent in answers.items() for each in listed(sent)]
        taps += 1 + len(to_tick.intersection(told))
    assert taps <= 20


def test_a_child_with_cyclosporine_in_play_gets_the_quote_and_its_note_in_one_question(visitor):
    visitor.answered(PERSON_2)
    page = visitor.open("/sheet")
    (question,) = [
        item for item in page.select("[data-question]") if item.select("[data-quote=S27]")
    ]
    assert question.select("[data-quote=S26]")
    assert question.select("[data-note=N1]")
    (passage,) = [item for item in page.select(".passage") if item.select("[data-quote=S27]")]
    assert passage.select("[data-quote=S26]")
    assert "under the skin" in passage.get_text()
    visitor.answered(PERSON_1)  # an adult
    assert not visitor.open("/sheet").select("[data-quote=S27]")


def test_how_it_went_is_skipped_when_no_medicine_was_taken(visitor):
    visitor.open("/questions/medicines")
    visitor.send({"medicines": ["none"]})
    assert visitor.path == "/questions/health"
    visitor.open("/questions/how-it-went")
    assert visitor.path == "/questions/health"


def fields(visitor) -> list[str]:
    """The names of the fields on the page, in their order."""
    return list(dict.fromkeys(box["name"] for box in visitor.form().select("input[id]")))


FIELDS = {
    "about-you": ["who", "age", "severity", "specialist"],
    "creams": ["creams"],
    "medicines": ["medicines"],
    "health": ["health"],
    "matters": ["goals", "itch", "bad_nights", "concerns"],
}


@pytest.mark.parametrize("slug", FIELDS)
def test_every_page_asks_for_its_answers(visitor, slug):
    visitor.open(f"/questions/{slug}")
    assert fields(visitor) == FIELDS[slug]


@pytest.mark.parametrize("taken", [[*Medicine], ["methotrexate", "dupilumab"]], ids=len)
def test_how_it_went_asks_three_things_of_each_medicine_ticked_the_time_on_one_it_must_have(
    visitor, taken
):
    visitor.open("/questions/medicines")
    visitor.send({"medicines": taken})
    asked = ("outcome", "side_effect", "months")
    assert fields(visitor) == [f"{field}-{medicine}" for medicine in taken for field in asked]
    visitor.send({f"outcome-{medicine}": "not_sure" for medicine in taken})
    if "cyclosporine" in taken:
        assert visitor.status == 422
        assert [*visitor.errors()] == ["#months-cyclosporine-0"]
        visitor.send({"months-cyclosporine": "not_sure"})
    assert visitor.path == "/questions/health"


def test_many_boxes_stand_under_headings_each_in_one_place(visitor):
    for slug, name, codes in (
        ("medicines", "medicines", Medicine),
        ("health", "health", Health),
        ("matters", "concerns", Concern),
    ):
        visitor.open(f"/questions/{slug}")
        groups = visitor.form().select("fieldset.group")
        assert all(group.legend.get_text(strip=True) for group in groups), name
        boxes = [box["value"] for group in groups for box in group.select("input")]
        assert len(groups) > 2
        assert sorted(boxes) == sorted(codes)


def test_how_it_went_is_asked_under_the_name_of_each_medicine_with_its_brands(visitor):
    visitor.open("/questions/medicines")
    visitor.send({"medicines": ["cyclosporine", "dupilumab"]})
    sections = visitor.form().select("fieldset.section")
    assert [each.legend.h2.get_text() for each in sections] == ["Cyclosporine", "Dupilumab"]
    assert "Neoral" in sections[0].legend.get_text()
    for section, medicine in zip(sections, ("Cyclosporine", "Dupilumab"), strict=True):
        groups = {
            each.legend.get_text(): [box["value"] for box in each.select("input")]
            for each in section.select("fieldset.group")
        }
        assert list(groups) == [f"Taking it now, {medicine}", f"Stopped, {medicine}"]
        assert [Outcome(code) for codes in groups.values() for code in codes] == list(Outcome)


def test_none_of_these_stands_before_many_boxes_and_after_few(visitor):
    for slug, name, alone, first in (
        ("medicines", "medicines", ["none"], True),
        ("health", "health", ["none", "rather_not_say"], True),
        ("matters", "concerns", ["none"], True),
        ("matters", "goals", ["none"], False),
    ):
        visitor.open(f"/questions/{slug}")
        codes = [box["value"] for box in visitor.form().select(f"[name={name}]")]
        assert (codes[: len(alone)] if first else codes[-len(alone) :]) == alone


def test_a_side_effect_comes_out_as_typed_wherever_it_is_said(visitor):
    typed = "<b>{{ 7 * 7 }}</b> {facts} #panic() & “sick” 🤢"
    visitor.answered(PERSON_3)
    visitor.open("/questions/how-it-went?change=1")
    visitor.send({"side_effect-cyclosporine": typed})
    assert typed in visitor.text
    sheet = visitor.open("/sheet")
    for place in (".side dl", "[data-question=Q82] .said", ".page-one table", ".page-one .first"):
        assert typed in sheet.select_one(place).get_text()
    assert f"cyclosporine (side effects: “{typed}”)" in visitor.get("/sheet.txt?short=1").text
    visitor.open("/questions/how-it-went")
    assert visitor.filled()["side_effect-cyclosporine"] == [typed]


@pytest.mark.parametrize("name", PERSONS)
def test_back_leads_through_every_page_as_it_was_left(visitor, name):
    visitor.answered(PERSONS[name])
    visitor.open(visitor.page.select_one("nav.way a")["href"])
    assert visitor.path == "/sheet/choose"
    for slug, answers in reversed(PERSONS[name].items()):
        visitor.open(visitor.page.select_one("nav.way a")["href"])
        assert visitor.path == f"/questions/{slug}"
        filled = visitor.filled()
        for key, value in answers.items():
            assert filled[key] == listed(value)
    visitor.open(visitor.page.select_one("nav.way a")["href"])
    assert visitor.path == "/"


def test_each_answer_has_a_change_link_that_leads_to_its_page(visitor):
    visitor.answered(PERSON_3)
    links = [link["href"] for link in visitor.page.select(".check a")]
    slugs = [link.split("/")[-1].split("?")[0] for link in links]
    assert list(dict.fromkeys(slugs)) == list(PERSON_3)
    for link in links:
        visitor.go(link)
        assert visitor.status == 200


def test_a_change_returns_to_check_answers_and_keeps_the_rest(visitor):
    visitor.answered(PERSON_3)
    visitor.open("/questions/creams?change=1")
    assert visitor.page.select_one("nav.way a")["href"] == "/check-answers"
    visitor.send({"creams": "working"})
    assert visitor.path == "/check-answers"
    kept = ("Work well", "side effects (less than 3 months; kidney)", "Could become pregnant")
    assert all(said in visitor.text for said in kept)


def test_a_change_that_opens_a_gap_asks_for_it_and_then_returns(visitor):
    visitor.answered(PERSON_1)
    visitor.open("/questions/medicines?change=1")
    visitor.send({"medicines": ["azathioprine"]})
    assert visitor.path == "/questions/how-it-went"
    visitor.send({"outcome-azathioprine": "wore_off"})
    assert visitor.path == "/check-answers"


def test_taking_a_medicine_back_takes_its_outcome_and_months_along(visitor):
    visitor.answered(PERSON_3)
    visitor.open("/questions/medicines?change=1")
    visitor.send({"medicines": ["none"]})
    assert visitor.path == "/check-answers"
    assert "side effects" not in visitor.text
    visitor.open("/sheet")
    assert visitor.path == "/sheet"
    assert "kidney" not in visitor.page.dl.get_text()
    visitor.open("/questions/medicines")
    visitor.send({"medicines": ["cyclosporine"]})
    assert visitor.path == "/questions/how-it-went"
    assert visitor.filled()["side_effect-cyclosporine"] == [""]
    assert visitor.filled().keys() == {"csrf_token", "side_effect-cyclosporine"}


def test_a_side_effect_is_said_only_of_a_medicine_that_ended_for_it_and_is_not_lost(visitor):
    visitor.answered(PERSON_3)
    visitor.open("/questions/how-it-went?change=1")
    visitor.send({"outcome-cyclosporine": "wore_off"})
    assert "kidney" not in visitor.text
    visitor.open("/questions/how-it-went?change=1")
    visitor.send({"outcome-cyclosporine": "side_effects"})
    assert "kidney" in visitor.text
    assert "“kidney”" in visitor.open("/sheet").select_one("[data-question=Q82]").get_text()


def test_jumping_ahead_leads_to_the_first_page_without_an_answer(visitor):
    ahead = ("/check-answers", "/sheet", "/sheet.pdf", "/sheet.txt", "/sheet/choose")
    for slug, address in zip(reversed(PERSON_1), ahead, strict=True):  # out of order
        visitor.open(address)
        assert visitor.path == "/questions/about-you"
        said = "There are no answers yet" if slug == "matters" else "still missing"
        assert said in visitor.text
        visitor.open(f"/questions/{slug}")
        visitor.send(PERSON_1[slug])
    visitor.open("/sheet")
    assert visitor.path == "/sheet"


def test_refreshing_the_sheet_changes_nothing(visitor):
    visitor.answered(PERSON_2)
    first = without_tokens(visitor.open("/sheet"))
    assert without_tokens(visitor.open("/sheet")) == first


def without_tokens(page) -> str:
    """They hold the second in which they were made, as does the warning before the hour ends."""
    for box in page.select("[name=csrf_token], .ending"):
        box.decompose()
    return str(page)


def test_two_tabs_share_one_set_of_answers(visitor):
    first = visitor.open("/questions/creams")
    visitor.open("/questions/health")
    visitor.send({"health": ["liver"]})
    visitor.html, visitor.url = first, f"{ADDRESS}/questions/creams"
    visitor.send({"creams": "working"})
    assert visitor.status == 200
    visitor.open("/questions/health")
    assert visitor.filled()["health"] == ["liver"]


def test_two_visitors_never_see_each_other(visitors):
    one, two = visitors(), visitors()
    one.answered(PERSON_3)
    two.open("/sheet")
    assert two.path == "/questions/about-you"


@pytest.mark.parametrize(
    ("who", "asks"),
    [
        ("me", "Do any of these apply to you?"),
        ("child", "Do any of these apply to your child?"),
        ("someone_else", "Do any of these apply to the person you care for?"),
    ],
)
def test_the_pages_speak_of_the_right_person(visitor, who, asks):
    visitor.open("/questions/about-you")
    visitor.send({"who": who, "age": "44", "severity": "mild", "specialist": "yes"})
    visitor.open("/questions/health")
    assert visitor.heading == asks


@pytest.mark.parametrize(("age", "shown"), [("9", False), ("10", True), ("17", True), ("40", True)])
def test_pregnancy_items_are_asked_from_age_10_with_the_reason(visitor, age, shown):
    visitor.open("/questions/about-you")
    visitor.send({"who": "child", "age": age, "severity": "mild", "specialist": "yes"})
    visitor.open("/questions/health")
    codes = {box["value"] for box in visitor.page.select("input[type=checkbox]")}
    items = {*PREGNANCY_ITEMS}
    assert len(items) == 6
    assert {*Health} - codes == (set() if shown else items)
    headings = [legend.get_text() for legend in visitor.page.select(".group legend")]
    assert ("Pregnancy and family" in headings) is shown
    assert ("we ask about pregnancy" in visitor.text) is shown


def test_a_ticked_pregnancy_item_stays_in_sight_when_the_age_is_changed_to_under_10(visitor):
    visitor.answered(PERSON_3)
    visitor.open("/questions/about-you?change=1")
    visitor.send({"who": "child", "age": "4"})
    visitor.open("/questions/health")
    assert visitor.filled()["health"] == ["could_become_pregnant"]
    visitor.send()
    assert "Could become pregnant" in visitor.open("/check-answers").get_text()


def test_the_start_page_offers_to_go_on_and_to_delete_once_there_are_answers(visitor):
    assert not visitor.open("/").select("form")
    visitor.answered(PERSON_1)
    button = visitor.open("/").find("a", class_="button")
    assert (button.get_text(), button["href"]) == ("Continue where I left off", "/sheet")
    assert visitor.form("/delete-answers")


def test_delete_my_answers_deletes_them_the_choice_and_the_keeping_and_says_so(visitor):
    visitor.answered(PERSON_1)
    visitor.send({"keep": "yes"})
    visitor.open("/sheet/choose")
    visitor.send({"chosen": ["Q13"], "own_1": "May I swim?"})
    visitor.send(action="/delete-answers")
    assert visitor.path == "/"
    assert "Your answers are deleted." in visitor.text
    visitor.open("/sheet")
    assert visitor.path == "/questions/about-you"
    visitor.walk(PERSON_1)
    assert "You asked to keep them" not in visitor.text
    visitor.open("/sheet")
    assert "May I swim?" not in visitor.text
    assert len(visitor.page.select("[data-question]")) == 10


def test_rather_not_say_is_said_on_the_sheet_and_raises_no_flag(visitor):
    visitor.answered(PERSON_1 | {"health": {"health": ["rather_not_say"]}})
    assert "rather talk about it in person" in visitor.text.lower()
    assert not visitor.open("/sheet").select(".flags")

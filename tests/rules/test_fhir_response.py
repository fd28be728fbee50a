"""Answers as a QuestionnaireResponse: what is read is what was written, or it is refused."""

import copy
import io
import json
import os
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given, settings
from hypothesis import strategies as st
from support.anyone import anyones_answers, own_questions, someone
from support.persons import person, told

from rules import Answers, build_sheet
from rules.__main__ import run as command
from rules.answers import PREGNANCY_ITEMS, Goal
from rules.fhir import questionnaire
from rules.fhir_response import Received, answers_from, carried_from, response
from rules.questions import Ask
from rules.selection import MAX_CHOSEN, OWN_QUESTION_IDS, Choice

MANY = int(os.environ.get("RANDOM_SHEETS", "2000")) >= 200_000  # make check-more
BASE = "https://questions.example"
NOW = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
TAKEN = person(
    age=28,
    itch=0,
    bad_nights=7,
    medicines={"cyclosporine": "side_effects", "dupilumab": "taking_helps"},
    months={"cyclosporine": "under_3"},
    side_effect={"cyclosporine": "kidney"},
    health=["pregnant", "kidney"],
    goals=["less_itch"],
    concerns=["cost"],
    own_questions=["May I swim?"],
)
CHOICE = Choice(("Q01", "Q53"), ("own-1", "Q53"))

questions = st.lists(st.sampled_from(list(map(str, Ask))), max_size=MAX_CHOSEN, unique=True)
firsts = st.lists(st.sampled_from([*map(str, Ask), *OWN_QUESTION_IDS]), max_size=3, unique=True)
choices = st.none() | st.builds(Choice, questions.filter(bool).map(tuple), firsts.map(tuple))


def written(answers: Answers = TAKEN, choice: Choice | None = None) -> dict[str, Any]:
    """As it comes back from elsewhere."""
    return json.loads(json.dumps(response(answers, choice, BASE, NOW)))


def links(items: list[dict]) -> dict[str, dict]:
    """linkId -> item."""
    found = {}
    for item in items:
        found |= {item["linkId"]: item} | links(item.get("item", []))
    return found


def changed(link: str, **more: Any) -> dict[str, Any]:
    """A good resource in which one item is another."""
    resource = written(TAKEN, CHOICE)
    links(resource["item"])[link].update(more)
    return resource


# There and back


@settings(max_examples=10_000 if MANY else 200, deadline=None)
@given(anyones_answers(own_questions), choices)
def test_what_is_read_is_what_was_written(data, choice):
    answers = Answers.from_json(data)
    resource = written(answers, choice)
    assert answers_from(resource) == Received(answers, choice)
    carried = carried_from(resource)
    assert Answers.from_json(carried.answers) == answers
    assert (carried.choice, carried.unknown) == (choice, 0)


def test_a_thousand_people_drawn_at_random_fit_the_standard_and_are_read_as_they_were():
    draw = Random(17)
    for number in range(10_000 if MANY else 1_000):
        answers = Answers.from_json(someone(draw))
        ids = tuple(each.id for each in build_sheet(answers).questions)[:MAX_CHOSEN]
        choice = Choice(ids, ids[:3]) if number % 2 else None
        resource = written(answers, choice)
        QuestionnaireResponse.model_validate(resource)
        assert answers_from(resource) == (answers, choice)


def test_each_answer_is_an_option_of_the_questionnaire():
    asks = links(questionnaire(BASE)["item"])
    draw = Random(3)
    for _ in range(100):
        for link, item in links(written(Answers.from_json(someone(draw)))["item"]).items():
            options = [each["valueCoding"] for each in asks[link].get("answerOption", [])]
            offered = [(each["system"], each["code"], each["display"]) for each in options]
            for answer in item.get("answer", []) if options else []:
                coding = answer["valueCoding"]
                assert (coding["system"], coding["code"], coding["display"]) in offered


def test_it_names_questionnaire_version_and_time_and_nobody():
    resource = written()
    assert (
        resource["questionnaire"] == f"{BASE}/fhir/Questionnaire|{questionnaire(BASE)['version']}"
    )
    assert resource["authored"] == "2026-11-29T09:30:00+00:00"
    assert resource["status"] == "completed"
    assert resource.keys() == {
        *("resourceType", "language", "questionnaire", "status", "authored", "item")
    }


def test_the_questions_chosen_stand_there_as_they_read():
    items = links(written(TAKEN, CHOICE)["item"])
    first = [answer["valueCoding"] for answer in items["first"]["answer"]]
    assert [(each["code"], each["display"]) for each in first] == [
        ("own-1", "May I swim?"),
        ("Q53", "I am pregnant. What does that mean for each treatment I use or could use?"),
    ]
    no_longer = Choice(("Q78",), ("own-3",))
    items = links(written(person(creams="working"), no_longer)["item"])
    assert "display" not in items["first"]["answer"][0]["valueCoding"]


def test_with_nothing_ticked_it_says_none():
    items = links(written(person())["item"])
    for link in ("medicines", "health", "goals", "concerns"):
        (answer,) = items[link]["answer"]
        assert answer["valueCoding"]["code"] == "none"
    assert "health-pregnancy" not in items
    assert not any(link.startswith("how-it-went") for link in items)


def test_who_ticks_pregnancy_alone_need_not_untick_none():
    for item in PREGNANCY_ITEMS:
        resource = written(person(health=[item]))
        items = links(resource["item"])
        assert items["health"]["answer"][0]["valueCoding"]["code"] == "none"
        assert answers_from(resource).answers.health == (item,)


# Refused


def value(**given: Any) -> list[dict[str, Any]]:
    return [given]


def coding(system: str, code: Any, base: str = BASE) -> list[dict[str, Any]]:
    return [{"valueCoding": {"system": f"{base}/fhir/CodeSystem/{system}", "code": code}}]


SIXTEEN = [each for question in list(Ask)[:16] for each in coding("question", str(question))]
OWN = coding("question", "own-1")
NESTED = {"linkId": "page-creams", "item": [{"linkId": "page-health", "item": []}]}
WRONG = {
    "a list": ([], "resource"),
    "another resource": (written() | {"resourceType": "Bundle"}, "resourceType"),
    "nothing that says which questions": (written() | {"questionnaire": None}, "questionnaire"),
    "other questions": (
        written() | {"questionnaire": "https://x.example/Questionnaire/1"},
        "questionnaire",
    ),
    "an error": (written() | {"status": "entered-in-error"}, "status"),
    "items that are no list": (written() | {"item": {}}, "item"),
    "an item that is no object": (written() | {"item": [1]}, "item"),
    "an item without a link": (written() | {"item": [{}]}, "linkId"),
    "a link that is a list": (written() | {"item": [{"linkId": []}]}, "linkId"),
    "groups without end": (written() | {"item": [NESTED | {"item": [NESTED]}]}, "page-"),
    "a modifier": (written() | {"modifierExtension": []}, "resource"),
    "a modifier of an item": (changed("age", modifierExtension=[]), "item"),
    "an unknown link": (changed("creams", linkId="cream"), "cream"),
    "a page with an answer": (changed("page-health", answer=value(valueString="x")), "page-health"),
    "a question with questions": (changed("age", item=[]), "age"),
    "answers that are no list": (changed("age", answer=34), "age"),
    "an answer that is no object": (changed("age", answer=[34]), "age"),
    "an answer with questions": (changed("age", answer=value(valueInteger=3, item=[])), "age"),
    "a number as text": (changed("age", answer=value(valueString="34")), "age"),
    "text as a number": (changed("age", answer=value(valueInteger="34")), "age"),
    "a truth as a number": (changed("age", answer=value(valueInteger=True)), "age"),
    "half a number": (changed("age", answer=value(valueInteger=3.5)), "age"),
    "two values": (changed("age", answer=value(valueInteger=3, valueString="4")), "age"),
    "two answers": (changed("age", answer=value(valueInteger=3) * 2), "age"),
    "an age out of range": (changed("age", answer=value(valueInteger=121)), "age"),
    "no answer": (changed("age", answer=[]), "age"),
    "an itch out of range": (changed("itch", answer=value(valueInteger=11)), "itch"),
    "a code as text": (changed("creams", answer=value(valueString="working")), "creams"),
    "a code that is a list": (changed("creams", answer=coding("creams", [])), "creams"),
    "a coding that is a list": (changed("creams", answer=value(valueCoding=[])), "creams"),
    "an unknown code": (changed("creams", answer=coding("creams", "great")), "creams"),
    "a code of another system": (changed("creams", answer=coding("who", "working")), "creams"),
    "a code of another service": (
        changed("creams", answer=coding("creams", "working", "https://x.example")),
        "creams",
    ),
    "a link twice": (changed("creams", linkId="age", answer=[]), "age"),
    "none and more": (
        changed("goals", answer=[*coding("goals", "none"), *coding("goals", "mood")]),
        "goals",
    ),
    "none and a medicine": (
        changed("medicines", answer=coding("medicines", "none") + coding("medicines", "steroids")),
        "medicines",
    ),
    "four goals": (
        changed(
            "goals",
            answer=[
                answer
                for code in ("mood", "baby", "low_cost", "few_visits")
                for answer in coding("goals", code)
            ],
        ),
        "goals",
    ),
    "rather not say, and pregnant": (
        changed("health", answer=coding("health", "rather_not_say")),
        "health",
    ),
    "pregnant, and no word on the rest": (changed("health", answer=[]), "health"),
    "no medicines": (changed("medicines", answer=[]), "medicines"),
    "a medicine without its outcome": (
        changed("outcome-cyclosporine", answer=[]),
        "outcome-cyclosporine",
    ),
    "an outcome of a medicine not taken": (
        changed("medicines", answer=coding("medicines", "dupilumab")),
        "outcome-cyclosporine",
    ),
    "a side effect of one that helps": (
        changed("outcome-cyclosporine", answer=coding("outcome", "taking_helps")),
        "side_effect",
    ),
    "a side effect of 61 characters": (
        changed("side_effect-cyclosporine", answer=value(valueString="x" * 61)),
        "side_effect",
    ),
    "half a character": (
        changed("own_questions", answer=value(valueString="\ud800")),
        "own_questions",
    ),
    "four own questions": (
        changed("own_questions", answer=value(valueString="May I?") * 4),
        "own_questions",
    ),
    "sixteen questions": (changed("chosen", answer=SIXTEEN), "chosen"),
    "an unknown question": (changed("chosen", answer=coding("question", "Q999")), "chosen"),
    "an own one among the chosen": (
        changed("chosen", answer=coding("question", "own-1")),
        "chosen",
    ),
}


@pytest.mark.parametrize(("resource", "names"), WRONG.values(), ids=WRONG)
def test_what_is_not_ours_is_refused_and_the_link_is_named(resource, names):
    with pytest.raises(ValueError, match=f"^{names}"):
        answers_from(resource)


def spots(value: object, path: tuple = ()) -> list[tuple]:
    """The path to every value within."""
    found = [path]
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        found += [spot for key, inner in items for spot in spots(inner, (*path, key))]
    return found


THINGS = (None, True, -1, 10**30, 1.5, "", "none", "\ud800", [], {}, [[]], {"item": [{}]})


def outcomes(resource: object) -> set[str]:
    """What comes of reading it, strictly and as from another version."""
    found = set()
    for read in (answers_from, carried_from):
        try:
            read(resource)
            found.add("read")
        except ValueError as error:
            link, _, why = str(error).partition(": ")
            found.add("refused" if link and why else f"refused without a link: {error}")
    return found


def within(resource: dict, path: tuple) -> Any:
    """What holds the last part of the path."""
    for key in path[:-1]:
        resource = resource[key]
    return resource


@pytest.mark.parametrize("thing", THINGS, ids=repr)
def test_whatever_stands_in_the_place_of_anything_it_is_read_or_refused(thing):
    whole, found = written(TAKEN, CHOICE), set()
    for path in spots(whole)[1:]:
        resource = copy.deepcopy(whole)
        within(resource, path)[path[-1]] = thing
        found |= outcomes(resource)
    assert found == {"read", "refused"}


@pytest.mark.parametrize("times", [0, 2])
def test_items_that_are_lost_doubled_or_moved_are_read_or_refused(times):
    whole, draw, found = written(TAKEN, CHOICE), Random(times), set()
    for path in [path for path in spots(whole)[1:] if isinstance(path[-1], int)]:
        resource = copy.deepcopy(whole)
        inner = within(resource, path)
        inner += [inner.pop(path[-1])] * times
        draw.shuffle(inner)
        found |= outcomes(resource)
    assert found == {"read", "refused"}


# As from another version


def test_what_is_not_known_here_is_left_out_and_counted():
    health = [*coding("health", "kidney"), *coding("health", "new")]
    carried = carried_from(changed("health", answer=health))
    assert carried.answers["health"] == ["kidney", "pregnant"]
    assert carried.unknown == 1
    carried = carried_from(changed("creams", answer=coding("creams", "new")))
    assert "creams" not in carried.answers
    carried = carried_from(changed("goals", linkId="wishes"))
    assert "goals" not in carried.answers
    assert carried.unknown == 1
    carried = carried_from(changed("outcome-dupilumab", answer=coding("outcome", "new")))
    assert carried.answers["medicines"] == {"cyclosporine": "side_effects", "dupilumab": ""}


FOUR = {
    "own_questions": [{"valueString": f"May I swim {number}?"} for number in range(4)],
    "goals": [answer for goal in list(Goal)[:4] for answer in coding("goals", str(goal))],
    "first": [answer for ask in list(Ask)[:4] for answer in coding("question", str(ask))],
}


@pytest.mark.parametrize(("link", "answer"), FOUR.items(), ids=FOUR)
def test_of_four_where_three_may_be_the_first_three_are_kept_and_that_is_counted(link, answer):
    resource = changed(link, answer=answer)
    found = carried_from(resource)
    kept = found.choice.first if link == "first" else found.answers[link]
    assert (len(kept), found.unknown) == (3, 1)
    with pytest.raises(ValueError, match=f"^{link}: at most 3$"):
        answers_from(resource)


def test_what_is_missing_is_not_taken_for_none():
    for link in ("health", "goals", "concerns", "medicines"):
        assert link not in carried_from(changed(link, answer=[])).answers


# On the command line


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs the command: its status, and what it answers to each line."""

    def started(*arguments: str, lines: list[str]) -> tuple[int, list[dict]]:
        sent = io.BytesIO("\n".join(lines).encode())
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(sent))
        status = command(arguments)
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return started


def test_the_command_line_writes_and_reads_fhir(run):
    given = [json.dumps(told()), "{}", json.dumps(TAKEN.to_json())]
    status, out = run("--fhir", "--base", BASE, lines=given)
    assert status == 1
    assert out[1] == {"error": "who: missing"}
    assert answers_from(out[2]) == (TAKEN, None)
    lines = [json.dumps(out[0]), "[]", json.dumps(written(TAKEN, CHOICE)), "[" * 100_000]
    status, sheets = run("--from-fhir", lines=lines)
    assert status == 1
    assert sheets[0] == build_sheet(person()).to_json()
    assert sheets[1] == {"error": "resource: expected an object"}
    assert sheets[2]["first"] == ["own-1", "Q53"]
    assert sheets[3] == {"error": "answers: nested too deeply"}
    status, out = run("--from-fhir", "--fhir", lines=lines[:1])
    assert (status, answers_from(out[0])) == (0, (person(), None))

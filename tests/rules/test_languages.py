"""Every language says the same on a sheet: only words differ, and how they are joined."""

import json
from copy import deepcopy
from dataclasses import replace
from io import StringIO
from random import Random

import pytest
from support.anyone import someone
from support.persons import person, told

from rules import Answers, build_sheet
from rules.__main__ import main, read_answers, run, write_sheet
from rules.cases import CASES, in_words
from rules.compare import Why, chosen, shown_at_first, treatments
from rules.content import CONTENT, CONTENTS, DEFAULT_LANGUAGE, LANGUAGES
from rules.layout import lay_out
from rules.selection import MAX_CHOSEN, Choice
from rules.terms import terms_in
from rules.wording import about_line, because, capital, joined

SPANISH = CONTENTS["es"]
OTHERS = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
WORDS = (
    "because",
    "text",
    "topic",
    "subject",
    "translation",
    "title",
    "short",
    "to_doctor",
    "to_you",
)


def without_words(value):
    """A sheet as JSON without its words: ids, codes, numbers, and what is there at all."""
    if isinstance(value, dict):
        return {
            key: bool(inner) if key in WORDS else without_words(inner)
            for key, inner in value.items()
            if key != "translation"
        }
    if isinstance(value, list):
        return [without_words(each) for each in value]
    return value


def bare(sheet):
    made = sheet.to_json()
    for key in ("goals", "tried", "standing"):
        made[key] = len(made[key])
    made["source"]["reviewed"] = ""
    made["notes"] = {
        key: [reference["url"] for reference in note["references"]]
        for key, note in made["notes"].items()
    }
    return without_words(made)


def drawn(count):
    draw = Random(20261129)
    for _ in range(count):
        answers = Answers.from_json(someone(draw))
        ids = [question.id for question in build_sheet(answers).questions]
        some = draw.sample(ids, min(len(ids), MAX_CHOSEN - 3))
        yield answers, draw.choice([None, Choice(tuple(some), tuple(some[:2]), tuple(ids[:20]))])


@pytest.mark.parametrize("language", OTHERS)
def test_a_sheet_is_the_same_in_each_language_but_for_its_words(language):
    for answers, choice in drawn(400):
        english = build_sheet(answers, choice)
        other = build_sheet(answers, choice, language)
        assert bare(other) == bare(english)
        assert [item.id for item in other.printed] == [item.id for item in english.printed]
        assert other.own_questions == english.own_questions
        assert [line.side_effect for line in other.tried] == [
            line.side_effect for line in english.tried
        ]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_asks_the_same_in_each_language(case, language):
    english, other = build_sheet(case.answers), build_sheet(case.answers, language=language)
    assert bare(other) == bare(english)


@pytest.mark.parametrize("language", OTHERS)
def test_page_two_is_laid_out_alike(language):
    for answers, choice in drawn(50):
        english = lay_out(build_sheet(answers, choice))
        other = lay_out(build_sheet(answers, choice, language))
        assert shape(other) == shape(english)
        titles = [theme.title for theme in english.themes]
        assert not set(titles) & {theme.title for theme in other.themes}


def shape(layout):
    return [
        (
            theme.symbol,
            theme.numbers,
            theme.holds_order,
            [
                (
                    [quote.id for quote in passage.quotes],
                    [layout.cited(note) for note in passage.notes],
                )
                for passage in theme.passages
            ],
        )
        for theme in layout.themes
    ]


def test_the_sheet_knows_its_language():
    assert build_sheet(person()).language == "en"
    sheet = build_sheet(person(), language="es")
    assert sheet.language == "es"
    assert sheet.titles["sheet"] == "Preguntas para mi médico"
    assert sheet.about[0].label == SPANISH.answers["about_labels"]["who"]


def test_a_quote_on_a_spanish_sheet_has_the_articles_words_and_our_translation():
    made = build_sheet(person(concerns=["infection"]), language="es").to_json()
    quotes = [quote for question in made["questions"] for quote in question["quotes"]]
    for quote in quotes:
        assert quote["text"] == CONTENT.quotes[quote["id"]].text
        assert quote["translation"] == SPANISH.quotes[quote["id"]].translation
    english = build_sheet(person(concerns=["infection"])).to_json()
    assert all("translation" not in q for item in english["questions"] for q in item["quotes"])


# How words are joined

JOINED = {
    "one": (["a"], "a", "a"),
    "two": (["a", "b"], "a and b", "a y b"),
    "three": (["a", "b", "c"], "a, b and c", "a, b y c"),
    "more": (["a", "b", "c", "d"], "a, b, c and others", "a, b, c y más"),
    "before the sound of i": (["a", "infecciones"], "a and infecciones", "a e infecciones"),
    "before a silent h and i": (["a", "b", "hijos"], "a, b and hijos", "a, b e hijos"),
    "before another sound": (["a", "hielo"], "a and hielo", "a y hielo"),
    "before y": (["a", "yodo"], "a and yodo", "a y yodo"),
}


@pytest.mark.parametrize(("names", "english", "spanish"), JOINED.values(), ids=JOINED)
def test_names_are_joined_as_each_language_joins_them(names, english, spanish):
    assert joined(names, CONTENT) == english
    assert joined(names, SPANISH) == spanish


def test_no_other_things_are_called_medicines():
    older = ("cyclosporine", "methotrexate", "azathioprine", "mycophenolate")
    medicines = dict.fromkeys(older, "did_not_work")
    asked = person(concerns=["infection", "kidneys", "liver", "cancer"], medicines=medicines)
    sheet = build_sheet(asked, language="es")
    assert sheet.matters.endswith(" y más.")
    assert any("y otros medicamentos" in question.text for question in sheet.questions)


def test_the_clauses_of_a_reason_are_joined_the_same_way():
    words = deepcopy(SPANISH.answers)
    words["health"]["said"]["tb"] = "infecciones"
    words["verbs"]["asked"] = "indicó"
    content = replace(SPANISH, answers=words)
    reasons = ("health=kidney", "health=tb")
    ticked, kidney = words["verbs"]["ticked"], words["health"]["said"]["kidney"]
    assert because(reasons, 34, content) == f"Porque {ticked} {kidney} e infecciones."
    asked = because(("health=kidney", "concern=cost"), 34, content)
    assert asked.startswith(f"Porque {ticked} {kidney}, e indicó ")


CAPITALS = {
    "word": "Word",
    "¿es eczema?": "¿Es eczema?",
    "¡ojo!": "¡Ojo!",
    "": "",
    "ñ": "Ñ",
    "12": "12",
}


@pytest.mark.parametrize(("text", "begun"), CAPITALS.items())
def test_a_line_begins_with_a_capital(text, begun):
    assert capital(text) == begun


def test_a_person_is_named_in_the_language():
    sheet = build_sheet(person(who="child", age=9, health=["kidney"]), language="es")
    assert sheet.alerts[0].to_doctor.startswith("Mi hijo o hija ")
    assert sheet.who == "Niño o niña, edad 9"
    assert about_line("who", sheet.answers, SPANISH).text == "Mi hijo o hija, edad 9"


# The comparison, and words that are explained


@pytest.mark.parametrize("language", LANGUAGES)
def test_treatments_stand_in_the_order_of_each_alphabet(language):
    content = CONTENTS[language]
    names = [content.treatments[each] for each in treatments(content)]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == len(CONTENT.treatments)


def test_an_accent_changes_no_place_in_the_alphabet():
    names = {**SPANISH.treatments, "steroids": "Ésteres", "no_change": "Zinc"}
    order = treatments(replace(SPANISH, treatments=names))
    assert order.index("steroids") < order.index("no_change")


def test_the_two_at_first_are_those_of_the_alphabet_of_the_language():
    shown, why = shown_at_first(None, SPANISH)
    assert (shown, why) == (treatments(SPANISH)[:2], Why.ALPHABET)
    assert chosen(["steroids", "azathioprine"], SPANISH) == tuple(
        each for each in treatments(SPANISH) if each in ("steroids", "azathioprine")
    )


def test_words_to_explain_are_found_in_the_language_of_the_text():
    assert terms_in("¿Una inyección biológica o una pastilla JAK?", SPANISH) == [
        "biologic",
        "jak_pill",
    ]
    assert terms_in("Una pastilla JAK", CONTENT) == []


# The command line


def test_the_command_makes_sheets_in_the_language_that_is_asked_for():
    out = StringIO()
    assert main([json.dumps(told()).encode()], out, read_answers, write_sheet("es")) == 0
    assert json.loads(out.getvalue()) == build_sheet(person(), language="es").to_json()


@pytest.mark.parametrize("arguments", [["--lang", "xx"], ["--mark-current", "en"]])
def test_a_language_that_is_none_or_no_translation_is_refused(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        run(arguments)
    assert stopped.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_the_cases_can_be_read_in_spanish(capsys):
    assert run(["--cases", "--lang", "es"]) == 0
    said = capsys.readouterr().out
    for case in CASES:
        assert all(text in said for text in in_words(case, SPANISH).first)
    assert "¿" in said

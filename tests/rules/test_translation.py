"""Translations: what stops the start, what is laid over the English, and what has changed since."""

import re
import shutil
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import pytest
from support.mechanical import marked, translated, write

from rules.__main__ import run, show_translations
from rules.content import CONTENT, ContentError, load
from rules.content.files import TRANSLATED, read_english
from rules.content.translation import ENGLISH_ONLY, mark_current, outdated, read_current, texts

CONTENT_FOLDER = Path(str(files("rules") / "content"))
NOT_TRANSLATED, NOT_IN_ENGLISH = "is not translated", "has no English text"


@pytest.fixture
def folder(tmp_path):
    """A copy of the content that a test may break."""
    return Path(shutil.copytree(CONTENT_FOLDER, tmp_path / "content"))


def taken_out(name, *keys):
    def change(raw):
        table = raw[name]
        for key in keys[:-1]:
            table = table[key]
        del table[keys[-1]]

    return change


def put(name, *keys, value):
    def change(raw):
        table = raw[name]
        for key in keys[:-1]:
            table = table.setdefault(key, {}) if isinstance(table, dict) else table[key]
        if isinstance(table, list) and keys[-1] == len(table):
            table.append(value)
        else:
            table[keys[-1]] = value

    return change


# what is wrong: (how the translation is changed, what the error says)
BROKEN = {
    "a question is not translated": (
        taken_out("questions", "Q13"),
        f"questions.toml: Q13.me {NOT_TRANSLATED}",
    ),
    "a question that English does not have": (
        put("questions", "Q999", "me", value="«Why?»"),
        f"questions.toml: Q999.me {NOT_IN_ENGLISH}",
    ),
    "a question has no words for another person": (
        taken_out("questions", "Q17", "other"),
        f"questions.toml: Q17.other {NOT_TRANSLATED}",
    ),
    "a note is not translated": (taken_out("notes", "N1"), f"notes.toml: N1.text {NOT_TRANSLATED}"),
    "a note that English does not have": (
        put("notes", "N999", "text", value="«So.»"),
        f"notes.toml: N999.text {NOT_IN_ENGLISH}",
    ),
    "an alert is not translated": (
        taken_out("alerts", "RF18"),
        f"alerts.toml: RF18.to_you {NOT_TRANSLATED}",
    ),
    "an alert that English does not have": (
        put("alerts", "RF99", "short", value="«so»"),
        f"alerts.toml: RF99.short {NOT_IN_ENGLISH}",
    ),
    "a quote is not translated": (
        taken_out("quotes", "S27"),
        f"quotes.toml: S27.text {NOT_TRANSLATED}",
    ),
    "the code of an answer has no words": (
        taken_out("answers", "health", "said", "tb"),
        f"answers.toml: health.said.tb {NOT_TRANSLATED}",
    ),
    "a code that no answer has": (
        put("answers", "health", "said", "cold", value="«a cold»"),
        f"answers.toml: health.said.cold {NOT_IN_ENGLISH}",
    ),
    "a page is not translated": (
        taken_out("pages", "privacy"),
        f"pages.toml: privacy.title {NOT_TRANSLATED}",
    ),
    "a page that English does not have": (
        put("pages", "shop", "title", value="«Shop»"),
        f"pages.toml: shop.title {NOT_IN_ENGLISH}",
    ),
    "a page of questions is not translated": (
        taken_out("answers", "pages", "health"),
        f"answers.toml: pages.health.title {NOT_TRANSLATED}",
    ),
    "a cell of the comparison is not translated": (
        taken_out("compare", "rows", "how_taken", "azathioprine"),
        f"compare.toml: rows.how_taken.azathioprine.says {NOT_TRANSLATED}",
    ),
    "an explained word is not translated": (
        taken_out("terms", "jak_pill", "says"),
        f"terms.toml: jak_pill.says {NOT_TRANSLATED}",
    ),
    "a label on paper is not translated": (
        taken_out("print", "print", "sheet", "health"),
        f"print.toml: print.sheet.health {NOT_TRANSLATED}",
    ),
    "a text is empty": (
        put("notes", "N1", "title", value=""),
        f"notes.toml: N1.title {NOT_TRANSLATED}",
    ),
    "a text is a number": (
        put("notes", "N1", "title", value=1),
        f"notes.toml: N1.title {NOT_TRANSLATED}",
    ),
    "a table in place of a text": (
        put("notes", "N1", "title", value={"long": "«So»"}),
        f"notes.toml: N1.title.long {NOT_IN_ENGLISH}",
    ),
    "a list is too short": (
        taken_out("sheet", "titles", "me", "three", 2),
        f"sheet.toml: titles.me.three.2 {NOT_TRANSLATED}",
    ),
    "a list is too long": (
        put("sheet", "titles", "me", "three", 3, value="«Four»"),
        f"sheet.toml: titles.me.three.3 {NOT_IN_ENGLISH}",
    ),
    "a placeholder is missing": (
        put("answers", "outcome", "said", "wore_off", value="«it wore off»"),
        "answers.toml: outcome.said.wore_off must hold the same placeholders as the English: "
        "{medicine} wore off",
    ),
    "a placeholder of another name": (
        put("answers", "outcome", "said", "wore_off", value="«{drug} wore off»"),
        "answers.toml: outcome.said.wore_off must hold the same placeholders",
    ),
    "a brace without its pair": (
        put("answers", "outcome", "said", "wore_off", value="«{medicine wore off»"),
        "answers.toml: outcome.said.wore_off must hold the same placeholders",
    ),
    "a proof of its own": (
        put("questions", "Q13", "quotes", value=["S1"]),
        f"questions.toml: Q13.quotes.0 {NOT_IN_ENGLISH}",
    ),
    "a number of its own": (
        put("sheet", "content_version", value="2"),
        f"sheet.toml: content_version {NOT_IN_ENGLISH}",
    ),
    "what only reviewers read": (
        put("pages", "reviewers", "title", value="«Rules»"),
        f"pages.toml: reviewers.title {NOT_IN_ENGLISH}",
    ),
    "the name of another language": (
        put("pages", "base", "lang", value="en"),
        "pages.toml: base.lang must be fr",
    ),
    "a theme of two names": (
        put("questions", "Q13", "topic", value="«Ciclo»"),
        "questions.toml: the topic Cyclosporine is «Ciclo» and «Cyclosporine»",
    ),
    "two themes of one name": (
        lambda raw: [
            entry.update(topic="«Creams»")
            for entry in raw["questions"].values()
            if entry["topic"] == "«Is it eczema?»"
        ],
        "questions.toml: «Creams» stands for two topics",
    ),
    "a medicine of two names": (
        put("sheet", "entries", "cyclosporine", "name", value="«Ciclo»"),
        "sheet.toml: entries.cyclosporine.name is not the topic of its questions",
    ),
    "a text in place of a table": (
        put("questions", "Q13", value="«topic»"),
        f"questions.toml: Q13.me {NOT_TRANSLATED}",
    ),
    "half of how it joins words": (
        put("answers", "joins", "before_i", value={"and": " e ", "sounds": ["i"]}),
        "answers.toml: joins.before_i.but_not is missing",
    ),
    "nothing on who has reviewed it": (
        taken_out("sheet", "translation"),
        "sheet.toml: translation.reviewer must say who has reviewed it",
    ),
    "a review on no date": (
        put("sheet", "translation", "reviewed", value="May"),
        "sheet.toml: translation.reviewed is no date like 2026-05-31",
    ),
}


@pytest.mark.parametrize(("change", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_a_translation_that_disagrees_stops_the_start_and_is_named(folder, change, says):
    raw = translated("fr")
    change(raw)
    write(folder, "fr", raw)
    with pytest.raises(ContentError) as stopped:
        load(folder, ("en", "fr"))
    assert f"fr/{says}" in str(stopped.value)


def test_all_that_is_wrong_in_a_translation_is_named_at_once(folder):
    raw = translated("fr")
    some = ("a question is not translated", "a page is not translated", "a placeholder is missing")
    for what in some:
        BROKEN[what][0](raw)
    write(folder, "fr", raw)
    with pytest.raises(ContentError) as stopped:
        load(folder, ("en", "fr"))
    assert all(f"fr/{BROKEN[what][1]}" in str(stopped.value) for what in some)


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_file_that_a_translation_lacks_stops_the_start(folder, name):
    write(folder, "fr", translated("fr"))
    (folder / "fr" / f"{name}.toml").unlink()
    with pytest.raises(ContentError, match=rf"fr/{name}\.toml"):
        load(folder, ("en", "fr"))


def test_a_new_english_text_is_missed_in_every_other_language(folder):
    pages = folder / "en" / "pages.toml"
    pages.write_text(pages.read_text("utf-8") + '[new]\ntitle = "New"\n', "utf-8")
    write(folder, "fr", translated("fr"))
    with pytest.raises(ContentError) as stopped:
        load(folder, ("en", "es", "fr"))
    assert re.findall(r"^  (.*)$", str(stopped.value), re.MULTILINE) == [
        f"es/pages.toml: new.title {NOT_TRANSLATED}",
        f"fr/pages.toml: new.title {NOT_TRANSLATED}",
    ]


def test_what_is_english_only_is_there():
    """Else a place that was renamed would be asked of translators."""
    english = read_english()
    for place in ENGLISH_ONLY:
        value = english
        for key in place.split("."):
            value = value[key]
        assert value is not None


# What is laid over the English


@pytest.fixture(scope="module")
def french(tmp_path_factory):
    folder = Path(shutil.copytree(CONTENT_FOLDER, tmp_path_factory.mktemp("fr") / "content"))
    write(folder, "fr", translated("fr"))
    return load(folder, ("en", "fr"))["fr"]


def test_a_translation_changes_words_alone(french):
    """Taken out of their marks, all words are the English ones."""
    bare = re.sub("[«»]", "", repr(french.questions | french.alerts | french.entries))
    for key, quote in french.quotes.items():
        bare = bare.replace(
            f"translation={quote.translation[1:-1]!r}",
            f"translation={CONTENT.quotes[key].translation!r}",
        )
    assert bare == repr(CONTENT.questions | CONTENT.alerts | CONTENT.entries)


def test_every_text_of_a_sheet_is_that_of_the_language(french):
    assert french.questions["Q13"].me == marked(CONTENT.questions["Q13"].me)
    assert french.notes["N1"].text == marked(CONTENT.notes["N1"].text)
    assert french.notes["N1"].references == CONTENT.notes["N1"].references
    assert french.states.keys() == CONTENT.states.keys()
    assert french.topics == {marked(topic): drawn for topic, drawn in CONTENT.topics.items()}
    assert asdict(french.named) == asdict(CONTENT.named)


def test_the_article_keeps_its_words_and_its_name(french):
    for key, quote in CONTENT.quotes.items():
        assert french.quotes[key].text == quote.text
        assert french.quotes[key].translation == marked(quote.text)
    assert french.source.title == CONTENT.source.title
    assert french.source.reviewed == marked("October 2023")
    assert french.source.reviewed_on == CONTENT.source.reviewed_on


def test_what_only_reviewers_read_stays_english(french):
    assert french.about == CONTENT.about
    assert french.left_out == CONTENT.left_out
    assert french.pages["reviewers"] == CONTENT.pages["reviewers"]
    assert french.conditions == CONTENT.conditions


# What has changed since it was last current


def test_a_translation_never_marked_is_new_in_all_its_texts(folder, capsys):
    (folder / "es" / "current.toml").unlink()
    found = outdated(read_english(folder), read_current("es", folder))
    assert {name: set(each.new) for name, each in found.items()} == {
        name: set(each) for name, each in texts(read_english(folder)).items()
    }


def test_once_marked_every_text_is_current(folder, capsys):
    mark_current("es", read_english(folder), folder)
    assert show_translations(folder) == 0
    assert capsys.readouterr().out == "es: every text is current.\n"


def test_what_is_new_changed_or_gone_in_english_is_listed_by_file(folder, capsys):
    mark_current("es", read_english(folder), folder)
    pages, notes = folder / "en" / "pages.toml", folder / "en" / "notes.toml"
    pages.write_text(pages.read_text("utf-8") + '[new]\ntitle = "New"\n', "utf-8")
    changed = re.sub(
        r'^\[N1\]\ntitle = ".*"', '[N1]\ntitle = "Children"', notes.read_text("utf-8"), flags=re.M
    )
    notes.write_text(changed, "utf-8")
    terms = folder / "en" / "terms.toml"
    terms.write_text(terms.read_text("utf-8").replace("[biologic]", "[biological]"), "utf-8")
    assert show_translations(folder) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "es/notes.toml",
        "  changed: N1.title = Children",
        "es/pages.toml",
        "  new: new.title = New",
    ]
    assert lines[4] == "es/terms.toml"
    assert "  new: biological.word = Biologic shot" in lines
    assert "  gone: biologic.word" in lines


def test_the_command_marks_a_translation_and_then_has_nothing_to_list(folder, capsys, monkeypatch):
    monkeypatch.setattr("rules.__main__.CONTENT_FOLDER", folder)
    (folder / "es" / "current.toml").unlink()
    assert run(["--translations"]) == 1
    assert run(["--mark-current", "es"]) == 0
    capsys.readouterr()
    assert run(["--translations"]) == 0
    assert capsys.readouterr().out == "es: every text is current.\n"


def test_what_stands_in_the_repository_is_current():
    assert show_translations(CONTENT_FOLDER) == 0

"""The Spanish sheet on paper: page one is for the doctor too, and each language is marked."""

from itertools import product

import pytest
from support.browsing import FULLEST, ON_EVERYTHING, PERSONS
from support.printed import CLINIC, MADE_ON, NAMED, PAPERS, Pdf, bare

from rules import Answers, Sheet, build_sheet
from rules.content import CONTENT, CONTENTS
from rules.layout import lay_out, room_on_page_one
from rules.selection import MAX_CHOSEN, Choice
from rules.sheet_model import Question
from webapp.export import carry, text
from webapp.export.handout import handout_pdf, link
from webapp.export.pdf import in_languages, sheet_pdf
from webapp.export.questionnaire import questionnaire_pdf
from webapp.export.sample import sample_pdf
from webapp.settings import MAX_SHORT_TEXT
from webapp.words import WORDS, print_words, reference_line

SPANISH, ENGLISH = print_words("sheet", "es"), print_words("sheet", "en")
OWN = [
    "¿Mi seguro paga esto, y qué hago si dice que no? El año pasado me dijeron que el formulario "
    "tiene que venir de usted, y esperé cuatro meses. ¿A quién llamo en su consultorio, y cuándo?"
] * 3
FULL = {
    "the fullest": FULLEST,
    "on everything": ON_EVERYTHING,
    "the fullest of a parent": FULLEST | {"who": "child", "age": 9},
    "the fullest with own questions": FULLEST | {"own_questions": OWN},
}
ANYBODY = PERSONS | FULL


def chosen(answers: Answers, longest: bool) -> Choice | None:
    """As many as may be, the longest in both languages first; or what the rules choose."""
    if not longest:
        return None
    sheets = [build_sheet(answers, None, language) for language in ("es", "en")]
    lengths = {
        one.id: len(one.text) + len(other.text)
        for one, other in zip(*(sheet.questions for sheet in sheets), strict=True)
    }
    ids = sorted(lengths, key=lengths.__getitem__, reverse=True)
    return Choice(tuple(ids[: MAX_CHOSEN - 3]), tuple(ids[:3]))


def sheets(name: str, longest: bool = False) -> tuple[Sheet, Sheet]:
    answers = Answers.from_json(ANYBODY[name])
    sheet, beside = in_languages(answers, chosen(answers, longest), "es")
    assert beside is not None
    return sheet, beside


def printed(sheet: Sheet, beside: Sheet | None, paper: str, **options) -> Pdf:
    return Pdf(sheet_pdf(sheet, paper, MADE_ON, beside=beside, **options))


@pytest.fixture(scope="module")
def papers() -> dict:
    return {
        (name, paper): (*sheets(name), printed(*sheets(name), paper))
        for name, paper in product(ANYBODY, PAPERS)
    }


@pytest.fixture(params=[*product(ANYBODY, PAPERS)], ids=lambda case: f"{case[0]} on {case[1]}")
def made(request, papers) -> tuple[Sheet, Sheet, Pdf]:
    return papers[request.param]


def page_one_is_one_page(pdf: Pdf) -> bool:
    return pdf.pages[1].startswith(bare(SPANISH["sources_title"]))


def test_page_one_is_one_page_for_anybody(made):
    assert page_one_is_one_page(made[2])


CROWDED = {
    "a clinic": {"clinic": CLINIC},
    "a clinic of many words": {"clinic": NAMED["of many words"]},
    "a code": {"link": carry.Link("https://questions.example/es/open#" + "A" * 560, 0)},
}


@pytest.mark.parametrize("options", CROWDED.values(), ids=CROWDED)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", FULL)
def test_page_one_is_one_page_with_the_longest_questions_and_more_above(name, paper, options):
    pdf = printed(*sheets(name, longest=True), paper, **options)
    assert page_one_is_one_page(pdf)


def test_little_gives_way_beside_what_english_alone_needs():
    sheet, beside = sheets("person 1")
    in_two = room_on_page_one(sheet, "letter", beside=beside)
    assert room_on_page_one(beside, "letter") <= in_two <= room_on_page_one(beside, "letter") + 6


def test_the_doctor_reads_english_and_the_patient_spanish(made):
    sheet, beside, pdf = made
    spoken = pdf.spoken()
    english, spanish = spoken["en-US"], spoken["es-US"]
    told = [alert.to_doctor for alert in beside.alerts_for_doctor[:4]]
    told += [alert.short for alert in beside.alerts_by_name]
    told += [line.treatment for line in beside.tried[:2]]
    told += [beside.who, beside.severity, *beside.tried_notes, beside.health]
    assert [line for line in told if bare(line) not in english] == []
    asked = [sheet.titles["sheet"], *(item.text for item in sheet.most_important), *sheet.decided]
    assert [line for line in asked if bare(line) not in spanish] == []


def test_each_of_the_three_stands_in_spanish_with_its_english_under_it(made):
    sheet, beside, pdf = made
    place = 0
    for item, said in zip(sheet.most_important, beside.most_important, strict=True):
        pieces = [item.text, said.text] if isinstance(item, Question) else [item.text]
        for piece in pieces:
            place = pdf.pages[0].find(bare(piece), place)
            assert place >= 0, piece
            place += len(bare(piece))
        assert isinstance(item, Question) or pdf.pages[0].count(bare(item.text)) == 1


def test_what_heads_the_parts_stands_in_both(made):
    sheet, beside, pdf = made
    titles = [tag["/T"] for tag in pdf.tags() if tag["/S"] in ("/H1", "/H2")]
    heads = [("matters", beside.titles["matters"]), ("tried", beside.titles["tried"])]
    pairs = [(sheet.titles[key], said) for key, said in heads]
    pairs += [(sheet.three_title, beside.three_title), (SPANISH["decided"], ENGLISH["decided"])]
    if sheet.alerts_for_doctor:
        pairs.append((SPANISH["alerts_title"], ENGLISH["alerts_title"]))
    bare_titles = [bare(title) for title in titles]
    assert [pair for pair in pairs if bare("".join(pair)) not in bare_titles] == []


def test_a_quote_is_our_translation_and_the_article_s_english_beside_it(made):
    sheet, _, pdf = made
    spoken = [pdf.spoken(number) for number in range(1, len(pdf.pages))]
    english, spanish = ("".join(each.get(key, "") for each in spoken) for key in ("en-US", "es-US"))
    quotes = [
        quote
        for theme in lay_out(sheet).themes
        for passage in theme.passages
        for quote in passage.quotes
    ]
    assert quotes
    for quote in quotes:
        mark = SPANISH["our_translation"]
        assert bare(f"“{quote.translation}” {mark}") in spanish, quote.id
        assert bare(f"“{CONTENT.quotes[quote.id].text}”") in english, quote.id
        assert bare(quote.text) not in spanish, quote.id
    for reference in lay_out(sheet).references:
        assert bare(reference_line(reference, "es")) in english, reference.id


def test_the_file_is_in_spanish_tagged_and_complete(made):
    sheet, _, pdf = made
    assert pdf.root["/Lang"] == "es-US"
    assert pdf.reader.metadata.title == sheet.titles["sheet"]
    assert "29" not in pdf.pages[0][:200]
    assert bare("Hecha el 23 de noviembre de 2026") in pdf.pages[0]


def test_spanish_alone_has_no_english_but_quotes_and_titles(papers):
    sheet, beside, _ = papers["pregnant", "letter"]
    pdf = printed(sheet, None, "letter")
    assert pdf.spoken().keys() == {"es-US"}
    assert bare(beside.titles["sheet"]) not in pdf.pages[0]
    assert bare(sheet.alerts_for_doctor[0].to_doctor) in pdf.pages[0]
    assert page_one_is_one_page(pdf)


def test_large_print_speaks_in_both_too(papers):
    sheet, beside, _ = papers["pregnant", "letter"]
    pdf = printed(sheet, beside, "letter", large=True)
    assert bare(sheet.most_important[0].text + beside.most_important[0].text) in pdf.text


def test_the_english_sheet_speaks_english_alone():
    sheet, beside = in_languages(Answers.from_json(PERSONS["pregnant"]), None, "en")
    assert beside is None
    pdf = printed(sheet, beside, "letter")
    assert pdf.spoken().keys() == {"en-US"}


def test_no_number_of_pages_grows_beyond_four(made):
    assert len(made[2].pages) <= 4


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("clinic", [None, *NAMED.values()], ids=["none", *NAMED])
def test_what_a_clinic_hands_out_is_in_spanish(clinic, paper):
    address = link("https://questions.example", clinic, "es")
    assert address.startswith("https://questions.example/es/")
    poster = Pdf(handout_pdf(address, clinic, paper, MADE_ON, "es"))
    on_paper = Pdf(questionnaire_pdf(address, clinic, paper, MADE_ON, "es"))
    sample = Pdf(sample_pdf(clinic, paper, MADE_ON, "es"))
    for pdf, pages in ((poster, 2), (on_paper, 2), (sample, 4)):
        assert pdf.root["/Lang"] == "es-US"
        assert len(pdf.pages) <= pages
    assert bare(WORDS["es"]["print"]["handout"]["purpose"]) in poster.pages[0]
    assert bare(CONTENTS["es"].answers["health"]["ask"]) in on_paper.pages[0]
    assert bare(SPANISH["sample"]) in sample.pages[0]


# The same as text


def test_the_text_is_in_spanish_with_the_three_in_english_too(made):
    sheet, beside, _ = made
    for said in (text.full(sheet, MADE_ON, None, beside), text.short(sheet, None, beside)):
        assert sheet.titles["sheet"].lower() in said.lower()
        for item, other in zip(sheet.most_important, beside.most_important, strict=True):
            if isinstance(item, Question) and len(said) < MAX_SHORT_TEXT:
                assert f"{item.text}\n   {other.text}" in said


def test_the_short_text_keeps_to_its_length_and_to_spanish_first(made):
    sheet, beside, _ = made
    said = text.short(sheet, CLINIC, beside)
    assert len(said) <= MAX_SHORT_TEXT
    assert said.rstrip().endswith(WORDS["es"]["text"]["origin_clinic"].format(clinic=CLINIC.name))


def test_a_quote_in_the_text_is_marked_as_ours_with_the_english_under_it():
    sheet, beside = sheets("pregnant")
    said = text.full(sheet, MADE_ON, None, beside)
    quote = next(q for item in sheet.printed for q in getattr(item, "quotes", ()))
    assert f"“{quote.translation}” {SPANISH['our_translation']}\n   “{quote.text}”" in said

"""The printed sheet: page one on one page, nothing split, nothing lost, open to screen readers."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, product
from random import Random

import pytest
from support.anyone import can_be_printed
from support.persons import person, sheet_for
from support.printed import (
    MADE_ON,
    NAMED,
    PAPER_SIZE,
    PAPERS,
    Pdf,
    Printed,
    bare,
    says,
)

from rules import Answers, Sheet
from rules.answers import Concern, Creams, Goal, Health, Medicine, Months, Outcome
from rules.content.model import Note, Quote
from rules.layout import Layout, lay_out, room_on_page_one
from rules.selection import MAX_CHOSEN, Choice
from rules.sheet import build_sheet
from rules.sheet_model import Question
from rules.states import Stage
from webapp.export.pdf import sheet_pdf
from webapp.export.typesetting import MAX_UNDER_WAY
from webapp.words import reference_line

LONG_OWN = (
    "Will my insurance pay for this, and what do I do if it says no? Last year I was told that the "
    "form has to come from you, and I waited for four months. Whom in your office can I call, and "
    "when is best?"
)[:200]
LONG_SIDE_EFFECT = "a rash on both arms, with a bad headache and a fever at noon"  # 60
EVERYTHING = {
    "who": "someone_else",
    "severity": "not_sure",
    "specialist": "not_sure",
    "creams": "not_enough",
    "itch": 10,
    "bad_nights": 7,
    "medicines": dict.fromkeys(Medicine, "side_effects"),
    "months": dict.fromkeys(Medicine, "12_or_more"),
    "side_effect": dict.fromkeys(Medicine, LONG_SIDE_EFFECT),
    "health": list(Health),
    "goals": ["clearer_skin", "daily_life", "few_side_effects"],
    "concerns": list(Concern),
}
ON_EVERYTHING = EVERYTHING | {
    "who": "me",
    "age": 40,
    "medicines": dict.fromkeys(Medicine, "taking_not_enough"),
    "side_effect": {},
}


def person_1() -> Sheet:
    return sheet_for(specialist="no", concerns=["infection", "how_long"])


def person_2() -> Sheet:
    return sheet_for(
        who="child", age=9, severity="severe", medicines={"methotrexate": "did_not_work"}
    )


def person_3() -> Sheet:
    return sheet_for(
        age=28,
        medicines={"cyclosporine": "side_effects"},
        months={"cyclosporine": "under_3"},
        side_effect={"cyclosporine": "kidney"},
        health=["could_become_pregnant"],
    )


def pregnant() -> Sheet:
    return sheet_for(
        age=31,
        medicines={"methotrexate": "side_effects", "dupilumab": "taking_not_enough"},
        months={"methotrexate": "3_to_5", "dupilumab": "under_3"},
        side_effect={"methotrexate": "sick to my stomach"},
        itch=6,
        bad_nights=1,
        health=["pregnant"],
        goals=["baby"],
    )


def fullest(age: int) -> Sheet:
    return sheet_for(**EVERYTHING | {"age": age})


def everything_chosen(
    age: int, own: str = LONG_OWN, own_first: bool = True, side_effect: str = ""
) -> Sheet:
    """Fifteen questions, the longest there are, three of them own ones of 200 characters."""
    answers = EVERYTHING | {"age": age, "own_questions": [own] * 3}
    if side_effect:
        answers["side_effect"] = dict.fromkeys(Medicine, side_effect)
    fitting = sheet_for(**answers).questions
    longest = sorted(fitting, key=lambda question: -len(question.text))
    chosen = tuple(question.id for question in longest[: MAX_CHOSEN - 3])
    first = ("own-1", "own-2", "own-3") if own_first else chosen[:3]
    return sheet_for(Choice(chosen, first), **answers)


ORDINARY = {
    "person 1": person_1,
    "person 2": person_2,
    "person 3": person_3,
    "pregnant": pregnant,
}
FULL = {
    "the fullest sheet of an adult": lambda: fullest(34),
    "the fullest sheet of a child": lambda: fullest(17),
    "on every medicine": lambda: sheet_for(**ON_EVERYTHING),
    "everything chosen, own questions first": lambda: everything_chosen(17),
    "everything chosen, own questions last": lambda: everything_chosen(17, own_first=False),
    "everything chosen, for a child under 2": lambda: everything_chosen(1),
}
EVERY_PRINT = [*product((*ORDINARY, *FULL), PAPERS)]


@pytest.fixture(scope="module")
def prints() -> dict[tuple[str, str], tuple[Sheet, Printed]]:
    sheets = {name: make() for name, make in (ORDINARY | FULL).items()}
    return {
        (name, paper): (sheets[name], Printed(sheets[name], paper)) for name, paper in EVERY_PRINT
    }


@pytest.fixture(params=EVERY_PRINT, ids=lambda case: f"{case[0]} on {case[1]}")
def made(request, prints) -> tuple[Sheet, Printed]:
    return prints[request.param]


# What must be on the paper, written out from the sheet, without white space


def page_one(sheet: Sheet, kept: int) -> Iterator[str]:
    """The pieces of page one in their order; `kept` questions more stand there."""
    yield bare(sheet.titles["sheet"] + sheet.who)
    yield bare(sheet.titles["matters"] + (sheet.matters or "In my own words"))
    yield bare(sheet.severity)
    yield from (bare(each.words) for each in (sheet.itch, sheet.bad_nights) if each)
    if sheet.alerts_for_doctor:
        yield "Pleaseknow"
    for alert in sheet.alerts_for_doctor:
        yield bare(alert.short if alert in sheet.alerts_by_name else alert.to_doctor)
    if sheet.health:
        yield bare(f"Health: {sheet.health}")
    yield bare(sheet.titles["tried"])
    yield from (bare(note) for note in sheet.tried_notes)
    yield bare(sheet.three_title)
    yield from (bare(item.text) for item in sheet.most_important)
    for number, item in enumerate(sheet.more_to_ask[:kept], start=len(sheet.most_important) + 1):
        yield bare(f"{number}{item.text}")
    yield "Whatwedecided"
    yield from map(bare, sheet.decided)
    yield "Notmedicaladvice."


def quoted(quote: Quote) -> str:
    label = f"The article says – {quote.label}:" if quote.label else "The article says:"
    return f"{label} “{quote.text}”"


def noted(layout: Layout, note: Note) -> str:
    return f"From other sources: {note.text} [{layout.cited(note)}]"


def pieces_of_page_two(sheet: Sheet, kept: int) -> Iterator[str]:
    """What no page break may split, in order."""
    layout = lay_out(sheet)
    if sheet.alerts:
        yield "Whattodo"
    yield from (bare(f"{alert.title}. {alert.to_you}") for alert in sheet.alerts)
    yield "Callyouremergencynumber"
    yield from map(bare, sheet.emergency.call)
    yield "Gethelptoday"
    yield from map(bare, sheet.emergency.today)
    first_left = len(sheet.most_important) + kept + 1
    for number, item in enumerate(sheet.more_to_ask[kept:], start=first_left):
        yield bare(f"{number}{item.text}")
    for theme in layout.themes:
        yield bare(theme.title + "".join(map(str, theme.numbers)))
        for passage in theme.passages:
            yield bare(
                "".join(map(quoted, passage.quotes))
                + "".join(noted(layout, note) for note in passage.notes)
            )
    yield bare(" ".join(("What to bring", sheet.bring_all.to_you, *sheet.bring)))
    yield "References"
    for number, item in enumerate(layout.references, start=1):
        yield bare(f"{number} {reference_line(item, 'en')}")
    yield bare(" ".join(sheet.standing[1:-1]))


def out_of_place(text: str, pieces: Iterator[str]) -> list[str]:
    """The pieces that the text does not hold after those before them."""
    start, missing = 0, []
    for piece in pieces:
        found = text.find(piece, start)
        if found < 0:
            missing.append(piece)
        else:
            start = found + len(piece)
    return missing


FOOT = re.compile(
    r"Thissheetisnotmedicaladvice\.Donotstart,[^.]*\.Version\d{4}\.\d+\u200e?·\d+of\d+"
)


def behind(printed: Pdf) -> str:
    """The text of all pages after the first, without their feet."""
    return "".join(FOOT.sub("", page) for page in printed.pages[1:])


def kept_on_page_one(sheet: Sheet, printed: Printed) -> int:
    """How many questions of "More to ask" stand on page one: the rest is named in its title."""
    left = re.search(r"Numbers(\d+)to\d+:pagetwo", printed.pages[0])
    return int(left[1]) - len(sheet.most_important) - 1 if left else len(sheet.more_to_ask)


def faults(sheet: Sheet, printed: Printed) -> list[str]:
    """All that is wrong with the pages of a sheet."""
    first, *others = printed.pages
    kept = kept_on_page_one(sheet, printed)
    found = [f"page one lacks {piece}" for piece in out_of_place(first, page_one(sheet, kept))]
    found += [f"page one lacks {line}" for line in tried_missing(sheet, first)]
    if not others or not others[0].startswith("Wherethesequestionscomefrom"):
        found.append("page two does not begin on page 2")
    pieces = list(pieces_of_page_two(sheet, kept))
    found += [f"out of order: {piece}" for piece in out_of_place(behind(printed), iter(pieces))]
    # A note that stands alone and the list of references may run on over a page.
    whole = [each for each in pieces[: pieces.index("References")] if not each.startswith("From")]
    found += [f"split: {each}" for each in whole if not any(each in page for page in others)]
    return found


def tried_missing(sheet: Sheet, page: str) -> Iterator[str]:
    """What was tried and is on the page neither as a row nor joined with others."""
    for line in sheet.tried:
        said = f"{line.how} – “{line.side_effect}”" if line.side_effect else line.how
        row = bare(f"{line.treatment} {said} {line.how_long}")
        if row not in page and bare(line.treatment).lower() not in page:
            yield row


# The pages


def test_every_word_is_there_in_order_and_nothing_is_split(made):
    assert faults(*made) == []


def test_page_one_is_alone_on_the_first_page(made):
    sheet, printed = made
    first, *others = printed.pages
    assert "Thearticlesays" not in first
    assert "Fromothersources" not in first
    assert "References" not in first
    assert all(bare(quote.text) not in first for item in sheet.questions for quote in item.quotes)
    assert all(bare(sheet.three_title) not in page for page in others)


def test_each_quote_note_and_reference_stands_on_the_paper_once(made):
    sheet, printed = made
    said = behind(printed)
    layout = lay_out(sheet)
    passages = [passage for theme in layout.themes for passage in theme.passages]
    for quote in {
        quote for item in sheet.printed if isinstance(item, Question) for quote in item.quotes
    }:
        assert said.count(bare(f"“{quote.text}”")) == 1, quote.id
    for note in {note for passage in passages for note in passage.notes}:
        assert said.count(bare(f"{note.text} [")) == 1, note.id
    for number, item in enumerate(layout.references, start=1):
        assert said.count(bare(f"{number} {reference_line(item, 'en')}")) == 1, item


@pytest.mark.parametrize(("name", "paper"), [*product(ORDINARY, PAPERS)])
def test_an_ordinary_sheet_has_two_pages(prints, name, paper):
    assert len(prints[name, paper][1].pages) == 2


@pytest.mark.parametrize(("name", "paper"), [*product(FULL, PAPERS)])
def test_the_fullest_sheet_has_three_pages(prints, name, paper):
    assert len(prints[name, paper][1].pages) <= 3


WORDS_ON_PAGE_ONE = {"person 1": 260, **dict.fromkeys(FULL, 480)}


@pytest.mark.parametrize(("name", "paper"), [*product(WORDS_ON_PAGE_ONE, PAPERS)])
def test_a_doctor_reads_page_one_in_90_seconds(prints, name, paper):
    assert prints[name, paper][1].words_on_page_one() <= WORDS_ON_PAGE_ONE[name]


@pytest.mark.parametrize("paper", PAPERS)
def test_the_pages_have_the_size_that_was_asked_for(prints, paper):
    assert set(prints["person 1", paper][1].sizes()) == {PAPER_SIZE[paper]}


def test_each_page_has_its_number_and_the_version_and_the_first_the_date(made):
    sheet, printed = made
    for number, page in enumerate(printed.pages, start=1):
        foot = f"Version {sheet.content_version} · {number} of {len(printed.pages)}"
        assert bare(foot) in page.replace("\u200e", "")
    assert "MadeonNovember23,2026" in printed.pages[0]


def pen_lines(printed: Printed) -> int:
    """How many long lines to write on stand on the first page."""
    stream = printed.reader.pages[0].get_contents().get_data().decode("latin-1")
    lengths = re.findall(r"0 0 m\s+([\d.]+) 0 l", stream)
    return sum(float(length) > 300 for length in lengths)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_plain_sheet_has_two_lines_to_write_on_under_each_of_the_three(prints, paper):
    sheet, printed = prints["person 1", paper]
    assert room_on_page_one(sheet, paper) == 0
    assert pen_lines(printed) >= 6


@pytest.mark.parametrize("size", PAPERS)
def test_page_one_is_set_in_11_points_or_10_and_nothing_in_less_than_8(prints, size):
    for name in (*ORDINARY, *FULL):
        printed = prints[name, size][1]
        assert min(printed.text_sizes(0)) >= 8.7
        assert min(printed.text_sizes()) >= 8


# For screen readers


def test_the_file_says_that_it_is_a_tagged_pdf_ua_document_in_english_with_its_fonts(made):
    made[1].assert_accessible(made[0].titles["sheet"])


def test_headings_tables_and_paragraphs_are_tagged(made):
    sheet, printed = made
    kinds = [tag["/S"] for tag in printed.tags()]
    assert kinds.count("/H1") == 2
    assert next(kind for kind in kinds if kind.startswith("/H")) == "/H1"
    assert kinds.count("/H2") >= 6
    assert kinds.count("/TH") in (0, 2, 3)
    assert ("/TH" in kinds) is bool(sheet.tried)


def test_headings_stand_in_the_order_of_the_sheet(made):
    sheet, printed = made
    titles = [tag["/T"] for tag in printed.tags() if tag["/S"] in ("/H1", "/H2", "/H3")]
    left = kept_on_page_one(sheet, printed) < len(sheet.more_to_ask)
    assert titles == [
        sheet.titles["sheet"],
        sheet.titles["matters"],
        *(["Please know"] if sheet.alerts_for_doctor else ()),
        sheet.titles["tried"],
        sheet.three_title,
        *(["More to ask"] if sheet.more_to_ask else ()),
        "What we decided",
        "Where these questions come from",
        *(["What to do"] if sheet.alerts else ()),
        "Call your emergency number",
        "Get help today",
        *(["More to ask"] if left else ()),
        *(theme.title for theme in lay_out(sheet).themes),
        "What to bring",
        "References",
    ]


def test_the_picture_says_in_words_what_it_shows(made):
    sheet, printed = made
    (figure,) = (tag for tag in printed.tags() if tag["/S"] == "/Figure")
    for line in sheet.in_order:
        assert f"{line.name}: {line.state_short}" in figure["/Alt"]
    for line in sheet.beside_order:
        assert bare(f"{line.name} – {line.state_short}") in "".join(printed.pages[1:])


def test_pen_lines_are_no_part_of_what_is_read(made):
    _, printed = made
    stream = printed.reader.pages[0].get_contents().get_data()
    assert stream.count(b"/Artifact") > 6


# The clinic


@pytest.mark.parametrize(("name", "paper"), [*product(ORDINARY, PAPERS)])
def test_with_a_clinic_an_ordinary_sheet_has_two_pages_and_its_name(name, paper):
    sheet = ORDINARY[name]()
    printed = Printed(sheet, paper, NAMED["of many words"])
    assert faults(sheet, printed) == []
    assert len(printed.pages) == 2
    assert all(bare(line) in printed.pages[0] for line in NAMED["of many words"].lines)


OWN = {"long": LONG_OWN, "wide": "W" * 200, "widest": "\ufdfd" * 200}


@pytest.mark.parametrize(
    ("clinic", "own"),
    [
        *((clinic, "widest") for clinic in NAMED),
        ("of the widest letters", "long"),
        ("of the widest letters", "wide"),
    ],
)
@pytest.mark.parametrize("paper", PAPERS)
def test_page_one_is_one_page_with_any_clinic_and_all_that_can_be_chosen(clinic, own, paper):
    sheet = everything_chosen(17, own=OWN[own], side_effect=OWN[own][:60])
    printed = Printed(sheet, paper, NAMED[clinic])
    assert printed.pages[1].startswith("Wherethesequestionscomefrom")
    assert all(says(printed.pages[0], line) for line in NAMED[clinic].lines)


def test_a_sample_says_so_on_every_page(prints):
    sheet, plain = prints["the fullest sheet of an adult", "letter"]
    sample = Pdf(sheet_pdf(sheet, "letter", MADE_ON, sample=True))
    assert len(sample.pages) == len(plain.pages)
    assert all("SAMPLE–made-upanswers" in page for page in sample.pages)
    assert not any("SAMPLE" in page for page in plain.pages)


def test_large_print_is_set_in_16_points_and_says_the_same(prints):
    sheet, plain = prints["person 3", "letter"]
    large = Pdf(sheet_pdf(sheet, "letter", MADE_ON, large=True))
    assert len(large.pages) > len(plain.pages)
    said = "".join(FOOT.sub("", page) for page in large.pages)
    for piece in (*page_one(sheet, 99), *pieces_of_page_two(sheet, 99)):
        assert piece in said, piece
    large.assert_accessible("Questions for my doctor")


# Own questions

OWN_WORDS = {
    "Typst code": '#panic() #import "x" $x^2$ *bold* _it_ `raw` = no @ref <label> // \\ [a] {b}',
    "HTML": "<script>alert(1)</script> &amp; <b>no</b>",
    "JSON and TOML": '"}], "paper": "a4" \\u0041 \\" {{ x }} {% y %}',
    "quotes and dashes": "it's \"so\" -- and --- ... 'x' ~ a",
    "Cyrillic and Greek": "Безопасно ли это? Είναι ασφαλές;",
    "Vietnamese and Turkish": "Có an toàn không, đúng chứ? Çocuğum için güvenli mi?",
    "Chinese": "这种药对孩子安全吗？我们可以等一等吗？",
    "Japanese": "この薬は子どもに安全ですか。",
    "Korean": "이 약은 아이에게 안전한가요?",
    "Hindi": "क्या यह दवा मेरे बच्चे के लिए सुरक्षित है?",
    "Tamil": "இந்த மருந்து பாதுகாப்பானதா?",
    "Thai": "ยานี้ปลอดภัยไหม",
    "Amharic, Georgian and Armenian": "ደህና ነው? უსაფრთხოა? Անվտանգ է՞",
    "emoji": "Can I 🏊 with 💊? 🙂👩‍⚕️ ❤️ 👍🏽 🇺🇸",
    "200 wide letters": "W" * 200,
    "200 wide characters": "药" * 200,
    "characters that no font has": "\U00013000 \ue000 \u0378 \U0010fffd \ufeff \ufffe x",
    "marks and hidden characters": "e\u0301 a\u200bb c\u00add \u202ex\u202c z\u0334\u0335\u0336",
}
RIGHT_TO_LEFT = {
    "Arabic": "هل يمكنني أخذ هذا الدواء مع دواء آخر؟",
    "Persian": "آیا این دارو برای کودک من بی خطر است؟",
    "Hebrew": "האם התרופה בטוחה לילד שלי?",
}


def with_own(*texts: str) -> Sheet:
    own = tuple(f"own-{place + 1}" for place in range(len(texts)))
    return sheet_for(Choice(("Q01",), own[:1]), own_questions=[*texts])


@pytest.mark.parametrize("text", [*OWN_WORDS.values()], ids=OWN_WORDS)
def test_an_own_question_prints_as_typed(text):
    sheet = with_own(text, text)
    printed = Printed(sheet, "letter").pages[0]
    assert printed.count(bare(sheet.own_questions[0].text)) == 2


@pytest.mark.parametrize("text", [*RIGHT_TO_LEFT.values()], ids=RIGHT_TO_LEFT)
def test_a_right_to_left_question_runs_from_the_right(text):
    from_the_left = bare(text)[::-1]
    assert Printed(with_own(text, text), "letter").pages[0].count(from_the_left) == 2


def test_a_very_long_word_is_broken_within_the_margins():
    first = Printed(with_own(*["W" * 200] * 2), "a4").reader.pages[0]
    lines = re.findall("W{9,}", first.extract_text(extraction_mode="layout"))
    assert len(lines) >= 6
    assert all(40 <= len(line) <= 60 or len(line) < 40 for line in lines)


@pytest.mark.parametrize("character", ["W", "药", "🙂", "⸻", "﷽", "\U00012031"])
def test_page_one_is_one_page_even_with_1380_of_the_widest_characters(character):
    own, side_effect = character * 200, character * 60  # of each of 13 medicines
    sheet = everything_chosen(17, own, own_first=False, side_effect=side_effect)
    printed = Printed(sheet, "letter")  # the shorter page
    assert printed.pages[1].startswith("Wherethesequestionscomefrom")
    assert "".join(printed.pages).count(own) == 3
    assert side_effect in printed.pages[0]


def test_any_character_can_be_printed():
    draw = Random(20231001)
    ends = (0x600, 0x3000, 0x11000, 0x110000)  # most of what is typed stands early in Unicode
    drawn = (chr(draw.randrange(draw.choice(ends))) for _ in range(6000))
    allowed = "".join(filter(can_be_printed, drawn))
    assert len(allowed) > 2000
    for at in range(0, len(allowed), 450):
        texts = (allowed[place : place + 150] for place in (at, at + 150, at + 300))
        printed = Printed(with_own(*filter(can_be_printed, texts)), "a4")
        assert printed.pages[1].startswith("Where")


# The file


def test_the_same_sheet_gives_the_same_bytes():
    sheet = person_1()
    assert sheet_pdf(sheet, "a4", MADE_ON) == sheet_pdf(sheet, "a4", MADE_ON)


def test_sheets_made_at_once_do_not_mix():
    sheets = [with_own(f"Own question of person {number}?") for number in range(12)]
    alone = [sheet_pdf(sheet, "letter", MADE_ON) for sheet in sheets]
    with ThreadPoolExecutor(MAX_UNDER_WAY) as pool:
        together = [*pool.map(lambda sheet: sheet_pdf(sheet, "letter", MADE_ON), sheets)]
    assert together == alone
    assert len(set(together)) == len(sheets)


# Many sheets


def out_of_the_ordinary() -> Iterator[tuple[str, Answers]]:
    """Each answer by itself."""
    for item in Health:
        yield f"health {item}", person(health=[item])
    for item in Concern:
        yield f"concern {item}", person(concerns=[item])
    for creams, age in product(Creams, (0, 9, 16, 70)):
        yield f"{creams} at {age}", person(creams=creams, age=age, who="child")
    for medicine, outcome in product(Medicine, Outcome):
        yield f"{medicine} {outcome}", person(medicines={medicine: outcome})


def test_a_sheet_with_one_answer_out_of_the_ordinary_has_at_most_three_pages():
    long = []
    for (name, answers), paper in zip(out_of_the_ordinary(), cycle(PAPERS), strict=False):
        printed = Printed(build_sheet(answers), paper)
        long += [name] if len(printed.reader.pages) > 3 else []
    assert long == []


def _drawn(draw: Random) -> tuple[Answers, Choice | None]:
    medicines = draw.sample(list(Medicine), draw.choice((0, 0, 1, 2, 6, 13)))
    outcomes = {item: draw.choice(list(Outcome)) for item in medicines}
    ended = [item for item in medicines if outcomes[item] == Outcome.SIDE_EFFECTS]
    own = [("Is that so? " * 20)[: draw.choice((10, 90, 200))].strip()] * draw.choice((0, 0, 1, 3))
    answers = person(
        who=draw.choice(("me", "child", "someone_else")),
        age=draw.choice((1, 5, 12, 17, 40)),
        severity=draw.choice(("mild", "moderate", "severe", "not_sure")),
        specialist=draw.choice(("yes", "no", "not_sure")),
        creams=draw.choice(list(Creams)),
        medicines=outcomes,
        months={item: draw.choice(list(Months)) for item in medicines},
        side_effect=dict.fromkeys(ended, draw.choice(("hair", "皮疹和头痛", "a rash " * 8))),
        health=draw.sample(list(Health), draw.choice((0, 1, 3, 5, 23))) or ["rather_not_say"],
        goals=draw.sample(list(Goal), draw.choice((0, 1, 3))) or ["none"],
        concerns=draw.sample(list(Concern), draw.choice((0, 1, 3, 8, 25))) or ["none"],
        own_questions=own,
    )
    fitting = [question.id for question in build_sheet(answers).questions]
    if draw.random() < 0.4:
        return answers, None
    chosen = draw.sample(fitting, min(len(fitting), MAX_CHOSEN - len(own)))
    every = [*chosen, *(f"own-{place + 1}" for place in range(len(own)))]
    return answers, Choice(tuple(chosen), tuple(draw.sample(every, min(3, len(every)))))


@pytest.fixture(scope="module")
def many() -> list[tuple[Sheet, Printed]]:
    """Persons drawn at random, some with a choice, on either paper."""
    draw = Random(20231001)
    sheets = [build_sheet(*_drawn(draw)) for _ in range(50)]
    return [(sheet, Printed(sheet, paper)) for sheet, paper in zip(sheets, cycle(PAPERS))]


def test_on_any_sheet_page_one_is_one_page_and_nothing_is_lost_or_split(many):
    assert [wrong for each in many for wrong in faults(*each)] == []


def test_no_sheet_has_more_than_three_pages(many):
    assert [len(printed.pages) for _, printed in many if len(printed.pages) > 3] == []


def test_the_sheets_that_were_tried_are_at_every_stage(many):
    assert {sheet.stage for sheet, _ in many} == set(Stage)

"""The treatments side by side: which are shown, and what stands in each cell."""

import pytest
from support.visiting import PERSON_2, PERSON_3, PERSON_5, PERSON_6

from rules.compare import treatments
from rules.content import CONTENT

TREATMENTS = treatments(CONTENT)

NINE = "/compare?" + "&".join(f"treatment={treatment}" for treatment in TREATMENTS)


def squeezed(text):
    return " ".join(text.split())


def heads(page):
    """The ids of the columns that are shown."""
    return [head["id"] for head in page.select("thead th[id]")]


@pytest.fixture(scope="module")
def nine(visitors):
    return visitors().open(NINE)


def test_it_is_one_table_with_a_caption_and_each_cell_names_its_heads(nine):
    (table,) = nine.select("table")
    assert table.caption.get_text() == "Treatments side by side"
    ids = {head["id"]: head["scope"] for head in table.select("th[id]")}
    for cell in table.select("tbody td"):
        row, column = cell["headers"]
        assert (ids[row], ids[column]) == ("row", "col")


def test_every_cell_says_its_line_with_its_proof_or_that_nothing_was_found(nine):
    for row in CONTENT.compare:
        for treatment in TREATMENTS:
            wanted = row.cells[treatment]
            cell = nine.select_one(f"[data-cell={row.code}-{treatment}]")
            name = CONTENT.treatments[treatment]
            if wanted.says:
                spoken = f"{name} {wanted.says}" + ("(sources differ)" if wanted.differ else "")
                assert squeezed(cell.summary.get_text()) == spoken
            else:
                assert squeezed(cell.get_text()) == f"{name} We found nothing to cite."
            quotes = [tag["data-quote"] for tag in cell.select("[data-quote]")]
            notes = [tag["data-note"] for tag in cell.select("[data-note]")]
            assert quotes == [quote.id for quote in wanted.evidence.quotes]
            assert notes == [note.id for note in wanted.evidence.notes]


def test_a_mark_stands_where_sources_differ_and_the_cell_says_how(nine):
    marked = {cell["data-cell"] for cell in nine.select("td:has(.differ)")}
    assert marked == {
        f"{row.code}-{treatment}"
        for row in CONTENT.compare
        for treatment in TREATMENTS
        if row.cells[treatment].differ
    }
    cell = nine.select_one("[data-cell=children-methotrexate]")
    assert [squeezed(line.get_text()) for line in cell.select(".whose")] == [
        "U.S. label says: It does not list children with psoriasis or eczema.",
        "Other sources say: A study of 103 children with eczema came out in late 2023.",
    ]


def test_without_answers_the_first_two_of_the_alphabet_are_shown_and_it_says_so(visitor):
    page = visitor.open("/compare")
    assert heads(page) == list(TREATMENTS[:2])
    assert "Shown: the first two of the alphabet." in page.main.get_text()
    assert page.find(id="for_you") is None


@pytest.mark.parametrize(
    ("person", "shown", "says"),
    [
        (PERSON_2, ["azathioprine", "cyclosporine"], "Shown by your answers"),
        (PERSON_5, ["biologic_shots", "cyclosporine"], "Shown by your answers"),
        (PERSON_6, ["azathioprine", "biologic_shots"], "the first two of the alphabet"),
    ],
)
def test_who_has_answered_sees_first_what_the_answers_lead_to(visitor, person, shown, says):
    visitor.answered(person)
    page = visitor.open("/compare")
    assert heads(page) == shown
    assert says in page.main.get_text()


@pytest.mark.parametrize("name", ["treatment", "medicine"])
def test_those_that_the_address_names_are_shown_in_their_order(visitor, name):
    page = visitor.open(f"/compare?{name}=steroids&{name}=cyclosporine")
    assert heads(page) == ["cyclosporine", "steroids"]
    ticked = page.select("input[name=treatment][checked]")
    assert [box["value"] for box in ticked] == ["cyclosporine", "steroids"]
    assert "Shown" not in page.main.get_text()


@pytest.mark.parametrize("code", ["newer", "<script>", ""])
def test_an_unknown_treatment_is_not_found(visitor, code):
    visitor.open(f"/compare?treatment={code}")
    assert visitor.status == 404


def test_the_form_offers_all_nine_and_sends_those_that_are_ticked(visitor):
    form = visitor.open("/compare").select_one("form[method=get]")
    assert [box["value"] for box in form.select("input")] == list(TREATMENTS)
    assert form.get("action") is None


def test_who_has_answered_sees_what_the_article_says_of_each_for_them(visitor):
    visitor.answered(PERSON_3)
    page = visitor.open(NINE)
    said = {cell["data-remark"]: squeezed(cell.get_text()) for cell in page.select("[data-remark]")}
    assert said["cyclosporine"] == "Cyclosporine Tried before"
    assert said["azathioprine"].endswith("The article’s condition: not clear from these answers")
    assert said["steroids"].endswith("The article says it is mostly discouraged")
    for treatment in ("biologic_shots", "jak_pills", "light_treatment", "no_change"):
        assert said[treatment].endswith("The article has no condition for it")


def test_more_than_fit_scroll_in_a_box_that_the_keyboard_reaches(visitor, nine):
    assert nine.select_one(".scroll[aria-labelledby=caption]")["tabindex"] == "0"
    assert not visitor.open("/compare").select(".scroll[tabindex]")


WORDS_ON = {
    NINE: ["biologic", "jak_pill", "off_label", "boxed_warning"],
    "/compare?treatment=methotrexate": ["off_label", "boxed_warning"],
    "/compare?treatment=light_treatment": [],
}


@pytest.mark.parametrize(("path", "keys"), WORDS_ON.items(), ids=["nine", "one", "none"])
def test_words_that_stand_there_are_explained_on_tap(visitor, path, keys):
    page = visitor.open(path)
    found = {tag.summary.get_text(): tag.p.get_text() for tag in page.select("details.word")}
    terms = [CONTENT.terms[key] for key in keys]
    assert found == {term.word: term.says for term in terms}


def test_start_sheet_and_each_medicines_questions_link_to_it_without_naming_one(visitor):
    assert visitor.open("/").find("a", href="/compare")
    visitor.answered(PERSON_2)
    sheet = visitor.open("/sheet")
    assert sheet.footer.find("a", href="/compare")
    for key, linked in {"Q15": True, "Q82": False}.items():
        question = sheet.find(attrs={"data-question": key})
        assert bool(question.find("a", href="/compare")) is linked

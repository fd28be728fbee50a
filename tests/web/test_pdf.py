"""The PDFs: on which paper, what they are called, who gets them, and what if too many want one."""

from contextlib import ExitStack
from io import BytesIO

import pytest
from pypdf import PdfReader
from support.visiting import ADDRESS, PERSON_2

from webapp.export.typesetting import MAX_UNDER_WAY, place_in_line

LETTER, A4 = (612, 792), (595, 842)
BUSY = "https://busy.example"  # nothing was made for it yet


@pytest.mark.parametrize(
    ("query", "size"), [("", LETTER), ("?paper=letter", LETTER), ("?paper=a4", A4)]
)
def test_the_pdf_is_letter_unless_a4_is_asked_for(visitor, query, size):
    visitor.answered(PERSON_2)
    answer = visitor.get(f"/sheet.pdf{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    box = PdfReader(BytesIO(answer.data)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


@pytest.mark.parametrize(("query", "way"), [("", "attachment"), ("?show=1", "inline")])
def test_the_pdf_is_to_save_or_is_shown_to_print(visitor, query, way):
    visitor.answered(PERSON_2)
    answer = visitor.get(f"/sheet.pdf{query}")
    named = f'{way}; filename="questions-for-my-doctor.pdf"'
    assert answer.headers["Content-Disposition"] == named
    page = visitor.open("/sheet")
    assert page.select_one("[data-pdf]")["href"] == "/sheet.pdf"
    assert page.select_one("[data-pdf-to-print]")["data-pdf-to-print"] == "/sheet.pdf?show=1"


def test_no_link_lets_the_browser_save_whatever_it_leads_to(visitor):
    visitor.answered(PERSON_2)
    for path in ("/sheet", "/sheet/clinician", "/es/sheet"):
        assert not visitor.open(path).select("[download]")


def test_another_paper_gets_an_error_page(visitor):
    visitor.answered(PERSON_2)
    visitor.open("/sheet.pdf?paper=tabloid")
    assert visitor.status == 400


def test_the_pdf_holds_what_was_chosen_and_written(visitor):
    visitor.answered(PERSON_2)
    visitor.open("/sheet/choose")
    visitor.send({"own_1": "May my child swim?", "first": ["own-1"]})
    data = visitor.get("/sheet.pdf").data
    assert "May my child swim?" in PdfReader(BytesIO(data)).pages[0].extract_text()


def test_when_too_many_pdfs_are_under_way_only_one_more_has_to_wait(visitor):
    visitor.answered(PERSON_2)
    made = ["/clinics/sample.pdf", "/handout.pdf", "/questionnaire.pdf"]
    before = [visitor.client.get(path, base_url=BUSY).data for path in made]
    with ExitStack() as under_way:
        for _ in range(MAX_UNDER_WAY):
            under_way.enter_context(place_in_line())
        for path in ("/sheet.pdf", "/handout.pdf?paper=a4", "/questionnaire.pdf?paper=a4"):
            answer = visitor.client.get(path, base_url=ADDRESS if "sheet" in path else BUSY)
            assert answer.status_code == 503
            assert int(answer.headers["Retry-After"]) > 0
            assert "Too many at once" in answer.text
        for path in ("/", "/questions/creams", "/check-answers", "/sheet", "/sheet.txt"):
            assert visitor.get(path).status_code == 200
        assert [visitor.client.get(path, base_url=BUSY).data for path in made] == before
    assert visitor.get("/sheet.pdf").status_code == 200
    assert visitor.client.get("/handout.pdf?paper=a4", base_url=BUSY).status_code == 200

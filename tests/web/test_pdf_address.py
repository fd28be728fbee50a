"""/sheet.pdf: which paper, what it is called, and who gets it."""

import io

import pytest
from pypdf import PdfReader
from support.visiting import ADDRESS, PERSON_2

LETTER, A4 = (612, 792), (595, 842)


@pytest.mark.parametrize(
    ("query", "size"), [("", LETTER), ("?paper=letter", LETTER), ("?paper=a4", A4)]
)
def test_the_pdf_is_letter_unless_a4_is_asked_for(visitor, query, size):
    visitor.walk(PERSON_2)
    answer = visitor.client.get(f"/sheet.pdf{query}", base_url=ADDRESS)
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    box = PdfReader(io.BytesIO(answer.data)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_the_pdf_is_not_stored_and_its_name_says_nothing_personal(visitor):
    visitor.walk(PERSON_2)
    headers = visitor.client.get("/sheet.pdf", base_url=ADDRESS).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"] == 'inline; filename="questions-for-my-doctor.pdf"'


def test_another_paper_gets_an_error_page(visitor):
    visitor.walk(PERSON_2)
    visitor.open("/sheet.pdf?paper=tabloid")
    assert visitor.status == 400


def test_without_answers_the_pdf_leads_to_the_first_page(visitor):
    visitor.open("/sheet.pdf")
    assert visitor.path == "/questions/about-you"


def test_the_pdf_holds_what_was_chosen_and_written(visitor):
    visitor.walk(PERSON_2)
    visitor.open("/sheet/choose")
    visitor.send({"own-1": "May my child swim?", "first-1": "own-1"})
    data = visitor.client.get("/sheet.pdf", base_url=ADDRESS).data
    assert "May my child swim?" in PdfReader(io.BytesIO(data)).pages[0].extract_text()

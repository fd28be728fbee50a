"""The medicines side by side on paper: one landscape page."""

import io

import pytest
from printing import PAPERS, PERSON_2, squeezed
from pypdf import PdfReader

from rules.compare import comparison
from rules.page_checks import COMPARED

CHOICES = {
    "all five": "",
    "two": "?medicine=cyclosporine&medicine=methotrexate",
    "three": "?medicine=cyclosporine&medicine=methotrexate&medicine=azathioprine",
    "one": "?medicine=methotrexate",
    "four": "?medicine=cyclosporine&medicine=azathioprine&medicine=mycophenolate&medicine=steroids",
}


def printed(context, address, size):
    page = context.new_page()
    page.goto(address)
    pdf = page.pdf(**PAPERS[size], landscape=True)
    page.close()
    return PdfReader(io.BytesIO(pdf)).pages


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
@pytest.mark.parametrize("answers", [None, PERSON_2], ids=["without answers", "with answers"])
def test_it_prints_on_one_landscape_page(printer, answers, choice, size):
    context = printer.signed_in(answers) if answers else printer.browser.new_context()
    pages = printed(context, f"{printer.address}/compare{choice}", size)
    context.close()
    assert len(pages) == 1
    box = pages[0].mediabox
    assert box.width > box.height


def test_every_cell_stands_under_the_name_of_its_medicine(printer):
    context = printer.browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{printer.address}/compare")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        heads = [round(each.bounding_box()["x"]) for each in page.locator(".heads p").all()]
        assert len(set(heads)) == len(COMPARED)
        for row in comparison(COMPARED):
            for place, (medicine, _, cell) in enumerate(row.cells):
                said = page.locator(f"[data-cell={row.code}-{medicine}] > .said")
                assert cell.whole or round(said.bounding_box()["x"]) == heads[place]
    context.close()


def test_the_printed_table_holds_every_quote_and_every_note(printer):
    context = printer.browser.new_context()
    text = squeezed(printed(context, f"{printer.address}/compare", "Letter")[0].extract_text())
    context.close()
    for row in comparison(COMPARED):
        for cell in (row.shared, *(cell for _, _, cell in row.cells)):
            for quote in cell.quotes:
                assert squeezed(quote.text) in text
            for note in cell.notes:
                assert squeezed(note.text) in text

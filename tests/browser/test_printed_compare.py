"""The medicines side by side on paper: one landscape page."""

import pytest
from support.browsing import PERSON_2
from support.printing import PAPERS, squeezed

from rules.compare import comparison
from rules.medicines import COMPARED

CHOSEN = {
    "all of them": "",
    "one": "?medicine=methotrexate",
    "two": "?medicine=cyclosporine&medicine=methotrexate",
    "three": "?medicine=cyclosporine&medicine=methotrexate&medicine=azathioprine",
    "four": "?medicine=cyclosporine&medicine=azathioprine&medicine=mycophenolate&medicine=steroids",
}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
def test_it_prints_on_one_landscape_page(printer, chosen, paper):
    printer.browsing.sign_in(printer.page.context, PERSON_2)  # whose states make it longer
    (page,) = printer(f"/compare{chosen}", paper, landscape=True)
    assert page.width > page.height


def test_every_cell_stands_under_the_name_of_its_medicine(printer):
    page = printer.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{printer.browsing.address}/compare")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        heads = [round(each.bounding_box()["x"]) for each in page.locator(".heads p").all()]
        assert len(set(heads)) == len(COMPARED)
        for row in comparison(COMPARED):
            for place, (medicine, _, cell) in enumerate(row.cells):
                said = page.locator(f"[data-cell={row.code}-{medicine}] > .said")
                assert cell.inseparable or round(said.bounding_box()["x"]) == heads[place]
    page.emulate_media(media="null")


def test_the_printed_table_holds_every_quote_and_every_note(printer):
    printer.browsing.sign_in(printer.page.context)
    (page,) = printer("/compare", "Letter", landscape=True)
    for row in comparison(COMPARED):
        for cell in (row.shared, *(cell for _, _, cell in row.cells)):
            for quote in cell.quotes:
                assert squeezed(quote.text) in page.text
            for note in cell.notes:
                assert squeezed(note.text) in page.text

"""The treatments side by side on paper: two landscape pages at most, in type that can be read."""

from itertools import combinations

import pytest
from support.browsing import PERSON_3
from support.printing import PAPERS, squeezed

from rules.compare import treatments
from rules.content import CONTENT

TREATMENTS = treatments(CONTENT)

LEAST_TYPE = 8.5  # points
POINTS_A_PIXEL = 0.75
SEEN = """[...document.querySelectorAll("[data-quote], [data-note]")]
    .every(it => it.checkVisibility())"""


def address(treatments):
    return "/compare?" + "&".join(f"treatment={treatment}" for treatment in treatments)


CHOSEN = {
    "the first two": "/compare",
    "one": address(["methotrexate"]),
    "three": address(["cyclosporine", "methotrexate", "azathioprine"]),
    "all nine": address(TREATMENTS),
}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
def test_it_prints_on_two_landscape_pages_at_most(printer, chosen, paper):
    printer.browsing.sign_in(printer.page.context, PERSON_3)  # whose states make it longer
    pages = printer(chosen, paper, landscape=True)
    assert len(pages) <= 2
    assert all(page.width > page.height for page in pages)


@pytest.mark.parametrize("pair", [*combinations(TREATMENTS, 2)], ids=" and ".join)
def test_any_two_print_with_their_proof_on_two_pages(printer, pair):
    printer.browsing.sign_in(printer.page.context, PERSON_3)
    pages = printer(address(pair), "Letter", landscape=True)
    assert len(pages) <= 2
    printer.page.emulate_media(media="print")
    assert printer.page.evaluate(SEEN)
    printer.page.emulate_media(media="null")
    assert not printer.page.evaluate(SEEN)


def test_nine_print_their_lines(printer):
    printer.browsing.sign_in(printer.page.context)
    pages = printer(address(TREATMENTS), "Letter", landscape=True)
    text = "".join(page.text for page in pages)
    assert squeezed(CONTENT.notes["N42"].text) not in text
    for name in CONTENT.treatments.values():
        assert squeezed(name) in text


def test_no_type_is_smaller_than_can_be_read(printer):
    page = printer.page
    page.emulate_media(media="print")
    for chosen in CHOSEN.values():
        page.goto(printer.browsing.address + chosen)
        sizes = page.evaluate("""[...document.querySelectorAll("main *")]
            .filter(it => it.checkVisibility() && it.textContent.trim() && !it.closest(".hidden"))
            .map(it => parseFloat(getComputedStyle(it).fontSize))""")
        assert min(sizes) * POINTS_A_PIXEL >= LEAST_TYPE - 0.01
    page.emulate_media(media="null")

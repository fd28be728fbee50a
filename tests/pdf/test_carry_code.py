"""The code on page one: a camera reads it from a poor print, and page one stays one page."""

from itertools import product

import pytest
from support.persons import told
from support.printed import MADE_ON, PAPERS, Pdf, bare
from support.scanned import qr_codes, scan, width_in_mm
from test_sheet_pdf import FULL, ORDINARY

from rules import Answers
from webapp.export.carry import MAX_LINK, MOST_MODULES, link, qr_code
from webapp.export.pdf import sheet_pdf

ROOT = "https://" + "w" * 64 + ".example"  # the longest address there may be
MAKE = ORDINARY | FULL
LEAST_MODULE = 0.4  # mm


@pytest.mark.parametrize(("name", "paper"), [*product(MAKE, PAPERS)])
def test_a_camera_reads_it_from_a_black_and_white_print_and_page_one_stays_one_page(name, paper):
    sheet = MAKE[name]()
    carried = link(ROOT, sheet.answers, None, "en")
    made = Pdf(sheet_pdf(sheet, paper, MADE_ON, link=carried))
    (code,) = qr_codes(scan(made.data, 0, black_and_white=True))
    assert code.text == carried.address
    assert code.ec_level in ("L", "M")
    assert 30 <= width_in_mm(code) <= 40
    assert [qr_codes(scan(made.data, page)) for page in range(1, len(made.pages))] == [
        [] for _ in made.pages[1:]
    ]
    assert "Wherethesequestionscomefrom" in bare(made.pages[1])
    made.assert_accessible(sheet.titles["sheet"])


@pytest.mark.parametrize("length", range(0, 201, 20))
def test_no_module_is_too_small_for_a_camera_and_no_link_too_long(length):
    own = [
        "漢字かな交じり文"[place % 8] + chr(0x4E00 + place * 7 % 5000) for place in range(length)
    ]
    typed = ["".join(own)[:200]] if own else []
    carried = link(ROOT, Answers.from_json(told(own_questions=typed)), None, "en")
    assert len(carried.address) <= MAX_LINK
    picture = qr_code(carried.address).decode()
    across = int(picture.split('viewBox="0 0 ')[1].split()[0])
    assert across <= MOST_MODULES
    assert 34 / across >= LEAST_MODULE

"""The Spanish sheet as a browser prints it: page one is one page, and speaks to the doctor too."""

import pytest
from support.browsing import FULLEST, ON_EVERYTHING, PERSONS
from support.printing import PAPERS, squeezed

from rules import Answers
from rules.sheet_model import Question
from webapp.export.pdf import in_languages
from webapp.words import WORDS

OWN = FULLEST | {"own_questions": ["MWW MOMWM " * 20, "W" * 30 + " wide" * 34, "¿Y eso? " * 25]}
ANYBODY = PERSONS | {
    "the fullest": FULLEST,
    "on every medicine": ON_EVERYTHING,
    "with own questions": OWN,
}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("clinic", ["", "wide"], ids=["no clinic", "a clinic of the widest words"])
@pytest.mark.parametrize("name", ANYBODY)
def test_page_one_is_one_page_in_two_languages(browsing, printer, name, clinic, paper):
    sheet, beside = in_languages(Answers.from_json(ANYBODY[name]), None, "es")
    browsing.sign_in(printer.page.context, ANYBODY[name], None, clinic)
    first, second, *_ = [page.text for page in printer("/es/sheet", paper)]
    assert squeezed(WORDS["es"]["print"]["sheet"]["sources_title"]) in second
    titles = [sheet.titles["sheet"], beside.titles["sheet"], sheet.three_title, beside.three_title]
    told = [alert.short for alert in beside.alerts_by_name]
    told += [alert.to_doctor for alert in beside.alerts_for_doctor[:4]]
    told += [*titles, beside.who, beside.severity, *beside.tried_notes, *sheet.decided]
    assert [line for line in told if squeezed(line) not in first] == []
    for item, said in zip(sheet.most_important, beside.most_important, strict=True):
        both = item.text + said.text if isinstance(item, Question) else item.text
        assert squeezed(both) in first

"""The cases to sign off, on the page for reviewers."""

import pytest

from rules.cases import CASES, in_words


@pytest.fixture
def shown(visitor):
    return visitor.open("/how-it-works/rules").select("[data-case]")


def squeezed(tag):
    return " ".join(tag.get_text(" ").split())


def test_every_case_stands_there_in_words_with_whether_it_is_signed_off(shown):
    assert len(shown) == len(CASES)
    for tag, case in zip(shown, CASES, strict=True):
        said, text = in_words(case), squeezed(tag)
        assert squeezed(tag.strong) == f"{said.name}."
        assert said.why in text
        assert said.alerts in text
        assert said.signed_off in text
        first = [squeezed(item) for item in tag.ol.select("li")]
        assert first == list(said.first)
        rest = [squeezed(item) for item in tag.select("ul li")]
        assert rest == [*said.among, *said.never, *said.not_printed]


def test_the_contents_lead_to_the_cases(visitor):
    page = visitor.open("/how-it-works/rules")
    assert page.find("a", href="#cases")
    assert page.find(id="cases").name == "h2"


def test_it_says_how_many_are_signed_off(visitor):
    signed = sum(bool(case.reviewer) for case in CASES)
    visitor.open("/how-it-works/rules")
    assert f"Signed off: {signed} of {len(CASES)}." in visitor.text

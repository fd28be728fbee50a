"""The path picture: the article's steps, with one place marked."""

import pytest
from support.persons import sheet_for

HERE = {
    "no creams yet": ({"creams": "not_tried"}, 0),
    "creams not enough": ({}, 0),
    "cyclosporine ended": ({"medicines": {"cyclosporine": "wore_off"}}, 1),
    "on methotrexate": ({"medicines": {"methotrexate": "taking_helps"}}, 1),
    "both steps reached": (
        {"medicines": {"methotrexate": "did_not_work", "azathioprine": "taking_helps"}},
        2,
    ),
    "only steroids": ({"medicines": {"steroids": "taking_helps"}}, 0),
    "no creams yet, on a medicine": (
        {"creams": "not_tried", "medicines": {"mycophenolate": "taking_helps"}},
        2,
    ),
    "no creams yet, a medicine before": (
        {"creams": "not_tried", "medicines": {"mycophenolate": "wore_off"}},
        0,
    ),
}


@pytest.mark.parametrize(("changes", "here"), HERE.values(), ids=HERE.keys())
def test_the_person_stands_on_the_last_step_that_they_reached(changes, here):
    marked = [step.here for step in sheet_for(**changes).path]
    assert marked == [place == here for place in range(3)]


def test_each_medicine_is_on_the_path_or_beside_it_once():
    sheet = sheet_for()
    on_path = [sheet.line(medicine) for step in sheet.path for medicine in step.medicines]
    shown = (*on_path, *sheet.beside_path)
    assert sorted(line.name for line in shown) == sorted(line.name for line in sheet.medicines)
    assert [line.name for line in sheet.beside_path] == [
        "Steroid pills or shots",
        "Newer shots and pills",
    ]

"""The tables for reviewers say what the decisions say."""

from rules.state_tables import tables

LATER, NOW, ASK = (
    f"The article’s condition: {met}"
    for met in (
        "not met by these answers",
        "met by these answers",
        "not clear from these answers",
    )
)
STAGES, BY_CREAMS, BY_FIRST_LINE, ONCE_TAKEN, BY_AGE = (dict(table.rows) for table in tables())


def test_cyclosporine_goes_by_creams_and_methotrexate_by_another_medicine_too():
    assert BY_CREAMS == {
        "None tried yet": (LATER, LATER, LATER, LATER),
        "They work well": (LATER, LATER, LATER, LATER),
        "They help a little": (ASK, LATER, ASK, ASK),
        "They are not enough": (NOW, LATER, ASK, NOW),
        "I am not sure": (ASK, LATER, ASK, ASK),
    }


def test_azathioprine_and_mycophenolate_go_by_either_first_line_medicine_and_are_not_ranked():
    assert BY_FIRST_LINE == {
        "Neither cyclosporine nor methotrexate failed": (LATER, LATER),
        "It is unclear if one of them failed": (ASK, ASK),
        "Cyclosporine did not work": (NOW, NOW),
        "Methotrexate did not work": (NOW, NOW),
    }


def test_a_medicine_once_taken_is_taken_now_or_tried():
    now = {how: said for how, said in ONCE_TAKEN.items() if how.startswith("Taking it now")}
    assert list(now.values()) == [("Taken now",)] * 3
    assert {said for how, said in ONCE_TAKEN.items() if how not in now} == {("Tried before",)}


def test_under_two_the_four_are_not_covered_and_the_others_stay_as_they_are():
    under, older = zip(*BY_AGE.values(), strict=True)
    assert under[:4] == ("The article does not cover this age",) * 4
    assert older[:4] == (NOW, LATER, LATER, LATER)
    assert under[4:] == older[4:]


def test_a_medicine_taken_now_decides_on_the_stage_and_else_creams_do():
    assert STAGES["None tried yet"] == (
        "No prescription creams tried yet.",
        "No prescription creams tried yet.",
        "On a medicine now.",
    )
    assert STAGES["They are not enough"] == (
        "Creams are not enough.",
        "Tried one medicine or more. Deciding what comes next.",
        "On a medicine now.",
    )


def test_every_row_has_a_cell_for_each_column():
    for table in tables():
        assert all(len(cells) == len(table.columns) for _, cells in table.rows)

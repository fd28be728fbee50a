"""Our own words are plain: Flesch-Kincaid grade 6 at most, and no sentence over 20 words.

The grade is 0.39 x words a sentence + 11.8 x syllables a word - 15.59. Names of medicines count as
one short word: a person meets them on the bottle and cannot be spared them. Quotes are the
article's, and a side effect is in the person's own words: both are left as they are.

Lines of one to six words make the grade meaningless ("Because you ticked pregnancy." is grade 6.6
for one word). So titles of notes are held to sentence length only; labels are measured together,
file by file; so are the lines on health facts, and the reason lines, all together.
"""

import pytest
from support.grades import TEXTS
from support.own_words import (
    LABEL_FILES,
    facts,
    labels,
    own_words,
    reason_lines,
)
from support.plain_words import HIGHEST_GRADE, MOST_WORDS, grade, sentences, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("skin", 1),
        ("come", 1),
        ("used", 1),
        ("eczema", 3),
        ("doctor", 2),
        ("about", 2),
        ("treated", 2),
        ("little", 2),
        ("medicines", 3),
        ("pregnancy", 3),
        ("cyclosporine", 1),
        ("Azathioprine", 1),
        ("co-trimoxazole", 1),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The cat sat on the mat.", -2, 0),
        ("Ask your doctor how long you can take it.", 1, 4),
        (
            "Increased immunosuppression necessitates supplementary haematological monitoring.",
            20,
            50,
        ),
    ],
)
def test_the_grade_tells_plain_from_hard_words(text, least, most):
    assert least < grade(text) < most


def test_abbreviations_end_no_sentence():
    assert len(sentences("The U.S. label says so. In the U.K., St. John's wort does not.")) == 2


@pytest.mark.parametrize("where", TEXTS)
def test_a_child_of_twelve_can_read(where):
    assert grade(TEXTS[where]) <= HIGHEST_GRADE, TEXTS[where]


@pytest.mark.parametrize("name", LABEL_FILES)
def test_the_labels_of_a_file_together_are_plain(name):
    together = ". ".join(text.rstrip(".?:") for _, text in labels(name)) + "."
    assert grade(together) <= HIGHEST_GRADE


def test_the_lines_on_health_facts_together_are_plain():
    assert grade(" ".join(line for _, line in facts())) <= HIGHEST_GRADE


def test_the_reason_lines_together_are_plain():
    assert len(reason_lines()) > 300
    assert grade(" ".join(reason_lines())) <= HIGHEST_GRADE


def test_no_sentence_is_longer_than_20_words():
    too_long = [
        sentence
        for text in (*own_words().values(), *reason_lines())
        for sentence in sentences(text)
        if len(sentence.split()) > MOST_WORDS
    ]
    assert too_long == []

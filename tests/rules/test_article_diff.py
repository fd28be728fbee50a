"""A new version of the article: what changed, and what rests on it.

The article itself is not in the project, so a stand-in is put together from the sentences that are
quoted, set as the article is: with headings, reference numbers, bullets and a line of its page.
"""

import subprocess
import sys

import pytest

from rules.__main__ import run
from rules.article_diff import Changes, changes, digest, report, rests_on, sentences
from rules.content import CONTENT

EMAIL = "Sign up here."
QUOTED = {key: quote.text for key, quote in CONTENT.quotes.items()}
DIGESTS = {key: digest(text) for key, text in QUOTED.items()}
WITHOUT_A_STOP = [text for text in QUOTED.values() if not text.endswith(".")]


def set_as_an_article(texts, reviewed="October 2023"):
    lines = ["A Title", f"Reviewed by: A Board | Last reviewed: {reviewed}", "How does it work?"]
    for text in texts:
        if text in WITHOUT_A_STOP:
            lines.append(f"  • {text}")
        else:
            lines.append(f"{text}2,4 {text}" if text is texts[0] else f"{text}2,4")
    return "\n\n".join([*lines, EMAIL])


TEXTS = list(QUOTED.values())
# The first sentence stands twice in a paragraph, so that one is split.
TWICE = {"S0": DIGESTS[next(iter(DIGESTS))], **DIGESTS}


def compared(texts, reviewed="October 2023"):
    return changes(set_as_an_article(texts, reviewed), TWICE, frozenset({digest(EMAIL)}))


def test_an_article_that_did_not_change_has_no_changes():
    found = compared(TEXTS)
    assert found == Changes((), (), None)
    assert not found.any
    assert list(report(found)) == ["No sentence changed."]


def test_one_sentence_changed_one_removed_and_one_added_are_named_with_what_rests_on_them():
    texts = list(TEXTS)
    texts[texts.index(QUOTED["S24"])] = "Most adults or children will use it for 3 to 9 months."
    texts.remove(QUOTED["S45"])
    texts.insert(texts.index(QUOTED["S79"]), "Hair loss has been seen with some of them.")
    found = compared(texts)
    assert [(each.id, each.now) for each in found.gone] == [
        ("S24", "Most adults or children will use it for 3 to 9 months."),
        ("S45", None),
    ]
    assert found.added == ("Hair loss has been seen with some of them.",)
    assert found.reviewed is None
    changed, removed = found.gone
    assert changed.rests == (
        "question Q17",
        "question Q18",
        "question Q85",
        "question Q88",
        "compare: How long, Cyclosporine",
        "note N2",
    )
    assert "question Q10" in removed.rests
    assert "note N4" in removed.rests
    assert list(report(found))[:2] == ["S24 changed", f"  was: {QUOTED['S24']}"]


def test_a_removed_sentence_is_not_taken_for_the_changed_one_beside_it():
    texts = list(TEXTS)
    texts.remove(QUOTED["S24"])
    texts[texts.index(QUOTED["S25"])] = QUOTED["S25"].replace("1 year", "2 years")
    assert [(each.id, bool(each.now)) for each in compared(texts).gone] == [
        ("S24", False),
        ("S25", True),
    ]


def test_a_sentence_that_is_not_quoted_is_told_by_its_number():
    texts = ["It is new.", *TEXTS[1:]]
    digests = {"S900": digest("Nobody quotes this."), **DIGESTS}
    digests.pop("S1")
    found = changes("\n".join(texts[:1] + [f"• {t}" for t in texts[1:]]), digests, frozenset())
    assert [(each.id, each.was, each.now) for each in found.gone] == [("S900", None, "It is new.")]
    assert "  was: (not quoted, so its words are not here)" in list(report(found))
    assert "  rests on it: nothing" in list(report(found))


def test_a_new_review_date_is_told():
    found = compared(TEXTS, reviewed="May 2026")
    assert found.reviewed == "May 2026"
    assert found.any
    assert next(report(found)) == "The review date is now May 2026; ours is October 2023."


SPLIT = {
    "reference numbers go": ("It works.1 It lasts.2,4,7", ["It works.", "It lasts."]),
    "a number with a space before it": ("He saw it. 2", ["He saw it."]),
    "a number in the sentence stays": ("It targets IL-2.5", ["It targets IL-2."]),
    "a heading is none": ("What are the effects?\n\nMycophenolate mofetil", []),
    "a bullet without a stop": ("Such as:2,4\n  • Upset stomach", ["Such as:", "Upset stomach"]),
    "a quotation begins one": ("It is so. “Off-label” it is.", ["It is so.", "“Off-label” it is."]),
}


@pytest.mark.parametrize(("text", "expected"), SPLIT.values(), ids=SPLIT)
def test_an_article_is_split_into_sentences(text, expected):
    assert sentences(text) == expected


def test_every_quote_rests_under_something():
    assert [key for key in CONTENT.quotes if not list(rests_on(key))] == []


def test_the_command_reports_and_says_by_its_status_that_something_changed(tmp_path, capsys):
    path = tmp_path / "article.txt"
    path.write_text(set_as_an_article(TEXTS), "utf-8")
    assert run(["--against", str(path)]) == 1  # what nobody quotes is missing from the stand-in
    said = capsys.readouterr().out
    removed = [line.split()[0] for line in said.splitlines() if line.endswith(" removed")]
    assert set(removed) == CONTENT.digests.keys() - QUOTED.keys()


def test_the_command_says_when_there_is_no_such_file(tmp_path, capsys):
    assert run(["--against", str(tmp_path / "none.txt")]) == 2
    assert "none.txt" in capsys.readouterr().err


def test_the_command_works_as_a_command(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(b"\xff")
    command = [sys.executable, "-m", "rules", "--against", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "article.txt" in done.stderr

"""Our own words on a page, line by line: no quotes, no titles of sources, no own questions."""

import re

from bs4 import BeautifulSoup
from support.own_words import own_words
from support.plain_words import SPEAK_OF_THE_WORD_SAFE
from support.spanish import ALLOWED, spanish_words

LINES = "button, dd, div, dt, h1, h2, h3, label, legend, li, p, section, small, summary, td, th"
LINES += ", .hint, .label"
NOT_OURS = "head, blockquote, q, cite, .references, .references-run-in, .own, textarea, option"
NOT_OURS += (
    ", .clinic, .made bdi, .cases, a[rel=noopener]"  # not ours to word, or put together from parts
)
NOT_OURS += ", [data-case], code.id, .record"  # for clinicians alone
NOT_OURS += ", .carry .address, .ours"
NOT_OURS += ", html:not([lang=en]) [lang=en]"  # the article, and what the doctor reads
OWN_WITHIN = r"“[^”]*”(?=[),])"  # a person's own words on a side effect, within a question
OF_THE_WORD_SAFE = [own_words()[where] for where in SPEAK_OF_THE_WORD_SAFE]
OF_THE_WORD_SAFE += [spanish_words()[where] for where in ALLOWED["safe"]]


def own_lines(html: str) -> list[str]:
    page = BeautifulSoup(html, "html.parser")
    for tag in page.select(NOT_OURS):
        tag.decompose()
    for tag in page.select(LINES):
        tag.insert_before("\n")
        tag.insert_after("\n")
    for answers in page.select("dd, .listed, summary small"):
        for text in answers.find_all(string=True):
            text.replace_with(re.sub("[;·,]", ".", text))  # a list of answers is no sentence
    text = re.sub(OWN_WITHIN, "", page.get_text())
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line]


def without_talk_of_safe(text: str) -> str:
    """Less the few texts that ask what the article means by "safe", which are tested by name."""
    for words in OF_THE_WORD_SAFE:
        text = text.replace(words, "")
    return text

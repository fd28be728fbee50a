"""What plain words are: how a grade is measured, and what our own words never say."""

import re

import pyphen

HIGHEST_GRADE = 6.0
MOST_WORDS = 20  # in a sentence
NAMES = {
    "cyclosporine",
    "methotrexate",
    "azathioprine",
    "mycophenolate",
    "prednisone",
    "neoral",
    "sandimmune",
    "gengraf",
    "trexall",
    "otrexup",
    "rasuvo",
    "imuran",
    "azasan",
    "cellcept",
    "myfortic",
    "dupilumab",
    "dupixent",
    "tralokinumab",
    "adbry",
    "lebrikizumab",
    "ebglyss",
    "nemolizumab",
    "nemluvio",
    "upadacitinib",
    "rinvoq",
    "abrocitinib",
    "cibinqo",
    "baricitinib",
    "olumiant",
    "allopurinol",
    "cotrimoxazole",
    "febuxostat",
    "simvastatin",
    "trimethoprim",
}
HYPHENS = pyphen.Pyphen(lang="en_US")

# what: (how it would look, a sentence that it must catch)
FORBIDDEN = {
    "a dose": (
        r"\d\s?(?:mg|milligrams?|ml|mcg|micrograms?|tablets?|pills?)\b",
        "It is often 5 mg a day.",
    ),
    "you qualify": (r"\bqualif", "You qualify for it."),
    "you should": (r"\byou should\b", "You should take it."),
    "must": (r"\bmust\b", "You must take it."),
    "you need": (r"\byou need\b", "You need a pill."),
    "stop taking": (r"\bstop taking\b", "Stop taking it."),
    "stop it": (r"\b(?:stop|quit) (?:it|your|the|this|all) ", "Then stop the pill today."),
    "the only one with a boxed warning": (
        r"\bonly (?:medicine|one)\b",
        "It is the only medicine with a boxed warning.",
    ),
    "best or worst": (r"\b(?:best|worst)\b(?! itch\b)", "It is the best one."),
    "better": (r"\bbetter\b(?! sleep\b)", "It works better."),  # that one is a goal
    "recommended": (r"\brecommend", "We recommend it."),
    "we advise": (r"\bwe (?:suggest|advise)\b", "Here we advise a pill."),
    "this page": (r"\bthis (?:page|website|site)\b", "As this page says."),
    "drug": (r"\bdrugs?\b", "Such drugs are old."),
    "safe": (r"\bsafe(?:ly|r|st)?\b", "It is safe."),
    "a rank": (r"\b(?:first|second) choice\b|\bfirst-line\b|\bscore\b", "It is a first choice."),
    "a diagnosis": (r"\byou have an? |\bdiagnos", "You have an infection."),
    "a promise": (r"\bwill (?:help|heal|work)\b|\bcures?\b", "It will help."),
    "the child quote in other words": (
        r"\binjectable\b|\b(?:only|just) (?:the|a) shot\b|\bshot (?:form )?only\b",
        "Children get only the shot.",
    ),
    "a word of the rules alone": (
        r"\bin play\b|\bconsidered\b|\bstages?\b",
        "It is in play at this stage.",
    ),
    "a name or a date of birth": (
        r"\byour (?:full |last )?name\?|\bdate of birth\b|\bbirthday\b",
        "What is your name?",
    ),
}
SPEAK_OF_THE_WORD_SAFE = {  # of the article
    "note N3, title",
    "note N3",
    "question Q33 for me",
    "question Q33 for my child",
    "question Q33 for the person I care for",
}


def says(what: str, text: str) -> bool:
    """Whether a text says what our own words never say."""
    return bool(re.search(FORBIDDEN[what][0], text, re.IGNORECASE))


ABBREVIATED = r"\b(U\.[SK](?=\.(?:,| [a-z]))|St)\."  # no end of a sentence


def sentences(text):
    plain = re.sub(ABBREVIATED, lambda found: found[1].replace(".", ""), text)
    return [part for part in re.split(r"(?<=[.?!])['’)]*\s+", plain) if part]


def words(text):
    return re.findall(r"[A-Za-z0-9][A-Za-z0-9'’.-]*", text)


def syllables(word):
    """Vowel groups without a silent e, or parts by hyphenation, whichever are more."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if letters in NAMES:
        return 1
    groups = len(re.findall(r"[aeiouy]+", letters))
    if re.search(r"[^aeiouyl]e$|[^aeioutdy]ed$|[^aeioucghsxz]es$", letters):
        groups -= 1
    return max(groups, len(HYPHENS.positions(letters)) + 1)


def grade(text):
    spoken = words(text)
    syllables_a_word = sum(map(syllables, spoken)) / len(spoken)
    return 0.39 * len(spoken) / len(sentences(text)) + 11.8 * syllables_a_word - 15.59

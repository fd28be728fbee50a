"""What plain Spanish is, and what our own Spanish words never say.

The measure is that of Szigriszt-Pazos, read on the scale INFLESZ: 206.835 - 62.3 x syllables a word
- words a sentence. From 65 on a text is rather easy. Names of medicines count as one short word, as
they do in English; the article's sentences are left out.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from rules.content import CONTENTS
from rules.content.files import TRANSLATED, read_english, read_translation
from rules.content.translation import overlaid, texts
from support.own_words import Filled

LOWEST_INFLESZ = 65
MOST_WORDS = 22  # in a sentence
SHORT = 3  # words: labels so short have no sentence to measure
NAMES = {
    "abrocitinib",
    "azatioprina",
    "baricitinib",
    "ciclosporina",
    "dupilumab",
    "lebrikizumab",
    "metotrexato",
    "micofenolato",
    "nemolizumab",
    "prednisona",
    "tralokinumab",
    "upadacitinib",
}
FILES = [name for name in TRANSLATED if name != "quotes"]

# what: (how it would look, a sentence that it must catch)
FORBIDDEN = {
    "a dose": (
        r"\d\s?(?:mg|miligramos?|ml|mcg|microgramos?|tabletas?|pastillas?)\b",
        "Suelen ser 5 mg al día.",
    ),
    "you qualify": (r"\bcalifica\b|\blos requisitos\b", "Usted califica para eso."),
    "you should": (
        r"\busted deb|\bdeb(?:e|en|ería|erían) (?:tomar|usar|empezar|dejar|suspender|ponerse)",
        "Usted debe tomar la pastilla. Debería usar una inyección.",
    ),
    "must": (
        r"\b(?:tiene que|hay que) (?:tomar|usar|empezar|dejar|suspender|ponerse)",
        "Tiene que usar una inyección.",
    ),
    "you need": (
        r"\busted necesita|\bnecesita (?:tomar|usar|una? )",
        "Usted necesita una pastilla.",
    ),
    "stop taking": (
        r"(?<!no )\b(?:deje|suspenda|interrumpa|pare) (?:de|el|la|los|las|su|sus|est[ea])\b",
        "Deje de tomar la pastilla.",
    ),
    "best or worst": (
        r"\b(?:el|la|los|las|lo) (?:mejor|peor)(?:es)?\b(?! picazón| que hay)",
        "Es el mejor medicamento.",
    ),
    "better": (r"(?<!dormir )\bmejor(?:es)?\b(?! a peor)", "Funciona mejor."),
    "recommended": (r"\brecom(?:end|iend)", "Le recomendamos una pastilla."),
    "we advise": (r"\b(?:aconsejamos|sugerimos)\b", "Le aconsejamos una pastilla."),
    "this page": (r"\best[ae] (?:página|sitio)\b", "Como dice esta página."),
    "drug": (r"\bdrogas?\b", "Esas drogas son viejas."),
    "safe": (r"\bsegur[oa]s?\b", "Es seguro."),
    "a rank": (
        r"\bprimera (?:opción|línea|elección)\b|\bpuntaje\b",
        "Es un medicamento de primera línea.",
    ),
    "a diagnosis": (r"\busted (?:tiene|padece) |\bdiagn[oó]stic", "Usted tiene una infección."),
    "a promise": (
        r"\b(?:ayudará|curará|sanará|servirá|garantiza)\b|\b(?:lo|la|le|se) cura\b",
        "Eso le ayudará.",
    ),
    "the child quote in other words": (
        r"\binyectable\b|\b(?:solo|solamente) (?:la|una) inyección\b",
        "Los niños usan solo la inyección.",
    ),
    "tú": (r"\b(?:tú|tu|tus|ti|contigo)\b", "Pregunta a tu médico."),
    "a made-up ending": (r"\w[@x]s?\b(?<!fax)(?<!félix)", "Lxs niñ@s."),
    "a name or a date of birth": (
        r"\bsu nombre\?|\bfecha de nacimiento\b|\bcumpleaños\b",
        "¿Cuál es su nombre?",
    ),
}
ALLOWED = {
    "safe": {"notes N3.title", "notes N3.text", "questions Q33.me"},  # the article's own word
    "best or worst": {"answers itch.hint"},  # the end of the scale
}
VOWELS = re.compile("[aeiouáéíóúü]+")
STRONG = re.compile("[aeoáéíóú]")


class SpanishFilled(Filled):
    """Fills a blank with what the sheet says there, or with one short word."""

    KNOWN: Mapping[str, str] = {
        "person": CONTENTS["es"].answers["person"]["someone_else"]["asking"],
        "Person": "Mi hijo o hija",
        "medicine": "ciclosporina",
        "medicines": "ciclosporina y metotrexato",
    }


def says(what: str, text: str) -> bool:
    """Whether a text says what our own words never say."""
    return bool(re.search(FORBIDDEN[what][0], text, re.IGNORECASE))


@cache
def spanish_words() -> Mapping[str, str]:
    """All our own words in Spanish, by file and key, their blanks filled."""
    english = read_english()
    raw = overlaid(english, read_translation("es"))
    return {
        f"{name} {key}": SpanishFilled().format(_at(raw[name], key.split(".")))
        for name in FILES
        for key in texts(english)[name]
    }


def _at(value: Any, keys: list[str]) -> str:
    for key in keys:
        value = value[int(key)] if isinstance(value, list) else value[key]
    return str(value)


def of_file(name: str) -> Iterator[str]:
    """The texts of a file that have a sentence to measure."""
    for where, text in spanish_words().items():
        if where.startswith(f"{name} ") and len(text.split()) > SHORT:
            yield text


def sentences(text: str) -> list[str]:
    """The sentences of a text; the dots of "EE. UU." end none, unless a capital follows."""
    plain = re.sub(r"EE\. UU\.(?= [A-Z])", "EEUU.", text).replace("EE. UU.", "EEUU")
    return [part for part in re.split(r"(?<=[.?!])[”)]*\s+", plain) if words(part)]


def words(text: str) -> list[str]:
    return re.findall(r"[a-záéíóúüñ]+", text.lower())


def syllables(word: str) -> int:
    """A strong vowel makes one, and so does an accent; i and u beside it join it."""
    if word in NAMES:
        return 1
    groups = VOWELS.findall(word)
    return sum(max(1, len(STRONG.findall(group))) for group in groups) or 1


def inflesz(text: str) -> float:
    spoken = words(text)
    a_word = sum(map(syllables, spoken)) / len(spoken)
    return 206.835 - 62.3 * a_word - len(spoken) / len(sentences(text))

"""Prints how plain our words are: `make grades`.

Of English the reading grade of each text, the hardest first; of Spanish the INFLESZ of each file.
"""

from support.own_words import about_lines, notes_and_alerts, questions, rules_in_words, standing
from support.plain_words import grade
from support.spanish import FILES, inflesz, of_file

# Where each text that is long enough to have a grade of its own stands, and the text.
TEXTS = dict((*questions(), *notes_and_alerts(), *standing(), *rules_in_words(), *about_lines()))

if __name__ == "__main__":
    found = sorted(((grade(text), where) for where, text in TEXTS.items()), reverse=True)
    for each, where in found:
        print(f"{each:5.1f}  {where}")
    print(f"{len(found)} texts, half of them at {found[len(found) // 2][0]:.1f} or less")
    for name in FILES:
        together = ". ".join(text.rstrip(".:") for text in of_file(name)) + "."
        print(f"{inflesz(together):5.1f}  es/{name}.toml")

"""Prints the reading grade of each text of ours, the hardest first: `make grades`."""

from support.own_words import about_lines, notes_and_alerts, questions, rules_in_words, standing
from support.plain_words import grade

# Where each text that is long enough to have a grade of its own stands, and the text.
TEXTS = dict((*questions(), *notes_and_alerts(), *standing(), *rules_in_words(), *about_lines()))

if __name__ == "__main__":
    found = sorted(((grade(text), where) for where, text in TEXTS.items()), reverse=True)
    for each, where in found:
        print(f"{each:5.1f}  {where}")
    print(f"{len(found)} texts, half of them at {found[len(found) // 2][0]:.1f} or less")

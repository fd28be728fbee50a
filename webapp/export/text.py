"""The sheet as plain text, in the order of the paper, to paste into a message to the clinic."""

from collections.abc import Iterator
from datetime import date

from rules.content import CONTENTS
from rules.content.model import Note, Quote
from rules.sheet_model import OwnQuestion, Question, Sheet
from rules.source_age import age_in_words
from rules.wording import TriedLine
from webapp.clinics import Clinic
from webapp.settings import MAX_SHORT_TEXT
from webapp.words import WORDS, print_words, reference_line


def full(
    sheet: Sheet, made_on: date, clinic: Clinic | None = None, beside: Sheet | None = None
) -> str:
    """All that the sheet says: each question with its reason, quotes, notes and references.

    With `beside`, the same sheet in the doctor's language, the first questions stand in both.
    """
    return "\n".join(_Text(sheet, beside).full_lines(made_on, clinic)) + "\n"


def short(sheet: Sheet, clinic: Clinic | None = None, beside: Sheet | None = None) -> str:
    """Who, the first questions, and one line for each other: 2,000 characters."""
    text = _Text(sheet, beside)
    whole = text.short(clinic)
    return whole or _Text(sheet).short(clinic) or text.cut(clinic)


class _Text:
    """One sheet on its way to text."""

    def __init__(self, sheet: Sheet, beside: Sheet | None = None) -> None:
        self.sheet, self.beside = sheet, beside
        self.content = CONTENTS[sheet.language]
        self.said = WORDS[sheet.language]["text"]
        self.words = print_words("sheet", sheet.language)

    # In short

    def short(self, clinic: Clinic | None) -> str:
        """The text with as many of the rest as fit; a word says how many do not. Empty if none."""
        start, end = self._start(), self._end(clinic)
        rest = [f"{number}. {item.text}" for number, item in self._numbered(important=False)]
        for count in range(len(rest), -1, -1):
            text = self._with_rest(start, rest, count)
            if len(text) + len(end) <= MAX_SHORT_TEXT:
                return text + end
        return ""

    def cut(self, clinic: Clinic | None) -> str:
        """As much of it as there is room for."""
        end = self._end(clinic)
        return self._start()[: MAX_SHORT_TEXT - len(end) - 1] + "…" + end

    def _start(self) -> str:
        sheet = self.sheet
        lines = [f"{sheet.titles['sheet']} ({sheet.who})", *self._matters()]
        if sheet.alerts_for_doctor:
            named = "; ".join(alert.short for alert in sheet.alerts_for_doctor)
            lines += [f"{self.words['alerts_title']}: {named}."]
        lines += [f"{sheet.titles['tried']}: {'; '.join(self._tried())}", "", sheet.three_title]
        for number, item in self._numbered(important=True):
            lines += [f"{number}. {item.text}", *self._in_english(number)]
        return "\n".join(lines)

    def _end(self, clinic: Clinic | None) -> str:
        words = self.said
        origin = words["origin_clinic"].format(clinic=clinic.name) if clinic else words["origin"]
        return f"\n\n{origin}\n"

    def _with_rest(self, start: str, rest: list[str], count: int) -> str:
        left = len(rest) - count
        left_out = [self.said["left_out"].format(count=left)] if left else []
        shown = [*rest[:count], *left_out]
        return "\n".join([start, "", self.words["more_to_ask"], *shown]) if shown else start

    def _in_english(self, number: int) -> list[str]:
        """The question of that number for the doctor; own ones stand as they were typed."""
        if not self.beside:
            return []
        item = self.beside.printed[number - 1]
        return [f"   {item.text}"] if isinstance(item, Question) else []

    def _matters(self) -> list[str]:
        """What matters, how bad it is, and that nothing is ticked under health."""
        sheet = self.sheet
        told = [each.words for each in (sheet.itch, sheet.bad_nights) if each]
        lines = [sheet.matters] if sheet.matters else []
        lines += [f"{'. '.join([sheet.severity, *told])}."]
        lines += [f"{self.words['health']}: {sheet.health}"] if sheet.health else []
        return lines

    def _tried(self) -> list[str]:
        lines = [self._treatment(line) for line in self.sheet.tried]
        return [*lines, " ".join(self.sheet.tried_notes)]

    def _treatment(self, line: TriedLine) -> str:
        how = line.how
        if line.side_effect:
            how = self.words["side_effect"].format(how=how, words=line.side_effect)
        text: str = self.said["line"].format(label=line.treatment, answer=how)
        return f"{text} ({line.how_long})" if line.how_long else text

    def _numbered(self, important: bool) -> Iterator[tuple[int, Question | OwnQuestion]]:
        for number, item in enumerate(self.sheet.printed, start=1):
            if (number <= len(self.sheet.most_important)) is important:
                yield number, item

    # In full

    def full_lines(self, made_on: date, clinic: Clinic | None) -> Iterator[str]:
        """All of it, in the order of the paper."""
        sheet, words = self.sheet, self.words
        yield from (sheet.titles["sheet"].upper(), sheet.who, *(clinic.lines if clinic else ()))
        yield words["made_on"].format(date=made_on.isoformat())
        yield from _part(sheet.titles["matters"], self._matters())
        if sheet.alerts_for_doctor:
            lines = [f"- {alert.to_doctor}" for alert in sheet.alerts_for_doctor]
            yield from _part(words["alerts_title"], lines)
        yield from _part(sheet.titles["tried"], [f"- {line}" for line in self._tried()])
        yield from self._questions()
        yield from _part(words["decided"], [f"- {label}: ____" for label in sheet.decided])
        yield from self._what_to_do()
        yield from self._order()
        bring = [sheet.bring_all.to_you, *sheet.bring]
        yield from _part(words["bring_title"], [f"- {line}" for line in bring])
        yield from self._about(made_on)

    def _questions(self) -> Iterator[str]:
        for title, important in (
            (self.sheet.three_title, True),
            (self.words["more_to_ask"], False),
        ):
            yield from _part(title, [])
            for number, item in self._numbered(important):
                yield from ("", f"{number}. {item.text}")
                yield from self._in_english(number) if important else ()
                if isinstance(item, Question):
                    yield from self._behind(item)

    def _behind(self, item: Question) -> Iterator[str]:
        if item.because:
            yield f"   {item.because}"
        for quote in item.quotes:
            yield from (f"   {line}" for line in self._quote(quote))
        for note in item.notes:
            yield from (f"   {line}" for line in self._note(self.sheet.notes[note]))

    def _quote(self, quote: Quote) -> Iterator[str]:
        words: str = self.said["says_labeled"] if quote.label else self.said["says"]
        said = words.format(label=quote.label, quote=quote.translation or quote.text)
        if quote.translation:
            yield f"{said} {self.words['our_translation']}"
            yield f"“{quote.text}”"
        else:
            yield said

    def _note(self, note: Note) -> Iterator[str]:
        yield f"{self.words['other_sources'].format(title=note.title)} {note.text}"
        for reference in note.references:
            yield f"- {reference_line(reference, self.sheet.language)} {reference.url}"

    def _what_to_do(self) -> Iterator[str]:
        if self.sheet.alerts:
            lines = [f"- {alert.title}. {alert.to_you}" for alert in self.sheet.alerts]
            yield from _part(self.words["alerts_to_you"], lines)
        emergency = self.sheet.emergency
        yield from _part(self.words["call_now"], [f"- {sign}" for sign in emergency.call])
        yield from _part(self.words["help_today"], [f"- {sign}" for sign in emergency.today])

    def _order(self) -> Iterator[str]:
        sheet, order = self.sheet, self.content.order
        yield from _part(order["title"], [order["caption"]])
        yield f"- {order['creams']}: {order['creams_state']}"
        yield from (f"- {line.name}: {line.state_words}" for line in sheet.medicines)
        yield from self._note(self.content.notes[self.content.named.order_note])
        if sheet.other_treatments:
            yield from ("", *self._note(sheet.other_treatments))

    def _about(self, made_on: date) -> Iterator[str]:
        sheet, source = self.sheet, self.sheet.source
        yield from _part(self.said["about_title"], list(sheet.standing))
        yield self.said["about_source"].format(
            title=source.title,
            publisher=source.publisher,
            reviewed=source.reviewed,
            age=age_in_words(self.content, made_on),
        )
        yield source.url
        yield self.words["version"].format(version=sheet.content_version, reviewer=sheet.reviewer)


def _part(title: str, lines: list[str]) -> list[str]:
    return ["", title.upper(), *lines]

"""The cookie that holds the answers: locked, of a length that tells nothing, never too long."""

import random
import zlib
from base64 import b64decode, urlsafe_b64decode
from contextlib import suppress
from itertools import product
from urllib.parse import urlencode

import pytest
from flask.sessions import SecureCookieSessionInterface
from hypothesis import given
from hypothesis import strategies as st
from support.anyone import anyones_answers
from support.visiting import ADDRESS, KEY, PERSON_1, PERSON_2, PERSON_3, Visitor, stored

from rules.answers import (
    MAX_GOALS,
    MAX_OWN_QUESTION_LENGTH,
    MAX_SIDE_EFFECT_LENGTH,
    Concern,
    Goal,
    Health,
    Medicine,
    Months,
    Outcome,
)
from rules.content import CONTENT
from webapp import create_app
from webapp.encrypted_cookie import MAX_COOKIE, STEP
from webapp.pages import PAGES
from webapp.words import WORDS

NEW_KEY = "another-made-up-key"
OWN = "Is Zanzibar good for my skin?"
TOLD = {
    "about-you": {"who": "someone_else", "age": "16", "severity": "moderate"}
    | {"specialist": "not_sure"},
    "creams": {"creams": "not_enough"},
    "medicines": {"medicines": [*Medicine]},
    "how-it-went": {f"outcome-{each}": "side_effects" for each in Medicine}
    | {f"months-{each}": "12_or_more" for each in Medicine},
    "health": {"health": [*Health]},
    "matters": {"goals": [*Goal][-MAX_GOALS:], "itch": "10", "bad_nights": "7"}
    | {"concerns": [*Concern]},
}
FULLEST = stored(TOLD)
CLINIC = "q7x2-k9vz3-m1wp8-t6yb4-r5hn0-c2jd7-f8sgl"  # as long as a slug may be
HOUR = 3600
DAY = 24 * HOUR
FORM = "application/x-www-form-urlencoded"


def drawn(first: int, last: int, count: int = 200, seed: int = 1) -> str:
    """So many random characters, which no compression makes much smaller."""
    chosen = random.Random(seed)
    return "".join(chr(chosen.randint(first, last)) for _ in range(count))


def three(first: int, last: int) -> dict[str, str]:
    return {f"own_{place}": drawn(first, last, seed=place) for place in (1, 2, 3)}


LATIN, CHINESE, ASTRAL = (0xC0, 0x17F), (0x4E00, 0x9FA5), (0x20000, 0x2A6D0)


def is_empty(visitor: Visitor) -> bool:
    """Whether nothing is known of the answers; the page that says so is open."""
    visitor.go("/sheet")
    return visitor.path == "/questions/about-you"


# Locked


def readable(cookie: str) -> bytes:
    """All that can be read of it without a key: in base64 of any kind, from any place, unpacked."""
    found = [cookie.encode()]
    for decode, start, padding in product((b64decode, urlsafe_b64decode), range(4), range(4)):
        for part in (cookie, *cookie.split(".")):
            with suppress(ValueError):
                found.append(decode(part[start:] + "=" * padding))
    for packed in [*found]:
        for start, kind in product(range(min(80, len(packed))), (15, -15, 31)):
            with suppress(zlib.error):
                found.append(zlib.decompressobj(kind).decompress(packed[start:]))
    return b" ".join(found)


CODES = {"someone_else", "moderate", "side_effects", "12_or_more", *Medicine, *Health, *Concern}
LONG = {each for each in CODES if len(each) > 4}  # shorter ones occur by chance
TELLING = {each.encode() for each in (*LONG, "severity", "csrf_token", "Zanzibar", "Q53")}


def test_the_cookie_shows_no_answer_and_no_own_word(visitor):
    visitor.walk(TOLD)
    visitor.open("/sheet/choose")
    visitor.send({"chosen": ["Q53"], "own_1": OWN})
    assert visitor.path == "/sheet"
    text = readable(visitor.cookie)
    assert {each for each in TELLING if each in text} == set()


def test_the_search_would_find_them_in_a_cookie_that_is_only_signed(app):
    held = {"answers": FULLEST | {"own_questions": [OWN]}, "csrf_token": "x", "choice": "Q53"}
    text = readable(SecureCookieSessionInterface().get_signing_serializer(app).dumps(held))
    assert {each for each in TELLING if each not in text} == set()


# Of a length that tells nothing

PERSON = PERSON_3 | {"medicines": {"medicines": ["none"]}, "health": {"health": ["none"]}}
TICKS = [("medicines", "medicines", code) for code in Medicine]
TICKS += [("health", "health", code) for code in (*Health, "rather_not_say")]
TICKS += [("matters", "goals", code) for code in Goal]
TICKS += [("matters", "concerns", code) for code in Concern]


@pytest.mark.parametrize(("slug", "name", "code"), TICKS)
def test_one_tick_more_or_less_does_not_show_in_its_length(visitor, slug, name, code):
    lengths = set()
    for codes in (["none"], [code]):
        visitor.answered(PERSON)
        visitor.open(f"/questions/{slug}?change=1")
        visitor.send({name: codes})
        assert visitor.status == 200
        lengths.add(len(visitor.cookie))
    assert len(lengths) == 1


questions = st.sampled_from([*CONTENT.questions])


@given(
    told=anyones_answers(),
    chosen=st.none() | st.lists(questions, max_size=15, unique=True),
    clinic=st.sampled_from([None, CLINIC]),
    kept=st.booleans(),
)
def test_no_answers_choice_or_clinic_show_in_its_length(visitors, told, chosen, clinic, kept):
    went = told["medicines"]
    partial = told | {"medicines": [*went], "outcomes": went, "side_effect": {}}
    choice = chosen and {"chosen": chosen, "first": chosen[:3], "offered": [*CONTENT.questions]}
    visitor = visitors()
    visitor.remember(csrf_token="5a" * 20)
    shortest = len(visitor.cookie)
    visitor.remember(answers=partial, choice=choice, clinic=clinic, used=1, _permanent=kept)
    assert len(visitor.cookie) == shortest


@pytest.mark.parametrize("seed", range(20))
def test_nor_do_the_most_varied_answers_and_choices_of_all(visitor, seed):
    chance = random.Random(seed)
    ids = chance.sample([*CONTENT.questions], len(CONTENT.questions))
    varied = FULLEST | {
        "outcomes": {each: chance.choice([*Outcome]) for each in Medicine},
        "months": {each: chance.choice([*Months]) for each in Medicine},
        "health": chance.sample([*Health], 20),
        "concerns": chance.sample([*Concern], 20),
    }
    choice = {"chosen": ids[:15], "first": ids[:3], "offered": chance.sample(ids, len(ids) - 20)}
    visitor.remember(csrf_token=f"{chance.getrandbits(160):040x}")
    shortest = len(visitor.cookie)
    visitor.remember(answers=varied, choice=choice, clinic=CLINIC, used=1, _permanent=True)
    assert len(visitor.cookie) == shortest


def test_with_own_words_its_length_goes_in_steps(visitor):
    lengths = set()
    for count in range(0, 600, 40):
        own = drawn(*CHINESE, count)
        visitor.remember(answers=FULLEST | {"own_questions": [own]})
        lengths.add(len(urlsafe_b64decode(visitor.cookie)))
    assert len(lengths) >= 3
    assert {(length - min(lengths)) % STEP for length in lengths} == {0}
    assert STEP == 512


# Never too long


@pytest.mark.parametrize("script", [LATIN, CHINESE], ids=["Latin", "Chinese"])
def test_the_fullest_answers_and_three_long_own_questions_fit(visitor, script):
    visitor.remember(answers=FULLEST, clinic=CLINIC)
    own = three(*script)
    visitor.open("/sheet/choose")
    offered = [box["value"] for box in visitor.page.select("input[name=chosen]")]
    first = {"first": ["own-3", "own-2", "own-1"]}
    visitor.send(own | first | {"chosen": offered[-12:]})
    assert visitor.path == "/sheet"
    assert all(text in visitor.text for text in own.values())
    visitor.open("/check-answers")
    visitor.send({"keep": "yes"})  # nor does what is added later make it too long
    assert len(visitor.page.select("[data-question]")) == 15


def test_what_does_not_fit_is_said_at_an_own_question_and_nothing_typed_or_saved_is_lost(visitor):
    visitor.remember(answers=FULLEST)
    visitor.open("/sheet/choose")
    before, typed = visitor.cookie, three(*ASTRAL) | {"first": ["Q53", "own-3"]}
    visitor.send(typed)
    assert visitor.status == 422
    (place, said), *others = visitor.errors().items()
    assert not others
    assert place.startswith("#own_")
    assert "too long for the browser to keep" in said
    kept = visitor.filled()
    assert {name: kept[name] for name in typed} == {
        name: value if isinstance(value, list) else [value] for name, value in typed.items()
    }
    assert visitor.cookie == before


def test_ticks_for_which_no_room_is_left_are_refused_on_their_page(visitor):
    visitor.remember(answers=FULLEST | {"health": ["none"]})
    own = three(*ASTRAL)
    for length in range(MAX_OWN_QUESTION_LENGTH, 0, -1):  # as much as just fits
        visitor.open("/sheet/choose")
        visitor.send(own | {"own_3": own["own_3"][:length]})
        if visitor.path == "/sheet":
            break
    visitor.open("/questions/health")
    visitor.send({"health": list(Health)})
    assert visitor.status == 422
    assert WORDS["en"]["messages"]["cookie_full"] in visitor.errors().values()
    assert len(visitor.page.select("input[checked]")) == len(Health), "the ticks are still there"
    visitor.open("/sheet")
    assert own["own_1"] in visitor.text


def test_side_effects_for_which_no_room_is_left_are_refused_on_their_page(visitor):
    visitor.remember(answers=FULLEST | {"own_questions": [drawn(*ASTRAL)]})
    visitor.open("/questions/how-it-went")
    before, count = visitor.cookie, MAX_SIDE_EFFECT_LENGTH
    typed = {
        f"side_effect-{each}": drawn(*ASTRAL, count=count - (place != 4), seed=place)
        for place, each in enumerate(Medicine)
    }
    visitor.send(typed)
    assert visitor.status == 422
    assert visitor.page.title.get_text().startswith("Error: ")
    longest = [*typed][4]
    assert visitor.errors() == {f"#{longest}": WORDS["en"]["messages"]["cookie_full"]}
    assert {name: [text] for name, text in typed.items()}.items() <= visitor.filled().items()
    assert visitor.cookie == before
    visitor.send({name: text[:10] for name, text in typed.items()})
    assert visitor.path == "/questions/health"


def test_whatever_is_typed_anywhere_no_cookie_is_longer_than_a_browser_takes(app, visitors):
    routes = [rule.rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    paths = sorted({path.replace("<slug>", page.slug) for path, page in product(routes, PAGES)})
    assert len(paths) == 4 + len(PAGES)
    visitor, longest = visitors(), 0
    visitor.answered(PERSON_3)
    finished, token = visitor.cookie, {"csrf_token": visitor.filled()["csrf_token"][0]}
    boxes = "form[method=post] [name]"
    fields = {path: {box["name"] for box in visitor.open(path).select(boxes)} for path in paths}
    everywhere = {*set().union(*fields.values()), "csrf_token", "outcome-newer_other", "x"}
    assert len(everywhere) > 18
    visitor.remember(answers={})
    begun, text = visitor.cookie, drawn(*CHINESE, 5400)
    for path, held in product(paths, (finished, begun)):
        typed = [dict.fromkeys(everywhere - {"csrf_token"}, text[: 5400 // len(everywhere)])]
        typed += [{name: text} for name in fields[path]] if held == finished else [{"own_1": text}]
        for data in typed:
            visitor.cookie = held
            body = urlencode(token | data)
            sent = visitor.client.post(path, base_url=ADDRESS, data=body, content_type=FORM)
            answers = [sent]
            if led_to := sent.headers.get("Location"):
                answers.append(visitor.get(led_to))  # and says something there
            for answer in answers:
                assert answer.status_code < 500, (path, [*data])
                longest = max(longest, len(answer.headers.get("Set-Cookie", "")))
    assert 1000 < longest <= MAX_COOKIE == 4093


def test_a_session_too_long_for_a_cookie_is_not_sent_and_the_one_before_stays(visitor):
    visitor.answered(PERSON_1)
    before = visitor.cookie
    visitor.remember(answers=FULLEST | {"own_questions": [drawn(*ASTRAL, 1200)]})
    assert visitor.cookie == before
    visitor.remember(answers=FULLEST)
    assert visitor.cookie != before


# Read only by who made it


def made_by(key: str) -> Visitor:
    """Somebody whose answers another service, or this one under another key, wrote down."""
    visitor = Visitor(create_app({"SECRET_KEY": key}).test_client())
    visitor.answered(PERSON_1)
    return visitor


def test_a_cookie_of_the_first_edition_reads_as_empty(app, visitor):
    flasks = SecureCookieSessionInterface().get_signing_serializer(app)
    visitor.cookie = flasks.dumps({"answers": stored(PERSON_1), "_permanent": True})
    assert is_empty(visitor)


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "a.b.c", "\x7f", "é", "." * 3000, "gAAAAA", "eyJhbnN3ZXJzIjp7fX0.aaaaaa.forged"],
    ids=lambda cookie: repr(cookie[:10]),
)
def test_what_is_no_cookie_of_ours_reads_as_empty(visitor, cookie):
    visitor.cookie = cookie
    assert is_empty(visitor)


@pytest.mark.parametrize("place", [0, 5, 20, 700, -40, -3])
def test_a_cookie_with_one_character_changed_reads_as_empty(visitor, place):
    visitor.answered(PERSON_1)
    value = visitor.cookie
    other = "A" if value[place] != "A" else "Q"
    visitor.cookie = value[:place] + other + value[place:][1:]
    assert is_empty(visitor)


def test_a_foreign_cookie_reads_as_empty(visitor):
    visitor.cookie = made_by(NEW_KEY).cookie
    assert is_empty(visitor)


@pytest.mark.parametrize("count", [2, 500])
def test_many_cookies_are_no_more_than_none(visitor, count):
    cookies = "; ".join(f"__Host-answers=forged{n}" for n in range(count))
    assert visitor.get("/sheet", Cookie=cookies).headers["Location"] == "/questions/about-you"


@pytest.mark.parametrize("known", [True, False])
def test_a_changed_key_loses_nobody_while_the_old_one_is_known(known):
    old = made_by(KEY)
    old.open("/questions/creams")
    older = {"SECRET_KEY_FALLBACKS": f"x-{KEY} {KEY}"} if known else {}
    new = Visitor(create_app({"SECRET_KEY": NEW_KEY} | older).test_client())
    new.cookie = old.cookie
    assert is_empty(new) is not known
    new.cookie = old.cookie
    new.go("/questions/creams", "POST", data=old.filled() | {"creams": ["working"]})
    assert new.status == (200 if known else 400)
    new.open("/questions/creams")
    assert new.filled().get("creams") == (["working"] if known else None)
    if known:  # what is written from now on needs the new key alone
        after = Visitor(create_app({"SECRET_KEY": NEW_KEY}).test_client())
        after.cookie = new.cookie
        assert not is_empty(after)


# For how long


def test_the_cookie_is_secure_and_ends_with_the_browser(visitor):
    visitor.open("/questions/about-you")
    cookie = visitor.headers["Set-Cookie"]
    assert cookie.startswith("__Host-answers=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    for part in ("Expires", "Max-Age", "Domain"):
        assert part not in cookie


def test_answers_are_kept_for_30_days_only_when_asked(visitor):
    def kept_until():
        return visitor.client.get_cookie("__Host-answers", domain="clinic.example").expires

    visitor.answered(PERSON_2)
    assert "others use" in visitor.text
    visitor.send()
    assert kept_until() is None
    visitor.open("/check-answers")
    visitor.send({"keep": "yes"})
    assert kept_until() is not None
    visitor.open("/check-answers")
    assert visitor.filled()["keep"] == ["yes"]
    data = {name: value for name, value in visitor.filled().items() if name != "keep"}
    visitor.go("/check-answers", "POST", data=data)
    assert kept_until() is None


def test_each_use_starts_the_thirty_days_anew_and_then_the_cookie_reads_as_empty(visitor, later):
    visitor.answered(PERSON_1)
    visitor.send({"keep": "yes"})
    for _ in range(2):
        later(25 * DAY)
        assert not is_empty(visitor)
    kept = visitor.cookie
    later(30 * DAY + 60)
    visitor.cookie = kept  # a browser may not have dropped it
    assert is_empty(visitor)


@pytest.mark.parametrize("seconds", [61, 3 * HOUR])
def test_a_copy_whose_clock_is_behind_reads_what_another_one_wrote(visitor, later, seconds):
    """Or one whose clock was set back; Fernet itself refuses what is 60 seconds from the future."""
    later(seconds)
    visitor.walk(PERSON_2)
    later(-seconds)
    visitor.open("/questions/creams")
    assert visitor.filled()["creams"] == [PERSON_2["creams"]["creams"]]
    visitor.send()
    assert visitor.status == 200
    assert not is_empty(visitor)


@pytest.mark.parametrize("path", ["/static/app.js", "/static/style.css", "/healthz"])
def test_what_is_the_same_for_everybody_never_carries_the_answers(visitor, path):
    visitor.answered(PERSON_1)
    visitor.send({"keep": "yes"})
    assert "Set-Cookie" not in visitor.get(path).headers

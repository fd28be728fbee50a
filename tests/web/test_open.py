"""A code from another device: it shows what it holds, and is taken only when that is confirmed."""

from random import Random

import pytest
from support.visiting import ADDRESS, KEY, PERSON_1, PERSON_2, PERSON_3, Visitor, stored

from rules import carry
from rules.content import CONTENT
from rules.selection import Choice
from webapp import create_app
from webapp.pages import answers_of
from webapp.progress import complete_answers
from webapp.words import WORDS

WORDS_OF = WORDS["en"]["open"]
ANSWERS_1 = complete_answers(stored(PERSON_1))
OWN = {"own_questions": ["Can I swim in the <b>sea</b>?"]}
CHOSEN = Choice(("Q01", "Q13"), ("Q13", "own-1"))


@pytest.fixture(scope="module")
def visitors():
    """Makes visitors of a service that knows its address, so that codes can be made."""
    app = create_app({"SECRET_KEY": KEY, "PUBLIC_URL": ADDRESS})
    return lambda: Visitor(app.test_client())


def code_of(person: dict, choice: Choice | None = None, **more) -> str:
    return carry.write(answers_of(stored(person) | more), choice, "en", 5000).code


def hard_to_pack(seed: int) -> str:
    draw = Random(seed)
    return "".join(chr(draw.randrange(0x4E00, 0x9FFF)) for _ in range(200))


def opened(visitor, code: str) -> None:
    visitor.open("/open")
    visitor.send({"code": code})


def asked_for(visitor) -> None:
    """Ask for the code where questions are chosen, and go on to the sheet."""
    visitor.open("/sheet/choose")
    visitor.send({"with_code": "yes"})


# On the sheet


def test_without_an_address_of_the_service_no_code_is_offered():
    visitor = Visitor(create_app({"SECRET_KEY": KEY}).test_client())
    visitor.answered(PERSON_1)
    assert not visitor.open("/sheet/choose").select("[name=with_code]")
    data = visitor.filled() | {"with_code": "yes"}
    visitor.go("/sheet/choose", "POST", data=data)
    assert (visitor.path, visitor.page.select(".carry")) == ("/sheet", [])
    assert visitor.get("/sheet/code.svg").status_code == 404


def test_the_sheet_has_a_code_only_for_who_asked_for_it(visitor):
    visitor.answered(PERSON_1)
    assert not visitor.open("/sheet").select(".carry")
    assert visitor.get("/sheet/code.svg").status_code == 404
    asked_for(visitor)
    link = visitor.page.select_one(".carry .address a")["href"]
    assert link == visitor.page.select_one(".copy-link")["data-link"]
    assert link.startswith(f"{ADDRESS}/open#")
    assert carry.read(link).answers == ANSWERS_1.to_json()
    picture = visitor.get("/sheet/code.svg")
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    assert visitor.open("/sheet/choose").select_one("[name=with_code]").has_attr("checked")
    visitor.send({"with_code": []})
    assert not visitor.page.select(".carry")


def test_any_value_asks_for_the_code_and_a_wrong_page_keeps_the_wish(visitor):
    visitor.answered(PERSON_1)
    visitor.open("/sheet/choose")
    sent = visitor.filled() | {"with_code": "false", "own_1": "x" * 201}
    visitor.go("/sheet/choose", "POST", data=sent)
    assert visitor.status == 422
    assert visitor.page.select_one("[name=with_code]").has_attr("checked")


@pytest.mark.parametrize("typed", [1, 2])
def test_own_words_that_do_not_fit_are_counted_on_the_sheet(visitor, typed):
    visitor.answered(PERSON_1)
    visitor.open("/sheet/choose")
    own = {f"own_{place}": hard_to_pack(place) for place in range(1, typed + 1)}
    visitor.send(own | {"with_code": "yes"})
    said = visitor.page.select_one(".carry .notice").get_text()
    forms = WORDS["en"]["carry"]["left_out"]
    assert said == forms["one" if typed == 1 else "more"].format(count=typed)
    assert len(visitor.page.select_one(".carry .address a")["href"]) <= 600


# Opened


@pytest.mark.parametrize("person", [PERSON_1, PERSON_2, PERSON_3], ids=["1", "2", "3"])
def test_what_a_code_holds_is_shown_and_then_opened(visitors, person):
    theirs, mine = visitors(), visitors()
    theirs.answered(person)
    shown = [row.get_text(strip=True) for row in theirs.page.select("dl.check > div > dt + dd")]
    asked_for(theirs)
    on_sheet = theirs.page.select_one(".screen").get_text()
    opened(mine, theirs.page.select_one(".carry .address a")["href"])
    assert mine.status == 200
    found = [row.get_text(strip=True) for row in mine.page.select("dl.check > div > dt + dd")]
    assert found == [line.replace("; kidney", "") for line in shown]  # a side effect, as typed
    assert WORDS_OF["whose"] in mine.text
    assert WORDS_OF["replaces"] not in mine.text
    mine.send()
    assert mine.path == "/sheet"
    assert mine.page.select_one(".screen").get_text() == on_sheet


def test_the_first_button_goes_on_and_no_other_form_stands_there(visitor):
    for _ in range(2):
        page = visitor.open("/open")
        assert len(page.main.select("form")) == 1
        assert not page.select("form.delete")
        visitor.send({"code": code_of(PERSON_1)})
        assert [each.get_text() for each in visitor.page.main.select("button")] == [
            WORDS_OF["confirm"]
        ]
        visitor.send()


def test_answers_here_are_replaced_only_when_that_is_confirmed(visitor):
    visitor.answered(PERSON_2)
    visitor.open("/sheet/visit")
    opened(visitor, code_of(PERSON_1, CHOSEN, **OWN))
    assert WORDS_OF["replaces"] in visitor.text
    held = visitor.page
    assert "Child, 9" in visitor.open("/sheet").get_text()
    visitor.html = str(held).encode()
    visitor.url = f"{ADDRESS}/open"
    visitor.send()
    assert "Adult, 34" in visitor.text
    first = [item["data-question"] for item in visitor.page.select("[data-first]")]
    assert first == ["Q13", "own-1"]
    assert OWN["own_questions"][0] in visitor.page.select_one(".screen").get_text()
    assert "data-notes" not in visitor.page.body.attrs  # of the visit before


def test_answers_that_were_kept_for_long_do_not_pass_that_on(visitor):
    visitor.answered(PERSON_2)
    visitor.open("/check-answers")
    visitor.send({"keep": "yes"})
    opened(visitor, code_of(PERSON_1))
    visitor.send()
    with visitor.client.session_transaction(base_url=ADDRESS) as session:
        assert not session.permanent


def test_words_that_somebody_typed_are_counted_and_not_shown_before(visitor):
    words = "zq0001mark"
    person = PERSON_3 | {"how-it-went": PERSON_3["how-it-went"]}
    more = {"own_questions": [words], "side_effect": {}}
    opened(visitor, code_of(person, **more))
    assert words not in visitor.text
    assert WORDS_OF["own_words"]["one"] in visitor.text
    opened(visitor, code_of(PERSON_1, **{"own_questions": [words, words + "2"]}))
    assert WORDS_OF["own_words"]["more"].format(count=2) in visitor.text
    assert words not in str(visitor.page.main.select("dl"))


def test_how_many_questions_were_chosen_is_told(visitor):
    opened(visitor, code_of(PERSON_1, CHOSEN))
    assert WORDS_OF["questions"].format(count=2) in visitor.text


# What cannot be read, or not all of it

BAD = {
    "nothing": ("", "empty"),
    "words": ("May I swim?", "foreign"),
    "zero bytes": ("\0\0\0", "foreign"),
    "half a code": (code_of(PERSON_1)[:-5], "misread"),
    "very much": ("A" * 60_000, "too_long"),
    "markup": ('"><script>alert(1)</script>', "foreign"),
}


def test_the_words_of_a_link_that_is_no_code_are_not_shown(visitor):
    visitor.open("/open")
    token = visitor.filled()["csrf_token"]
    words = {"csrf_token": token, "code": "Stop_all_your_pills", "from_link": "yes"}
    visitor.go("/open", "POST", data=words)
    assert visitor.status == 422
    assert "pills" not in str(visitor.page)
    assert visitor.page.select_one("[name=from_link]")["value"] == ""


@pytest.mark.parametrize(("code", "reason"), BAD.values(), ids=BAD)
def test_what_is_no_code_gets_a_clear_page_that_keeps_it(visitor, code, reason):
    visitor.open("/open")
    token = visitor.filled()["csrf_token"]
    visitor.go("/open", "POST", data={"csrf_token": token, "code": code})
    assert visitor.status == 422
    assert visitor.page.title.get_text().startswith("Error: ")
    assert WORDS_OF["problems"][reason] in visitor.page.select_one("#summary").get_text()
    assert (
        visitor.page.select_one("textarea").get_text().strip()
        == code.replace("\0", "\ufffd").strip()
        or code == "\0\0\0"
    )
    assert not visitor.page.select("main script")


def test_a_code_sent_twice_and_a_body_that_is_too_long_are_refused(visitor):
    visitor.open("/open")
    token = visitor.filled()["csrf_token"]
    visitor.go("/open", "POST", data={"csrf_token": token, "code": ["1", "2"]})
    assert visitor.status == 422
    assert WORDS["en"]["messages"]["sent_twice"] in visitor.text
    visitor.go("/open", "POST", data={"csrf_token": token, "code": "A" * 300_000})
    assert visitor.status == 413


def test_a_form_without_its_token_shows_the_page_again_with_what_was_pasted(visitor):
    visitor.go("/open", "POST", data={"code": "abc"})
    assert visitor.status == 400
    assert visitor.page.select_one("textarea").get_text().strip() == "abc"


@pytest.mark.parametrize("sent", [{}, {"csrf_token": "old"}], ids=["no token", "an old token"])
def test_the_words_of_a_link_are_not_shown_either_where_its_form_is_refused(visitor, sent):
    sent |= {"code": "Stop_all_your_pills", "from_link": "yes"}
    visitor.go("/open", "POST", data=sent)
    assert visitor.status == 400
    assert "pills" not in str(visitor.page)
    assert WORDS_OF["problems"]["link_refused"] in visitor.page.select_one("#summary").get_text()


def test_who_hides_where_it_is_from_and_has_no_token_is_not_shown_what_was_pasted(visitor):
    sent = {"base_url": ADDRESS, "data": {"code": "zq0008mark"}, "headers": {"Origin": "null"}}
    answer = visitor.client.post("/open", **sent)
    assert (answer.status_code, "zq0008mark" in answer.text) == (400, False)


def changed(code: str, place: int, number: int) -> str:
    """A code in which one number is one that nothing has."""
    packed = bytearray(carry.zlib.decompress(_deflated(code), carry.DEFLATE))
    packed[place] = number
    return carry._sealed(bytes(packed))


def _deflated(code: str) -> bytes:
    rest = code[1:]
    return carry.urlsafe_b64decode(rest + "=" * (-len(rest) % 4))[: -carry.CHECKSUM]


def test_what_is_not_known_of_a_code_is_asked_and_the_rest_is_kept(visitor):
    opened(visitor, changed(code_of(PERSON_1), 2, 99))  # severity
    assert WORDS_OF["gaps"] in visitor.text
    labels = [dt.get_text() for dt in visitor.page.select("dl.check dt")]
    assert CONTENT.answers["about_labels"]["creams"] in labels
    assert CONTENT.answers["about_labels"]["severity"] not in labels
    visitor.send()
    assert visitor.path == "/questions/about-you"
    assert visitor.page.select_one("[name=age]")["value"] == PERSON_1["about-you"]["age"]


def test_where_only_a_box_is_not_known_the_answers_are_to_be_checked(visitor):
    code = code_of(PERSON_3)
    packed = carry.zlib.decompress(_deflated(code), carry.DEFLATE)
    health = carry._bits(carry.BOOK["health"], PERSON_3["health"]["health"])
    ticked = int.from_bytes(health[1:], "little") | 1 << 239  # and a box of a later day
    opened(visitor, carry._sealed(packed.replace(health, b"\x1e" + ticked.to_bytes(30, "little"))))
    assert WORDS_OF["gaps"] in visitor.text
    visitor.send()
    assert visitor.path == "/check-answers"


def test_a_box_of_a_later_day_alone_does_not_count_as_none(visitor):
    packed = carry.zlib.decompress(_deflated(code_of(PERSON_3)), carry.DEFLATE)
    health = carry._bits(carry.BOOK["health"], PERSON_3["health"]["health"])
    later = b"\x1e" + (1 << 239).to_bytes(30, "little")
    opened(visitor, carry._sealed(packed.replace(health, later)))
    assert WORDS_OF["gaps"] in visitor.text
    visitor.send()
    assert visitor.path == "/questions/health"
    assert "health" not in visitor.filled()


def test_answers_that_would_not_fit_a_cookie_are_refused(visitor):
    visitor.remember(filler="".join(map(hard_to_pack, range(5))))
    opened(visitor, code_of(PERSON_1, own_questions=[hard_to_pack(9)]))
    visitor.send()
    assert visitor.status == 422
    assert WORDS["en"]["messages"]["cookie_full"] in visitor.text


def test_own_words_that_cannot_be_printed_are_left_out(visitor):
    packed = bytearray(carry.zlib.decompress(_deflated(code_of(PERSON_1)), carry.DEFLATE))
    for text in (b"\xff\xfe", b"fine", b"\0" * 3):
        packed += b"\1\xff" + len(text).to_bytes(2) + text
    opened(visitor, carry._sealed(bytes(packed)))
    visitor.send()
    assert [
        each.get_text()
        for each in visitor.page.select("[data-question^=own] .said, [data-question^=own] > p bdi")
    ] == ["fine"]


def test_the_start_page_leads_there(visitor):
    assert visitor.open("/").select("a[href='/open']")

"""The content: what stops the start, what is cited, and how quotes are named."""

import re
import shutil
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from rules.alerts import Alert, Situation
from rules.content import CONTENT, CONTENTS, ContentError, load
from rules.medicines import IMMUNOSUPPRESSANTS

CONTENT_FOLDER = Path(str(files("rules") / "content"))


@pytest.fixture
def folder(tmp_path):
    """A copy of the content that a test may break."""
    return Path(shutil.copytree(CONTENT_FOLDER, tmp_path / "content"))


def file_of(folder, name):
    """Where the file lies: with the English words, or with what no language changes."""
    return next(path for path in (folder / name, folder / "en" / name) if path.is_file())


def swap(folder, name, old, new):
    path = file_of(folder, name)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def entry(name, key):
    """The text of one entry, from its heading to the next."""
    text = file_of(CONTENT_FOLDER, name).read_text("utf-8")
    return re.search(rf"^\[{re.escape(key)}\]\n.*?(?=^\[|\Z)", text, re.DOTALL | re.MULTILINE)[0]


def test_the_content_loads_from_a_copy_as_it_does_from_the_package(folder):
    copied = load(folder)
    assert copied.keys() == CONTENTS.keys()
    for language, content in CONTENTS.items():
        assert asdict(copied[language]) == asdict(content)


# what is wrong: (file, what stands there, what stands there instead, what the error says)
BROKEN = {
    "a rule without wording": (
        "questions.toml",
        entry("questions.toml", "Q79"),
        "",
        "Q79 has a rule but no wording",
    ),
    "wording without a rule": (
        "questions.toml",
        "[left_out]",
        '[Q999]\ntopic = "Infection"\nme = "Why?"\nquotes = ["S1"]\n[left_out]',
        "Q999 has wording but no rule",
    ),
    "a rule without words": (
        "rules.toml",
        '["facts.failed"]',
        '["facts.fail"]',
        "no words for facts.failed",
    ),
    "words of a rule that does not run": (
        "rules.toml",
        '["facts.failed"]',
        '["facts.fail"]',
        "facts.fail is no rule that runs",
    ),
    "a rule that says nothing": (
        "rules.toml",
        'says = "Creams count',
        'says = ""\nquote = "Creams count',
        "facts.creams_not_enough says nothing",
    ),
    "a rule that parts a quote from its note": (
        "rules.toml",
        'quotes = ["S56"]\nnotes = ["N19"]',
        'quotes = ["S34"]\nnotes = ["N19"]',
        "states.state quotes S34 without N7",
    ),
    "a cell with an unknown part": (
        "compare.toml",
        'quotes = ["S74"]',
        'quote = ["S74"]',
        "pregnancy.methotrexate has an unknown part quote",
    ),
    "an alert that parts a quote from its note": (
        "alerts.toml",
        'notes = ["N3", "N15"]',
        'notes = ["N15"]',
        "RF12 quotes S53 without N3",
    ),
    "a row to compare without a title": (
        "compare.toml",
        'title = "How long"',
        'title = ""',
        "how_long has no title",
    ),
    "a row to compare that leaves a treatment out": (
        "compare.toml",
        "[rows.how_soon.light_treatment]\ngap = true",
        "",
        "how_soon.light_treatment is missing: fill it, or say gap = true",
    ),
    "a treatment without a name": (
        "compare.toml",
        'jak_pills = "JAK pills"',
        "",
        "no name for jak_pills",
    ),
    "a cell that says nothing, and is no gap": (
        "compare.toml",
        'says = "Tablet, each day"\n',
        "",
        "how_taken.azathioprine says nothing: fill it, or say gap = true alone",
    ),
    "a cell of too many words": (
        "compare.toml",
        "Tablet, each day",
        "Tablet, each day, and much more that nobody will read at a glance",
        "how_taken.azathioprine has more than 12 words",
    ),
    "a cell without proof": (
        "compare.toml",
        'says = "It may take 3 months"\nnotes = ["N42"]',
        'says = "It may take 3 months"',
        "how_soon.mycophenolate rests on no quote and no note",
    ),
    "a cell with a source that is none": (
        "compare.toml",
        "differ = { label =",
        "differ = { lable =",
        "how_taken.cyclosporine.differ has an unknown part lable",
    ),
    "a cell that parts a quote from its note": (
        "compare.toml",
        'quotes = ["S26", "S27"]\nnotes = ["N1"]',
        'quotes = ["S26", "S27"]\nnotes = ["N15"]',
        "children.cyclosporine quotes S27 without N1",
    ),
    "a term without an explanation": (
        "terms.toml",
        'says = "The FDA approved',
        'said = "The FDA approved',
        "off_label has no says",
    ),
    "a term that rests on nothing": (
        "terms.toml",
        'quotes = ["S20"]',
        "",
        "off_label rests on no quote and no note",
    ),
    "a note that is missing from the differences": (
        "differences.toml",
        '"N23", ',
        "",
        "N23 is not listed",
    ),
    "a difference with a note that is not there": (
        "differences.toml",
        '"N21"',
        '"N21", "N99"',
        "N99 is not in notes.toml",
    ),
    "a difference about a quote that is not there": (
        "differences.toml",
        '"S27", "S26"',
        '"S27", "S26", "S99"',
        "S99 is not in quotes.toml",
    ),
    "a pair that is missing from the differences": (
        "differences.toml",
        '"S27", "S26"',
        '"S27"',
        "S26 is not listed with N1",
    ),
    "a self-check with an unknown level": (
        "about.toml",
        'level = "partly"',
        'level = "nearly"',
        "has no such level as nearly",
    ),
    "a condition without words": (
        "conditions.toml",
        "teen = ",
        "teens = ",
        "no words for teen",
    ),
    "a condition without words for one of its codes": (
        "conditions.toml",
        "wore_off = ",
        "worn_off = ",
        "no words for ended.wore_off",
    ),
    "words of a condition that does not run": (
        "conditions.toml",
        "teen = ",
        'old = "the person is old"\nteen = ',
        "old is no condition that runs",
    ),
    "a draft that is neither in nor left out": (
        "questions.toml",
        "Q46 = ",
        "Q146 = ",
        "Q46 must be either in, or left out for a reason",
    ),
    "a draft left out without a reason": (
        "questions.toml",
        "Q46 = ",
        'Q46 = ""\n# ',
        "Q46 must be either in, or left out for a reason",
    ),
    "a draft both in and left out": (
        "questions.toml",
        "Q46 = ",
        'Q45 = "No."\nQ46 = ',
        "Q45 must be either in, or left out for a reason",
    ),
    "a question without a topic": (
        "questions.toml",
        '[Q51]\ntopic = "Infections and vaccines"',
        '[Q51]\ntopic = ""',
        "Q51 has no topic",
    ),
    "a question without words": (
        "questions.toml",
        'me = "How is each of these medicines taken, and do I have a choice?"\n',
        "",
        "Q87 has no me",
    ),
    "a misspelled part of a question": (
        "questions.toml",
        'quotes = ["S1", "S78"]',
        'quote = ["S1", "S78"]',
        "Q01 has an unknown part quote",
    ),
    "a question that rests on nothing": (
        "questions.toml",
        'quotes = ["S1", "S78"]\nnotes = ["N36"]',
        "quotes = []",
        "Q01 rests on no quote and no note",
    ),
    "a question with a quote that is not there": (
        "questions.toml",
        '"S1", "S78"',
        '"S1", "S99"',
        "Q01 quotes S99, which is not in quotes.toml",
    ),
    "a question with a note that is not there": (
        "questions.toml",
        'quotes = ["S13"]\nnotes = ["N5"]',
        'quotes = ["S13"]\nnotes = ["N99"]',
        "Q08 names N99, which is not in notes.toml",
    ),
    "a question that parts the child quote from its note": (
        "questions.toml",
        'quotes = ["S27", "S26"]\nnotes = ["N1"]',
        'quotes = ["S27"]\nnotes = ["N2"]',
        "Q15 quotes S27 without N1",
    ),
    "a question that parts a quote with the word safe from its note": (
        "questions.toml",
        'quotes = ["S46"]\nnotes = ["N3", "N9"]',
        'quotes = ["S46"]',
        "Q33 quotes S46 without N3",
    ),
    "a placeholder in the words for me": (
        "questions.toml",
        'me = "Is cyclosporine an option for me now?"',
        'me = "Is cyclosporine an option for {person} now?"',
        "Q13 has an unknown placeholder {person}",
    ),
    "an unknown placeholder": (
        "questions.toml",
        "an option for {person} now?",
        "an option for {name} now?",
        "Q13 has an unknown placeholder {name}",
    ),
    "a placeholder without a name": (
        "questions.toml",
        "an option for {person} now?",
        "an option for {} now?",
        "Q13 has an unknown placeholder {}",
    ),
    "a placeholder without its end": (
        "questions.toml",
        "an option for {person} now?",
        "an option for {person now?",
        "Q13 has a bad placeholder",
    ),
    "a quote changed by one letter": (
        "quotes.toml",
        "injectable form only.",
        "injectible form only.",
        "S27 is not word for word in the article",
    ),
    "a quote that is not in the article": (
        "quotes.toml",
        "[S13]",
        '[S86]\ntext = "Creams are best."\nsubject = "all"\n\n[S13]',
        "S86 is not word for word in the article",
    ),
    "a quote under the number of another": (
        "quotes.toml",
        "[S1]",
        "[S5]",
        "S5 is not word for word in the article",
    ),
    "a quote without a subject": ("quotes.toml", 'subject = "topicals"\n', "", "S2 has no subject"),
    "a quote that the rules name is gone": (
        "quotes.toml",
        entry("quotes.toml", "S53"),
        "",
        "age_in_article_quote must name one of quotes.toml",
    ),
    "a pair with a note that is not there": (
        "pairs.toml",
        'S74 = "N8"',
        'S74 = "N99"',
        "S74 never stands without N99, which is not in notes.toml",
    ),
    "a name for a note that no rule knows": (
        "pairs.toml",
        "teen_note = ",
        'old_note = "N1"\nteen_note = ',
        "the rules name nothing like old_note",
    ),
    "off-label without the U.S.": (
        "quotes.toml",
        'label = "Methotrexate, in the U.S."',
        'label = "Methotrexate"',
        'the label of S31 must say "in the U.S."',
    ),
    "off-label without a label": (
        "quotes.toml",
        'label = "Azathioprine, in the U.S."',
        "",
        'the label of S45 must say "in the U.S."',
    ),
    "a note without a reference": (
        "notes.toml",
        'references = ["R17", "R20"]',
        "references = []",
        "N5 has no references",
    ),
    "a note with an unknown reference": (
        "notes.toml",
        '"R17", "R20"]',
        '"R17", "R999"]',
        "N5 cites R999, which is not in references.toml",
    ),
    "a note without words": (
        "notes.toml",
        'title = "Vaccines"',
        'titel = "Vaccines"',
        "N11 has no title",
    ),
    "a note that the rules name is gone": (
        "notes.toml",
        entry("notes.toml", "N21"),
        "",
        "teen_note must name one of notes.toml",
    ),
    "a reference that is not https": (
        "references.toml",
        "https://www.gene.com/",
        "http://www.gene.com/",
        "R51 has no https address",
    ),
    "a reference with a space in its address": (
        "references.toml",
        "https://www.gene.com/",
        "https://www.gene.com/ ",
        "R51 has no https address",
    ),
    "a reference without an address": (
        "references.toml",
        'url = "https://www.gene.com/medical-professionals/medicines/cellcept"',
        "",
        "R51 has no url",
    ),
    "a reference without a publisher": (
        "references.toml",
        'publisher = "Genentech"',
        "",
        "R51 has no publisher",
    ),
    "an alert without wording": (
        "alerts.toml",
        entry("alerts.toml", "RF16"),
        "",
        "RF16 has a rule but no wording",
    ),
    "an alert without a rule": (
        "alerts.toml",
        "[RF01]",
        '[RF19]\nshort = "hair"\nto_you = "Cut it."\n[RF01]',
        "RF19 has wording but no rule",
    ),
    "an alert that says nothing to the person": (
        "alerts.toml",
        '[RF11]\nshort = "another immune medicine"\nto_you = ',
        '[RF11]\nshort = "another immune medicine"\nto_me = ',
        "RF11 has no to_you",
    ),
    "an alert with an unknown part": (
        "alerts.toml",
        "to_you_before_next_dose = ",
        "to_you_next_dose = ",
        "RF01 has an unknown part to_you_next_dose",
    ),
    "a health fact without a line to the doctor": (
        "alerts.toml",
        'me = "I have HIV."',
        'me = ""',
        "facts.hiv has no me",
    ),
    "a health fact without a name": (
        "alerts.toml",
        entry("alerts.toml", "facts.kidney"),
        "",
        "facts.kidney has no short",
    ),
    "a medicine without a name": (
        "sheet.toml",
        'name = "Methotrexate"\n',
        "",
        "no words for entries.methotrexate.name",
    ),
    "a medicine that parts a quote from its note": (
        "sheet.toml",
        'quotes = ["S50"]\nnotes = ["N5"]',
        'quotes = ["S50"]\nnotes = []',
        "mycophenolate quotes S50 without N5",
    ),
    "a medicine that is not there": (
        "sheet.toml",
        entry("sheet.toml", "entries.newer"),
        "",
        "no words for entries.newer",
    ),
    "a state without words": (
        "sheet.toml",
        'tried = "Tried before"',
        "",
        "no words for states.tried",
    ),
    "a stage without words": (
        "sheet.toml",
        "creams_working = ",
        "creams_works = ",
        "no words for stages.creams_working",
    ),
    "no version": ("sheet.toml", "content_version", "version", "no content_version"),
    "no source": ("sheet.toml", "[source]", "[sauce]", "no words for source.title"),
    "no standing lines": ("sheet.toml", "[standing]", "[sitting]", "no standing"),
    "an answer without words in the form": (
        "answers.toml",
        'breastfeeding = "Breastfeeding"\n',
        "",
        "no words for health.choices.breastfeeding",
    ),
    "an answer without words in a reason": (
        "answers.toml",
        'moderate = "the eczema is moderate"',
        "",
        "no words for severity.said.moderate",
    ),
    "none without words": (
        "answers.toml",
        'none = "None of these"\nabout_none',
        "about_none",
        "no words for medicines.none",
    ),
    "no words for the person": (
        "answers.toml",
        'asking = "my child"',
        'asked = "my child"',
        "no words for person.child.asking",
    ),
    "no words for a reason": (
        "answers.toml",
        '"steroids=never"',
        '"steroids"',
        "reasons.steroids=never",
    ),
    "no words for the end of a row of names": (
        "answers.toml",
        'others = "and others"',
        "",
        "no words for joins.others",
    ),
    "no title for another person": (
        "sheet.toml",
        'about = "About my child"',
        'abuot = "About my child"',
        "no words for titles.child.about",
    ),
    "a topic without a symbol": (
        "sheet.toml",
        '"Is it eczema?" = "magnifier"\n',
        "",
        "no symbol for the topic Is it eczema?",
    ),
    "a symbol for no topic": (
        "sheet.toml",
        '"Is it eczema?" = "magnifier"',
        '"Is it eczema?" = "magnifier"\n"Weather" = "sun"',
        "Weather is the topic of no question",
    ),
    "no words for the verb of an age": ("answers.toml", "aged = ", "old = ", "verbs.aged"),
    "no verb": ("answers.toml", "not_said = ", "unsaid = ", "no words for verbs.not_said"),
    "an unknown placeholder in an outcome": (
        "answers.toml",
        "{medicine} wore off",
        "{drug} wore off",
        "outcome.said.wore_off has an unknown placeholder {drug}",
    ),
    "broken TOML": ("alerts.toml", "[RF01]", "[RF01", "alerts.toml"),
    "the same entry twice": ("notes.toml", "[N2]", "[N1]", "notes.toml"),
}


@pytest.mark.parametrize(("name", "old", "new", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_content_stops_the_start_and_names_the_culprit(folder, name, old, new, says):
    swap(folder, name, old, new)
    with pytest.raises(ContentError, match=re.escape(name)) as stopped:
        load(folder)
    assert says in str(stopped.value)


NEEDED = {path.name for path in CONTENT_FOLDER.rglob("*.toml")} - {
    "cases.toml",  # loaded apart
    "current.toml",  # only looked at when it is asked for
}


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_missing_file_stops_the_start(folder, name):
    file_of(folder, name).unlink()
    with pytest.raises(ContentError, match=re.escape(name)):
        load(folder)


def test_a_file_that_is_not_utf_8_stops_the_start(folder):
    file_of(folder, "notes.toml").write_bytes(b'[N1]\ntitle = "\xff"\n')
    with pytest.raises(ContentError, match=r"notes\.toml"):
        load(folder)


def test_all_problems_are_named_at_once(folder):
    swap(folder, "quotes.toml", "injectable", "injected")
    swap(folder, "alerts.toml", "[RF18]", "[RF19]")
    swap(folder, "notes.toml", '"R17", "R20"]', '"R999", "R20"]')
    with pytest.raises(ContentError) as stopped:
        load(folder)
    assert all(culprit in str(stopped.value) for culprit in ("S27", "RF18", "RF19", "N5", "R999"))


def test_the_digests_cover_the_whole_article():
    digests = (CONTENT_FOLDER / "digests.toml").read_text("utf-8")
    assert re.findall(r"^(S\d+) = ", digests, re.MULTILINE) == [f"S{n}" for n in range(1, 86)]


HOSTS = {  # of what kind: where its pages stand
    "labels and their makers": {
        "dailymed.nlm.nih.gov",
        "pfizermedicalinformation.com",
        "uspl.lilly.com",
        "www.gene.com",
        "www.pfizermedicalinformation.ca",
        "www.pfizermedicalinformation.com",
    },
    "regulators and health ministries": {
        "immunisationhandbook.health.gov.au",
        "sdi.sfda.gov.sa",
        "www.accessdata.fda.gov",
        "www.cdc.gov",
        "www.drugoffice.gov.hk",
        "www.ema.europa.eu",
        "www.gov.uk",
        "www.healthhub.sg",
        "www.ihs.gov",
        "www.medsafe.govt.nz",
    },
    "national libraries, and copies that they keep": {
        "cybercemetery.unt.edu",
        "medlineplus.gov",
        "webarchive.library.unt.edu",
    },
    "guidelines, formularies and societies of doctors": {
        "emedicine.medscape.com",
        "guidelinecentral.com",
        "www.dudleyformulary.nhs.uk",
        "mymedicines.nz",
        "southwest.devonformularyguidance.nhs.uk",
        "www.aad.org",
        "www.aafp.org",
        "www.geteyesmart.org",
        "www.nice.org.uk",
        "www.safemedication.com",
        "www.skinhealthinfo.org.uk",
        "www.skinsupport.org.uk",
        "www.the-rheumatologist.org",
    },
    "journals, and lists of what they print": {
        "ard.bmj.com",
        "doi.org",
        "link.springer.com",
        "pmc.ncbi.nlm.nih.gov",
        "pubmed.ncbi.nlm.nih.gov",
        "researchinformation.amsterdamumc.org",
        "researchprofiles.herts.ac.uk",
        "scholarlycommons.hcahealthcare.com",
        "scilit.net",
        "www.jaad.org",
        "www.jrheum.org",
    },
    "the NHS": {
        "nhs.uk",
        "sps.nhs.uk",
        "www.medicinesresources.nhs.uk",
        "transform.england.nhs.uk",
        "www.nhs.uk",
        "www.sps.nhs.uk",
    },
    "hospitals and clinics, by their names": {
        "jobs.uhb.nhs.uk",
        "kingstonhospital.nhs.uk",
        "moorfields.nhs.uk",
        "sussexcds.co.uk",
        "uihc.org",
        "www.bangholmmedicalcentre.scot.nhs.uk",
        "www.blackpoolteachinghospitals.nhs.uk",
        "www.gatesheadhealth.nhs.uk",
        "www.gosh.nhs.uk",
        "www.hopkinsarthritis.org",
        "www.lancastergeneralhealth.org",
        "www.manningchildrens.org",
        "www.mayoclinic.org",
        "www.newcastle-hospitals.org.uk",
        "www.nm.org",
        "www.singhealthdukenus.com.sg",
        "www.southtees.nhs.uk",
    },
    "charities": {
        "arthritis.ca",
        "eczema.org",
        "ibdmedicationguide.org",
        "nationaleczema.org",
        "toolkit.eczemasupport.org.au",
        "www.arthritis.org",
        "www.arthritisresearchuk.org",
        "www.crohnsandcolitis.org.uk",
        "www.immunize.org",
        "www.medicinesinpregnancy.org",
    },
}
NEVER_CITED = {"R3", "R4", "R28", "R44", "R45", "R54", "R66", "R71", "R77", "R89"}  # copies


def test_references_are_only_to_known_hosts_and_never_to_copies():
    cited = {reference for note in CONTENT.notes.values() for reference in note.references}
    assert {urlsplit(reference.url).netloc for reference in cited} == set().union(*HOSTS.values())
    assert not {reference.id for reference in cited} & NEVER_CITED


def test_every_reference_is_cited_by_a_note():
    cited = {reference.id for note in CONTENT.notes.values() for reference in note.references}
    text = (CONTENT_FOLDER / "references.toml").read_text("utf-8")
    assert set(re.findall(r"^\[(R\d+)\]$", text, re.MULTILINE)) == cited


# A quote that leaves its subject open prints the name before it.
OPEN_SUBJECT = re.compile(r"\b(?:[Ii]t|[Ii]ts|[Tt]hey|[Tt]his)\b")
SUBJECT_IN_THE_SENTENCE = {"S56", "S78", "S83"}  # "it" or "they" stands for a word said before


def test_a_quote_about_it_or_this_prints_a_name_before_it():
    nameless = {
        key
        for key, quote in CONTENT.quotes.items()
        if OPEN_SUBJECT.search(quote.text) and not quote.label
    }
    assert nameless == SUBJECT_IN_THE_SENTENCE


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (key, name)
        for key, quote in CONTENT.quotes.items()
        for name in IMMUNOSUPPRESSANTS
        if quote.subject == name
    ],
)
def test_a_quote_about_one_medicine_never_stands_without_its_name(key, name):
    quote = CONTENT.quotes[key]
    assert name in f"{quote.label} {quote.text}".lower() or "possible" in quote.label


@pytest.mark.parametrize("alert", Alert)
def test_no_alert_tells_a_person_to_stop_a_medicine(alert):
    for line in CONTENT.alerts[alert].to_you.values():
        found = re.findall(r"(\S+ \S+) (?:stop|quit|skip)\b", line, re.IGNORECASE)
        assert all(before.endswith("not") for before in found), line


def test_the_emergency_signs_have_two_tiers():
    now, today = CONTENT.alerts[Alert.EMERGENCY].to_you[Situation.NOTHING_TAKEN].split(" Get", 1)
    assert now.startswith("Call the emergency number if it is hard to breathe")
    assert "chest pain" in now
    assert today.startswith(" help today for sore blisters that spread, even with no fever")


def test_the_standing_lines_say_what_the_sheet_is_not():
    said = " ".join(CONTENT.standing)
    for words in ("not medical advice", "one article", "the U.S.", "other sources"):
        assert words in said
    assert CONTENT.source.reviewed in said
    assert "Do not start, stop, or change a medicine because of this sheet." in CONTENT.standing


def test_no_title_of_a_note_ends_with_a_stop_as_one_follows_it_on_the_sheet():
    assert [note.title for note in CONTENT.notes.values() if note.title.endswith(".")] == []

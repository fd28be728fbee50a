"""The systemic medicines, one row each: what kind it is, and where the article places it.

A medicine is added to the codes in `rules.answers` and here. Without a row the start stops, and
names it (`rules.content.checks`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from types import MappingProxyType

from rules.answers import Medicine


class Entry(StrEnum):
    """What the sheet says one state of: the four, steroids, and all newer medicines together."""

    CYCLOSPORINE = "cyclosporine"
    METHOTREXATE = "methotrexate"
    AZATHIOPRINE = "azathioprine"
    MYCOPHENOLATE = "mycophenolate"
    STEROIDS = "steroids"
    NEWER = "newer"


class Treatment(StrEnum):
    """What stands side by side: five medicines, two kinds, and two choices that are no medicine."""

    AZATHIOPRINE = "azathioprine"
    BIOLOGIC_SHOTS = "biologic_shots"
    CYCLOSPORINE = "cyclosporine"
    JAK_PILLS = "jak_pills"
    LIGHT_TREATMENT = "light_treatment"
    METHOTREXATE = "methotrexate"
    MYCOPHENOLATE = "mycophenolate"
    NO_CHANGE = "no_change"
    STEROIDS = "steroids"


class Kind(Enum):
    """What a medicine is."""

    IMMUNOSUPPRESSANT = auto()  # one of the four that the article is about
    STEROIDS = auto()
    BIOLOGIC_SHOT = auto()
    JAK_PILL = auto()
    NEWER_UNKNOWN = auto()  # counts as a shot and as a JAK pill


class ArticleRule(Enum):
    """When the article speaks of a medicine; `rules.states` says what each rule comes to."""

    AFTER_CREAMS = auto()  # creams are not enough (S3, S78)
    AFTER_CREAMS_AND_ANOTHER_SYSTEMIC = auto()  # and another systemic treatment failed (S32)
    AFTER_A_FIRST_LINE_MEDICINE = auto()  # cyclosporine or methotrexate did not work (S42, S50)
    DISCOURAGED = auto()  # mostly discouraged (S56)
    NOT_IN_ARTICLE = auto()


class Bearing(Enum):
    """What the failure of a medicine means for methotrexate, as "another systemic treatment"."""

    COUNTS = auto()  # S32
    UNCLEAR = auto()  # the article treats it as a short bridge (S56 to S60)
    NONE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineRow:
    """One medicine.

    `step` is its place on the article's path, from 1, or None beside the path. `first_line` marks
    the medicines whose failure makes the article speak of the next ones (S42, S50).
    """

    entry: Entry
    kind: Kind
    rule: ArticleRule
    step: int | None = None
    first_line: bool = False
    as_other_systemic: Bearing = Bearing.NONE


def _newer(kind: Kind) -> MedicineRow:
    return MedicineRow(
        entry=Entry.NEWER,
        kind=kind,
        rule=ArticleRule.NOT_IN_ARTICLE,
        as_other_systemic=Bearing.COUNTS,
    )


MEDICINES: Mapping[Medicine, MedicineRow] = MappingProxyType(
    {
        Medicine.CYCLOSPORINE: MedicineRow(
            entry=Entry.CYCLOSPORINE,
            kind=Kind.IMMUNOSUPPRESSANT,
            rule=ArticleRule.AFTER_CREAMS,
            step=1,
            first_line=True,
            as_other_systemic=Bearing.COUNTS,
        ),
        Medicine.METHOTREXATE: MedicineRow(
            entry=Entry.METHOTREXATE,
            kind=Kind.IMMUNOSUPPRESSANT,
            rule=ArticleRule.AFTER_CREAMS_AND_ANOTHER_SYSTEMIC,
            step=1,
            first_line=True,
        ),
        Medicine.AZATHIOPRINE: MedicineRow(
            entry=Entry.AZATHIOPRINE,
            kind=Kind.IMMUNOSUPPRESSANT,
            rule=ArticleRule.AFTER_A_FIRST_LINE_MEDICINE,
            step=2,
            as_other_systemic=Bearing.COUNTS,
        ),
        Medicine.MYCOPHENOLATE: MedicineRow(
            entry=Entry.MYCOPHENOLATE,
            kind=Kind.IMMUNOSUPPRESSANT,
            rule=ArticleRule.AFTER_A_FIRST_LINE_MEDICINE,
            step=2,
            as_other_systemic=Bearing.COUNTS,
        ),
        Medicine.STEROIDS: MedicineRow(
            entry=Entry.STEROIDS,
            kind=Kind.STEROIDS,
            rule=ArticleRule.DISCOURAGED,
            as_other_systemic=Bearing.UNCLEAR,
        ),
        Medicine.DUPILUMAB: _newer(Kind.BIOLOGIC_SHOT),
        Medicine.TRALOKINUMAB: _newer(Kind.BIOLOGIC_SHOT),
        Medicine.LEBRIKIZUMAB: _newer(Kind.BIOLOGIC_SHOT),
        Medicine.NEMOLIZUMAB: _newer(Kind.BIOLOGIC_SHOT),
        Medicine.UPADACITINIB: _newer(Kind.JAK_PILL),
        Medicine.ABROCITINIB: _newer(Kind.JAK_PILL),
        Medicine.BARICITINIB: _newer(Kind.JAK_PILL),
        Medicine.NEWER_OTHER: _newer(Kind.NEWER_UNKNOWN),
    }
)


def _of_kind(*kinds: Kind) -> tuple[Medicine, ...]:
    return tuple(medicine for medicine, row in MEDICINES.items() if row.kind in kinds)


IMMUNOSUPPRESSANTS = _of_kind(Kind.IMMUNOSUPPRESSANT)
BIOLOGIC_SHOTS = _of_kind(Kind.BIOLOGIC_SHOT, Kind.NEWER_UNKNOWN)
JAK_PILLS = _of_kind(Kind.JAK_PILL, Kind.NEWER_UNKNOWN)
FIRST_LINE = tuple(medicine for medicine, row in MEDICINES.items() if row.first_line)
MEDICINES_OF: Mapping[Entry, tuple[Medicine, ...]] = MappingProxyType(
    {
        entry: tuple(medicine for medicine, row in MEDICINES.items() if row.entry is entry)
        for entry in Entry
    }
)
NEWER = MEDICINES_OF[Entry.NEWER]
ENTRY_OF: Mapping[Treatment, Entry] = MappingProxyType(  # of the treatments that have their own
    {
        Treatment.AZATHIOPRINE: Entry.AZATHIOPRINE,
        Treatment.CYCLOSPORINE: Entry.CYCLOSPORINE,
        Treatment.METHOTREXATE: Entry.METHOTREXATE,
        Treatment.MYCOPHENOLATE: Entry.MYCOPHENOLATE,
        Treatment.STEROIDS: Entry.STEROIDS,
    }
)
MEDICINES_OF_TREATMENT: Mapping[Treatment, tuple[Medicine, ...]] = MappingProxyType(
    {
        **{treatment: MEDICINES_OF[entry] for treatment, entry in ENTRY_OF.items()},
        Treatment.BIOLOGIC_SHOTS: BIOLOGIC_SHOTS,
        Treatment.JAK_PILLS: JAK_PILLS,
        Treatment.LIGHT_TREATMENT: (),
        Treatment.NO_CHANGE: (),
    }
)


# Medicines that share an entry share the rule.
RULE_OF: Mapping[Entry, ArticleRule] = MappingProxyType(
    {entry: MEDICINES[medicines[0]].rule for entry, medicines in MEDICINES_OF.items()}
)


def step_of(entry: Entry) -> int | None:
    """The place of an entry on the article's path."""
    return MEDICINES[MEDICINES_OF[entry][0]].step


def medicines_without_a_row() -> tuple[Medicine, ...]:
    """Return the medicines that may be answered, and about which nothing is said here."""
    return tuple(medicine for medicine in Medicine if medicine not in MEDICINES)


def medicines_not_compared() -> tuple[Medicine, ...]:
    """Return the medicines that belong to none of the treatments that stand side by side."""
    compared = {medicine for each in MEDICINES_OF_TREATMENT.values() for medicine in each}
    return tuple(medicine for medicine in MEDICINES if medicine not in compared)

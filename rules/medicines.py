"""The systemic medicines, one row each: what kind it is, and where the article places it.

A medicine is added to the codes in `rules.answers` and here. Without a row the start stops, and
names it (`rules.content.checks`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from rules.answers import Medicine


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

    rule: ArticleRule
    step: int | None = None
    immunosuppressant: bool = False  # one of the four that the article is about
    first_line: bool = False
    as_other_systemic: Bearing = Bearing.NONE
    compared: bool = True  # has a column where the medicines stand side by side


MEDICINES: Mapping[Medicine, MedicineRow] = MappingProxyType(
    {
        Medicine.CYCLOSPORINE: MedicineRow(
            rule=ArticleRule.AFTER_CREAMS,
            step=1,
            immunosuppressant=True,
            first_line=True,
            as_other_systemic=Bearing.COUNTS,
        ),
        Medicine.METHOTREXATE: MedicineRow(
            rule=ArticleRule.AFTER_CREAMS_AND_ANOTHER_SYSTEMIC,
            step=1,
            immunosuppressant=True,
            first_line=True,
        ),
        Medicine.AZATHIOPRINE: MedicineRow(
            rule=ArticleRule.AFTER_A_FIRST_LINE_MEDICINE,
            step=2,
            immunosuppressant=True,
            as_other_systemic=Bearing.COUNTS,
        ),
        Medicine.MYCOPHENOLATE: MedicineRow(
            rule=ArticleRule.AFTER_A_FIRST_LINE_MEDICINE,
            step=2,
            immunosuppressant=True,
            as_other_systemic=Bearing.COUNTS,
        ),
        Medicine.STEROIDS: MedicineRow(
            rule=ArticleRule.DISCOURAGED,
            as_other_systemic=Bearing.UNCLEAR,
        ),
        Medicine.NEWER: MedicineRow(
            rule=ArticleRule.NOT_IN_ARTICLE,
            as_other_systemic=Bearing.COUNTS,
            compared=False,
        ),
    }
)

IMMUNOSUPPRESSANTS = tuple(key for key, row in MEDICINES.items() if row.immunosuppressant)
FIRST_LINE = tuple(key for key, row in MEDICINES.items() if row.first_line)
COMPARED = tuple(key for key, row in MEDICINES.items() if row.compared)


def medicines_without_a_row() -> tuple[Medicine, ...]:
    """Return the medicines that may be answered, and about which nothing is said here."""
    return tuple(medicine for medicine in Medicine if medicine not in MEDICINES)

"""Figures that stand on a label apart from its list: until when it is good, its lot, the open jar, packs of vessels."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan janv january januar janvier",
            "feb fev fevr february februar fevrier fév févr février",
            "mar mär maerz march märz mars",
            "apr avr april avril",
            "may mai",
            "jun june juni juin",
            "jul july juli juil juillet",
            "aug august aout août",
            "sep sept september septembre",
            "oct okt october oktober octobre",
            "nov november novembre",
            "dec dez déc december dezember décembre",
        ),
        1,
    )
    for name in names.split()
}
_GOOD_UNTIL = r"""\b(?:
    exp(?:iry|iration|ires|\.)?(?:\s?date)? | use[- ]by | best\s(?:before|by)(?:\s?end)? | bbe? | mhd
    | (?:utiliser|consommer)[^.;\n\d]{0,20}avant(?:\sfin)?(?:\sle)? | date\sd'expiration
    | verwendbar\sbis | (?:mindestens\s)?haltbar\sbis | verw\.?\sbis
)"""
DATE: Final = re.compile(
    _GOOD_UNTIL
    + r"""[\s:;.]{0,6}(?:
        (?P<iso>\d{4})(?P<cut>[-./\ ]?)(?P<month>\d{2})(?:(?P=cut)(?P<day>\d{2}))?
        | (?P<first>\d{1,2})[-./\ ](?:(?P<second>\d{1,2})[-./\ ])?(?P<year>\d{4}|\d{2})
        | (?:(?P<on>\d{1,2})[-.\ ]{1,2})?(?P<name>[^\W\d_]{3,9})[-./\ ]{1,2}(?P<of>\d{4})
    )(?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)
LOT: Final = re.compile(
    r"""\b(?:n°?\sde\slot|lot|batch|ch\.?-?b|charge(?:n-?nr)?|b/n)\.?\s?(?:number|numéro|code|no|nr|n)?\.?[\s:;\#]{0,6}
    (?=[a-z/-]{0,8}\d)([a-z0-9][a-z0-9/-]{1,19})\b""",
    re.IGNORECASE | re.VERBOSE,
)
PACK: Final = re.compile(r"(?<![\w.,])(\d{1,3})\s?[x×]\s?(\d{1,3}(?:[.,]\d{1,2})?)\s?ml\b", re.IGNORECASE)
OPEN_JAR: Final = re.compile(
    r"""
    (?<![\w.,-])(\d{1,2})\ ?M\b
    | \bpao\b[:;\s]{0,6}(\d{1,2})\ ?m?\b
    | (?<![\w.,-])(\d{1,2})\s?(?:months?|mois|monate?)\s(?:
        after\s(?:first\s)?(?:opening|use) | once\sopen(?:ed)? | apr[èe]s\souverture
        | nach\s(?:dem\s|der\s)?(?:öffnen|öffnung|oeffnen|anbruch))
    | (?:période\saprès\souverture|haltbarkeit\snach\s(?:dem\s)?öffnen|period\safter\sopening)[:;\s]{0,6}
        (\d{1,2})\s?(?:m\b|months?|mois|monate?)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def good_until(written: str) -> date | None:
    """The day that "11/2027", "NOV 2027" or "30.11.2027" means behind a label's "EXP"; None when it
    is none, or may be two."""
    found = DATE.fullmatch(f"exp {written.strip()}")
    return day_of(found) if found else None


def day_of(found: re.Match[str]) -> date | None:
    """The day that a match of `DATE` names, if it can be read in one way only; of a month alone, its last day."""
    if found["iso"]:
        return _day(int(found["iso"]), int(found["month"]), found["day"])
    if found["name"]:
        month = _MONTHS.get(found["name"].casefold())
        return _day(int(found["of"]), month, found["on"]) if month else None
    first, second, year = int(found["first"]), found["second"], found["year"]
    if second is None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), first, None)
    if len(year) == 2 or (first <= 12 and int(second) <= 12 and first != int(second)):
        return None
    return _day(int(year), int(second), first) if int(second) <= 12 else _day(int(year), first, second)


def _day(year: int, month: int, day: int | str | None) -> date | None:
    if not (2000 <= year <= 2100 and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, last)
    return date(year, month, int(day)) if 1 <= int(day) <= last else None


def months_of(found: re.Match[str]) -> int | None:
    """The months of a match of `OPEN_JAR`."""
    return next((int(months) for months in found.groups() if months and 0 < int(months) <= 60), None)


def pack_of(found: re.Match[str]) -> tuple[int, float] | None:
    """How many vessels, and millilitres in each, of a match of `PACK`; None for one vessel."""
    return (int(found[1]), float(found[2].replace(",", "."))) if int(found[1]) > 1 else None

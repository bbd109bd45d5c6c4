"""What a label says besides its list: for whom and where, its warnings, how long it keeps, its date and lot."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from msgspec import Struct

from care.label_dates import DATE, LOT, OPEN_JAR, PACK, day_of, months_of, pack_of


class Marks(Struct, frozen=True, kw_only=True):
    """What a label plainly says. False, None and "": it does not say.

    `for_injection`: it is meant to be injected, or may be; `not_for_injection`, `external_only`: the warnings against
    it. `patch_test`, `sun`: it asks for a test on a small place, for sunscreen. `single_use`: a word of single doses;
    `pack`, how many vessels of `volume_ml` each. `months`: the open jar. `expires_on`: a date that can be read in one
    way only; of a month alone, its last day.
    """

    professional_only: bool = False
    for_injection: bool = False
    not_for_injection: bool = False
    external_only: bool = False
    patch_test: bool = False
    sun: bool = False
    single_use: bool = False
    pack: int | None = None
    volume_ml: float | None = None
    months: int | None = None
    expires_on: date | None = None
    lot: str = ""


def _pattern(ways: str) -> re.Pattern[str]:
    """One way a line, as people write it; a space stands for any space, also at the end of a line."""
    lines = "|".join(line.strip() for line in ways.strip().splitlines())
    return re.compile(r"\b(?:" + re.sub(r"(\[[^\]]*\])| ", lambda m: m[1] or r"\s{1,3}", lines) + ")", re.IGNORECASE)


_PROFESSIONAL: Final = _pattern(
    r"""
    (?:for |intended for )?(?:professional|salon|clinical|medical|hospital)s? use only\b
    for (?:professional|salon|clinical|medical|hospital) use\b
    for (?:use by )?(?:trained |licensed |medical )?(?:professional|practitioner|physician|doctor)s(?: only)?\b
    r[ée]serv\w+ (?:à|a) (?:un |l')?(?:usage|professionnel)\w*(?: (?:professionnel|médical|medical)\w*)?
    usage (?:exclusivement )?professionnel\w*(?: (?:uniquement|exclusivement|seulement))?
    (?:nur )?(?:für|fuer|zum) (?:den |die )?(?:professionell|gewerblich|medizinisch|ärztlich)\w* (?:gebrauch|anwendung)
    nur (?:für|fuer|durch) fach\w+
    jeonmunga-?yong
    """
)
_NOT_FOR_INJECTION: Final = _pattern(
    r"""
    not (?:intended |suitable )?(?:for|to be) (?:use (?:for|by|as an?) )?inject\w*
    (?:do not|don't|never|cannot be|must not be|no|without) inject\w*
    (?:do not|never) use (?:for|by|as an?) inject\w*
    non[- ]?inject\w*
    ne (?:pas|jamais) (?:l')?injecter
    ne doit pas être injecté\w*
    (?:pas pour|sans) injection\w*
    nicht (?:zur |für die |für |zum )?inji\w+
    nicht (?:zur |für die |für |zum )?inje\w+
    (?:keine|ohne) injektion\w*
    nicht spritzen
    (?:needle|injection)[- ]free
    """
)
_FOR_INJECTION: Final = _pattern(
    r"""
    (?:for|by|as an?|pour|par|en|zur|zum) (?:\w+ )?inje[ck]t\w*
    (?:to be|is|be) injected
    inject (?:into|under)
    (?:solutions? )?injectables?
    injektionsl(?:ö|oe)sung\w*
    (?:intra-?derm|sub-?cutan|intra-?ven|intra-?musc)\w+
    i\.v\.
    jusa-?yong
    """
)
_EXTERNAL: Final = _pattern(
    r"""
    (?:for )?external use(?: only)?
    for topical use only
    (?:à )?usage (?:externe|cutané|topique)(?: (?:uniquement|seulement|exclusivement))?
    (?:nur )?(?:zur |zum )?(?:äußer|äusser|aeusser)\w* (?:anwendung|gebrauch)
    oeyong\b
    """
)
_PATCH_TEST: Final = _pattern(
    r"""
    patch[- ]?test\w*
    (?:skin|sensitivity|allergy) test\b
    test (?:it |this )?(?:first )?on a small (?:area|patch)
    test (?:cutané|de tolérance|d'allergie|épicutané)\w*
    tester sur une petite (?:zone|surface)
    (?:verträglichkeits|vertraeglichkeits|haut)test\w*
    an einer kleinen (?:haut)?stelle
    """
)
_SUN: Final = _pattern(
    r"""
    sunburn alert
    (?:use|apply|wear) (?:an? |your )?(?:\w+ )?(?:sunscreen|sun protection|spf|uv protection)
    limit (?:your )?sun exposure
    avoid (?:the )?(?:direct )?sun\b
    (?:utiliser|appliquer|porter) (?:une? |votre )?(?:écran|protection|crème) solaire
    éviter (?:l'exposition|de s'exposer)
    sonnen(?:schutz|creme)\w* (?:verwenden|benutzen|auftragen|tragen)
    """
)
_SINGLE_USE: Final = _pattern(
    r"""
    single[- ]?(?:use|dose)\w*
    (?:mono|uni)[- ]?doses?
    (?:à )?(?:usage|dose) unique
    einzeldos\w*
    einmal(?:gebrauch|dosis|anwendung)\w*
    do not re-?use
    discard (?:any |the )?(?:remain|rest|unused|left)\w*
    use (?:immediately|at once) after opening
    ampoules?\b
    ampullen?\b
    aempul\b
    vials?\b
    """
)
_NEGATED: Final = re.compile(
    r"\b(?:not|no|non|never|don't|without|alternative|instead|like|than|unlike|replaces?|ne|pas|sans|comme|nicht|kein\w*|"
    r"ohne|nie|statt)\b[^.!?;\n]{0,60}$|(?:non|anti)[- ]$",
    re.IGNORECASE,
)
_NEGATED_AFTER: Final = re.compile(r"^[- ]?(?:free|like|alternative|frei)\b", re.IGNORECASE)


def read_marks(cleaned: str) -> tuple[Marks, str]:
    """What a cleaned label text says of this sort, and the text without it. Advice for the skin stays in the text."""
    found: dict[str, object] = {}
    rest = cleaned
    for name, pattern, read in (
        ("expires_on", DATE, day_of),
        ("lot", LOT, lambda m: m[1].upper()),
        ("pack", PACK, pack_of),
        ("months", OPEN_JAR, months_of),
        ("not_for_injection", _NOT_FOR_INJECTION, lambda m: True),
        ("for_injection", _FOR_INJECTION, _unless_denied),
        ("professional_only", _PROFESSIONAL, _unless_denied),
        ("external_only", _EXTERNAL, lambda m: True),
    ):
        rest = pattern.sub(_taking(name, read, found), rest)
    for name, pattern in (("patch_test", _PATCH_TEST), ("sun", _SUN), ("single_use", _SINGLE_USE)):
        if pattern.search(rest):
            found[name] = True
    if isinstance(pack := found.get("pack"), tuple):
        found |= {"pack": pack[0], "volume_ml": pack[1], "single_use": True}
    return Marks(**found), rest  # type: ignore[arg-type]


def advises(text: str) -> bool:
    """Whether a piece asks for a test or for sun protection: advice, no ingredient."""
    return bool(_PATCH_TEST.search(text) or _SUN.search(text))


def _taking(
    name: str, read: Callable[[re.Match[str]], object], found: dict[str, object]
) -> Callable[[re.Match[str]], str]:
    """Keep the first that can be read; what was read is cut out, and parts what stood around it."""

    def take(m: re.Match[str]) -> str:
        value = read(m)
        if value is None:
            return m[0]
        found.setdefault(name, value)
        return " ; "

    return take


def _unless_denied(m: re.Match[str]) -> bool | None:
    before, after = m.string[max(0, m.start() - 80) : m.start()], m.string[m.end() : m.end() + 14]
    return None if _NEGATED.search(before) or _NEGATED_AFTER.search(after) else True

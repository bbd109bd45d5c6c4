"""Where in the world the person is, as far as this device knows: by its zone, else by the language."""

from __future__ import annotations

from screens.wording import Wording

NOWHERE, THE_WORLD = "ZZ", "001"  # what a zone such as UTC belongs to


def region_of(zone: str, language: str) -> str:
    """The ISO 3166 code of a region; "" where neither zone nor language names one.

    The zone is where the clock hangs now; the language may come from another country.
    """
    from babel.core import get_global

    zone = get_global("zone_aliases").get(zone, zone)
    region = get_global("zone_territories").get(zone, NOWHERE)
    if region not in (NOWHERE, THE_WORLD):
        return region
    for part in language.replace("-", "_").split("_")[1:]:
        if len(part) == 2 and part.isalpha():
            return part.upper()
    return ""


def region_name(words: Wording, region: str) -> str:
    """The name of a region in the person's language; the code where that language has none."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(words.language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return locale.territories.get(region) or Locale("en").territories.get(region) or region

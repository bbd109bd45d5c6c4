"""The emergency page as plain values: the number of where the person is, what to say, what to watch for."""

from __future__ import annotations

from msgspec import Struct

from care.emergency import emergency_number
from care.knowledge import Knowledge
from screens.region import region_name, region_of
from screens.wording import Wording


class NumberView(Struct, frozen=True):
    """The number to call. `where` says for which country it is; `note` what to know where that is not sure."""

    number: str
    region: str
    where: str
    note: str


class EmergencySign(Struct, frozen=True):
    words: str
    action: str


class EmergencyView(Struct, frozen=True):
    number: NumberView
    signs: tuple[EmergencySign, ...]
    today: tuple[EmergencySign, ...]
    say: tuple[str, ...]


def number_view(words: Wording, knowledge: Knowledge, zone: str, chosen: str = "") -> NumberView:
    """The number of the region that was `chosen`, else of where the device's clock is."""
    region = chosen or region_of(zone, words.language)
    row, named = emergency_number(knowledge, region)
    if named:
        where = words.text("The emergency number in {country}", country=region_name(words, region))
        return NumberView(row.number, region, where, "")
    note = words.text("Many mobile phones reach help by it. If you know the number of where you are, call that one.")
    return NumberView(row.number, "", words.text("An emergency number to try"), note)


def emergency_view(words: Wording, knowledge: Knowledge, zone: str, chosen: str = "") -> EmergencyView:
    def signs(severity: str) -> tuple[EmergencySign, ...]:
        rows = (row for row in knowledge.signs.values() if row.severity == severity)
        return tuple(EmergencySign(words.text(row.words), words.text(row.action)) for row in rows)

    return EmergencyView(
        number=number_view(words, knowledge, zone, chosen),
        signs=signs("emergency"),
        today=signs("urgent"),
        say=(
            words.text("Where you are."),
            words.text("What you feel, and since when."),
            words.text("What was on your skin, and with which device."),
        ),
    )


def regions(words: Wording, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Every region that a row names, as (code, name), by name."""
    codes = {region for row in knowledge.emergency_numbers.values() for region in row.regions}
    return tuple(sorted(((code, region_name(words, code)) for code in codes), key=lambda one: one[1].casefold()))

"""What was measured in a picture against its card, as plain values."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from care.knowledge import Knowledge
from care.photo_colour import standings
from care.photos import area_of
from care.records import Photo
from screens.wording import Wording


class ColourLine(Struct, frozen=True):
    """One measure: "Redness (a*): 12.4, give or take 2.5", and what it is beside the baseline."""

    title: str
    said: str


class ColourView(Struct, frozen=True):
    """`lines`: none where it was not measured; `cards`: the cards to choose from, as (id, words, what fills the mark);
    `offered`: colour is measured on faces alone."""

    lines: tuple[ColourLine, ...]
    cards: tuple[tuple[str, str, str], ...]
    offered: bool


def colour_view(words: Wording, knowledge: Knowledge, photos: Sequence[Photo], photo: Photo) -> ColourView:
    names = {"redness": words.text("Redness (a*)"), "evenness": words.text("Unevenness")}
    lines = tuple(
        ColourLine(
            words.text(
                "{measure}: {value}, give or take {noise}",
                measure=names[one.measure],
                value=words.number(round(one.value, 1)),
                noise=words.number(round(one.noise, 1)),
            ),
            words.say(one.said),
        )
        for one in standings(photos, photo, knowledge)
    )
    cards = tuple((card.id, words.text(card.title), words.text(card.how)) for card in knowledge.photo_cards.values())
    return ColourView(lines, cards, area_of(photo, knowledge) == "face")

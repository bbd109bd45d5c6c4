"""What a picture's light allows to be said of it, by itself and beside the last one of the same view.

Nothing here looks at how light skin is: darkness is told from the brightest parts of a picture, never from its mean,
which differs from person to person. What differs between two pictures of one person is only ever said of the light.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from care.knowledge import Knowledge
from care.messages import Message, message
from care.records import Photo, PhotoLight


class Remark(Struct, frozen=True):
    """Something about a picture that makes it worth taking again. `rule`: the figure that spoke."""

    rule: str
    text: Message


def remarks(light: PhotoLight, last: PhotoLight | None, knowledge: Knowledge) -> tuple[Remark, ...]:
    """What to mind about a new picture, the gravest first; none where it is as good as the `last` of its view."""
    return (*_by_itself(light, knowledge), *_beside(light, last, knowledge, NEWER))


def differences(first: Photo, second: Photo, knowledge: Knowledge) -> tuple[Remark, ...]:
    """What makes two kept pictures less comparable; none also where their light was never measured."""
    if first.light is None or second.light is None:
        return ()
    return tuple(_beside(second.light, first.light, knowledge, BETWEEN))


def held_in_both(first: Photo, second: Photo, knowledge: Knowledge) -> tuple[str, ...]:
    """The checks that were ticked for both, in the order of the rows."""
    return tuple(check for check in knowledge.photo_checks if check in first.same and check in second.same)


NEWER = {
    "darker": message("It is darker than your last one of this view."),
    "brighter": message("It is brighter than your last one of this view."),
    "warmer": message("The light is warmer than in your last one."),
    "cooler": message("The light is cooler than in your last one."),
    "slanted": message("The light comes from another side than in your last one."),
    "softer": message("It is less sharp than your last one."),
}
BETWEEN = {
    "darker": message("The later one is darker."),
    "brighter": message("The later one is brighter."),
    "warmer": message("The light of the later one is warmer."),
    "cooler": message("The light of the later one is cooler."),
    "slanted": message("The light comes from different sides."),
    "softer": message("The later one is less sharp."),
}


def _by_itself(light: PhotoLight, knowledge: Knowledge) -> Iterator[Remark]:
    if light.highlights < knowledge.figure("photo_dark_highlights"):
        yield Remark("photo_dark_highlights", message("It is dark. More light in front of you shows more."))
    elif light.glare > knowledge.figure("photo_glare_percent"):
        yield Remark("photo_glare_percent", message("Part of it is washed out. Softer light shows more."))
    if light.sharpness < knowledge.figure("photo_sharp_least"):
        said = message("It is blurred. Wipe the lens, and rest the camera or your elbow on something.")
        yield Remark("photo_sharp_least", said)


def _beside(
    light: PhotoLight, last: PhotoLight | None, knowledge: Knowledge, words: dict[str, Message]
) -> Iterator[Remark]:
    if last is None:
        return

    def differs(rule: str, by: float, more: str, less: str) -> Iterator[Remark]:
        if abs(by) > knowledge.figure(rule):
            yield Remark(rule, words[more if by > 0 else less])

    yield from differs("photo_level_difference", light.level - last.level, "brighter", "darker")
    yield from differs("photo_slant_difference", light.slant - last.slant, "slanted", "slanted")
    yield from differs("photo_warmth_difference", light.warmth - last.warmth, "warmer", "cooler")
    if light.sharpness < last.sharpness * knowledge.figure("photo_sharp_share"):
        yield Remark("photo_sharp_share", words["softer"])

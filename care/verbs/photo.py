"""Keeping a picture whose bytes are on the disk already, and saying of a kept one what it shows."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from care.changes import Changes, Refused, adding, changing
from care.days import Moment, care_day
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.records import Photo, PhotoColour, PhotoLight
from care.verbs.decide import decide


class KeepPhoto(Struct, frozen=True, kw_only=True):
    """A picture by the checksum of its bytes. `at`: when it was taken, if not now; `same`: the checks that held."""

    sha256: str
    view: str
    width: int
    height: int
    light: PhotoLight | None = None
    same: tuple[str, ...] = ()
    at: datetime | None = None


class SetView(Struct, frozen=True):
    """A picture shows something else than was said."""

    photo: Photo
    view: str


class SetColour(Struct, frozen=True):
    """What was measured in a kept picture against its card; None takes it away."""

    photo: Photo
    colour: PhotoColour | None


@decide.register
def keep(command: KeepPhoto, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    _check_view(command.view, knowledge)
    at = command.at or now.at
    if at > now.at:
        raise Refused(message("The picture is from the future. Please look at its date."))
    return adding(
        [
            Photo(
                at=at,
                zone=now.zone,
                day=care_day(at, now.zone, diary.profile.day_starts_at),
                sha256=command.sha256,
                view=command.view,
                width=command.width,
                height=command.height,
                light=command.light,
                same=[check for check in knowledge.photo_checks if check in command.same],
            )
        ]
    )


@decide.register
def set_view(command: SetView, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    _check_view(command.view, knowledge)
    return changing(command.photo, replace(command.photo, view=command.view))


@decide.register
def set_colour(command: SetColour, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    if command.colour is not None and command.colour.card not in knowledge.photo_cards:
        raise Refused(message("Mesoday knows no card called {card}.", card=command.colour.card))
    return changing(command.photo, replace(command.photo, colour=command.colour))


def _check_view(view: str, knowledge: Knowledge) -> None:
    if view not in knowledge.photo_views:
        raise Refused(message("Mesoday knows no view called {view}.", view=view))

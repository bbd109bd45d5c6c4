"""What records are made of: the types of their fields, and what all of them share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

WallTime = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="HH:MM on the local wall clock")]
Instant = Annotated[datetime, Meta(tz=True, description="an instant, kept in UTC")]
Text = Annotated[str, Meta(max_length=10_000)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Id = Annotated[str, Meta(max_length=200)]

Area = Literal["face", "scalp"]
Side = Literal["left", "right"]
Slot = Literal["am", "pm"]
Concern = Literal["dullness", "dehydration", "early_ageing", "uneven_tone", "hair_thinning", "dry_scalp", "tired_scalp"]
Modality = Literal[
    "galvanic", "microcurrent", "electroporation", "ultrasound", "led", "vibration", "radiofrequency", "not_sure"
]
MissedBecause = Literal["", "closed", "asleep", "unheard", "journey", "clock_set"]
Polarity = Literal["positive", "negative", "manual"]
Form = Literal[
    "serum",
    "ampoule",
    "cleanser",
    "toner",
    "moisturiser",
    "sunscreen",
    "exfoliant",
    "retinoid",
    "scalp_tonic",
    "shampoo",
    "medicine",
    "other",
]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of a record that has no id of its own in the store."""


class Record(Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True):
    """What all records share. `changed_at` is a hybrid logical clock in milliseconds."""

    id: Id = ""
    rev: Annotated[int, Meta(ge=0)] = 0
    changed_at: Annotated[int, Meta(ge=0)] = 0
    installation: Id = ""
    deleted: bool = False


class Event(Record, frozen=True, kw_only=True):
    """Something that happened: when, in which zone (IANA), and the care day it counts for, fixed when recorded."""

    at: Instant
    zone: Id = "UTC"
    day: date

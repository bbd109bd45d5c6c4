"""The records of the diary: one frozen type for each kind, used for checking files and imports as well.

Every record carries the common fields of `Record`; what happened at a moment carries those of `Event` too.
Ids: the profile's is ``"profile"``; an answer's is its rule; `StepDone` and `Occurrence` derive theirs from their key,
so that two devices which record the same thing record one thing; all others are ULIDs.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, field

from care.record_base import (
    Area,
    Concern,
    Event,
    Form,
    Id,
    Instant,
    MissedBecause,
    Modality,
    Name,
    Part,
    Polarity,
    Record,
    Side,
    Slot,
    Text,
    WallTime,
)


class QuietHours(Part, frozen=True, kw_only=True):
    from_: WallTime = field(name="from")
    to: WallTime


class Profile(Record, frozen=True, kw_only=True, tag="profile"):
    """`not_asked`: the measures that do not apply to the person, and are asked no more; `also_asked`: the optional ones
    that they want to rate."""

    birth_year: Annotated[int, Meta(ge=1900, le=2100)] | None = None
    areas: list[Area] = []
    concerns: list[Concern] = []
    skin_type: Text = ""
    sensitive: bool = False
    day_starts_at: WallTime = "04:00"
    am_time: WallTime = "07:30"
    pm_time: WallTime = "21:30"
    quiet_hours: QuietHours | None = None
    language: str = "en"
    not_asked: list[Id] = []
    also_asked: list[Id] = []


class Cleared(Part, frozen=True, kw_only=True):
    """A professional's clearance: on which day, until when, by whom, and for which modalities."""

    on: date
    until: date | None = None
    by: Text = ""
    for_: list[str] | Literal["all"] = field(name="for", default="all")


class Answer(Record, frozen=True, kw_only=True, tag="answer"):
    """One safety answer. What a "yes" or "not sure" may add: `eased`, that the milder form of the row holds; `areas`
    and `about` (products and actives), all that it concerns (empty: everything that the row does); `since`, the day of
    the procedure or last tablet, from which the row's days count; `ends_on`, the last day on which it holds."""

    rule: Id
    answer: Literal["yes", "no", "unsure", "not_applicable"]
    answered_on: date
    cleared: Cleared | None = None
    eased: bool = False
    areas: list[Area] = []
    about: list[Id] = []
    since: date | None = None
    ends_on: date | None = None


class PatchTest(Part, frozen=True, kw_only=True):
    """A test on a small place. `label_hours`: where the label asks for one application and a look after so many hours;
    then that is what the test asks."""

    state: Literal["passed", "running", "failed", "tolerated"]
    started_on: date | None = None
    readings: list[dict[str, Any]] = []
    label_hours: Annotated[float, Meta(gt=0, le=1000)] | None = None


class LabelHours(Part, frozen=True, kw_only=True):
    """What a label or prescriber says about hours around a session: `before` it, and `after` it. They win over ours."""

    before: Annotated[float, Meta(ge=0, le=1000)]
    after: Annotated[float, Meta(ge=0, le=1000)]


class Retired(Part, frozen=True, kw_only=True):
    on: date
    why: Text = ""


class Product(Record, frozen=True, kw_only=True, tag="product"):
    name: Name
    brand: Text = ""
    form: Form = "other"
    areas: list[Area] = []
    actives: list[Id] = []
    strengths: dict[str, float] = {}
    use: Literal["home", "professional_only"] = "home"
    external_only: bool = True
    single_use: bool = False
    medicine: bool = False
    device_ok: bool | None = None
    lot: Text = ""
    volume_ml: Annotated[float, Meta(ge=0)] | None = None
    count: Annotated[int, Meta(ge=0)] | None = None
    expires_on: date | None = None
    opened_at: Instant | None = None
    after_opening_months: Annotated[int, Meta(ge=0)] | None = None
    label_hours: Annotated[float, Meta(ge=0)] | None = None
    session_hours: LabelHours | None = None
    patch_test: PatchTest | None = None
    retired: Retired | None = None
    note: Text = ""


class DeviceMode(Part, frozen=True, kw_only=True):
    """One thing that a device does. `polarity`: the pole on the skin; `manual`: whichever the manual or label names."""

    modality: Modality
    minutes: Annotated[float, Meta(gt=0, le=240)] | None = None
    level: Annotated[int, Meta(ge=0)] | None = None
    polarity: Polarity | None = None


class Device(Record, frozen=True, kw_only=True, tag="device"):
    name: Name
    modes: list[DeviceMode] = []
    min_gap_hours: Annotated[float, Meta(ge=0)] | None = None
    cleaned_at: Instant | None = None
    patch_test: PatchTest | None = None
    note: Text = ""


class Rhythm(Part, frozen=True, kw_only=True):
    """Every `n` days, weeks or months; `weekdays` (0 is Monday) narrow days and weeks."""

    n: Annotated[int, Meta(ge=1, le=366)] = 1
    unit: Literal["day", "week", "month"] = "day"
    weekdays: list[Annotated[int, Meta(ge=0, le=6)]] = []


class RoutineStep(Part, frozen=True, kw_only=True):
    id: Id
    title: Name
    product: Id | None = None
    minutes: Annotated[float, Meta(ge=0)] | None = None
    every: Rhythm | None = None


class Routine(Record, frozen=True, kw_only=True, tag="routine"):
    title: Name
    slot: Slot
    area: Area = "face"
    steps: list[RoutineStep] = []


class Phase(Part, frozen=True, kw_only=True):
    """`sessions` sessions, one every `every_days` days; None goes on for good (maintenance)."""

    every_days: Annotated[int, Meta(ge=1, le=366)]
    sessions: Annotated[int, Meta(ge=1)] | None = None


class Course(Record, frozen=True, kw_only=True, tag="course"):
    """`done_before`: sessions done before Mesoday was told of the course; they count as its first ones. `split`: the
    side that alone is treated, the other kept as it is; `split_ended`: the first day on which both are again."""

    title: Name
    area: Area
    product: Id | None = None
    device: Id | None = None
    phases: list[Phase]
    starts_on: date
    time: WallTime = "20:00"
    slip: Literal["shift", "grid"] = "shift"
    primary: Id | None = None
    split: Side | None = None
    split_ended: date | None = None
    done_before: Annotated[int, Meta(ge=0, le=500)] = 0
    state: Literal["active", "finished", "stopped"] = "active"


class Pause(Record, frozen=True, kw_only=True, tag="pause"):
    areas: list[Area] = []
    from_: date = field(name="from")
    to: date | None = None
    why: Text = ""


class Treatment(Record, frozen=True, kw_only=True, tag="treatment"):
    what: Literal["injectable_mesotherapy", "peel", "laser", "filler", "toxin", "other"]
    areas: list[Area] = []
    on: date
    healed_on: date | None = None


class SessionStep(Part, frozen=True, kw_only=True):
    id: Id
    title: Text = ""
    site: Id | None = None
    planned_s: Annotated[float, Meta(ge=0)] = 0
    done_s: Annotated[float, Meta(ge=0)] = 0
    skipped: bool = False


class Session(Event, frozen=True, kw_only=True, tag="session"):
    course: Id | None = None
    product: Id | None = None
    device: Id | None = None
    started_at: Instant
    ended_at: Instant
    precheck: dict[str, Any] = {}
    steps: list[SessionStep] = []
    level: Annotated[int, Meta(ge=0)] | None = None
    lot: Text = ""
    outcome: Literal["finished", "stopped"]
    stop_reason: Text = ""


class StepDone(Event, frozen=True, kw_only=True, tag="step_done"):
    routine: Id
    step: Id


class Choice(Event, frozen=True, kw_only=True, tag="choice"):
    what: Literal["not_today", "keep_step", "skip_step", "own_decision"]
    about: Id
    rule: Id | None = None


class Sides(Part, frozen=True, kw_only=True):
    """One measure, rated on both of the person's own sides."""

    left: float
    right: float


class CheckIn(Event, frozen=True, kw_only=True, tag="check_in"):
    """`sides`: the measures that were rated side by side; their mean stands in `scores` as well."""

    area: Literal["glow", "scalp"]
    scores: dict[str, float] = {}
    sides: dict[str, Sides] = {}
    tags: list[str] = []
    note: Text = ""
    photos: list[Id] = []


class Reaction(Event, frozen=True, kw_only=True, tag="reaction"):
    """What the skin did, or that it was quiet (no signs). `check`: which skin check of the session it answers.
    Without a session, `areas` says where (empty: not said)."""

    session: Id | None = None
    product: Id | None = None
    device: Id | None = None
    areas: list[Area] = []
    check: Literal["", "end", "first", "monitor", "last"] = ""
    signs: list[Id] = []
    note: Text = ""
    resolved_at: Instant | None = None
    cleared: Cleared | None = None


class PhotoLight(Part, frozen=True, kw_only=True):
    """How the middle of a picture is lit, measured when it was taken. `level`: mean lightness (L*, 0 to 100);
    `highlights`: the lightness that a twentieth of it passes; `glare`: percent washed out; `warmth`: 100 log2 of red to
    blue; `slant`: lightness of its left half minus that of its right; `sharpness`: 100 times the deviation of its edges
    to that of its greys."""

    level: Annotated[float, Meta(ge=0, le=100)]
    highlights: Annotated[float, Meta(ge=0, le=100)]
    glare: Annotated[float, Meta(ge=0, le=100)]
    warmth: float
    slant: Annotated[float, Meta(ge=-100, le=100)]
    sharpness: Annotated[float, Meta(ge=0)]


class PhotoColour(Part, frozen=True, kw_only=True):
    """Colour of a place of skin against a card (an id of the rows). `redness`: a* of CIELAB; `evenness`: how far the
    colours of its parts lie from each other, 0 for none, in the same unit; each with its noise (95 %). How light the
    skin is is not kept."""

    card: Id
    redness: float
    redness_noise: Annotated[float, Meta(ge=0)]
    evenness: Annotated[float, Meta(ge=0)]
    evenness_noise: Annotated[float, Meta(ge=0)]


class Photo(Event, frozen=True, kw_only=True, tag="photo"):
    """A picture, under the checksum of its bytes. `same`: what was as always when it was taken (ids of checks)."""

    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    view: Id
    width: Annotated[int, Meta(ge=1)]
    height: Annotated[int, Meta(ge=1)]
    light: PhotoLight | None = None
    colour: PhotoColour | None = None
    same: list[Id] = []


class Repeat(Part, frozen=True, kw_only=True):
    every_minutes: Annotated[int, Meta(ge=1)]
    times: Annotated[int, Meta(ge=0, le=10)]


class Reminder(Record, frozen=True, kw_only=True, tag="reminder"):
    """A reminder the person made. `zone` is "local" (follows the traveller) or an IANA name."""

    about: Literal[
        "am_routine",
        "pm_routine",
        "session",
        "check_in",
        "photo",
        "reaction",
        "patch_test",
        "expiry",
        "device_care",
        "custom",
    ] = "custom"
    title: Name
    times: Annotated[list[WallTime], Meta(min_length=1, max_length=48)]
    every: Rhythm = Rhythm()
    from_: date | None = field(name="from", default=None)
    until: date | None = None
    zone: Id = "local"
    repeat: Repeat | None = None
    enabled: bool = True


class Occurrence(Record, frozen=True, kw_only=True, tag="occurrence"):
    """What became of one reminder on one local calendar date at one slot (the planned wall time).

    `missed_because`: why it did not ring, where that can be known.
    """

    reminder: Id
    date: date
    slot: WallTime
    due_at: Instant
    state: Literal["claimed", "delivered", "missed_shown", "snoozed", "done", "skipped"]
    snoozed_until: Instant | None = None
    missed_because: MissedBecause = ""


AnyRecord = (
    Profile
    | Answer
    | Product
    | Device
    | Routine
    | Course
    | Pause
    | Treatment
    | Session
    | StepDone
    | Choice
    | CheckIn
    | Reaction
    | Photo
    | Reminder
    | Occurrence
)
KINDS: dict[str, type[Record]] = {t.__struct_config__.tag: t for t in AnyRecord.__args__}  # type: ignore[misc]


def kind_of(record: Record) -> str:
    """The record's kind, as it stands in files."""
    return type(record).__struct_config__.tag  # type: ignore[return-value]


def step_done_id(day: date, routine: str, step: str) -> str:
    return f"{day.isoformat()}/{routine}/{step}"


def occurrence_id(reminder: str, on: date, slot: str) -> str:
    return f"{on.isoformat()}/{slot}/{reminder}"


def derived_id(record: Record) -> str | None:
    """The id that follows from the record's own key, or None where ids are given out (ULIDs)."""
    match record:
        case Profile():
            return "profile"
        case Answer(rule=rule):
            return rule
        case StepDone(day=day, routine=routine, step=step):
            return step_done_id(day, routine, step)
        case Occurrence(reminder=reminder, date=on, slot=slot):
            return occurrence_id(reminder, on, slot)
    return None


def to_builtins(record: Record) -> dict[str, Any]:
    """The record as plain JSON-able values, `kind` first."""
    return msgspec.to_builtins(record)


def from_builtins(values: Any) -> Record:
    """A record from plain values.

    Raises `msgspec.ValidationError`, whose text names the field, when they are not a record.
    """
    return msgspec.convert(values, AnyRecord)

"""The rows to start from and to go by: measures, templates, places and steps of a session, claims."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from care.knowledge_rows import NonEmpty, Row
from care.records import Area, Form, Modality, Phase, Side, Slot


class MeasureRow(Row, frozen=True, kw_only=True):
    """One thing that is rated. `scale` is (low, high, step); `anchors` give words to levels; `looks` are the fixed
    weeks of a verdict. `when_chosen`: how often an optional one is asked once somebody, or a course, has chosen it.
    `bands`: the lowest count that each level of a binned choice stands for; each ends before the next. `by_side`: one
    can rate each side by itself. `method`: how it is measured; `clinician_from`: the score from
    which on a clinician is to look; `season`: what the seasons do to it by themselves."""

    title: NonEmpty
    question: NonEmpty
    area: Literal["glow", "scalp"]
    scale: tuple[float, float, float]
    better: Literal["up", "down"]
    least_change: float | None = None
    anchors: list[tuple[float, NonEmpty]]
    kind: Literal["scale", "choice", "count"] = "scale"
    asked: Literal["often", "weekly", "wash_day", "monthly", "optional"]
    when_chosen: Literal["often", "weekly", "wash_day", "monthly"] | None = None
    bands: list[int] = []
    by_side: bool = False
    looks: list[int] = []
    first_look_weeks: int | None = None
    fair_weeks: int | None = None
    expect: str = ""
    method: str = ""
    clinician_from: float | None = None
    season: str = ""


class Tag(Row, frozen=True, kw_only=True):
    """Something that may confound a rating."""

    title: NonEmpty


class ProductTemplate(Row, frozen=True, kw_only=True):
    """A generic product to start from."""

    name: NonEmpty
    form: Form
    areas: list[Area]
    actives: list[str] = []
    single_use: bool = False
    medicine: bool = False
    after_opening_months: int | None = None
    count: int | None = None
    volume_ml: float | None = None
    session: bool = False


class DeviceTemplate(Row, frozen=True, kw_only=True):
    """A generic device to start from; figures only where the manual is silent."""

    name: NonEmpty
    modality: Modality


class CourseTemplate(Row, frozen=True, kw_only=True):
    """A course to start from: phases, usual time, and the one measure that gets a verdict."""

    title: NonEmpty
    area: Area
    device: bool
    concerns: list[str] = []
    phases: list[Phase]
    primary: NonEmpty
    about: NonEmpty


class ConcernRow(Row, frozen=True, kw_only=True):
    """What a concern leads to: ingredient families, course templates (the plainest first), and one primary measure."""

    title: NonEmpty
    about: NonEmpty
    areas: list[Area]
    ingredients: list[NonEmpty]
    courses: Annotated[list[NonEmpty], Meta(min_length=1)]
    primary: NonEmpty


class RoutineTemplate(Row, frozen=True, kw_only=True):
    """A routine to start from."""

    title: NonEmpty
    slot: Slot
    area: Area
    steps: list[NonEmpty]


GoesOn = Literal["when_told", "by_itself", "with_sound"]


class Site(Row, frozen=True, kw_only=True):
    """A place on face or scalp, in the order of a session. `side`: the side that it lies on; None where it reaches over
    the middle."""

    title: NonEmpty
    area: Area
    how: NonEmpty
    share: float
    side: Side | None = None


class SessionStepRow(Row, frozen=True, kw_only=True):
    """One step of a guided session. `each_site` steps are repeated site by site. `needs` limits it to a wand that is
    moved, to light, to an ampoule, or to a session by hand (no device). `by_day`: only between morning and evening.
    `counts_for`: the steps of a routine that need not be done again after it, by their kind of product or name.
    `goes_on`: whether the session may go on by itself when its time is up, for whoever has chosen so."""

    title: NonEmpty
    text: NonEmpty
    seconds: float | None = None
    goes_on: GoesOn = "when_told"
    areas: tuple[Area, ...] = ("face", "scalp")
    needs: Literal["", "device", "led", "ampoule", "by_hand"] = ""
    each_site: bool = False
    stage: Literal["ready", "step", "after"] = "step"
    by_day: bool = False
    counts_for: tuple[str, ...] = ()


class ClaimRow(Row, frozen=True, kw_only=True):
    """Something that people are told about home care, by others: `title` as one meets it, `text` what is known of it.
    `sure`: how sure that answer is, which is another matter than how well its sources were read (`status`)."""

    title: NonEmpty
    text: NonEmpty
    sure: Literal["high", "moderate", "low", "unknown"]

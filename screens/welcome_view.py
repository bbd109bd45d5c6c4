"""What the welcome shows, as plain values: when one can fairly tell, which products and courses there are to choose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from care.diary import Diary
from care.knowledge import CourseTemplate, Knowledge
from care.records import Area, Concern
from care.templates import templates_for
from screens.welcome_draft import NONE, Draft
from screens.welcome_records import course_template, start_of, starts_on
from screens.wording import Wording

COMFORT, GLOW, SHEDDING, FULLNESS = "F-HYD", "F-GLOW", "H-WASH", "H-PART"
LAST_WEEKS_SHOWN = 6  # how far the picture goes on after the latest fair week
SHORT_LIST = 4


class FairRow(Struct, frozen=True):
    """One line of "When can you fairly tell?". Weeks from the start; `spoken` is what a screen reader says."""

    area: Area
    title: str
    weeks: str
    first_look: int
    fair: int
    last: int
    spoken: str


class Choice(Struct, frozen=True):
    """One thing to choose: its value and its words."""

    value: str
    words: str


class CourseView(Struct, frozen=True):
    """What is offered for one area: the templates, what the chosen one is, and when it would start."""

    area: Area
    title: str
    choices: tuple[Choice, ...]
    chosen: str
    about: str
    start: str
    starts: str


def fair_rows(words: Wording, knowledge: Knowledge) -> tuple[FairRow, ...]:
    """Comfort, glow, shedding and fullness, with the weeks of their rows."""
    titles = {
        COMFORT: words.text("Comfort"),
        GLOW: words.text("Glow"),
        SHEDDING: words.text("Shedding"),
        FULLNESS: words.text("Fullness, may not change"),
    }
    rows = {id: knowledge.measures[id] for id in titles}
    last = max(row.fair_weeks or 0 for row in rows.values()) + LAST_WEEKS_SHOWN
    found = []
    for id, row in rows.items():
        fair, first = row.fair_weeks or 0, row.first_look_weeks or 0
        weeks = words.count("{count} week", "{count} weeks", fair)
        spoken = words.text(
            "{title}: a first look after {first}, fair to judge after {fair}.",
            title=titles[id],
            first=words.count("{count} week", "{count} weeks", first),
            fair=weeks,
        )
        area: Area = "face" if row.area == "glow" else "scalp"
        found.append(FairRow(area, titles[id], weeks, first, fair, last, spoken))
    return tuple(found)


def concerns_for(words: Wording, knowledge: Knowledge, areas: Sequence[str]) -> tuple[Choice, ...]:
    """The concerns of the chosen areas."""
    return tuple(
        Choice(row.id, words.text(row.title)) for row in knowledge.concerns.values() if set(row.areas) & set(areas)
    )


def products_for(words: Wording, knowledge: Knowledge, area: Area, concerns: Sequence[Concern]) -> tuple[Choice, ...]:
    """The session products of an area, those that fit the concerns first."""
    wanted = {i for c in concerns if c in knowledge.concerns for i in knowledge.concerns[c].ingredients}
    rows = [t for t in knowledge.product_templates.values() if t.session and area in t.areas]
    # A gel for a device alone has no care of its own to offer.
    rows.sort(key=lambda t: (t.form == "other", not wanted & set(t.actives), len(t.areas) > 1))
    return tuple(Choice(t.id, words.text(t.name)) for t in rows)


def devices(words: Wording, knowledge: Knowledge) -> tuple[Choice, ...]:
    return tuple(Choice(t.id, words.text(t.name)) for t in knowledge.device_templates.values())


def modality_choices(words: Wording, knowledge: Knowledge) -> tuple[Choice, ...]:
    """What a device may do."""
    return tuple(Choice(m, words.text(row.title)) for m, row in knowledge.modalities.items() if m != "serum")


def course_view(
    words: Wording, draft: Draft, area: Area, diary: Diary, knowledge: Knowledge, today: date
) -> CourseView:
    template = course_template(draft, area, diary, knowledge)
    offered: list[CourseTemplate] = templates_for(diary, knowledge, area, device=draft.kit(area).device != NONE)
    start = start_of(draft, area)
    on = starts_on(start, knowledge, today)
    return CourseView(
        area=area,
        title=words.text("A course for the face") if area == "face" else words.text("A course for the scalp"),
        choices=tuple(Choice(t.id, words.text(t.title)) for t in offered),
        chosen=template.id if template else "",
        about=words.text(template.about) if template else "",
        start=start,
        starts=words.text("The first session is planned for {day}.", day=words.long_date(on)),
    )


def times_line(words: Wording, draft: Draft) -> str:
    """ "Morning at 07:30, evening at 21:30.", with the sessions' times."""
    line = words.text("Morning care at {am}, evening care at {pm}.", am=draft.am_time, pm=draft.pm_time)
    times = dict.fromkeys(draft.course(area).time for area in draft.equipped())
    if times:
        line += " " + words.text("Sessions at {times}.", times=", ".join(times))
    return line

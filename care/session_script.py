"""The steps of one guided session: from the knowledge, the person's own kit, and how far the course has come."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from care import courses, kit
from care.days import Moment, wall_text
from care.diary import Diary
from care.knowledge import Knowledge, SessionStepRow, Site
from care.messages import Message, message
from care.reactions import is_first_after
from care.records import Area, Course, Profile, Side
from care.session_notes import step_notes
from care.split import treated
from care.template_rows import GoesOn

Stage = Literal["ready", "step", "after"]


class ScriptStep(Struct, frozen=True):
    """One step as it is shown. `seconds` is None where it waits for the person; `site` names the place; `notes` say
    what holds for this person's own kit; `goes_on`: whether the next may follow by itself."""

    id: str
    title: Message
    text: Message
    stage: Stage
    site: str | None
    seconds: int | None
    device: bool
    notes: tuple[Message, ...] = ()
    goes_on: GoesOn = "when_told"


class Script(Struct, frozen=True):
    """A whole session. `device_seconds` is the device's time, after all caps; `shortened` when it is a first one;
    `side`: the one that alone is treated."""

    course: str
    title: str
    area: Area
    level: int
    device_seconds: int
    shortened: bool
    manual: bool
    steps: tuple[ScriptStep, ...]
    side: Side | None = None

    @property
    def seconds(self) -> int:
        """Timed seconds in all."""
        return sum(s.seconds or 0 for s in self.steps)


def session_script(diary: Diary, knowledge: Knowledge, course: Course, at: Moment | None = None) -> Script:
    """The steps of the course's next session, in order. `at`: when it begins; without it, steps for the day are in."""
    product = diary.products.get(course.product or "")
    modalities = [m for m in kit.modalities(diary, course.product, course.device) if m != kit.SERUM]
    timing = device_seconds, shortened, manual = device_time(diary, knowledge, course)
    side = treated(course)
    needs = {"device"} if modalities and modalities != ["led"] else set()
    if "led" in modalities:
        needs.add("led")
    if not modalities:
        needs.add("by_hand")
    if product and product.form == "ampoule":
        needs.add("ampoule")
    sites, part = _sites(knowledge, course), _part(knowledge, course)
    steps: list[ScriptStep] = []
    for row in knowledge.session_steps.values():
        if course.area not in row.areas or (row.needs and row.needs not in needs):
            continue
        if row.by_day and at is not None and not _is_day(diary.profile, at):
            continue
        if row.each_site:
            steps += (_at_site(row, site, device_seconds / part, side) for site in sites)
        else:
            seconds = device_seconds if row.id == "light" else row.seconds
            steps.append(_step(row, round(seconds) if seconds else None))
    known = diary.devices.get(course.device or "")
    level = next((m.level for m in known.modes if m.level is not None), 1) if known else 1
    today = at.care_day(diary.profile.day_starts_at) if at is not None else None
    noted = tuple(replace(s, notes=step_notes(s.id, s.site, diary, knowledge, course, timing, today)) for s in steps)
    return Script(course.id, course.title, course.area, level, device_seconds, shortened, manual, noted, side)


def _is_day(profile: Profile, at: Moment) -> bool:
    return profile.am_time <= wall_text(at.local) < profile.pm_time


def device_time(diary: Diary, knowledge: Knowledge, course: Course) -> tuple[int, bool, bool]:
    """Seconds of the device in the next session, whether they are shortened, and whether the manual set them.

    The manual's minutes win over ours. A first session is shorter, and so is the first after a reaction; sensitive skin
    has several such. One side alone takes its part of the time, and no more.
    """
    device = diary.devices.get(course.device or "")
    modalities = [m for m in kit.modalities(diary, course.product, course.device) if m != kit.SERUM]
    if not modalities:
        return 0, False, False
    stated = [m.minutes for m in device.modes if m.minutes is not None] if device else []
    rows = [knowledge.modalities[m] for m in modalities]
    whole = 60 * _part(knowledge, course)
    minutes = min(stated) if stated else min((r.minutes for r in rows if r.minutes is not None), default=0)
    had = courses.progress(diary, course).finished
    share = knowledge.figure("first_session_share")
    gentle = knowledge.figure("sensitive_sessions") if diary.profile.sensitive else 1
    if had >= gentle:
        if is_first_after(diary, knowledge, course):
            return round(minutes * knowledge.figure("reaction_share") * whole), True, bool(stated)
        return round(minutes * whole), False, bool(stated)
    first = [r.first_minutes for r in rows if r.first_minutes is not None]
    return round(min([minutes * share, *first]) * whole), True, bool(stated)


def _part(knowledge: Knowledge, course: Course) -> float:
    """How much of its area a course treats: all, or the sites of one side and the halves of those over the middle."""
    side = treated(course)
    if side is None:
        return 1.0
    return sum(_share(site, side) for site in _sites(knowledge, course))


def _share(site: Site, side: Side | None) -> float:
    return site.share / 2 if side is not None and site.side is None else site.share


def _sites(knowledge: Knowledge, course: Course) -> list[Site]:
    """The places of a course, in their order."""
    side = treated(course)
    return [s for s in knowledge.sites.values() if s.area == course.area and (side is None or s.side in (None, side))]


def _step(row: SessionStepRow, seconds: int | None) -> ScriptStep:
    device = row.needs in ("device", "led")
    return ScriptStep(row.id, message(row.title), message(row.text), row.stage, None, seconds, device)


def _at_site(row: SessionStepRow, site: Site, whole: float, side: Side | None) -> ScriptStep:
    """`whole`: the device's seconds for all of the area; `side`: the one that alone is treated. A site over the middle
    is then half a site, with half its time."""
    device, half = row.needs == "device", side is not None and site.side is None
    seconds = _share(site, side) * whole if device else (row.seconds or 0) / (2 if half else 1)
    timed = not device or whole  # where neither we nor the manual know a time, the step waits
    return ScriptStep(
        f"{row.id}/{site.id}",
        _half_of(site, side) if side and half else message(site.title),
        message(site.how) if device else message(row.text),
        row.stage,
        site.id,
        max(1, round(seconds)) if timed else None,
        device,
        goes_on=row.goes_on if timed else "when_told",
    )


def _half_of(site: Site, side: Side) -> Message:
    """The part of a site that lies on one side of the face's middle, or of the parting."""
    title = message(site.title)
    return message("{site}, left half", site=title) if side == "left" else message("{site}, right half", site=title)

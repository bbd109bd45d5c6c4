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
from care.records import Area, Course, Profile
from care.session_notes import step_notes

Stage = Literal["ready", "step", "after"]


class ScriptStep(Struct, frozen=True):
    """One step as it is shown. `seconds` is None where it waits for the person; `site` names the place; `notes` say
    what holds for this person's own kit."""

    id: str
    title: Message
    text: Message
    stage: Stage
    site: str | None
    seconds: int | None
    device: bool
    notes: tuple[Message, ...] = ()


class Script(Struct, frozen=True):
    """A whole session. `device_seconds` is the device's time, after all caps; `shortened` when it is a first one."""

    course: str
    title: str
    area: Area
    level: int
    device_seconds: int
    shortened: bool
    manual: bool
    steps: tuple[ScriptStep, ...]

    @property
    def seconds(self) -> int:
        """Timed seconds in all."""
        return sum(s.seconds or 0 for s in self.steps)


def session_script(diary: Diary, knowledge: Knowledge, course: Course, at: Moment | None = None) -> Script:
    """The steps of the course's next session, in order. `at`: when it begins; without it, steps for the day are in."""
    product = diary.products.get(course.product or "")
    modalities = [m for m in kit.modalities(diary, course.product, course.device) if m != kit.SERUM]
    timing = device_seconds, shortened, manual = device_time(diary, knowledge, course)
    needs = {"device"} if modalities and modalities != ["led"] else set()
    if "led" in modalities:
        needs.add("led")
    if not modalities:
        needs.add("by_hand")
    if product and product.form == "ampoule":
        needs.add("ampoule")
    sites = [s for s in knowledge.sites.values() if s.area == course.area]
    steps: list[ScriptStep] = []
    for row in knowledge.session_steps.values():
        if course.area not in row.areas or (row.needs and row.needs not in needs):
            continue
        if row.by_day and at is not None and not _is_day(diary.profile, at):
            continue
        if row.each_site:
            steps += (_at_site(row, site, device_seconds) for site in sites)
        else:
            seconds = device_seconds if row.id == "light" else row.seconds
            steps.append(_step(row, round(seconds) if seconds else None))
    known = diary.devices.get(course.device or "")
    level = next((m.level for m in known.modes if m.level is not None), 1) if known else 1
    noted = tuple(replace(s, notes=step_notes(s.id, diary, knowledge, course, timing)) for s in steps)
    return Script(course.id, course.title, course.area, level, device_seconds, shortened, manual, noted)


def _is_day(profile: Profile, at: Moment) -> bool:
    return profile.am_time <= wall_text(at.local) < profile.pm_time


def device_time(diary: Diary, knowledge: Knowledge, course: Course) -> tuple[int, bool, bool]:
    """Seconds of the device in the next session, whether they are shortened, and whether the manual set them.

    The manual's minutes win over ours. A first session is shorter, and so is the first after a reaction; sensitive skin
    has several such.
    """
    device = diary.devices.get(course.device or "")
    modalities = [m for m in kit.modalities(diary, course.product, course.device) if m != kit.SERUM]
    if not modalities:
        return 0, False, False
    stated = [m.minutes for m in device.modes if m.minutes is not None] if device else []
    rows = [knowledge.modalities[m] for m in modalities]
    minutes = min(stated) if stated else min((r.minutes for r in rows if r.minutes is not None), default=0)
    had = courses.progress(diary, course).finished
    share = knowledge.figure("first_session_share")
    gentle = knowledge.figure("sensitive_sessions") if diary.profile.sensitive else 1
    if had >= gentle:
        if is_first_after(diary, knowledge, course):
            return round(minutes * knowledge.figure("reaction_share") * 60), True, bool(stated)
        return round(minutes * 60), False, bool(stated)
    first = [r.first_minutes for r in rows if r.first_minutes is not None]
    return round(min([minutes * share, *first]) * 60), True, bool(stated)


def _step(row: SessionStepRow, seconds: int | None) -> ScriptStep:
    device = row.needs in ("device", "led")
    return ScriptStep(row.id, message(row.title), message(row.text), row.stage, None, seconds, device)


def _at_site(row: SessionStepRow, site: Site, device_seconds: int) -> ScriptStep:
    device = row.needs == "device"
    seconds = site.share * device_seconds if device else row.seconds or 0
    timed = not device or device_seconds  # where neither we nor the manual know a time, the step waits
    return ScriptStep(
        f"{row.id}/{site.id}",
        message(site.title),
        message(site.how) if device else message(row.text),
        row.stage,
        site.id,
        max(1, round(seconds)) if timed else None,
        device,
    )

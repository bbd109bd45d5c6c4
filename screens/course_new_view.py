"""A new course as plain values: what to look after, the courses for it, and what the chosen one would be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from care.conflicts import scented
from care.courses import progress
from care.diary import Diary
from care.knowledge import ConcernRow, CourseTemplate, Knowledge
from care.last_use import untested
from care.records import Area, Course, Product
from care.trends import BASELINE_ENTRIES
from screens.course_words import every_days
from screens.phase_words import phase_lines
from screens.snapshot import Snapshot
from screens.wording import Wording

OFFERS = 4  # generic things that can be put on the shelf at once


class ConcernView(Struct, frozen=True):
    """Something to look after; `mine`: the person named it."""

    id: str
    title: str
    about: str
    area: Area
    mine: bool


class TemplateView(Struct, frozen=True):
    """A course to choose. `holds`: the families of ingredients; `missing`: what is not on the shelf for it."""

    id: str
    title: str
    area: Area
    about: str
    holds: str
    judged: str
    missing: str
    plainest: bool


class Offer(Struct, frozen=True):
    """A generic product or device that can be put on the shelf."""

    id: str
    name: str


class PlanView(Struct, frozen=True):
    """The chosen course before it begins. `fragrance`: a warning where skin is sensitive and the product scented;
    `baseline`: what the ratings before it have to be for a verdict, where two weeks may be too few;
    `patch`: what is to be known of its patch test; `other`: the course that is under way in the area."""

    phases: tuple[str, ...]
    judged: str
    baseline: str
    gentle: str
    fragrance: str
    patch: str
    other: str


def concern_views(shot: Snapshot, knowledge: Knowledge) -> tuple[ConcernView, ...]:
    """What can be looked after in the person's areas; what they named comes first."""
    words, profile = shot.wording, shot.diary.profile
    areas, named = profile.areas or ["face", "scalp"], set(profile.concerns)
    rows = [row for row in knowledge.concerns.values() if set(row.areas) & set(areas)]
    return tuple(
        ConcernView(row.id, words.text(row.title), words.text(row.about), row.areas[0], row.id in named)
        for row in sorted(rows, key=lambda row: row.id not in named)
    )


def template_views(shot: Snapshot, knowledge: Knowledge, concern: ConcernRow) -> tuple[TemplateView, ...]:
    """The courses for a concern, the plainest first; those that need a device stand last where there is none."""
    words, has_device = shot.wording, bool(shot.diary.devices)
    rows = [knowledge.course_templates[course] for course in concern.courses]

    def holds(row: CourseTemplate) -> str:
        found = families(words, knowledge, concern.ingredients, device=row.device)
        return words.text("Often with {families}", families=found) if found else ""

    return tuple(
        TemplateView(
            id=row.id,
            title=words.text(row.title),
            area=row.area,
            about=words.text(row.about),
            holds=holds(row),
            judged=judged_by(words, knowledge, row.primary),
            missing=words.text("Needs a device; none stands on your shelf.") if row.device and not has_device else "",
            plainest=row.id == concern.courses[0],
        )
        for row in sorted(rows, key=lambda row: row.device and not has_device)
    )


def suiting(knowledge: Knowledge, ids: Sequence[str], *, device: bool) -> tuple[str, ...]:
    """The ingredients that a session may be done with: what has to rest before one is none."""
    rows = [knowledge.ingredients[i] for i in ids if i in knowledge.ingredients]
    return tuple(r.id for r in rows if not (r.device.before or r.under_device if device else r.serum.before))


def families(words: Wording, knowledge: Knowledge, ids: Sequence[str], *, device: bool) -> str:
    """The titles of those ingredients, as a list."""
    return "; ".join(words.text(knowledge.ingredients[i].title) for i in suiting(knowledge, ids, device=device))


def judged_by(words: Wording, knowledge: Knowledge, measure: str) -> str:
    row = knowledge.measures.get(measure)
    return words.text("Judged by: {measure}", measure=words.text(row.title)) if row else ""


def _baseline(words: Wording, knowledge: Knowledge, measure: str) -> str:
    """For what is not rated often enough in two weeks, however one asks."""
    row = knowledge.measures.get(measure)
    if row is None or (row.when_chosen or row.asked) not in ("wash_day", "monthly"):
        return ""
    said = {"n": BASELINE_ENTRIES}
    if row.asked == "wash_day":
        return words.text("For a before-and-after verdict it takes ratings at {n} washes before the start.", **said)
    return words.text("For a before-and-after verdict it takes ratings on {n} days before the start.", **said)


def plan_view(
    shot: Snapshot, knowledge: Knowledge, template: CourseTemplate, made: Course, product: Product | None
) -> PlanView:
    words, sensitive = shot.wording, shot.diary.profile.sensitive
    scent = scented(shot.diary, product) if product else None
    other = other_course(shot.diary, template.area)
    return PlanView(
        phases=phase_lines(words, made.phases),
        judged=judged_by(words, knowledge, template.primary),
        baseline=_baseline(words, knowledge, template.primary),
        gentle=gentle_line(words, knowledge) if sensitive and made.phases != template.phases else "",
        fragrance=words.say(scent.text) if scent else "",
        patch=_patch_line(shot, knowledge, product) if product else "",
        other=other.title if other else "",
    )


def other_course(diary: Diary, area: Area) -> Course | None:
    """The course that is under way in the area."""
    here = (c for c in diary.active_courses() if c.area == area)
    return next((c for c in here if not progress(diary, c).complete), None)


def gentle_line(words: Wording, knowledge: Knowledge) -> str:
    often = every_days(words, int(knowledge.figure("sensitive_every_days")))
    return words.count(
        "Your skin is sensitive: the first session is shorter, and those after it come {often}.",
        "Your skin is sensitive: the first {count} sessions are shorter, and come {often}.",
        int(knowledge.figure("sensitive_sessions")),
        often=often,
    )


def _patch_line(shot: Snapshot, knowledge: Knowledge, product: Product) -> str:
    words, why = shot.wording, untested(shot.diary, knowledge, product, shot.today)
    if why is None:
        return ""
    if product.patch_test and product.patch_test.state == "passed":
        return words.say(why.text)
    if product.patch_test and product.patch_test.state == "running":
        return words.text("Its patch test is under way. Sessions wait for it.")
    return words.text("Its patch test comes first. It can run while you rate.")


def product_offers(
    words: Wording, knowledge: Knowledge, area: Area, wanted: Sequence[str], named: set[str]
) -> tuple[Offer, ...]:
    """Generic session products of the area that are not on the shelf, those with the wanted actives first."""
    rows = [t for t in knowledge.product_templates.values() if t.session and area in t.areas]
    rows.sort(key=lambda t: (not set(wanted) & set(t.actives), len(t.areas) > 1))
    return tuple(Offer(t.id, words.text(t.name)) for t in rows if t.name not in named)[:OFFERS]


def device_offers(words: Wording, knowledge: Knowledge) -> tuple[Offer, ...]:
    return tuple(Offer(t.id, words.text(t.name)) for t in knowledge.device_templates.values())


def start_line(words: Wording, made: Course, today: date) -> str:
    """When the first session is, or which one comes next where the course is under way."""
    if not made.done_before:
        if made.starts_on == today:
            return words.text("The first session is planned for today.")
        return words.text("The first session is planned for {day}.", day=words.long_date(made.starts_on))
    number, planned = made.done_before + 1, sum(p.sessions or 0 for p in made.phases)
    day = words.text("today") if made.starts_on == today else words.long_date(made.starts_on)
    if number > planned:
        return words.text("Session {n} comes next, planned for {day}.", n=number, day=day)
    return words.text("Session {n} of {all} comes next, planned for {day}.", n=number, all=planned, day=day)

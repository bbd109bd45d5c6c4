"""One care day of the diary as plain values: everything that was kept, in order, with its times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from care.days import care_day, wall_in_care_day, wall_text
from care.diary import Diary
from care.knowledge import Knowledge
from care.reactions import severity
from care.records import CheckIn, Choice, Event, Photo, Reaction, Record, Routine, Session, StepDone
from screens.check_in_view import tag_words
from screens.safety_on_file_view import clearance_words
from screens.why_words import title_of
from screens.wording import Wording


class EntryView(Struct, frozen=True):
    """One entry of a day. `kind` and `id` name its record, for deleting it; of steps, `id` is their routine.

    `at` is empty where the time is not known: what was ticked later than on its day. `quiet`: the skin did nothing.
    """

    kind: str
    id: str
    at: str
    title: str
    lines: tuple[str, ...]
    area: str
    quiet: bool = False


class DayView(Struct, frozen=True):
    day: date
    title: str
    entries: tuple[EntryView, ...]


def day_view(words: Wording, knowledge: Knowledge, diary: Diary, day: date, zone: str) -> DayView:
    """Everything of one care day, in order. `zone`: where the person is now, for placing what has no time."""
    kept: list[tuple[datetime, EntryView]] = []
    for events in (diary.sessions, diary.check_ins, diary.reactions, diary.choices, diary.photos):
        kept += [(event.at, entry_view(words, knowledge, diary, event)) for event in events if event.day == day]
    for routine in diary.routines.values():
        ticked = [s for s in diary.steps_done if s.day == day and s.routine == routine.id]
        if ticked:
            kept.append(_steps(words, diary, routine, ticked, zone))
    kept.sort(key=lambda entry: (entry[0], entry[1].id))
    return DayView(day, words.long_date(day), tuple(entry for _, entry in kept))


def record_of(diary: Diary, entry: EntryView) -> Record | None:
    """The record behind an entry; None for steps, and for what is no longer there."""
    kinds: dict[str, tuple[Record, ...]] = {
        "session": diary.sessions,
        "check_in": diary.check_ins,
        "reaction": diary.reactions,
        "choice": diary.choices,
    }
    return next((r for r in kinds.get(entry.kind, ()) if r.id == entry.id), None)


def _steps(
    words: Wording, diary: Diary, routine: Routine, ticked: list[StepDone], zone: str
) -> tuple[datetime, EntryView]:
    starts_at, day = diary.profile.day_starts_at, ticked[0].day
    usual = diary.profile.am_time if routine.slot == "am" else diary.profile.pm_time
    titles = {step.id: step.title for step in routine.steps}
    at_once = [s.at for s in ticked if care_day(s.at, s.zone, starts_at) == day]
    at = min(at_once, default=wall_in_care_day(day, usual, zone, starts_at))
    lines = tuple(words.text(titles.get(s.step, "A step")) for s in sorted(ticked, key=lambda s: (s.at, s.step)))
    said = _clock(ticked[0], at) if at_once else ""
    entry = EntryView("steps", routine.id, said, words.text(routine.title), (", ".join(lines),), routine.area)
    return at, entry


def entry_view(words: Wording, knowledge: Knowledge, diary: Diary, event: Event) -> EntryView:
    """One session, check-in, reaction, choice or picture."""
    at = _clock(event, event.at)
    match event:
        case Session():
            area = diary.area_of(event) or "face"
            title = words.text("Face session") if area == "face" else words.text("Scalp session")
            return EntryView("session", event.id, at, title, tuple(_session_lines(words, diary, event)), area)
        case CheckIn():
            title = words.text("Face check-in") if event.area == "glow" else words.text("Scalp check-in")
            tags = ", ".join(tag_words(words, knowledge, tag) for tag in event.tags)
            lines = [*_scores(words, knowledge, event), *(said for said in (tags, event.note) if said)]
            return EntryView("check_in", event.id, at, title, tuple(lines), event.area)
        case Reaction():
            area = _area_of_reaction(diary, event)
            title = words.text("Skin reaction") if event.signs else words.text("Skin check")
            told = tuple(_told(words, knowledge, event))
            return EntryView("reaction", event.id, at, title, told, area, quiet=not event.signs)
        case Choice():
            aside = tuple(_set_aside(words, knowledge, event))
            return EntryView("choice", event.id, at, _choice(words, knowledge, diary, event), aside, "")
        case Photo():
            view = knowledge.photo_views.get(event.view)
            return EntryView("photo", event.id, at, words.text("Photo"), (words.text(view.title),) if view else (), "")
    return EntryView("other", event.id, at, words.text("An entry"), (), "")


def _clock(event: Event, at: datetime) -> str:
    """The wall time at the place where something was recorded."""
    return wall_text(at.astimezone(ZoneInfo(event.zone)))


def _told(words: Wording, knowledge: Knowledge, reaction: Reaction) -> Iterator[str]:
    """What the skin did, and how it stands; what is usual needs no settling."""
    if not reaction.signs:
        yield words.text("All quiet")
    else:
        yield ", ".join(words.text(knowledge.signs[s].title) if s in knowledge.signs else s for s in reaction.signs)
    if reaction.note:
        yield reaction.note
    if reaction.cleared:
        yield clearance_words(words, knowledge, reaction.cleared)
    if reaction.resolved_at:
        yield words.text("Settled")
    elif severity(reaction, knowledge) != "expected":
        yield words.text("Not settled yet")


def _area_of_reaction(diary: Diary, reaction: Reaction) -> str:
    if len(reaction.areas) == 1:
        return reaction.areas[0]
    session = next((s for s in diary.sessions if s.id == reaction.session), None)
    return (diary.area_of(session) if session else None) or ""


def _session_lines(words: Wording, diary: Diary, session: Session) -> Iterator[str]:
    seconds = (session.ended_at - session.started_at).total_seconds()
    done = words.text("Finished") if session.outcome == "finished" else words.text("Stopped early")
    yield words.text("{outcome}, {time}", outcome=done, time=words.duration(seconds))
    course = diary.courses.get(session.course or "")
    things = (diary.products.get(session.product or ""), diary.devices.get(session.device or ""))
    names = [*([course.title] if course else []), *(thing.name for thing in things if thing)]
    if names:
        yield ", ".join(names)
    if session.lot:
        yield words.text("Lot {lot}", lot=session.lot)


def _scores(words: Wording, knowledge: Knowledge, entry: CheckIn) -> Iterator[str]:
    for measure, score in entry.scores.items():
        row = knowledge.measures.get(measure)
        if row is None:
            yield f"{measure} {words.number(score)}"
            continue
        said = next((anchor for level, anchor in row.anchors if level == score), None)
        shown = words.text(said) if row.kind == "choice" and said else words.number(score)
        if (sides := entry.sides.get(measure)) is not None:
            left, right = words.number(sides.left), words.number(sides.right)
            yield words.text(
                "{measure}: left {left}, right {right}", measure=words.text(row.title), left=left, right=right
            )
            continue
        yield words.text("{measure}: {score}", measure=words.text(row.title), score=shown)


def _choice(words: Wording, knowledge: Knowledge, diary: Diary, choice: Choice) -> str:
    about = _about(words, knowledge, diary, choice.about)
    match choice.what:
        case "not_today":
            return words.text("{about}: not today", about=about)
        case "skip_step":
            return words.text("{about}: skipped", about=about)
        case "keep_step":
            return words.text("{about}: kept", about=about)
    return words.text("{about}: your own decision", about=about)


def _set_aside(words: Wording, knowledge: Knowledge, choice: Choice) -> Iterator[str]:
    """Which advice a choice set aside."""
    row = knowledge.row(choice.rule) if choice.rule else None
    if row is not None and choice.what in ("keep_step", "own_decision"):
        yield words.text("Advice set aside: {rule}", rule=title_of(words, row))


def _about(words: Wording, knowledge: Knowledge, diary: Diary, about: str) -> str:
    """What a choice was about: a course, a product, an activity, a check-in, or "routine/step"."""
    if course := diary.courses.get(about):
        return course.title
    if product := diary.products.get(about):
        return product.name
    if activity := knowledge.activities.get(about):
        return words.text(activity.title)
    if about in ("glow", "scalp"):
        return words.text("Face check-in") if about == "glow" else words.text("Scalp check-in")
    routine, _, step = about.partition("/")
    found = diary.routines.get(routine)
    title = next((s.title for s in found.steps if s.id == step), None) if found else None
    return words.text(title) if title else words.text("A step")

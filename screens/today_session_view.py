"""A course's session on Today, as plain values: its state in words, why it is as it is, and what may be done."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from care.courses import Progress
from care.days import wall_text
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Area
from care.session_script import session_script
from care.sessions import SessionPlan
from care.why import GATE
from screens.course_words import course_line, kit_line
from screens.snapshot import Snapshot
from screens.why_line import WhyLine, may_decide, why_lines
from screens.wording import Wording

MOST_DOTS = 40  # a longer course says its progress in words alone


class SessionView(Struct, frozen=True):
    """A course's card. `dots` are (filled, total). `may_decide`: nothing but advice speaks against it today."""

    course: str
    area: Area
    title: str
    sub: str
    dots: tuple[int, int] | None
    kit: str
    facts: tuple[str, ...]
    state: str
    status: str
    why: tuple[WhyLine, ...]
    ask_safety: bool
    may_start: bool
    may_decide: bool

    @property
    def key(self) -> str:
        return self.course

    @property
    def is_open(self) -> bool:
        return self.state == "due"

    @property
    def is_done(self) -> bool:
        return self.state == "done"

    @property
    def waits_quietly(self) -> bool:
        """Whether a row is enough: nothing can be decided now, and nothing must be known."""
        return self.state in ("too_early", "done", "not_today", "paused") and not self.may_decide


def session_view(words: Wording, knowledge: Knowledge, diary: Diary, plan: SessionPlan, shot: Snapshot) -> SessionView:
    course = diary.courses[plan.course]
    script = session_script(diary, knowledge, course, shot.now)
    facts = [words.count("one step", "{count} steps", len(script.steps))]
    if script.seconds >= 60:
        facts.insert(0, words.duration(script.seconds))
    if script.shortened:
        facts.append(words.text("a short first one"))
    face = plan.area == "face"
    due = plan.next_on is not None and plan.next_on <= shot.today
    return SessionView(
        course=plan.course,
        area=plan.area,
        title=words.text("Face session") if face else words.text("Scalp session"),
        sub=course_line(words, course, plan.progress),
        dots=_dots(plan.progress),
        kit=kit_line(words, diary, course),
        facts=(", ".join(facts),),
        state=plan.state,
        status=status_words(words, plan, shot),
        why=why_lines(words, plan.why),
        ask_safety=any(w.rule == GATE for w in plan.why),
        may_start=plan.state == "due" and plan.earliest is None,
        may_decide=due and plan.state in ("too_early", "blocked") and may_decide(plan.why),
    )


def _dots(progress: Progress) -> tuple[int, int] | None:
    if progress.planned is None or progress.planned > MOST_DOTS or progress.finished > progress.planned:
        return None
    return progress.finished, progress.planned


def status_words(words: Wording, plan: SessionPlan, shot: Snapshot) -> str:
    """How a session stands, in a few words; "" where nothing needs to be said."""
    match plan.state:
        case "done":
            if plan.next_on and plan.next_on > shot.today:
                return words.text("Done. Next one on {day}.", day=words.long_date(plan.next_on))
            return words.text("Done.")
        case "too_early" if plan.earliest:
            local = plan.earliest.astimezone(shot.now.local.tzinfo)
            if local.date() - shot.now.local.date() < timedelta(days=7):
                return words.text("From {day} {time}", day=words.weekday(local.date()), time=wall_text(local))
            return words.text("From {day}", day=words.long_date(local.date()))
        case "paused":
            return words.text("Paused")
        case "not_today":
            return words.text("Not today. Tomorrow is soon enough.")
        case "blocked":
            return words.text("Closed for now")
        case "due" if plan.progress.finished:
            return words.text("Rest is over")
    return ""

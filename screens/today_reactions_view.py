"""Reactions on Today as plain values: each question about the skin that is open, and each reaction that still closes or
rests something."""

from __future__ import annotations

from msgspec import Struct

from care.knowledge import Knowledge
from care.reaction_effects import effects
from care.reactions import all_standing
from care.records import Area
from care.skin_checks import Kind, SkinCheck, open_checks
from screens.reaction_told_view import closed_words, sign_words
from screens.reaction_view import Severity, session_kind, since_words
from screens.snapshot import Snapshot


class CheckCard(Struct, frozen=True):
    """One question that is open: about which session, and how long ago that was."""

    session: str
    kind: Kind
    area: Area | None
    title: str
    about: str


class StandingCard(Struct, frozen=True):
    """A reaction that still closes or rests something. `said`: what."""

    reaction: str
    severity: Severity
    title: str
    said: str
    sign: str


class ReactionsView(Struct, frozen=True):
    checks: tuple[CheckCard, ...] = ()
    standing: tuple[StandingCard, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.checks or self.standing)


def reactions_view(shot: Snapshot, knowledge: Knowledge) -> ReactionsView:
    """What Today shows of reactions, the newest last."""
    words, diary = shot.wording, shot.diary
    checks = tuple(_card(shot, one) for one in open_checks(diary, knowledge, shot.now))
    standing = all_standing(diary, knowledge)
    cards = []
    for one in standing:
        done = effects(diary, knowledge, one, standing, shot.today)
        if not done:
            continue
        rests = words.count("One product rests.", "{count} products rest.", len(done.rests)) if done.rests else ""
        closed = closed_words(words, done) or (words.say(done.closes[0].text) if done.closes else "")
        cards.append(
            StandingCard(
                one.reaction.id,
                one.severity,  # type: ignore[arg-type]
                words.text("Your skin reacted on {day}", day=words.date(one.reaction.day)),
                closed or rests,
                ", ".join(sign_words(words, knowledge, one.reaction)),
            )
        )
    return ReactionsView(checks, tuple(cards))


def session_checks(shot: Snapshot, knowledge: Knowledge, course: str) -> tuple[CheckCard, ...]:
    """The question that is open at the end of a course's last session, for the player's last page."""
    had = max((s for s in shot.diary.sessions if s.course == course), key=lambda s: (s.started_at, s.id), default=None)
    asked = open_checks(shot.diary, knowledge, shot.now)
    return tuple(_card(shot, one) for one in asked if had is not None and one.session.id == had.id)


def _card(shot: Snapshot, one: SkinCheck) -> CheckCard:
    words, diary = shot.wording, shot.diary
    area = diary.area_of(one.session)
    return CheckCard(
        one.session.id,
        one.kind,
        area,
        words.text("How is your scalp?") if area == "scalp" else words.text("How is your skin?"),
        words.text(
            "{session}, {since}",
            session=session_kind(words, diary, one.session),
            since=since_words(words, one.session, shot.now.at),
        ),
    )

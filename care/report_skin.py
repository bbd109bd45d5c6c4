"""For the report: what the skin did and what followed, advice set aside, treatments, safety answers, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from care.answers import ends
from care.courses import kit_of
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, count_message, message
from care.pauses import TREATMENTS
from care.reactions import RANK, Standing, all_standing, severity
from care.records import Answer, Choice, Cleared, Reaction, Session
from care.report_parts import OWN_NOTE, Period, Row, Section, dated, own, section, within
from care.report_sessions import area_words, device_words

GRADES = {
    "monitor": message("watched until calm"),
    "clinician": message("to be shown to a clinician"),
    "urgent": message("to be seen the same day"),
    "emergency": message("emergency"),
}
FOLLOWED = {
    "monitor": message("sessions waited until it had settled"),
    "clinician": message("sessions there were closed, and what it was blamed on"),
    "urgent": message("everything was closed until a clinician's word"),
    "emergency": message("everything was closed until a clinician's word"),
}
LOOK_BACK = timedelta(days=365)  # treatments this long before the period still matter to skin


def reactions(diary: Diary, knowledge: Knowledge, period: Period, *, with_notes: bool) -> Section[Message]:
    """Those that were more than expected: the grave first, then the latest; then, how often what is usual was seen."""
    found = [one for one in all_standing(diary, knowledge) if period.holds(one.reaction.day)]
    found.sort(key=lambda one: (one.reaction.at, one.reaction.id), reverse=True)
    found.sort(key=lambda one: -max(RANK[one.severity], RANK["monitor"]) if RANK[one.severity] > 1 else 0)
    rows = [_reaction(diary, knowledge, one, with_notes=with_notes) for one in found]
    return section(message("Skin reactions"), [*rows, *_usual(diary, knowledge, period)], least=4)


def _reaction(diary: Diary, knowledge: Knowledge, one: Standing, *, with_notes: bool) -> Row[Message]:
    reaction = one.reaction
    signs = [_sign(knowledge, sign) for sign in reaction.signs]
    session = next((s for s in diary.sessions if s.id == reaction.session), None)
    told = [*signs[1:], GRADES[one.severity]]
    if one.areas:
        told.append(area_words(sorted(one.areas)))
    told += _after(diary, knowledge, reaction, session)
    told.append(FOLLOWED[one.severity])
    if one.settled is not None:
        told.append(message("settled by {day}", day=dated(one.settled)))
    elif reaction.cleared is None:
        told.append(message("not noted as settled"))
    if reaction.cleared is not None:
        told.append(clearance(knowledge, reaction.cleared))
    if with_notes and reaction.note:
        told.append(own(reaction.note, OWN_NOTE))
    return Row(head=signs[0], when=dated(reaction.day), parts=tuple(told), marked=RANK[one.severity] > RANK["monitor"])


def _after(diary: Diary, knowledge: Knowledge, reaction: Reaction, session: Session | None) -> Iterator[Message]:
    """How long after a session, and with what; else the product and device that were named."""
    product_id, device_id = reaction.product, reaction.device
    if session is not None:
        hours = max(0, round((reaction.at - max(session.ended_at, session.started_at)).total_seconds() / 3600))
        yield count_message("one hour after a session", "{count} hours after a session", hours)
        product_id, device_id = kit_of(diary, session)
    if product := diary.products.get(product_id or ""):
        yield own(product.name)
    if device := diary.devices.get(device_id or ""):
        yield device_words(knowledge, device)
    if session is not None and session.level is not None:
        yield message("level {n}", n=session.level)
    if session is not None and session.lot:
        yield message("lot {lot}", lot=own(session.lot, 40))


def _sign(knowledge: Knowledge, sign: str) -> Message:
    row = knowledge.signs.get(sign)
    return message(row.title) if row else own(sign)


def _usual(diary: Diary, knowledge: Knowledge, period: Period) -> Iterator[Row[Message]]:
    """How often the skin was quiet when asked, and what is usual after sessions."""
    checks = list(within(diary.reactions, period))
    if not checks:
        return
    mild = [r for r in checks if r.signs and severity(r, knowledge) == "expected"]
    seen = Counter(sign for r in mild for sign in r.signs)
    quiet = sum(not r.signs for r in checks)
    yield Row(
        head=message("Skin checks after sessions"),
        when=count_message("one answer", "{count} answers", len(checks)),
        parts=(
            count_message("quiet once", "quiet {count} times", quiet),
            *(
                message("{sign}: {count}", sign=_sign(knowledge, sign), count=count)
                for sign, count in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))
            ),
        ),
    )


def clearance(knowledge: Knowledge, word: Cleared) -> Message:
    """A professional's word: who, when, until when."""
    who = own(word.by, 60) if word.by else message("a professional")
    if word.until is None:
        return message("cleared by {who} on {day}", who=who, day=dated(word.on))
    return message("cleared by {who} on {day}, until {until}", who=who, day=dated(word.on), until=dated(word.until))


def decisions(diary: Diary, knowledge: Knowledge, period: Period) -> Section[Message]:
    """The advices that the person set aside, by rule and by what it was about, the most frequent first."""
    found: dict[tuple[str, str], list[Choice]] = {}
    for choice in within(diary.choices, period):
        if choice.what in ("own_decision", "keep_step") and choice.rule:
            found.setdefault((choice.rule, choice.about), []).append(choice)
    groups = sorted(found.items(), key=lambda group: (-len(group[1]), group[0]))
    rows = [_decision(diary, knowledge, rule, about, made) for (rule, about), made in groups]
    return section(message("Advice the person set aside"), rows, least=2)


def _decision(diary: Diary, knowledge: Knowledge, rule: str, about: str, made: list[Choice]) -> Row[Message]:
    row = knowledge.row(rule)
    head = message(getattr(row, "title", "") or getattr(row, "about", "") or rule) if row else own(rule)
    last = max(choice.day for choice in made)
    told = [named] if (named := _about(diary, knowledge, about)) else []
    when = message("last on {day}", day=dated(last)) if len(made) > 1 else dated(last)
    times = count_message("once", "{count} times", len(made))
    return Row(head=head, when=when, parts=(*told, times))


def _about(diary: Diary, knowledge: Knowledge, about: str) -> Message | None:
    """A course, a product, an activity, or "routine/step"."""
    if thing := diary.courses.get(about):
        return own(thing.title)
    if thing := diary.products.get(about) or diary.devices.get(about):
        return own(thing.name)
    if activity := knowledge.activities.get(about):
        return message(activity.title)
    routine, _, step = about.partition("/")
    found = diary.routines.get(routine)
    title = next((s.title for s in found.steps if s.id == step), None) if found else None
    return own(title) if title else None


def treatments(diary: Diary, period: Period) -> Section[Message]:
    """What professionals did, in the period and the year before it, the latest first."""
    found = [t for t in diary.treatments if period.first - LOOK_BACK <= t.on <= period.last]
    found.sort(key=lambda t: (t.on, t.id), reverse=True)
    rows = (
        Row(
            head=TREATMENTS[t.what],
            when=dated(t.on),
            parts=(
                area_words(t.areas),
                message("healed by {day}", day=dated(t.healed_on)) if t.healed_on else message("not noted as healed"),
            ),
        )
        for t in found
    )
    return section(message("Treatments by professionals"), rows)


def safety(diary: Diary, knowledge: Knowledge, period: Period) -> Section[Message]:
    """The screening questions answered with yes or not sure that hold at the end of the period."""
    rows = [
        Row(head=message(row.title), when=dated(answer.answered_on), parts=tuple(_answer(diary, knowledge, answer)))
        for row in knowledge.screening.values()
        if (answer := diary.answers.get(row.id)) is not None
        and answer.answer in ("yes", "unsure")
        and answer.answered_on <= period.last
        and not ends(diary, row, answer, None, period.last)
    ]
    return section(message("Safety questions not answered with no"), rows, least=2)


def _answer(diary: Diary, knowledge: Knowledge, answer: Answer) -> Iterator[Message]:
    yield message("yes") if answer.answer == "yes" else message("not sure")
    if len(answer.areas) == 1:
        yield area_words(answer.areas)
    for id in answer.about:
        if product := diary.products.get(id):
            yield own(product.name)
        elif ingredient := knowledge.ingredients.get(id):
            yield message(ingredient.title)
    if answer.since:
        yield message("since {day}", day=dated(answer.since))
    if answer.ends_on:
        yield message("until {day}", day=dated(answer.ends_on))
    if answer.cleared:
        yield clearance(knowledge, answer.cleared)


def notes(diary: Diary, period: Period) -> Section[Message]:
    """What the person wrote with check-ins, the latest first."""
    found = [c for c in within(diary.check_ins, period) if c.note.strip()]
    found.sort(key=lambda c: (c.at, c.id), reverse=True)
    rows = (Row(head=None, when=dated(c.day), parts=(own(c.note, OWN_NOTE),)) for c in found)
    return section(message("Private notes, included by the person"), rows)

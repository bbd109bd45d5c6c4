"""What was put on the skin in the last days, as plain values: for a pharmacist or an emergency doctor to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from care.courses import kit_of
from care.kit import is_medicine
from care.knowledge import Knowledge
from care.patch_test import readings_of
from care.records import Device, Product, Reaction, Session
from screens.reaction_told_view import sign_words, site_words
from screens.reaction_view import session_kind
from screens.snapshot import Snapshot
from screens.wording import Wording

SHOWN = timedelta(days=14)


class Entry(Struct, frozen=True):
    """A line in bold and what belongs to it."""

    title: str
    lines: tuple[str, ...] = ()


class Part(Struct, frozen=True):
    """A part of the list under its heading; `nothing` is said where it has no entry."""

    title: str
    entries: tuple[Entry, ...]
    nothing: str


class PutOnView(Struct, frozen=True):
    """The whole list. `rtl`: it is read from right to left."""

    title: str
    span: str
    parts: tuple[Part, ...]
    foot: str
    rtl: bool

    @property
    def text(self) -> str:
        """The list as plain text, to copy."""
        lines = [self.title, self.span]
        for part in self.parts:
            lines += ["", part.title]
            for entry in part.entries:
                lines += [entry.title, *(f"  {line}" for line in entry.lines)]
            if not part.entries:
                lines.append(part.nothing)
        return "\n".join([*lines, "", self.foot])


def put_on_view(shot: Snapshot, knowledge: Knowledge) -> PutOnView:
    """Signs first, then what was used with how much of what is in it, then session by session."""
    words, now = shot.wording, shot.now.at
    since = now - SHOWN
    sessions = [s for s in shot.diary.sessions if since <= s.started_at <= now]
    reactions = [r for r in shot.diary.reactions if since <= r.at <= now and r.signs]
    used = _used(shot, sessions, since)
    devices = _devices(shot, sessions)
    return PutOnView(
        title=words.text("What I put on"),
        span=words.text("From {first} to {last}", first=words.dated_moment(since), last=words.dated_moment(now)),
        parts=(
            Part(
                words.text("What the skin did"),
                tuple(_reaction(shot, knowledge, r) for r in sorted(reactions, key=lambda r: r.at, reverse=True)),
                words.text("No reaction was noted."),
            ),
            Part(
                words.text("Products"),
                tuple(_product(shot, knowledge, one) for one in used),
                words.text("No product was noted."),
            ),
            Part(
                words.text("Devices"),
                tuple(_device(shot, knowledge, device, those) for device, those in devices),
                words.text("No device was noted."),
            ),
            Part(
                words.text("Sessions"),
                tuple(_session(shot, s) for s in sorted(sessions, key=lambda s: s.started_at, reverse=True)),
                words.text("No session was noted."),
            ),
        ),
        foot=words.text("From what was noted in Mesoday, a diary of home care. What was not noted is not here."),
        rtl=words.rtl,
    )


class _Use(Struct, frozen=True):
    """When a product was used, and when it was tried on a small place, in order."""

    product: Product
    used: tuple[datetime, ...]
    tried: tuple[datetime, ...]

    @property
    def last(self) -> datetime:
        return max((*self.used, *self.tried))


def _used(shot: Snapshot, sessions: list[Session], since: datetime) -> list[_Use]:
    """The products that were on the skin; the one used last comes first."""
    diary = shot.diary
    found: dict[str, list[datetime]] = {}
    of_step = {(r.id, step.id): step.product for r in diary.routines.values() for step in r.steps if step.product}
    for tick in diary.steps_done:
        product = of_step.get((tick.routine, tick.step))
        if product and since <= tick.at <= shot.now.at:
            found.setdefault(product, []).append(tick.at)
    for one in sessions:
        if product := kit_of(diary, one)[0]:
            found.setdefault(product, []).append(one.started_at)
    uses: list[_Use] = []
    for product in diary.products.values():
        test = readings_of(product.patch_test) if product.patch_test else []
        tried = sorted(r.at for r in test if r.kind == "applied" and since <= r.at <= shot.now.at)
        if tried or product.id in found:
            uses.append(_Use(product, tuple(sorted(found.get(product.id, ()))), tuple(tried)))
    return sorted(uses, key=lambda one: (one.last, one.product.id), reverse=True)


def _devices(shot: Snapshot, sessions: list[Session]) -> list[tuple[Device, list[Session]]]:
    found: dict[str, list[Session]] = {}
    for one in sessions:
        if device := kit_of(shot.diary, one)[1]:
            found.setdefault(device, []).append(one)
    return [(shot.diary.devices[id], those) for id, those in found.items() if id in shot.diary.devices]


def _reaction(shot: Snapshot, knowledge: Knowledge, reaction: Reaction) -> Entry:
    words = shot.wording
    lines = list(sign_words(words, knowledge, reaction))
    if reaction.note:
        lines.append(reaction.note)
    if reaction.resolved_at:
        lines.append(words.text("Settled on {moment}", moment=reaction.resolved_at))
    return Entry(words.moment(reaction.at), tuple(lines))


def _product(shot: Snapshot, knowledge: Knowledge, one: _Use) -> Entry:
    words, product = shot.wording, one.product
    title = f"{product.name}, {product.brand}" if product.brand else product.name
    return Entry(title, tuple(_product_lines(words, knowledge, one)))


def _product_lines(words: Wording, knowledge: Knowledge, one: _Use) -> Iterator[str]:
    product = one.product
    if product.medicine or is_medicine(product, knowledge):
        yield words.text("A medicine")
    if inside := ", ".join(_actives(words, knowledge, product)):
        yield words.text("In it: {actives}", actives=inside)
    if product.lot:
        yield words.text("Lot {lot}", lot=product.lot)
    if product.opened_at:
        yield words.text("Opened on {day}", day=words.dated(product.opened_at.date()))
    if product.expires_on:
        yield words.text("Good until {day}", day=words.dated(product.expires_on))
    if at := one.used:
        yield words.count("Used once, {moment}", "Used {count} times, last {moment}", len(at), moment=at[-1])
    if at := one.tried:
        yield words.count(
            "Tried on a small place once, {moment}",
            "Tried on a small place {count} times, last {moment}",
            len(at),
            moment=at[-1],
        )
    if product.patch_test and product.patch_test.state == "failed":
        yield words.text("The skin reacted in the patch test")


def _actives(words: Wording, knowledge: Knowledge, product: Product) -> Iterator[str]:
    for active in dict.fromkeys((*product.actives, *product.strengths)):
        row = knowledge.ingredients.get(active)
        name = words.text(row.title) if row else active
        percent = product.strengths.get(active)
        yield name if percent is None else words.text("{active} {percent} %", active=name, percent=percent)


def _device(shot: Snapshot, knowledge: Knowledge, device: Device, sessions: list[Session]) -> Entry:
    words = shot.wording
    kinds = dict.fromkeys(mode.modality for mode in device.modes)
    names = ", ".join(words.text(knowledge.modalities[kind].title) for kind in kinds)
    levels = sorted({s.level for s in sessions if s.level is not None})
    last = max(s.started_at for s in sessions)
    lines = [names] if names else []
    if levels:
        lines.append(words.text("Level {levels}", levels=", ".join(str(level) for level in levels)))
    lines.append(words.count("Used once, {moment}", "Used {count} times, last {moment}", len(sessions), moment=last))
    return Entry(device.name, tuple(lines))


def _session(shot: Snapshot, session: Session) -> Entry:
    words, diary = shot.wording, shot.diary
    product_id, device_id = kit_of(diary, session)
    product, device = diary.products.get(product_id or ""), diary.devices.get(device_id or "")
    lot = session.lot or (product.lot if product else "")
    parts = [
        product.name if product else "",
        words.text("Lot {lot}", lot=lot) if lot else "",
        device.name if device else "",
        words.text("Level {n}", n=session.level) if session.level is not None else "",
    ]
    lines = [", ".join(part for part in parts if part), ", ".join(site_words(shot, session))]
    if session.outcome == "stopped":
        lines.append(words.text("Stopped early"))
    title = words.text(
        "{session}, {moment}", session=session_kind(words, diary, session), moment=words.moment(session.started_at)
    )
    return Entry(title, tuple(line for line in lines if line))

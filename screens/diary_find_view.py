"""Finding something in the whole diary: by words, by sort, by tag, by product; the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, cast, get_args

from msgspec import Struct

from care.courses import kit_of
from care.diary import Diary
from care.knowledge import Knowledge
from care.progress import Progress, Steps, Stop
from care.records import CheckIn, Choice, Event, Photo, Reaction, Session
from screens.diary_day_view import EntryView, entry_view
from screens.wording import Wording

FIND = "/diary/find"
Sort = Literal["session", "check_in", "reaction", "choice", "photo", "steps", "note"]
SORTS = cast("tuple[Sort, ...]", get_args(Sort))
KINDS: dict[type[Event], Sort] = {
    Session: "session", CheckIn: "check_in", Reaction: "reaction", Choice: "choice", Photo: "photo",
}  # fmt: skip
SHORT = 160  # letters of what is shown of a hit


class Query(Struct, frozen=True):
    """What is looked for; each that is given must hold. `sorts`: any of them; none are all."""

    text: str = ""
    sorts: frozenset[Sort] = frozenset()
    tag: str = ""
    product: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The words, as they are compared."""
        return tuple(self.text.casefold().split())

    def __bool__(self) -> bool:
        return bool(self.parts or self.sorts or self.tag or self.product)


class Hit(Struct, frozen=True):
    """An entry that was found. `said` begins with what was looked for."""

    key: str
    kind: str
    day: date
    title: str
    said: str
    area: str
    quiet: bool = False


def sort_words(words: Wording) -> tuple[tuple[Sort, str], ...]:
    said = {
        "session": words.text("Sessions"),
        "check_in": words.text("Check-ins"),
        "reaction": words.text("Skin"),
        "choice": words.text("Decisions"),
        "photo": words.text("Pictures"),
        "steps": words.text("Daily steps"),
        "note": words.text("With a note"),
    }
    return tuple((sort, said[sort]) for sort in SORTS)


def find(
    words: Wording,
    knowledge: Knowledge,
    diary: Diary,
    query: Query,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> tuple[Hit, ...]:
    """Every entry of a diary that holds all that is asked, the latest first; nothing for an empty question.

    `progress` is told entries. Raises `Cancelled`.
    """
    if not query:
        return ()
    events = [*diary.sessions, *diary.check_ins, *diary.reactions, *diary.choices, *diary.photos]
    steps = Steps(len(events) + len(diary.steps_done), progress, cancelled)
    asked = _Asked(words, knowledge, diary, query)
    found: list[tuple[date, datetime, Hit]] = []
    for event in events:
        steps.step()
        if asked.sort_and_thing(event):
            entry = entry_view(words, knowledge, diary, event)
            if asked.holds(entry.title, *entry.lines):
                found.append((event.day, event.at, _hit(words, event.day, entry, query)))
    found += asked.daily_steps(steps)
    steps.end()
    found.sort(key=lambda one: (one[0], one[1], one[2].key), reverse=True)
    return tuple(hit for _, _, hit in found)


def parted(query: Query, found: tuple[Hit, ...]) -> tuple[tuple[Hit, ...], int]:
    """What is shown, and how many daily steps are held back: they say the same every day, and would drown the rest
    where nobody has asked for them."""
    rest = tuple(hit for hit in found if hit.kind != "steps")
    if query.sorts or query.product or not rest:
        return found, 0
    return rest, len(found) - len(rest)


class _Asked:
    """A question to one diary."""

    def __init__(self, words: Wording, knowledge: Knowledge, diary: Diary, query: Query) -> None:
        self.words, self.knowledge, self.diary, self.query = words, knowledge, diary, query
        self.sessions = {session.id: session for session in diary.sessions}
        self.parts = query.parts

    def holds(self, *texts: str) -> bool:
        whole = " ".join(texts).casefold() if self.parts else ""
        return all(part in whole for part in self.parts)

    def sort_and_thing(self, event: Event) -> bool:
        """Whether its sort, its tag and its product are what is asked for."""
        query = self.query
        if query.sorts and not query.sorts & _sorts_of(event):
            return False
        if query.tag and not (isinstance(event, CheckIn) and query.tag in event.tags):
            return False
        return not query.product or query.product in self._products(event)

    def _products(self, event: Event) -> set[str | None]:
        match event:
            case Session():
                return {kit_of(self.diary, event)[0]}
            case Reaction():
                session = self.sessions.get(event.session or "")
                return {event.product, kit_of(self.diary, session)[0] if session else None}
            case Choice():
                routine, _, step = event.about.partition("/")
                return {event.about, self._product_of(routine, step)}
        return set()

    def _product_of(self, routine: str, step: str) -> str | None:
        found = self.diary.routines.get(routine)
        return next((s.product for s in found.steps if s.id == step), None) if found else None

    def daily_steps(self, steps: Steps) -> Iterator[tuple[date, datetime, Hit]]:
        """One hit for each routine of a day in which something was ticked."""
        query, words, diary = self.query, self.words, self.diary
        if query.tag or (query.sorts and "steps" not in query.sorts):
            return
        if not (query.sorts or self.parts or query.product):
            return
        titles = {
            (routine.id, step.id): (words.text(step.title), diary.products.get(step.product or ""))
            for routine in diary.routines.values()
            for step in routine.steps
        }
        ticked: dict[tuple[date, str], list[tuple[datetime, str]]] = {}
        for done in diary.steps_done:
            steps.step()
            ticked.setdefault((done.day, done.routine), []).append((done.at, done.step))
        for (day, id), those in ticked.items():
            routine = diary.routines.get(id)
            if routine is None:
                continue
            known = [titles[id, step] for _, step in sorted(those) if (id, step) in titles]
            if query.product and all(product is None or product.id != query.product for _, product in known):
                continue
            title, names = words.text(routine.title), [name for name, _ in known]
            if not self.holds(title, *names, *(product.name for _, product in known if product)):
                continue
            entry = EntryView("steps", f"{day}/{id}", "", title, (", ".join(names),), routine.area)
            yield day, min(at for at, _ in those), _hit(words, day, entry, query)


def _sorts_of(event: Event) -> set[Sort]:
    found: set[Sort] = {KINDS[type(event)]} if type(event) in KINDS else set()
    if getattr(event, "note", "").strip():
        found.add("note")
    return found


def _hit(words: Wording, day: date, entry: EntryView, query: Query) -> Hit:
    parts = query.parts
    first = sorted(entry.lines, key=lambda line: not _any_in(parts, line))
    said = (
        words.text("{day}: {said}", day=words.dated(day), said=_short(" · ".join(first))) if first else words.dated(day)
    )
    return Hit(f"{entry.kind}/{entry.id}", entry.kind, day, entry.title, said, entry.area, entry.quiet)


def _any_in(parts: Iterable[str], line: str) -> bool:
    folded = line.casefold()
    return any(part in folded for part in parts)


def _short(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rstrip()} …"

"""A snapshot that takes changes in says the same as one that is read anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from care.changes import Change, Changes, adding, deleting
from care.diary import Diary, by_id
from care.records import CheckIn, Choice, Occurrence, Product, Record, StepDone, step_done_id

FIRST = date(2026, 3, 1)
SINCE = FIRST + timedelta(days=2)

days = st.integers(0, 9).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def entries(draw: st.DrawFn) -> Record:
    day, hour = draw(days), draw(st.integers(0, 23))
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    common = {"at": at, "zone": "UTC", "day": day}
    match draw(st.integers(0, 3)):
        case 0:
            step = draw(st.sampled_from("abc"))
            return StepDone(id=step_done_id(day, "r", step), routine="r", step=step, **common)  # type: ignore[arg-type]
        case 1:
            return Choice(id=draw(st.sampled_from("pqr")), what="not_today", about="c", **common)  # type: ignore[arg-type]
        case 2:
            return CheckIn(id=draw(st.sampled_from("uvw")), area="glow", **common)  # type: ignore[arg-type]
        case _:
            slot = f"{hour:02d}:00"
            return Occurrence(id=f"{day} {slot}", reminder="m", date=day, slot=slot, due_at=at, state="delivered")


def read(kept: dict[tuple[type, str], Record]) -> Diary:
    """The snapshot as a store would give it: what is not deleted, since a day, in order."""

    def of(kind: type) -> list[Record]:
        found = [r for (sort, _), r in kept.items() if sort is kind and not r.deleted]
        return [r for r in found if (r.date if isinstance(r, Occurrence) else r.day) >= SINCE]  # type: ignore[attr-defined]

    def in_time(kind: type) -> tuple[Record, ...]:
        return tuple(sorted(of(kind), key=lambda r: (r.at, r.id)))  # type: ignore[attr-defined]

    return Diary(
        steps_done=in_time(StepDone),  # type: ignore[arg-type]
        choices=in_time(Choice),  # type: ignore[arg-type]
        check_ins=in_time(CheckIn),  # type: ignore[arg-type]
        ledger=by_id(sorted(of(Occurrence), key=lambda r: r.id)),  # type: ignore[arg-type]
        since=SINCE,
    )


@given(st.lists(st.tuples(entries(), st.booleans()), max_size=25))
@settings(max_examples=150, deadline=None)
def test_it_follows_every_history(history: list[tuple[Record, bool]]) -> None:
    kept: dict[tuple[type, str], Record] = {}
    diary = read(kept)
    for record, goes in history:
        before = kept.get((type(record), record.id))
        if goes and before is not None and not before.deleted:
            changes = deleting(before)
        else:
            changes = Changes((Change(before, record),)) if before else adding([record])
        for change in changes.puts:
            kept[type(change.after), change.after.id] = change.after
        following = diary.after(changes)
        assert following is not None
        assert following == read(kept)
        assert list(following.ledger) == list(read(kept).ledger)
        diary = following


def test_what_reaches_further_is_read_anew() -> None:
    """Products, courses, sessions: what is planned from them may need events from further back."""
    assert Diary().after(adding([Product(id="p", name="Serum", form="serum")])) is None


def test_it_tells_a_tick_from_all_else() -> None:
    diary = Diary(since=SINCE)
    at = datetime(2026, 3, 5, 8, tzinfo=UTC)
    step = StepDone(id="s", routine="r", step="a", at=at, zone="UTC", day=at.date())
    choice = Choice(id="c", what="not_today", about="c", at=at, zone="UTC", day=at.date())
    ticked, chosen = diary.after(adding([step])), diary.after(adding([choice]))
    assert ticked is not None
    assert chosen is not None
    assert ticked.differs_only_in_steps(diary)
    assert not chosen.differs_only_in_steps(diary)
